"""Convention: the one manner in which a document prints its labels, and which others it admits beside it.

The family with most energy is the convention. Another is admitted where it has the same labels, where its delimiter
and form are akin and it has a tenth of the energy, or where it rules a region of its own: questions and answers in the
midst of minutes. Where no family has the energy that its form asks for, nobody speaks.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tei_miasnikov.recognition.learning.families import Family
from tei_miasnikov.recognition.learning.score import Scale
from tei_miasnikov.recognition.learning.words import load_words

STRONG = frozenset({"capitals", "mixed", "initials"})
NEEDED = {
    ("colon", True): 6.0,
    ("colon", False): 14.0,
    ("stop_dash", True): 6.0,
    ("stop_dash", False): 12.0,
    ("emphasis", True): 8.0,
    ("emphasis", False): 14.0,
    ("quote", True): 8.0,
    ("quote", False): 16.0,
    ("stop", True): 8.0,
    ("stop", False): 30.0,
    ("alone", True): 20.0,
    ("alone", False): 30.0,
    ("dash", True): 14.0,
    ("dash", False): 30.0,
    ("nick", True): 6.0,
    ("nick", False): 6.0,
    ("case", True): 24.0,
    ("case", False): 60.0,
    ("gap", True): 16.0,
    ("gap", False): 20.0,
}
"""The energy that a family must have to be a convention, by its kind and whether its form is a strong one."""
TENTH = 0.1
GUESTS = 0.3
"""So many of the convention's labels, for each of its own, a region may have that another family rules."""
WITNESSES, WITNESS = 3, 2.5
"""So many names in capitals, each of so many bits, are those of speakers."""
FIELDS, REGULAR, IN_ORDER = 3, 0.8, 0.4
"""A form has at least so many fields, each followed so regularly by its next, and so great a share of them in order."""
SURE, AGAIN = 150.0, 0.4
"""Below this energy, those who talk with each other are not named again and again before another is."""


class Convention(NamedTuple):
    """The families that are admitted, the convention first, and the family that came second."""

    families: tuple[Family, ...]
    runner_up: Family | None

    @property
    def main(self) -> Family:
        """The convention itself."""
        return self.families[0]


def choose(families: Sequence[Family], scale: Scale) -> Family | None:
    """The convention of a document, None where nobody speaks."""
    return next((family for family in families if _is_able(family, scale) and is_conversation(family, scale)), None)


def admit(families: Sequence[Family], main: Family, scale: Scale) -> list[Family]:
    """The families that are admitted beside the convention."""
    return [family for family in families if family is not main and _is_admitted(family, main, scale)]


def is_conversation(family: Family, scale: Scale) -> bool:
    """Whether those whom a family names take turns, and not always in the order of the fields of a form."""
    able = {key: found for key, found in family.labels.items() if len(found) > 1 or scale.weight(found) > 0}
    order = sorted((one.span.start, key) for key, found in able.items() for one in found)
    following: dict[str, Counter[str]] = defaultdict(Counter)
    for (_, key), (_, after) in pairwise(order):
        following[key][after] += 1
    pairs = sum(after.total() for after in following.values())
    again = sum(after[key] for key, after in following.items())
    if family.energy < SURE and again > AGAIN * pairs:
        return False
    return not _is_form(following)


def _is_form(following: dict[str, Counter[str]]) -> bool:
    """Whether the same label follows always on another, a different one on each, as the fields of a form do."""
    usual = {key: after.most_common(1)[0] for key, after in following.items() if after.total() > 1}
    regular = {key: after for key, (after, count) in usual.items() if count >= REGULAR * following[key].total()}
    chained = {after: key for key, after in regular.items() if regular.get(after) != key and after != key}
    pairs = sum(after.total() for after in following.values())
    in_order = sum(following[key].total() for key in chained.values())
    return len(chained) >= FIELDS and in_order > IN_ORDER * pairs


def _is_able(family: Family, scale: Scale) -> bool:
    """Whether a family has the energy to be the convention, in one of its forms or in all."""
    kind = family.manner[0]
    if family.energy and (family.energy >= needed(family) or _asks_and_answers(family, scale)):
        return True
    strong = sum(energy for form, energy in family.energies.items() if form in STRONG)
    return strong >= NEEDED.get((kind, True), 99.0)


def needed(family: Family) -> float:
    """The energy that this family must have to be the convention."""
    return NEEDED.get((family.manner[0], family.form in STRONG), 99.0)


def recurrent(family: Family, scale: Scale) -> dict[str, int]:
    """The labels of a family that recur and that nothing speaks against, and how often they do."""
    return {key: len(found) for key, found in family.labels.items() if len(found) > 1 and not scale.is_refused(found)}


def _is_admitted(family: Family, main: Family, scale: Scale) -> bool:
    labels, known = recurrent(family, scale), recurrent(main, scale)
    shared = sum(count for key, count in labels.items() if key in known)
    if labels and shared >= 0.3 * sum(labels.values()):
        return True
    if _asks_and_answers(family, scale):
        return True
    if _rules(family, main) and _is_able(family, scale) and is_conversation(family, scale):
        return True
    if not _is_akin(family, main):
        return False
    return family.energy >= max(TENTH * main.energy, needed(family)) or _names_many(family, scale)


def _rules(family: Family, main: Family) -> bool:
    """Whether a family rules a region of its own, in which the convention is hardly met."""
    places, others = _places(family), _places(main)
    within = bisect_right(others, places[-1]) - bisect_left(others, places[0]) if places else 0
    return bool(places) and within <= GUESTS * len(places)


def _places(family: Family) -> list[int]:
    return sorted(one.span.start for found in family.labels.values() if len(found) > 1 for one in found)


def _names_many(family: Family, scale: Scale) -> bool:
    """Whether a family names several in capitals, each once: the witnesses of a trial."""
    if scale.shouted:
        return False
    names = [found for found in family.labels.values() if found[0].form in ("capitals", "mixed")]
    return sum(not scale.is_refused(found) and scale.weight(found) > WITNESS for found in names) >= WITNESSES


def _asks_and_answers(family: Family, scale: Scale) -> bool:
    """Whether both a question's and an answer's sign recur in a family."""
    return pair_of(family) is not None


def pair_of(family: Family) -> tuple[str, str] | None:
    """The signs of question and answer that recur in a family."""
    labels = {key.lower() for key, found in family.labels.items() if len(found) > 1}
    kinds = ("stop", "colon", "stop_dash", "gap", "alone", "case", "dash")
    return load_words().pair(labels) if family.manner[0] in kinds else None


def _is_akin(family: Family, main: Family) -> bool:
    """Whether delimiter and form are compatible."""
    kind, rend, _ = family.manner
    if kind == main.manner[0] == "alone":
        return family.form == main.form
    inline = {"colon", "stop_dash", "stop", "dash", "emphasis"}
    return kind in inline and main.manner[0] in inline and rend == main.manner[1] and family.form in STRONG
