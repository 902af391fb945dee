"""Dates in sentences: cases as text files, laws, generated dates, and the gold where it is at hand."""

import json
import re
import time
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_miasnikov.recognition.calendar.conventions import DateConventions
from tei_miasnikov.recognition.calendar.expression import Expression, iter_expressions
from tei_miasnikov.recognition.calendar.forms import BEGINNING, any_form
from tei_miasnikov.recognition.calendar.tokens import iter_windows
from tei_miasnikov.recognition.calendar.vocabulary import ROLES, known_languages, read_language
from tei_miasnikov.recognition.standoff.dates import find_dates, iter_impossible_dates
from tei_miasnikov.text.span import Annotation

CASES = Path(__file__).parents[1] / "fixtures" / "dates"
SHARED = Path(__file__).parents[3] / "shared"
LANGUAGES = ("en", "fr", "de", "ru", "es")


def read_cases(name: str) -> list[list[str]]:
    lines = (CASES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.split(" | ") for line in lines if line and not line.startswith("#")]


def written(found: Annotation) -> str:
    return " ".join(f"{name}={value}" for name, value in found.attributes)


def iter_found(sentence: str, language: str) -> Iterator[str]:
    expressions = [e for e in iter_expressions(sentence, (language,), DateConventions()) if isinstance(e, Expression)]
    for expression, found in zip(expressions, find_dates(sentence, (language,)), strict=True):
        yield from (found.span.of(sentence), expression.edtf, written(found))


SENTENCES = [(language, sentence, dates) for language in LANGUAGES for sentence, *dates in read_cases(language)]


@pytest.mark.parametrize(("language", "sentence", "dates"), SENTENCES)
def test_sentences(language: str, sentence: str, dates: list[str]) -> None:
    assert list(iter_found(sentence, language)) == dates


@pytest.mark.parametrize(("language", "sentence", "dates"), [case for case in SENTENCES if case[1] != "1945."])
def test_what_stands_far_away_changes_nothing(language: str, sentence: str, dates: list[str]) -> None:
    far = "… . " * 40
    assert list(iter_found(f"{far}{sentence} {far}", language)) == dates


@pytest.mark.parametrize(("language", "sentence"), [tuple(case) for case in read_cases("none")])
def test_look_alikes_are_none(language: str, sentence: str) -> None:
    assert [found.span.of(sentence) for found in find_dates(sentence, (language,))] == []


# What the conventions decide


def values(text: str, language: str, conventions: DateConventions) -> list[str]:
    return [written(found) for found in find_dates(text, (language,), conventions)]


def test_the_order_of_day_and_month_is_said_by_the_profile_or_the_first_language() -> None:
    assert values("05.06.1945", "en", DateConventions()) == []
    assert values("05.06.1945", "en", DateConventions(day_month_order="day-month")) == ["when=1945-06-05"]
    assert values("05.06.1945", "en", DateConventions(day_month_order="month-day")) == ["when=1945-05-06"]
    assert list(find_dates("05.06.1945", ("en", "de"))) == []


def test_southern_summers_are_in_winter() -> None:
    south = DateConventions(hemisphere="southern")
    assert values("the winter of 1927", "en", south) == ["notBefore=1927-06-01 notAfter=1927-08-31"]


def test_years_are_looked_for_where_the_profile_puts_them() -> None:
    assert values("in 1934", "en", DateConventions(latest_year=1900)) == []


def test_two_digit_years_need_their_century() -> None:
    assert values("18.01.45", "de", DateConventions()) == []
    assert values("18.01.45", "de", DateConventions(century=1900)) == ["when=1945-01-18"]


def test_old_style_is_converted_only_where_the_profile_says_so() -> None:
    assert values("25 октября 1917 года", "ru", DateConventions()) == ["when=1917-10-25"]
    assert values("25 октября 1917 года", "ru", DateConventions(calendar="julian")) == [
        "when=1917-11-07 when-custom=1917-10-25 datingMethod=#julian"
    ]


def test_the_day_that_only_the_julian_calendar_has() -> None:
    assert values("29 февраля 1900 года", "ru", DateConventions()) == []
    assert len(values("29 февраля 1900 года", "ru", DateConventions(calendar="julian"))) == 1


def test_impossible_dates_are_told_apart() -> None:
    text = "On 31 February 1945, and from 1945 to 1921, and in 1930."
    assert [span.of(text) for span in iter_impossible_dates(text)] == ["31 February 1945", "from 1945 to 1921"]
    assert [found.span.of(text) for found in find_dates(text)] == ["1930"]


