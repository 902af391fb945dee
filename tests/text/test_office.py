"""Word and LibreOffice: cases as text files, and the law that every word of the file is in the account."""

import re
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tei_miasnikov.errors import SourceError
from tei_miasnikov.pipeline import Settings, convert_source
from tei_miasnikov.text.source import decode
from tei_miasnikov.validation.pointers import check_pointers
from tests.test_laws import JUDGE, settings_of
from tests.text.files import ODT_NAMESPACES, WORD, docx, flat_odt, odt, packed, read_bytes, read_cases, told


def split_parts(given: str) -> tuple[str, dict[str, str]]:
    """The body of a case, and the parts beside it."""
    body, *parts = re.split(r"^@(\w+)\n", given, flags=re.MULTILINE)
    return body, dict(zip(parts[::2], parts[1::2], strict=True))


WORDS = read_cases("docx.txt")
TEXTS = read_cases("odt.txt")


@pytest.mark.parametrize(("title", "given", "expected"), WORDS, ids=[title for title, _, _ in WORDS])
def test_word(title: str, given: str, expected: str) -> None:
    body, parts = split_parts(given)
    assert "\n".join(told(read_bytes(docx(body, **parts), "t.docx"))) == expected


@pytest.mark.parametrize(("title", "given", "expected"), TEXTS, ids=[title for title, _, _ in TEXTS])
def test_libreoffice(title: str, given: str, expected: str) -> None:
    body, parts = split_parts(given)
    assert "\n".join(told(read_bytes(flat_odt(body, **parts), "t.fodt"))) == expected


def test_a_package_and_a_flat_file_say_the_same() -> None:
    body = "<text:p>one <text:line-break/>two</text:p>"
    assert read_bytes(odt(body), "t.odt").text == read_bytes(flat_odt(body), "t.fodt").text


def test_the_content_says_what_a_file_is() -> None:
    data = docx("<w:p><w:r><w:t>one</w:t></w:r></w:p>")
    assert read_bytes(data, "t.txt").text.strip() == "one"
    assert read_bytes(odt("<text:p>one</text:p>"), "-").text.strip() == "one"


def test_a_strict_file_says_the_same_as_a_transitional_one() -> None:
    body = "<w:p><w:r><w:rPr><w:i/></w:rPr><w:t>one</w:t></w:r></w:p>"
    parts = zipfile.ZipFile(BytesIO(docx(body)))
    strict = {path: parts.read(path).replace(WORD.encode(), STRICT) for path in parts.namelist()}
    assert list(told(read_bytes(packed(strict), "t.docx"))) == ["paragraph: one", "    hi italic: one"]


STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"

# Laws: what a random document holds is in the account, and its TEI is valid.

LETTERS = st.text("abQ. 19é", min_size=1, max_size=8)
RUN = st.builds(
    lambda looks, words: f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>',
    st.sampled_from(["", "<w:b/>", "<w:i/>", "<w:b/><w:i/>", "<w:vanish/>", '<w:vertAlign w:val="superscript"/>']),
    LETTERS,
)
MARKS = st.sampled_from(
    [
        "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>", '<w:r><w:br w:type="page"/></w:r>',
        '<w:r><w:footnoteReference w:id="2"/></w:r>', '<w:r><w:footnoteReference w:id="3"/></w:r>',
        '<w:r><w:endnoteReference w:id="2"/></w:r>', '<w:r><w:commentReference w:id="0"/></w:r>',
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>", "<w:ins><w:r><w:t>new</w:t></w:r></w:ins>",
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
    ]
)  # fmt: skip
LOOKS = st.sampled_from(
    ["", "<w:outlineLvl w:val='1'/>", "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>",
     "<w:sectPr/>", "<w:rPr><w:del/></w:rPr>"]
)  # fmt: skip
PARAGRAPH = st.builds(
    lambda looks, runs: f"<w:p><w:pPr>{looks}</w:pPr>{''.join(runs)}</w:p>",
    LOOKS,
    st.lists(st.one_of(RUN, MARKS), max_size=6),
)
TABLE = st.lists(PARAGRAPH, min_size=1, max_size=3).map(
    lambda cells: f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"
)
NOTES = "".join(f'<w:footnote w:id="{n}"><w:p><w:r><w:t>note {n}</w:t></w:r></w:p></w:footnote>' for n in (2, 3))
PARTS = {
    "footnotes": NOTES,
    "endnotes": '<w:endnote w:id="2"><w:p><w:r><w:t>end</w:t></w:r></w:p><w:p/></w:endnote>',
    "comments": '<w:comment w:id="0"><w:p><w:r><w:t>said</w:t></w:r></w:p></w:comment>',
    "numbering": '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
}


