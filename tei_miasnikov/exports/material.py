"""What an export is made from, and what it is: plain values in, files and findings out.

export(Material(read_publication("tei.xml"), source=None, date=None))  →  Export(files, findings)
"""

from pathlib import Path

from msgspec import Struct

from tei_miasnikov.encoded import Publication
from tei_miasnikov.findings import Finding
from tei_miasnikov.text.source import Source


class SourceFile(Struct, frozen=True):
    """The transcript: its path, its bytes, and the text read from them."""

    path: Path
    data: bytes
    text: Source


class Material(Struct, frozen=True):
    """What an export is made from.

    `source` is the transcript of the TEI file, where it is given; `date` (ISO 8601) is the day on which the export is
    made, where the caller says so; no clock is ever asked.
    """

    publication: Publication
    source: SourceFile | None = None
    date: str = ""

    @property
    def made(self) -> str:
        """The day of the export, else the one on which the edition is published; "" where neither is known."""
        published = self.publication.header.date
        return self.date or (published.when if published else "")


class File(Struct, frozen=True):
    """One file of an export: its path, with slashes, below the place that is asked for, and its bytes."""

    path: str
    data: bytes


class Export(Struct, frozen=True):
    """What is written, in order, and what is missing or could not be kept."""

    files: tuple[File, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def data(self) -> bytes:
        """The bytes of an export that is one file."""
        return self.files[0].data


def single(material: Material, suffix: str, data: bytes, findings: tuple[Finding, ...] = ()) -> Export:
    """An export that is one file, named as the TEI file is, with this suffix."""
    return Export((File(f"{material.publication.name}{suffix}", data),), findings)
