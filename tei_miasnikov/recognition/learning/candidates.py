"""Candidates: the words at the start of a paragraph that a delimiter parts from the rest, each way of parting them one.

    Mr. GREEN of Iowa. Mr. Speaker, I yield …      "Mr. GREEN of Iowa" before a full stop, in mixed capitals
    ПЕТРОВ (входя): Здравствуйте!                  "ПЕТРОВ" before a colon, in capitals, "(входя)" aside
    Was he hurt?—Witness: The cart was.            "Witness", in the midst of a paragraph

What stands in brackets, and a tail in lower case after a comma, is beside the label. Nothing here says yet that a
candidate is a label.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from tei_miasnikov.recognition.layout import ENDED
from tei_miasnikov.recognition.learning.forms import form_of, is_cased
from tei_miasnikov.recognition.learning.partings import Parting, iter_partings
from tei_miasnikov.recognition.learning.words import Words, load_words
from tei_miasnikov.recognition.transcript import MASK, trimmed
from tei_miasnikov.text.reading import Reading
from tei_miasnikov.text.span import Annotation, Span

SPOKEN = frozenset({"paragraph", "item", "verbatim", "continuation"})
LONGEST = 90
MOST_WORDS = 14
"""A label has at most so many signs and words, asides left out."""
LEAD = rf"(?:[\s{MASK}•●▪■◦·\ufeff]|[-–—*>]+(?=\s))*[_*]{{0,2}}"
"""What may stand before a label: marks of time, bullets, chevrons."""
INLINE = re.compile(r"[.?!…。？！][\"”»’')\]]*\s*[—–-]+\s*(?=[^\W\d_])")
RUN_ON = re.compile(
    r"(?:(?<=[.?!…])[\"”»’')\]]*\s+|(?<=[。？！])[”」』）]*)(?=(?:[^\W\d_]{1,4}\.\s)?[^\W\d_a-zß-öø-ÿ][^.!?;:：。，\n]{0,38}[:：](?!\d))"
)
ANSWERS = re.compile(r"(?:(?<!\b[^\W\d_])[.?!…。？！][\"”»’')\]]*[\s-]*\s+|\s[—–-]+\s+)(?=[^\W\d_])")
"""Where a turn may begin in the midst of a paragraph: anybody's, with a dash before it or none, and that of a sign of
question or answer."""


class Candidate(NamedTuple):
    """A possible label: the paragraph it begins, its words, its span, and the family it belongs to.

    `label` is as printed (one space between words), `key` the same without what is aside. `delimiter` is printed,
    "" for none; `kind` its kind, "alone" for a paragraph of its own; `form` is how it is written; `rend` its emphasis.
    `speech` is how many signs follow in the paragraph, `ended` whether they end as sentences do, `place` is where a
    paragraph of its own stands (flush, centred, heading), `inline` tells whether it
    stands in the midst of a paragraph, `sign` the sign of a question that follows on it (Court. Q.).
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
    ended: bool
    place: str = "flush"
    inline: bool = False
    sign: str = ""

    @property
    def family(self) -> tuple[str, str, str]:
        """What candidates of one convention have in common, but for their form."""
        place = f"{self.place} {self.delimiter}".strip() if self.kind == "alone" else ""
        return self.kind, self.rend, place


def iter_candidates(reading: Reading, text: str, lead: str) -> Iterator[Candidate]:
    """The candidates of all paragraphs, in order. `text` is the reading's with furniture and anchors masked.

    `lead` is a pattern of what may stand before labels, "" for nothing.
    """
    leading = re.compile(rf"{LEAD}(?:{lead})?")
    words = load_words()
    emphasis = {mark.span.start: mark for mark in reversed(reading.marks) if mark.element == "hi"}
    for index, block in enumerate(reading.blocks):
        if block.form in SPOKEN and not LEADER.search(text, max(block.span.end - 40, block.span.start), block.span.end):
            yield from _of_paragraph(index, block.span, text, emphasis, words, leading)
            yield from _within(index, block.span, text, words)
        elif block.form == "heading":
            found = _of_paragraph(index, block.span, text, {}, words, leading)
            yield from (one._replace(place="heading") for one in found if one.kind == "alone")


def _of_paragraph(
    index: int, span: Span, text: str, emphasis: dict[int, Annotation], words: Words, leading: re.Pattern[str]
) -> Iterator[Candidate]:
    start = leading.match(text, span.start, span.end).end()  # type: ignore[union-attr]
    if start >= span.end or _goes_on(text, start, span.end, words):
        return
    indent = start - (text.rfind("\n", 0, start) + 1)
    mark = emphasis.get(start)
    for parting in iter_partings(text, start, span.end, mark.span.end if mark else -1, words):
        candidate = _candidate(index, Span(start, span.end), text, parting)
        if candidate:
            sign = _sign_behind(text, parting.after, words) if parting.kind == "stop" and len(candidate.key) > 1 else ""
            yield candidate._replace(rend=_rend(mark, parting), place="centred" if indent >= 3 else "flush", sign=sign)


