"""James Clark's algorithm plainly: no memory, no sharing, no speed. The measure for ours in random tests.

Patterns are tuples: ("group", p, q), ("attribute", "m", p), ("value", "1"); names have no namespace, values are tokens.
"""

from functools import reduce
from typing import Any

from lxml import etree

NS = "{http://relaxng.org/ns/structure/1.0}"
EMPTY, NEVER, TEXT = ("empty",), ("notAllowed",), ("text",)

Pattern = tuple[Any, ...]
Definitions = dict[str, etree._Element]  # by name


def read(node: etree._Element) -> Pattern:
    kind = node.tag.removeprefix(NS)
    kids = [read(child) for child in node]
    together = reduce(lambda p, q: ("group", p, q), kids) if kids else TEXT
    match kind:
        case "empty" | "notAllowed" | "text":
            return (kind,)
        case "ref":
            return ("element", node.get("name"))
        case "value":
            return ("value", node.text)
        case "choice" | "interleave":
            return reduce(lambda p, q: (kind, p, q), kids)
        case "group":
            return together
        case "optional":
            return ("choice", together, EMPTY)
        case "zeroOrMore":
            return ("choice", ("oneOrMore", together), EMPTY)
        case "mixed":
            return ("interleave", TEXT, together)
        case "attribute":
            return ("attribute", node.get("name"), together)
    return (kind, together)


def nullable(p: Pattern) -> bool:
    match p[0]:
        case "empty" | "text":
            return True
        case "group" | "interleave":
            return nullable(p[1]) and nullable(p[2])
        case "choice":
            return nullable(p[1]) or nullable(p[2])
    return p[0] == "oneOrMore" and nullable(p[1])


def choice(p: Pattern, q: Pattern) -> Pattern:
    return q if p == NEVER else p if q in (NEVER, p) else ("choice", p, q)


def both(kind: str, p: Pattern, q: Pattern) -> Pattern:
    return NEVER if NEVER in (p, q) else q if p == EMPTY else p if q == EMPTY else (kind, p, q)


def after_text(p: Pattern, text: str) -> Pattern:
    match p[0]:
        case "text":
            return TEXT
        case "value":
            return EMPTY if p[1].split() == text.split() else NEVER
        case "list":
            return EMPTY if nullable(reduce(after_text, text.split(), p[1])) else NEVER
        case "choice":
            return choice(after_text(p[1], text), after_text(p[2], text))
        case "interleave":
            first = both("interleave", after_text(p[1], text), p[2])
            return choice(first, both("interleave", p[1], after_text(p[2], text)))
        case "group":
            first = both("group", after_text(p[1], text), p[2])
            return choice(first, after_text(p[2], text)) if nullable(p[1]) else first
        case "oneOrMore":
            return both("group", after_text(p[1], text), choice(p, EMPTY))
    return NEVER


def after_attribute(p: Pattern, name: str, value: str) -> Pattern:
    match p[0]:
        case "attribute":
            matches = nullable(after_text(p[2], value)) or (nullable(p[2]) and not value.strip())
            return EMPTY if p[1] == name and matches else NEVER
        case "choice":
            return choice(after_attribute(p[1], name, value), after_attribute(p[2], name, value))
        case "group" | "interleave":
            first = both(p[0], after_attribute(p[1], name, value), p[2])
            return choice(first, both(p[0], p[1], after_attribute(p[2], name, value)))
        case "oneOrMore":
            return both("group", after_attribute(p[1], name, value), choice(p, EMPTY))
    return NEVER


def without_attributes(p: Pattern) -> Pattern:
    match p[0]:
        case "attribute":
            return NEVER
        case "choice":
            return choice(without_attributes(p[1]), without_attributes(p[2]))
        case "group" | "interleave":
            return both(p[0], without_attributes(p[1]), without_attributes(p[2]))
        case "oneOrMore":
            inside = without_attributes(p[1])
            return inside if inside in (NEVER, EMPTY) else ("oneOrMore", inside)
    return p


def after_child(p: Pattern, child: etree._Element, definitions: Definitions) -> Pattern:
    match p[0]:
        case "element":
            return EMPTY if p[1] == child.tag and is_content(child, definitions) else NEVER
        case "choice":
            return choice(after_child(p[1], child, definitions), after_child(p[2], child, definitions))
        case "interleave":
            first = both("interleave", after_child(p[1], child, definitions), p[2])
            return choice(first, both("interleave", p[1], after_child(p[2], child, definitions)))
        case "group":
            first = both("group", after_child(p[1], child, definitions), p[2])
            return choice(first, after_child(p[2], child, definitions)) if nullable(p[1]) else first
        case "oneOrMore":
            return both("group", after_child(p[1], child, definitions), choice(p, EMPTY))
    return NEVER


def is_content(element: etree._Element, definitions: Definitions) -> bool:
    p = read(definitions[element.tag])
    for name, value in element.items():
        p = after_attribute(p, str(name), str(value))
    p = without_attributes(p)
    if not len(element):
        text = element.text or ""
        return nullable(after_text(p, text)) or (nullable(p) and not text.strip())
    p = after_words(p, element.text)
    for child in element:
        p = after_words(after_child(p, child, definitions), child.tail)
    return nullable(p)


def after_words(p: Pattern, text: str | None) -> Pattern:
    return after_text(p, text) if text and text.strip() else p


def is_valid(grammar: str, root: etree._Element) -> bool:
    """Whether the document matches; the grammar defines each element under its own name and starts with "a"."""
    definitions = {str(define.get("name")): define[0][0] for define in etree.fromstring(grammar).iter(f"{NS}define")}
    return root.tag == "a" and is_content(root, definitions)
