"""The line of time: every dated mention of a text in its place, as wide as what is known of it.

    <date notBefore="1928-01-01" notAfter="1928-03-31">          a hollow bar of three months
    <date when="1922">                                            a bar of a year

The documents' own dates are one row, the mentions stand below in lanes so that none hides another: short ones first.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil, floor
from typing import NamedTuple

from tei_miasnikov.edition.dates import MONTHS, Period

WIDTH, MARGIN = 1000.0, 28.0
THINNEST, NUMBERED = 5.0, 20.0
"""The least width of a mark, so that it can be seen and met, or take a number."""
LONG = 3
"""Periods of more years stand below the others."""
FEWEST, CROWDED, YEARS = 3, 12, 10
"""So many documents, so much closer than all dates, within so many years are drawn once more by months."""
LANE, GAP = 9, 1.5
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
MOST_TICKS = 17
MOST_MARKS = 1500
"""With more mentions than that, those of one time are one mark."""


class Mention(NamedTuple):
    """A dated place of the text: when, its address, its words as printed, what they mean, and where they stand."""

    period: Period
    address: str
    words: str
    meaning: str
    where: str
    place: str


class Mark(NamedTuple):
    """A mention as it is drawn: `lane` counts from the top."""

    mention: Mention
    x: float
    width: float
    lane: int
    times: int = 1


class Tick(NamedTuple):
    """A year or month on the axis."""

    x: float
    words: str


class Timeline(NamedTuple):
    """What is drawn; `lanes` and `document_lanes` say how high."""

    documents: tuple[Mark, ...]
    mentions: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    first: int
    last: int
    document_lanes: int
    lanes: int


def draw(documents: Sequence[Mention], mentions: Sequence[Mention]) -> Timeline | None:
    """The line of time for documents, in one row, and mentions; None where there is no date."""
    periods = [one.period for one in (*documents, *mentions)]
    if not periods:
        return None
    scale = Scale(floor(min(p.start for p in periods)), ceil(max(p.end for p in periods)))
    row = tuple(mark._replace(lane=0) for mark in _marks(documents, scale, THINNEST))
    short = tuple(_marks([one for one in mentions if not _is_long(one)], scale, THINNEST))
    below = _lanes(short)
    long = _marks([one for one in mentions if _is_long(one)], scale, THINNEST)
    marks = (*short, *(mark._replace(lane=mark.lane + below) for mark in long))
    return Timeline(
        row, marks, tuple(_years(scale)), int(scale.first), int(scale.last) - 1, min(len(row), 1), _lanes(marks)
    )


def draw_nearer(documents: Sequence[Mention], mentions: Sequence[Mention]) -> Timeline | None:
    """The documents by months, where in the whole they lie too close to be told apart; else None."""
    whole = [one.period for one in (*documents, *mentions)]
    if len(documents) < FEWEST:
        return None
    first, last = min(one.period.start for one in documents), max(one.period.end for one in documents)
    if (max(p.end for p in whole) - min(p.start for p in whole)) / (last - first) < CROWDED or last - first > YEARS:
        return None
    scale = Scale(floor(first * 12) / 12, ceil(last * 12 + 0.01) / 12)
    marks = tuple(_marks(documents, scale, NUMBERED))
    return Timeline(marks, (), tuple(_months(scale)), floor(first), ceil(last) - 1, _lanes(marks), 0)


class Scale(NamedTuple):
    """Years to units."""

    first: float
    last: float

    def x(self, year: float) -> float:
        """The place of a moment."""
        return MARGIN + (year - self.first) / max(self.last - self.first, 1e-9) * (WIDTH - 2 * MARGIN)


def _is_long(mention: Mention) -> bool:
    return mention.period.end - mention.period.start > LONG


def _marks(mentions: Sequence[Mention], scale: Scale, thinnest: float) -> Iterator[Mark]:
    """Each mention in the first lane that is free."""
    free: list[float] = []
    for mention, count in _gathered(sorted(mentions, key=lambda one: (one.period.start, one.period.end))):
        x = round(scale.x(mention.period.start), 1)
        width = round(max(scale.x(mention.period.end) - scale.x(mention.period.start), thinnest), 1)
        lane = next((number for number, end in enumerate(free) if end <= x), len(free))
        free[lane : lane + 1] = [x + width + GAP]
        yield Mark(mention, x, width, lane, count)


def _gathered(mentions: Sequence[Mention]) -> Iterable[tuple[Mention, int]]:
    if len(mentions) <= MOST_MARKS:
        return ((mention, 1) for mention in mentions)
    first: dict[Period, Mention] = {}
    counts: dict[Period, int] = {}
    for mention in mentions:
        first.setdefault(mention.period, mention)
        counts[mention.period] = counts.get(mention.period, 0) + 1
    return ((mention, counts[period]) for period, mention in first.items())


def _lanes(marks: Sequence[Mark]) -> int:
    return max((mark.lane for mark in marks), default=-1) + 1


def _years(scale: Scale) -> Iterator[Tick]:
    first, last = int(scale.first), int(scale.last)
    step = next((step for step in STEPS if (last - first) / step <= MOST_TICKS), max((last - first) // MOST_TICKS, 1))
    for year in range(-(-first // step) * step, last + 1, step):
        yield Tick(round(scale.x(year), 1), str(year))


def _months(scale: Scale) -> Iterator[Tick]:
    first, last = round(scale.first * 12), round(scale.last * 12)
    step = next((step for step in (1, 2, 3, 6, 12) if (last - first) / step <= MOST_TICKS), 12)
    for month in range(-(-first // step) * step, last + 1, step):
        yield Tick(round(scale.x(month / 12), 1), f"{MONTHS[month % 12][:3]} {month // 12}")
