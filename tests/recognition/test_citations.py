"""Archive citations: cases as text files, look-alikes, short forms, and laws."""

import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tei_miasnikov.pipeline import Settings, convert_source
from tei_miasnikov.recognition.profile import Citations
from tei_miasnikov.recognition.standoff.citations import find_citations, forms_in, is_citation
from tei_miasnikov.recognition.standoff.citations.forms import load_forms
from tei_miasnikov.text.source import Source
from tei_miasnikov.text.span import Annotation
from tei_miasnikov.validation.pointers import check_pointers
from tests.shared import FIXTURES
from tests.test_laws import JUDGE, settings_of

CASES = FIXTURES / "citations"
LANGUAGES = ("en", "ru", "fr", "de", "es", "uk")
TEI = "{http://www.tei-c.org/ns/1.0}"


def lines(name: str) -> list[str]:
    return [line for line in (CASES / f"{name}.txt").read_text("utf-8").splitlines() if not line.startswith("#")]


def value(scope: Annotation) -> str:
    low, high = scope.get("from"), scope.get("to")
    return scope.get("n") or (f"{low}..{high}" if low != high else low or "")


def found(text: str) -> Iterator[str]:
    """Each citation and its units."""
    finds = list(find_citations(text, Citations(), forms_in(text)))
    assert finds == list(find_citations(text, Citations(), load_forms())), "the look ahead is never stricter"
    for one in finds:
        if one.element == "bibl":
            scopes = [find for find in finds if find.element == "biblScope" and one.span.contains(find.span)]
            yield from (one.span.of(text), "; ".join(f"{scope.get('unit')}={value(scope)}" for scope in scopes))


@pytest.mark.parametrize("case", [case for language in LANGUAGES for case in lines(language)])
def test_citations(case: str) -> None:
    sentence, *expected = case.split(" | ")
    assert list(found(sentence)) == expected


@pytest.mark.parametrize("sentence", lines("none"))
def test_look_alikes_are_none(sentence: str) -> None:
    assert list(found(sentence)) == []


def test_a_block_that_is_one_citation_is_told_from_one_that_has_one() -> None:
    assert is_citation("ГАРФ. Ф. 9474. Оп. 1. Д. 77. Л. 12.", Citations(), load_forms())
    assert is_citation("[Vol. 3, pp. 31, 32, 34-36.]", Citations(), load_forms())
    assert not is_citation("See RG 59, Box 12, Folder 3.", Citations(), load_forms())
    assert not is_citation("Ibid., p. 5.", Citations(), load_forms())


MEMORY = re.findall(
    r"^=== ([^\n]+)\n(.*?)^---\n((?:(?!===)[^\n]*\n)*?)(?=^===|\Z|\n===)",
    (CASES / "memory.txt").read_text("utf-8").replace("\n---\n\n<sup>", "\n***\n\n<sup>"),
    re.MULTILINE | re.DOTALL,
)


def resolved(text: str) -> Iterator[str]:
    conversion = convert_source(Source("t.md", text, "0" * 64, "utf-8"), Settings())
    for one in etree.fromstring(conversion.tei).iter(f"{TEI}bibl"):
        if one.get("type") == "archive":
            own, means = one.get("{http://www.w3.org/XML/1998/namespace}id"), (one.get("corresp") or "").lstrip("#")
            words = " ".join("".join(str(text) for text in one.itertext()).split())
            yield (f"{own}: " if own else "") + (f" → {means}: " if means else "") + words
    for finding in conversion.findings:
        if finding.code.startswith("citation"):
            yield f"! {finding.code}" + (f": {finding.words}" if finding.code == "citation-unparsed" else "")


@pytest.mark.parametrize(("title", "text", "expected"), MEMORY, ids=[title for title, _, _ in MEMORY])
def test_short_forms(title: str, text: str, expected: str) -> None:
    assert list(resolved(text)) == expected.strip("\n").split("\n")


WORDS = sorted({word for form in load_forms() for words in form.table.units.values() for word in words})
NAMES = sorted({name for form in load_forms() for one in form.table.repositories for name in one.names})
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(NAMES),
    st.sampled_from(
        [" ", ", ", ". ", "[", "]", "-", "/", "№ ", "Ibid.", "Там же", "ebd.", "об.", "v", "R 58/1234", "\n\n"]
    ),
    st.integers(0, 99999).map(str),
)


@given(pieces=st.lists(PIECES, max_size=30))
@settings(max_examples=150, deadline=None)
def test_whatever_is_found_is_valid_and_leads_somewhere(pieces: list[str]) -> None:
    text = "A letter. " + "".join(pieces)
    for find in find_citations(text, Citations(), load_forms()):
        assert 0 <= find.span.start < find.span.end <= len(text)
    conversion = convert_source(Source("t.txt", text, "0" * 64, "utf-8"), settings_of("assizes"))
    tree = etree.ElementTree(etree.fromstring(conversion.tei))
    assert [str(finding) for finding in JUDGE(tree, "t.xml")] == []
    assert [str(finding) for finding in check_pointers(tree, "t.xml")] == []


@pytest.mark.parametrize(
    "piece", ["Ф. 17, ", "RG 59, ", "Box 4 ", "Л. 5, 6, ", "AN, ", "[Vol. 3, ", "Ibid., ", "1-", "AHN, Aa a "]
)
def test_long_texts_take_no_longer_than_they_are(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    start = time.process_time()
    list(find_citations(text, Citations(), load_forms()))
    assert time.process_time() - start < 4
