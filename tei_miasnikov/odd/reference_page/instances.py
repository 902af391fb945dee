"""Examples from a TEI file: of each element of the schema the shortest instance that tells most.

    choose_instances(schema, root)["sp"]      <sp xml:id="doc-2-s1" n="1" who="#q"><speaker>Q.</speaker> <p>…</p></sp>

An instance belongs to the form of its element (an elementSpec with altIdent) whose attributes it keeps to. It tells
more the more of the attributes it has that the form itself declares, and if it is not empty; of equals the shortest is
taken, of these the first. What is long is cut: text behind its first words, children behind the first few.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup, escape

from tei_miasnikov.odd.declarations import AttDef, iter_attributes
from tei_miasnikov.odd.documents import XML_NS, Node, tei
from tei_miasnikov.odd.reference_page.example import end_tag, start_tag
from tei_miasnikov.odd.reference_page.inheritance import Classes, classes_of, iter_inherited
from tei_miasnikov.odd.specs import ElementSpec, Schema

WHOLE = 700
"""An instance of up to so many characters is shown whole."""
CUT = Markup("<em>…</em>")
UNTITLED = "From the examples"
Rank = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Instances:
    """Elements of a TEI file by the names of the patterns that they fit, and the title of the file."""

    title: str = ""
    nodes: Mapping[str, Node] = field(default_factory=dict)


def choose_instances(schema: Schema, root: Node) -> Instances:
    """An instance of each element that the file has."""
    classes, forms = classes_of(schema), defaultdict[str, list[ElementSpec]](list)
    for each in schema.elements:
        forms[f"{{{each.ns}}}{each.name}" if each.ns else each.name].append(each)
    best: dict[str, tuple[Rank, Node]] = {}
    for position, node in enumerate(root.iter("*")):
        spec = _form_of(node, forms.get(str(node.tag), []), classes)
        if spec is not None:
            ranked = _rank(node, spec, position)
            if spec.pattern not in best or ranked < best[spec.pattern][0]:
                best[spec.pattern] = ranked, node
    return Instances(_title(root), {pattern: node for pattern, (_, node) in best.items()})


def _title(root: Node) -> str:
    title = root.find(f"{tei('teiHeader')}/{tei('fileDesc')}/{tei('titleStmt')}/{tei('title')}")
    words = "" if title is None else " ".join("".join(map(str, title.itertext())).split())
    return f"From {words}" if words else UNTITLED


def _form_of(node: Node, forms: list[ElementSpec], classes: Classes) -> ElementSpec | None:
    """The form that fits: the one most of whose attributes have a value of a closed list."""
    fitting = [
        (_agreements(node, spec, classes), -at, spec) for at, spec in enumerate(forms) if _fits(node, spec, classes)
    ]
    return max(fitting, key=lambda each: each[:2])[2] if fitting else None


def _fits(node: Node, spec: ElementSpec, classes: Classes) -> bool:
    own = iter_attributes(spec.attributes)
    names = {_key(each) for each in (*own, *(each for _, each in iter_inherited(spec, classes)))}
    needed = all(each.usage != "req" or _key(each) in node.attrib for each in own)
    return needed and set(map(str, node.attrib)) <= names and all(_agrees(node, each) is not False for each in own)


def _agreements(node: Node, spec: ElementSpec, classes: Classes) -> int:
    return sum(_agrees(node, each) is True for each in iter_attributes(spec.attributes))


def _agrees(node: Node, attribute: AttDef) -> bool | None:
    """Whether the value is of a closed list; None where there is no list or no value."""
    value, values = node.get(_key(attribute)), attribute.values
    if value is None or values is None or values.type != "closed":
        return None
    return value in {item.alt_ident or item.ident for item in values.items}


def _key(attribute: AttDef) -> str:
    name = attribute.alt_ident or attribute.ident
    if name.startswith("xml:"):
        return f"{{{XML_NS}}}{name[4:]}"
    return f"{{{attribute.ns}}}{name.rpartition(':')[2]}" if attribute.ns else name


def _rank(node: Node, spec: ElementSpec, position: int) -> Rank:
    declared = sum(_key(each) in node.attrib for each in iter_attributes(spec.attributes))
    told = declared + (len(node) > 0) + bool("".join(map(str, node.itertext())).strip())
    return -told, _length(node), position


def _length(node: Node) -> int:
    return sum(len(each.tag) + sum(map(len, map(str, each.attrib.values()))) for each in node.iter("*")) + len(
        "".join(map(str, node.itertext()))
    )


class Measure(NamedTuple):
    """How much of an instance is shown: characters of a text, children of an element, elements one in the other."""

    words: int
    children: int
    depth: int


ALL, SOME = Measure(WHOLE, WHOLE, WHOLE), Measure(140, 3, 3)


def instance(node: Node) -> Markup:
    """An instance as an example shows it, cut where it is long."""
    return Markup().join(_iter_cut(node, ALL if _length(node) <= WHOLE else SOME))


def _iter_cut(node: Node, measure: Measure) -> Iterator[Markup]:
    yield start_tag(node)
    if len(node) or node.text:
        yield _text(node.text, measure)
        children = list(node.iterchildren("*"))
        shown = children[: measure.children if measure.depth else 0]
        for child in shown:
            yield from _iter_cut(child, measure._replace(depth=measure.depth - 1))
            yield _text(child.tail, measure)
        if len(shown) < len(children):
            yield CUT
        yield end_tag(node)


def _text(text: str | None, measure: Measure) -> Markup:
    words = re.sub(r"\s*\n\s*", "\n", text or "")
    if len(words) <= measure.words:
        return escape(words)
    return escape(words[: measure.words].rsplit(" ", 1)[0] + " ") + CUT
