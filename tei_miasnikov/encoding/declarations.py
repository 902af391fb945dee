"""What was done to the text: appInfo, editorialDecl, refsDecl.

The profile's `declarations` speak for the transcript; the sentences here for what the program always does.
Source: TEI Guidelines 2.3 (the encoding description).
"""

from lxml import etree

from tei_miasnikov.encoding.markup import element, group, paragraph
from tei_miasnikov.encoding.metadata import Metadata, Project
from tei_miasnikov.recognition.transcript import Transcript

CORRECTION = "Nothing was corrected. Slips of the transcript stand as printed."
NORMALIZATION = (
    "Spelling, spacing and quotation marks stand as in the transcript, its line breaks too. The signs of the carrier "
    "(in Markdown heading and emphasis marks, list bullets, dollar signs about a formula) are turned into markup."
)
QUOTATION = "Quotation marks are kept as content of the text."
SEGMENTATION = (
    "Documents are found by their headings, whose levels mean nothing, turns by their printed labels. A turn runs on "
    "to the next label, narration, stand-alone sign of omission or citation."
)
INTERPRETATION = (
    "Where the source does not name a speaker, he is one unnamed person for each session. Whatever else was inferred "
    "carries a certainty element. Names of persons and places in running text are not marked."
)
STANDARD_VALUES = (
    "Dates and times are given in the W3C profile of ISO 8601, never more precise than the words. An hour and minute "
    "is written with 00 seconds, as that profile demands. The beginning of a year is read as its first quarter, its "
    "end as the last; the early years of a decade as its first four; a season by the months of meteorology, northern "
    "unless the profile says otherwise. The bound in “prior to” and “after” a year keeps the stated year, with "
    "medium certainty."
)
IDENTIFIERS = (
    "Identifiers: doc-N for document N, doc-N-sM for its turn M, note-S-N for note N of series S, ref-S-N for the "
    "place of that note in the text, item-N for the description of document N."
)


def declare_encoding(
    transcript: Transcript, metadata: Metadata, joins: tuple[int, ...], program: str, version: str
) -> etree._Element:
    """The encodingDesc. `joins` are the source lines at which a paragraph goes on after a page break."""
    said = transcript.profile.declarations
    return element(
        "encodingDesc",
        _app_info(program, version),
        _project(metadata.project),
        element(
            "editorialDecl",
            element("correction", paragraph(said.get("correction", CORRECTION)), status="unknown"),
            element("normalization", paragraph(said.get("normalization", NORMALIZATION))),
            element("quotation", paragraph(said.get("quotation", QUOTATION)), marks="all"),
            element("segmentation", paragraph(said.get("segmentation", SEGMENTATION)), paragraph(_joins(joins))),
            element("interpretation", *map(paragraph, filter(None, [said.get("interpretation"), INTERPRETATION]))),
            element("stdVals", paragraph(said.get("stdVals", STANDARD_VALUES))),
        ),
        *_references(),
    )


def _app_info(program: str, version: str) -> etree._Element:
    return element(
        "appInfo",
        element(
            "application",
            element("label", program),
            element("desc", "Made the text of this file from the transcript with the rules of its profile."),
            element("ptr", target="#transcript"),
            ident=program,
            version=version,
        ),
    )


def _project(project: Project) -> etree._Element | None:
    name = element("ref", project.name, target=project.url) if project.url and project.name else project.name
    words = [paragraph(name) if name != "" else None, paragraph(project.description) if project.description else None]
    return group("projectDesc", words)


def _joins(joins: tuple[int, ...]) -> str:
    if not joins:
        return "No paragraph had to be put together across a page break."
    places = ", ".join(map(str, joins))
    count = "One paragraph" if len(joins) == 1 else f"{len(joins)} paragraphs"
    verb = "is" if len(joins) == 1 else "are"
    return (
        f"{count} that a page break of the transcript had split {verb} one again, where the second half begins in "
        f"line {places} of the transcript; the line break in this file shows the place."
    )


def _references() -> list[etree._Element]:
    document = element(
        "citeStructure",
        element("citeStructure", unit="turn", match=".//sp", use="@n", delim="."),
        unit="document",
        match="//body/div[@type='document']",
        use="@n",
    )
    return [element("refsDecl", document), element("refsDecl", paragraph(IDENTIFIERS))]
