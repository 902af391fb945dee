"""Families: candidates of one manner (delimiter, emphasis, place, form), and what naming their labels would save.

The energy of a family is the number of signs saved if each label that recurs were named once: 41 × "Senator Levin."
saves a page, 3 × "He nodded." two words. Forms that sentences have too weigh less.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tei_miasnikov.recognition.learning.candidates import Candidate
from tei_miasnikov.recognition.learning.score import Scale

Manner = tuple[str, str, str]
LONGEST = 24
"""No more signs of a label count."""
WEIGHTS = {
    "capitals": 1.0,
    "mixed": 1.0,
    "initials": 1.5,
    "title": 0.8,
    "caseless": 0.8,
    "office": 0.7,
    "sentence": 0.3,
    "lower": 0.02,
}
"""How much a form says."""
LOWER_NAMES = 0.3
"""How much names in lower case say, which chats and field notes have before a colon."""
SUPPORTED = 1.4
"""How much more a name says that has a title, or that the text puts one before."""
NEUTRAL = 0.25
AKIN = ({"title", "office"}, {"capitals", "mixed"})
"""Forms that stand beside each other in one convention."""
KINDS = {
    "colon": 1.0,
    "stop_dash": 1.0,
    "emphasis": 1.0,
    "quote": 0.8,
    "stop": 0.7,
    "alone": 0.7,
    "dash": 0.5,
    "gap": 0.5,
    "nick": 1.0,
    "case": 0.5,
    "aside": 0.0,
}
"""How much a delimiter says."""


class Family(NamedTuple):
    """The candidates of one manner, by their labels."""

    manner: Manner
    labels: dict[str, list[Candidate]]
    energies: dict[str, float]

    @property
    def energy(self) -> float:
        """The energy of all forms."""
        return sum(self.energies.values())

    @property
    def form(self) -> str:
        """The form that most of the energy is in."""
        return max(self.energies, key=lambda form: (self.energies[form], form))

    def share(self, form: str) -> float:
        """How much of the energy is in one form and those akin to it; the signs of questions say nothing of names."""
        akin = next((forms for forms in AKIN if form in forms), {form})
        others = sum(energy for one, energy in self.energies.items() if one != "initials" or form == "initials")
        return sum(self.energies.get(one, 0.0) for one in akin) / others if others else NEUTRAL


def find_families(candidates: Iterable[Candidate], scale: Scale) -> list[Family]:
    """The families, the one with most energy first."""
    members: dict[Manner, dict[str, list[Candidate]]] = defaultdict(lambda: defaultdict(list))
    for candidate in candidates:
        members[candidate.family][candidate.key].append(candidate)
    families = [Family(manner, labels, _energies(labels, scale)) for manner, labels in members.items()]
    return sorted(families, key=lambda family: (-family.energy, family.manner))


def _energies(labels: dict[str, list[Candidate]], scale: Scale) -> dict[str, float]:
    energies: dict[str, float] = defaultdict(float)
    for key, found in labels.items():
        form = found[0].form
        weight = LOWER_NAMES if form == "lower" and found[0].kind == "colon" else WEIGHTS[form]
        weight *= SUPPORTED if form == "title" and scale.supports(found) else 1.0
        energies[form] += _saved(key, found, scale) * weight * KINDS[found[0].kind]
    return dict(energies)


def _saved(key: str, found: Sequence[Candidate], scale: Scale) -> float:
    if len(found) < 2 or scale.is_refused(found):
        return 0.0
    return (len(found) - 1) * min(len(key) + max(len(found[0].delimiter), 1), LONGEST)