def test_months_of_all_named_languages_are_understood() -> None:
    assert [found.get("when") for found in find_dates("Paris, décembre 2009", ("en", "fr"))] == ["2009-12"]
    assert [found.get("when") for found in find_dates("Paris, décembre 2009", ("en",))] != ["2009-12"]


def test_a_language_without_a_table_leaves_dates_in_numbers() -> None:
    assert [found.get("when") for found in find_dates("1945-01-18", ("la",))] == ["1945-01-18"]


def test_anchors_and_page_breaks_stand_in_gaps() -> None:
    text = "on 18\ufffc January\n\n1945\ufffc\ufffc he"
    (found,) = find_dates(text)
    assert found.span.of(text) == "18\ufffc January\n\n1945"


# Laws

WORDS = """
in since until throughout by before after the of from to and or between early mid end January May spring summer winter
18 7 31 1934 1500 1944 1921-28 1889-1945 1920s 20:50 12.12.1912 18.I.1945 1945-02-30 3rd at night ( ) [ ] , . ; - – / ?
No. pp. copies men BC was Paris de mai été vor года г. \ufffc
"""
PROSE = st.lists(st.sampled_from([*WORDS.split(), "\n\n"]), max_size=25).map(" ".join) | st.text(max_size=60)


@given(PROSE)
def test_spans_lie_within_the_text_in_order_and_apart(text: str) -> None:
    spans = [found.span for found in find_dates(text, LANGUAGES)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip(" \n\ufffc") for span in spans)


@given(PROSE)
def test_attributes_are_of_one_family(text: str) -> None:
    families = ({"when"}, {"from", "to"}, {"notBefore", "notAfter"})
    for found in find_dates(text, LANGUAGES):
        names = {name for name, _ in found.attributes} - {"cert"}
        assert names
        assert sum(bool(names & family) for family in families) == 1


@given(PROSE)
def test_values_are_dates_of_the_w3c_profile(text: str) -> None:
    for found in find_dates(text, LANGUAGES):
        for value in (value for name, value in found.attributes if name != "cert"):
            assert re.fullmatch(r"\d{4}(-\d\d){0,2}|\d\d:\d\d:\d\d", value)
            if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                date.fromisoformat(value)


@given(PROSE)
def test_no_day_is_given_that_the_words_do_not_have(text: str) -> None:
    for found in find_dates(text, LANGUAGES):
        numbers = {int(digits) for digits in re.findall(r"\d+", found.span.of(text))}
        for name, value in found.attributes:
            if name in ("when", "from", "to") and value.count("-") == 2:
                assert int(value[-2:]) in numbers


@given(PROSE)
def test_anchors_after_the_words_change_nothing(text: str) -> None:
    anchored = text.replace(" ", "\ufffc ")
    plain = [(found.element, found.attributes) for found in find_dates(text, LANGUAGES)]
    assert [(found.element, found.attributes) for found in find_dates(anchored, LANGUAGES)] == plain


LETTERS = st.text('sutfbaNyw&|h~izcepmodjkgqBnlLxXvMSEDYCRrKFTUZ^_<>-=",.;:/()[]?OWPGQJ', max_size=12)


@settings(max_examples=1000)
@given(LETTERS)
def test_every_form_begins_as_all_forms_do(letters: str) -> None:
    unhindered = re.compile(any_form().pattern.removeprefix(BEGINNING))
    found = [[match.span() for match in pattern.finditer(letters)] for pattern in (any_form(), unhindered)]
    assert found[0] == found[1]


def test_only_years_and_times_of_day_are_looked_at() -> None:
    assert list(iter_windows("He had 12 copies, pp. 7-19, and no date. " * 9)) == []
    (window,) = iter_windows("words " * 99 + "in 1934 " + "words " * 99)
    assert "in 1934" in window.words
    assert len(window.words) < 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_times_of_day_are_looked_at_in_every_language(language: str) -> None:
    for unit in read_language(language).suffixes.get("hour", ()):
        assert list(iter_windows(f"20 {unit} 50")), unit


ADVERSARIES = [
    "1934 ",
    "1",
    "1934-",
    "May ",
    "pp. 12, ",
    "7-8 ",
    "http://a.b/19/",
    "18 ",
    "\ufffc",
    "in 1934, ",
    "until the day ",
]


