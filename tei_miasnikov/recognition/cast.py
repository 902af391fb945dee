"""The cast: the persons of a play, listed under a heading of their own before they speak.

    PERSONNAGES                       a heading, by the profile
    HORTENSE, fille de Bourdin.       role, and what the list says of it
    GERMAIN, clerc.

Lines follow each other or are each parted by a blank one; the list ends where that changes, with a heading, a
direction, or what is too long for it. Source: TEI Guidelines 7.1.4 (cast lists).
"""

import re
from collections.abc import Iterator, Sequence

from tei_miasnikov.recognition.profile import Profile
from tei_miasnikov.recognition.transcript import trimmed
from tei_miasnikov.text.reading import Block
from tei_miasnikov.text.span import Annotation, Span, annotate, covering

LONGEST = 18
"""A line of the list has at most so many words."""
ROLE = re.compile(r"[^,.(:;—–\n\t]*[^,.(:;—–\s]")
SPOKEN = re.compile(r"[?!]")
BLANK = re.compile(r"\n\s*\n")


def cast_lines(blocks: Sequence[Block], text: str, profile: Profile) -> int:
    """How many of these blocks, from the first on, are a cast list under the heading before them."""
    count = 0
    for index, block in enumerate(blocks):
        words = trimmed(block.span.of(text))
        direction = profile.directions.paragraph
        if block.form not in ("paragraph", "item") or len(words.split()) > LONGEST or SPOKEN.search(words):
            break
        if (direction and direction.fullmatch(words)) or (
            index > 1 and _parted(blocks, index, text) != _parted(blocks, 1, text)
        ):
            break
        count += 1
    return count


def _parted(blocks: Sequence[Block], index: int, text: str) -> bool:
    """Whether a blank line stands before a block."""
    return BLANK.search(text[blocks[index - 1].span.end : blocks[index].span.start]) is not None


def encode_cast(blocks: Sequence[Block], text: str) -> Iterator[Annotation]:
    """castList, castItem, role, roleDesc."""
    yield annotate(covering(blocks), "castList")
    for block in blocks:
        yield annotate(block.span, "castItem")
        found = ROLE.match(text, block.span.start, block.span.end)
        if found:
            yield annotate(Span(*found.span()), "role")
            rest = text[found.end() : block.span.end]
            start = found.end() + len(rest) - len(rest.lstrip(" ,.(:;—–\t\n"))
            if start < block.span.end and "(" not in rest:
                yield annotate(Span(start, block.span.end), "roleDesc")
