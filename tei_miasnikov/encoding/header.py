"""The header: tells the source, the persons, and what the program did; what is not known is not made up.

A key of header.toml that the header needs and that is missing is a finding. Source: TEI Guidelines 2.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from tei_miasnikov.encoding.correspondence import describe_correspondence
from tei_miasnikov.encoding.declarations import declare_encoding
from tei_miasnikov.encoding.manuscript import manuscript
from tei_miasnikov.encoding.markup import element, filled, paragraph
from tei_miasnikov.encoding.metadata import Metadata, Publication
from tei_miasnikov.encoding.record import Record
from tei_miasnikov.findings import Finding
from tei_miasnikov.recognition.people import Person
from tei_miasnikov.recognition.transcript import Transcript

PROGRAM = "tei-miasnikov"
NOT_STATED = "Not stated in the source."


class HeaderFacts(NamedTuple):
    """What the header is made from."""

    transcript: Transcript
    metadata: Metadata
    records: Sequence[Record]
    languages: frozenset[str]
    joins: tuple[int, ...]
    version: str
    date: str | None


def build_header(facts: HeaderFacts) -> etree._Element:
    """The teiHeader."""
    return element(
        "teiHeader",
        element(
            "fileDesc",
            _title_statement(facts),
            _publication_statement(facts.metadata.publication),
            element(
                "sourceDesc",
                _transcript(facts),
                manuscript(facts.metadata, facts.records, facts.transcript.profile.languages),
            ),
        ),
        declare_encoding(facts.transcript, facts.metadata, facts.joins, PROGRAM, facts.version),
        _profile_description(facts),
        element("revisionDesc", _change(facts.date), status="draft"),
    )


def _change(date: str | None) -> etree._Element:
    return element("change", "Made from the transcript.", when=date, who="#converter")


def _title_statement(facts: HeaderFacts) -> etree._Element:
    metadata = facts.metadata
    return element(
        "titleStmt",
        element("title", edition_title(facts), type="main"),
        filled("title", metadata.title.sub, type="sub"),
        *(
            element(
                "respStmt",
                element("resp", one.role or "responsible"),
                element("name", one.name, ref=one.uri or None),
                xml_id=one.id,
            )
            for one in metadata.responsibility
        ),
        element(
            "respStmt",
            element("resp", "encoded in TEI, and all that is marked as inferred, by the program"),
            element("name", PROGRAM, type="program"),
            xml_id="converter",
        ),
    )


def edition_title(facts: HeaderFacts) -> str:
    """The title that the header states, else that of the transcript, else the name of its file."""
    reading = facts.transcript.reading
    first = reading.blocks[0]
    printed = " ".join(facts.transcript.words(first).split()) if first.form == "heading" else ""
    return facts.metadata.title.main or printed or _file_name(facts)


def _file_name(facts: HeaderFacts) -> str:
    return facts.metadata.source.file or facts.transcript.reading.source.name.replace("\\", "/").rpartition("/")[2]


def _publication_statement(publication: Publication) -> etree._Element:
    return element(
        "publicationStmt",
        filled("publisher", publication.publisher),
        filled("authority", publication.authority or ("" if publication.publisher else NOT_STATED)),
        filled("pubPlace", publication.place),
        _publication_date(publication.date),
        filled("idno", publication.id),
        element("ptr", target=publication.url) if publication.url else None,
        _availability(publication),
    )


def _publication_date(date: str) -> etree._Element | None:
    return element("date", date, when=date) if date else None


def _availability(publication: Publication) -> etree._Element:
    if not publication.licence:
        text = "The source states no licence. To be filled in before publication."
        return element("availability", paragraph(text), status="unknown")
    licence = element("licence", publication.licence, target=publication.licence_url or None)
    return element("availability", licence)


def _transcript(facts: HeaderFacts) -> etree._Element:
    """The transcript as a bibl: title, translator, file, digest."""
    source = facts.metadata.source
    translator = element("editor", source.translator, role="translator") if source.translator else None
    return element(
        "bibl",
        element("title", source.title or edition_title(facts)),
        ", " if translator is not None else None,
        translator,
        ". ",
        element("idno", _file_name(facts), type="filename"),
        ", SHA-256 ",
        element("idno", facts.transcript.reading.source.sha256, type="sha256"),
        f". {source.note}" if source.note else ".",
        xml_id="transcript",
    )


def _profile_description(facts: HeaderFacts) -> etree._Element:
    people = facts.transcript.people
    sessions = [session for record in facts.records for session in _sessions(record)]
    persons = [*map(_person, people), *sessions]
    rules = facts.transcript.profile.correspondence
    letters = [describe_correspondence(record, rules, people) for record in facts.records]
    return element(
        "profileDesc",
        _creation(facts.records),
        _calendars(facts),
        _languages(facts),
        element("particDesc", element("listPerson", *persons)) if persons else None,
        *letters,
    )


def _creation(records: Sequence[Record]) -> etree._Element | None:
    """From the first to the last date that a document bears."""
    dates = sorted(value for record in records if record.date and (value := record.date.get("when")))
    if not dates:
        return None
    first, last = dates[0], dates[-1]
    if first == last:
        return element("creation", "The documents: ", element("date", first, when=first), ".")
    return element("creation", "The documents: ", element("date", f"{first} to {last}", from_=first, to=last), ".")


def _calendars(facts: HeaderFacts) -> etree._Element | None:
    """The calendar that dates point to, where the profile says that the source uses the old one."""
    if facts.transcript.profile.dates.calendar != "julian":
        return None
    julian = element("calendar", paragraph("Julian, as printed before 14 February 1918."), xml_id="julian")
    return element("calendarDesc", julian)


def _languages(facts: HeaderFacts) -> etree._Element:
    profile = facts.transcript.profile
    named = dict(profile.languages)
    tags = dict.fromkeys([profile.language, *named, *sorted(facts.languages)])
    return element("langUsage", *(element("language", named.get(tag, tag), ident=tag) for tag in tags))


def _person(person: Person) -> etree._Element:
    return element(
        "person",
        element("persName", person.name),
        element("birth", when=person.birth) if person.birth else None,
        element("death", when=person.death) if person.death else None,
        element("idno", person.uri, type="URI") if person.uri else None,
        xml_id=person.id,
        role=person.role.replace(" ", "-") or None,
    )


def _sessions(record: Record) -> Iterator[etree._Element]:
    """The persons of one session whom the source does not name."""
    for own, role in record.sessions:
        if record.date:
            values = {"from_" if key == "from" else key: value for key, value in record.date.attributes}
            words: list[etree._Element | str] = ["of the session of ", element("date", record.date_words, **values)]
        else:
            words = [f"of document {record.number}"]
        note = element("note", f"The {role} ", *words, ", not named in the source.")
        yield element("person", note, xml_id=own, role=role.replace(" ", "-"), corresp=f"#{record.id}")


NEEDED: tuple[tuple[str, Callable[[Metadata], str], str], ...] = (
    ("title.main", lambda m: m.title.main, "the title of the edition"),
    ("publication.publisher", lambda m: m.publication.publisher or m.publication.authority, "who publishes it"),
    ("publication.date", lambda m: m.publication.date, "when it is published"),
    ("publication.licence", lambda m: m.publication.licence, "under which licence it may be used"),
)
"""The keys that every header needs."""


def missing_keys(metadata: Metadata, path: str, needs_archive: bool, editor: str) -> list[Finding]:  # noqa: FBT001
    """A finding for each key of header.toml that this transcript needs and that is not there."""
    keys = [(key, meaning) for key, value, meaning in NEEDED if not value(metadata)]
    if needs_archive and not metadata.archive.repository:
        keys.append(("archive.repository", "where the documents are kept, which their citations only abbreviate"))
    if editor and editor not in {one.id for one in metadata.responsibility}:
        keys.append((f'responsibility (id = "{editor}")', "whose notes, brackets and omissions these are"))
    return [
        Finding("header-key-missing", f"{key} is missing: {meaning}", path, hint=f"add {key} to header.toml")
        for key, meaning in keys
    ]
