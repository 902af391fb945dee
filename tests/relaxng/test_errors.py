"""The errors of small documents: kind, line, name and what was expected, as fixtures/errors.txt tells them."""

from pathlib import Path

import pytest
from lxml import etree

from tei_miasnikov.relaxng import Error, Kind, load

FIXTURES = Path(__file__).parent / "fixtures" / "errors.txt"
HEAD = b'<grammar xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">'
Case = tuple[str, str, list[str]]


def read_cases() -> dict[str, Case]:
    cases = {}
    for block in FIXTURES.read_text(encoding="utf-8").split("\n=== ")[1:]:
        title, _, rest = block.partition("\n")
        grammar, document, errors = rest.split("\n---\n")
        cases[title] = (grammar, document, errors.strip().splitlines())
    return cases


CASES = read_cases()


def said(error: Error, wanted: str) -> str:
    """The error in the words of the fixture, of what was expected only the parts that the fixture names."""
    expected = error.expected
    parts = {
        "e": expected.elements,
        "a": expected.attributes,
        "v": expected.values,
        "d": [kind.name for kind in expected.datatypes],
        "t": ["text"] if expected.text else [],
        "r": expected.required,
    }
    shown = [f"{key}={','.join(parts[key])}" for key, _, _ in (word.partition("=") for word in wanted.split()[3:])]
    return " ".join([error.kind, str(error.line), error.name, *shown])


@pytest.mark.parametrize("title", CASES)
def test_errors_of_a_document(title: str) -> None:
    grammar, document, wanted = CASES[title]
    errors = list(load(HEAD + grammar.encode() + b"</grammar>").iter_errors(etree.fromstring(document)))
    assert len(errors) == len(wanted), errors
    assert [said(error, line) for error, line in zip(errors, wanted, strict=True)] == wanted


def test_errors_are_values_and_say_what_was_found() -> None:
    grammar = load(
        HEAD + b'<start><element name="a"><attribute name="m"><value>x</value></attribute></element></start></grammar>'
    )
    root = etree.fromstring('<a m="y"/>')
    (error,) = grammar.iter_errors(root)
    assert (error.kind, error.element, error.value) == (Kind.BAD_ATTRIBUTE_VALUE, root, "y")
    assert error == next(grammar.iter_errors(root))
    with pytest.raises(AttributeError):
        error.line = 7  # type: ignore[misc]


def test_misplaced_text_knows_the_child_it_stands_before() -> None:
    grammar = load(
        b'<element name="a" xmlns="http://relaxng.org/ns/structure/1.0"><element name="b"><empty/></element></element>'
    )
    root = etree.fromstring("<a>x<!-- --><b/></a>")
    (error,) = grammar.iter_errors(root)
    assert error.before is root[1]
