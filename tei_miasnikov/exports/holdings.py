"""Holdings: the files that a deposit consists of, and what preservation needs to know of each.

Holding("data/tei.xml", bytes, "application/tei+xml", role="encoded text")      size, SHA-256, SHA-512
"""

import hashlib

from msgspec import Struct

from tei_miasnikov.exports.descriptions import MEDIA_TYPE
from tei_miasnikov.exports.material import Material

TRANSCRIPT = "transcript"
"""The role of the file that the TEI was made from."""
MEDIA_TYPES = {
    ".xml": "application/xml",
    ".rng": "application/xml",
    ".json": "application/json",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".html": "text/html",
    ".htm": "text/html",
}
FORMATS = {
    MEDIA_TYPE: ("TEI P5 - Single Text File", "fmt/1476"),
    "application/xml": ("Extensible Markup Language", "fmt/101"),
    "text/markdown": ("Markdown", "fmt/1149"),
    "text/plain": ("Plain Text File", "x-fmt/111"),
}
"""What a media type is called in PRONOM, and its identifier there."""


class Holding(Struct, frozen=True):
    """One file: its path in the deposit, its bytes, its media type and what it is there for."""

    path: str
    data: bytes
    media_type: str
    role: str

    @property
    def sha256(self) -> str:
        """The digest that fixity is checked by."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def sha512(self) -> str:
        """A second digest, by another algorithm."""
        return hashlib.sha512(self.data).hexdigest()


def media_type(name: str) -> str:
    """The media type by a file's ending."""
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    return MEDIA_TYPES.get(ending, "application/octet-stream")


def hold(material: Material) -> list[Holding]:
    """The TEI file, and the transcript where it is given."""
    publication, source = material.publication, material.source
    holdings = [Holding(publication.file_name, publication.data, MEDIA_TYPE, "encoded text")]
    if source:
        name = source.path.name
        holdings.append(Holding(name, source.data, media_type(name), TRANSCRIPT))
    return holdings
