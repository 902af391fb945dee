"""Partings: where the words at the start of a paragraph may be parted into label and speech.

    Mr. Watt. I saw him.      at the second point: the first is an abbreviation's
    Q. Where?                 at the point, though one letter is an initial too
    PÁL Szól?                 where capitals end, in plays that print no delimiter

Each kind of delimiter parts once, at the first place where it may.
"""

import re
from collections.abc import Generator, Iterator
from itertools import takewhile
from typing import NamedTuple

from tei_miasnikov.recognition.learning.words import Words

REACH = 260
"""A delimiter stands within so many signs, asides included."""
LONGEST = 90
OPENING, CLOSING = "([（［【{", ")]）］】}"
STEP = re.compile(
    r"""(?P<colon>:[_*]{1,2}(?=\s)|[:：﹕︓]\s?[—–](?=\s)|(?<!\d):(?=\d)|:(?!\d)|[：﹕︓])
      | (?P<stop_dash>[.]\s?(?:[—–]|--?)(?=\s|[^\W\d_]|[¡¿«“"(…—]|$))
      | (?P<halt>\.{2,}|…|\.(?:[ ]\.)+)
      | (?P<stop>[.][_*]{1,2}(?=\s)|[.。։।٫]|·(?=\s))
      | (?P<dash>\s*[—–](?!\d)|\s+--?\s|--)
      | (?P<gap>\t+[^\S\n]*|(?<![.\n ])[^\S\n]{2,}|\u3000+)
      | (?P<open>[(\[（［【])
      | (?P<quote>[「『])
      | (?P<comma>[,，、،])
      | (?P<gershayim>(?<=[\u0590-\u05ff])["'](?=[\u0590-\u05ff\s]))
      | (?P<stopper>[!?;！？；؟"“”„«»<>|=_{}\\])
      | (?P<space>[\s\ufffc]+)
      | (?P<word>(?:(?![\s.:,;!?()—–-])[^（）［］【】「『：﹕︓。։।٫，、،！？；؟"“”„«»<>|=_{}\[\]\\])+
                 (?:-(?!-)[^\s.:,;!?()\[\]—–-]+)*|.)""",
    re.VERBOSE | re.DOTALL,
)
NICK = re.compile(r"<[^<>\s][^<>\n]{0,40}>(?=\s)")
STOPPED = re.compile(r"[.,:;!?()\[\]]")
COLON_AHEAD = re.compile(r"\s+[^\W\d_a-zа-я][^.!?;:,()\n]{0,40}(?:\([^()]{1,80}\)\s?)?[:：]")
"""A point before this may be an abbreviation's that no list knows: Ст. Бояджиев:"""
SURNAME = re.compile(r"\s+([^\W\d_]{2,})")
INITIAL = re.compile(r"\s*[^\W\d_]\.(?=[\s.,]|$)")


class Parting(NamedTuple):
    """A kind of delimiter, as printed; where the label ends with what is aside, where speech begins; the label's words.

    `key_end` is where the words without what is aside end.
    """

    kind: str
    delimiter: str
    end: int
    after: int
    key: str
    aside: str
    key_end: int = -1


Step = Generator[Parting, None, bool]
"""The partings that a sign makes, and whether the label can't reach beyond it."""


def iter_partings(text: str, start: int, end: int, marked: int, words: Words) -> Iterator[Parting]:
    """Each place where the label that begins at `start` may end; emphasis that begins there ends at `marked`."""
    nick = NICK.match(text, start, end)
    if nick:
        yield Parting("nick", "", nick.end(), nick.end(), nick.group(), "", nick.end())
        return
    yield from _Scan(text, start, end, marked, words).iter_partings()
    yield from _by_case(text, start, end, words)