@pytest.mark.parametrize("pattern", ADVERSARIES)
def test_time_grows_with_the_text_and_no_faster(pattern: str) -> None:
    text = pattern * (100_000 // len(pattern))
    start = time.process_time()
    for _ in find_dates(text, LANGUAGES):
        pass
    assert time.process_time() - start < 5


# Generated dates

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
ROMAN = "I II III IV V VI VII VIII IX X XI XII"
FORMS = {
    "en": ["{day} {month} {year}", "{month} {day} {year}", "{month} {day}, {year}", "{day}th of {month} {year}"],
    "fr": ["{day} {month} {year}", "{day}/{number}/{year}"],
    "de": ["{day}. {month} {year}", "{day}.{number}.{year}", "{day}. {number}. {year}"],
    "ru": ["{day} {month} {year}", "{day} {month} {year} года", "{day}.{number:02}.{year}"],
    "es": ["{day} de {month} de {year}", "{day} {month} {year}", "{day}-{number}-{year}"],
}


@settings(max_examples=300)
@given(st.sampled_from(LANGUAGES), st.dates(date(1000, 1, 1), date(2100, 12, 31)), st.data())
def test_printed_days_are_read_back(language: str, day: date, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from([*FORMS[language], "{day}.{roman}.{year}", "{iso}"]))
    roman = ROMAN.split()[day.month - 1]
    month = MONTHS[language].split()[day.month - 1]
    printed = form.format(
        day=day.day, month=month, number=day.month, year=f"{day.year}", roman=roman, iso=day.isoformat()
    )
    text = f"({printed})"
    assert [(found.span.of(text), found.get("when")) for found in find_dates(text, (language,))] == [
        (printed, day.isoformat())
    ]


@given(st.sampled_from(LANGUAGES), st.integers(1500, 2100), st.integers(1, 12))
def test_printed_months_are_read_back(language: str, year: int, month: int) -> None:
    joint = " de " if language == "es" else " "
    text = f"{MONTHS[language].split()[month - 1]}{joint}{year}"
    assert [written(found) for found in find_dates(text, (language,))] == [f"when={year}-{month:02}"]


@given(st.integers(1500, 2000), st.integers(1, 99), st.sampled_from(["-", "–", "—", " – ", "–\n"]))
def test_printed_lives_are_read_back(birth: int, age: int, dash: str) -> None:
    text = f"Ivan Petrov ({birth}{dash}{birth + age})"
    assert [written(found) for found in find_dates(text)] == [f"from={birth} to={birth + age}"]


# Tables


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_all_months_and_seasons_and_known_roles(language: str) -> None:
    assert language in known_languages()
    meanings = {(meaning.kind, meaning.value) for _, meaning in read_language(language).phrases}
    assert {value for kind, value in meanings if kind == "M"} == {str(number) for number in range(1, 13)}
    assert {value for kind, value in meanings if kind == "S"} == {"21", "22", "23", "24"}
    assert {"early", "mid", "late"} <= {value for kind, value in meanings if kind == "E"}
    assert {value for kind, value in meanings if kind not in "MSE"} <= set(ROLES)


# The gold

without_gold = pytest.mark.skipif(not SHARED.is_dir(), reason=f"the transcript and its gold are not at {SHARED}")
READ_BY_HAND = range(1, 372)


def transcript_lines() -> dict[int, str]:
    text = (SHARED / "seed" / "last-testament.md").read_text(encoding="utf-8")
    masked = re.sub(r"<sup>\d+</sup>", lambda anchor: "\ufffc" * len(anchor[0]), text)
    return {number: line for number, line in enumerate(masked.split("\n"), 1) if number in READ_BY_HAND}


@without_gold
def test_the_gold_and_nothing_else() -> None:
    gold = json.loads((SHARED / "gold" / "dates.json").read_text(encoding="utf-8"))["dates"]
    wanted = [
        (g["line"], g["core"], frozenset(g["tei"].items()))
        for g in sorted(gold, key=lambda g: (g["line"], g["core_col"]))
        if g["kind"] in ("date", "range", "lifespan", "time")
    ]
    found = [
        (number, f.span.of(line), frozenset(pair for pair in f.attributes if pair[0] != "cert"))
        for number, line in transcript_lines().items()
        for f in find_dates(line, ("en", "fr"))
    ]
    assert [(line, tei) for line, _, tei in found] == [(line, tei) for line, _, tei in wanted]
    assert all(core in words for (_, core, _), (_, words, _) in zip(wanted, found, strict=True))
