"""Descriptions: what several formats say of a document in the same words."""

from collections.abc import Iterator

from tei_miasnikov.encoded import Document, Manuscript, Person, Publication, line_of
from tei_miasnikov.encoded.names import find_all

MEDIA_TYPE = "application/tei+xml"


def cited(document: Document) -> str:
    """The archive citation without its brackets and point: `Vol. 3, pp. 39-41`."""
    return document.citation.words.strip(" []").rstrip(".") if document.citation else ""


def unit_id(publication: Publication, document: Document) -> str:
    """The reference of a document: fonds, volume, leaves: `H-17674, Vol. 3, pp. 39-41`."""
    manuscript = _manuscript(publication, document)
    fonds = manuscript.idno if manuscript else ""
    return ", ".join(filter(None, [fonds, cited(document) or _located(document)]))


def _located(document: Document) -> str:
    """The place by the msItem, where there is no citation."""
    item = document.item
    return ", ".join(filter(None, [item.volume, *(locus.words for locus in item.loci)])) if item else ""


def _manuscript(publication: Publication, document: Document) -> Manuscript | None:
    """The manuscript whose item the document is, else the only one."""
    of_item = (one for one in publication.manuscripts if document.item and document.item in tuple(one.all_items()))
    only = publication.manuscript if len(publication.manuscripts) == 1 else None
    return next(of_item, only)


def heads(document: Document) -> list[str]:
    """The headings of a document, as printed."""
    return [words for head in find_all(document.element, "t:head") if (words := line_of(head))]


def original_language(publication: Publication, document: Document) -> str:
    """The language of the original, by the manuscript's description; "" where it is not told."""
    manuscript = _manuscript(publication, document)
    if manuscript is None:
        return ""
    item = document.item
    part = next((part for part in manuscript.parts if item in part.items), None)
    candidates = (item.language if item else "", part.language if part else "", manuscript.language)
    return next(filter(None, candidates), "")


def named_persons(publication: Publication, document: Document) -> Iterator[Person]:
    """Those of a document's persons who have a name."""
    return (person for person in publication.persons_of(document.persons) if person.name)


def pointer(publication: Publication, document: Document) -> str:
    """The place of a document in the TEI file: `tei.xml#doc-2`."""
    return f"{publication.file_name}#{document.id}" if document.id else publication.file_name


def country_code(words: str) -> str:
    """A country by its two-letter code; "" where it is given otherwise."""
    return words.upper() if len(words) == 2 and words.isascii() and words.isalpha() else ""
