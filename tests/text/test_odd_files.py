"""Damaged and odd files: one clear line and status 3, or a reading that tells what it left out, in bounds."""

import resource
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tei_miasnikov.errors import SourceError
from tei_miasnikov.text.foreign import OLE
from tests.test_command_line import refused, run
from tests.text.files import WORD_NAMESPACES, docx, flat_odt, odt, packed, read_bytes, told

GOOD = docx("<w:p><w:r><w:t>Q. Why?</w:t></w:r></w:p>")
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(12))


def document(xml: str) -> bytes:
    """A Word file with this document part, as it stands."""
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})


def compound(stream: str) -> bytes:
    """What a compound file looks like from outside: its signature, and the name of a stream."""
    return OLE + bytes(500) + stream.encode("utf-16-le") + bytes(1000)


def bomb(megabytes: int) -> bytes:
    """A Word file whose document is a hundred million zeros."""
    data = BytesIO()
    archive = zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=9)
    with archive, archive.open("word/document.xml", "w") as part:
        for _ in range(megabytes):
            part.write(bytes(2**20))
    return data.getvalue()


def lying(data: bytes) -> bytes:
    """The same bomb, its directory saying that the part has but ten bytes."""
    size = (100 * 2**20).to_bytes(4, "little")
    return data.replace(size, (10).to_bytes(4, "little"))


def encrypted_zip() -> bytes:
    """A zip archive whose parts say that they are encrypted."""
    data = bytearray(GOOD)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = data.find(signature)
        while position >= 0:
            data[position + offset] |= 1
            position = data.find(signature, position + 4)
    return bytes(data)


