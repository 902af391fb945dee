"""The judge by an XML Schema (XSD), through the xmlschema library, in the same words as the judge by RELAX NG.

    judge = load_xsd_judge("tei_all.xsd")

XSD is the weaker language for TEI: every element that it declares globally may be the root, and an attribute can't
depend on another. It is also the slower one: the TEI Consortium's tei_all takes seven seconds to load, most of it
patterns that the library translates over and over; they are remembered here within a run. A cache on disk would have to
be a pickle, which is not safe to read.
"""

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import xmlschema
from lxml import etree
from xmlschema.validators import facets

from tei_miasnikov.errors import SchemaError
from tei_miasnikov.findings import Finding, Severity
from tei_miasnikov.validation.documents import TEI, Tree, line_of
from tei_miasnikov.validation.fault import Fault, Spot
from tei_miasnikov.validation.messages import SHOWN, near_tags, rank_tags
from tei_miasnikov.validation.quoting import local, namespace, quoted, speakable
from tei_miasnikov.validation.schema import readable
from tei_miasnikov.validation.xpaths import Trail

XmlSchemaError = xmlschema.XMLSchemaValidationError
_VALUE = re.compile(r"attribute ([^=\s]+)='(.*)': (.*)", re.DOTALL)
_NOT_ALLOWED = re.compile(r"'([^']+)' attribute not allowed for element")
_MISSING = re.compile(r"missing required attribute '([^']+)'")
ROOTS = frozenset(["TEI", "teiCorpus"])


def _remember_patterns() -> None:
    """Each pattern of a schema is translated once: loading takes a sixth of the time."""
    name = "translate_pattern"
    if not hasattr(getattr(facets, name), "cache_info"):
        setattr(facets, name, lru_cache(None)(getattr(facets, name)))


class XsdJudge:
    """The judge by one schema."""

    def __init__(self, schema: xmlschema.XMLSchema, most: int) -> None:
        self._schema, self._most = schema, most
        self._names: frozenset[str] | None = None

    def __call__(self, tree: Tree, path: str) -> Iterator[Finding]:
        """What is wrong with a tree."""
        return (fault.finding for fault in self.iter_faults(tree, path))

    def iter_faults(self, tree: Tree, path: str) -> Iterator[Fault]:
        """What is wrong with a tree, with the elements."""
        trail = Trail()
        if tree.getroot().tag in self._schema.maps.elements:
            yield from _weaker(tree, path)
        for error in self._schema.iter_errors(xmlschema.XMLResource(tree, allow="none", lazy=False)):
            if isinstance(error.elem, etree._Element):
                yield self._fault(error, path, trail)

    def _fault(self, error: XmlSchemaError, path: str, trail: Trail) -> Fault:
        element: Any = error.elem
        if isinstance(error, xmlschema.XMLSchemaChildrenValidationError):
            return self._children(error, element, path, trail)
        if element.getparent() is None and "is not an element of the schema" in (error.reason or ""):
            return self._root(element, path, trail)
        reason = error.reason or "is not valid"
        for pattern, tell in TELLERS:
            found = pattern.search(reason)
            if found:
                return tell(element, found, path, trail)
        if "character data between" in reason:
            return _stray_text(element, path, trail)
        message = f"<{local(element.tag)}>: {speakable(_short(reason))}"
        return _fault("xsd-invalid", message, "", element, path, trail)

    def _root(self, root: etree._Element, path: str, trail: Trail) -> Fault:
        roots = [name for name in self._schema.maps.elements if namespace(name) == namespace(str(root.tag))]
        code = "misplaced-element" if root.tag in self._known() else "unknown-element"
        hint = f"allowed here: {self._some([f'<{local(name)}>' for name in rank_tags('', roots)])}" if roots else ""
        return _fault(code, f"<{local(str(root.tag))}> is not allowed at the root", hint, root, path, trail)

    def _known(self) -> frozenset[str]:
        """The elements that the schema declares anywhere."""
        if self._names is None:
            declared = self._schema.maps.iter_components(xmlschema.XsdElement)
            self._names = frozenset(each.name for each in declared if each.name)
        return self._names

    def _children(
        self, error: xmlschema.XMLSchemaChildrenValidationError, parent: etree._Element, path: str, trail: Trail
    ) -> Fault:
        names = _names(error.expected)
        if error.invalid_tag is None:
            hint = f"add {self._some([f'<{local(name)}>' for name in rank_tags('', names)])}"
            message = f"<{local(str(parent.tag))}> is incomplete"
            return _fault("incomplete-element", message, hint, parent, path, trail, Spot.END)
        child: etree._Element = [*parent.iterchildren("*")][error.index]
        known = error.invalid_tag in self._known()
        code = "misplaced-element" if known else "unknown-element"
        close = near_tags(error.invalid_tag, names) or near_tags(error.invalid_tag, sorted(self._known()))
        meant = [f"did you mean <{local(close[0])}>?"] if close and not known else []
        allowed = (
            [f"allowed here: {self._some([f'<{local(name)}>' for name in rank_tags('', names)])}"] if names else []
        )
        message = f"<{local(error.invalid_tag)}> is not allowed in <{local(str(parent.tag))}>"
        return _fault(code, message, " ".join([*meant, *allowed]), child, path, trail)

    def _some(self, names: list[str]) -> str:
        more = len(names) - self._most
        return ", ".join(names[: self._most]) + (f" and {more} more (-v)" if more > 0 else "")


