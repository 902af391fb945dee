"""How well turns are found: the turns that a careful reader hears, against those in the TEI.

    MR. SMITH<tab>I object to that      a line of turns.txt: the label as printed, the first words that are spoken

A turn is right where its label is the reader's, or one of the two holds the other's words (`HENRY, aside`), and its
first words are the same (four are looked at). What is not spoken does not count: directions, notes, times, what stands
in brackets or parentheses. A word that a line's end cuts is the same word. The two sequences are aligned in the order
of the text, with as many right turns as can be.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from lxml import etree

TEI = "{http://www.tei-c.org/ns/1.0}"
UNSPOKEN = frozenset(
    f"{TEI}{name}"
    for name in (
        *("speaker", "stage", "note", "gap", "ellipsis", "incident", "vocal", "kinesic"),
        *("time", "timeline", "pb", "milestone", "label", "fw"),
    )
)
ASIDE = re.compile(r"\\?\[[^\]]*\]|\([^)]*\)|（[^）]*）|\\\d+\\")
"""What stands in brackets, parentheses, or is the sign of a note."""
FIRST = 4
"""So many words tell a turn."""


class Turn(NamedTuple):
    """The words of a label, and the words spoken (the first of them, where a reader wrote them down)."""

    label: tuple[str, ...]
    spoken: tuple[str, ...]

    def __str__(self) -> str:
        return f"{' '.join(self.label) or '(no label)'} | {' '.join(self.spoken[:8])}"


class Case(NamedTuple):
    """A transcript with what a careful reader finds in it; `floor` is the F1 below which the program must not fall."""

    name: str
    source: Path
    kind: str
    language: str
    manner: str
    floor: float
    turns: tuple[Turn, ...]


class Score(NamedTuple):
    """How many turns are right, and those that are missed and false."""

    right: int
    missed: tuple[Turn, ...]
    false: tuple[Turn, ...]

    @property
    def precision(self) -> float:
        """The share of the found turns that are right; 1 where none was found."""
        return _share(self.right, len(self.false))

    @property
    def recall(self) -> float:
        """The share of the reader's turns that were found; 1 where there is none."""
        return _share(self.right, len(self.missed))

    @property
    def f1(self) -> float:
        """The harmonic mean of the two; 1 where there is no turn and none was found."""
        return _share(2 * self.right, len(self.missed) + len(self.false))


def _share(right: int, wrong: int) -> float:
    return right / (right + wrong) if right + wrong else 1.0


def cases(folder: Path) -> list[Case]:
    """The transcripts below a folder, by name."""
    return [read_case(turns.parent) for turns in sorted(folder.rglob("turns.txt"))]


def read_case(folder: Path) -> Case:
    """A folder with source.txt or source.md, and turns.txt as tests/fixtures/transcripts/README.md has it."""
    first, *lines = (folder / "turns.txt").read_text(encoding="utf-8").splitlines()
    kind, language, manner, *floor = first.split(" | ")
    parts = [line.partition("\t") for line in lines if line and not line.startswith("#")]
    turns = tuple(Turn(words(label), words(spoken)) for label, _, spoken in parts)
    lowest = float(floor[0].removeprefix("at least ")) if floor else 1.0
    return Case(folder.name, next(folder.glob("source.*")), kind, language, manner, lowest, turns)


def words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, without what stands in brackets or parentheses."""
    return tuple(re.findall(r"\w+", ASIDE.sub(" ", text).lower()))


def found_turns(tei: bytes) -> list[Turn]:
    """The speeches of a TEI file in order."""
    root = etree.fromstring(tei, etree.XMLParser(huge_tree=True, resolve_entities=False))
    return [Turn(words(_label(sp)), words("".join(_spoken(sp)))) for sp in root.iter(f"{TEI}sp", f"{TEI}u")]


def _label(speech: etree._Element) -> str:
    speaker = speech.find(f"{TEI}speaker")
    return "" if speaker is None else "".join(map(str, speaker.itertext()))


def _spoken(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in UNSPOKEN and child.get("type") != "noteAnchor":
            yield from _spoken(child)
        yield child.tail or ""


def same(expected: Turn, found: Turn) -> bool:
    """Whether a found turn is the one that is expected."""
    return _same_label(expected.label, found.label) and _begins(expected.spoken[:FIRST], found.spoken)


def _same_label(expected: tuple[str, ...], found: tuple[str, ...]) -> bool:
    ours, theirs = set(expected), set(found)
    return not ours or (bool(theirs) and (ours <= theirs or theirs <= ours))


def _begins(expected: tuple[str, ...], found: tuple[str, ...]) -> bool:
    beginning = "".join(expected)
    return not found if not beginning else any(begun == beginning for begun in accumulate(found[: 3 * FIRST]))


def score(expected: Sequence[Turn], found: Sequence[Turn]) -> Score:
    """Align what was expected with what was found."""
    pairs = _aligned(expected, found)
    ours, theirs = {a for a, _ in pairs}, {b for _, b in pairs}
    missed = tuple(turn for at, turn in enumerate(expected) if at not in ours)
    return Score(len(pairs), missed, tuple(turn for at, turn in enumerate(found) if at not in theirs))


def _aligned(expected: Sequence[Turn], found: Sequence[Turn]) -> list[tuple[int, int]]:
    """The longest common subsequence, as pairs of positions."""
    length = [[0] * (len(found) + 1) for _ in range(len(expected) + 1)]
    for a in reversed(range(len(expected))):
        for b in reversed(range(len(found))):
            here = length[a + 1][b + 1] + 1 if same(expected[a], found[b]) else 0
            length[a][b] = max(here, length[a + 1][b], length[a][b + 1])
    pairs, a, b = [], 0, 0
    while a < len(expected) and b < len(found):
        if same(expected[a], found[b]) and length[a][b] == length[a + 1][b + 1] + 1:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif length[a][b] == length[a + 1][b]:
            a += 1
        else:
            b += 1
    return pairs
