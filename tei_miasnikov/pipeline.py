"""The stages in order, on one screen.

    source → reading → notes, structure → finds → nesting → header, tree → proof

Each stage is a function of plain values; the text is never changed, only spoken about.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from tei_miasnikov.encoding.header import HeaderFacts, build_header, missing_keys
from tei_miasnikov.encoding.metadata import Metadata
from tei_miasnikov.encoding.placing import find_moves, place_inline
from tei_miasnikov.encoding.proof import Account, prove_text
from tei_miasnikov.encoding.record import make_records
from tei_miasnikov.encoding.tree import build_document, build_text, serialize
from tei_miasnikov.findings import Finding
from tei_miasnikov.recognition.documents import Document
from tei_miasnikov.recognition.identifiers import Identifiers
from tei_miasnikov.recognition.languages import mark_languages
from tei_miasnikov.recognition.notes import anchors, find_series
from tei_miasnikov.recognition.passages import annotate_passages
from tei_miasnikov.recognition.profile import Layout, Profile, find_profile
from tei_miasnikov.recognition.scrutiny import scrutinize
from tei_miasnikov.recognition.settings import load_settings
from tei_miasnikov.recognition.standoff.citations.memory import resolve_citations
from tei_miasnikov.recognition.structure import build_structure
from tei_miasnikov.recognition.transcript import Transcript, masked
from tei_miasnikov.text.readers import read
from tei_miasnikov.text.reading import Reading
from tei_miasnikov.text.source import Source, read_source
from tei_miasnikov.text.span import Annotation
from tei_miasnikov.version import VERSION

if TYPE_CHECKING:
    from tei_miasnikov.recognition.learning.lesson import Lesson

MASKED = frozenset({"ref", "formula", "fw", "milestone", "lb"})
"""The marks whose words say nothing to the recognisers."""
TOLD = ("documents", "turns", "dates", "citations", "notes", "omissions", "page joins")
COUNTED = {"sp": "turns", "date": "dates", "time": "dates", "bibl": "citations", "ellipsis": "omissions"}


class Conversion(NamedTuple):
    """A transcript in TEI: the file's bytes, what an editor should look at, what was marked, and the closed account."""

    tei: bytes
    findings: tuple[Finding, ...]
    counts: Counter[str]
    account: Account
    lesson: "Lesson | None" = None


class Settings(NamedTuple):
    """What a conversion rests on beside the source; without a profile, what the labels are is learned from the text.

    `date` (ISO 8601) stands in revisionDesc where it is given; `notes` stand where the source has them, or inline.
    """

    profile: Profile | None = None
    metadata: Metadata = Metadata()
    metadata_path: str = "header.toml"
    date: str | None = None
    xml_model: str | None = None
    notes: Literal["end", "inline"] = "end"


def load_settings_of(
    profile: str | None, header: str | Path | None, xml_model: str | None = None, date: str | None = None
) -> Settings:
    """Settings from a profile (its file or the name of a shipped one) and a header.toml.

    Raises UsageError where there is no such profile, ProfileError where one of the two can't be used.
    """
    metadata = load_settings(header, Metadata) if header else Metadata()
    return Settings(find_profile(profile) if profile else None, metadata, str(header or "header.toml"), date, xml_model)


def convert(
    source: str | Path | Source,
    *,
    profile: str | None = None,
    header: str | Path | None = None,
    encoding: str | None = None,
    date: str | None = None,
) -> Conversion:
    """Convert a transcript to TEI.

    `profile` is a file or the name of a shipped profile, `header` a header.toml, `encoding` that of the source where it
    is not UTF-8, `date` (ISO 8601) stands in the revisionDesc. Raises TeiMiasnikovError (errors.py): SourceError,
    ProfileError, UsageError, and ProofError where the account of characters does not close.
    """
    read_in = source if isinstance(source, Source) else read_source(source, encoding)
    return convert_source(read_in, load_settings_of(profile, header, date=date))


