"""Citing: how a document is cited, with the archive's name and leaves, from what the file says and nothing else.

“Record of interrogation of G. I. Miasnikov; January 18 1945”. Central Archive of the Federal Security Service …,
H-17674, Vol. 3, pp. 31, 32, 34-36. In: The Last Testament …, translator and annotator Malcolm Archibald, no. 2.
"""

from collections.abc import Iterator

from tei_miasnikov.edition.dates import said
from tei_miasnikov.encoded import Document, Manuscript, Publication


def archive_of(publication: Publication) -> str:
    """The archive and the file's shelfmark, "" where none is described."""
    manuscript = publication.manuscript
    return ", ".join(_holding(manuscript)) if manuscript else ""


def leaves_of(document: Document) -> str:
    """Volume and leaves as the document cites them, without brackets; else as the header has them."""
    if document.citation and document.citation.words:
        return document.citation.words.strip(" []").rstrip(".")
    if document.item is None:
        return ""
    loci = ", ".join(locus.words for locus in document.item.loci if locus.words)
    return ", ".join(filter(None, [document.item.volume, loci]))


def date_of(document: Document) -> str:
    """The document's date in words, in brackets where an editor supplied it; "" where there is none."""
    dating = document.date
    if dating is None:
        return ""
    bounds = " – ".join(dict.fromkeys(filter(None, [said(dating.earliest), said(dating.latest)])))
    told = said(dating.when) if dating.when else bounds or dating.words
    return f"[{told}]" if dating.resp else told


def cite(publication: Publication, document: Document) -> str:
    """The citation of a document."""
    title = document.title or document.head
    date = date_of(document)
    year = document.date.earliest[:4] if document.date else ""
    quoted = f"“{title.rstrip('.')}”" if title else ""
    dated = "" if year and year in title else date
    source = ", ".join(filter(None, [archive_of(publication), leaves_of(document)]))
    sentences = [", ".join(filter(None, [quoted, dated])), source, _in(publication, document)]
    return " ".join(f"{sentence.rstrip('.')}." for sentence in sentences if sentence)


def cite_whole(publication: Publication) -> str:
    """The citation of the edition."""
    return f"{', '.join(filter(None, _edition(publication)))}."


def _in(publication: Publication, document: Document) -> str:
    if document.title == publication.header.title and len(publication.documents) == 1:
        return ", ".join(filter(None, list(_edition(publication))[1:]))
    number = f"no. {document.number}" if document.number else ""
    return f"In: {', '.join(filter(None, [*_edition(publication), number]))}"


def _edition(publication: Publication) -> Iterator[str]:
    header = publication.header
    yield header.title or publication.name
    yield from (f"{one.role} {one.name}" for one in header.people)
    yield header.place
    yield header.issuer
    yield said(header.date.when) if header.date and header.date.when else ""
    yield header.url


def _holding(manuscript: Manuscript) -> Iterator[str]:
    parts = [manuscript.settlement, manuscript.institution, manuscript.repository, manuscript.collection]
    yield from filter(None, [*parts, manuscript.idno])
