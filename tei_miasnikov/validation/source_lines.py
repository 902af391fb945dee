"""A document as text: its bytes in UTF-8, and where each line begins, so that an offset has a line and a column.

    SourceLines(b"<a>\\n <b/></a>").place(5)      line 2, column 2

Columns count code points from 1. A line ends where XML says so: at LF, CR, or both.
"""

import codecs
import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from tei_miasnikov.findings import Excerpt
from tei_miasnikov.validation.quoting import speakable

WIDEST = 120
"""So much of a line is shown."""
_BREAK = re.compile(rb"\r\n|\r|\n")
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
)


def encoding_of(data: bytes) -> str:
    """The name of the encoding by its mark or its XML declaration; UTF-8 where there is neither."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    declared = _DECLARED.match(data[:200])
    return declared[1].decode("ascii") if declared else "utf-8"


def as_utf8(data: bytes) -> bytes:
    """The document in UTF-8 without a mark; what can't be decoded is replaced, so that lines stay what they are."""
    try:
        name = codecs.lookup(encoding_of(data)).name
    except LookupError:
        name = "utf-8"
    if name == "utf-8":
        return data
    return data.decode(name, "replace").encode("utf-8", "replace")


class SourceLines:
    """The lines of a document in UTF-8."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        starts = [0, *accumulate(map(len, self.data.splitlines(keepends=True)))]
        return starts if self.data.endswith((b"\n", b"\r")) else starts[:-1] or [0]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a byte, both from 1."""
        line = bisect_right(self.starts, offset)
        return line, len(_text(self.data[self.starts[line - 1] : offset])) + 1

    def offset(self, line: int, column: int) -> int:
        """The byte at a line and a column of code points."""
        start = self.starts[min(line, len(self.starts)) - 1]
        return start + len(_text(self.data[start : start + 4 * column])[: column - 1].encode("utf-8", "replace"))

    def excerpt(self, offset: int, length: int = 1) -> Excerpt:
        """The line around a byte, cut to a readable length; `length` bytes of it are meant."""
        first = self.starts[bisect_right(self.starts, offset) - 1]
        before = speakable(_text(self.data[max(first, offset - 4 * WIDEST) : offset]).lstrip())
        rest = speakable(_text(_BREAK.split(self.data[offset : offset + 4 * WIDEST], maxsplit=1)[0]).rstrip())
        meant = len(speakable(_text(self.data[offset : offset + length])))
        if len(before) + len(rest) > WIDEST:
            before = before if len(before) <= WIDEST // 2 else f"…{before[-WIDEST // 2 :]}"
            room = WIDEST - len(before)
            rest = rest if len(rest) <= room else f"{rest[: room - 1]}…"
        return Excerpt(before + rest, len(before), max(1, min(meant, len(rest))))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").replace("\ufeff", "")
