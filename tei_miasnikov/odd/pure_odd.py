"""Content models from XML: Pure ODD, one function an element in the table `READERS`; RELAX NG goes to embedded.py.

    <alternate minOccurs="0" maxOccurs="unbounded"><textNode/><classRef key="model.phrase"/></alternate>

A <content> with several children is the sequence of them; an unknown element is a finding and is left out.
The Guidelines, chapter TD, "Content Model".
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tei_miasnikov.odd.content import (
    EMPTY,
    NO_DOCUMENTATION,
    ONCE,
    TEXT,
    Alternate,
    AnyElement,
    ClassRef,
    Content,
    DataFacet,
    DataRef,
    Documentation,
    ElementRef,
    EveryElement,
    MacroRef,
    NameTest,
    Occurs,
    Prose,
    Sequence,
    ValItem,
    ValList,
)
from tei_miasnikov.odd.documents import LANG, NAME_LIST, RNG, TEI, Document, Node, local, tei
from tei_miasnikov.odd.embedded import read_pattern
from tei_miasnikov.odd.places import Faults, Place

EXPANSIONS = ("alternation", "sequence", "sequenceOptional", "sequenceOptionalRepeatable", "sequenceRepeatable")
LISTS = ("open", "semi", "closed")
MARKS = {tei("gi"): "<{}>", tei("att"): "@{}", tei("val"): "'{}'"}
UNBOUNDED = "unbounded"
COUNTED = 500  # RELAX NG has no numbers: each occurrence is written out


@dataclass(frozen=True, slots=True)
class Reading:
    """The document that is read, and where its faults go."""

    document: Document
    faults: Faults

    def place(self, node: Node) -> Place:
        """Where an element begins."""
        return self.document.place(node)

    def fault(self, code: str, node: Node, message: str, words: str = "") -> None:
        """Note a fault of an element."""
        self.faults.add(code, self.place(node), message, words)

    def choose(self, node: Node, attribute: str, allowed: Iterable[str], default: str) -> str:
        """The value of an attribute if it is one of those allowed, else a fault and the default."""
        value = node.get(attribute, default)
        if value in allowed:
            return value
        code = "odd-mode" if attribute == "mode" else "odd-value"
        self.fault(code, node, f"@{attribute} of {local(node)} can't be {value!r}", f'{attribute}="{value}"')
        return default


def read_content(node: Node, reading: Reading) -> Content:
    """What stands in <content> (or <datatype>): EMPTY for nothing, a sequence for several."""
    prefixed = node.get("autoPrefix", "true") not in ("false", "0")
    items = [item for child in node if (item := _read(child, reading, prefixed)) is not None]
    if len(items) == 1:
        return items[0]
    return Sequence(tuple(items)) if items else EMPTY


def _read(node: Node, reading: Reading, prefixed: bool) -> Content | None:  # noqa: FBT001 (the ODD's own @autoPrefix)
    if node.tag.startswith(f"{{{RNG}}}"):
        return read_pattern(node, reading.document, reading.faults, prefixed)
    read = READERS.get(node.tag)
    if read is None:
        if node.tag.startswith(f"{{{TEI}}}") and local(node) in IGNORED:
            return None
        reading.fault("odd-unsupported", node, f"{local(node)} is no part of a content model", f"<{local(node)}>")
        return None
    return read(node, reading)


def read_occurs(node: Node, reading: Reading) -> Occurs:
    """@minOccurs and @maxOccurs; where they contradict each other, a fault, and the minimum counts."""
    low, high = node.get("minOccurs"), node.get("maxOccurs")
    if low is None and high is None:
        return ONCE
    minimum, maximum = _number(low), None if high == UNBOUNDED else _number(high)
    if minimum is None or (maximum is None and high != UNBOUNDED):
        message = f"{_named(node)} can't occur {low or 1} to {high or 1} times"
        reading.fault("odd-occurs", node, message, _words(node))
        return ONCE
    if maximum is not None and maximum < minimum:
        message = f"{_named(node)} must occur at least {minimum} times, but at most {maximum}"
        reading.fault("odd-occurs", node, message, _words(node))
        return Occurs(minimum, minimum)
    if max(minimum, maximum or 0) > COUNTED:
        message = f"{_named(node)} is counted beyond {COUNTED}: taken as without bound"
        reading.fault("odd-unsupported", node, message, _words(node))
        return Occurs(min(minimum, 1), None)
    return Occurs(minimum, maximum)


def _number(value: str | None) -> int | None:
    if value is None:
        return 1
    digits = value.strip()
    return int(digits) if digits.isascii() and digits.isdigit() else None


def _named(node: Node) -> str:
    return f"{local(node)} {node.get('key', '')}".strip()


def _words(node: Node) -> str:
    return " ".join(f'{name}="{node.get(name)}"' for name in ("key", "minOccurs", "maxOccurs") if node.get(name))


def read_key(node: Node, reading: Reading) -> str:
    """@key, which must be there."""
    key = node.get("key", "").strip()
    if not key:
        reading.fault("odd-missing", node, f"{local(node)} has no @key")
    return key


def _items(node: Node, reading: Reading) -> tuple[Content, ...]:
    found = (_read(child, reading, True) for child in node)  # noqa: FBT003 (TEI's default of @autoPrefix)
    return tuple(item for item in found if item is not None)


def _sequence(node: Node, reading: Reading) -> Content:
    ordered = node.get("preserveOrder", "true") not in ("false", "0")
    return Sequence(_items(node, reading), read_occurs(node, reading), ordered)


def _alternate(node: Node, reading: Reading) -> Content:
    return Alternate(_items(node, reading), read_occurs(node, reading))


def _element_ref(node: Node, reading: Reading) -> Content:
    key = read_key(node, reading)
    return ElementRef(key, read_occurs(node, reading), reading.place(node)) if key else EMPTY


def _class_ref(node: Node, reading: Reading) -> Content:
    key, occurs = read_key(node, reading), read_occurs(node, reading)
    expand = reading.choose(node, "expand", ("", *EXPANSIONS), "")
    include, excluded = (frozenset(node.get(name, "").split()) for name in ("include", "except"))
    return ClassRef(key, expand, include, excluded, occurs, reading.place(node)) if key else EMPTY


def _macro_ref(node: Node, reading: Reading) -> Content:
    key = read_key(node, reading)
    return MacroRef(key, read_occurs(node, reading), reading.place(node)) if key else EMPTY


def _data_ref(node: Node, reading: Reading) -> Content:
    facets = [DataFacet(facet.get("name", ""), facet.get("value", "")) for facet in node.iter(tei("dataFacet"))]
    if restriction := node.get("restriction"):
        facets.append(DataFacet("pattern", restriction))
    key, name = node.get("key", ""), node.get("name", "")
    if ref := node.get("ref"):
        name = name or ref.rpartition("#")[2]
        if not ref.startswith("http://www.w3.org/2001/XMLSchema"):
            reading.fault("odd-unsupported", node, f"the datatype {ref!r} is not one of XML Schema", f'ref="{ref}"')
            name = "string"
    if not key and not name:
        reading.fault("odd-missing", node, "dataRef has no @key, @name or @ref")
        name = "string"
    return DataRef(key, name, tuple(facets), read_occurs(node, reading), reading.place(node))


def _any_element(node: Node, reading: Reading) -> Content:
    excluded = tuple(read_name_test(name, node) for name in node.get("except", "").split())
    return AnyElement(tuple(node.get("require", "").split()), excluded, read_occurs(node, reading))


def read_name_test(name: str, node: Node) -> NameTest:
    """A namespace, or a prefixed name whose prefix the node declares (@except, @defaultExceptions)."""
    prefix, _, ident = name.partition(":")
    if ident and prefix in node.nsmap:
        return NameTest(node.nsmap[prefix], ident)
    return NameTest(name)


def _text_node(_node: Node, _reading: Reading) -> Content:
    return TEXT


def _empty(_node: Node, _reading: Reading) -> Content:
    return EMPTY


def read_values(node: Node, reading: Reading) -> ValList:
    """A valList; its values in their order."""
    return ValList(
        tuple(_value(item, reading) for item in node.iterchildren(tei("valItem"))),
        reading.choose(node, "type", ("", *LISTS), ""),
        reading.choose(node, "mode", ("", *MODES), ""),
    )


def _value(node: Node, reading: Reading) -> ValItem:
    alt_ident = node.findtext(tei("altIdent"), "").strip()
    mode = reading.choose(node, "mode", MODES, "add")
    return ValItem(node.get("ident", ""), alt_ident, mode, read_documentation(node))


def read_documentation(node: Node) -> Documentation:
    """The glosses and descriptions of a declaration, by language."""
    glosses = tuple(_prose(child, node) for child in node.iterchildren(tei("gloss")))
    descs = tuple(_prose(child, node) for child in node.iterchildren(tei("desc")))
    return Documentation(glosses, descs) if glosses or descs else NO_DOCUMENTATION


def _prose(node: Node, declaration: Node) -> Prose:
    text = _plain(node) if len(node) else node.text or ""
    return Prose(node.get(LANG) or declaration.get(LANG) or "", " ".join(text.split()))


def _plain(node: Node) -> str:
    parts = [node.text or ""]
    for child in node:
        inner = MARKS.get(child.tag, "{}").replace("{}", _plain(child))
        parts += (inner, child.tail or "")
    return "".join(parts)


def _every_element(_node: Node, _reading: Reading) -> Content:
    return EveryElement()


MODES = ("add", "change", "replace", "delete")
IGNORED = frozenset(("desc", "gloss", "equiv", "altIdent", "dataFacet"))
READERS: dict[str, Callable[[Node, Reading], Content]] = {
    tei("sequence"): _sequence,
    tei("alternate"): _alternate,
    tei("elementRef"): _element_ref,
    tei("classRef"): _class_ref,
    tei("macroRef"): _macro_ref,
    tei("dataRef"): _data_ref,
    tei("anyElement"): _any_element,
    tei("textNode"): _text_node,
    tei("empty"): _empty,
    tei("valList"): read_values,
    NAME_LIST: _every_element,
}
