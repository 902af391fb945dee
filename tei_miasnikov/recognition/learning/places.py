"""Places: a line of its own is a label's only where running text follows and no sentence is left open before it.

HAMLET.                    followed by "To be, or not to be …"
Thank you.                 followed by another such line: no label's place
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from tei_miasnikov.recognition.layout import ENDED
from tei_miasnikov.recognition.learning.candidates import Candidate
from tei_miasnikov.recognition.learning.headings import is_counted
from tei_miasnikov.recognition.transcript import trimmed
from tei_miasnikov.text.reading import Block, Reading

LONG = 24
DIRECTION = re.compile(r"\s*[(\[（【].*[)\]）】]\.?\s*", re.DOTALL)


def in_place(candidates: Iterable[Candidate], reading: Reading, text: str) -> Iterator[Candidate]:
    """The candidates that stand where a label may."""
    blocks = reading.blocks
    found = list(candidates)
    lines = {one.paragraph: one.key for one in found if one.kind == "alone" and one.form in ("capitals", "mixed")}
    return (one for one in found if one.kind != "alone" or _is_place(one, blocks, text, lines))


def _is_place(candidate: Candidate, blocks: Sequence[Block], text: str, lines: dict[int, str]) -> bool:
    following = candidate.paragraph + 1
    if candidate.paragraph == 0 or (following < len(blocks) and is_counted(trimmed(blocks[following].span.of(text)))):
        return False
    if candidate.form in ("capitals", "mixed") and following in lines:
        return False
    while following < len(blocks) and DIRECTION.fullmatch(blocks[following].span.of(text)):
        following += 1
    if following == len(blocks):
        return following > candidate.paragraph + 1
    if blocks[following].form == "heading" or blocks[following].form == "rule":
        return following > candidate.paragraph + 1
    words = trimmed(blocks[following].span.of(text))
    if candidate.form in ("capitals", "mixed", "initials"):
        return not words.isupper() or len(words) > LONG
    before = trimmed(blocks[candidate.paragraph - 1].span.of(text)) if candidate.paragraph else ""
    left_open = len(before) > LONG and before[-1:].isalpha() and before[-1:].islower() and len(before.split()) > 8
    return not left_open and (len(words) > LONG or ENDED.search(words) is not None)
