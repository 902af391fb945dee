"""The publication: a TEI file as its readers need it, the door of this package.

    publication = read_publication("corpus/last-testament/tei.xml")
    publication.documents[1].turns[0].words          'Why did you flee abroad?'

Any TEI P5 file can be read: what it does not say is None or empty, never made up. Everything found points back to its
element, so that nothing is out of reach.
"""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from lxml import etree
from msgspec import Struct

from tei_miasnikov.encoded.documents import Document, Surroundings, read_documents
from tei_miasnikov.encoded.header import Header, read_header
from tei_miasnikov.encoded.manuscript import Manuscript, read_manuscripts
from tei_miasnikov.encoded.names import TEI, find, iter_named, language_of, local
from tei_miasnikov.encoded.persons import Person, read_persons
from tei_miasnikov.errors import SourceError
from tei_miasnikov.parsing import safe_parser
from tei_miasnikov.validation.documents import read_document

ROOTS = ("TEI", "teiCorpus")


class Publication(Struct, frozen=True, dict=True):
    """A TEI file: its bytes and tree, and what it says.

    `header` is that of the root; `documents` are all of them, in a corpus those of every TEI element; `persons` and
    `manuscripts` are those of the whole file.
    """

    path: str
    data: bytes
    root: etree._Element
    header: Header
    manuscripts: tuple[Manuscript, ...]
    persons: tuple[Person, ...]
    documents: tuple[Document, ...]

    @property
    def name(self) -> str:
        """The file's name without its folder and ending."""
        return Path(self.path).stem

    @property
    def file_name(self) -> str:
        """The file's name without its folder."""
        return Path(self.path).name

    @property
    def manuscript(self) -> Manuscript | None:
        """The first manuscript described, the archive's file of a documentary edition."""
        return self.manuscripts[0] if self.manuscripts else None

    @cached_property
    def language(self) -> str:
        """The language of the text: its xml:lang, else the first that the header lists; a BCP 47 tag or ""."""
        text = next(iter_named(self.root, "text"), self.root)
        listed = self.header.languages
        return language_of(text) or (listed[0].ident if listed else "")

    @cached_property
    def person(self) -> dict[str, Person]:
        """The persons by their ids."""
        return {person.id: person for person in self.persons}

    def persons_of(self, ids: Iterable[str]) -> list[Person]:
        """The persons of these ids, as far as the file describes them."""
        return [self.person[own] for own in ids if own in self.person]


def read_publication(path: str | Path) -> Publication:
    """Read a TEI file. Raises SourceError where it can't be read, is not well-formed, or is no TEI P5."""
    return publication_of(read_document(path), str(path))


def publication_of(data: bytes, path: str) -> Publication:
    """Read the bytes of a TEI file; `path` is what it is called in messages. Raises SourceError."""
    root = _root(data, path)
    persons = read_persons(root)
    known = {person.id: person for person in persons}
    manuscripts = read_manuscripts(root)
    documents = [
        document
        for tei in iter_named(root, "TEI")
        for document in read_documents(tei, Surroundings(_header(tei), manuscripts, known))
    ]
    return Publication(path, data, root, _header(root), manuscripts, persons, tuple(documents))


def _header(element: etree._Element) -> Header:
    return read_header(find(element, "t:teiHeader"))


def _root(data: bytes, path: str) -> etree._Element:
    try:
        root = etree.fromstring(data, safe_parser())
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise SourceError(
            f"{path}:{line}:{column}: is not well-formed XML; `tei-miasnikov validate` says why"
        ) from None
    if local(root) not in ROOTS:
        name = etree.QName(root)
        place = f"in the namespace {name.namespace}" if name.namespace else "in no namespace"
        wanted = f"<TEI> or <teiCorpus> in {TEI}"
        raise SourceError(f"{path}: is no TEI P5: its root is <{name.localname}> {place}, not {wanted}")
    return root