class _Scan:
    """Goes through the signs from the start of a paragraph as far as a label may reach."""

    def __init__(self, text: str, start: int, end: int, marked: int, words: Words) -> None:
        self.text, self.position, self.end, self.marked, self.words = text, start, end, marked, words
        self.reach = min(end, start + REACH)
        self.key, self.key_end = "", start
        self.asides = ""
        self.before = ""
        self.tail = False

    def iter_partings(self) -> Iterator[Parting]:
        while self.position < self.reach:
            found = STEP.match(self.text, self.position, self.end)
            if found is None:
                return
            kind = found.lastgroup or ""
            if self.marked == self.position and kind in ("space", "word") and self.key.strip():
                yield self._parting("emphasis", "", self.position)
            stopped = yield from STEPS[kind](self, found)
            if stopped or len(self.key) > LONGEST:
                return
        if self.position >= self.end and self.key.strip():
            yield self._parting("alone", "", self.end)

    def _parting(self, kind: str, delimiter: str, after: int) -> Parting:
        end = self.position if kind != "alone" or delimiter else self.end
        return Parting(kind, delimiter, end, after, self.key, self.asides, self.key_end)

    def _add(self, printed: str) -> None:
        if self.tail:
            self.asides += printed
        else:
            self.key += printed
            self.key_end = self.position + len(printed)

    def _word(self, found: re.Match[str]) -> Step:
        self.before = found.group()
        self._add(found.group())
        return self._go(found.end())

    def _space(self, found: re.Match[str]) -> Step:
        key_end = self.key_end
        self._add(" ")
        self.key_end = key_end
        return self._go(found.end())

    def _go(self, position: int) -> Step:
        self.position = position
        yield from ()
        return False

    def _halt(self, found: re.Match[str]) -> Step:
        yield from ()
        return True

    def _open(self, found: re.Match[str]) -> Step:
        close = _closing(self.text, self.position, min(self.end, self.position + REACH))
        if close < 0 or not self.key.strip():
            return True
        self.asides += self.text[self.position : close]
        self.reach = min(self.end, self.reach + close - self.position)
        self.position = close
        following = self.text[close : close + 2]
        if (following[:1].isspace() and following[1:].isupper()) or close == self.end:
            yield self._parting("aside" if close < self.end else "alone", "", close)
        return False

    def _comma(self, found: re.Match[str]) -> Step:
        following = self.text[found.end() : found.end() + 3].lstrip()
        if not self.tail and self.key.endswith(".") and following[:1].islower():
            self.key, self.key_end, self.asides = self.key[:-1], self.key_end - 1, "."
        self.tail = self.tail or following[:1] in OPENING or following[:1].islower()
        key_end = self.key_end
        self._add(found.group())
        self.key_end = key_end
        return self._go(found.end())

    def _delimiter(self, found: re.Match[str]) -> Step:
        kind, printed = found.lastgroup or "", found.group()
        if self.key.strip():
            whole = not self.text[found.end() : self.end].strip()
            after = self.position if kind == "quote" else found.end()
            printed = "" if kind in ("gap", "quote") else printed.strip()
            yield self._parting("alone" if whole and kind == "colon" else kind, printed, after)
        if kind == "gap":
            self._add(" ")
            self.position = found.end()
        return kind != "gap"

    def _stop(self, found: re.Match[str]) -> Step:
        following = self.text[found.end() : found.end() + 1]
        whole = not self.text[found.end() : self.end].strip()
        if whole or following.isspace() or found.group() != "." or following in '[(<“"«':
            initial = len(self.before) == 1 and self.before.isalpha()
            own = not whole and self._is_own(found.end(), initial)
            if not own and self.key.strip():
                yield self._parting("alone" if whole else "stop", found.group(), found.end())
            soft = not own and len(self.before) <= 4 and COLON_AHEAD.match(self.text, found.end(), self.end) is not None
            if not own and not soft and not (initial and not whole and not self.key.strip()[:-1].endswith(".")):
                return True
        self._add(found.group())
        self.position = found.end()
        return False

    def _is_own(self, after: int, initial: bool) -> bool:  # noqa: FBT001
        """Whether a point is the word's own: an abbreviation's, or that of an initial before another."""
        lower = self.before.lower()
        if self.key.strip().isdigit():
            return True
        if initial:
            if INITIAL.match(self.text, after, self.end):
                return True
            following = SURNAME.match(self.text, after, self.end)
            return following is not None and len(self.key.strip()) > 1 and following[1].isupper()
        if lower in self.words.titles:
            return True
        return len(lower) <= 2 and self.before.islower() and " " in self.key.strip()


STEPS = {
    "colon": _Scan._delimiter,
    "stop_dash": _Scan._delimiter,
    "dash": _Scan._delimiter,
    "gap": _Scan._delimiter,
    "quote": _Scan._delimiter,
    "stop": _Scan._stop,
    "open": _Scan._open,
    "comma": _Scan._comma,
    "halt": _Scan._halt,
    "stopper": _Scan._halt,
    "space": _Scan._space,
    "word": _Scan._word,
    "gershayim": _Scan._word,
}


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


def _by_case(text: str, start: int, end: int, words: Words) -> Iterator[Parting]:
    """Where capitals end without a delimiter, or the sign of a question in a script without capitals does."""
    line = text[start : min(end, start + 60)].partition("\n")[0]
    first, _, rest = line.partition(" ")
    if rest and first in words.questions | words.answers and not first.isascii() and first == first.upper():
        yield Parting("case", "", start + len(first), start + len(first) + 1, first, "", start + len(first))
        return
    run = list(takewhile(str.isupper, (word for word in line.split() if not STOPPED.search(word))))
    if not run or len(run) == len(line.split()):
        return
    if len(run) > 1 and len(run[-1]) == 1:
        run = run[:-1]
    key = " ".join(run)
    if len(key) > 2 and key.isupper() and len(run) <= 4 and line.startswith(key):
        at = start + len(key)
        following = line[len(key) :].lstrip()[:1]
        if following.isalnum() or following in "¿¡«“„\"'…":
            yield Parting("case", "", at, at, key, "", at)
