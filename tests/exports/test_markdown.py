"""The law of Markdown: what is exported converts to the same text again, and to the same header but for the digest."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tei_miasnikov.encoded import publication_of
from tei_miasnikov.errors import ProofError, SourceError
from tei_miasnikov.exports import export
from tei_miasnikov.exports.markdown_text import escaped
from tei_miasnikov.pipeline import Settings, convert_source
from tei_miasnikov.text.readers import read
from tei_miasnikov.text.source import Source, decode, read_source
from tests.exports.materials import HERE, converted, corpus_settings
from tests.shared import CORPUS, FIXTURES
from tests.test_laws import LINES, settings_of

EMPTY_ITEM = re.compile(r"(?:[-+*>] ?|\d+[.)] ?)*")
"""Signs of a list without an item: the reader takes the next block's words for it."""
WORDS = (
    st.text("*_`#>-+~=[]()<>/!\\&;:.$1920 aQAé", min_size=1, max_size=30)
    .map(str.strip)
    .filter(lambda words: not EMPTY_ITEM.fullmatch(words))
)
NOTES = ("<sup>1</sup> A note of 1922.", "<sup>2</sup> Another, <http://a.b/1999>")
PARAGRAPHS = st.one_of(st.sampled_from([line for line in LINES if line not in (*NOTES, "3 A bare note", "\f")]), WORDS)
LAST = "Of a title that is all there is, TEI does not tell what it was, so there is a sentence."
TRANSCRIPTS = st.tuples(st.lists(PARAGRAPHS, max_size=12), st.sampled_from([(), NOTES])).map(
    lambda parts: "".join(f"{block}\n\n" for block in [*parts[0], LAST, *parts[1]])
)
"""Transcripts with their notes at the end, where they have any."""


def again(tei: bytes, rules: Settings) -> bytes:
    """The TEI of the Markdown of a TEI."""
    markdown = export("markdown", publication_of(tei, "t.xml")).data
    return convert_source(decode(markdown, "again.md"), rules).tei


def text_of(tei: bytes) -> str:
    text = etree.fromstring(tei).find("{*}text")
    assert text is not None
    return etree.tostring(text, encoding="utf-8").decode()


@pytest.mark.parametrize("header", [CORPUS / "header.toml", HERE / "header.toml"], ids=["own", "complete"])
def test_the_corpus_converts_to_the_same_file_but_for_the_digest(header: Path) -> None:
    conversion = converted(header)
    publication = publication_of(conversion.tei, "tei.xml")
    markdown = export("markdown", publication)
    source = decode(markdown.data, "again.md")
    assert markdown.findings == ()
    made = convert_source(source, corpus_settings(header))
    assert publication.header.source is not None
    stated = publication.header.source.sha256.encode()
    assert made.tei == conversion.tei.replace(stated, source.sha256.encode())


@pytest.mark.parametrize("house", ["plain", "testament", "assizes"])
@pytest.mark.parametrize("name", ["t.md", "t.txt"])
@given(text=TRANSCRIPTS)
@settings(max_examples=40, deadline=None)
def test_the_text_of_any_transcript_comes_back(house: str, name: str, text: str) -> None:
    try:
        tei = convert_source(Source(name, text, "0" * 64, "utf-8"), settings_of(house)).tei
    except (SourceError, ProofError):
        return  # convert's own law is tests/test_laws.py
    assert text_of(again(tei, settings_of(house))) == text_of(tei)


@given(
    text=st.text("*_`#>-+~=[]()<>/!\\&;:.$1920 aQAé\n", min_size=1, max_size=60).filter(lambda text: bool(text.strip()))
)
@settings(max_examples=200, deadline=None)
def test_escaped_text_is_read_as_it_was(text: str) -> None:
    reading = read(Source("t.md", escaped(text, ""), "", "utf-8"))
    assert reading.text == text
    assert reading.marks == ()
    assert {block.form for block in reading.blocks} == {"paragraph"}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1986. A *good* year", "1986\\. A \\*good\\* year"),
        ("snake_case _x", "snake_case \\_x"),
        ("# no heading\n- no item", "\\# no heading\n\\- no item"),
        ("AT&T &amp; co", "AT&T \\&amp; co"),
        ("  indented", "&#32;&#32;indented"),
        ("[Vol. 3, p. 1.]", "[Vol. 3, p. 1.]"),
    ],
)
def test_no_more_is_escaped_than_must_be(text: str, written: str) -> None:
    assert escaped(text, "") == written


def test_a_page_break_that_alone_parts_paragraphs_is_told() -> None:
    data = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>a</p><pb/><p>b</p></body></text></TEI>'
    made = export("markdown", publication_of(data.encode(), "t.xml"))
    assert [(finding.code, finding.line) for finding in made.findings] == [("export-page-break", 1)]


@pytest.mark.parametrize(
    "name",
    [
        "deu_dialog_ueber_die_uhr",
        "eng_deposition_2008",
        "eng_house_hearing",
        "eng_tribunal_1947",
        "eng_wiki_radio",
        "est_riigikogu_2011",
        "rus_dopros_1938",
        "tur_meclis_1952",
    ],
)
def test_no_word_is_lost_of_pages_with_numbers_indents_and_marks(name: str) -> None:
    source = read_source(FIXTURES / "transcripts" / "open" / name / "source.txt")
    markdown = export("markdown", publication_of(convert_source(source, Settings()).tei, "t.xml"))
    assert words(read(decode(markdown.data, "t.md")).text) == words(read(source).text)
    assert {finding.code for finding in markdown.findings} <= {"export-indentation", "export-page-break"}


def words(text: str) -> str:
    """A text without its white space: Markdown keeps no indentation."""
    return "".join(text.split())
