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
FEWEST, SHARE = 4, 0.2
"""So many lines, and so great a share of all paragraphs, follow on one another within speeches."""
OPEN = 0.2
"""So many of them go on in the midst of a sentence: in prose of one line a paragraph, hardly any does."""


def learn_verse(reading: Reading, text: str, labels: Sequence[Accepted]) -> dict[str, Any]:
    """Whether the lines of speeches are verse, as data."""
    spoken = {found.paragraph: found.kind for one in labels for found in one.found}
    lines = [
        trimmed(a.span.of(text))
        for (index, a), (after, b) in pairwise(enumerate(reading.blocks))
        if spoken.get(index) != "alone" and after not in spoken and _follow(a.span, b.span, text)
    ]
    verse = [line for line in lines if len(line) <= LONGEST and line[:1] not in "(["]
    going_on = sum(ENDED.search(line) is None for line in verse)
    is_verse = len(verse) >= max(FEWEST, SHARE * len(reading.blocks)) and going_on >= OPEN * len(verse)
    return {"verse": True} if is_verse else {}


def _follow(first: Span, second: Span, text: str) -> bool:
    """Whether two single lines follow each other without a blank one."""
    between = text[first.end : second.start]
    return between.count("\n") == 1 and "\n" not in first.of(text) and "\n" not in second.of(text)
