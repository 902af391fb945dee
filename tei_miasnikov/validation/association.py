"""Which schema a document names for itself ("Associating Schemas with XML documents", W3C 2012).

<?xml-model href="schema/letters.rng" schematypens="http://relaxng.org/ns/structure/1.0"?>
<?oxygen RNGSchema="schema/letters.rng" type="xml"?>
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from lxml import etree

from tei_miasnikov.validation.documents import Tree, line_of
from tei_miasnikov.validation.rules import Engine

SCHEMATRON = "sch"
"""The language that no engine of grammars reads."""
LANGUAGES = {
    "http://relaxng.org/ns/structure/1.0": Engine.RNG,
    "http://www.w3.org/2001/XMLSchema": Engine.XSD,
    "http://purl.oclc.org/dsdl/schematron": SCHEMATRON,
}
ENDINGS = {".rng": Engine.RNG, ".rnc": Engine.RNG, ".xsd": Engine.XSD, ".sch": SCHEMATRON}


@dataclass(frozen=True, slots=True)
class Model:
    """A schema that a document names, the line where it does, and the phase of a Schematron schema."""

    href: str
    line: int
    phase: str = ""

    @property
    def is_remote(self) -> bool:
        """Whether it lies somewhere else than in a file named relative to the document."""
        return bool(urlsplit(self.href).scheme) or self.href.startswith(("/", "\\"))

    @property
    def is_web(self) -> bool:
        """Whether it lies on the web."""
        return urlsplit(self.href).scheme in ("http", "https")

    @property
    def is_compact(self) -> bool:
        """Whether it is in RELAX NG's compact syntax."""
        return self.path.suffix.lower() == ".rnc"

    @property
    def path(self) -> PurePosixPath:
        """The path in its address."""
        return PurePosixPath(unquote(urlsplit(self.href).path))


def iter_models(tree: Tree, language: str) -> Iterator[Model]:
    """The schemas in a language (that of an engine, or Schematron) that a document names, in their order."""
    for node in reversed(list(tree.getroot().itersiblings(preceding=True))):
        if isinstance(node, etree._ProcessingInstruction):
            model = _read(node)
            if model is not None and model[1] == language:
                yield model[0]


def _read(node: etree._ProcessingInstruction) -> tuple[Model, str] | None:
    said = {str(name): str(value) for name, value in node.attrib.items()}
    if node.target == "oxygen":
        language: str | None
        href, language = said.get("RNGSchema", ""), Engine.RNG if said.get("type", "xml") == "xml" else None
    elif node.target == "xml-model":
        href = said.get("href", "")
        space = said.get("schematypens", "")
        language = LANGUAGES.get(space) if space else ENDINGS.get(PurePosixPath(urlsplit(href).path).suffix.lower())
    else:
        return None
    return (Model(href, line_of(node), said.get("phase", "")), language) if href and language else None
