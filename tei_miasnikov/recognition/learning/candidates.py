"""Candidates: the words at the start of a paragraph that a delimiter parts from the rest, each way of parting them one.

    Mr. GREEN of Iowa. Mr. Speaker, I yield …      "Mr. GREEN of Iowa" before a full stop, in mixed capitals
    ПЕТРОВ (входя): Здравствуйте!                  "ПЕТРОВ" before a colon, in capitals, "(входя)" aside

The point of an abbreviation or an initial ends no label. What stands in brackets, and a tail in lower case after a
comma, is beside the label. Nothing here says yet that a candidate is a label.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tei_miasnikov.recognition.learning.forms import form_of
from tei_miasnikov.recognition.learning.words import Words, load_words
from tei_miasnikov.recognition.profile import Layout
from tei_miasnikov.recognition.transcript import MASK
from tei_miasnikov.text.reading import Reading
from tei_miasnikov.text.span import Annotation, Span

REACH = 260
"""A delimiter stands within so many signs, asides included."""
LONGEST = 90
MOST_WORDS = 12
"""A label has at most so many signs and words, asides left out."""
MOST_WIDE = 14
"""And at most so many signs where words are not parted."""
LEAD = re.compile(rf"(?:[\s{MASK}•●▪■◦·\ufeff]|[-–—*](?=\s))*")
"""What may stand before a label: marks of time, bullets."""
OPENING, CLOSING = "([（［【{", ")]）］】}"
QUOTES = "「『"
STEP = re.compile(
    r"""(?P<colon>[:：﹕︓]\s?[—–]|[:：﹕︓])
      | (?P<stop_dash>[.]\s?(?:[—–]|--?)(?=\s|[^\W\d_]|[¡¿«“"(…—]|$))
      | (?P<stop>[.。։।٫]|·(?=\s))
      | (?P<dash>\s*[—–](?!\d)|\s+--?\s|--)
      | (?P<gap>\t+\s*|[ ]{3,}|\u3000+)
      | (?P<open>[(\[（［【])
      | (?P<quote>[「『])
      | (?P<comma>[,，、،])
      | (?P<halt>[!?;！？；؟"“”„«»<>|=_{}\\])
      | (?P<space>\s+)
      | (?P<word>[^\s.:,;!?()\[\]（）［］【】「『：﹕︓。։।٫，、،！？；؟"“”„«»<>|=_{}\\—–-]+(?:-(?!-)[^\s.:,;!?()\[\]—–-]+)*|.)""",
    re.VERBOSE | re.DOTALL,
)


class Candidate(NamedTuple):
    """A possible label: the paragraph it begins, its words, its spans, and the family it belongs to.

    `label` is as printed (one space between words), `key` the same without what is aside. `delimiter` is printed, "" for
    none; `kind` its kind, "alone" for a paragraph of its own; `form` is how it is written; `rend` its emphasis, if any.
    `speech` is how many signs follow in the paragraph.
    """

    paragraph: int
    span: Span
    label: str
    key: str
    kind: str
    delimiter: str
    form: str
    rend: str
    aside: str
    speech: int
    indent: int = 0

    @property
    def family(self) -> tuple[str, str, str]:
        """What candidates of one convention have in common, but for their form."""
        place = ("centred" if self.indent else "flush") + ("." if self.delimiter else "") if self.kind == "alone" else ""
        return self.kind, self.rend, place


def iter_candidates(reading: Reading, text: str, layout: Layout) -> Iterator[Candidate]:
    """The candidates of all paragraphs, in order. `text` is the reading's with furniture and anchors masked."""
    words = load_words()
    emphasis = {mark.span.start: mark for mark in reversed(reading.marks) if mark.element == "hi"}
    for index, block in enumerate(reading.blocks):
        if block.form in ("paragraph", "item", "verbatim", "continuation"):
            yield from _of_paragraph(index, block.span, text, emphasis, words)


def _of_paragraph(
    index: int, span: Span, text: str, emphasis: dict[int, Annotation], words: Words
) -> Iterator[Candidate]:
    start = LEAD.match(text, span.start, span.end).end()  # type: ignore[union-attr]
    if start >= span.end:
        return
    indent = start - (text.rfind("\n", 0, start) + 1)
    mark = emphasis.get(start)
    for parting in _partings(text, start, span.end, mark, words):
        label = " ".join(text[start : parting.end].split())
        key = " ".join(parting.key.split()).rstrip(" -–—,")
        if not key or len(key) > LONGEST or len(key.split()) > MOST_WORDS or not any(map(str.isalpha, key)):
            continue
        rend = _rend(mark, parting, text)
        rest = len(text[parting.after : span.end].strip(f" \t\n{MASK}"))
        yield Candidate(
            index,
            Span(start, parting.end),
            label,
            key,
            parting.kind,
            parting.delimiter,
            form_of(key, words),
            rend,
            parting.aside,
            rest,
            indent if indent >= 3 else 0,
        )


class _Parting(NamedTuple):
    kind: str
    delimiter: str
    end: int
    after: int
    key: str
    aside: str


def _rend(mark: Annotation | None, parting: _Parting, text: str) -> str:
    """The emphasis that covers the label, with or without its delimiter."""
    if mark is None:
        return ""
    within = mark.span.end >= parting.after - (len(parting.delimiter) > 0 and text[parting.after - 1 : parting.after] == " ")
    if abs(mark.span.end - parting.end) <= 1 or mark.span.end == parting.after or (within and mark.span.end <= parting.after + 1):
        return (mark.get("rend") or "") + ("+" if within and parting.delimiter else "")
    return ""


def _partings(text: str, start: int, end: int, mark: Annotation | None, words: Words) -> Iterator[_Parting]:
    """Each place where a delimiter may end the label that begins at `start`."""
    reach = min(end, start + REACH)
    position, key_end, key, asides, before = start, start, "", [], ""
    tail = False
    while position < reach:
        found = STEP.match(text, position, end)
        if found is None:
            return
        kind, printed = found.lastgroup or "", found.group()
        if mark is not None and position == mark.span.end and kind in ("space", "word") and key:
            yield _Parting("emphasis", "", position, position, key, "".join(asides))
        if kind == "open":
            close = _closing(text, position, min(end, position + REACH))
            if close < 0 or not key:
                return
            asides.append(text[position:close])
            position = close
            reach = min(end, reach + close - found.start())
            continue
        if kind == "halt":
            return
        if kind == "comma":
            following = text[found.end() : found.end() + 3].lstrip()
            tail = tail or (following[:1] in OPENING or following[:1].islower()) if following else tail
            asides.append(printed)
            if not tail:
                key += printed
        elif kind == "space":
            key += " " if not tail else ""
            if not tail:
                pass
        elif kind == "word":
            before = printed
            if tail:
                asides.append(printed)
            else:
                key += printed
            if len(key) > LONGEST:
                return
        elif kind in ("colon", "stop_dash", "dash", "gap", "quote"):
            if key:
                after = position if kind == "quote" else found.end()
                yield _Parting(kind, "" if kind in ("gap", "quote") else printed.strip(), position, after, key, "".join(asides))
            if kind != "gap":
                return
            key += " "
        elif kind == "stop":
            following = text[found.end() : found.end() + 1]
            whole = found.end() >= end or not text[found.end() : end].strip()
            if whole or following.isspace() or printed != "." or following in "[(<“\"«":
                initial = len(before) == 1 and before.isalpha() and not before.isdigit()
                abbreviated = _is_abbreviation(before, key, words) and not whole
                if initial or not abbreviated:
                    if key.strip():
                        yield _Parting("alone" if whole else "stop", printed, position, found.end(), key, "".join(asides))
                    if not initial or whole:
                        return
            key += printed if not tail else ""
        position = found.end()
        key_end = position
    if position >= end and key.strip():
        yield _Parting("alone", "", min(key_end, end), end, key, "".join(asides))


def _closing(text: str, start: int, end: int) -> int:
    """Behind the bracket that closes the one at `start`, -1 where there is none near."""
    depth = 0
    for position in range(start, end):
        if text[position] in OPENING:
            depth += 1
        elif text[position] in CLOSING:
            depth -= 1
            if depth == 0:
                return position + 1
    return -1


def _is_abbreviation(word: str, key: str, words: Words) -> bool:
    """Whether a point behind this word is the word's own."""
    lower = word.lower()
    if lower in words.titles:
        return True
    return len(word) <= 2 and word.islower() and " " in key.strip()
