"""Random grammars and documents: our verdict, libxml2's, and that of plain derivatives."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from tei_miasnikov.errors import SchemaError
from tei_miasnikov.relaxng import Grammar, Kind, load
from tests.relaxng import plain

NS = "http://relaxng.org/ns/structure/1.0"
NAMES = ["a", "b", "c"]
Tree = tuple[str, dict[str, str], list["Tree | str"]]

ATTRIBUTES = st.sampled_from(["m", "n"]).flatmap(
    lambda name: st.sampled_from(
        [
            f'<attribute name="{name}"/>',
            f'<attribute name="{name}"><value>1</value></attribute>',
            f'<attribute name="{name}"><choice><value>1</value><value>2</value></choice></attribute>',
            f'<attribute name="{name}"><list><oneOrMore><value>1</value></oneOrMore></list></attribute>',
        ]
    )
)
LEAVES = st.one_of(
    st.sampled_from(["<empty/>", "<text/>", "<notAllowed/>", '<ref name="a"/>', '<ref name="b"/>', '<ref name="c"/>']),
    ATTRIBUTES,
)
ONE = ["optional", "zeroOrMore", "oneOrMore", "mixed"]
MANY = ["group", "choice", "interleave"]


def around(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    one = st.tuples(st.sampled_from(ONE), inside)
    many = st.tuples(st.sampled_from(MANY), st.lists(inside, min_size=2, max_size=3).map("".join))
    return st.one_of(one, many).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>")


PATTERNS = st.recursive(LEAVES, around, max_leaves=6)
SMALL = st.recursive(LEAVES, around, max_leaves=3)


@st.composite
def grammars(draw: st.DrawFn, patterns: st.SearchStrategy[str] = PATTERNS) -> str:
    defined = "".join(
        f'<define name="{name}"><element name="{name}"><group>{draw(patterns)}</group></element></define>'
        for name in NAMES
    )
    return f'<grammar xmlns="{NS}"><start><ref name="a"/></start>{defined}</grammar>'


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> Tree:
    name = draw(st.sampled_from(NAMES))
    attributes = draw(st.dictionaries(st.sampled_from(["m", "n"]), st.sampled_from(["1", "2", "1 1"]), max_size=2))
    kids = st.one_of(trees(depth=depth - 1), st.just("text")) if depth else st.just("text")
    return name, attributes, draw(st.lists(kids, max_size=3))


def as_xml(tree: Tree) -> etree._Element:
    name, attributes, children = tree
    element = etree.Element(name, attributes)
    for child in children:
        if not isinstance(child, str):
            element.append(as_xml(child))
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + child
        else:
            element.text = (element.text or "") + child
    return element


def is_loaded(grammar: str) -> Grammar | None:
    try:
        return load(grammar.encode())
    except SchemaError:
        return None


def libxml2(grammar: str) -> etree.RelaxNG | None:
    """Its judge of the grammar; those of more than a few patterns it may never finish to read."""
    try:
        return etree.RelaxNG(etree.fromstring(grammar))
    except etree.RelaxNGParseError:
        return None


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(grammars(), st.lists(trees(), min_size=1, max_size=4))
def test_verdicts_are_those_of_plain_derivatives(grammar: str, documents: list[Tree]) -> None:
    ours = is_loaded(grammar)
    assume(ours is not None)
    assert ours is not None
    for root in map(as_xml, documents):
        assert ours.is_valid(root) is plain.is_valid(grammar, root), etree.tostring(root)


@settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(grammars(SMALL), st.lists(trees(), min_size=1, max_size=4))
def test_verdicts_are_those_of_libxml2(grammar: str, documents: list[Tree]) -> None:
    ours = is_loaded(grammar)
    assume("notAllowed" not in grammar and "<empty/>" not in grammar)  # libxml2 errs where these are repeated
    theirs = libxml2(grammar) if ours is not None else None
    assume(theirs is not None)
    assert ours is not None
    assert theirs is not None
    for root in map(as_xml, documents):
        assert ours.is_valid(root) is theirs.validate(root), etree.tostring(root)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(grammars(), trees())
def test_a_document_put_right_as_the_errors_say_has_one_error_less_at_least(grammar: str, document: Tree) -> None:
    ours, root = is_loaded(grammar), as_xml(document)
    assume(ours is not None)
    assert ours is not None
    errors = [error for error in ours.iter_errors(root) if error.kind is Kind.UNKNOWN_ATTRIBUTE]
    assume(errors)
    before = len(list(ours.iter_errors(root)))
    del errors[0].element.attrib[errors[0].name]
    assert len(list(ours.iter_errors(root))) < before
