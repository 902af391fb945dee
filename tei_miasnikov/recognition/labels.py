"""Labels: the printed words that open a turn, and whom they mean.

A: Starting in 1920, …        label "A", delimiter ":" (the usual one is "." : a finding), speech "Starting in 1920, …"
• Q : Why?                    bullets and spaces before a label, and a space before a colon, are noise of the scan
HENRY, [aside] Alas!          what a profile says may stand between a label and its delimiter
ZIBÓLKO.                      a label that is a paragraph of its own, where the profile says so

A point may lack the space behind it where a word follows (`A.No`), not where an initial does (`A.B. Smith`).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tei_miasnikov.recognition.profile import Labelling, Speaker
from tei_miasnikov.recognition.transcript import MASK
from tei_miasnikov.text.span import Span

NOISE = rf"(?:[\s{MASK}]*(?:[•●▪■◦·>-]+(?=\s)|[–—]+))?[\s{MASK}]*[_*]{{0,2}}"
"""What a scanner puts before a label and Markdown does not know as a bullet; marks of time."""
SPEECH = r"(?=\s|$|[^\W\d_](?:[^\W\d_]|['’\s])|[\"“«„¿¡(\[…])"
"""Where speech begins."""
SPACE = " \t\r\n\f"
"""What XML takes for space; a no-break space is a word's business."""
GAP = r"(?:\t[^\S\n]*|[^\S\n]{2,}|\u3000+)"
ANYWHERE = re.compile(r"[—–-]\Z|[：﹕。]\Z")
"""A delimiter that ends so needs no space behind it."""
QUOTE = "「『"
ANY = Labelling()
NAMED = re.compile(r"\(\?P<\w+>")


class Label(NamedTuple):
    """A label at the start of a block: its span with the delimiter, the delimiter, where speech begins, and whose."""

    span: Span
    delimiter: str
    speech: int
    speaker: Speaker


class Labels:
    """The labels that may stand in documents of one subtype."""

    def __init__(self, speakers: tuple[Speaker, ...], subtype: str, manner: Labelling = ANY) -> None:
        self._speakers = [speaker for speaker in speakers if not speaker.within or subtype in speaker.within]
        self._manner = manner
        self._sets = list(_sets(self._speakers, manner))
        self._inline = _inline(self._speakers, manner)

    def find(self, words: str, start: int) -> Label | None:
        """The label that a block begins with; `start` is the block's offset."""
        for one in self._sets:
            label = one.find(words, start)
            if label:
                return label
        return None

    def speaker(self, words: str) -> Speaker | None:
        """The speaker whose label is exactly these words."""
        return next((speaker for speaker in self._speakers if speaker.label.fullmatch(words)), None)

    def iter_inline(self, words: str) -> Iterator[int]:
        """The places in the midst of a block where another turn begins."""
        if self._inline is None:
            return iter(())
        return (found.end("before") for found in self._inline.finditer(words))


class _Set:
    """Speakers whose labels are parted from speech in the same way, found by one pattern."""

    def __init__(self, speakers: Sequence[Speaker], manner: Labelling) -> None:
        self._speakers = speakers
        self._tail = re.compile(_tail(speakers[0], manner), re.DOTALL)
        labels = "|".join(f"(?P<l{number}>{_unnamed(one)})" for number, one in enumerate(speakers))
        lead = rf"(?:{_group(manner.lead.pattern)})?" if manner.lead else ""
        self._label = re.compile(rf"{NOISE}{lead}(?:{labels})(?={NAMED.sub('(?:', self._tail.pattern)})", re.DOTALL)
        self._noise = re.compile(rf"[\s{MASK}]*")
        self._sign = re.compile(rf"\s*{_group(manner.sign.pattern)}(?=\s)") if manner.sign else None

    def find(self, words: str, start: int) -> Label | None:
        found = self._label.match(words)
        tail = self._tail.match(words, found.end()) if found else None
        if found is None or tail is None:
            return None
        speaker = self._speakers[int((found.lastgroup or "l0")[1:])]
        noise = self._noise.match(words)
        begin = noise.end() if noise and MASK in noise.group() else 0
        end = tail.end("delimiter")
        signed = self._sign.match(words, end) if self._sign and not speaker.inline else None
        end = signed.end() if signed else end
        speech = words[end:].lstrip(SPACE)
        return Label(
            Span(start + begin, start + end), tail["delimiter"].strip(), start + len(words) - len(speech), speaker
        )


