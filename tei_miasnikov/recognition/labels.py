"""Labels: the printed words that open a turn, and whom they mean.

A: Starting in 1920, …        label "A", delimiter ":" (the usual one is "." : a finding), speech "Starting in 1920, …"
• Q : Why?                    bullets and spaces before a label, and a space before a colon, are noise of the scan

A point may lack the space behind it where a word follows (`A.No`), not where an initial does (`A.B. Smith`).
"""

import re
from typing import NamedTuple

from tei_miasnikov.recognition.profile import Speaker
from tei_miasnikov.text.span import Span

NOISE = r"(?:[•●▪■◦·–—-](?=\s))?\s*"
"""What a scanner puts before a label and Markdown does not know as a bullet."""
SPEECH = r"(?:\s+|$|(?=[^\W\d_](?:[^\W\d_]|['’\s])|[\"“«]))"
"""Where speech begins."""
SPACE = " \t\r\n\f"
"""What XML takes for space; a no-break space is a word's business."""


class Label(NamedTuple):
    """A label at the start of a block: its span with the delimiter, the delimiter, where speech begins, and whose."""

    span: Span
    delimiter: str
    speech: int
    speaker: Speaker


class Labels:
    """The labels that may stand in documents of one subtype."""

    def __init__(self, speakers: tuple[Speaker, ...], subtype: str) -> None:
        self._patterns = [
            (speaker, _pattern(speaker)) for speaker in speakers if not speaker.within or subtype in speaker.within
        ]

    def find(self, words: str, start: int) -> Label | None:
        """The label that a block begins with; `start` is the block's offset."""
        for speaker, pattern in self._patterns:
            found = pattern.match(words)
            if found:
                printed = Span(start, start + found.end("delimiter"))
                speech = words[found.end("delimiter") :].lstrip(SPACE)
                return Label(printed, found["delimiter"].strip(), start + len(words) - len(speech), speaker)
        return None

    def speaker(self, words: str) -> Speaker | None:
        """The speaker whose label is exactly these words."""
        return next((speaker for speaker, _ in self._patterns if speaker.label.fullmatch(words)), None)


def _pattern(speaker: Speaker) -> re.Pattern[str]:
    delimiter = _either(speaker.delimiters)
    return re.compile(rf"{NOISE}(?:{speaker.label.pattern})(?P<delimiter>{delimiter}){SPEECH}", re.DOTALL)


def _either(delimiters: tuple[str, ...]) -> str:
    """The longest delimiter that stands there, a space before it or none; `A . . .` is no label."""
    ordered = sorted(delimiters, key=len, reverse=True)
    return "|".join(rf"(?<!\s)(?:[^\S\n](?!\.\s*(?:\.|$)))?{re.escape(one)}" for one in ordered)
