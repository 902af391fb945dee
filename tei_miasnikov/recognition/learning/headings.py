"""Headings: what opens a part, learned once the labels are known.

SCENE II. The same.      a counter and its number, or an ordinal and a counter (Zweite Szene)
ORDEN DEL DÍA            a line in capitals by itself that is no label
Zebra Crossings          a short line by itself that ends as no sentence does, in a text whose paragraphs do
"""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from tei_miasnikov.recognition.layout import ENDED
from tei_miasnikov.recognition.learning.forms import is_cased
from tei_miasnikov.recognition.learning.score import Scale
from tei_miasnikov.recognition.learning.words import load_words
from tei_miasnikov.recognition.transcript import trimmed
from tei_miasnikov.text.reading import Block, Reading

LONGEST, MOST_WORDS = 110, 14
NUMBER = re.compile(r"[IVXLC]+|\d{1,3}", re.IGNORECASE)
WORDS = re.compile(r"[^\W_]+")
BLANK = re.compile(r"(?:\n[ \t\ufffc]*\n|\f)[ \t\ufffc]*\Z")
NO_MORE = re.compile(r"[ \t\ufffc]*(?:\n[ \t\ufffc]*(?:\n|\Z)|\f|\Z)")
ALONE = re.compile(r"(?:[IVXLC]+|\d{1,3}|[一二三四五六七八九十]+)[.)、]?")
NUMBERED = re.compile(r"(?:[一二三四五六七八九十]+、|[IVXLC]+\. |\d{1,3}\. )\S[^\n]*")


def learn_headings(reading: Reading, text: str, spoken: Collection[int], scale: Scale) -> dict[str, Any]:
    """The headings of a reading as data; `spoken` are the places at which labels begin."""
    blocks = reading.blocks
    titles = [title for block in _headings(blocks, text, spoken, scale) if (title := _spaced(text, block))]
    cast = [title for title in titles if title.lower().rstrip(":. ") in load_words().casts]
    data: dict[str, Any] = {}
    if titles:
        data["titles"] = list(dict.fromkeys(titles))
    if cast:
        data["cast"] = "|".join(dict.fromkeys(re.escape(title).replace(r"\ ", " ") for title in cast))
    return data


def _spaced(text: str, block: Block) -> str:
    return " ".join(trimmed(block.span.of(text)).split())


def _headings(blocks: Sequence[Block], text: str, spoken: Collection[int], scale: Scale) -> Iterator[Block]:
    for index, block in enumerate(blocks):
        words = trimmed(block.span.of(text))
        longest, most = (3 * LONGEST, 3 * MOST_WORDS) if words.isupper() else (LONGEST, MOST_WORDS)
        if block.form != "paragraph" or len(words) > longest or not words or words[0] in '([（【"“«„':
            continue
        if any(start in spoken for start in range(block.span.start, min(block.span.start + 4, block.span.end))):
            continue
        if len(words.split()) > most:
            continue
        if is_counted(words) or (_is_apart(block, text) and _is_title(blocks, index, words, text, scale)):
            yield block


def is_counted(words: str) -> bool:
    """SCENE II. The same. ACTO PRIMERO. Dritter Aufzug. Also a bare number, and the heading of a cast list."""
    known = load_words()
    found = [word.lower() for word in WORDS.findall(words)]
    if not found or words.rstrip()[-1:] in ",;?!":
        return False
    if ALONE.fullmatch(words) or words.lower().rstrip(":. ") in known.casts:
        return True
    first, second = found[0], found[1] if len(found) > 1 else ""
    capital = words[0].isupper() or not is_cased(words[0])
    if capital and first in known.counters and (NUMBER.fullmatch(second) or len(found) <= 3):
        return len(found) > 1
    return (
        capital
        and second in known.counters
        and len(found) <= 8
        and (first in known.ordinals or NUMBER.fullmatch(first) is not None)
    )


def _is_apart(block: Block, text: str) -> bool:
    """Whether blank lines stand before and behind."""
    before = text[max(block.span.start - 200, 0) : block.span.start]
    if before.strip() and not BLANK.search(before):
        return False
    return NO_MORE.match(text, block.span.end) is not None


def _is_title(blocks: Sequence[Block], index: int, words: str, text: str, scale: Scale) -> bool:
    """A line in capitals, or one that ends as no sentence does in a text where sentences do."""
    letters = [sign for sign in words if sign.isalpha()]
    if not letters or index + 1 == len(blocks):
        return False
    if words.isupper() and len(letters) > 3 and not scale.shouted:
        return words[-1] not in ",;"
    if NUMBERED.fullmatch(words) and not ENDED.search(words):
        return True
    before = trimmed(blocks[index - 1].span.of(text)) if index else ""
    begins = letters[0].isupper() or not is_cased(letters[0])
    closed = not before or ENDED.search(before) is not None or len(before) < LONGEST
    return (
        scale.punctuated
        and begins
        and closed
        and words[-1].isalnum()
        and len(words.split()) <= 9
        and "\n" not in words.strip()
        and len(words) < 70
    )
