"""Labels: the printed words that open a turn, and whom they mean.

A: Starting in 1920, …        label "A", delimiter ":" (the usual one is "." : a finding), speech "Starting in 1920, …"
"""

import re
from typing import NamedTuple

from tei_miasnikov.recognition.profile import Speaker
from tei_miasnikov.text.span import Span


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
            (speaker, re.compile(rf"(?:{speaker.label.pattern})(?P<delimiter>{_either(speaker.delimiters)})(?:\s+|$)"))
            for speaker in speakers
            if not speaker.within or subtype in speaker.within
        ]

    def find(self, words: str, start: int) -> Label | None:
        """The label that a block begins with; `start` is the block's offset."""
        for speaker, pattern in self._patterns:
            found = pattern.match(words)
            if found:
                return Label(
                    Span(start, start + found.end("delimiter")), found["delimiter"], start + found.end(), speaker
                )
        return None

    def speaker(self, words: str) -> Speaker | None:
        """The speaker whose label is exactly these words."""
        return next((speaker for speaker, _ in self._patterns if speaker.label.fullmatch(words)), None)


def _either(delimiters: tuple[str, ...]) -> str:
    return "|".join(re.escape(delimiter) for delimiter in sorted(delimiters, key=len, reverse=True))
