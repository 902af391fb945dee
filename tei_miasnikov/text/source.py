"""The source: bytes become text once, and every character keeps its place.

A byte order mark decides the encoding, then `--encoding`, then UTF-8; anything else is refused with the place of the
first bad byte. Characters that XML cannot hold are refused too, but for the form feed, which is a page break.

    Source("letter.md", "…", "7595bc…", "utf-8").place(12)   the line and column of the 13th character
"""

import codecs
import hashlib
import re
import sys
from bisect import bisect_right
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from tei_miasnikov.errors import SourceError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold (section 2.2), without the form feed."""


class Place(NamedTuple):
    """A place in the source: line and column, both counted from 1."""

    line: int
    column: int


class Source(Struct, frozen=True, dict=True):
    """A transcript as it came: its name, its text, the SHA-256 of its bytes, and how they were read."""

    name: str
    text: str
    sha256: str
    encoding: str

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", self.text))]

    def place(self, offset: int) -> Place:
        """The line and column of a character of the source."""
        line = bisect_right(self._line_starts, offset)
        return Place(line, offset - self._line_starts[line - 1] + 1)


def read_source(path: str | Path, encoding: str | None = None) -> Source:
    """Read a transcript from a file, `-` being standard input.

    Raises SourceError where it is missing, no file, empty, in another encoding, or holds what XML cannot.
    """
    if str(path) == "-":
        return decode(sys.stdin.buffer.read(), "-", encoding)
    try:
        data = Path(path).read_bytes()
    except IsADirectoryError:
        raise SourceError(f"{path}: is a folder; name the transcript in it") from None
    except OSError as error:
        raise SourceError(f"{path}: {(error.strerror or 'cannot be read').lower()}") from None
    return decode(data, str(path), encoding)


def decode(data: bytes, name: str, encoding: str | None = None) -> Source:
    """Turn the bytes of a transcript into a source. Raises SourceError as `read_source` does."""
    chosen = encoding or next((e for mark, e in BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(chosen)
    except LookupError:
        raise SourceError(f"{name}: no encoding is named {chosen!r}; try utf-8, cp1251, latin-1 …") from None
    except UnicodeError as error:
        raise SourceError(_undecodable(data, name, chosen, error)) from None
    source = Source(name, text.removeprefix("\ufeff"), hashlib.sha256(data).hexdigest(), chosen)
    _refuse_the_unspeakable(source)
    if not source.text.strip():
        raise SourceError(f"{name}: is empty; there is nothing to convert")
    return source


def _undecodable(data: bytes, name: str, encoding: str, error: UnicodeError) -> str:
    if b"\x00" in data[:4096]:
        return f"{name}: is no text (it holds NUL bytes); if it is UTF-16 without a mark, say --encoding utf-16-le"
    start = getattr(error, "start", 0)
    line = data.count(b"\n", 0, start) + 1
    found = f"byte 0x{data[start]:02X} " if start < len(data) else ""
    return f"{name}:{line}: {found}is not {encoding}; name the encoding with --encoding (cp1251, latin-1 …)"


def _refuse_the_unspeakable(source: Source) -> None:
    found = UNSPEAKABLE.search(source.text)
    if found is None:
        return
    line, column = source.place(found.start())
    character = f"U+{ord(found.group()):04X}"
    cure = "take it out of the transcript"
    if found.group() == "\0":
        cure = "is this a binary file? If it is UTF-16 without a mark, say --encoding utf-16-le"
    raise SourceError(f"{source.name}:{line}:{column}: {character} is a character that XML cannot hold; {cure}")
