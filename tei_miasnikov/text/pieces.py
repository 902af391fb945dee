"""Pieces: what a carrier that is not line by line (HTML, a word processor's file) says, in the order of its source.

    Opening("paragraph"), Words("A. ", "A. "), Words("No", "No", rends=("italic",)), Words("&amp;", "&", "reference")

The sources of all words, put together, are the source; a reader (readers/composed.py) makes the reading of them.
"""

from typing import NamedTuple


class Words(NamedTuple):
    """Characters of the source and what they are in the text; a `rule` says why the two differ, or none is left.

    `rends` is how they are printed, `link` the address that they lead to, `calls` the key of the note that they call;
    `sign` is an empty element that stands before them (lb).
    """

    source: str
    text: str
    rule: str = ""
    rends: tuple[str, ...] = ()
    link: str = ""
    calls: str = ""
    sign: str = ""


class Opening(NamedTuple):
    """A block begins, and the one before ends; the fields are those of `Block`."""

    form: str = "paragraph"
    level: int = 0
    quotation: int = 0
    series: int = 0
    note: str = ""


class Closing(NamedTuple):
    """The block ends."""


class Remark(NamedTuple):
    """What an editor should know of this place: a finding's code, message, words and hint."""

    code: str
    message: str
    words: str = ""
    hint: str = ""


Piece = Words | Opening | Closing | Remark


def text(words: str) -> Words:
    """Words that are text as they stand."""
    return Words(words, words)


def taken_off(words: str, rule: str) -> Words:
    """Words of the source that a named rule leaves out of the text."""
    return Words(words, "", rule)
