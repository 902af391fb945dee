"""Foreign files: what is no transcript that we read, told by its first bytes, and what to do with it.

%PDF-1.7 …      is a PDF: take its text out first (pdftotext -layout), and read it against the pages
"""

from tei_miasnikov.errors import SourceError

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
"""A compound file: Word before 2007, and every Office file that is protected by a password."""
FLAT = b"urn:oasis:names:tc:opendocument:xmlns:office:1.0"
OFFICE = (".docx", ".docm", ".dotx", ".odt", ".ott", ".fodt")
SAVE = "open it in Word or LibreOffice and save it as .docx or .odt"
SIGNATURES = (
    (b"%PDF-", "is a PDF; take its text out first (pdftotext -layout), and read it against the pages"),
    (b"{\\rtf", f"is RTF, whatever its name; {SAVE}"),
    (b"\x1f\x8b", "is compressed by gzip; unpack it first"),
    (b"BZh", "is compressed by bzip2; unpack it first"),
    (b"\xfd7zXZ\x00", "is compressed by xz; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7-zip archive; unpack it and name the transcript in it"),
    (b"Rar!\x1a\x07", "is a RAR archive; unpack it and name the transcript in it"),
    (b"\x89PNG\r\n", "is a picture (PNG); its text has to be recognised first"),
    (b"\xff\xd8\xff", "is a picture (JPEG); its text has to be recognised first"),
    (b"II*\x00", "is a picture (TIFF); its text has to be recognised first"),
    (b"MM\x00*", "is a picture (TIFF); its text has to be recognised first"),
    (EMPTY_ZIP, "is an empty zip archive; there is nothing to convert"),
)
"""The first bytes of what we do not read, and what to say."""
STORED = {
    "EncryptedPackage": "is protected by a password; open it in Word, take the password away and save it",
    "WordDocument": f"is a Word file of before 2007 (.doc), whatever its name; {SAVE}",
    "Workbook": "is an Excel file of before 2007 (.xls); save the transcript as text",
}
"""What a compound file holds, in the order in which to look."""


def is_packed(data: bytes) -> bool:
    """Whether this is a word processor's file, or at least a zip archive."""
    return data.startswith(ZIP) or is_flat(data)


def is_flat(data: bytes) -> bool:
    """Whether this is an OpenDocument text in one XML file (.fodt)."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and FLAT in head and b":document" in head


def refuse_foreign(data: bytes, name: str) -> None:
    """Raises SourceError, in one line, where these bytes are no transcript that can be read."""
    found = next((words for first, words in SIGNATURES if data.startswith(first)), "")
    if data.startswith(OLE):
        found = next((words for stored, words in STORED.items() if stored.encode("utf-16-le") in data), "")
        found = found or f"is an old Office file (an OLE compound file); {SAVE}"
    elif not found and _is_web_archive(data):
        found = "is a web archive (.mht); open it in a browser and save it as .html"
    elif not found and name.lower().endswith(OFFICE) and not is_packed(data):
        found = _misnamed(data)
    if found:
        raise SourceError(f"{name}: {found}")


def _is_web_archive(data: bytes) -> bool:
    head = data[:4096].lower()
    return b"mime-version:" in head and b"multipart/related" in head


def _misnamed(data: bytes) -> str:
    if not data.strip():
        return "is empty; there is nothing to convert"
    words = data[:30].decode("utf-8", errors="replace").split("\n")[0].strip()
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return (
            f"is no word processor's file, whatever its name (it begins with {words!r}); if it is a page, name it .html"
        )
    return f"is no word processor's file, whatever its name (it begins with {words!r}); if it is text, name it .txt"
