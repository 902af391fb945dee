r"""The regular expressions of XML Schema (part 2, appendix F), made into Python's.

    [^\p{C}\p{Z}]+       any characters that are neither white space nor control

Python's `re` knows no categories and no subtraction, so every class becomes the list of its ranges. Most values are
ASCII, and there the ranges are few and at once at hand; those of all Unicode are made when the first value needs them.
"""

import re
import sys
import unicodedata
from collections.abc import Iterable
from functools import cache

from tei_miasnikov.relaxng.names import NAME_MORE, NAME_START

Ranges = tuple[tuple[int, int], ...]
"""Sets of characters: first and last code point of each run, in order, with gaps between."""

ASCII = 0x7F
DEEPEST = 100
"""So deep may groups be nested: Python's own `re` works recursively."""
MOST = 0xFFFFFFFF
"""So often may nothing be repeated, nor oftener: Python's own `re` counts no further."""

_COLON = ((0x3A, 0x3A),)
_SPACE = ((9, 10), (13, 13), (32, 32))
_LINE_ENDS = ((10, 10), (13, 13))
_SINGLE = {"n": "\n", "r": "\r", "t": "\t", **{char: char for char in "\\|.?*+(){}-[]^"}}
_SPECIAL = ".\\?*+()|[]{}"
_QUANTIFIER = re.compile(r"[?*+]|\{([0-9]+)(?:,([0-9]*))?\}")
_PROPERTY = re.compile(r"[pP]\{([A-Za-z0-9\-]+)\}")
_CATEGORIES = frozenset(
    [
        "L",
        "Lu",
        "Ll",
        "Lt",
        "Lm",
        "Lo",
        "M",
        "Mn",
        "Mc",
        "Me",
        "N",
        "Nd",
        "Nl",
        "No",
        "P",
        "Pc",
        "Pd",
        "Ps",
        "Pe",
        "Pi",
        "Pf",
        "Po",
        "Z",
        "Zs",
        "Zl",
        "Zp",
        "S",
        "Sm",
        "Sc",
        "Sk",
        "So",
        "C",
        "Cc",
        "Cf",
        "Co",
        "Cn",
    ]
)


class PatternError(ValueError):
    """Not a regular expression of XML Schema."""


class XsdPattern:
    """A regular expression; PatternError on making it where it is none."""

    __slots__ = ("expression",)

    def __init__(self, expression: str) -> None:
        self.expression = expression
        _translated(expression, ASCII)

    def matches(self, text: str) -> bool:
        """Whether the whole text matches."""
        return _compiled(self.expression, ASCII if text.isascii() else sys.maxunicode).fullmatch(text) is not None


@cache
def _translated(expression: str, last: int) -> str:
    return _Translation(expression, last).translate()


@cache
def _compiled(expression: str, last: int) -> re.Pattern[str]:
    try:
        return re.compile(_translated(expression, last))
    except (re.error, OverflowError) as error:
        raise PatternError(str(error)) from error


