"""Pointers, which no grammar checks: every one leads somewhere, and no id is given twice.

    <sp who="#SMITH">                     no element of this file has xml:id="SMITH"; near is "SMI"
    <persName ref="people.xml#smi">       the file is there, and has the id
    <persName ref="psn:smi">              as the header's prefixDef says

`#id` always means this very file; for other files xml:base counts. Nothing is fetched. Source: TEI Guidelines 17.1 and
17.2. Attributes count on TEI's own elements, not in its examples (egXML).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import cast
from urllib.parse import unquote

from lxml import etree

from tei_miasnikov.findings import Finding, Severity
from tei_miasnikov.validation.documents import TEI, Elements, Tree, elements_of, line_of
from tei_miasnikov.validation.fault import Fault, Spot
from tei_miasnikov.validation.likeness import near
from tei_miasnikov.validation.neighbours import ENDINGS, Neighbours, Standing, real, resolve
from tei_miasnikov.validation.prefixes import Prefix, read_prefixes
from tei_miasnikov.validation.quoting import local, quoted, speakable
from tei_miasnikov.validation.xpaths import Trail

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_Attribute = tuple[etree._Element, str, str]
"""An element, an attribute of it, and its value."""
OWN = f"{{{TEI}}}"
EXAMPLES = "{http://www.tei-c.org/ns/Examples}"
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
PATTERN = "matchPattern"
LOOKED_AT = POINTING | {XML_ID, PATTERN}
SCHEMES = frozenset(
    [
        "about", "ark", "bibcode", "cid", "cts", "data", "doi", "feed", "file", "ftp", "ftps", "geo", "git",
        "gnd", "hdl",
        "http", "https", "info", "irc", "isbn", "issn", "jar", "javascript", "ldap", "magnet", "mailto", "news", "nfs",
        "oai", "orcid", "rtsp", "sftp", "sms", "ssh", "svn", "tag", "tel", "telnet", "urn", "view-source", "viaf", "ws",
        "wss", "xmpp",
    ]
)  # fmt: skip
"""What may stand before a colon without a prefixDef."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.+)", re.DOTALL)
_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}$")
UNKNOWN = "declare it, or take the pointer out"
HINTED = 200
"""For so many dangling pointers of a file the nearest id is looked for."""


def check_pointers(tree: Tree, path: str) -> Iterator[Finding]:
    """Findings about ids given twice and pointers that lead nowhere, in the order of the file."""
    neighbours = Neighbours((real(path).parent,))
    return (fault.finding for fault in iter_pointer_faults(elements_of(tree), path, neighbours))


def iter_pointer_faults(elements: Elements, path: str, neighbours: Neighbours) -> Iterator[Fault]:
    """The same with the elements, so that their places can be looked up."""
    looked_at = [(e, name, value) for e in elements for name, value in e.items() if name in LOOKED_AT]
    ids: dict[str, int] = {}
    trail = Trail()
    for element, name, value in cast("list[_Attribute]", looked_at):
        if name == XML_ID:
            if value in ids and not element.tag.startswith(EXAMPLES):
                yield _again(path, element, value, ids[value], trail)
            ids.setdefault(value, line_of(element))
    own = [found for found in cast("list[_Attribute]", looked_at) if found[0].tag.startswith(OWN)]
    prefixes = read_prefixes(element for element, name, _ in own if name == PATTERN)
    yield from _Check(path, ids, prefixes, neighbours, trail).iter_faults(one for one in own if one[1] in POINTING)


def _again(path: str, element: etree._Element, own: str, first: int, trail: Trail) -> Fault:
    message = f"xml:id={quoted(own)} is given twice, first in line {first}"
    hint = f"give this or the one in line {first} another id, and mend what points to it"
    place = trail.of(element) + "/@xml:id"
    finding = Finding("id-twice", message, path, line_of(element), 0, own, hint, Severity.ERROR, "pointer", place)
    return Fault(finding, element, Spot.ATTRIBUTE, XML_ID)


