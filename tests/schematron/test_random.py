"""The law of the fast form: on any document it says what the full engine says, or nothing at all.

Where the full engine refuses an expression, the fast form raises an error, and the full engine is asked.
"""

from contextlib import suppress
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tei_miasnikov.schematron.compilation import Compiler
from tei_miasnikov.schematron.document import OPENED, Document
from tei_miasnikov.schematron.full_xpath import Focus, FullEngine
from tei_miasnikov.schematron.kinds import EvaluationError
from tei_miasnikov.schematron.rules import XPATH_2, Rules

RULES = Rules((), {"t": "urn:t", "xs": "http://www.w3.org/2001/XMLSchema"}, xpath=XPATH_2)
NAMES = st.sampled_from(["t:a", "t:b", "*", "t:*", "*:b"])
ATTRIBUTES = st.sampled_from(["@n", "@m", "@*"])
VALUES = st.sampled_from(["1", "2", "10", "x", "x y", "", "2024-02-29", " 1 ", "1e1"])
AXES = ["", "", "descendant::", "ancestor::", "following-sibling::", "preceding::", "parent::", "self::"]
STEPS = st.builds("{}{}".format, st.sampled_from(AXES), NAMES) | st.sampled_from([".", ".."])
LITERALS = VALUES.map("'{}'".format)
NUMBERS = st.sampled_from(["1", "2", "0", "1.5", "-1"])


def paths(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Attributes and texts come last: elementpath finds attributes of attributes."""
    step = STEPS | st.builds("{}[{}]".format, NAMES, inner) | st.builds("{}[{}]".format, NAMES, NUMBERS)
    steps = st.lists(step, min_size=1, max_size=2).map("/".join)
    ending = ATTRIBUTES | st.just("text()")
    walked = steps | ending | st.builds("{}/{}".format, steps, ending)
    return walked | walked.map("//{}".format) | st.sampled_from(["current()/t:b", "(t:a | t:b)/@n"])


def operations(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    signs = ["=", "!=", "<", ">=", "eq", "ne", "lt", "ge", "and", "or", "+", "-", "*", "|", "except", "is"]
    return st.builds("({} {} {})".format, inner, st.sampled_from(signs), inner)


def calls(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    one = ["not", "boolean", "count", "exists", "empty", "string", "normalize-space", "string-length", "number", "name"]
    more = [*one, "local-name", "sum", "upper-case", "distinct-values", "floor", "xs:integer", "xs:date", "id"]
    two = ["contains", "starts-with", "ends-with", "tokenize", "matches", "substring-before", "concat", "string-join"]
    return st.builds("{}({})".format, st.sampled_from(more), inner) | st.builds(
        "{}({}, {})".format, st.sampled_from(two), inner, LITERALS
    )


def others(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    sources = st.sampled_from(["t:b", "//*", "@n", ".//t:a[@n]", "tokenize(@m, ' ')", "ancestor::*"])
    ends = st.sampled_from(["= '1'", "= 1", "eq '2'", "= current()/@n"])
    binding = st.builds(
        "({} $v in {} satisfies $v/self::*/@n {})".format, st.sampled_from(["some", "every"]), sources, ends
    )
    condition = st.builds("(if ({}) then {} else {})".format, inner, inner, inner)
    cast = st.builds("({} {} as xs:integer)".format, inner, st.sampled_from(["cast", "castable"]))
    several = st.builds("({} = ({}, {}))".format, inner, LITERALS, LITERALS)
    return binding | condition | cast | several


LEAVES = paths(NUMBERS) | LITERALS | NUMBERS | st.sampled_from(["true()", "position()", "last()", "."])
EXPRESSIONS = st.recursive(
    LEAVES, lambda inner: paths(inner) | operations(inner) | calls(inner) | others(inner), max_leaves=6
)
ATTRIBUTE = st.builds(' {}="{}"'.format, st.sampled_from(["n", "m"]), VALUES)
CONTENT = st.recursive(
    st.sampled_from(["", "x", "1", " 2 "]),
    lambda inner: st.builds(
        "<{0}{1}>{2}</{0}>".format,
        st.sampled_from("ab"),
        ATTRIBUTE | st.just(""),
        st.lists(inner, max_size=3).map("".join),
    ),
    max_leaves=8,
)
DOCUMENTS = CONTENT.map('<a xmlns="urn:t" n="1">{}<b n="2" m="x" xml:id="x">y</b></a>'.format)


@cache
def engine() -> FullEngine:
    return FullEngine(RULES)


@settings(max_examples=300, deadline=None)
@given(EXPRESSIONS, DOCUMENTS, st.integers(0, 9), st.sampled_from(["", "/"]))
def test_the_fast_form_says_what_the_full_engine_says(expression: str, text: str, place: int, here: str) -> None:
    compiler = Compiler(RULES)
    fast, _ = compiler.compile(expression, here, (), "boolean({})")
    if fast is None:
        return
    tree = etree.ElementTree(etree.fromstring(text))
    document = Document(tree, compiler.names, compiler.attributes)
    elements = list(tree.iter("*"))
    element = elements[place % len(elements)]
    OPENED.set(document)
    said = None
    with suppress(Exception):
        said = fast(element, document, {})
    if said is not None:
        assert said == full(
            document, Focus(element, "n" if here == "@n" else "", "/" if here == "/" else ""), expression
        )


def full(document: Document, focus: Focus, expression: str) -> bool | str:
    engine().open(document, "x.xml")
    try:
        return engine().truth(expression, focus, {})
    except EvaluationError as error:
        return str(error)
