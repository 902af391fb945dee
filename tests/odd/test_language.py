"""The comparison itself: what is equal in other words is equal, and each kind of difference is seen."""

import pytest

from .language import differences, read_grammar

GRAMMAR = (
    '<grammar xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">'
    '<start><element name="a">{}</element></start>'
    '<define name="b"><element name="b"><empty/></element></define></grammar>'
)
B = '<ref name="b"/>'
INT = '<attribute name="n"><data type="integer"/></attribute>'

SAME = [
    (f"<optional><oneOrMore>{B}</oneOrMore></optional>", f"<zeroOrMore>{B}</zeroOrMore>"),
    (f"<group>{B}<zeroOrMore>{B}</zeroOrMore></group>", f"<zeroOrMore>{B}</zeroOrMore>{B}"),
    (f"{INT}{B}", f"<group>{B}</group>{INT}"),
    (f"<choice>{B}<notAllowed/></choice>", B),
    ("<mixed><empty/></mixed>", "<text/>"),
    (f"<interleave>{B}<text/></interleave>", f"<mixed>{B}</mixed>"),
]
OTHER = [
    (f"<zeroOrMore>{B}</zeroOrMore>", f"<oneOrMore>{B}</oneOrMore>", "a: content () is complete only in the first"),
    ("<empty/>", B, "a: content () is complete only in the first"),
    (f"{B}{B}", B, "a: content  b is complete only in the second"),
    ("<text/>", "<empty/>", "a: after () (text) only in the first"),
    (INT, "<empty/>", "a/@n: only in the first"),
    (INT, f"<optional>{INT}</optional>", "a/@n: required"),
    (INT, INT.replace("integer", "decimal"), "a/@n: required"),
    (B, '<element name="b"><text/></element>', "b: after () (text) only in the second"),
    (f"<choice>{INT}{B}</choice>", f"{INT}{B}", "a: alternatives of attributes differ"),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_other_words_for_the_same(one: str, two: str) -> None:
    assert differences(*(read_grammar(GRAMMAR.format(each).encode()) for each in (one, two))) == []


@pytest.mark.parametrize(("one", "two", "said"), OTHER)
def test_a_difference_is_seen(one: str, two: str, said: str) -> None:
    found = differences(*(read_grammar(GRAMMAR.format(each).encode()) for each in (one, two)))
    assert any(each.removeprefix("{}").startswith(said) for each in found), found
