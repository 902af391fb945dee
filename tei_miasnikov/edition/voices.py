"""Voices: who speaks in a document, when, and how much.

    Record of 18 January 1945: G. I. Miasnikov 7 turns, 634 words; the interrogator 7 turns, 91 words

Persons without a name are one voice where they have one role. The order of the voices, and so their colours, is that
of their words in the whole edition. What a turn has no @who for speaks as its label.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lxml import etree

from tei_miasnikov.edition.identifiers import Addresses
from tei_miasnikov.encoded import Document, Person, Publication, Turn

WIDTH = 1000
"""The units that a document is wide."""
COLOURS = 8


class Stretch(NamedTuple):
    """A turn on the strip: its place and width in units, its address, and what it is."""

    x: int
    width: int
    address: str
    words: str


class Part(NamedTuple):
    """What one voice has in a document."""

    name: str
    about: str
    colour: str
    turns: int
    words: int
    percent: int
    stretches: tuple[Stretch, ...]


class Voices:
    """The voices of an edition."""

    def __init__(self, publications: Iterable[Publication]) -> None:
        self._words: Counter[str] = Counter()
        self._of: dict[etree._Element, str] = {}
        self._about: dict[str, str] = {}
        for publication in publications:
            for document in publication.documents:
                self._add(document.turns, publication)
        ranked = sorted(self._words, key=lambda name: (-self._words[name], name))
        self._rank = {name: min(rank, COLOURS - 1) for rank, name in enumerate(ranked)}

    def name(self, element: etree._Element) -> str:
        """The name of the voice of a turn, "" where nothing is known."""
        return self._of.get(element, "")

    def colour(self, element: etree._Element) -> str:
        """The class of the voice of a turn."""
        return f"v{self._rank.get(self.name(element), COLOURS - 1)}"

    def parts(self, document: Document, addresses: Addresses) -> list[Part]:
        """The parts of a document's voices, those with the most words first."""
        total = sum(_length(turn) for turn in document.turns) or 1
        stretches: dict[str, list[Stretch]] = {}
        counts, words, before = Counter[str](), Counter[str](), 0
        for turn in document.turns:
            name, length = self.name(turn.element), _length(turn)
            counts[name] += 1
            words[name] += length
            one = _stretch(turn, before, length, total, addresses)
            row = stretches.setdefault(name, [])
            if not row or row[-1].x + row[-1].width <= one.x:
                row.append(one)
            before += length
        return [
            Part(
                name or "not named",
                self._about.get(name, ""),
                f"v{self._rank.get(name, 0)}",
                counts[name],
                words[name],
                round(100 * words[name] / total),
                tuple(stretches[name]),
            )
            for name, _ in sorted(counts.items(), key=lambda item: (-words[item[0]], item[0]))
        ]

    def _add(self, turns: Sequence[Turn], publication: Publication) -> None:
        for turn in turns:
            persons = publication.persons_of(turn.who)
            name = ", ".join(map(_spoken_of, persons)) or turn.label.strip(" .:—–-") or " ".join(turn.who)
            self._of[turn.element] = name
            self._words[name] += _length(turn)
            if len(persons) == 1:
                self._about.setdefault(name, persons[0].role if persons[0].name else "")


def _spoken_of(person: Person) -> str:
    return person.name or person.role.capitalize() or person.id


def _length(turn: Turn) -> int:
    return len(turn.words.split())


def _stretch(turn: Turn, before: int, length: int, total: int, addresses: Addresses) -> Stretch:
    x = round(WIDTH * before / total)
    width = max(round(WIDTH * (before + length) / total) - x, 2)
    return Stretch(x, width, addresses.nearest(turn.element), f"{length} {'word' if length == 1 else 'words'}")
