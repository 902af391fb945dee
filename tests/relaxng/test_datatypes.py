"""XML Schema's datatypes: what each allows (fixtures/datatypes.txt), and when two strings are the same value."""

import re
from pathlib import Path

import pytest

from tei_miasnikov.relaxng.datatypes import DatatypeError, Namespaces, allows, same
from tei_miasnikov.relaxng.libraries import XSD, datatype

FIXTURES = Path(__file__).parent / "fixtures" / "datatypes.txt"
NAMESPACES: Namespaces = {"x": "urn:x"}
ROWS = [re.split(r"(?<!\\)\|", line) for line in FIXTURES.read_text(encoding="utf-8").splitlines()[1:]]
Params = tuple[tuple[str, str], ...]


def params_of(cell: str) -> Params:
    """The facets: parted by semicolons, and a bar is written with a backslash."""
    pairs = [facet.split("=", 1) for facet in cell.strip().replace(r"\|", "|").split(";") if facet]
    return tuple((name, value) for name, value in pairs)


def values_of(cell: str) -> list[str]:
    text = cell.strip()
    return [value.replace("␣", " ") for value in text.split(",")] if text else []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0].strip()} {row[1].strip()}")
def test_what_a_datatype_allows(row: list[str]) -> None:
    name, facets, allowed, forbidden = row
    kind = datatype(XSD, name.strip(), params_of(facets))
    assert [value for value in values_of(allowed) if not allows(kind, value, NAMESPACES)] == []
    assert [value for value in values_of(forbidden) if allows(kind, value, NAMESPACES)] == []


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("decimal", "1.0", "+01"),
        ("boolean", "true", "1"),
        ("double", "1e1", "10"),
        ("double", "NaN", "NaN"),
        ("hexBinary", "0f", "0F"),
        ("base64Binary", "AQ ID", "AQID"),
        ("dateTime", "1945-05-09T02:00:00+02:00", "1945-05-09T00:00:00Z"),
        ("duration", "P1Y", "P12M"),
        ("NMTOKENS", "a  b", "a b"),
        ("QName", "x:a", "x:a"),
    ],
)
def test_two_spellings_of_one_value(name: str, one: str, other: str) -> None:
    assert same(datatype(XSD, name), one, NAMESPACES, other, NAMESPACES)


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("string", "a ", "a"),
        ("dateTime", "1945-05-09T00:00:00", "1945-05-09T00:00:00Z"),
        ("duration", "P1M", "P30D"),
        ("boolean", "true", "0"),
        ("integer", "1", "x"),
    ],
)
def test_two_values(name: str, one: str, other: str) -> None:
    assert not same(datatype(XSD, name), one, NAMESPACES, other, NAMESPACES)


def test_a_qualified_name_is_read_among_its_own_namespaces() -> None:
    kind = datatype(XSD, "QName")
    assert same(kind, "x:a", {"x": "urn:x"}, "y:a", {"y": "urn:x"})
    assert not same(kind, "x:a", {"x": "urn:x"}, "x:a", {"x": "urn:y"})


@pytest.mark.parametrize(
    ("library", "name", "params"),
    [
        (XSD, "day", ()),
        ("", "date", ()),
        ("", "token", (("pattern", "a"),)),
        ("urn:x", "token", ()),
        (XSD, "token", (("minInclusive", "a"),)),
        (XSD, "date", (("minInclusive", "a"),)),
        (XSD, "date", (("length", "1"),)),
        (XSD, "token", (("length", "x"),)),
        (XSD, "token", (("enumeration", "x"),)),
        (XSD, "double", (("totalDigits", "2"),)),
        *(
            (XSD, "token", (("pattern", bad),))
            for bad in ("(", ")", "[a", "[]", "a**", "*", r"\q", r"\p{Xx}", "[b-a]", "{", "a{2,1}", "a{9999999999}")
        ),
        (XSD, "token", (("pattern", "(" * 2000 + ")" * 2000),)),
    ],
)
def test_datatypes_and_facets_that_do_not_exist(library: str, name: str, params: Params) -> None:
    with pytest.raises(DatatypeError):
        datatype(library, name, params)
