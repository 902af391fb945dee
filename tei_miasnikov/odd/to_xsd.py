"""A schema in XML Schema 1.0: one file for each namespace, and the list of what XSD can't say.

    made = write_xsd(schema)
    made.files["my.xsd"], made.files["my-xml.xsd"]      what to write, as bytes
    made.looser                                         where it allows more than the ODD, which it never refuses

It is made from the RELAX NG grammar of the schema (to_relaxng.py), which says all of the ODD, in the smallest language
that XSD has for it: content models are written anew so that each element has one place (models.py), forms of an element
that share a place have one type (types.py). What remains looser is listed at the head of the file.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from tei_miasnikov.odd.documents import Node
from tei_miasnikov.odd.specs import Schema
from tei_miasnikov.odd.to_relaxng import write_relaxng
from tei_miasnikov.odd.xsd.attribute_groups import AttributeGroups
from tei_miasnikov.odd.xsd.attributes import Attributes
from tei_miasnikov.odd.xsd.content import Contents
from tei_miasnikov.odd.xsd.grammar import Grammar, read_grammar
from tei_miasnikov.odd.xsd.looser import Looser, LooserPlaces, iter_lines
from tei_miasnikov.odd.xsd.namespaces import Files, local, namespace
from tei_miasnikov.odd.xsd.parts import xs
from tei_miasnikov.odd.xsd.patterns import NEVER, Element, Pattern, Ref
from tei_miasnikov.odd.xsd.types import Types
from tei_miasnikov.odd.xsd.values import Values

MADE_BY = "XML Schema made from the TEI ODD {} by tei-miasnikov: change the ODD, not this file"
ALL_SAID = "It accepts what the ODD allows and nothing else."
MORE = "It accepts all that the ODD allows, and more in these places:"


@dataclass(frozen=True, slots=True)
class Xsd:
    """The files by name, the one to validate by first, and the places where they say less than the ODD."""

    files: Mapping[str, bytes]
    looser: tuple[Looser, ...]


def write_xsd(schema: Schema) -> Xsd:
    """The schema as XML Schema 1.0; the same schema gives the same bytes."""
    grammar = read_grammar(write_relaxng(schema))
    contents = Contents(grammar, schema.ns)
    files, looser = Files(schema.stem, schema.ns), LooserPlaces()
    values = Values(contents, files, looser)
    types = Types(contents, files, looser, values, AttributeGroups(Attributes(contents), files, looser, values))
    for name, forms in _roots(grammar, contents).items():
        ns = namespace(name)
        files.declare(ns, local(name), xs("element", type=files.reference(types.name_of(frozenset(forms)), ns, ns)))
        files.file(schema.ns).imports |= {ns} - {schema.ns}
    types.write_all()
    for name, model in contents.models_known.items():
        if model.loosened:
            looser.add("order", name, sorted(local(str(each)) for each in model.loosened))
    return Xsd(_written(files, schema, looser.sorted()), looser.sorted())


def _roots(grammar: Grammar, contents: Contents) -> dict[str, list[Element]]:
    """The forms of each element that a document may start with; of all elements where the ODD says nothing."""
    found: dict[str, list[Element]] = {}
    starting = _elements(grammar.start, grammar) if grammar.start != NEVER else sum(contents.forms.values(), ())
    for each in starting:
        if isinstance(each.names, str):
            found.setdefault(each.names, []).append(each)
    return found


def _elements(pattern: Pattern, grammar: Grammar) -> list[Element]:
    if isinstance(pattern, Ref):
        return _elements(grammar.resolve(pattern), grammar)
    if isinstance(pattern, Element):
        return [pattern]
    return [each for item in getattr(pattern, "items", ()) for each in _elements(item, grammar)]


def _written(files: Files, schema: Schema, looser: tuple[Looser, ...]) -> dict[str, bytes]:
    files.file(schema.ns)
    made_by = MADE_BY.format(schema.ident)
    heads = {schema.ns: "\n".join([made_by, *([MORE, *iter_lines(looser)] if looser else [ALL_SAID])])}
    order = sorted(files.by_ns, key=lambda ns: (ns != schema.ns, files.path(ns)))
    return {files.path(ns): _bytes(files.root(files.by_ns[ns]), heads.get(ns, made_by)) for ns in order}


def _bytes(root: Node, head: str) -> bytes:
    documentation = xs("documentation")
    documentation.text = f"\n{head}\n"
    root.insert(0, xs("annotation", [documentation]))
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
