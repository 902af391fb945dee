"""Verse: whether the lines of a speech are lines of verse.

Lines that follow each other without a blank one, each too short for the page, are verse where most speeches of more
than one line are made so; in a text whose every line was kept, where they are short and many.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from tei_miasnikov.recognition.layout import ENDED
from tei_miasnikov.recognition.learning.acceptance import Accepted
from tei_miasnikov.recognition.transcript import trimmed
from tei_miasnikov.text.reading import Reading
from tei_miasnikov.text.span import Span

LONGEST = 62
"""A line of verse has at most so many signs."""
FEWEST = 4
SHARE = 0.35
"""So many lines go on in the midst of a sentence: in prose of one line a paragraph, hardly any does."""


def learn_verse(reading: Reading, text: str, labels: Sequence[Accepted]) -> dict[str, Any]:
    """Whether the lines of speeches are verse, as data."""
    spoken = {found.paragraph for one in labels for found in one.found if found.kind == "alone"}
    lines = [
        trimmed(a.span.of(text))
        for (index, a), (_, b) in pairwise(enumerate(reading.blocks))
        if index not in spoken and _follow(a.span, b.span, text)
    ]
    verse = [line for line in lines if len(line) <= LONGEST and line[:1] not in "(["]
    open_ = sum(ENDED.search(line) is None for line in verse)
    return {"verse": True} if len(verse) >= FEWEST and open_ >= SHARE * len(verse) else {}


def _follow(first: Span, second: Span, text: str) -> bool:
    """Whether two single lines follow each other without a blank one."""
    between = text[first.end : second.start]
    return between.count("\n") == 1 and "\n" not in first.of(text) and "\n" not in second.of(text)
