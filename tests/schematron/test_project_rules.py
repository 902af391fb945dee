"""The rules of our own encoding: falsified copies of the corpus, one for each rule, are caught by that rule alone.

Where the grammar or the pointer check sees the same mistake, `others` says so.
"""

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

import tei_miasnikov
from tei_miasnikov.findings import Severity
from tei_miasnikov.odd import Words, compile_odd, write_schematron
from tei_miasnikov.schematron import Failure, Judge, read_rules
from tei_miasnikov.schematron.rules import Assertion
from tei_miasnikov.validation.choice_of_rules import project_rules
from tei_miasnikov.validation.documents import line_of
from tei_miasnikov.validation.judgement import Bench
from tei_miasnikov.validation.rules import Rules
from tests.shared import CORPUS, FIXTURES, ROOT, shared

TEI = (CORPUS / "tei.xml").read_text(encoding="utf-8")
NOTE_12 = re.compile(r'<note type="editorial"[^>]*xml:id="note-main-12".*?</note>\s*(?=<note|</div>)', re.DOTALL)
ANCHOR_12 = re.compile(r'<ref type="noteAnchor" xml:id="ref-main-12".*?</ref>')
ANCHOR_6 = re.compile(r'<ref type="noteAnchor" xml:id="ref-main-6".*?</ref>')
SOURCE_3 = re.compile(r'(xml:id="doc-3".*?)<note type="source">.*?</note>', re.DOTALL)
CAST_ITEM = re.compile(r"(<castItem\b)")


class Falsified(NamedTuple):
    """A small edit of the corpus, the words that stand in the line of the finding, and who else sees the mistake."""

    edit: Callable[[str], str]
    line: str
    others: tuple[str, ...] = ()


def swap(old: str, new: str) -> Callable[[str], str]:
    def edit(text: str) -> str:
        assert text.count(old) == 1, f"{old} stands {text.count(old)} times in the corpus"
        return text.replace(old, new)

    return edit


def substitute(pattern: re.Pattern[str], by: str) -> Callable[[str], str]:
    def edit(text: str) -> str:
        changed, count = pattern.subn(by, text, count=1)
        assert count == 1
        return changed

    return edit


FALSIFIED = {
    "source-note-missing": Falsified(substitute(SOURCE_3, r"\1"), 'xml:id="doc-3"'),
    "source-note-missing: text follows it": Falsified(
        substitute(SOURCE_3, r'\1<note type="source"><bibl type="archive"/></note><p>And so on.</p>'), 'xml:id="doc-3"'
    ),
    "note-uncalled": Falsified(substitute(ANCHOR_6, ""), 'xml:id="note-main-6"', ("pointer-dangling",)),
    "note-uncalled: without a pointer": Falsified(
        lambda text: ANCHOR_6.sub("", text).replace(' target="#ref-main-6"', ""), 'xml:id="note-main-6"'
    ),
    "anchor-astray: a second anchor": Falsified(
        substitute(
            re.compile(r'(<ref type="noteAnchor") xml:id="ref-main-6".*?</ref>'),
            r'\g<0>\1 xml:id="ref-main-66" target="#note-main-6" n="6">6</ref>',
        ),
        'xml:id="ref-main-66"',
    ),
    "anchor-astray: both led across series": Falsified(
        lambda text: text.replace('"#note-main-39"', '"#note-other-39"').replace(
            'xml:id="note-main-39"', 'xml:id="note-other-39"'
        ),
        'xml:id="ref-main-39"',
    ),
    "turn-out-of-order: a turn is missing": Falsified(
        substitute(re.compile(r'<sp xml:id="doc-4-s7".*?</sp>', re.DOTALL), ""), 'xml:id="doc-4-s8"'
    ),
    "turn-out-of-order: the first is not 1": Falsified(
        substitute(re.compile(r'<sp xml:id="doc-4-s1".*?</sp>', re.DOTALL), ""), 'xml:id="doc-4-s2"'
    ),
    "volume-outside: another volume of the file": Falsified(
        swap('#item-4">[<biblScope unit="volume" n="3">', '#item-4">[<biblScope unit="volume" n="2">'), 'n="2">Vol. 3'
    ),
    "anchor-astray": Falsified(swap('target="#note-main-5"', 'target="#note-intro-5"'), 'xml:id="ref-main-5"'),
    "series-gap": Falsified(lambda text: NOTE_12.sub("", ANCHOR_12.sub("", text)), 'xml:id="note-main-13"'),
    "who-no-person": Falsified(
        swap('xml:id="doc-2-s6" n="6" who="#miasnikov"', 'xml:id="doc-2-s6" n="6" who="#doc-2"'), 'xml:id="doc-2-s6"'
    ),
    "resp-no-statement": Falsified(
        swap('resp="#archibald" xml:id="note-main-9"', 'resp="#miasnikov" xml:id="note-main-9"'),
        'xml:id="note-main-9"',
    ),
    "corresp-nowhere": Falsified(
        swap('role="interrogator" corresp="#doc-6"', 'role="interrogator" corresp="#doc-66"'),
        'corresp="#doc-66"',
        ("pointer-dangling",),
    ),
    "bench-speaks": Falsified(
        substitute(CAST_ITEM, r'<sp xml:id="falsified" n="1"><p>Silence!</p></sp>\1'),
        'xml:id="falsified"',
        ("misplaced-element",),
    ),
    "turn-out-of-order": Falsified(swap('xml:id="doc-4-s7" n="7"', 'xml:id="doc-4-s7" n="8"'), 'xml:id="doc-4-s7"'),
    "date-two-families": Falsified(
        swap('<date when="1944-12-18">', '<date when="1944-12-18" when-iso="1944-12-18">'),
        'when-iso="1944-12-18"',
        ("unknown-attribute",),
    ),
    "volume-outside": Falsified(
        swap('#item-4">[<biblScope unit="volume" n="3">', '#item-4">[<biblScope unit="volume" n="5">'), 'n="5">Vol. 3'
    ),
}
"""Each rule, and the copy of the corpus that breaks it."""


