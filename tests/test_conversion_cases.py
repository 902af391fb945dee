"""Cases of conversion as text files: a title, the Markdown, then >>> with the findings, and the TEI within `text`.

Adding one needs no Python: write it into tests/fixtures/conversion/cases.txt in the house style of profile.toml there.
"""

import re
from typing import NamedTuple

import pytest

from tei_miasnikov.pipeline import Settings, convert_source, load_settings_of
from tei_miasnikov.recognition.profile import Notes, Profile
from tei_miasnikov.text.source import decode
from tests.shared import FIXTURES

FOLDER = FIXTURES / "conversion"


class Case(NamedTuple):
    title: str
    source: str
    codes: list[str]
    expected: str


def cases() -> list[Case]:
    found = []
    for part in re.split(r"^=== ", (FOLDER / "cases.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, _, rest = part.partition("\n")
        source, codes, expected = re.split(r"^>>> ?(.*)\n", rest, maxsplit=1, flags=re.MULTILINE)
        found.append(Case(title, source.rstrip("\n"), codes.split(), expected.strip()))
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_case(case: Case) -> None:
    settings = load_settings_of(str(FOLDER / "profile.toml"), FOLDER / "header.toml")
    conversion = convert_source(decode(case.source.encode(), "case.md"), settings)
    tei = conversion.tei.decode()
    text = tei[tei.index(">", tei.index("<text")) + 1 : tei.rindex("</text>")]
    assert text.strip() == case.expected
    assert [f.code for f in conversion.findings if f.code != "header-key-missing"] == case.codes


def test_the_bracket_of_a_notes_letter_is_not_lost() -> None:
    notes = Notes(anchor=r"(?<![(\w])(?P<n>[a-d])\)")
    source = decode(b"Rivers a) flow.\n\na) The Volga.", "letters.md")
    tei = convert_source(source, Settings(Profile(notes=notes))).tei.decode()
    assert '<ref type="noteAnchor" xml:id="ref-1-1" target="#note-1-1" n="a">a)</ref>' in tei
    assert 'n="a)" target="#ref-1-1"><p>The Volga.</p></note>' in tei
