"""Exports: one archive format a file, and the table EXPORTERS.

    from tei_miasnikov.exports import export
    export("ead3", publication).data          the bytes of an EAD3 file

An exporter reads the TEI, and the transcript where it is given, and nothing else; it gives the same bytes every time.
What the TEI does not know is a finding that names the key of header.toml.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tei_miasnikov.errors import SourceError

if TYPE_CHECKING:
    from tei_miasnikov.encoded import Publication
    from tei_miasnikov.exports.material import Export, Material, SourceFile


class Exporter(NamedTuple):
    """A format: its module, the ending of its file ("" for a folder), what it is, and for whom."""

    module: str
    suffix: str
    about: str

    def __call__(self, material: "Material") -> "Export":
        """Make the export; the module is imported when it is used. Raises SourceError where the TEI can't be one."""
        module = import_module(f"tei_miasnikov.exports.{self.module}")
        try:
            made: Export = module.export(material)
        except RecursionError:
            told = "its elements stand too deep in one another for this format; so deep, they are mostly a slip"
            raise SourceError(f"{material.publication.path}: {told}") from None
        return made


EXPORTERS: dict[str, Exporter] = {
    "ead3": Exporter(
        "ead3", ".ead3.xml", "archival description, EAD3 1.1.1: a component a document (ArchivesSpace, AtoM)"
    ),
    "ead2002": Exporter("ead2002", ".ead2002.xml", "archival description, EAD 2002 (older systems, Kalliope)"),
    "mets": Exporter(
        "mets", ".mets.xml", "METS with PREMIS 3 and Dublin Core: files, their fixity, the logical structure"
    ),
    "dc": Exporter("dc", ".dc.xml", "Dublin Core, oai_dc: the fifteen elements for harvesters"),
    "datacite": Exporter("datacite", ".datacite.json", "DataCite 4.5 metadata in JSON (Zenodo, Dataverse, DSpace)"),
    "cmif": Exporter("cmif", ".cmif.xml", "letters for correspSearch, Correspondence Metadata Interchange Format"),
    "ro-crate": Exporter("ro_crate", ".ro-crate.json", "RO-Crate 1.2 metadata: research data described in JSON-LD"),
    "bagit": Exporter(
        "bag", "", "the whole deposit in one bag (a folder): TEI, transcript, schema, descriptions, proof"
    ),
    "parlamint": Exporter(
        "parlamint", ".parlamint.xml", "TEI with u and seg, as the parliament corpora have it (Parla-CLARIN)"
    ),
    "akn": Exporter("akn", ".akn.xml", "Akoma Ntoso debate with question and answer, for legal informatics"),
    "csv": Exporter(
        "csv_rows", ".csv", "a row a turn: document, date, speaker, role, label, text, source lines, citation"
    ),
    "json": Exporter("standoff", ".json", "standoff: the text, and annotations with their offsets in code points"),
    "markdown": Exporter("markdown", ".md", "Markdown that converts to the same text again"),
    "text": Exporter("plain", ".txt", "the text as people read it"),
    "tei-split": Exporter("tei_split", "", "a TEI file a document, and a teiCorpus that includes them (a folder)"),
}
"""The formats, by the names that --to takes."""


def export(form: str, publication: "Publication", *, source: "SourceFile | None" = None, date: str = "") -> "Export":
    """Export a publication to a format of EXPORTERS.

    `source` is the transcript, `date` (ISO 8601) the day on which it is made. Raises KeyError for an unknown format,
    SourceError where the TEI has nothing that the format could hold.
    """
    from tei_miasnikov.exports.material import Material

    return EXPORTERS[form](Material(publication, source, date))


def read_source_file(path: str | Path) -> "SourceFile":
    """The transcript of a TEI file. Raises SourceError where it can't be read."""
    from tei_miasnikov.exports.material import SourceFile
    from tei_miasnikov.text.source import read_source
    from tei_miasnikov.validation.documents import read_document

    data = read_document(path)
    return SourceFile(Path(path), data, read_source(path))
