"""The package: a word processor's file is a zip archive of XML parts, and nothing of it is unpacked beyond bounds.

    Package(data, "letter.docx").tree("word/document.xml")      the root of a part, None where there is no such part

Sources: ECMA-376 part 2 (Open Packaging Conventions); OpenDocument 1.3 part 2 (packages).
"""

import zlib
from io import BytesIO
from typing import IO
from zipfile import BadZipFile, LargeZipFile, ZipFile

from lxml import etree

from tei_miasnikov.errors import SourceError
from tei_miasnikov.parsing import safe_parser

LARGEST_PART = 64 * 2**20
"""A part is unpacked to at most so many bytes: a book of a thousand pages has some 20 MB."""
MOST_PARTS = 20_000
HOSTILE = {
    "Excessive depth": "nests elements deeper than 256",
    "amplification": "declares entities that grow without end",
}
"""What libxml2 says of a part that could exhaust the machine, and what we say."""


class Package:
    """The parts of a file by their paths. Raises SourceError, in one line, where they can't be read."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._archive = ZipFile(BytesIO(data))
        except (BadZipFile, LargeZipFile, ValueError, OverflowError):
            raise SourceError(f"{name}: is a damaged zip archive (its end is missing); copy or save it again") from None
        self.paths = frozenset(self._archive.namelist())
        if len(self.paths) > MOST_PARTS:
            raise SourceError(f"{name}: holds {len(self.paths)} parts; no document has so many")

    def part(self, path: str) -> bytes | None:
        """The bytes of a part, None where there is no such part."""
        if path not in self.paths:
            return None
        info = self._archive.getinfo(path)
        if info.flag_bits & 1:
            raise SourceError(f"{self.name}: its parts are protected by a password; take it away and save it again")
        if info.file_size > LARGEST_PART:
            raise self._too_large(path)
        try:
            with self._archive.open(info) as part:
                data = _bounded(part, info.file_size)
        except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error, ValueError):
            raise SourceError(f"{self.name}: its part {path} is damaged; open the file and save it again") from None
        return data

    def _too_large(self, path: str) -> SourceError:
        most = f"{LARGEST_PART // 2**20} MB"
        return SourceError(f"{self.name}: its part {path} unpacks to more than {most}; no transcript is so large")

    def tree(self, path: str) -> etree._Element | None:
        """The root of an XML part, None where there is no such part."""
        data = self.part(path)
        return None if data is None else parse_part(data, self.name, path)

    def needed(self, path: str) -> etree._Element:
        """The root of an XML part without which there is no document."""
        root = self.tree(path)
        if root is None:
            raise SourceError(f"{self.name}: has no part {path}, where the text should be; open it and save it again")
        return root


def _bounded(part: IO[bytes], size: int) -> bytes:
    """The bytes of a part that holds no more than its directory says. Raises ValueError where it does."""
    chunks, length = [], 0
    while chunk := part.read(2**20):
        chunks.append(chunk)
        length += len(chunk)
        if length > size:
            raise ValueError(size)
    return b"".join(chunks)


def parse_part(data: bytes, name: str, path: str) -> etree._Element:
    """The root of an XML part. Raises SourceError where it is not well-formed, or hostile."""
    try:
        return etree.fromstring(data, safe_parser(remove_comments=True, remove_pis=True))
    except etree.XMLSyntaxError as error:
        hostile = next((words for said, words in HOSTILE.items() if said in str(error.msg)), "")
        why = hostile or f"is no sound XML ({str(error.msg).partition(', line ')[0]}, line {error.lineno or 0})"
        raise SourceError(f"{name}: its part {path} {why}; open the file and save it again") from None