def letters(text: str) -> list[str]:
    return sorted("".join(text.split()))


@pytest.mark.parametrize("house", [Settings(), settings_of("testament")], ids=["without a profile", "testament"])
@given(body=st.lists(st.one_of(PARAGRAPH, TABLE), min_size=1, max_size=6).map("".join))
@settings(max_examples=150, deadline=None)
def test_every_word_of_a_word_file_is_in_the_account_and_the_tei_is_valid(house: Settings, body: str) -> None:
    data = docx(body, **PARTS)
    source = decode(data, "t.docx")
    root = etree.fromstring(f"<x xmlns:w='{WORD}'>{body}{''.join(PARTS.values())}</x>")
    held = "".join(one.text or "" for one in root.iter(f"{{{WORD}}}t", f"{{{WORD}}}delText"))
    typed = [letter for letter in letters(source.text) if letter.isalpha() and letter not in "ifx"]
    assert [letter for letter in letters(held) if letter.isalpha() and letter not in "ifx"] == typed
    try:
        conversion = convert_source(source, house)
    except SourceError as error:
        assert "holds no text" in str(error)
        return
    tree = etree.ElementTree(etree.fromstring(conversion.tei))
    assert conversion.account.accounted == conversion.account.total == len(source.text)
    assert [str(finding) for finding in JUDGE(tree, "t.xml")] == []
    assert [str(finding) for finding in check_pointers(tree, "t.xml")] == []


NOTE = (
    '<text:note text:note-class="{kind}"><text:note-citation>{sign}</text:note-citation>'
    "<text:note-body><text:p>{words}</text:p></text:note-body></text:note>"
)
SPANS = st.one_of(
    st.builds(lambda words: f'<text:span text:style-name="B">{words}</text:span>', LETTERS),
    st.builds(lambda words: f'<text:span text:style-name="H">{words}</text:span>', LETTERS),
    LETTERS,
    st.sampled_from(
        [
            "<text:tab/>", "<text:line-break/>", '<text:s text:c="3"/>',
            NOTE.format(kind="footnote", sign=1, words="bee"),
            NOTE.format(kind="footnote", sign=2, words=""), NOTE.format(kind="endnote", sign="i", words="ant"),
            "<office:annotation><dc:creator>x</dc:creator><text:p>said</text:p></office:annotation>",
            "<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>",
            '<text:change text:change-id="c1"/>', '<text:a xlink:href="http://a.b/c">link</text:a>',
        ]
    ),
)  # fmt: skip
TEXT_PARAGRAPH = st.lists(SPANS, max_size=6).map(lambda spans: f"<text:p>{''.join(spans)}</text:p>")
TEXT_BLOCKS = st.one_of(
    TEXT_PARAGRAPH,
    st.lists(TEXT_PARAGRAPH, min_size=1, max_size=3).map(
        lambda items: f"<text:list>{''.join(f'<text:list-item>{item}</text:list-item>' for item in items)}</text:list>"
    ),
    st.lists(TEXT_PARAGRAPH, min_size=1, max_size=3).map(
        lambda cells: (
            "<table:table><table:table-row>"
            + "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
            + "</table:table-row></table:table>"
        )
    ),
    st.just('<text:h text:outline-level="1">Head</text:h>'),
)
LOOKS_OF_TEXT = (
    '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
)


@pytest.mark.parametrize("house", [Settings(), settings_of("testament")], ids=["without a profile", "testament"])
@given(body=st.lists(TEXT_BLOCKS, min_size=1, max_size=6).map("".join))
@settings(max_examples=100, deadline=None)
def test_every_word_of_a_libreoffice_file_is_in_the_account_and_the_tei_is_valid(house: Settings, body: str) -> None:
    body += "<text:p>Why?</text:p>"
    source = decode(flat_odt(body, automatic=LOOKS_OF_TEXT), "t.fodt")
    bare = re.sub(r"<dc:creator>.*?</dc:creator>|<text:note-citation>.*?</text:note-citation>", "", body)
    held = "".join(str(text) for text in etree.fromstring(f"<x {ODT_NAMESPACES}>{bare}</x>").itertext())
    typed = [letter for letter in letters(source.text) if letter.isalpha() and letter != "i"]
    assert [letter for letter in letters(held) if letter.isalpha() and letter != "i"] == typed
    try:
        conversion = convert_source(source, house)
    except SourceError as error:
        assert "holds no text" in str(error)
        return
    tree = etree.ElementTree(etree.fromstring(conversion.tei))
    assert conversion.account.accounted == conversion.account.total == len(source.text)
    assert [str(finding) for finding in JUDGE(tree, "t.xml")] == []
    assert [str(finding) for finding in check_pointers(tree, "t.xml")] == []
