"""Anchors hold through another scan: other line breaks, a few letters; and say when they don't."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_miasnikov.decisions.anchors import Anchor, Anchorage
from tei_miasnikov.text.span import Span
from tests.shared import CORPUS

TEXT = "He worked 26 days a month.\n\nIn May he worked 26 hours a week, and in June he slept."

SCANNED = TEXT.replace("worked 26 days", "w0rked\n26 clays")


def found(text: str, anchor: Anchor) -> list[str]:
    return [text[max(place.span.start - 9, 0) : place.span.end + 5] for place in Anchorage(text).find(anchor)]


@pytest.mark.parametrize(
    ("text", "anchor", "expected"),
    [
        (TEXT, Anchor("slept"), [" June he slept."]),
        (TEXT, Anchor("26", "He worked", "days a month"), ["e worked 26 days"]),
        (TEXT, Anchor("26", "In May he worked", "hours a week"), ["e worked 26 hour"]),
        (SCANNED, Anchor("26", "He worked", "days a month"), ["e w0rked\n26 clay"]),
        (TEXT, Anchor("28", "He worked", "days a month"), []),
        (TEXT, Anchor("26", "Nothing of the kind was ever", "said by anyone here"), []),
        (TEXT, Anchor("26"), ["e worked 26 days", "e worked 26 hour"]),
        ("", Anchor("26"), []),
    ],
)  # fmt: skip
def test_where_an_anchor_holds(text: str, anchor: Anchor, expected: list[str]) -> None:
    assert found(text, anchor) == expected


@given(st.data())
def test_an_anchor_that_was_made_is_found(data: st.DataObject) -> None:
    text = (CORPUS / "source.md").read_text(encoding="utf-8")[2000:12000]
    start = data.draw(st.integers(0, len(text) - 30))
    span = Span(start, start + data.draw(st.integers(4, 30)))
    words = span.of(text)
    if not words.strip():
        return
    solid = Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))
    anchorage = Anchorage(text)
    assert solid in [place.span for place in anchorage.find(anchorage.make(span))]


def damaged(text: str, chance: random.Random) -> str:
    """The text as another scan might have it: other line breaks, one letter in sixty another one."""
    letters = [chance.choice("abcdefgl1") if c.isalpha() and chance.random() < 1 / 60 else c for c in text]
    return "".join("\n" if c == " " and chance.random() < 0.1 else c for c in letters)


def test_anchors_hold_in_another_scan_or_say_that_they_do_not() -> None:
    text = (CORPUS / "source.md").read_text(encoding="utf-8")
    chance = random.Random(1945)  # noqa: S311 - no secret
    other = Anchorage(damaged(text, chance))
    held = 0
    for _ in range(200):
        start = chance.randrange(len(text) - 40)
        end = text.find(" ", start + 12)
        words = text[start:end].strip()
        anchor = Anchorage(text).make(Span(start, end))
        places = other.find(anchor._replace(words=words))
        assert all("".join(place.span.of(other.text).split()) == "".join(words.split()) for place in places)
        if len(places) == 1:
            held += 1
            assert abs(places[0].span.start - start) < 40
    assert held > 120
