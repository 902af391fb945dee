"""The proof: every character of the source stands in the text, in a named range of carrier syntax, or in an attribute.

Two halves. The reading's segments tile the source without a gap (text/reading.py). The text of the TEI as it will be
written is the reading's text, character by character, but for the words that annotations hold, each of which is
found in an attribute. Where either fails, ProofError says at which source line, and nothing is written.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lxml import etree

from tei_miasnikov.encoding.placing import Move, text_in_order
from tei_miasnikov.encoding.tree import qualified
from tei_miasnikov.errors import ProofError
from tei_miasnikov.text.reading import Reading
from tei_miasnikov.text.span import Annotation

EMPTY_FOR = {"\f": "pb"}
"""Characters for which an empty element stands."""


class Account(NamedTuple):
    """Where the characters of the source are: in text, in attributes, in carrier syntax by rule."""

    total: int
    text: int
    attributes: int
    syntax: Counter[str]

    @property
    def accounted(self) -> int:
        """How many characters have their place."""
        return self.text + self.attributes + self.syntax.total()


def prove_text(reading: Reading, annotations: Iterable[Annotation], moves: Sequence[Move], tei: bytes) -> Account:
    """Close the account of a conversion; `moves` are the notes that do not stand where the source prints them.

    Raises ProofError where a character is lost, added or moved otherwise.
    """
    _prove_tiling(reading)
    held = sorted(annotation for annotation in annotations if annotation.held is not None)
    _prove_held(reading, held)
    spans = [annotation.held for annotation in held if annotation.held]
    _prove_same(reading, "".join(text_in_order(reading.text, spans, moves)), tei)
    in_attributes = sum(a.held.end - a.held.start for a in held if a.held)
    syntax = reading.account()
    text = syntax.pop("", 0) - in_attributes
    return Account(len(reading.source.text), text, in_attributes, syntax)


def _prove_tiling(reading: Reading) -> None:
    position = 0
    for segment in reading.segments:
        same = segment.rule or segment.source.of(reading.source.text) == segment.text.of(reading.text)
        if segment.source.start != position or not same:
            raise _lost(reading, position, "the reading does not hold these characters")
        position = segment.source.end
    if position != len(reading.source.text):
        raise _lost(reading, position, "the reading ends before the source does")


def _prove_held(reading: Reading, held: list[Annotation]) -> None:
    """What is held back from the text stands in an attribute of its element, or an empty element stands for it."""
    for annotation in held:
        words = " ".join((annotation.held or annotation.span).of(reading.text).split())
        character = (annotation.held or annotation.span).of(reading.text)
        if words not in dict(annotation.attributes).values() and EMPTY_FOR.get(character) != annotation.element:
            line = reading.place(annotation.span.start).line
            raise ProofError(
                f"{reading.source.name}:{line}: {character!r} is held back, but no attribute has it; {REPORT}"
            )


def _prove_same(reading: Reading, expected: str, tei: bytes) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, collect_ids=False)
    text = etree.fromstring(tei, parser).find(qualified("text"))
    written = "".join(map(str, text.itertext())) if text is not None else ""
    if written != expected:
        pairs = enumerate(zip(written, expected, strict=False))
        at = next((i for i, (a, b) in pairs if a != b), min(len(written), len(expected)))
        words = expected[at : at + 30]
        place = max(reading.text.find(words), 0)
        raise _lost(reading, reading.offset(place), f"the TEI has {written[at : at + 30]!r} there")


REPORT = "this is a fault of the program: nothing was written; please report it with the transcript"


def _lost(reading: Reading, offset: int, why: str) -> ProofError:
    line, column = reading.source.place(offset)
    words = reading.source.text[offset : offset + 30]
    return ProofError(f"{reading.source.name}:{line}:{column}: {words!r}: {why}; {REPORT}")
