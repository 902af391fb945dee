"""The page: what is said of each declaration, in the order of the page, laid out by the templates.

    Path("my.html").write_bytes(write_page(schema, lang="fr"))

It is one file: the style and the few lines of script (which filter the index) stand in it, and nothing is fetched. The
same schema gives the same bytes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tei_miasnikov.errors import UsageError
from tei_miasnikov.odd.documents import Node, tei
from tei_miasnikov.odd.reference_page.account import Account, account_of
from tei_miasnikov.odd.reference_page.declared import Declared
from tei_miasnikov.odd.reference_page.entries import Entries, Entry
from tei_miasnikov.odd.reference_page.instances import Instances, choose_instances
from tei_miasnikov.odd.reference_page.links import Anchors
from tei_miasnikov.odd.reference_page.prose import Writer, ids_of
from tei_miasnikov.odd.reference_page.rules import Rule, rules_of
from tei_miasnikov.odd.reference_page.usage import used
from tei_miasnikov.odd.reference_page.words import Words
from tei_miasnikov.odd.specs import Schema

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page says."""

    title: str
    subtitle: str
    ident: str
    edition: str
    start: tuple[str, ...]
    prose: Markup
    account: Account
    elements: tuple[Entry, ...]
    attribute_classes: tuple[Entry, ...]
    model_classes: tuple[Entry, ...]
    macros: tuple[Entry, ...]
    datatypes: tuple[Entry, ...]
    rules: tuple[Rule, ...]
    grammars: tuple[str, ...]


def write_page(schema: Schema, lang: str = "", examples: Node | None = None) -> bytes:
    """The page as HTML, UTF-8; in the schema's own language unless `lang` names another.

    `examples` is the root of a TEI file, from which elements without an example take one.
    """
    schema = used(schema)
    words = Words(lang or schema.lang, schema.lang, Anchors(schema))
    template = _environment().get_template("page.html")
    html = template.render(page=_page(schema, words, examples), anchors=words.anchors, words=words)
    return f"{html}\n".encode()


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(HERE / "templates")
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)


def _page(schema: Schema, words: Words, examples: Node | None) -> Page:
    if schema.origin is None:
        raise UsageError("a reference page is made of a schema that was compiled from an ODD")
    declared = Declared(schema.origin)
    instances = Instances() if examples is None else choose_instances(schema, examples)
    entries = Entries(schema, words, declared, instances)
    root = schema.origin.documents[0].root
    return Page(
        _heading(root, "main") or schema.ident,
        _heading(root, "sub"),
        schema.ident,
        declared.edition,
        schema.start,
        _prose(root, words),
        account_of(schema, declared),
        _sorted(entries.element(each) for each in schema.elements),
        _sorted(entries.attribute_class(each) for each in schema.attribute_classes),
        _sorted(entries.model_class(each) for each in schema.model_classes),
        _sorted(entries.named("macro", each) for each in schema.macros),
        _sorted(entries.named("datatype", each) for each in schema.datatypes),
        rules_of(schema.constraints),
        tuple(grammar.url for grammar in schema.grammars),
    )


def _sorted(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda each: (each.ident.casefold(), each.ident, each.anchor)))


def _heading(root: Node, kind: str) -> str:
    """The title of the ODD, or what stands below it."""
    titles = root.iterfind(f"{tei('teiHeader')}/{tei('fileDesc')}/{tei('titleStmt')}/{tei('title')}")
    found = [each for each in titles if each.get("type", "main") == kind]
    return " ".join("".join(map(str, found[0].itertext())).split()) if found else ""


def _prose(root: Node, words: Words) -> Markup:
    """The chapters of the ODD, empty where it has none."""
    text = root.find(tei("text"))
    made = Markup() if text is None else Writer(words, ids_of(text)).inside(text)
    return made if made.striptags() else Markup()