def _sets(speakers: Sequence[Speaker], manner: Labelling) -> Iterator[_Set]:
    sets: dict[tuple[tuple[str, ...], bool], list[Speaker]] = {}
    for speaker in speakers:
        sets.setdefault((speaker.delimiters, speaker.alone), []).append(speaker)
    return (_Set(_ordered(members), manner) for members in sets.values())


def _ordered(speakers: list[Speaker]) -> list[Speaker]:
    """Where no delimiter ends a label, the longest comes first."""
    if "" not in speakers[0].delimiters or speakers[0].alone:
        return speakers
    return sorted(speakers, key=lambda speaker: -len(speaker.label.pattern))


def _unnamed(speaker: Speaker) -> str:
    """The label's pattern; names of its groups are nobody's business."""
    return NAMED.sub("(?:", speaker.label.pattern)


def _tail(speaker: Speaker, manner: Labelling) -> str:
    """What stands behind a label: what is aside, the delimiter, and the beginning of speech."""
    aside = rf"(?:[\s{MASK}]*{_group(manner.aside.pattern)})*" if manner.aside else ""
    aside += rf"(?:\s*{MASK}+)?" if not speaker.alone else ""
    if speaker.alone:
        either = "|".join(_one(delimiter) for delimiter in _longest_first(speaker.delimiters))
        return rf"{aside}(?P<delimiter>{either})(?=[\s{MASK}]*\Z)"
    return rf"{aside}(?P<delimiter>{_either(speaker.delimiters)})"


def _group(pattern: str) -> str:
    return f"(?:{NAMED.sub('(?:', pattern)})"


def _either(delimiters: tuple[str, ...]) -> str:
    """The longest delimiter that stands there, and the beginning of speech behind it."""
    return "|".join(_one(delimiter) + _behind(delimiter) for delimiter in _longest_first(delimiters))


def _longest_first(delimiters: tuple[str, ...]) -> list[str]:
    return sorted(delimiters, key=len, reverse=True)


def _behind(delimiter: str) -> str:
    """What must follow a delimiter: nothing after a dash, a full-width sign or a gap."""
    return "" if not delimiter.strip() or delimiter in QUOTE or ANYWHERE.search(delimiter) else SPEECH


def _one(delimiter: str) -> str:
    """The pattern of a delimiter, a space before it or none; `A . . .` is no label."""
    if not delimiter.strip():
        return GAP if delimiter else r"(?=\s|\Z)"
    if delimiter in QUOTE:
        return rf"(?={delimiter})"
    if delimiter == "-":
        return r"\s-(?=\s)"
    return rf"(?<!\s)(?:[^\S\n](?!\.\s*(?:\.|$)))?{re.escape(delimiter)}"


def _inline(speakers: Sequence[Speaker], manner: Labelling) -> re.Pattern[str] | None:
    """Where a turn begins in the midst of a paragraph: that of an answer, or of anybody."""
    ways = [
        rf"{_group(before.pattern)}(?=(?:{labels}){behind})"
        for before, labels, behind in (
            (manner.answers, _labels([speaker for speaker in speakers if speaker.inline]), r"(?:[\s¡¿]|$)"),
            (manner.inline, _labels([speaker for speaker in speakers if not speaker.alone]), ""),
        )
        if before and labels
    ]
    return re.compile(rf"(?P<before>)(?:{'|'.join(ways)})", re.DOTALL) if ways else None


def _labels(speakers: Sequence[Speaker]) -> str:
    return "|".join(rf"(?:{_unnamed(one)})(?:{_either(one.delimiters)})" for one in speakers)
