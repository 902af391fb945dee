"""The files of an XSD: one for each namespace, since a file declares the names of one only.

    tei_miasnikov.xsd          the schema's own namespace; imports the others
    tei_miasnikov-xml.xsd      xml:id, xml:lang …

What stands in another file is named with its prefix, and imported from it.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from tei_miasnikov.odd.documents import EXAMPLES, RNG, TEI, XML_NS, Node
from tei_miasnikov.odd.xsd.parts import XS, xs

PREFIXES = {
    TEI: "tei",
    EXAMPLES: "teix",
    XML_NS: "xml",
    RNG: "rng",
    "": "none",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/2000/svg": "svg",
    "http://www.w3.org/1998/Math/MathML": "mml",
    "http://www.w3.org/2001/XInclude": "xi",
    "http://www.w3.org/2005/11/its": "its",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://purl.oclc.org/dsdl/schematron": "sch",
}
"""Prefixes that people know; others are numbered."""
ORDER = ("element", "simpleType", "attribute", "attributeGroup", "group", "complexType")
NCNAME = re.compile(r"[^\w.-]")


@dataclass(slots=True)
class File:
    """One file: what it declares, by kind and name, and the namespaces that it uses."""

    ns: str
    prefix: str
    components: dict[tuple[str, str], Node] = field(default_factory=dict)
    imports: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Files:
    """The files by namespace; `main` is that of the schema, whose file bears the name `stem` alone."""

    stem: str
    main: str
    by_ns: dict[str, File] = field(default_factory=dict)
    names: dict[tuple[str, object], str] = field(default_factory=dict)
    taken: set[tuple[str, str, str]] = field(default_factory=set)

    def file(self, ns: str) -> File:
        """The file of a namespace."""
        if ns not in self.by_ns:
            self.by_ns[ns] = File(ns, PREFIXES.get(ns) or f"ns{len(self.by_ns)}")
        return self.by_ns[ns]

    def declare(self, ns: str, name: str, node: Node) -> None:
        """Put a component into the file of its namespace, under its name."""
        kind = etree.QName(node).localname
        others = {str(key): str(value) for key, value in node.attrib.items() if key != "name"}
        node.attrib.clear()
        for key, value in {"name": name, **others}.items():
            node.set(key, value)
        self.file(ns).components[kind, name] = node

    def name(self, kind: str, ns: str, key: object, wanted: str) -> str:
        """The name of a component, always the same for the same key, and no other's."""
        if (kind, key) not in self.names:
            made = proposed = NCNAME.sub("_", wanted)
            number = 1
            while (kind, ns, made) in self.taken:
                number += 1
                made = f"{proposed}.{number}"
            self.taken.add((kind, ns, made))
            self.names[kind, key] = made
        return self.names[kind, key]

    def is_named(self, kind: str, key: object) -> bool:
        """Whether a component of this key has been asked for."""
        return (kind, key) in self.names

    def reference(self, name: str, ns: str, within: str) -> str:
        """A component of one namespace as the file of another names it."""
        if ns != within:
            self.file(within).imports.add(ns)
        return f"{self.file(ns).prefix}:{name}" if ns else name

    def path(self, ns: str) -> str:
        """The name of a file."""
        return f"{self.stem}.xsd" if ns == self.main else f"{self.stem}-{self.file(ns).prefix}.xsd"

    def root(self, file: File) -> Node:
        """The whole of a file, in its order."""
        prefixes = {self.file(ns).prefix: ns for ns in sorted({file.ns, *file.imports}) if ns and ns != XML_NS}
        root = etree.Element(f"{{{XS}}}schema", nsmap={"xs": XS, **prefixes})
        if file.ns:
            root.set("targetNamespace", file.ns)
        root.set("elementFormDefault", "qualified")
        for ns in sorted(file.imports):
            made = xs("import", schemaLocation=self.path(ns))
            if ns:
                made.set("namespace", ns)
            root.append(made)
        for _, node in sorted(file.components.items(), key=lambda each: (ORDER.index(each[0][0]), each[0][1])):
            root.append(node)
        return root


def namespace(name: str) -> str:
    """The namespace of a name, "" for none."""
    return name[1:].partition("}")[0] if name.startswith("{") else ""


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]
