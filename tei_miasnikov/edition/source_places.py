"""Places in the source: from which lines of the transcript each passage came, exactly or not at all.

Eight words in a row that stand once in the TEI and once in the source are the same words in both; so are their
neighbours, as long as they agree. A passage has a place where each of its words has
one and these follow each other. The words of @n (a note's printed number) count, since the source prints them.
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
    found: dict[Element, Lines] = {}
    for passage, numbers in tei.of.items():
        places = [place[number] for number in numbers]
        if _is_run(places):
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
    for at, there in _seeds(words, source):
        if place[at] == there:
            continue
        for number, other in _agreeing(words, source, at, there):
            if place[number] not in (-1, other):
                disputed.add(number)
            place[number] = other
    for number in disputed:
        place[number] = -1
    return place


def _seeds(words: Sequence[str], source: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where words surely agree: everywhere if all do, else each run that is the only one of its kind."""
    if words == source:
        yield 0, 0
    ours, theirs = _only_runs(words), _only_runs(source)
    yield from ((at, theirs[run]) for run, at in ours.items() if run in theirs)


def _only_runs(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    runs = list(zip(*(words[shift:] for shift in range(RUN)), strict=False))
    counts = Counter(runs)
    return {run: at for at, run in enumerate(runs) if counts[run] == 1}


def _agreeing(words: Sequence[str], source: Sequence[str], at: int, there: int) -> Iterator[tuple[int, int]]:
    """The words from a seed to both sides as far as they are the same."""
    shift = there - at
    first = at
    while first > 0 and first + shift > 0 and words[first - 1] == source[first + shift - 1]:
        first -= 1
    for number in range(first, min(len(words), len(source) - shift)):
        if words[number] != source[number + shift]:
            return
        yield number, number + shift
