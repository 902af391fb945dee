"""Notes by number, letter and sign, with restarts, and notes that a word processor links itself."""

import pytest
from lxml import etree

from tei_miasnikov.pipeline import Settings, convert_source
from tei_miasnikov.recognition.profile import Notes, Profile
from tei_miasnikov.text.source import Source, decode
from tests.text.files import docx

ID = "{http://www.w3.org/XML/1998/namespace}id"
NUMBERED = """Bees.<sup>1</sup> Ants.<sup>2</sup>

<sup>1</sup> One.

<sup>2</sup> Two.

---

Wasps.<sup>1</sup>

<sup>1</sup> Again."""
LETTERED = """Bees.<sup>a</sup> M<sup>r</sup> Lee said so.<sup>b</sup>

<sup>a</sup> One.

<sup>b</sup> Two."""
STARRED = """Bees.<sup>*</sup> Ants.<sup>†</sup>

<sup>*</sup> One.

<sup>†</sup> Two."""
PRINTED = """Bees.* Ants.** Wasps.†

* One.

** Two.

† Three.
\fFlies.* More.

* Four."""


def linked(source: Source, notes: Notes | None = None) -> list[tuple[str, str]]:
    """The printed sign of each note that an anchor calls, and its words."""
    tei = convert_source(source, Settings(Profile(notes=notes or Notes()))).tei
    root = etree.fromstring(tei)
    anchors = {f"#{one.get(ID)}": one for one in root.iter("{*}ref") if one.get("type") == "noteAnchor"}
    return [
        (one.get("n") or "", " ".join("".join(map(str, one.itertext())).split()))
        for one in root.iter("{*}note")
        if one.get("target") in anchors and anchors[one.get("target") or ""].get("target") == f"#{one.get(ID)}"
    ]


def markdown(text: str) -> Source:
    return Source("t.md", text, "0" * 64, "utf-8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NUMBERED, [("1", "One."), ("2", "Two."), ("1", "Again.")]),
        (LETTERED, [("a", "One."), ("b", "Two.")]),
        (STARRED, [("*", "One."), ("†", "Two.")]),
    ],
)
def test_raised_signs(text: str, expected: list[tuple[str, str]]) -> None:
    assert linked(markdown(text)) == expected


def test_signs_that_are_not_raised_begin_anew_on_each_page() -> None:
    signs = Notes(anchor=r"(?<=\S)[*†]+(?=\s|$)|^[*†]+(?= )")
    assert linked(Source("t.txt", PRINTED, "0" * 64, "utf-8"), signs) == [
        ("*", "One."),
        ("**", "Two."),
        ("†", "Three."),
        ("*", "Four."),
    ]


def test_a_raised_letter_without_a_note_is_no_anchor() -> None:
    assert linked(markdown("M<sup>r</sup> Lee, D<sup>r</sup> Day.")) == []


def test_the_same_sign_twice_is_two_notes_where_the_carrier_links_them() -> None:
    run = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="{}"/><w:t>*</w:t></w:r>'
    body = f"<w:p><w:r><w:t>Bees</w:t></w:r>{run.format(2)}<w:r><w:t> ants</w:t></w:r>{run.format(3)}</w:p>"
    notes = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:t>* {words}</w:t></w:r></w:p></w:footnote>'
        for n, words in ((2, "One."), (3, "Two."))
    )
    assert linked(decode(docx(body, footnotes=notes), "t.docx")) == [("*", "One."), ("*", "Two.")]


def test_a_profile_with_signs_of_its_own_keeps_the_notes_of_the_carrier() -> None:
    body = '<w:p><w:r><w:t>Bees</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    notes = '<w:footnote w:id="2"><w:p><w:r><w:t>One.</w:t></w:r></w:p></w:footnote>'
    assert linked(decode(docx(body, footnotes=notes), "t.docx"), Notes(anchor=r"(?<=\S)[*†]+")) == [("1", "One.")]
