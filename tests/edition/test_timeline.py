"""The line of time: marks that do not hide each other, as wide as what is known."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tei_miasnikov.edition.dates import Period
from tei_miasnikov.edition.mentions import list_mentions
from tei_miasnikov.edition.timeline import MOST_MARKS, Mention, draw, draw_nearer
from tests.edition.pages import corpus_page, corpus_volume


def mention(start: float, end: float, kind: str = "exact") -> Mention:
    return Mention(Period(start, end, kind), "p1", "words", "meaning", "spoken", "no. 1")


PERIODS = st.tuples(st.floats(-3000, 3000), st.floats(0.003, 200)).map(lambda one: mention(one[0], one[0] + one[1]))


def test_without_dates_there_is_none() -> None:
    assert draw([], []) is None


@settings(max_examples=100, deadline=None)
@given(st.lists(PERIODS, min_size=1, max_size=40))
def test_no_mark_hides_another(mentions: list[Mention]) -> None:
    drawn = draw([], mentions)
    assert drawn
    assert len(drawn.mentions) == len(mentions)
    lanes: dict[int, float] = {}
    for mark in drawn.mentions:
        assert mark.x >= lanes.get(mark.lane, -1)
        assert mark.x >= 0
        lanes[mark.lane] = mark.x + mark.width


def test_documents_are_one_row() -> None:
    drawn = draw([mention(1945, 1945.01), mention(1945.001, 1945.02)], [mention(1889, 1890)])
    assert drawn
    assert {mark.lane for mark in drawn.documents} == {0}


def test_documents_close_together_are_drawn_once_more_by_months() -> None:
    documents = [mention(1945 + month / 12, 1945 + month / 12 + 0.003) for month in range(6)]
    nearer = draw_nearer(documents, [mention(1889, 1990)])
    assert nearer
    assert nearer.ticks[0].words == "Jan 1945"
    assert draw_nearer(documents, []) is None, "they fill the whole line"


def test_very_many_of_one_time_are_one_mark() -> None:
    drawn = draw([], [mention(1900 + number % 50, 1901 + number % 50) for number in range(MOST_MARKS + 1)])
    assert drawn
    assert len(drawn.mentions) == 50
    assert sum(mark.times for mark in drawn.mentions) == MOST_MARKS + 1


def test_every_dated_mention_of_the_last_testament_is_drawn_and_listed() -> None:
    mentions = list_mentions([corpus_volume()])
    assert len(mentions) == 153
    page = corpus_page().decode()
    assert "153 dates" in page
    for one in mentions:
        assert page.count(f'href="#{one.address}"') >= 2
    assert {one.place for one in mentions if one.where == "spoken"} == {
        f"no. {number}" for number in range(1, 14) if number != 9
    } | {"no. 9"}
