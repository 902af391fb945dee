"""Content models for XSD, judged by others: regular expressions say what a model accepts, libxml2 whether it is clear.

Names are single letters, so a content is a word, and all words up to some length are tried.
"""

import re
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tei_miasnikov.odd.xsd.determinism import is_deterministic
from tei_miasnikov.odd.xsd.expressions import (
    Alternation,
    Expression,
    Loop,
    OneOf,
    Sequence,
    Shuffle,
    alternation,
    loop,
    names_in,
    one,
    sequence,
    shuffle,
)
from tei_miasnikov.odd.xsd.models import model_of

WORDS = ["".join(word) for length in range(6) for word in product("abc", repeat=length)]
BOUNDS = st.sampled_from([(0, 1), (0, None), (1, None), (0, 2), (2, 3)])
LETTERS = st.sampled_from("abc").map(one)


def composed(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(inner, min_size=2, max_size=3)
    repeated = st.builds(lambda item, bounds: loop(item, *bounds), inner, BOUNDS)
    return st.one_of(several.map(sequence), several.map(alternation), repeated)


MODELS = st.recursive(LETTERS, composed, max_leaves=7)
UNORDERED = st.lists(st.builds(lambda name, bounds: loop(name, *bounds), LETTERS, BOUNDS), min_size=2, max_size=3)


def regex(item: Expression) -> str:
    match item:
        case OneOf(names):
            return f"[{''.join(sorted(map(str, names)))}]"
        case Sequence(items):
            return "".join(map(regex, items))
        case Alternation(items):
            return f"(?:{'|'.join(map(regex, items))})" if items else "(?!)"
        case Loop(inner, minimum, maximum):
            return f"(?:{regex(inner)}){{{minimum},{'' if maximum is None else maximum}}}"
        case _:
            raise AssertionError(item)


def accepted(item: Expression) -> set[str]:
    pattern = re.compile(regex(item))
    return {word for word in WORDS if pattern.fullmatch(word)}


def interleaved(items: list[Expression]) -> set[str]:
    """The words of a shuffle of single letters: those that hold each letter as often as it may be, in any order."""
    ordered = {"".join(sorted(word)) for word in accepted(sequence(sorted(items, key=str)))}
    return {"".join(word) for each in ordered for word in permutations(each)}


def as_xsd(item: Expression) -> str:
    match item:
        case OneOf(names):
            inside = "".join(f'<xs:element name="{name}"/>' for name in sorted(map(str, names)))
            return f"<xs:choice>{inside}</xs:choice>"
        case Sequence(items) | Alternation(items):
            kind = "sequence" if isinstance(item, Sequence) else "choice"
            return f"<xs:{kind}>{''.join(map(as_xsd, items))}</xs:{kind}>"
        case Loop(inner, minimum, maximum):
            bounds = f'minOccurs="{minimum}" maxOccurs="{"unbounded" if maximum is None else maximum}"'
            return f"<xs:sequence {bounds}>{as_xsd(inner)}</xs:sequence>"
        case _:
            raise AssertionError(item)


def load(item: Expression) -> etree.XMLSchema:
    content = f"<xs:sequence>{as_xsd(item)}</xs:sequence>"
    return etree.XMLSchema(
        etree.fromstring(
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="x"><xs:complexType>'
            f"{content}</xs:complexType></xs:element></xs:schema>"
        )
    )


@given(item=MODELS)
@settings(max_examples=150, deadline=None)
def test_a_model_accepts_what_it_did_and_says_if_it_accepts_more(item: Expression) -> None:
    model = model_of(item)
    before, after = accepted(item), accepted(model.expression)
    assert before <= after
    assert bool(model.loosened) or before == after
    assert model.loosened <= names_in(item)


@given(item=MODELS)
@settings(max_examples=100, deadline=None)
def test_a_model_is_unambiguous(item: Expression) -> None:
    model = model_of(item)
    assert is_deterministic(model.expression)
    assert load(model.expression)


@given(items=UNORDERED)
@settings(max_examples=60, deadline=None)
def test_any_order(items: list[Expression]) -> None:
    whole = shuffle(items)
    model = model_of(whole)
    assert is_deterministic(model.expression)
    letters = [next(iter(names_in(item))) for item in items]
    if len(set(letters)) == len(letters):
        before, after = interleaved(items), accepted(model.expression)
        assert {word for word in before if len(word) <= 5} <= after
        assert bool(model.loosened) or {word for word in before if len(word) <= 5} == after


A, B, C = map(one, "abc")
MANY = (0, None)
KNOWN = [
    (alternation([sequence([A, B]), sequence([A, C])]), "a[bc]", False),
    (sequence([loop(A, *MANY), A]), "a+", False),
    (sequence([A, loop(A, 0, 1), loop(A, 0, 1)]), "a{1,3}", False),
    (loop(sequence([loop(A, *MANY), loop(B, 0, 1)]), *MANY), "[ab]*", False),
    (sequence([loop(alternation([A, B]), *MANY), A, B]), "[ab]*ab", False),
    (sequence([loop(alternation([A, B]), *MANY), A, alternation([A, B])]), "[ab]{2,}", True),
    (shuffle([A, B]), "ab|ba", False),
]


@pytest.mark.parametrize(("item", "pattern", "loosened"), KNOWN)
def test_how_a_model_is_written(item: Expression, pattern: str, loosened: bool) -> None:  # noqa: FBT001
    model = model_of(item)
    assert accepted(model.expression) == {word for word in WORDS if re.fullmatch(pattern, word)}
    assert bool(model.loosened) is loosened


@pytest.mark.parametrize(
    ("item", "clear"),
    [
        (sequence([loop(A, 0, 1), B]), True),
        (sequence([loop(A, 0, 1), loop(B, *MANY), A]), False),
        (alternation([sequence([A, B]), sequence([A, C])]), False),
        (loop(sequence([A, loop(B, 0, 1)]), *MANY), True),
        (loop(sequence([A, loop(B, 0, 1), loop(A, 0, 1)]), *MANY), False),
        (Shuffle((A, B)), False),
    ],
)
def test_what_is_ambiguous(item: Expression, clear: bool) -> None:  # noqa: FBT001
    assert is_deterministic(item) is clear
