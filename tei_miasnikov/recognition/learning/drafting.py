"""Drafting: what was learned becomes a profile, as the tables of a profile.toml."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from tei_miasnikov.recognition.learning.acceptance import Accepted
from tei_miasnikov.recognition.learning.candidates import is_monogram
from tei_miasnikov.recognition.learning.directions import learn_directions
from tei_miasnikov.recognition.learning.editing import learn_editing
from tei_miasnikov.recognition.learning.persons import cast
from tei_miasnikov.recognition.learning.signs import learn_notes
from tei_miasnikov.recognition.learning.words import load_words
from tei_miasnikov.text.reading import Reading

ASIDE = r",?\s*[(\[（][^()\[\]（）]{1,200}[)\]）](?:,[^.:\n]{1,60})?"
COMMA = r"\.?,\s[^\W\d_A-Z][^.:;\n]{0,80}"
INLINE = r"(?<=[.?!…。？！\"”’)\]])\s*[—–-]+\s*"
RUN_ON = INLINE + r"|(?<=[.?!…\"”’)\]])\s+|(?<=[。？！”」』）])"
ANSWERS = r"(?<!\b[^\W\d_]\.)(?<=[.?!…\"”’)\]])\s+(?:[-—–]+\s*)?|\s[-—–]+\s+"
QUOTES = "「『"


def draft(layout: dict[str, Any], labels: Sequence[Accepted], reading: Reading, text: str) -> dict[str, Any]:
    """The tables of a profile."""
    data: dict[str, Any] = {"name": "learned", "description": "Learned from the transcript itself."}
    if layout:
        data["layout"] = layout
    data |= learn_notes(reading, text) | learn_editing(reading, text)
    if not labels:
        return data
    persons, voices = cast(labels)
    if persons:
        data["persons"] = persons
    data["speakers"] = [speaker for one in labels for speaker in _speakers(one, voices)]
    data["labels"] = _labelling(labels, layout, text)
    directions = learn_directions(reading, text, labels)
    if directions:
        data["directions"] = directions
    return data


def _speakers(one: Accepted, voices: dict[str, dict[str, str]]) -> list[dict[str, Any]]:
    delimiters = [delimiter for delimiter, _ in Counter(_delimiter(found) for found in one.found).most_common()]
    speaker: dict[str, Any] = {"label": spelled_label(one.key), "delimiters": delimiters} | voices.get(one.key, {})
    if one.family.manner[0] == "alone":
        speaker["alone"] = True
    if _is_sign(one.key) and any(found.inline for found in one.found):
        speaker["inline"] = True
    if one.family.manner[0] == "emphasis":
        speaker["rend"] = one.family.manner[1].rstrip("+")
    return [speaker]


def _delimiter(found: Any) -> str:
    if found.kind == "gap":
        return "\t"
    return "「" if found.kind == "quote" else found.delimiter


def spelled_label(key: str) -> str:
    """A label as a pattern that TOML holds."""
    return " ".join(re.escape(word).replace(r"\-", "-").replace(r"\#", "#").replace(r"\&", "&") for word in key.split())


def _labelling(labels: Sequence[Accepted], layout: dict[str, Any], text: str) -> dict[str, Any]:
    data: dict[str, Any] = {}
    asides = Counter(bool(found.aside) and found.aside for one in labels for found in one.found)
    bracketed = any(aside and re.search(r"[(\[（]", aside) for aside in asides)
    tailed = any(aside and re.match(r"\.?,\s*\w", aside) for aside in asides)
    patterns = [ASIDE] * bracketed + [COMMA] * tailed
    if patterns:
        data["aside"] = "|".join(patterns)
    if layout.get("indent") == "first":
        data["begin"] = "paragraph"
    behind = dict.fromkeys(one.sign for label in labels for one in label.found if one.sign)
    if behind:
        data["sign"] = "|".join(map(re.escape, behind))
    found = [one for label in labels for one in label.found if one.inline]
    others = [one for one in found if not _is_sign(one.key)]
    if len(others) > 1:
        dashed = sum(text[max(one.span.start - 9, 0) : one.span.start].rstrip()[-1:] in "—–-" for one in others)
        data["inline"] = INLINE if dashed > 0.8 * len(others) else RUN_ON
    if sum(_is_sign(one.key) for one in found) > 1:
        data["answers"] = ANSWERS
    return data


def _is_sign(key: str) -> bool:
    """Whether a label is a sign that may open a turn in the midst of a paragraph."""
    words = load_words()
    return key.lower() in words.questions | words.answers or is_monogram(key)
