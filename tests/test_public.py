from tei_miasnikov.text.span import Span


def test_spans_are_half_open() -> None:
    assert Span(2, 4).of("abcdef") == "cd"
    assert Span(0, 3).crosses(Span(2, 5))
    assert not Span(0, 2).crosses(Span(2, 5))
