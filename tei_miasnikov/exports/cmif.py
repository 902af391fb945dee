"""CMIF: the letters of an edition for correspSearch, one correspDesc a letter.

    <correspDesc source="#…" ref="https://example.org/miasnikov#doc-7"><correspAction type="sent"><persName …

The file has no text, only a header of few elements; publisher, address, date and licence are required in it. A
sender or addressee without a name in the edition is left out: nothing is made up. Source: Correspondence Metadata
Interchange Format, TEI Correspondence SIG.
"""

import uuid
from collections.abc import Iterator

from lxml import etree

from tei_miasnikov.encoded import Action, Dating, Letter, Party, Publication
from tei_miasnikov.encoded.names import TEI
from tei_miasnikov.errors import SourceError
from tei_miasnikov.exports.elements import elements_in, serialize
from tei_miasnikov.exports.material import Export, Material, single
from tei_miasnikov.exports.wanting import find_missing
from tei_miasnikov.findings import Finding
from tei_miasnikov.validation.documents import line_of

REQUIRED = (
    "title.main",
    "responsibility",
    "publication.publisher",
    "publication.url",
    "publication.date",
    "publication.licence",
    "publication.licence_url",
)
ACTIONS = ("sent", "received")
ELEMENTS = {"orgName": "orgName"}
"""CMIF knows persons and organisations; a rôle or an undecided name stands as a person's."""
tei = elements_in(TEI)


def export(material: Material) -> Export:
    """The letters of the publication. Raises SourceError where it describes none."""
    publication = material.publication
    letters = [letter for header in _headers(publication) for letter in header]
    if not letters:
        raise SourceError(f"{publication.path}: has no correspDesc in its header, so there are no letters for CMIF")
    root = tei("TEI", _header(publication, letters), tei("text", tei("body", tei("p"))))
    findings = (*find_missing(publication, REQUIRED, "CMIF"), *_incomplete(publication, letters))
    return single(material, ".cmif.xml", serialize(root), findings)


def _headers(publication: Publication) -> list[tuple[Letter, ...]]:
    """The letters of every header of the file, each header once."""
    met = (publication.header, *(document.header for document in publication.documents))
    headers = {id(header.element): header for header in met}
    return [header.letters for header in headers.values()]


def _header(publication: Publication, letters: list[Letter]) -> etree._Element:
    header = publication.header
    source = source_id(publication)
    edition = ". ".join(filter(None, [", ".join(one.name for one in header.people), header.title, header.issuer]))
    return tei(
        "teiHeader",
        tei(
            "fileDesc",
            tei("titleStmt", tei("title", header.title), (tei("editor", one.name) for one in header.people)),
            _publication_statement(publication),
            tei("sourceDesc", tei("bibl", edition, type="online", xml_id=source)),
        ),
        tei("profileDesc", (_letter(publication, letter, source) for letter in letters)),
    )


def source_id(publication: Publication) -> str:
    """The identifier of the edition, the same each time: a UUID (RFC 4122, version 5) of its address or title."""
    header = publication.header
    return str(uuid.uuid5(uuid.NAMESPACE_URL, header.url or header.title or publication.name))


def _publication_statement(publication: Publication) -> etree._Element:
    header = publication.header
    words = header.licence or header.availability
    date = header.date
    return tei(
        "publicationStmt",
        tei("publisher", header.issuer) if header.issuer else None,
        tei("idno", header.url, type="url") if header.url else None,
        tei("date", when=date.earliest) if date and date.earliest else None,
        tei("availability", tei("licence", words, target=header.licence_url)) if words else None,
    )


def _letter(publication: Publication, letter: Letter, source: str) -> etree._Element:
    own = next(iter(letter.documents), "")
    address = publication.header.url
    ref = letter.ref or (f"{address}#{own}" if address and own else address)
    actions = (letter.action(kind) for kind in ACTIONS)
    return tei(
        "correspDesc",
        (_action(publication, action) for action in actions if action and (action.parties or action.place)),
        source=f"#{source}",
        ref=ref,
    )


def _action(publication: Publication, action: Action) -> etree._Element:
    place = tei("placeName", action.place, ref=_absolute(action.place_ref)) if action.place else None
    parties = (_party(publication, party) for party in action.parties)
    return tei("correspAction", parties, place, _date(action.date), type=action.type)


def _party(publication: Publication, party: Party) -> etree._Element:
    known = publication.person.get(party.person)
    ref = (known.uri if known else "") or _absolute(party.ref)
    return tei(ELEMENTS.get(party.element, "persName"), (known.name if known else "") or party.words, ref=ref)


def _absolute(ref: str) -> str:
    return ref if ":" in ref else ""


def _date(dating: Dating | None) -> etree._Element | None:
    if dating is None or not dating.is_normalized:
        return None
    return tei(
        "date",
        dating.words,
        when=dating.when,
        from_=dating.start,
        to=dating.end,
        notBefore=dating.not_before,
        notAfter=dating.not_after,
        cert=dating.cert,
    )


def _incomplete(publication: Publication, letters: list[Letter]) -> Iterator[Finding]:
    """A finding for each letter whose sender or addressee nobody told."""
    for letter in letters:
        for kind in ACTIONS:
            action = letter.action(kind)
            if action is None or not (action.parties or action.place):
                which = ", ".join(letter.documents) or letter.ref or "the letter"
                yield Finding(
                    "export-letter-incomplete",
                    f"{which}: the correspDesc does not tell who {'wrote' if kind == 'sent' else 'received'} it",
                    publication.path,
                    line=line_of(letter.element),
                    hint=f'add a correspAction of type "{kind}"; CMIF wants both',
                )
