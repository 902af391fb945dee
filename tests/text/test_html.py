"""HTML: cases as text files, and the laws on random pages."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tei_miasnikov.errors import SourceError
from tei_miasnikov.text.readers import read
from tei_miasnikov.text.source import UNSPEAKABLE, Source
from tei_miasnikov.validation.pointers import check_pointers
from tests.test_laws import ANYTHING, JUDGE, MARKUP, converted
from tests.text.files import read_bytes, read_cases, told

CASES = read_cases("html.txt")
TAGS = (
    "<p>", "</p>", "<ol start=2>", "<ul>", "<li>", "</li>", "</ol>", "</ul>", "<b>", "</b>", "<i>", "</i>", "<br>",
    "<hr>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<td><p>a</p><p>b</p>", "<blockquote>", "</blockquote>",
    "<pre>", "</pre>", "<h2>", "</h2>", "<h1>T</h1>", "&amp;", "&eacute;", "&#0;", "&#12;", "&nbsp;", "<!-- c -->",
    "<script>x<b>", "</script>", "<title>", "</title>", "<head>", "</head>", "<body>", "<div hidden>", "</div>",
    "<span style='font-style:italic'>", "</span>", '<a href="#n1" id="r1"><sup>1</sup></a>',
    '<li id="n1">A note <a href="#r1">^</a></li>', '<a href="http://x.y/z">', "</a>", '<a name="s" href="#t">2</a>',
    '<p id="t"><a href="#s">2</a>text', "\n", "\r\n", "  ", "\n  x\n", "Q. Why?", "A. In May 1929.",
    "[Vol. 3, p. 3.]", "<", "&", "<a", "<!--", "-->", '"', "='",
)  # fmt: skip
PAGES = st.lists(st.one_of(st.sampled_from(TAGS), ANYTHING, MARKUP), min_size=1, max_size=25).map("".join)


@pytest.mark.parametrize(("title", "page", "expected"), CASES, ids=[title for title, _, _ in CASES])
def test_cases(title: str, page: str, expected: str) -> None:
    assert "\n".join(told(read_bytes(page.encode(), "page.html"))) == expected


@given(page=PAGES)
@settings(max_examples=300, deadline=None)
def test_every_character_of_a_page_is_accounted_for(page: str) -> None:
    try:
        reading = read(Source("page.html", page.replace("\x00", ""), "", "utf-8"))
    except SourceError:
        return
    position = written = 0
    for segment in reading.segments:
        assert (segment.source.start, segment.text.start) == (position, written)
        assert segment.rule or segment.source.of(reading.source.text) == segment.text.of(reading.text)
        position, written = segment.source.end, segment.text.end
    assert (position, written) == (len(reading.source.text), len(reading.text))
    assert "".join(reading.text.split()) == "".join("".join(b.span.of(reading.text) for b in reading.blocks).split())


@pytest.mark.parametrize("house", ["plain", "testament"])
@given(page=PAGES)
@settings(max_examples=120, deadline=None)
def test_a_page_becomes_valid_tei(house: str, page: str) -> None:
    conversion = converted("page.html", page, house)
    if conversion is not None and not UNSPEAKABLE.search(page):
        tree = etree.ElementTree(etree.fromstring(conversion.tei))
        assert [str(finding) for finding in JUDGE(tree, "t.xml")] == []
        assert [str(finding) for finding in check_pointers(tree, "t.xml")] == []


HOSTILE = (
    "<b>x",
    "<a ",
    "<!--",
    "<",
    "&",
    '<a b="',
    "<a b='",
    "<b>",
    "<li>",
    "<div>",
    "<p>",
    "<td>",
    "</x>",
    "<script>",
    "&#1",
)


@pytest.mark.parametrize("sign", HOSTILE)
def test_hostile_pages_take_no_longer_than_others(sign: str) -> None:
    page = (sign * (60_000 // len(sign)) + " text").encode()
    start = time.process_time()
    with suppress(SourceError):
        read_bytes(page, "page.html")
    assert time.process_time() - start < 10
