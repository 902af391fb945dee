"""TEI, a file a document: each with its own header and its ids, and a corpus that includes them.

    corpus.xml      teiCorpus: the header of all, xi:include href="doc-1.xml" …
    doc-2.xml       TEI: a header of the document's own, its div as the body
    edition.xml     TEI: what belongs to no document: title page, introduction, notes

Every id stays as it is and stands in one file alone; a pointer whose target lies in another of the files is made
`file.xml#id`, so that it still leads there. A corpus is divided by its TEI elements. Sources: TEI Guidelines 16
(language corpora), XInclude 1.0.
"""

from collections.abc import Iterable, Iterator

from lxml import etree
from msgspec import Struct

from tei_miasnikov.encoded import Document, Publication, publication_of
from tei_miasnikov.encoded.names import TEI, XML, find, find_all, first, iter_named, local, tei, xml_id
from tei_miasnikov.errors import SourceError
from tei_miasnikov.exports.elements import elements_in, indent
from tei_miasnikov.exports.material import Export, File, Material
from tei_miasnikov.exports.split_headers import header_of_document, header_of_rest

XINCLUDE = "http://www.w3.org/2001/XInclude"
CORPUS, REST = "corpus.xml", "edition.xml"
make = elements_in(TEI)
include = elements_in(XINCLUDE, {"xi": XINCLUDE})


class Part(Struct, frozen=True):
    """One of the files: its name, and its root."""

    name: str
    root: etree._Element


def export(material: Material) -> Export:
    """The files. Raises SourceError where the publication has no text."""
    publication = publication_of(material.publication.data, material.publication.path)
    if not publication.documents:
        raise SourceError(f"{publication.path}: has no text, so there are no documents to split it into")
    inner = find_all(publication.root, "t:TEI") if local(publication.root) == "teiCorpus" else []
    parts = list(_corpus_parts(publication, inner) if inner else _document_parts(publication))
    corpus = Part(CORPUS, _corpus(publication, [part.name for part in parts]))
    _mend_pointers([corpus, *parts])
    return Export(tuple(File(part.name, _written(part.root)) for part in (corpus, *parts)))


def _written(root: etree._Element) -> bytes:
    etree.cleanup_namespaces(root, keep_ns_prefixes=["xi"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _corpus(publication: Publication, names: Iterable[str]) -> etree._Element:
    """The corpus: the header of all, and the files that it includes."""
    header = find(publication.root, "t:teiHeader")
    if header is not None:
        header.tail = "\n"
    includes = [include("include", href=name) for name in names]
    for one in includes:
        one.tail = "\n"
    root = make("teiCorpus", "\n", header, includes)
    for name, value in publication.root.attrib.items():
        root.set(name, value)
    return root


def _corpus_parts(publication: Publication, inner: list[etree._Element]) -> Iterator[Part]:
    """The TEI elements of a corpus, each a file."""
    for number, element in enumerate(inner, 1):
        _detach(element)
        yield Part(f"{xml_id(element) or f'text-{number}'}.xml", element)


def _document_parts(publication: Publication) -> Iterator[Part]:
    """Each document, and what is left when they are taken out."""
    rest = first(find_all(publication.root, "t:text"))
    for number, document in enumerate(publication.documents, 1):
        header = header_of_document(publication, document, CORPUS)
        _detach(document.element)
        yield Part(f"{document.id or f'document-{number}'}.xml", _tei(header, _text(document)))
    if rest is not None and all(rest is not document.element for document in publication.documents):
        _detach(rest)
        _fill(rest)
        yield Part(REST, _tei(header_of_rest(publication), rest))


def _tei(header: etree._Element, text: etree._Element) -> etree._Element:
    indent(header)
    header.tail = "\n"
    return make("TEI", "\n", header, text, "\n", xml_lang=text.get(f"{{{XML}}}lang", ""))


def _text(document: Document) -> etree._Element:
    """The text of a document: its own, or one with its div as the body."""
    if local(document.element) == "text":
        return document.element
    return make("text", make("body", document.element), xml_lang=document.language)


def _detach(element: etree._Element) -> None:
    """Take an element out of its parent; the white space behind it stays there."""
    parent, previous, tail = element.getparent(), element.getprevious(), element.tail
    if parent is None:
        return
    parent.remove(element)
    element.tail = None
    if tail and previous is not None:
        previous.tail = (previous.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail


def _fill(text: etree._Element) -> None:
    """The paragraph that TEI wants where all documents were taken out of a body or group."""
    for group in reversed(list(iter_named(text, "group"))):
        if first(iter_named(group, "text")) is not None:
            continue
        if group.getparent() is text:
            group.tag = tei("body")
        else:
            _detach(group)
    for body in find_all(text, "t:body"):
        if all(local(child) in ("head", "note", "milestone", "pb", "") for child in body):
            body.append(make("p"))


def _mend_pointers(parts: list[Part]) -> None:
    """Pointers that leave their file get its name before the #."""
    places: dict[str, str] = {}
    for part in parts:
        for element in part.root.iter("{*}*"):
            if own := xml_id(element):
                places.setdefault(own, part.name)
    for part in parts:
        own_ids = {xml_id(element) for element in part.root.iter("{*}*")}
        for element in part.root.iter("{*}*"):
            for name, value in element.attrib.items():
                tokens = str(value).split(" ")
                if any("#" in token for token in tokens):
                    element.set(name, " ".join(_mended(token, own_ids, places) for token in tokens))


def _mended(token: str, own_ids: set[str], places: dict[str, str]) -> str:
    target = token[1:]
    return f"{places[target]}{token}" if token[:1] == "#" and target in places and target not in own_ids else token
