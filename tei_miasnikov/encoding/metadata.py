"""header.toml: what only the editor knows.

Every key may be missing; one that an output needs is then a finding that names it. Unknown keys are refused.
"""

from msgspec import Struct

from tei_miasnikov.recognition.people import Person


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """A table of header.toml; keys that it does not have are refused."""


class Title(Table, frozen=True):
    """The title of the edition; `language` is a BCP 47 tag."""

    main: str = ""
    sub: str = ""
    language: str = ""


class Responsibility(Table, frozen=True):
    """A person or body who had a share in it, and the role: translator, editor …"""

    id: str
    name: str
    role: str = ""
    uri: str = ""


class Publication(Table, frozen=True):
    """Who publishes it, where, when and under which licence; `id` is a DOI or another identifier."""

    publisher: str = ""
    authority: str = ""
    place: str = ""
    date: str = ""
    url: str = ""
    licence: str = ""
    licence_url: str = ""
    id: str = ""


class SourceStatement(Table, frozen=True):
    """The transcript itself."""

    title: str = ""
    translator: str = ""
    file: str = ""
    note: str = ""


class Archive(Table, frozen=True):
    """The archive's file that the documents lie in; `volume` describes each volume by its number."""

    repository: str = ""
    country: str = ""
    settlement: str = ""
    fonds: str = ""
    fonds_title: str = ""
    extent: str = ""
    language: str = ""
    original_date: str = ""
    agency: str = ""
    volume: dict[str, str] = {}


class Project(Table, frozen=True):
    """The project that made the edition."""

    name: str = ""
    url: str = ""
    description: str = ""


class Metadata(Table, frozen=True):
    """The whole of header.toml."""

    title: Title = Title()
    responsibility: tuple[Responsibility, ...] = ()
    publication: Publication = Publication()
    source: SourceStatement = SourceStatement()
    archive: Archive = Archive()
    persons: tuple[Person, ...] = ()
    project: Project = Project()

    @property
    def file_id(self) -> str:
        """The xml:id of the archive's file, "" where the header names neither repository nor fonds."""
        named = self.archive.repository or self.archive.fonds
        return f"file-{self.archive.fonds}".rstrip("-").replace(" ", "-") if named else ""
