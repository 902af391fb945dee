"""Pointers, which no grammar checks: every `#id` leads somewhere, and no id is given twice.

    <sp who="#SMITH">      no element of this file has xml:id="SMITH"; near is "SMI"

Source: TEI Guidelines 17.1 (links), 23.3.3 (private URI schemes are another module's business).
"""

from collections.abc import Iterator
from difflib import get_close_matches

from lxml import etree

from tei_miasnikov.findings import Finding, Severity
from tei_miasnikov.validation.documents import Tree, line_of

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
POINTING = frozenset(
    [
        "active", "adj", "adjFrom", "adjTo", "ana", "calendar", "change", "children", "class", "code", "copyOf",
        "corresp", "datcat", "datingMethod", "datingPoint", "decls", "domains", "edRef", "end", "exclude", "fVal",
        "facs", "feats", "filter", "follow", "from", "fromUnit", "given", "hand", "inst", "lemmaRef", "location",
        "mergedIn", "mutual", "new", "next", "nymRef", "origin", "parent", "parts", "passive", "perf", "period",
        "prev", "property", "ref", "rendition", "replyTo", "require", "resp", "sameAs", "scheme", "scribeRef",
        "scriptRef", "select", "since", "source", "spanTo", "start", "synch", "target", "targetDatcat", "targetEnd",
        "to", "toUnit", "toWhom", "unitRef", "uri", "url", "valueDatcat", "where", "who", "wit",
    ]
)  # fmt: skip
"""The attributes that TEI types as pointers (teidata.pointer)."""


def check_pointers(tree: Tree, path: str) -> Iterator[Finding]:
    """Findings about ids given twice and pointers that lead nowhere, in the order of the file."""
    ids: dict[str, int] = {}
    pointing: list[tuple[etree._Element, str, str]] = []
    for element in tree.iter("*"):
        for name, value in element.attrib.items():
            if name == XML_ID:
                if value in ids:
                    yield _again(tree, path, element, str(value), ids[value])
                ids.setdefault(str(value), line_of(element))
            elif "#" in value and name in POINTING:
                pointing.append((element, str(name), str(value)))
    for element, name, value in pointing:
        for pointer in value.split():
            if pointer.startswith("#") and not pointer.startswith("#xpath") and pointer[1:] not in ids:
                yield _dangling(tree, path, element, name, pointer, ids)


def _again(tree: Tree, path: str, element: etree._Element, own: str, first: int) -> Finding:
    message = f'xml:id="{own}" is given twice, first in line {first}'
    hint = "give one of the two another id, and mend what points to it"
    return _finding("id-twice", message, hint, tree, path, element)


def _dangling(tree: Tree, path: str, element: etree._Element, name: str, pointer: str, ids: dict[str, int]) -> Finding:
    near = get_close_matches(pointer[1:], list(ids)[:5000], 1)
    hint = f"did you mean #{near[0]} (line {ids[near[0]]})?" if near else "declare it, or take the pointer out"
    return _finding("pointer-dangling", f'@{name}="{pointer}" leads nowhere', hint, tree, path, element)


def _finding(code: str, message: str, hint: str, tree: Tree, path: str, element: etree._Element) -> Finding:
    line = line_of(element)
    words = f"<{etree.QName(element).localname}>"
    return Finding(code, message, path, line, 0, words, hint, Severity.ERROR, "pointer", tree.getpath(element))
