"""The convention does not matter: plays of our own, printed in many manners, have the same turns."""

import re

import pytest
from lxml import etree

from tei_miasnikov.pipeline import Settings, convert_source
from tei_miasnikov.text.source import Source
from tests.recognition.restyling import STYLES, Style, read_play, restyled
from tests.shared import FIXTURES

TEI = "{http://www.tei-c.org/ns/1.0}"
PLAYS = sorted((FIXTURES / "plays").glob("*.txt"))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"\([^)]*\)|\[[^]]*\]|\{[^}]*\}", " ", text).lower())


def turns(tei: bytes) -> list[tuple[list[str], list[str]]]:
    found = []
    for sp in etree.fromstring(tei).iter(f"{TEI}sp"):
        speaker = sp.find(f"{TEI}speaker")
        label = "" if speaker is None else "".join(map(str, speaker.itertext()))
        speech = " ".join("".join(map(str, part.itertext())) for part in sp if part.tag in (f"{TEI}p", f"{TEI}l"))
        found.append((words(label), words(speech)[:4]))
    return found


@pytest.mark.parametrize("play", PLAYS, ids=lambda path: path.stem)
@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_the_convention_does_not_matter(play: "object", style: Style) -> None:
    read = read_play(play)  # type: ignore[arg-type]
    expected = [(words(speech.label), words(speech.words)[:4]) for speech in read.speeches]
    source = Source(f"play.{style.suffix}", restyled(read, style), "0" * 64, "utf-8")
    assert turns(convert_source(source, Settings()).tei) == expected
