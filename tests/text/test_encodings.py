"""Encodings: found by mark, by declaration, by guess; and where a guess would be unsure, the user is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_miasnikov.errors import SourceError
from tei_miasnikov.text.source import decode

RUSSIAN = "Вопрос: Где вы жили в 1928 году? Ответ: Я жил в Ереване, а потом перешёл границу Персии."
GERMAN = "Herr Müller schrieb über die Größe der Häuser. Später kam er zurück nach München, für ähnliche Löhne."
POLISH = "Protokół przesłuchania świadka. Mieszkałem w Łodzi, później wróciłem. Zażalenie złożyłem wcześniej."
FRENCH = "Il naquit à Besançon en 1881. Sa mère était fileuse; son père, mort à la guerre, fut décoré."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@given(
    text=st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff"), min_size=1)
)
def test_marks_decide(encoding: str, text: str) -> None:
    if text.strip() and not text.startswith(("{\\rtf", "%PDF-", "BZh")):
        source = decode(text.encode(encoding), "t.txt")
        assert source.text == text
        assert source.findings == ()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r"), (RUSSIAN, "cp866"), (GERMAN, "cp1252"), (POLISH, "cp1250")],
)
def test_a_sure_guess_is_taken_and_told(text: str, encoding: str) -> None:
    source = decode(text.encode(encoding), "t.txt")
    assert source.text == text
    assert [(finding.code, encoding in finding.message) for finding in source.findings] == [("encoding-guessed", True)]
    assert decode(text.encode(encoding), "t.txt", encoding).findings == ()


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        (FRENCH, "cp1252", "cp1252 (à), cp1250 (ŕ)"),
        ("Barré café", "cp1252", "cp1252 (Barré)"),
        (RUSSIAN, "mac_cyrillic", ""),
    ],
)
def test_where_a_guess_is_unsure_the_user_has_to_say(text: str, encoding: str, shown: str) -> None:
    with pytest.raises(SourceError, match="--encoding") as refusal:
        decode(text.encode(encoding), "t.txt")
    assert shown in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_no_guess_is_ever_wrong() -> None:
    """Each language in each of its encodings, in pieces: read right, or asked for."""
    usual = {
        RUSSIAN: ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic"),
        GERMAN: ("cp1252", "cp850", "mac_roman"),
        FRENCH: ("cp1252", "cp850", "mac_roman"),
        POLISH: ("cp1250", "iso8859_2"),
    }
    wrong = []
    for text, encodings in usual.items():
        for encoding in encodings:
            for length in (10, 25, 50, 75, len(text)):
                piece = text[:length]
                try:
                    read = decode(piece.encode(encoding), "t.txt").text
                except SourceError:
                    continue
                if read != piece:
                    wrong.append((encoding, length, read))
    assert wrong == []


def test_a_few_bad_bytes_in_utf8_are_named_and_not_guessed_around() -> None:
    data = "Где вы жили?\nВ Риге.".encode() + b"\xe9"
    with pytest.raises(SourceError, match=r"t\.txt:2: byte 0xE9 is not utf-8"):
        decode(data, "t.txt")
