"""Lines of the source: exact or absent."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tei_miasnikov.edition.volume import Volume
from tei_miasnikov.encoded.source_places import Lines, find_places
from tei_miasnikov.text.readers import read
from tei_miasnikov.text.source import Source
from tests.edition.pages import corpus_volume, tei, volume_of
from tests.shared import CORPUS


def places(volume: Volume, text: str) -> list[Lines | None]:
    """The lines of each p."""
    reading = read(Source("source.txt", text, "", "utf-8"))
    found = find_places(volume.texts[0], reading, volume.is_passage)
    return [found.get(p) for p in volume.root.iter("{*}p")]


def test_every_passage_of_the_last_testament_has_its_lines() -> None:
    volume = corpus_volume()
    passages = [one for text in volume.texts for one in text.iter("{*}*") if volume.has_letters(one)]
    assert len(passages) > 300
    assert all(passage in volume.lines for passage in passages)


def test_the_lines_hold_the_words() -> None:
    volume = corpus_volume()
    lines = (CORPUS / "source.md").read_text(encoding="utf-8").splitlines()
    for turn in volume.turns.values():
        first, last = volume.lines[turn.element]
        text = " ".join(lines[first - 1 : last])
        assert turn.words.split()[0] in text
        assert turn.words.split()[-1] in text


def test_a_paragraph_of_two_lines() -> None:
    volume = corpus_volume()
    turn = next(one for one in volume.turns.values() if one.id == "doc-2-s4")
    assert volume.lines[turn.element] == (77, 79)


LONG = "one two three four five six seven eight nine ten"


def test_words_that_were_edited_have_no_place_and_those_after_them_do() -> None:
    volume = volume_of(tei(f"<p>{LONG}</p> <p>Yes indeed.</p> <p>{LONG[::-1]}</p>"))
    assert places(volume, f"{LONG}\n\nNo indeed.\n\n{LONG[::-1]}\n") == [(1, 1), None, (5, 5)]


def test_what_stands_twice_is_not_guessed() -> None:
    volume = volume_of(tei(f"<p>{LONG}</p>"))
    assert places(volume, f"{LONG}\n\nother\n\n{LONG}\n") == [None]


def test_too_few_words_are_no_proof() -> None:
    assert places(volume_of(tei("<p>Yes.</p>")), "No.\n\nYes.\n\nNo.\n") == [None]


def test_another_text_has_no_places() -> None:
    assert set(places(volume_of(tei(f"<p>{LONG}</p><p>Yes.</p>")), "Something else altogether.\n")) == {None}


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["yes no", "no", "a b c d e f g h", "h g f e d c b a", "yes"]), min_size=1, max_size=12),
    st.data(),
)
def test_a_place_is_always_the_true_one(paragraphs: list[str], data: st.DataObject) -> None:
    """Paragraphs are taken out of the TEI; what is left has its own line or none."""
    kept = [number for number in range(len(paragraphs)) if data.draw(st.booleans(), label=str(number))]
    volume = volume_of(tei(" ".join(f"<p>{paragraphs[number]}</p>" for number in kept)))
    found = places(volume, "\n\n".join(paragraphs) + "\n")
    for number, place in zip(kept, found, strict=True):
        if place is not None:
            assert paragraphs[(place[0] - 1) // 2] == paragraphs[number]
    if len(kept) == len(paragraphs):
        assert found == [(2 * number + 1, 2 * number + 1) for number in kept]
