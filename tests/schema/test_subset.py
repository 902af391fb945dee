"""Every document that our grammar allows is TEI: random ones are judged by tei_all, whatever stands in them.

An element of each pattern at a time, since the grammar is a subset where each of its elements is one; and whole files.
"""

from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tei_miasnikov.relaxng import Grammar, load
from tei_miasnikov.validation.schema import project_schema
from tests.schema.instances import Walk, read_definitions, starting_anywhere
from tests.shared import shared

CHANCE = st.randoms(use_true_random=True)
ELEMENTS = read_definitions(project_schema()).elements


@cache
def ours() -> Grammar:
    return load(starting_anywhere(project_schema()))


@cache
def all_of_tei() -> Grammar:
    return load(starting_anywhere(shared("tei/tei_all.rng")))


def faults_of(name: str, random: Random, budget: int) -> list[str]:
    """What either grammar says against a random element of a pattern."""
    text = Walk(read_definitions(project_schema()), random, budget).element_of(name)
    element = etree.fromstring(text, etree.XMLParser(collect_ids=False))
    errors = [*ours().iter_errors(element), *all_of_tei().iter_errors(element)]
    return [f"{error.kind} {error.name} {error.value} in {error.element.tag} of {text}" for error in errors]


@pytest.mark.parametrize("name", ELEMENTS)
@given(random=CHANCE)
@settings(max_examples=15, deadline=None)
def test_what_we_allow_in_an_element_is_tei(name: str, random: Random) -> None:
    assert faults_of(name, random, 30) == []


@given(random=CHANCE)
@settings(max_examples=20, deadline=None)
def test_what_we_allow_is_tei(random: Random) -> None:
    assert faults_of("TEI", random, 2000) == []