@dataclass(slots=True)
class _Check:
    """The pointers of one document."""

    path: str
    ids: dict[str, int]
    prefixes: dict[str, list[Prefix]]
    neighbours: Neighbours
    trail: Trail
    hinted: dict[str, list[str]] = field(default_factory=dict)
    passed_over: set[str] = field(default_factory=set)

    def iter_faults(self, pointing: Iterable[_Attribute]) -> Iterator[Fault]:
        """Every pointer that leads nowhere."""
        for element, name, value in pointing:
            for pointer in value.split():
                if not (pointer.startswith("#") and unquote(pointer[1:]) in self.ids):
                    for told in self._judge(pointer, element):
                        yield self._fault(told, element, name, pointer)

    def _judge(self, pointer: str, element: etree._Element) -> "Iterator[_Told]":
        scheme = _SCHEME.fullmatch(pointer)
        if scheme is None:
            yield from self._follow(pointer, element)
        elif scheme[1] in self.prefixes:
            yield from self._expanded(scheme[1], scheme[2], element)
        elif scheme[1].lower() not in SCHEMES:
            near_prefix = near(scheme[1], list(self.prefixes))
            hint = f"did you mean {near_prefix[0]}:? " if near_prefix else ""
            hint += f'declare it in the header: <prefixDef ident="{scheme[1]}" …>'
            yield _Told("prefix-undeclared", f"no prefixDef declares {scheme[1]}:", hint, Severity.WARNING)

    def _expanded(self, ident: str, value: str, element: etree._Element) -> "Iterator[_Told]":
        judged = [prefix for prefix in self.prefixes[ident] if prefix.is_judged]
        expanded = [found for prefix in judged if (found := prefix.expand(value)) is not None]
        if expanded and not _SCHEME.fullmatch(expanded[0]):
            for told in self._follow(expanded[0], element):
                yield replace(told, message=f"{told.message} (the prefix makes {quoted(expanded[0])} of it)")
        elif judged and not expanded and len(judged) == len(self.prefixes[ident]):
            message = f"{quoted(value)} is not what the prefixDef of {ident}: matches"
            yield _Told("pointer-dangling", message, f"its matchPattern is {quoted(judged[0].pattern)}")

    def _follow(self, pointer: str, element: etree._Element) -> "Iterator[_Told]":
        file, mark, fragment = pointer.partition("#")
        fragment = unquote(fragment)
        if not file:
            if fragment and "(" not in fragment and fragment not in self.ids:
                yield self._dangling(fragment)
        elif mark or _ENDING.search(file):
            yield from self._other_file(file, fragment, element)
        elif file in self.ids:
            yield _Told("pointer-dangling", f"{quoted(file)} names a file, not an element", f"did you mean #{file}?")

    def _dangling(self, fragment: str) -> "_Told":
        close = self._near(fragment)
        hint = (
            f"did you mean #{close[0]} (line {self.ids[close[0]]})?" if close else "declare it, or take the pointer out"
        )
        return _Told("pointer-dangling", f'no element has xml:id="{speakable(fragment)}"', hint)

    def _near(self, fragment: str) -> list[str]:
        if fragment not in self.hinted and len(self.hinted) < HINTED:
            self.hinted[fragment] = near(fragment, list(self.ids))
        return self.hinted.get(fragment, [])

    def _other_file(self, file: str, fragment: str, element: etree._Element) -> "Iterator[_Told]":
        bases = [str(base) for node in [element, *element.iterancestors()] if (base := node.get(XML_BASE))]
        if file.startswith("/") or any(_SCHEME.fullmatch(base) for base in bases):
            return
        target = resolve(file, self.path, iter(bases))
        standing = self.neighbours.stand(target)
        if standing is Standing.OUTSIDE:
            yield from self._passed_over(target)
        elif standing is Standing.MISSING:
            yield _missing(file, fragment)
        elif fragment and "(" not in fragment:
            ids = self.neighbours.ids(target)
            if ids is not None and fragment not in ids:
                close = near(fragment, list(ids))
                hint = f"did you mean {file}#{close[0]}?" if close else "declare it there, or take the pointer out"
                yield _Told("pointer-dangling", f'{quoted(file)} has no xml:id="{speakable(fragment)}"', hint)

    def _passed_over(self, target: str) -> "Iterator[_Told]":
        if target not in self.passed_over:
            self.passed_over.add(target)
            hint = "validate a folder that holds both, or allow its folder with --include"
            yield _Told("pointer-unchecked", "the file lies outside the folders that may be read", hint, Severity.INFO)

    def _fault(self, told: "_Told", element: etree._Element, name: str, pointer: str) -> Fault:
        message = f"@{name}={quoted(pointer)} on <{local(str(element.tag))}>: {told.message}"
        place = f"{self.trail.of(element)}/@{name}"
        finding = Finding(
            told.code,
            message,
            self.path,
            line_of(element),
            0,
            speakable(pointer),
            told.hint,
            told.severity,
            "pointer",
            place,
        )
        return Fault(finding, element, Spot.ATTRIBUTE, name)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is wrong with a pointer."""

    code: str
    message: str
    hint: str
    severity: Severity = Severity.ERROR


def _missing(file: str, fragment: str) -> _Told:
    """A file that is not there; one that is no XML (a picture) may be kept elsewhere."""
    if fragment or PurePosixPath(file).suffix.lower() in ENDINGS:
        return _Told("pointer-dangling", f"there is no file {quoted(file)}", "mend the path, or add the file")
    hint = "mend the path, add the file, or write the whole address with http://"
    return _Told("file-missing", f"there is no file {quoted(file)}", hint, Severity.WARNING)
