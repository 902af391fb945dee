"""What the encoding closes is refused, at the place of the fault; each case falsifies a file that is sound."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

from tei_miasnikov.relaxng import Error, Grammar, load
from tei_miasnikov.validation.schema import project_schema
from tests.shared import CORPUS, shared

HERE = Path(__file__).parent
SOUND = (HERE / "sound.xml").read_text(encoding="utf-8")


class Case(NamedTuple):
    title: str
    old: str
    new: str
    error: str
    at: str


def cases() -> list[Case]:
    parts = re.split(r"^=== ", (HERE / "refused.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    found = []
    for part in parts:
        title, old, new, error = part.strip("\n").split("\n")
        words, _, at = error[2:].partition(" @ ")
        found.append(Case(title, old[2:], new[2:], words, at))
    return found


@cache
def grammar() -> Grammar:
    return load(project_schema())


def errors_of(text: str, judge: Grammar) -> list[Error]:
    return list(judge.iter_errors(etree.fromstring(text.encode(), etree.XMLParser(collect_ids=False))))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_refused(case: Case) -> None:
    assert case.old in SOUND
    text = SOUND.replace(case.old, case.new, 1)
    errors = errors_of(text, grammar())
    place = text.index(case.at, SOUND.index(case.old)) if case.at else SOUND.index(case.old)
    line = text.count("\n", 0, place) + 1
    assert [(f"{error.kind} {etree.QName(error.name).localname}", error.line) for error in errors][:1] == [
        (case.error, line)
    ]


def test_the_sound_file_is_valid() -> None:
    assert errors_of(SOUND, grammar()) == []


@pytest.mark.parametrize("path", [HERE / "sound.xml", CORPUS / "tei.xml"], ids=lambda path: path.name)
def test_it_is_valid_against_all_of_tei(path: Path) -> None:
    assert errors_of(path.read_text(encoding="utf-8"), load(shared("tei/tei_all.rng"))) == []


def test_the_corpus_is_valid() -> None:
    assert errors_of((CORPUS / "tei.xml").read_text(encoding="utf-8"), grammar()) == []


def test_the_worked_example_is_valid() -> None:
    assert errors_of(shared("design/model.xml").read_text(encoding="utf-8"), grammar()) == []


def test_libxml2_reads_the_grammar_too() -> None:
    judge = etree.RelaxNG(etree.parse(project_schema()))
    assert judge.validate(etree.fromstring(SOUND.encode(), etree.XMLParser(collect_ids=False)))
