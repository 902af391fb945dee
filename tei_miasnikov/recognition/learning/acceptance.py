"""Acceptance: which candidates of the admitted families are labels.

A label is accepted by its score, by how much of the family's energy is in its form, by being accepted elsewhere or
beginning with a title that others begin with. So a witness who speaks once comes in, and "Note:" stays out.
"""

import re
from collections import Counter
from collections.abc import Collection
from math import log2
from typing import NamedTuple

from tei_miasnikov.recognition.learning.candidates import Candidate
from tei_miasnikov.recognition.learning.families import Family
from tei_miasnikov.recognition.learning.score import STRONG, Scale
from tei_miasnikov.recognition.learning.words import load_words

AND = re.compile(
    r"\s*(?:,|&|/|\+|\b(?:and|und|et|y|e|i|и|й|та|og|och|en|ve|és|a|with|mit|avec|con|amb|z|s|en|και|ja|и|and)\b)\s*",
    re.IGNORECASE,
)
"""What joins the labels of those who speak together."""
TITLED = 2.0
ELSEWHERE = 4.0
OPENING = 2.0
"""The bits against what stands once, before anything that recurs: the head of a record."""
COVERED = ((0.75, 2.0), (0.6, 1.5), (0.4, 0.7))
"""The bits for a family, by the share of the paragraphs that begin with its labels."""
RUN_ON = 6.0
"""The bits against what stands before a colon in the midst of a paragraph once or twice."""
MANY_NAMES = 1.5
FEW_NAMES = 3
NEEDED = {"stop": 3.0, "dash": 3.0, "gap": 3.0, "alone": 2.4}
NEEDED_ELSE = 2.0
"""The bits that a label must have, by the kind of its delimiter."""


class Accepted(NamedTuple):
    """A label of the document: its family, its candidates, its bits."""

    key: str
    family: Family
    found: list[Candidate]
    bits: float


def accept(family: Family, scale: Scale, known: frozenset[str], coverage: float) -> list[Accepted]:
    """The labels of a family; `known` are those accepted elsewhere, `coverage` the bits for how much it covers."""
    titles = _titles(family, scale)
    begin = min((f[0].span.start for f in family.labels.values() if len(f) > 1 and not scale.is_refused(f)), default=0)
    accepted = []
    for key, found in family.labels.items():
        of_form = 0.0 if key in known or found[0].sign else _of_form(family, found[0].form, scale)
        bits = scale.weight(found) + scale.recurrence(found) + of_form
        bits += TITLED * (key.split()[0] in titles) + ELSEWHERE * (key in known) + coverage - _doubt(found, scale)
        bits -= RUN_ON * (len(found) < 3 and all(one.inline for one in found) and found[0].kind == "colon")
        bits -= OPENING * (len(found) == 1 and found[0].span.start < begin)
        if bits >= NEEDED.get(family.manner[0], NEEDED_ELSE) and not scale.is_refused(found):
            accepted.append(Accepted(key, family, found, bits))
    names = known | {one.key for one in accepted}
    joint = [key for key in family.labels if key not in names and len(joined(key, names)) > 1]
    return accepted + [Accepted(key, family, family.labels[key], NEEDED_ELSE) for key in joint]


def joined(key: str, labels: Collection[str]) -> list[str]:
    """The labels that a label joins, each of which stands by itself too; none where it is no joint one."""
    parts = [part for part in AND.split(key) if part]
    found = [next((label for label in labels if label == part or label.endswith(" " + part)), "") for part in parts]
    return found if len(parts) > 1 and all(found) else []


def _titles(family: Family, scale: Scale) -> Counter[str]:
    """The first words of those labels of a family that recur, where they are titles or many labels begin with them."""
    words = load_words()
    firsts: Counter[str] = Counter()
    for key, found in family.labels.items():
        parts = key.split()
        if len(parts) > 1 and not scale.is_refused(found) and found[0].form in ("title", "mixed", "capitals", "office"):
            title = parts[0].lower().rstrip(".") in words.titles
            firsts[parts[0]] += title + (len(found) > 1)
    return Counter({first: count for first, count in firsts.items() if count > 1})


def _doubt(found: list[Candidate], scale: Scale) -> float:
    """The bits against a label that stands once, in a form that sentences have too, and says nothing of an office."""
    if len(found) > 1 or found[0].form in STRONG:
        return 0.0
    if scale.supports(found):
        return 0.5
    if found[0].family[2].endswith("."):
        return 4.0
    if found[0].rend or (found[0].form == "title" and " " in found[0].key and not scale.in_lower_case(found[0])):
        return 1.5
    return 4.0


def _of_form(family: Family, form: str, scale: Scale) -> float:
    """The bits for a form, by how much of the energy is in it; names in capitals need none if they are many."""
    bits = max(log2(family.share(form) + 0.02) + 3.0, -3.0)
    if form in ("capitals", "mixed") and bits < MANY_NAMES:
        names = [found for found in family.labels.values() if found[0].form == form and not scale.is_refused(found)]
        return MANY_NAMES if len(names) >= FEW_NAMES else bits
    return bits


def coverage(family: Family, scale: Scale) -> float:
    """The bits for a family with whose labels most paragraphs begin, from the first that recurs to the last."""
    recurring = [found for found in family.labels.values() if len(found) > 1 and not scale.is_refused(found)]
    places = sorted({one.paragraph for found in recurring for one in found})
    if not places:
        return 0.0
    share = len(places) / (places[-1] - places[0] + 1)
    return next((bits for least, bits in COVERED if share > least), 0.0)
