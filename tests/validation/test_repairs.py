"""Repairs: what is proposed for a value, and that nothing is proposed that the type would refuse."""

import pytest

from tei_miasnikov.relaxng import Expected
from tei_miasnikov.relaxng.datatypes import allows
from tei_miasnikov.relaxng.libraries import XSD, datatype
from tei_miasnikov.validation.repairs import repair

DATES = ("date", "gYear", "gYearMonth")
CASES = {
    ("1999-5-1", DATES): "1999-05-01",
    ("1999/05/01", DATES): "1999-05-01",
    ("19990501", DATES): "1999-05-01",
    ("1999-13-05", DATES): "1999-05-13",
    ("1.5.1999", DATES): "1999-05-01",
    ("05/24/1999", DATES): "1999-05-24",
    ("24/05/1999", DATES): "1999-05-24",
    ("01/05/1999", DATES): None,
    ("1 May 1999", DATES): "1999-05-01",
    ("May 1999", DATES): "1999-05",
    ("c. 1850", DATES): "1850",
    ("1850?", DATES): "1850",
    ("5 May", (*DATES, "gMonthDay")): "--05-05",
    ("850", DATES): "0850",
    ("someday", DATES): None,
    ("the year 1999 or later", DATES): None,
    ("1999-05-01 12:30", ("dateTime",)): "1999-05-01T12:30:00",
    ("9:30", ("time",)): "09:30:00",
    ("2 days", ("duration",)): "P2D",
    ("3 hours 20 min", ("duration",)): "PT3H20M",
    ("P3H", ("duration",)): "PT3H",
    ("p2d", ("duration",)): "P2D",
    ("PT2D", ("duration",)): "P2D",
    ("01:30:00", ("duration",)): "PT1H30M",
    ("2 weeks", ("duration",)): "P14D",
    ("long", ("duration",)): None,
    ("Yes", ("boolean",)): "true",
    ("FALSE", ("boolean",)): "false",
    ("perhaps", ("boolean",)): None,
    ("1,5", ("double",)): "1.5",
    ("12cm", ("nonNegativeInteger",)): "12",
    ("ten", ("double",)): None,
    ("", ("ID",)): None,
    ("a b.png", ("anyURI",)): "a%20b.png",
    ("12 a", ("ID",)): "_12-a",
    ("#smith", ("NCName",)): "smith",
    ("English", ("language",)): "en",
    ("de_AT", ("language",)): "de-AT",
}


@pytest.mark.parametrize(("value", "types"), CASES, ids=str)
def test_a_proposal_is_what_the_type_allows(value: str, types: tuple[str, ...]) -> None:
    kinds = tuple(datatype(XSD, name) for name in types)
    found = repair(value, Expected(datatypes=kinds))
    assert found == CASES[value, types]
    assert found is None or any(allows(kind, found, {}) for kind in kinds)


def test_a_listed_value_is_proposed_by_its_likeness() -> None:
    assert repair("Hihg", Expected(values=("high", "medium", "low"))) == "high"
    assert repair("purple", Expected(values=("high", "medium", "low"))) is None
