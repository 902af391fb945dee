"""Acceptance: which candidates of the admitted families are labels.

A label is accepted by its score, by how much of the family's energy is in its form, by being accepted elsewhere or
beginning with a title that others begin with. So a witness who speaks once comes in, and "Note:" stays out.
"""

from collections import Counter
from collections.abc import Iterator
from math import log2
from typing import NamedTuple

from tei_miasnikov.recognition.learning.candidates import Candidate
from tei_miasnikov.recognition.learning.convention import Convention
from tei_miasnikov.recognition.learning.families import Family
from tei_miasnikov.recognition.learning.score import Scale
from tei_miasnikov.recognition.learning.words import load_words

TITLED = 2.0
ELSEWHERE = 4.0
NEEDED = {"stop": 3.0, "dash": 3.0, "gap": 3.0, "alone": 3.5}
NEEDED_ELSE = 2.0
"""The bits that a label must have, by the kind of its delimiter."""


class Accepted(NamedTuple):
    """A label of the document: its family, its candidates, its bits."""

    key: str
    family: Family
    found: list[Candidate]
    bits: float


def accept(convention: Convention, scale: Scale, paragraphs: int) -> list[Accepted]:
    """The labels of all admitted families, those of the convention first."""
    accepted: list[Accepted] = []
    for family in convention.families:
        known = {one.key for one in accepted}
        accepted += _of_family(family, convention, scale, known, _titles(family, scale), paragraphs)
    return accepted


def _titles(family: Family, scale: Scale) -> Counter[str]:
    """The first words of those labels of a family that recur, where they are titles or many labels begin with them."""
    words = load_words()
    firsts: Counter[str] = Counter()
    for key, found in family.labels.items():
        parts = key.split()
        if len(parts) > 1 and not scale.is_refused(found) and found[0].form in ("title", "mixed", "capitals"):
            title = parts[0].lower().rstrip(".") in words.titles
            firsts[parts[0]] += title + (len(found) > 1)
    return Counter({first: count for first, count in firsts.items() if count > 1})


def _of_family(
    family: Family, convention: Convention, scale: Scale, known: set[str], titles: Counter[str], paragraphs: int
) -> Iterator[Accepted]:
    coverage = _coverage(family, scale, paragraphs)
    for key, found in family.labels.items():
        bits = scale.weight(found) + scale.recurrence(found) + _of_form(family, found[0].form)
        bits += TITLED * (key.split()[0] in titles) + ELSEWHERE * (key in known)
        bits += coverage if family is convention.main else 0.0
        if bits >= NEEDED.get(family.manner[0], NEEDED_ELSE) and not scale.is_refused(found):
            yield Accepted(key, family, found, bits)


def _of_form(family: Family, form: str) -> float:
    """The bits for a form, by how much of the family's energy is in it."""
    return max(log2(family.share(form) + 0.02) + 3.0, -3.0)


def _coverage(family: Family, scale: Scale, paragraphs: int) -> float:
    """The bits for a family with whose recurrent labels most paragraphs begin."""
    count = sum(len(found) for found in family.labels.values() if len(found) > 1 and not scale.is_refused(found))
    return 1.5 if count > 0.6 * paragraphs else 0.7 if count > 0.4 * paragraphs else 0.0
