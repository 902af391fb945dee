"""decisions.toml: what it may say, and what is refused."""

from pathlib import Path

import pytest

from tei_miasnikov.decisions.rulings import load_decisions
from tei_miasnikov.errors import ProfileError


def test_rulings_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text(
        '[[ruling]]\nwords = "Avrigh"\ncorrect = "Avrich"\n[[ruling]]\nwords = "66"\nleave = "citation-again"\n'
    )
    rulings = load_decisions(path).ruling
    assert [(ruling.words, ruling.correct, ruling.leave) for ruling in rulings] == [
        ("Avrigh", "Avrich", None),
        ("66", None, "citation-again"),
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('[[ruling]]\nwords = "a"\n', "ruling 1: name the words, and one of correct, leave and read"),
        ('[[ruling]]\nwords = "a"\ncorrect = "b"\nleave = "c"\n', "one of correct"),
        ('[[ruling]]\nwords = " "\ncorrect = "b"\n', "name the words"),
        ('[[ruling]]\nwords = "a"\ncorect = "b"\n', "did you mean 'correct'"),
        ('[[ruling]]\nwords = "a"\nread = "song"\n', "ruling"),
        ("[[ruling]\n", "is not TOML"),
    ],
)
def test_what_is_refused(tmp_path: Path, words: str, said: str) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text(words)
    with pytest.raises(ProfileError, match=said.replace("[", r"\[")):
        load_decisions(path)
