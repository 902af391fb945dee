"""Which schema judges a file: the one that the call names, else the file's own, else the project's.

--schema tei_all.rng                              that one, for every file
<?xml-model href="letters.rng"?>                  a file beside the document
<?xml-model href="https://…/tei_all.rng"?>        fetched with --allow-fetch; else a note, and the project's
a file that is no TEI and names none              well-formedness and ids only, and a note
"""

from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from tei_miasnikov.errors import SchemaError
from tei_miasnikov.findings import Finding, Severity
from tei_miasnikov.validation.association import Model, iter_models
from tei_miasnikov.validation.documents import TEI, Tree, line_of
from tei_miasnikov.validation.likeness import near
from tei_miasnikov.validation.neighbours import real
from tei_miasnikov.validation.quoting import local, namespace, quoted
from tei_miasnikov.validation.rules import Engine, Rules
from tei_miasnikov.validation.schema import PROJECT, Judge, load_judge, shipped_schemas

ROOTS = frozenset(["TEI", "teiCorpus"])


@dataclass(frozen=True, slots=True)
class Choice:
    """The judge of one file, None where there is none, where its schema lies, and what is to be said of the choice."""

    judge: Judge | None
    findings: tuple[Finding, ...] = ()
    is_usable: bool = True
    grammar: str = ""


@dataclass(slots=True)
class Judges:
    """The schemas of one run, each loaded once."""

    rules: Rules
    _loaded: dict[str, Judge | SchemaError] = field(default_factory=dict)

    def named(self) -> Judge:
        """The judge that the call names, else the project's. Raises SchemaError."""
        return self._load(self._named_place())

    def _named_place(self) -> str:
        return find_schema(self.rules.schema or PROJECT, self.rules.engine)

    def choose(self, tree: Tree, path: str) -> Choice:
        """The judge of a file."""
        if self.rules.schema is not None:
            return Choice(self.named(), grammar=self._named_place())
        model = next(iter_models(tree, self.rules.engine), None)
        if model is None:
            return self._fallen_back(tree, path, ())
        reason = self._hindrance(model) or hindrance(model)
        if reason:
            return self._fallen_back(tree, path, (passed_over(model, path, reason),))
        try:
            place = place_of(model, path)
            return Choice(self._load(place), grammar=place)
        except SchemaError as error:
            return Choice(None, (unusable(model, path, error),), is_usable=False)

    def _hindrance(self, model: Model) -> str:
        """Why a schema that a file names is not even tried."""
        if model.is_compact:
            return "RELAX NG's compact syntax is not read; make an .rng of it (trang does), and name that"
        if model.is_web and not self.rules.may_fetch:
            return "nothing is fetched without --allow-fetch; or name a local copy with --schema"
        return ""

    def _fallen_back(self, tree: Tree, path: str, findings: tuple[Finding, ...]) -> Choice:
        """The next rule: TEI is judged by the project's schema, anything else by none."""
        if _is_tei(tree.getroot()):
            place = find_schema(PROJECT, self.rules.engine)
            return Choice(self._load(place), findings, grammar=place)
        return Choice(None, (*findings, _no_schema(tree, path)))

    def _load(self, place: str) -> Judge:
        if place not in self._loaded:
            try:
                self._loaded[place] = self._read(place)
            except SchemaError as error:
                self._loaded[place] = error
        found = self._loaded[place]
        if isinstance(found, SchemaError):
            raise found
        return found

    def _read(self, place: str) -> Judge:
        folders = tuple(Path(folder) for folder in self.rules.folders)
        if self.rules.engine is Engine.XSD:
            from tei_miasnikov.validation.xsd import load_xsd_judge  # xmlschema takes its time

            return load_xsd_judge(place, most=self.rules.most)
        if place.startswith(("http://", "https://")):
            from tei_miasnikov.validation.fetching import fetch

            return load_judge(fetch(place), most=self.rules.most, folders=folders)
        return load_judge(place, most=self.rules.most, folders=folders)


def find_schema(name: str, engine: Engine = Engine.RNG) -> str:
    """The file, or the schema, shipped or fetched, of that name. Raises SchemaError where there is none."""
    if Path(name).is_file() or "." in name or "/" in name or "\\" in name:
        return name
    folder = shipped_schemas()
    shipped = folder / f"{name}.{engine}"
    if shipped.is_file():
        return str(shipped)
    if engine is Engine.RNG and (fetched := _fetched_grammar(name)):
        return str(fetched)
    names = sorted(path.stem for path in folder.glob(f"*.{engine}"))
    meant = near(name, names)
    hint = f"did you mean {meant[0]}?" if meant else f"shipped are: {', '.join(names) or 'none'}"
    raise SchemaError(f"{name}: no such schema; {hint}")


def _fetched_grammar(name: str) -> Path | None:
    from tei_miasnikov.releases import find_grammar  # checksums take their time to import

    return find_grammar(name)


def hindrance(model: Model) -> str:
    """Why a schema that a file names is not opened, wherever it lies."""
    if model.is_remote and not model.is_web:
        return "only files named relative to the document are opened; name it with --schema"
    return ""


def place_of(model: Model, path: str) -> str:
    """Where the schema lies that a file names."""
    return model.href if model.is_web else str(real(path).parent / model.path)


def _is_tei(root: etree._Element) -> bool:
    """Whether a root is TEI's, or means to be: a wrong namespace is to be told."""
    return namespace(str(root.tag)) == TEI or local(str(root.tag)) in ROOTS


def passed_over(model: Model, path: str, reason: str) -> Finding:
    """A note that a schema that a file names is not used."""
    message = f"the schema that the file names is not used: {quoted(model.href)}"
    return Finding("schema-passed-over", message, path, model.line, 1, "", reason, Severity.INFO, "schema")


def unusable(model: Model, path: str, error: SchemaError) -> Finding:
    """A finding that a schema that a file names can't be used."""
    message = f"the schema that the file names can't be used: {error}"
    hint = "mend its address in <?xml-model?>, or name a schema with --schema; the file was not judged by a schema"
    return Finding("schema-unusable", message, path, model.line, 1, model.href, hint, Severity.ERROR, "schema")


def _no_schema(tree: Tree, path: str) -> Finding:
    root = tree.getroot()
    message = f"<{local(str(root.tag))}> is no TEI, and no schema is named: only the XML and its ids were judged"
    hint = "name a schema with --schema, or in the file: <?xml-model href=…?>"
    return Finding("schema-none", message, path, line_of(root), 1, "", hint, Severity.INFO, "schema")