class _Translation:
    """One reading of an expression from left to right, for characters up to `last`."""

    def __init__(self, expression: str, last: int) -> None:
        self.text, self.at, self.last = expression, 0, last

    def translate(self) -> str:
        pieces, depth = [], 0
        while self.at < len(self.text):
            char = self.text[self.at]
            depth += (char == "(") - (char == ")")
            if not 0 <= depth <= DEEPEST:
                raise PatternError(f"the bracket {char} at {self.at + 1} closes nothing or lies too deep")
            pieces.append(self._atom(char))
        if depth:
            raise PatternError("a ( is not closed")
        return "".join(pieces)

    def _atom(self, char: str) -> str:
        if char in "(|":
            self.at += 1
            return {"(": "(?:"}.get(char, char)
        piece = ")" if char == ")" and self._step() else self._class(self._characters(char))
        match = _QUANTIFIER.match(self.text, self.at)
        if match is None:
            return piece
        least, most = match.groups()
        if least and not _times(least) <= _times(most or least) < MOST:
            raise PatternError(f"{match.group()} is no number of times")
        self.at = match.end()
        return piece + match.group()

    def _step(self) -> bool:
        self.at += 1
        return True

    def _characters(self, char: str) -> Ranges:
        self.at += 1
        if char == ".":
            return self._without(_LINE_ENDS)
        if char == "\\":
            return self._escape()
        if char == "[":
            return self._bracket()
        if char in _SPECIAL:
            raise PatternError(f"{char} at {self.at} needs a \\ before it")
        return _only(char)

    def _escape(self) -> Ranges:
        char = self.text[self.at : self.at + 1]
        if char in _SINGLE and char:
            self.at += 1
            return _only(_SINGLE[char])
        if char and char in "pP":
            return self._property()
        if not char or char.lower() not in _MULTIPLE:
            raise PatternError(f"there is no \\{char}")
        self.at += 1
        ranges = self._multiple(char.lower())
        return ranges if char.islower() else self._without(ranges)

    def _multiple(self, char: str) -> Ranges:
        fixed = _MULTIPLE[char]
        if fixed:
            return fixed
        if char == "d":
            return _category("Nd", self.last)
        return self._without(_union(_category(name, self.last) for name in "PZC"))

    def _property(self) -> Ranges:
        match = _PROPERTY.match(self.text, self.at)
        if match is None:
            raise PatternError("\\p wants a category in braces")
        self.at = match.end()
        ranges = _named(match[1], self.last)
        return ranges if match.group().startswith("p") else self._without(ranges)

    def _bracket(self) -> Ranges:
        """A class in brackets; those taken off at its end (`-[aeiou]`) are read one after the other."""
        layers: list[Ranges] = [self._members()]
        while self.text.startswith("-[", self.at):
            self.at += 2
            layers.append(self._members())
        if not self.text.startswith("]" * len(layers), self.at):
            raise PatternError("a [ is not closed")
        self.at += len(layers)
        taken = layers.pop()
        while layers:
            taken = _minus(layers.pop(), taken)
        return taken

    def _members(self) -> Ranges:
        negated = self.text.startswith("^", self.at)
        self.at += negated
        found: list[Ranges] = []
        while not self.text.startswith("]", self.at) and not (found and self.text.startswith("-[", self.at)):
            found.append(self._member())
        if not found:
            raise PatternError("a class without characters")
        return self._without(_union(found)) if negated else _union(found)

    def _member(self) -> Ranges:
        first = self._bound()
        if len(first) != 1 or first[0][0] != first[0][1] or not self._at_range():
            return first
        self.at += 1
        second = self._bound()
        if len(second) != 1 or second[0][0] != second[0][1] or second[0][0] < first[0][0]:
            raise PatternError("a range that runs backwards or to a class")
        return ((first[0][0], second[0][0]),)

    def _at_range(self) -> bool:
        following = self.text[self.at : self.at + 2]
        return following.startswith("-") and len(following) == 2 and following[1] not in "[]"

    def _bound(self) -> Ranges:
        char = self.text[self.at : self.at + 1]
        if not char or char == "[":
            raise PatternError("a [ is not closed, or needs a \\ before it")
        self.at += 1
        return self._escape() if char == "\\" else _only(char)

    def _without(self, ranges: Ranges) -> Ranges:
        return _minus(((0, self.last),), ranges)

    def _class(self, ranges: Ranges) -> str:
        known = [(first, min(final, self.last)) for first, final in ranges if first <= self.last]
        if not known:
            return "(?!)"
        return "[" + "".join(f"{_code(first)}-{_code(final)}" for first, final in known) + "]"


def _times(digits: str) -> int:
    return int(digits) if len(digits) < 100 else MOST


def _code(point: int) -> str:
    return f"\\U{point:08x}"


def _only(char: str) -> Ranges:
    return ((ord(char), ord(char)),)


def _union(sets: Iterable[Ranges]) -> Ranges:
    merged: list[tuple[int, int]] = []
    for first, final in sorted(run for ranges in sets for run in ranges):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(final, merged[-1][1]))
        else:
            merged.append((first, final))
    return tuple(merged)


def _minus(ranges: Ranges, taken: Ranges) -> Ranges:
    left: list[tuple[int, int]] = []
    for start, end in ranges:
        first = start
        for low, high in taken:
            if high < first or low > end:
                continue
            if low > first:
                left.append((first, low - 1))
            first = high + 1
        if first <= end:
            left.append((first, end))
    return tuple(left)


_MULTIPLE: dict[str, Ranges] = {
    "s": _SPACE,
    "i": _union((_COLON, NAME_START)),
    "c": _union((_COLON, NAME_START, NAME_MORE)),
    "d": (),
    "w": (),
}
"""The sets behind an escape; those of digits and words depend on Unicode's categories."""


def _named(name: str, last: int) -> Ranges:
    if name in _CATEGORIES:
        return _category(name, last)
    from elementpath.regex import RegexError, unicode_subset  # type: ignore[attr-defined, unused-ignore]

    try:
        return _union([tuple((point, point) for point in unicode_subset(name))])
    except (RegexError, KeyError) as error:
        raise PatternError(f"there is no \\p{{{name}}}") from error


@cache
def _category(name: str, last: int) -> Ranges:
    return _union([tuple(run) for found, run in _runs(last).items() if found.startswith(name)])


@cache
def _runs(last: int) -> dict[str, list[tuple[int, int]]]:
    """The runs of characters of one category, by category."""
    categories = "".join(map(unicodedata.category, map(chr, range(last + 1))))
    runs: dict[str, list[tuple[int, int]]] = {}
    for match in re.finditer(r"(..)\1*", categories):
        runs.setdefault(match[1], []).append((match.start() // 2, match.end() // 2 - 1))
    return runs
