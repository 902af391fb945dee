"""Transcripts as editors meet them, converted without a profile: nothing lost, valid, and the turns a reader hears.

A case is a folder of tests/fixtures/transcripts; README.md there says what stands in it. Adding one needs no Python.
"""

from functools import cache

import pytest
from lxml import etree

from tei_miasnikov.pipeline import Conversion, Settings, convert_source
from tei_miasnikov.text.source import read_source
from tei_miasnikov.validation.pointers import check_pointers
from tei_miasnikov.validation.schema import Judge, load_judge, project_schema
from tests.shared import FIXTURES
from tests.turns import Case, cases

CASES = cases(FIXTURES / "transcripts")
EACH = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@cache
def conversion(case: Case) -> Conversion:
    return convert_source(read_source(str(case.source)), Settings())


@cache
def project_judge() -> Judge:
    return load_judge(project_schema())


@EACH
def test_nothing_is_lost(case: Case) -> None:
    account = conversion(case).account
    assert account.accounted == account.total == len(read_source(str(case.source)).text)


@EACH
def test_the_output_is_valid(case: Case) -> None:
    tree = etree.ElementTree(etree.fromstring(conversion(case).tei))
    assert [str(finding) for finding in (*project_judge()(tree, case.name), *check_pointers(tree, case.name))] == []


@pytest.mark.parametrize("case", [case for case in CASES if not case.turns], ids=lambda case: case.name)
def test_where_nobody_speaks_there_is_no_turn(case: Case) -> None:
    assert conversion(case).counts["turns"] == 0
