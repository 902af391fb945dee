"""Transcripts as editors meet them, converted without a profile: nothing lost, valid, and the turns a reader hears.

A case is a folder of tests/fixtures/transcripts; README.md there says what stands in it. Adding one needs no Python.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tei_miasnikov.pipeline import Conversion, Settings, convert_source, load_settings_of
from tei_miasnikov.recognition.learning.lesson import learn
from tei_miasnikov.recognition.learning.writing import write_profile
from tei_miasnikov.text.readers import read
from tei_miasnikov.text.source import Source, read_source
from tei_miasnikov.validation.pointers import check_pointers
from tei_miasnikov.validation.schema import Judge, load_judge, project_schema
from tests.shared import FIXTURES
from tests.turns import Case, cases, found_turns, score

CASES = cases(FIXTURES / "transcripts")
EACH = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@cache
def conversion(case: Case) -> Conversion:
    return convert_source(read_source(str(case.source)), Settings())


@cache
def project_judge() -> Judge:
    return load_judge(project_schema())


@EACH
def test_nothing_is_lost(case: Case) -> None:
    account = conversion(case).account
    assert account.accounted == account.total == len(read_source(str(case.source)).text)


@EACH
def test_the_output_is_valid(case: Case) -> None:
    assert faults(conversion(case).tei) == []


def faults(tei: bytes) -> list[str]:
    tree = etree.ElementTree(etree.fromstring(tei))
    return [str(finding) for finding in (*project_judge()(tree, "t.xml"), *check_pointers(tree, "t.xml"))]


@EACH
def test_the_profile_that_was_learned_converts_the_same(case: Case, tmp_path: Path) -> None:
    source = read_source(str(case.source))
    profile = tmp_path / "learned.toml"
    profile.write_text(write_profile(learn(read(source)), source.name), encoding="utf-8")
    assert convert_source(source, load_settings_of(str(profile), None)).tei == conversion(case).tei


@pytest.mark.parametrize("case", cases(FIXTURES / "transcripts" / "open"), ids=lambda case: case.name)
def test_who_speaks_is_found(case: Case) -> None:
    found = score(case.turns, found_turns(conversion(case).tei))
    faults = [f"missed {turn}" for turn in found.missed] + [f"false {turn}" for turn in found.false]
    assert found.f1 >= case.floor, faults


HEAD = re.compile(r".{0,40}?[:.：—–>]|")
"""What may be a label at a line's start, with its delimiter; nothing where there is none."""


def with_labels_shuffled(case: Case, chance: Random) -> str:
    """The transcript with the beginnings of its lines dealt out anew."""
    lines = read_source(str(case.source)).text.splitlines(keepends=True)
    cuts = [match.end() if (match := HEAD.match(line)) else 0 for line in lines]
    heads = [line[:cut] for line, cut in zip(lines, cuts, strict=True)]
    chance.shuffle(heads)
    return "".join(head + line[cut:] for head, line, cut in zip(heads, lines, cuts, strict=True))


CARRIERS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "tabulators": lambda text: text.replace("    ", "\t"),
    "no blank lines": lambda text: text.replace("\n\n", "\n"),
    "double-spaced": lambda text: text.replace("\n", "\n\n"),
    "two in one file": lambda text: f"{text}\f\n{text}",
}
"""What a word processor, a scanner or a merger of files does to a text."""


BY_NAME = {case.name: case for case in CASES}


@given(name=st.sampled_from(sorted(BY_NAME)), seed=st.integers(0, 9999), carrier=st.sampled_from(sorted(CARRIERS)))
@settings(max_examples=80, deadline=None)
def test_the_laws_hold_where_labels_are_shuffled(name: str, seed: int, carrier: str) -> None:
    case = BY_NAME[name]
    text = CARRIERS[carrier](with_labels_shuffled(case, Random(seed)))  # noqa: S311  a shuffle, no secret
    shuffled = convert_source(Source(case.source.name, text, "0" * 64, "utf-8"), Settings())
    assert shuffled.account.accounted == shuffled.account.total == len(text)
    assert faults(shuffled.tei) == []
