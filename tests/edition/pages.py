"""Pages for the tests: of the corpus, of TEI written in a test, of what lies beside the project."""

from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from tei_miasnikov.edition.page import make_page, make_volumes, write_text
from tei_miasnikov.edition.volume import Volume
from tei_miasnikov.encoded import publication_of, read_publication
from tei_miasnikov.text.source import Source, read_source
from tests.shared import CORPUS

HEADER = "<teiHeader><fileDesc><titleStmt><title>A trial</title></titleStmt></fileDesc></teiHeader>"


def tei(body: str, header: str = HEADER) -> bytes:
    """A TEI file around a body."""
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<text><body>{body}</body></text></TEI>'.encode()


def volume_of(data: bytes, source: Source | None = None) -> Volume:
    """A volume of the bytes of a file."""
    return make_volumes([publication_of(data, "trial.xml")], [source])[0]


def page_of(*files: bytes) -> str:
    """The page of some files."""
    publications = [publication_of(data, f"trial{number}.xml") for number, data in enumerate(files, 1)]
    return make_page(make_volumes(publications, [None] * len(files))).decode()


def text_of(data: bytes) -> str:
    """The text of a file as HTML."""
    return str(write_text(volume_of(data), set()))


@cache
def corpus_volume() -> Volume:
    """The Last Testament with its transcript."""
    return make_volumes([read_publication(CORPUS / "tei.xml")], [read_source(CORPUS / "source.md")])[0]


@cache
def corpus_page() -> bytes:
    """The page of the Last Testament with its transcript."""
    return make_page([corpus_volume()])


def save(page: bytes | str, folder: Path, name: str = "edition.html") -> Path:
    """A page in a file."""
    path = folder / name
    path.write_bytes(page.encode() if isinstance(page, str) else page)
    return path


class Words(HTMLParser):
    """The text of a stretch of HTML as it is written, without what is marked as added."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self._added: list[bool] = [False]
        self._pieces: list[str] = []
        self.feed(html)
        self.close()
        assert len(self._added) == 1, "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "br":
            self._added.append(self._added[-1] or any(name == "data-added" for name, _ in attrs))

    def handle_endtag(self, tag: str) -> None:
        self._added.pop()

    def handle_data(self, data: str) -> None:
        if not self._added[-1]:
            self._pieces.append(data)

    @property
    def text(self) -> str:
        """The text."""
        return "".join(self._pieces)
