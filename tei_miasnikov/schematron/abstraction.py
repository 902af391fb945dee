"""What is abstract in a schema, written out: rules that extend others, and patterns that are instances of another.

    <pattern is-a="must-have"><param name="what" value="tei:head"/></pattern>
    <pattern abstract="true" id="must-have"><rule context="tei:div"><assert test="$what">…

    <pattern><rule context="tei:div"><assert test="tei:head">…

ISO/IEC 19757-3:2020, 5.4.4 (extends), 5.4.11 (abstract patterns), 5.4.13 (abstract rules).
"""

import re
from copy import deepcopy

from lxml import etree

from tei_miasnikov.errors import SchemaError

SCH = "http://purl.oclc.org/dsdl/schematron"
Node = etree._Element


def sch(name: str) -> str:
    """A name in Schematron's namespace."""
    return f"{{{SCH}}}{name}"


def line_of(node: Node) -> int:
    """The line of a node in its file, 0 where it is not known."""
    line: int | None = getattr(node, "sourceline", None)
    return line or 0


def write_out(root: Node, path: str) -> None:
    """Replace what is abstract by what it stands for. Raises SchemaError where that is not there."""
    patterns = {node.get("id", ""): node for node in root.iter(sch("pattern")) if node.get("abstract") == "true"}
    for node in list(root.iter(sch("pattern"))):
        if node.get("is-a"):
            _instantiate(node, _known(patterns, node, "is-a", path))
    for node in patterns.values():
        _remove(node)
    rules = {node.get("id", ""): node for node in root.iter(sch("rule")) if node.get("abstract") == "true"}
    for rule in list(root.iter(sch("rule"))):
        if rule.get("abstract") != "true":
            _extend(rule, rules, path, ())
    for node in rules.values():
        _remove(node)


def _known(named: dict[str, Node], node: Node, attribute: str, path: str) -> Node:
    name = node.get(attribute, "")
    if name not in named:
        kind = "pattern" if attribute == "is-a" else "rule"
        raise SchemaError(f"{path}:{line_of(node)}: {attribute}={name!r}: there is no abstract {kind} of that id")
    return named[name]


def _remove(node: Node) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _instantiate(node: Node, abstract: Node) -> None:
    values = {each.get("name", ""): each.get("value", "") for each in node.iterchildren(sch("param"))}
    for child in abstract:
        made = deepcopy(child)
        for each in made.iter("*"):
            for name, value in each.items():
                each.set(name, _filled(str(value), values))
        node.append(made)


def _filled(text: str, values: dict[str, str]) -> str:
    """The text with the parameters in place of their names, the longest names first."""
    if not values or "$" not in text:
        return text
    names = "|".join(re.escape(name) for name in sorted(values, key=len, reverse=True))
    return re.sub(rf"\$({names})(?![\w.\-])", lambda found: values[found[1]], text)


def _extend(rule: Node, rules: dict[str, Node], path: str, opened: tuple[str, ...]) -> None:
    for node in list(rule.iterchildren(sch("extends"))):
        abstract = _known(rules, node, "rule", path)
        if node.get("rule", "") in opened:
            raise SchemaError(f"{path}: the rule {node.get('rule')!r} extends itself")
        made = deepcopy(abstract)
        _extend(made, rules, path, (*opened, node.get("rule", "")))
        at = rule.index(node)
        rule[at : at + 1] = list(made)