def damaged() -> bytes:
    """A Word file with bytes flipped in the midst of its document."""
    words = " ".join(str(number * number) for number in range(2000))
    data = bytearray(docx(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"))
    start = data.find(b"word/document.xml") + 200
    data[start : start + 40] = bytes(40)
    return bytes(data)


MHT = b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n--x\r\n"
REFUSED = {
    "protected.docx": (compound("EncryptedPackage"), "is protected by a password"),
    "old.doc": (compound("WordDocument"), "is a Word file of before 2007"),
    "old-renamed.docx": (compound("WordDocument"), "is a Word file of before 2007"),
    "table.xls": (compound("Workbook"), "is an Excel file"),
    "other.docx": (compound("Nothing"), "is an old Office file"),
    "rich.docx": (b"{\\rtf1\\ansi Q. Why?}", "is RTF, whatever its name"),
    "renamed-zip.docx": (packed({"a.txt": "one", "b.txt": "two"}), "is a zip archive (a.txt, b.txt …)"),
    "truncated.docx": (GOOD[: len(GOOD) // 2], "is a damaged zip archive"),
    "damaged.docx": (damaged(), "its part word/document.xml is damaged"),
    "without.docx": (packed({"word/styles.xml": "<x/>"}), "has no part word/document.xml"),
    "broken.docx": (document("<w:document><w:body>"), "is no sound XML"),
    "bomb.docx": (bomb(100), "unpacks to more than 64 MB"),
    "lying.docx": (lying(bomb(100)), "is damaged"),
    "entities.docx": (document(f"<!DOCTYPE x [{ENTITIES}]><x>&e11;</x>"), "declares entities that grow without end"),
    "deep.docx": (document("<x>" * 100_000), "nests elements deeper than 256"),
    "encrypted.docx": (encrypted_zip(), "protected by a password"),
    "empty.docx": (docx(""), "is empty"),
    "nothing.docx": (b"", "is empty"),
    "blank.docx": (docx("<w:p/><w:p><w:r><w:br w:type='page'/></w:r></w:p>"), "is empty"),
    "text.docx": (b"Q. Why?\nA. So.\n", "if it is text, name it .txt"),
    "page.docx": (b"<html><body>Q. Why?</body></html>", "if it is a page, name it .html"),
    "sheet.docx": (packed({"xl/workbook.xml": "<x/>"}), "is a spreadsheet"),
    "book.odt": (packed({"META-INF/container.xml": "<x/>"}), "is an e-book"),
    "protected.odt": (
        odt("<text:p>x</text:p>", **{"META-INF/manifest.xml": "<m><encryption-data/></m>"}),
        "is protected by a password",
    ),
    "without.odt": (packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "no Word or LibreOffice document"),
    "sheet.odt": (packed({"content.xml": b"<a/>"}), "another kind"),
    "broken.fodt": (flat_odt("<text:p>one"), "is no sound XML"),
    "saved.mht": (MHT, "is a web archive"),
    "scan.html": (b"%PDF-1.4 ...", "is a PDF"),
    "letter.txt": (b"\x1f\x8b\x08\x00", "is compressed by gzip"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_transcript_is_refused_in_a_line(name: str) -> None:
    data, words = REFUSED[name]
    start = time.process_time()
    with pytest.raises(SourceError) as refusal:
        read_bytes(data, name)
    said = str(refusal.value)
    assert words in said
    assert said.startswith(name)
    assert "\n" not in said
    assert time.process_time() - start < 5


def test_a_bomb_takes_no_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for data in (bomb(100), lying(bomb(100))):
        with pytest.raises(SourceError):
            read_bytes(data, "bomb.docx")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_the_command_line_says_it_in_a_line(tmp_path: Path) -> None:
    for name in ("protected.docx", "bomb.docx", "truncated.docx"):
        (tmp_path / name).write_bytes(REFUSED[name][0])
        said = refused(3, "convert", tmp_path / name, "-o", tmp_path / "out.xml")
        assert len(said.splitlines()) == 1
        assert str(tmp_path / name) in said
    assert not (tmp_path / "out.xml").exists()


def test_a_word_file_comes_through_standard_input() -> None:
    done = run("convert", "-", given=GOOD)
    assert done.returncode == 0
    assert "Q. Why?" in done.stdout.decode().replace("<speaker>Q.</speaker> <p>", "Q. ")


def test_macros_are_told() -> None:
    body = "<w:body><w:p><w:r><w:t>one</w:t></w:r></w:p></w:body>"
    parts = {"word/document.xml": f"<w:document {WORD_NAMESPACES}>{body}</w:document>"}
    reading = read_bytes(packed({**parts, "word/vbaProject.bin": b"\x00"}), "t.docm")
    assert list(told(reading)) == ["paragraph: one", "! macros-left-out"]


def test_a_huge_table_is_read_in_time() -> None:
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc>" * 20 + "</w:tr>"
    start = time.process_time()
    reading = read_bytes(docx(f"<w:tbl>{row * 1000}</w:tbl>"), "t.docx")
    assert len(reading.blocks) == 1000
    assert time.process_time() - start < 15


def test_pages_in_other_encodings() -> None:
    page = "<html><head><meta charset='{}'></head><body><p>Где вы жили?</p></body></html>"
    for data in (
        page.format("utf-8").encode(),
        page.format("windows-1251").encode("cp1251"),
        page.format("koi8-r").encode("koi8-r"),
        page.format("utf-8").encode("utf-16"),
        page.format("no-such").encode("utf-8-sig"),
        page.replace("charset", "name").encode(),
    ):
        assert [block.span.of(r.text) for r in [read_bytes(data, "t.html")] for block in r.blocks] == ["Где вы жили?"]


def test_a_page_without_a_name_is_known_by_its_beginning() -> None:
    page = "<!-- saved --><!DOCTYPE html><html><meta charset=windows-1251><p>Где вы <b>жили</b>?</p></html>".encode(
        "cp1251"
    )
    assert list(told(read_bytes(page, "-"))) == ["paragraph: Где вы жили?", "    hi bold: жили"]
    assert list(told(read_bytes(page, "t.html"))) == list(told(read_bytes(page, "t.doc")))
    assert list(told(read_bytes(b"a < b <html> c", "-"))) == ["paragraph: a < b <html> c"]