@cache
def bench() -> Bench:
    return Bench(Rules())


def told(text: str) -> list[tuple[str, int, str]]:
    verdict = bench().judge_bytes(text.encode(), str(CORPUS / "tei.xml"))
    return [(finding.code, finding.line, finding.source) for finding in verdict.findings]


def broken(text: str) -> list[tuple[str, int]]:
    """The rules that a document breaks, and the lines where."""
    faults = project_judge().judge(etree.ElementTree(etree.fromstring(text.encode())))
    return [(fault.assertion.code, line_of(fault.element)) for fault in faults if isinstance(fault, Failure)]


def test_the_corpus_breaks_no_rule() -> None:
    assert told(TEI) == []


@pytest.mark.parametrize("code", FALSIFIED)
def test_a_falsified_copy_is_caught_by_its_rule_alone(code: str) -> None:
    falsified = FALSIFIED[code]
    text = falsified.edit(TEI)
    lines = [number for number, line in enumerate(text.splitlines(), 1) if falsified.line in line]
    rule = code.split(":")[0]
    assert broken(text) == [(rule, lines[0])]
    assert {name for name, _, _ in told(text)} - {rule} == set(falsified.others)


def test_what_the_pointer_check_tells_is_told_once() -> None:
    assert told(FALSIFIED["corresp-nowhere"].edit(TEI)) == [("pointer-dangling", 202, "pointer")]


def test_every_rule_has_a_falsified_copy() -> None:
    codes = {check.code for check in assertions()}
    assert codes == {name.split(":")[0] for name in FALSIFIED}


def assertions() -> list[Assertion]:
    patterns = read_rules(project_rules()).patterns
    return [check for pattern in patterns for rule in pattern.rules for check in rule.assertions]


def test_the_missing_source_note_is_a_warning_and_so_is_what_the_source_may_lack() -> None:
    warnings = {check.code for check in assertions() if check.severity is Severity.WARNING}
    assert warnings == {"source-note-missing", "note-uncalled", "series-gap"}


def test_the_rules_are_what_the_odd_says() -> None:
    odd = ROOT / "schema" / "tei_miasnikov.odd"
    schema = compile_odd(odd, shared("tei/p5subset.xml"), words=Words.OWN).schemas[0]
    assert project_rules().read_bytes() == write_schematron(schema), "run `make schema` and look at the difference"


def test_lxml_evaluates_every_rule() -> None:
    judge = Judge(read_rules(project_rules()))
    assert len(judge.keys) == len(judge.rules.keys)
    for pattern in judge.patterns:
        for rule in pattern.rules:
            assert rule.branches
            assert all(check.failing for branch in rule.branches for check in branch.checks)


TRANSCRIPTS = [
    *sorted((FIXTURES / "transcripts").rglob("*.txt")),
    *sorted((FIXTURES / "transcripts").rglob("*.md")),
    *sorted((FIXTURES / "plays").glob("*.txt")),
    FIXTURES / "assizes" / "source.txt",
]


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.parent.name + "/" + path.name)
def test_a_transcript_without_a_profile_raises_no_false_alarm(path: Path) -> None:
    """What is told of a conversion is what the source is like, and the conversion says the same."""
    conversion = tei_miasnikov.convert(path)
    faults = list(project_judge().judge(etree.ElementTree(etree.fromstring(conversion.tei)), str(path)))
    told = Counter(fault.assertion.code for fault in faults if isinstance(fault, Failure))
    said = Counter(finding.code for finding in conversion.findings)
    assert told - Counter({"note-uncalled": said["note-without-anchor"]}) == Counter()
    assert len(faults) == told.total()


@cache
def project_judge() -> Judge:
    return Judge(read_rules(project_rules()))
