"""Headers of parts: what a document's own file says of it, and whatever else is told once, in the corpus.

titleStmt    the document's title, and who is responsible
sourceDesc   a bibl of the archive's reference, which points to its msItem
profileDesc  its date, its letter's correspDesc, the unnamed persons of its session
"""

from copy import deepcopy

from lxml import etree

from tei_miasnikov.encoded import Document, Publication
from tei_miasnikov.encoded.names import TEI, XML, find, find_all, iter_named, xml_id
from tei_miasnikov.exports.descriptions import unit_id
from tei_miasnikov.exports.elements import elements_in

make = elements_in(TEI)
ID = f"{{{XML}}}id"


def header_of_document(publication: Publication, document: Document, corpus: str) -> etree._Element:
    """The header of a document; what is its own is moved here from the header of all."""
    item = document.item
    pointer = f"{corpus}#{item.id}" if item and item.id else ""
    reference = unit_id(publication, document)
    source = make("bibl", reference, corresp=pointer) if reference else _from_edition(publication)
    return make(
        "teiHeader",
        _file_description(publication, document.title or document.head or publication.header.title, source),
        _profile(publication, document),
    )


def header_of_rest(publication: Publication) -> etree._Element:
    """The header of what belongs to no document."""
    return make("teiHeader", _file_description(publication, publication.header.title, _from_edition(publication)))


def _from_edition(publication: Publication) -> etree._Element:
    return make("p", f"A part of {publication.header.title or publication.file_name}.")


def _file_description(publication: Publication, title: str, source: etree._Element) -> etree._Element:
    header = publication.header.element
    responsible = find_all(header, "t:fileDesc/t:titleStmt/*") if header is not None else []
    statements = [_copied(one) for one in responsible if one.tag != f"{{{TEI}}}title"]
    publishing = find(header, "t:fileDesc/t:publicationStmt") if header is not None else None
    return make(
        "fileDesc",
        make("titleStmt", make("title", title), statements),
        _copied(publishing) if publishing is not None else make("publicationStmt", make("p")),
        make("sourceDesc", source),
    )


def _copied(element: etree._Element) -> etree._Element:
    """A copy without ids, since each id stands in one file alone."""
    copy = deepcopy(element)
    copy.tail = None
    for inner in copy.iter("{*}*"):
        inner.attrib.pop(ID, "")
    return copy


def _profile(publication: Publication, document: Document) -> etree._Element | None:
    date = document.date
    dated = (
        None
        if date is None
        else make(
            "creation",
            make(
                "date",
                date.words,
                when=date.when,
                from_=date.start,
                to=date.end,
                notBefore=date.not_before,
                notAfter=date.not_after,
                resp=" ".join(f"#{own}" for own in date.resp),
            ),
        )
    )
    persons, letters = _own_persons(publication, document), _own_letters(document)
    if dated is None and not persons and not letters:
        return None
    partic = make("particDesc", make("listPerson", persons)) if persons else None
    return make("profileDesc", dated, partic, letters)


def _own_persons(publication: Publication, document: Document) -> list[etree._Element]:
    """Persons whom the header describes for this document alone."""
    own = {person.id for person in publication.persons if document.id and person.about == (document.id,)}
    return [_moved(person) for person in list(iter_named(publication.root, "person")) if xml_id(person) in own]


def _own_letters(document: Document) -> list[etree._Element]:
    own = [letter for letter in document.letters if letter.documents == (document.id,)]
    return [_moved(letter.element) for letter in own]


def _moved(element: etree._Element) -> etree._Element:
    """The element itself, taken out of where it stood."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
    element.tail = None
    return element
