"""Signs: how a text calls its notes, where they are not raised: the sign stands in the text, and again before a note.

as agreed.\\1\\ …        \\1\\ The statement appears on page 202.
in 1946.[2] …           [2] That is, in January.
said the King.* …       * In the first edition: the Queen.
"""

import re
from typing import Any

from tei_miasnikov.text.reading import Reading

NUMBERED = (r"\\(?P<n>\d{1,3})\\", r"\[(?P<n>\d{1,3})\]")
STARS = r"(?<=\S)[*†‡§]{1,3}(?=\s|$)|^[*†‡§]{1,3}(?=\s?\S)"


def learn_notes(reading: Reading, text: str) -> dict[str, Any]:
    """How notes are called, as data."""
    starts = [text[block.span.start : block.span.start + 12] for block in reading.blocks]
    for pattern in NUMBERED:
        bodies = {found["n"] for start in starts if (found := re.match(pattern, start))}
        calls = {found["n"] for found in re.finditer(r"(?<=\S)" + pattern, text)}
        if bodies & calls:
            return {"notes": {"anchor": pattern}}
    if any(mark.element == "hi" for mark in reading.marks):
        return {}
    bodies = {found.group() for start in starts if (found := re.match(r"[*†‡§]{1,3}(?=\s?[^\s*†‡§])", start))}
    calls = {found.group() for found in re.finditer(r"(?<=\S)[*†‡§]{1,3}(?=\s|$)", text)}
    return {"notes": {"anchor": STARS}} if bodies & calls else {}
