"""Declarations from XML: elementSpec, classSpec, macroSpec and dataSpec, as they are written.

    read_declaration(<classSpec type="model" ident="model.pLike">…) → Declaration("class", "model.pLike", type="model")

The Guidelines, chapter TD, "Element Specifications", "Attribute List Specification", "Class Specifications".
"""

import re
from collections.abc import Iterator

from lxml import etree

from tei_miasnikov.odd.content import Content
from tei_miasnikov.odd.declarations import (
    AttDef,
    AttList,
    AttMember,
    AttRef,
    Classes,
    Constraint,
    Datatype,
    Declaration,
    Membership,
)
from tei_miasnikov.odd.documents import EXAMPLES, Node, local, tei
from tei_miasnikov.odd.pure_odd import (
    MODES,
    Reading,
    read_content,
    read_documentation,
    read_key,
    read_occurs,
    read_values,
)

KINDS = {"elementSpec": "element", "classSpec": "class", "macroSpec": "macro", "dataSpec": "data"}
SPECS = tuple(tei(name) for name in KINDS)
USAGES = ("req", "mwa", "rec", "rwa", "opt")
NAME = re.compile(r"[^\W\d][\w.·-]*")
CLASS_TYPES = ("model", "atts")


def iter_specs(root: Node) -> Iterator[Node]:
    """Every specification element that is no example, in document order."""
    for node in root.iter(*SPECS):
        if not any(above.tag.startswith(f"{{{EXAMPLES}}}") for above in node.iterancestors()):
            yield node


def read_declaration(node: Node, reading: Reading) -> Declaration:
    """One specification element."""
    kind = KINDS[local(node)]
    return Declaration(
        kind,
        _ident(node, reading),
        mode=reading.choose(node, "mode", MODES, "add"),
        module=node.get("module", ""),
        type=reading.choose(node, "type", CLASS_TYPES, "model") if kind == "class" else node.get("type", ""),
        ns=node.get("ns"),
        prefix=node.get("prefix"),
        alt_ident=_alt_ident(node),
        classes=_classes(node, reading),
        content=_content(node, reading),
        attributes=_attributes(node, reading),
        documentation=read_documentation(node),
        constraints=read_constraints(node, reading),
        place=reading.place(node),
    )


def _ident(node: Node, reading: Reading) -> str:
    ident = node.get("ident", "").strip()
    prefix, colon, name = ident.rpartition(":")
    if not ident:
        reading.fault("odd-missing", node, f"{local(node)} has no @ident")
    elif not NAME.fullmatch(name) or (colon and prefix != "xml" and prefix not in node.nsmap):
        reading.fault("odd-value", node, f"{local(node)}/@ident can't be {ident!r}", f'ident="{ident}"')
        return ""
    return ident


def _alt_ident(node: Node) -> str | None:
    found = node.findtext(tei("altIdent"))
    return found.strip() or None if found else None


def _classes(node: Node, reading: Reading) -> Classes | None:
    classes = node.find(tei("classes"))
    if classes is None:
        return None
    members = tuple(_membership(member, reading) for member in classes.iterchildren(tei("memberOf")))
    return Classes(members, reading.choose(classes, "mode", ("change", "replace"), "replace"))


def _membership(node: Node, reading: Reading) -> Membership:
    return Membership(read_key(node, reading), reading.choose(node, "mode", MODES, "add"), reading.place(node))


def _content(node: Node, reading: Reading) -> Content | None:
    content = node.find(tei("content"))
    if content is not None:
        return read_content(content, reading)
    values = node.find(tei("valList"))
    return None if values is None else read_values(values, reading)


def _attributes(node: Node, reading: Reading) -> AttList:
    lists = tuple(_att_list(each, reading) for each in node.iterchildren(tei("attList")))
    return lists[0] if len(lists) == 1 else AttList(lists)


def _att_list(node: Node, reading: Reading) -> AttList:
    members = tuple(member for child in node if (member := _att_member(child, reading)) is not None)
    return AttList(members, reading.choose(node, "org", ("group", "choice"), "group"))


def _att_member(node: Node, reading: Reading) -> AttMember | None:
    name = local(node)
    if name == "attDef":
        return _att_def(node, reading)
    if name == "attRef":
        return AttRef(node.get("name", ""), node.get("class", ""), reading.place(node))
    if name == "attList":
        return _att_list(node, reading)
    if name not in ("desc", "gloss"):
        reading.fault("odd-unsupported", node, f"{name} is no part of an attList", f"<{name}>")
    return None


def _att_def(node: Node, reading: Reading) -> AttDef | None:
    ident = _ident(node, reading)
    if not ident:
        return None
    values = node.find(tei("valList"))
    return AttDef(
        ident,
        mode=reading.choose(node, "mode", MODES, "add"),
        usage=reading.choose(node, "usage", USAGES, "opt") if "usage" in node.attrib else None,
        datatype=_datatype(node, reading),
        values=None if values is None else read_values(values, reading),
        default=node.findtext(tei("defaultVal")),
        alt_ident=_alt_ident(node),
        ns=_namespace(node, ident),
        documentation=read_documentation(node),
        constraints=read_constraints(node, reading),
        place=reading.place(node),
    )


def _namespace(node: Node, ident: str) -> str | None:
    prefix, colon, _ = ident.partition(":")
    return node.get("ns") or (node.nsmap.get(prefix) if colon and prefix != "xml" else None)


def _datatype(node: Node, reading: Reading) -> Datatype | None:
    datatype = node.find(tei("datatype"))
    if datatype is None:
        return None
    return Datatype(read_content(datatype, reading), read_occurs(datatype, reading))


def read_constraints(node: Node, reading: Reading) -> tuple[Constraint, ...]:
    """The constraintSpecs that hang on a declaration."""
    return tuple(read_constraint(each, reading) for each in node.iterchildren(tei("constraintSpec")))


def read_constraint(node: Node, reading: Reading) -> Constraint:
    """One constraintSpec, its rules as they stand."""
    rules = (rule for constraint in node.iterchildren(tei("constraint")) for rule in constraint)
    return Constraint(
        node.get("ident", ""),
        node.get("scheme", "schematron"),
        "".join(etree.tostring(rule, encoding="unicode", with_tail=False) for rule in rules),
        reading.choose(node, "mode", MODES, "add"),
        read_documentation(node),
        reading.place(node),
    )