def _goes_on(text: str, start: int, end: int, words: Words) -> bool:
    """Whether a paragraph begins in lower case, and with neither a title nor a name before a colon."""
    if not text[start].islower() or not is_cased(text[start]):
        return False
    head = text[start : min(start + LONGEST, end)]
    return not COLON.search(head) and head.split(None, 1)[0].rstrip(".") not in words.titles


def _within(index: int, span: Span, text: str, words: Words) -> Iterator[Candidate]:
    """What may be labels in the midst of a paragraph."""
    met: set[int] = set()
    for found in chain(INLINE.finditer(text, span.start, span.end), RUN_ON.finditer(text, span.start, span.end)):
        if found.end() in met or _is_abbreviated(text, found.start(), words):
            continue
        for parting in iter_partings(text, found.end(), min(span.end, found.end() + 80), -1, words):
            candidate = _candidate(index, Span(found.end(), span.end), text, parting)
            if candidate and parting.kind == "colon" and len(candidate.key.split()) <= 5:
                met.add(found.end())
                yield candidate._replace(inline=True)
    for found in ANSWERS.finditer(text, span.start, span.end):
        if found.end() in met or _is_abbreviated(text, found.start(), words):
            continue
        sign = SIGN.match(text, found.end(), span.end)
        if sign and (sign["sign"].lower() in words.questions | words.answers or is_monogram(sign["sign"])):
            kind = "colon" if sign["delimiter"][0] in ":：" else "stop_dash" if len(sign["delimiter"]) > 1 else "stop"
            parting = Parting(kind, sign["delimiter"], sign.end("sign"), sign.end(), sign["sign"], "")
            candidate = _candidate(index, Span(found.end(), span.end), text, parting)
            if candidate:
                yield candidate._replace(inline=True)


LAST = re.compile(r"[^\W_]+\Z")
LEADER = re.compile(r"(?:\.\s?){4,}\s*\S{1,8}\s*\Z")
"""The dots that lead to a page's number in a table of contents."""
COLON = re.compile(r"[:：]")
MONOGRAM = re.compile(r"[^\W\d_a-zß-öø-ÿ]{2,3}")
SIGN = re.compile(r"(?P<sign>[^\W\d_]+)(?P<delimiter>[.:：]\s?[—–-]?)(?=\s|[¡¿])")


def is_monogram(word: str) -> bool:
    """GE, MSM: two or three capitals."""
    return MONOGRAM.fullmatch(word) is not None and word.isupper()


def _is_abbreviated(text: str, position: int, words: Words) -> bool:
    """Whether the point before a place, or at it, is that of an abbreviation or an initial."""
    before = text[max(position - 12, 0) : position].rstrip(".")
    word = LAST.search(before)
    return word is not None and (
        len(word.group()) == 1 or word.group().isdigit() or word.group().lower() in words.titles
    )


def _sign_behind(text: str, position: int, words: Words) -> str:
    """The sign of a question that stands there, as printed."""
    found = SIGN.match(text, position + 1)
    return found.group() if found and found["sign"].lower() in words.questions else ""


def _candidate(index: int, span: Span, text: str, parting: Parting) -> Candidate | None:
    label = " ".join(text[span.start : parting.end].split())
    key = " ".join(parting.key.split()).rstrip(" -–—,")
    if not key or len(key) > LONGEST or len(key.split()) > MOST_WORDS or not any(map(str.isalpha, key)):
        return None
    speech = trimmed(text[parting.after : span.end][-400:])
    rest = len(speech.strip(f" \t\n{MASK}"))
    form = form_of(key)
    return Candidate(
        index, Span(span.start, parting.end), label, key, parting.kind, parting.delimiter.strip(), form, "",
        parting.aside, rest, speech[-1:] in ")]）" or ENDED.search(speech) is not None,
    )  # fmt: skip


def _rend(mark: Annotation | None, parting: Parting) -> str:
    """The emphasis of a label: "bold" where its delimiter stands outside, "bold+" where within."""
    if mark is None:
        return ""
    if parting.key_end - 1 <= mark.span.end <= max(parting.end, parting.key_end) + (not parting.delimiter):
        return mark.get("rend") or ""
    within = parting.delimiter and parting.end < mark.span.end <= parting.after + 1
    return (mark.get("rend") or "") + "+" if within else ""
