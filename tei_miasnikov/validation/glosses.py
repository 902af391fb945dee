"""What names mean, in a grammar's own words: its annotations, read only when a message first asks.

    <element name="del"><a:documentation>(deletion) contains a letter …       glosses.of_element("del")        deletion
    <attribute name="level">… <value>a</value><a:documentation>(analytic) …   glosses.of_value("level", "a")   analytic

TEI's own grammars are annotated so, and those that `schema compile` makes. A name that is glossed in two ways (an
element in several forms) has no gloss. RELAX NG DTD Compatibility, section 6.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from lxml import etree

from tei_miasnikov.errors import SchemaError
from tei_miasnikov.relaxng.sources import parse, read_file
from tei_miasnikov.relaxng.syntax import NAMESPACE

DOCUMENTATION = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"
ELEMENT, ATTRIBUTE, VALUE = (f"{{{NAMESPACE}}}{name}" for name in ("element", "attribute", "value"))
GLOSS = re.compile(r"\s*\(([^()]{1,40})\)")
Key = tuple[str, str]
"""The tag of a pattern and a name; of a value the name of its attribute and itself."""


class Glosses:
    """The glosses of a grammar in a file or in bytes; files that it includes are not looked at."""

    def __init__(self, grammar: Path | bytes) -> None:
        self._grammar = grammar

    def of_element(self, name: str) -> str:
        """What an element means, "" where that is not said."""
        return self._known.get((ELEMENT, name), "")

    def of_value(self, attribute: str, value: str) -> str:
        """What a value of an attribute means, "" where that is not said."""
        return self._known.get((attribute, value), "")

    @cached_property
    def _known(self) -> dict[Key, str]:
        known: dict[Key, set[str]] = {}
        for key, gloss in _iter_glosses(_root(self._grammar)):
            known.setdefault(key, set()).add(gloss)
        return {key: said for key, glosses in known.items() if len(glosses) == 1 for said in glosses if said}


def _root(grammar: Path | bytes) -> etree._Element:
    try:
        return parse(grammar, "") if isinstance(grammar, bytes) else read_file(grammar)
    except SchemaError:  # gone since it was loaded: then nothing is explained
        return etree.Element("gone")


def _iter_glosses(root: etree._Element) -> Iterator[tuple[Key, str]]:
    """Of every element and every value, the gloss; "" where it has none, since another of its name may have one."""
    for element in root.iter(ELEMENT):
        yield (ELEMENT, element.get("name", "")), _gloss(element.find(DOCUMENTATION))
    for value in root.iter(VALUE):
        attribute = next(value.iterancestors(ATTRIBUTE), None)
        if attribute is not None:
            yield (attribute.get("name", ""), (value.text or "").strip()), _gloss(_behind(value))


def _behind(value: etree._Element) -> etree._Element | None:
    following = value.getnext()
    return following if following is not None and following.tag == DOCUMENTATION else None


def _gloss(documentation: etree._Element | None) -> str:
    found = GLOSS.match(documentation.text or "") if documentation is not None else None
    return " ".join(found.group(1).split()) if found else ""