def convert_source(source: Source, settings: Settings) -> Conversion:
    """Convert one source. Raises SourceError where it can't be read, ProofError where the account does not close."""
    reading = read(source)
    lesson = _learned(reading) if settings.profile is None else None
    profile = lesson.profile if lesson else settings.profile or Profile()
    reading = _laid_out(reading, profile.layout)
    ids = Identifiers()
    series, note_findings = find_series(reading, profile.notes, ids)
    anchored = anchors(series)
    transcript = _transcript(reading, profile, settings.metadata, anchored)
    structure = build_structure(transcript, series, ids)
    annotations, crossings = annotate_passages(transcript, structure.annotations, anchored, ids)
    annotations, doubts = resolve_citations(transcript, annotations, ids)
    annotations = mark_languages(annotations, reading.text, profile.language)
    header = build_header(_facts(transcript, settings, structure.documents, annotations))
    text = build_text(reading.text, annotations)
    moves = find_moves(annotations) if settings.notes == "inline" else []
    place_inline(text, moves)
    tei = serialize(build_document(header, text, profile.language), settings.xml_model)
    account = prove_text(reading, annotations, moves, tei)
    scrutinized = scrutinize(transcript, structure.documents)
    told = chain(reading.findings, note_findings, structure.findings, crossings, doubts, scrutinized)
    findings = sorted(told, key=lambda finding: (finding.line, finding.column))
    cites = any(a.element == "bibl" for a in annotations)
    missing = missing_keys(settings.metadata, settings.metadata_path, cites, profile.editor)
    return Conversion(tei, (*findings, *missing), _counts(annotations, structure.documents), account, lesson)


def _learned(reading: Reading) -> "Lesson":
    """What a transcript without a profile teaches."""
    from tei_miasnikov.recognition.learning.lesson import learn  # only what has no profile needs it

    return learn(reading)


def _laid_out(reading: Reading, layout: Layout) -> Reading:
    """The reading with its lines made paragraphs, where the profile says how they are laid out."""
    if layout == Layout():
        return reading
    from tei_miasnikov.recognition.layout import lay_out  # only what is wrapped needs it

    return lay_out(reading, layout)


def _transcript(reading: Reading, profile: Profile, metadata: Metadata, anchored: Sequence[Annotation]) -> Transcript:
    """What the recognisers look at: anchors, links, formulas and what is no text masked."""
    hidden = [mark.span for mark in reading.marks if mark.element in MASKED or (mark.held and len(mark.attributes) > 1)]
    spans = sorted({*hidden, *(anchor.span for anchor in anchored)})
    known = {person.id for person in metadata.persons}
    declared = {one.id for one in metadata.responsibility}
    return Transcript(
        reading,
        profile,
        masked(reading.text, spans),
        (*metadata.persons, *(person for person in profile.persons if person.id not in known)),
        profile.editor if profile.editor in declared else "",
        metadata.file_id,
    )


def _facts(
    transcript: Transcript, settings: Settings, documents: Sequence[Document], annotations: Sequence[Annotation]
) -> HeaderFacts:
    return HeaderFacts(
        transcript,
        settings.metadata,
        make_records(transcript, documents, annotations),
        frozenset(language for a in annotations if (language := a.get("xml:lang"))),
        tuple(transcript.reading.place(span.start).line for d in documents for tile in d.tiles for span in tile.joins),
        VERSION,
        settings.date,
    )


def _counts(annotations: Sequence[Annotation], documents: Sequence[Document]) -> Counter[str]:
    counts = Counter(COUNTED[a.element] for a in annotations if a.element in COUNTED)
    counts["notes"] = sum(a.element == "note" and a.get("type") == "editorial" for a in annotations)
    counts["documents"] = len(documents)
    counts["page joins"] = sum(len(tile.joins) for document in documents for tile in document.tiles)
    return counts


def summary(conversion: Conversion) -> str:
    """What was marked, in one line."""
    counts, account = conversion.counts, conversion.account
    marked = ", ".join(f"{counts[what]} {what}" for what in TOLD)
    findings = f"{len(conversion.findings)} findings"
    return f"{marked}; {findings}; {account.accounted} of {account.total} characters accounted for"
