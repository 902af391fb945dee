"""Places in the source: from which lines of the transcript each passage came, exactly or not at all.

Eight words in a row that stand once in the TEI and once in the source are the same words in both. Between two such
runs, or one and both ends, all words are the same if they agree one by one. A passage has a place where each of its
words has one, each behind the one before; one of less than eight words only where eight on both sides agree too. The
words of @n (a note's printed number) count, since the source prints them.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from tei_miasnikov.encoded.names import local
from tei_miasnikov.text.reading import Reading

Element = etree._Element
WORD = re.compile(r"\w+|[^\w\s]")
RUN = 8
"""So many words stand for themselves."""
NUMBERED = frozenset(["note", "item"])


class Lines(NamedTuple):
    """The first and last line of a passage in its source, from 1."""

    first: int
    last: int


class _Words:
    """The words of a text in order, and which of them stand directly in each passage."""

    def __init__(self, text: Element, is_passage: Callable[[Element], bool]) -> None:
        self._is_passage = is_passage
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._owners: list[Element | None] = []
        self._length = 0
        self._read(text, None)
        matches = list(WORD.finditer("".join(self._pieces)))
        self.words = [match.group() for match in matches]
        self.of: dict[Element, list[int]] = {}
        for number, match in enumerate(matches):
            owner = self._owners[bisect_right(self._starts, match.start()) - 1]
            if owner is not None:
                self.of.setdefault(owner, []).append(number)

    def _read(self, element: Element, owner: Element | None) -> None:
        if not isinstance(element.tag, str):
            return
        owner = element if self._is_passage(element) else owner
        if local(element) in NUMBERED and element.get("n"):
            self._take(f" {element.get('n')} ", None)
        self._take(element.text, owner)
        for child in element:
            self._read(child, owner)
            self._take(child.tail, owner)

    def _take(self, text: str | None, owner: Element | None) -> None:
        if text:
            self._starts.append(self._length)
            self._owners.append(owner)
            self._pieces.append(text)
            self._length += len(text)


def find_places(text: Element, reading: Reading, is_passage: Callable[[Element], bool]) -> Mapping[Element, Lines]:
    """The lines of each passage that has an exact place."""
    tei = _Words(text, is_passage)
    matches = list(WORD.finditer(reading.text))
    place = _match(tei.words, [match.group() for match in matches])
    sure = _sure(place, len(matches))
    found: dict[Element, Lines] = {}
    for passage, numbers in tei.of.items():
        places = [place[number] for number in numbers]
        if _is_run(places) and (len(places) >= RUN or sure.issuperset(numbers)):
            start, end = matches[places[0]].start(), matches[places[-1]].end() - 1
            found[passage] = Lines(reading.place(start).line, reading.place(end).line)
    return found


def _is_run(places: Sequence[int]) -> bool:
    """Whether every word has a place, each behind the one before."""
    return min(places) >= 0 and all(before < after for before, after in pairwise(places))


def _match(words: Sequence[str], source: Sequence[str]) -> list[int]:
    """For each word its number in the source, -1 where it has none or more than one is possible."""
    place = [-1] * len(words)
    disputed: set[int] = set()
    for start, end, shift in _stretches(words, source):
        for number in range(start, end):
            if place[number] not in (-1, number + shift):
                disputed.add(number)
            place[number] = number + shift
    for number in disputed:
        place[number] = -1
    return place


def _sure(place: Sequence[int], length: int) -> set[int]:
    """The words that have a run of agreeing ones on both sides, or an end of both texts."""
    sure: set[int] = set()
    borders = [at for at in range(1, len(place)) if place[at] != place[at - 1] + 1]
    for start, end in pairwise([0, *borders, len(place)]):
        if end > start and place[start] >= 0:
            first = start if start == place[start] == 0 else start + RUN
            last = end if end == len(place) and place[end - 1] == length - 1 else end - RUN
            sure.update(range(first, last))
    return sure


def _stretches(words: Sequence[str], source: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Stretches of words that are surely the same, and how far they are shifted in the source."""
    ours, theirs = _only_runs(words), _only_runs(source)
    seeds = [(at, theirs[run]) for run, at in ours.items() if run in theirs]
    yield from ((at, at + RUN, there - at) for at, there in seeds)
    for (at, there), (to, other) in pairwise([(0, 0), *seeds, (len(words), len(source))]):
        if to - at == other - there and words[at:to] == source[there:other]:
            yield at, to, there - at


def _only_runs(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    """The runs that stand once, in their order."""
    runs = list(zip(*(words[shift:] for shift in range(RUN)), strict=False))
    counts = Counter(runs)
    return {run: at for at, run in enumerate(runs) if counts[run] == 1}
