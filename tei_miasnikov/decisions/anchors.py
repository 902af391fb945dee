"""Anchors: the words that a ruling is about, found again though the transcript was scanned anew.

    words = "26"    before = "he worked"    after = "days a month"

    he worked 26 days a month       there
    he\\nw0rked 26 days a rnonth     there too: other line breaks, a few letters
    he worked 28 days a month       not there: these are not the words that were judged

White space counts for nothing. The words themselves must be the same; what stands around them must be like it, and
liker than around any other place where the words stand.
"""

from bisect import bisect_left
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from tei_miasnikov.text.span import Span

AROUND = 40
"""So many characters before and after, white space aside, are compared."""
ENOUGH = 0.6
"""So like must the surroundings be."""
CLEARLY = 0.1
"""By so much must one place be liker than the next."""


class Anchor(NamedTuple):
    """The words, and what stands before and after them."""

    words: str
    before: str = ""
    after: str = ""


class Place(NamedTuple):
    """Where the words stand, and how like the surroundings are, from 0 to 1."""

    span: Span
    likeness: float


class Anchorage(Struct, frozen=True, dict=True):
    """A text in which anchors are looked for."""

    text: str

    @cached_property
    def _places(self) -> list[int]:
        return [place for place, character in enumerate(self.text) if not character.isspace()]

    @cached_property
    def _solid(self) -> str:
        return "".join(self.text.split())

    def find(self, anchor: Anchor) -> list[Place]:
        """The places that the anchor may mean, the likeliest first; one where it is clear."""
        places = sorted(self._iter_places(anchor), key=lambda place: (-place.likeness, place.span))
        if len(places) == 1 and not (anchor.before or anchor.after):
            return places
        likely = [place for place in places if place.likeness >= ENOUGH]
        return [place for place in likely if place.likeness > likely[0].likeness - CLEARLY]

    def make(self, span: Span) -> Anchor:
        """The anchor of some words: as much around them as is compared."""
        start, end = bisect_left(self._places, span.start), bisect_left(self._places, span.end)
        first = self._places[max(start - AROUND, 0)] if self._places else 0
        last = self._places[min(end + AROUND, len(self._places)) - 1] + 1 if self._places else 0
        return Anchor(span.of(self.text), self.text[first : span.start], self.text[span.end : max(last, span.end)])

    def _iter_places(self, anchor: Anchor) -> Iterator[Place]:
        words = "".join(anchor.words.split())
        before, after = "".join(anchor.before.split())[-AROUND:], "".join(anchor.after.split())[:AROUND]
        at = self._solid.find(words) if words else -1
        while at >= 0:
            end = at + len(words)
            around = (self._solid[max(at - len(before), 0) : at], self._solid[end : end + len(after)])
            span = Span(self._places[at], self._places[end - 1] + 1)
            yield Place(span, _likeness("\0".join(around), "\0".join((before, after))))
            at = self._solid.find(words, at + 1)


def _likeness(found: str, expected: str) -> float:
    matcher = SequenceMatcher(None, expected, found, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ENOUGH and matcher.quick_ratio() >= ENOUGH else 0.0
