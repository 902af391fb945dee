"""Convention: the one manner in which a document prints its labels, and which others it admits beside it.

The family with most energy is the convention. Another is admitted where it has the same labels or begins them with the
same title, where its delimiter and form are akin and it has a tenth of the energy, or where it rules a region of its own:
questions and answers in the midst of minutes. Where no family has the energy that its form asks for, nobody speaks.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tei_miasnikov.recognition.learning.families import Family
from tei_miasnikov.recognition.learning.score import Scale
from tei_miasnikov.recognition.learning.words import load_words

STRONG = frozenset({"capitals", "mixed", "initials", "caseless"})
NEEDED = {
    ("colon", True): 6.0,
    ("colon", False): 12.0,
    ("stop_dash", True): 6.0,
    ("stop_dash", False): 12.0,
    ("emphasis", True): 8.0,
    ("emphasis", False): 14.0,
    ("quote", True): 8.0,
    ("quote", False): 16.0,
    ("stop", True): 8.0,
    ("stop", False): 30.0,
    ("alone", True): 20.0,
    ("alone", False): 45.0,
    ("dash", True): 14.0,
    ("dash", False): 30.0,
    ("gap", True): 16.0,
    ("gap", False): 40.0,
}
"""The energy that a family must have to be a convention, by its kind and whether its form is a strong one."""
TENTH = 0.1


class Convention(NamedTuple):
    """The families that are admitted, the convention first, and the family that came second."""

    families: tuple[Family, ...]
    runner_up: Family | None

    @property
    def main(self) -> Family:
        """The convention itself."""
        return self.families[0]


def choose(families: Sequence[Family], scale: Scale) -> Convention | None:
    """The convention of a document, None where nobody speaks."""
    able = [family for family in families if family.energy and family.energy >= needed(family)]
    if not able:
        return None
    main = able[0]
    admitted = [family for family in families if family is main or _is_admitted(family, main, scale)]
    runner_up = next((family for family in families if family is not main and family.energy), None)
    admitted.sort(key=lambda family: family is not main)
    return Convention(tuple(admitted), runner_up)


def needed(family: Family) -> float:
    """The energy that this family must have to be the convention."""
    return NEEDED[family.manner[0], family.form in STRONG]


def recurrent(family: Family, scale: Scale) -> dict[str, int]:
    """The labels of a family that recur and that nothing speaks against, and how often they do."""
    return {
        key: len(found) for key, found in family.labels.items() if len(found) > 1 and not scale.is_refused(found)
    }


def _is_admitted(family: Family, main: Family, scale: Scale) -> bool:
    labels, known = recurrent(family, scale), recurrent(main, scale)
    shared = sum(count for key, count in labels.items() if key in known)
    if labels and shared >= 0.3 * sum(labels.values()):
        return True
    if _asks_and_answers(family, scale):
        return True
    return _is_akin(family, main) and family.energy >= max(TENTH * main.energy, needed(family))


def _asks_and_answers(family: Family, scale: Scale) -> bool:
    """Whether both a question's and an answer's sign recur in a family."""
    words = load_words()
    labels = {key.lower() for key, found in family.labels.items() if len(found) > 1}
    kind = family.manner[0] in ("stop", "colon", "stop_dash", "gap", "alone")
    return kind and bool(labels & words.questions) and bool(labels & words.answers)


def _is_akin(family: Family, main: Family) -> bool:
    """Whether delimiter and form are compatible."""
    kind, rend, _ = family.manner
    if kind == main.manner[0] == "alone":
        return family.form == main.form
    inline = {"colon", "stop_dash", "stop", "dash", "emphasis"}
    return kind in inline and main.manner[0] in inline and rend == main.manner[1] and family.form in STRONG
