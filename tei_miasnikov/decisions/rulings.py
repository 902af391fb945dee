"""Rulings: decisions.toml, what an editor decided about a place, and why.

    [[ruling]]
    words = "Avrigh"
    before = "rescued from obscurity by Paul"
    after = "in a 1982 article"
    correct = "Avrich"                       # becomes choice: sic and corr; the source's word stays
    reason = "Paul Avrich, as everywhere else"

    [[ruling]]
    words = "[Vol. 3, pp. 66, 67.]"
    leave = "citation-again"                 # the finding is looked at, and the text is to stay as it is
    reason = "both documents stand on these leaves in the file"

A ruling says one thing: `correct`, `leave`, or `read` (continuation, narration, mention: how to take the words).
"""

from pathlib import Path
from typing import Literal

from msgspec import Struct

from tei_miasnikov.decisions.anchors import Anchor
from tei_miasnikov.errors import ProfileError
from tei_miasnikov.recognition.settings import load_settings

READINGS = ("continuation", "narration", "mention")


class Ruling(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One decision about one place."""

    words: str
    before: str = ""
    after: str = ""
    correct: str | None = None
    leave: str | None = None
    read: Literal["continuation", "narration", "mention"] | None = None
    reason: str = ""
    by: str = ""

    @property
    def anchor(self) -> Anchor:
        """The words and what stands around them."""
        return Anchor(self.words, self.before, self.after)


class Decisions(Struct, frozen=True, forbid_unknown_fields=True):
    """All rulings on a transcript, in the order of the file."""

    ruling: tuple[Ruling, ...] = ()


def load_decisions(path: str | Path) -> Decisions:
    """Read a decisions.toml. Raises ProfileError where it can't be used, or a ruling says nothing or two things."""
    decisions = load_settings(path, Decisions)
    for number, ruling in enumerate(decisions.ruling, 1):
        said = sum(one is not None for one in (ruling.correct, ruling.leave, ruling.read))
        if said != 1 or not ruling.words.strip():
            raise ProfileError(f"{path}: ruling {number}: name the words, and one of correct, leave and read")
    return decisions
