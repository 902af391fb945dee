"""The laws: what holds for every transcript, whatever stands in it."""

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tei_miasnikov.encoding.metadata import Metadata
from tei_miasnikov.errors import SourceError
from tei_miasnikov.pipeline import Conversion, Settings, convert_source
from tei_miasnikov.recognition.profile import Dates, Profile, find_profile
from tei_miasnikov.recognition.settings import load_settings
from tei_miasnikov.text.readers import read
from tei_miasnikov.text.source import UNSPEAKABLE, Source
from tei_miasnikov.validation.pointers import check_pointers
from tei_miasnikov.validation.schema import Judge, load_judge, project_schema
from tests.shared import CORPUS, FIXTURES, shared

LINES = (
    "# The Title",
    "## Translator's Introduction",
    "## **From the investigative file of 1945.<sup>1</sup>**",
    "### **1. From a letter of the A USSR to the B USSR concerning x**",
    "### **2. Record of interrogation; January 18 1945**",
    "**3. From the transcript of the court session.**",
    "## A heading of its own",
    "Q. Why?<sup>2</sup>",
    "- A: Because of *zavkom* [factory committee].",
    "A.",
    "Chairperson: Colonel-General V. V. Ulrich",
    "Secretary: Captain Mazur",
    "At 20:50 the Chairperson opened it.",
    "*The word was given to the defendant, who said:*",
    "[Vol. 3, pp. 31, 32v.-36.]",
    "/.../",
    "---",
    "\\* \\* \\*",
    "1) one",
    "2. two",
    "- 3) three",
    "> quoted *words* of May 1929",
    "December 27 1944",
    "Declaration",
    "Respectfully yours,",
    "G. Miasnikov<sup>3</sup>",
    "CERTIFICATE",
    "<sup>1</sup> A note of 1922.",
    "<sup>2</sup> Another, <http://a.b/1999>",
    "3 A bare note",
    "[April 1945]",
    "it went on in lower case and for rather a long while without",
    "a sentence end, until 1936 **and *further* on**",
    "$26 \\times 208 = 5824$ [KAPD] [CIO?] [in Russian]",
    "a & b &amp; c <i>d</i> <sup>e",
    "THE COURT: Overruled.*",
    "MR. GRAY: Until the summer of 1931.",
    "* See the exhibit.",
    "\f",
)
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
MARKUP = st.text("*_`#>-[]()<>/!\\&;:.$1920 aQAé\n\t\r\f\ufffc", max_size=40)
TRANSCRIPTS = st.lists(st.one_of(st.sampled_from(LINES), ANYTHING, MARKUP), min_size=1, max_size=24).flatmap(
    lambda lines: st.lists(
        st.sampled_from(["\n\n", "\n\n", "\n", "\n\n\n", "\r\n\r\n"]), min_size=len(lines), max_size=len(lines)
    ).map(lambda gaps: "".join(line + gap for line, gap in zip(lines, gaps, strict=True)))
)
NAMES = st.sampled_from(["t.md", "t.txt"])


@cache
def settings_of(house: str) -> Settings:
    if house == "plain":
        return Settings()
    if house == "inline":
        return settings_of("testament")._replace(notes="inline")
    folder = CORPUS if house == "testament" else FIXTURES / "assizes"
    return Settings(find_profile(str(folder / "profile.toml")), load_settings(folder / "header.toml", Metadata))


JUDGE = load_judge(project_schema())


def converted(name: str, text: str, house: str) -> Conversion | None:
    if UNSPEAKABLE.search(text) or not text.strip():
        return None
    try:
        return convert_source(Source(name, text, "0" * 64, "utf-8"), settings_of(house))
    except SourceError as error:
        assert "holds no text" in str(error)
        return None


@pytest.mark.parametrize("house", ["plain", "testament", "assizes"])
@given(name=NAMES, text=TRANSCRIPTS)
@settings(max_examples=250, deadline=None)
def test_nothing_is_lost_and_the_output_is_valid(house: str, name: str, text: str) -> None:
    conversion = converted(name, text, house)
    if conversion is None:
        return
    tree = etree.ElementTree(etree.fromstring(conversion.tei))
    assert conversion.account.accounted == conversion.account.total == len(text)
    assert [str(finding) for finding in JUDGE(tree, "t.xml")] == []
    assert [str(finding) for finding in check_pointers(tree, "t.xml")] == []
    again = converted(name, text, house)
    assert again is not None
    assert again.tei == conversion.tei


@given(name=NAMES, text=TRANSCRIPTS)
@settings(max_examples=250, deadline=None)
def test_notes_may_stand_inline(name: str, text: str) -> None:
    conversion = converted(name, text, "inline")
    if conversion is not None:
        tree = etree.ElementTree(etree.fromstring(conversion.tei))
        assert [str(finding) for finding in JUDGE(tree, "t.xml")] == []
        assert [str(finding) for finding in check_pointers(tree, "t.xml")] == []


@given(name=NAMES, text=TRANSCRIPTS)
@settings(max_examples=250, deadline=None)
def test_a_reading_tiles_its_source(name: str, text: str) -> None:
    try:
        reading = read(Source(name, text.replace("\x00", ""), "", "utf-8"))
    except SourceError:
        return
    position = written = 0
    for segment in reading.segments:
        assert (segment.source.start, segment.text.start) == (position, written)
        assert segment.rule or segment.source.of(reading.source.text) == segment.text.of(reading.text)
        position, written = segment.source.end, segment.text.end
    assert (position, written) == (len(reading.source.text), len(reading.text))
    assert reading.text.strip() == "" or reading.blocks
    assert "".join(reading.text.split()) == "".join("".join(b.span.of(reading.text) for b in reading.blocks).split())
    ends = [block.span for block in reading.blocks]
    assert all(a.end <= b.start for a, b in pairwise(ends))
    for mark in reading.marks:
        assert 0 <= mark.span.start <= mark.span.end <= len(reading.text)


@cache
def all_of_tei() -> Judge:
    return load_judge(shared("tei/tei_all.rng"))


@pytest.mark.parametrize("house", ["plain", "testament", "assizes", "inline"])
@given(name=NAMES, text=TRANSCRIPTS)
@settings(max_examples=100, deadline=None)
def test_the_output_is_valid_against_all_of_tei(house: str, name: str, text: str) -> None:
    judge = all_of_tei()
    conversion = converted(name, text, house)
    if conversion is not None:
        tree = etree.ElementTree(etree.fromstring(conversion.tei))
        assert [str(finding) for finding in judge(tree, "t.xml")] == []


def test_the_plain_profile_knows_nothing() -> None:
    assert Profile() == find_profile(None)


def test_a_calendar_that_dates_point_to_is_declared() -> None:
    old_style = Settings(Profile(language="ru", dates=Dates(calendar="julian")))
    source = Source("t.txt", "Он приехал 5 марта 1917 года.", "0" * 64, "utf-8")
    tree = etree.ElementTree(etree.fromstring(convert_source(source, old_style).tei))
    assert b'when="1917-03-18" when-custom="1917-03-05" datingMethod="#julian"' in etree.tostring(tree)
    assert [str(finding) for finding in check_pointers(tree, "t.xml")] == []
    assert [str(finding) for finding in JUDGE(tree, "t.xml")] == []
