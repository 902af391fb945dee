"""The TEI's own test documents against tei_all: the same verdicts and lines as Jing, whose report is stored there.

Where an element is unknown, Jing says the last message once more for each element and text in it. Those repetitions are
no mistakes of their own; the table tells in which documents they are missing here, and how many.
"""

import json
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from tei_miasnikov.relaxng import Grammar, load

TEI = Path(__file__).parents[2].parent / "shared" / "tei"
REPORT = TEI / "tests" / "jing.json"
ROWS = json.loads(REPORT.read_text(encoding="utf-8")) if REPORT.exists() else {}
DOCUMENTS = [name for name, row in ROWS.items() if row["verdict"] != "malformed"]
STORED = 300
"""Of each document's errors, the report keeps so many."""
REPEATED = {"testfand5.xml": 10, "testi18n.xml": 11, "testndextra.xml": 23, "torture.xml": 173}

pytestmark = pytest.mark.skipif(not ROWS, reason=f"{REPORT} is not here")


@cache
def grammar() -> Grammar:
    return load(TEI / "tei_all.rng")


def lines_of(name: str) -> list[int]:
    document = etree.parse(TEI / "tests" / name, etree.XMLParser(collect_ids=False))
    return [error.line for error in grammar().iter_errors(document)]


def repetitions(at: list[tuple[int, str]]) -> Counter[int]:
    """The lines where Jing says word for word what it said just before."""
    return Counter(line for (_, before), (line, now) in pairwise(at) if before == now)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_verdict_and_lines_are_those_of_jing(name: str) -> None:
    row, ours = ROWS[name], Counter(lines_of(name))
    theirs = Counter(line for line, _ in row["at"])
    assert bool(ours) is (row["verdict"] == "invalid")
    if row["errors"] > STORED:
        assert ours.total() == row["errors"]
        assert not theirs - ours
        return
    missing = theirs - ours
    assert not ours - theirs
    assert not missing - repetitions(row["at"])
    assert missing.total() == REPEATED.get(name, 0)


def test_lines_beyond_what_libxml2_keeps() -> None:
    document = etree.parse(TEI / "p5.xml", etree.XMLParser(collect_ids=False))
    assert [error.line for error in grammar().iter_errors(document)] == [110160, 110186]
