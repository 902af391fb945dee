"""What is learned is a profile like any other: written down and read again it gives the same bytes."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from tei_miasnikov.errors import SourceError
from tei_miasnikov.pipeline import Conversion, Settings, convert_source
from tei_miasnikov.recognition.learning.lesson import learn
from tei_miasnikov.recognition.learning.telling import tell
from tei_miasnikov.recognition.learning.writing import write_profile
from tei_miasnikov.recognition.profile import SHIPPED, Profile, find_profile
from tei_miasnikov.recognition.settings import parse_settings
from tei_miasnikov.text.readers import read
from tei_miasnikov.text.source import UNSPEAKABLE, Source, read_source
from tei_miasnikov.validation.pointers import check_pointers
from tei_miasnikov.validation.schema import Judge, load_judge, project_schema
from tests.shared import CORPUS, FIXTURES, SHARED, shared

OPEN = sorted((FIXTURES / "transcripts" / "open").glob("*/source.*"))
REAL = sorted((SHARED / "transcripts").glob("*/input.*"))


@pytest.mark.parametrize("path", [*OPEN, *REAL, CORPUS / "source.md"], ids=lambda path: path.parent.name)
def test_the_profile_that_was_learned_gives_the_same_bytes(path: Path) -> None:
    source = read_source(path)
    lesson = learn(read(source))
    written = write_profile(lesson, path.name)
    profile = parse_settings(written.encode(), "learned.toml", Profile)
    assert profile == lesson.profile
    assert convert_source(source, Settings(profile)).tei == convert_source(source, Settings()).tei


LABELS = (
    "MR. GRAY",
    "THE COURT",
    "Q",
    "A",
    "Анна",
    "甲",
    "La presidenta",
    "M. le président",
    "JB",
    "Note",
    "SCENE 1",
    "<nick>",
    "יעקב",
    "მეფე",
)
DELIMITERS = (":", ".", ".—", " —", "：", "", "\t", "  ", ":\n", ".\n", "\n", " (aside):", ", rising.", ".-")
SPEECHES = (
    "Where were you?", "I was at home, my lord.", "O!", "", "(He rises.) Never again.", "it goes on in lower case",
    "Was it? - A. It was. - Q. When?", "A long line to the edge of the page that goes on behind it\nin the next.",
    "[Laughter.]", "See note.[1] That is all.", "[1] The note.", "\f", "[[Page 12]]", "[00:12:19] Yes.", "12",
    "¿Quién?", "「はい」",
)  # fmt: skip
TURNS = st.lists(
    st.tuples(
        st.sampled_from(["", "    ", "**", "- ", " 1   ", "\ufffc", "[00:01] ", ">> "]),
        st.sampled_from(LABELS),
        st.sampled_from(DELIMITERS),
        st.sampled_from(SPEECHES),
        st.sampled_from(["\n", "\n\n", "\n\n\n", " "]),
    ).map("".join),
    min_size=2,
    max_size=16,
)


@st.composite
def transcripts(draw: st.DrawFn) -> str:
    """Turns that come back, shuffled, as the labels of a transcript do."""
    turns = draw(TURNS)
    return "".join(draw(st.permutations(turns * draw(st.integers(1, 3)))))


@cache
def project_judge() -> Judge:
    return load_judge(project_schema())


@cache
def tei_judge() -> Judge:
    return load_judge(shared("tei/tei_all.rng"))


def converted(name: str, text: str) -> Conversion | None:
    if UNSPEAKABLE.search(text) or not text.strip():
        return None
    try:
        return convert_source(Source(name, text, "0" * 64, "utf-8"), Settings())
    except SourceError as error:
        assert "holds no text" in str(error)
        return None


@example(name="t.md", text=(FIXTURES / "conversion" / "a_note_goes_on_where_labels_stand.md").read_text("utf-8"))
@given(name=st.sampled_from(["t.md", "t.txt"]), text=transcripts())
@settings(max_examples=120, deadline=None)
def test_shuffled_labels_lose_nothing_and_are_valid(name: str, text: str) -> None:
    conversion = converted(name, text)
    if conversion is None:
        return
    tree = etree.ElementTree(etree.fromstring(conversion.tei))
    assert conversion.account.accounted == conversion.account.total == len(text)
    assert [str(finding) for finding in project_judge()(tree, "t.xml")] == []
    assert [str(finding) for finding in check_pointers(tree, "t.xml")] == []


@given(text=transcripts())
@settings(max_examples=60, deadline=None)
def test_shuffled_labels_are_valid_against_all_of_tei(text: str) -> None:
    judge = tei_judge()
    conversion = converted("t.txt", text)
    if conversion is not None:
        tree = etree.ElementTree(etree.fromstring(conversion.tei))
        assert [str(finding) for finding in judge(tree, "t.xml")] == []


@given(name=st.sampled_from(["t.md", "t.txt"]), text=transcripts())
@settings(max_examples=60, deadline=None)
def test_the_profile_of_shuffled_labels_can_be_read(name: str, text: str) -> None:
    try:
        lesson = learn(read(Source(name, text, "0" * 64, "utf-8")))
    except SourceError:
        return
    assert parse_settings(write_profile(lesson, name).encode(), "learned.toml", Profile) == lesson.profile
    assert all("\n" not in line for line in tell(lesson))


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_a_shipped_profile_can_be_used(path: Path) -> None:
    profile = find_profile(path.stem)
    assert profile.name == path.stem
    assert profile.description
