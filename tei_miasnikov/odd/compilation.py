"""An ODD compiled: each schemaSpec laid over its source and resolved, and everything that was found wrong on the way.

    compilation = compile_odd(Path("tei_all.odd"), source=Path("p5subset.xml"))
    compilation.schemas[0].elements        # what there is
    compilation.findings                   # what is wrong, with file and line

A source may be an ODD itself (chaining): it is compiled first, against its own source.
The Guidelines, chapter TD, "Building a TEI Schema".
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from lxml import etree

from tei_miasnikov.errors import SchemaError
from tei_miasnikov.findings import Finding
from tei_miasnikov.odd.content import NameTest
from tei_miasnikov.odd.customization import Surroundings, customize
from tei_miasnikov.odd.documents import EXAMPLES, TEI, Document, Folders, Node, language, local, read_document, tei
from tei_miasnikov.odd.places import Faults
from tei_miasnikov.odd.pure_odd import Reading, read_documentation, read_name_test
from tei_miasnikov.odd.resolution import resolve
from tei_miasnikov.odd.source import Library, library_of, read_library
from tei_miasnikov.odd.specs import Origin, Schema

EXCEPTIONS = (NameTest(TEI), NameTest(EXAMPLES, "egXML"))
WORDS = tuple(tei(name) for name in ("gloss", "desc", "remarks", "exemplum", "constraintSpec"))
BRINGING = ("moduleRef", "elementRef", "classRef", "macroRef", "dataRef", "specGrpRef")
RELEASE = re.compile(r"tei:(?!current)|/Vault/P5/(?!current)")


@dataclass(frozen=True, slots=True)
class Compilation:
    """The schemas of an ODD, one for each schemaSpec in document order; the findings in the order of their places."""

    schemas: tuple[Schema, ...]
    findings: tuple[Finding, ...]


class Words(StrEnum):
    """Whose words a schema holds: the ODD's own, or those of its source as well."""

    OWN = "own"
    ALL = "all"


def compile_odd(odd: Path, source: Path, include: Iterable[Path] = (), words: Words = Words.ALL) -> Compilation:
    """Compile an ODD against `source`, which holds the specifications of TEI (p5subset.xml), or is an ODD itself.

    Files that the ODD names (foreign grammars, sources, XIncludes) are looked for beside it and, by the last segment of
    their path, in the folders of `include`; nothing is fetched.
    Raises SourceError where a file can't be read, SchemaError where one is not well-formed or there is no schemaSpec.
    """
    compiler = _Compiler(Folders(tuple(include)), source, Faults(), words)
    reading = compiler.read(odd)
    specs = list(_iter_schema_specs(reading.document.root))
    if not specs:
        raise SchemaError(f"{odd}: no schemaSpec: this is no customization")
    schemas = tuple(compiler.compile(spec, reading, _stem(spec, odd, len(specs))) for spec in specs)
    return Compilation(schemas, compiler.faults.findings())


def _stem(spec: Node, odd: Path, count: int) -> str:
    return odd.stem if count == 1 else f"{odd.stem}-{spec.get('ident', '')}"


def _iter_schema_specs(root: Node) -> Iterator[Node]:
    for spec in root.iter(tei("schemaSpec")):
        if not any(above.tag.startswith(f"{{{EXAMPLES}}}") for above in spec.iterancestors()):
            yield spec


@dataclass(slots=True)
class _Compiler:
    """The sources opened so far, by path, and those being opened."""

    folders: Folders
    source: Path
    faults: Faults
    words: Words
    libraries: dict[Path, Library] = field(default_factory=dict)
    sources: list[Document] = field(default_factory=list)
    opening: list[Path] = field(default_factory=list)

    def read(self, path: Path) -> Reading:
        return Reading(read_document(path, self.folders, self.faults), self.faults)

    def compile(self, spec: Node, reading: Reading, stem: str) -> Schema:
        made = customize(spec, reading, Surroundings(self.open_source, self.folders, self.faults))
        exceptions = spec.get("defaultExceptions")
        schema = Schema(
            spec.get("ident", ""),
            stem,
            spec.get("ns", TEI),
            spec.get("prefix", ""),
            (spec.get("docLang") or language(spec) or "en").split()[0],
            documentation=read_documentation(spec),
            exceptions=tuple(read_name_test(name, spec) for name in exceptions.split()) if exceptions else EXCEPTIONS,
            place=reading.place(spec),
            origin=Origin(spec, made.library, (reading.document, *self.sources)),
        )
        return resolve(made, schema, spec.get("start"))

    def open_source(self, name: str, node: Node, reading: Reading) -> Library:
        """The library that a @source names; that of the whole compilation where it names none, or none is found."""
        return self.open(self._find(name, node, reading), node, reading)

    def _find(self, name: str, node: Node, reading: Reading) -> Path:
        found = None if name.startswith("tei:") or not name else self.folders.find(name, reading.document.path)
        if found is None and RELEASE.search(name):
            message = f"the source {name!r} is not at hand: compiled against {self.source.name}"
            reading.fault("odd-source-release", node, message, f'source="{name}"')
        elif found is None and name and Path(name).name != self.source.name and name != "tei:current":
            reading.fault("odd-source", node, f"the source {name!r} is not found", f'source="{name}"')
        return found or self.source

    def open(self, path: Path, node: Node, reading: Reading) -> Library:
        """The library of a file, read once."""
        key = path.resolve()
        if key in self.opening or key == reading.document.path.resolve():
            reading.fault("odd-circular-source", node, f"{path} is its own source", str(path))
            return library_of(())
        if key not in self.libraries:
            self.opening.append(key)
            source = self.read(path)
            self.sources.append(source.document)
            self.libraries[key] = self._library(source)
            self.opening.remove(key)
        return self.libraries[key]

    def _library(self, reading: Reading) -> Library:
        spec = next((each for each in _iter_schema_specs(reading.document.root) if _is_customization(each)), None)
        if self.words is Words.OWN:
            etree.strip_elements(reading.document.root, *WORDS, with_tail=False)
        if spec is None:
            return read_library(reading.document, self.faults)
        made = customize(spec, reading, Surroundings(self.open_source, self.folders, self.faults))
        return library_of(made.declarations.values())


def _is_customization(spec: Node) -> bool:
    return any(local(child) in BRINGING and child.get("url") is None for child in spec)