def load_xsd_judge(path: str, *, most: int = SHOWN) -> XsdJudge:
    """The judge by the schema in a file; what it imports must lie in its folder or below. Raises SchemaError."""
    if path.startswith(("http://", "https://")):
        raise SchemaError(f"{path}: an XSD is not fetched, since it imports others; name a local copy with --schema")
    _remember_patterns()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an import that is refused shows as an unknown name, which is an error
            schema = xmlschema.XMLSchema(str(readable(path).absolute()), allow="sandbox", defuse="always")
    except (xmlschema.XMLSchemaException, SyntaxError, OSError, ValueError, RecursionError) as error:
        raise SchemaError(f"{path}: is no XML Schema that can be used: {_short(str(error))}") from None
    return XsdJudge(schema, most)


def _short(reason: str) -> str:
    words = " ".join(reason.split())
    return words if len(words) <= 200 else f"{words[:200]}…"


def _names(expected: Iterable[Any] | None) -> tuple[str, ...]:
    return tuple(str(particle.name) for particle in expected or () if getattr(particle, "name", None))


def _fault(
    code: str, message: str, hint: str, element: etree._Element, path: str, trail: Trail, spot: Spot = Spot.START
) -> Fault:
    place = trail.of(element)
    finding = Finding(code, message, path, line_of(element), 0, "", hint, Severity.ERROR, "schema", place)
    return Fault(finding, element, spot)


def _at_attribute(code: str, message: str, hint: str, place: tuple[etree._Element, str, str, Trail]) -> Fault:
    element, name, path, trail = place
    xpath = f"{trail.of(element)}/@{_shown(name)}"
    words = speakable(str(element.get(name) or ""))
    finding = Finding(code, message, path, line_of(element), 0, words, hint, Severity.ERROR, "schema", xpath)
    return Fault(finding, element, Spot.ATTRIBUTE, name)


def _shown(name: str) -> str:
    return f"xml:{local(name)}" if namespace(name) else name


def _value(element: etree._Element, found: re.Match[str], path: str, trail: Trail) -> Fault:
    name, value, reason = found.groups()
    message = f"@{_shown(name)}={quoted(value)} on <{local(str(element.tag))}> is no value that is allowed"
    return _at_attribute("bad-attribute-value", message, speakable(_short(reason)), (element, name, path, trail))


def _unknown(element: etree._Element, found: re.Match[str], path: str, trail: Trail) -> Fault:
    name = found[1]
    value = quoted(str(element.get(name) or ""))
    message = f"@{_shown(name)}={value} is not allowed on <{local(str(element.tag))}>"
    return _at_attribute("unknown-attribute", message, "take it out, or mend its name", (element, name, path, trail))


def _missing(element: etree._Element, found: re.Match[str], path: str, trail: Trail) -> Fault:
    message = f"<{local(str(element.tag))}> lacks @{_shown(found[1])}"
    return _fault("missing-attribute", message, f'add {_shown(found[1])}="…"', element, path, trail)


def _stray_text(element: etree._Element, path: str, trail: Trail) -> Fault:
    texts = [(element.text, next(element.iterchildren("*"), None))]
    texts += [(child.tail, next(child.itersiblings("*"), None)) for child in element]
    text, before = next(((text, before) for text, before in texts if text and text.strip()), ("", None))
    message = f"text in <{local(str(element.tag))}>, where only elements may stand: {quoted(text or '')}"
    fault = _fault("misplaced-text", message, "wrap it in an element, or take it out", element, path, trail)
    return Fault(fault.finding, element, Spot.TEXT, before=before)


TELLERS = ((_VALUE, _value), (_NOT_ALLOWED, _unknown), (_MISSING, _missing))


def _weaker(tree: Tree, path: str) -> Iterator[Fault]:
    """A note where the root is none that RELAX NG would allow."""
    root = tree.getroot()
    if namespace(str(root.tag)) == TEI and local(str(root.tag)) not in ROOTS:
        message = f"an XSD lets any element be the root, here <{local(str(root.tag))}>; RELAX NG wants TEI or teiCorpus"
        hint = "judge by the .rng of the same schema"
        finding = Finding("xsd-weaker", message, path, line_of(root), 0, "", hint, Severity.INFO, "schema")
        yield Fault(finding, root)
