"""Languages: told right or not at all; a turn in another language is marked where that is sure."""

import pytest
from lxml import etree

from tei_miasnikov.pipeline import Settings, convert_source
from tei_miasnikov.recognition.languages import detect_language
from tei_miasnikov.recognition.profile import Profile
from tei_miasnikov.text.source import Source
from tei_miasnikov.validation.pointers import check_pointers
from tests.shared import FIXTURES
from tests.test_laws import JUDGE

TRANSCRIPTS = sorted((FIXTURES / "transcripts").rglob("source.*"))
TAGS = {
    "bul": "bg", "cat": "ca", "ces": "cs", "dan": "da", "deu": "de", "ell": "el", "eng": "en", "est": "et", "fin": "fi",
    "fra": "fr", "heb": "he", "hun": "hu", "hye": "hy", "ita": "it", "jpn": "ja", "kat": "ka", "kor": "ko", "lat": "la",
    "nld": "nl", "nor": "nb", "pol": "pl", "por": "pt", "ron": "ro", "rus": "ru", "slv": "sl", "spa": "es", "swe": "sv",
    "tha": "th", "tur": "tr", "ukr": "uk", "zho": "zh", "grc": "grc",
}  # fmt: skip
DANISH_OF_OLD = "nor_skuespill_1886"
"""Norwegian was written so: the spelling is Danish."""
SAID = [
    ("en", "He said that he had been there for the whole of the day, and that they were not at home when it began."),
    ("de", "Ich habe nicht gewusst, dass er an diesem Tag bei uns war, und die anderen haben es auch nicht gesehen."),
    ("fr", "Je ne sais pas où il était ce jour-là, mais elle est venue avec lui et nous les avons vus dans la rue."),
    ("ru", "Я не знал, что он был у нас в тот день, и никто из нас его не видел, но мне сказали об этом потом."),
    ("es", "Yo no sabía que él estaba en la casa, pero los otros me dijeron que se había ido con su hermano."),
]


def test_every_transcript_is_told_right_or_not_at_all() -> None:
    wrong, right = [], 0
    for path in TRANSCRIPTS:
        name = path.parent.name.removeprefix("none_")
        told = detect_language(path.read_text("utf-8"))
        right += told == TAGS.get(name[:3])
        if told not in (None, TAGS.get(name[:3])) and name != DANISH_OF_OLD:
            wrong.append((name, told))
    assert wrong == []
    assert right > 0.8 * len(TRANSCRIPTS)


@pytest.mark.parametrize(("tag", "words"), SAID)
def test_sentences(tag: str, words: str) -> None:
    assert detect_language(words) == tag


@pytest.mark.parametrize(
    "words", ["", "May 5, 1920", "A. B. C. D. E. F. G. H.", "1 2 3 4 5 6 7 8", "Yes, no, yes, no, yes, no!"]
)
def test_too_little_tells_nothing(words: str) -> None:
    assert detect_language(words) is None


def converted(text: str, profile: Profile | None) -> etree._Element:
    return etree.fromstring(convert_source(Source("t.txt", text, "0" * 64, "utf-8"), Settings(profile)).tei)


def test_a_paragraph_in_another_language_is_marked_and_declared() -> None:
    english, german, *_ = (words for _, words in SAID)
    root = converted(f"{english}\n\n{german}\n\nJa.\n\n{english}", Profile())
    (body,) = root.iter("{*}body")
    marked = [one.get("{http://www.w3.org/XML/1998/namespace}lang") for one in body.iter("{*}p")]
    assert marked == [None, "de", None, None]
    assert [one.get("ident") for one in root.iter("{*}language")] == ["en", "de"]
    assert [str(finding) for finding in JUDGE(etree.ElementTree(root), "t.xml")] == []
    assert [str(finding) for finding in check_pointers(etree.ElementTree(root), "t.xml")] == []


def test_without_a_profile_the_text_says_its_language_or_nothing_does() -> None:
    russian = " ".join([SAID[3][1]] * 3)
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert [one.get(lang) for one in converted(russian, None).iter("{*}text")] == ["ru"]
    assert [one.get(lang) for one in converted("May 5, 1920.", None).iter("{*}text")] == ["und"]
    assert {one.get("when") for one in converted("May 5, 1920.", None).iter("{*}date")} >= {"1920-05-05"}
    undecided = converted("Он приехал 5 мая 1920 года.", None)
    assert [one.get(lang) for one in undecided.iter("{*}text")] == ["und"]
    assert {one.get("when") for one in undecided.iter("{*}date")} >= {"1920-05-05"}
