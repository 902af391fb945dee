"""The law: every character of a TEI text is in the page, in its order, and nothing between."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_miasnikov.edition.constructions import CONSTRUCTIONS
from tei_miasnikov.edition.forms import FORMS
from tei_miasnikov.edition.page import make_volumes, write_text
from tei_miasnikov.edition.volume import Volume
from tei_miasnikov.encoded import read_publication
from tei_miasnikov.errors import SourceError
from tests.edition.pages import Words, corpus_volume, page_of, tei, volume_of
from tests.shared import shared

NAMES = sorted(
    {name for name in (*FORMS, *CONSTRUCTIONS) if not name.startswith("{")} | {"unheardOf", "persName", "desc"}
)
WORDS = st.text(st.sampled_from("ab c&<>\"'\n\té\u00a0\u0085“/…\U0001f4dc"), max_size=8)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(
        ["n", "target", "who", "rend", "when", "notBefore", "to", "type", "place", "resp", "cols", "role", "wit"]
    ),
    st.sampled_from(
        ["1", "#a", "#b c", "italic", "1945-01", "9999999-99", "note", "label", "foot", "source", "</p>", '"x']
    )
    | st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=5
    ),
    max_size=3,
)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def element(name: str, attributes: dict[str, str], own: str | None, inside: list[str]) -> str:
    said = "".join(f' {key}="{escaped(value)}"' for key, value in attributes.items())
    said += f' xml:id="{own}"' if own else ""
    return f"<{name}{said}>{''.join(inside)}</{name}>"


TREES = st.recursive(
    WORDS.map(escaped),
    lambda inner: st.builds(
        element,
        st.sampled_from(NAMES),
        ATTRIBUTES,
        st.sampled_from([None, None, "a", "b", "text"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


def characters(volume: Volume) -> str:
    return "".join(str(text.xpath("string()")) for text in volume.texts)


def shown(volume: Volume) -> str:
    return Words(str(write_text(volume, set()))).text


@settings(max_examples=300, deadline=None)
@given(st.lists(TREES, max_size=4))
def test_of_any_tree_every_character_is_shown(trees: list[str]) -> None:
    volume = volume_of(tei("".join(trees)))
    assert shown(volume) == characters(volume)


@settings(max_examples=150, deadline=None)
@given(st.lists(TREES, max_size=4))
def test_ids_are_given_once(trees: list[str]) -> None:
    ids = re.findall(r' id="([^"]*)"', str(write_text(volume_of(tei("".join(trees))), set())))
    assert len(ids) == len(set(ids))


def test_of_the_last_testament_every_character_is_shown() -> None:
    assert shown(corpus_volume()) == characters(corpus_volume())


def test_of_foreign_tei_every_character_is_shown() -> None:
    folder = shared("tei/tests")
    read = 0
    for path in sorted(folder.glob("*.xml")):
        try:
            volume = make_volumes([read_publication(path)], [None])[0]
        except SourceError:
            continue  # no TEI P5; the message says what it is
        assert shown(volume) == characters(volume), path.name
        read += 1
    assert read >= 45


@pytest.mark.parametrize(
    "body",
    [
        "<p>before <list><item>one <list><item>two</item></list></item> stray</list> after</p>",
        "<table>stray<row><cell>1</cell> between </row></table>",
        "<p><table><head>H</head><row><cell><p>1</p></cell></row></table> tail</p>",
        "<p>a<p>b<p>c</p>d</p>e</p>",
        '<p><ref target="http://a.example">x<ref target="#y">y</ref>z</ref></p>',
        "<head>a<head>b</head>c</head>",
        "<div><head>a</head><note>b<note>c</note></note></div>",
        "<list><!-- said --> <head>H</head> <!-- again --> <item>1</item></list>",
        "<p>a<!-- said --> b<?go on?> c</p>",
        "<p>&#13;\r\n\t</p>",
    ],
)
def test_what_html_would_move_stays(body: str) -> None:
    volume = volume_of(tei(body))
    assert shown(volume) == characters(volume)


@pytest.mark.parametrize("name", ["hi", "div", "p", "note", "q", "choice", "list", "floatingText", "unheardOf"])
def test_the_deepest_tree_is_shown(name: str) -> None:
    page = page_of(
        tei(
            f"<{name}>" * 250 + "word" + f"</{name}>" * 250, "<teiHeader>" + "<a>" * 250 + "</a>" * 250 + "</teiHeader>"
        )
    )
    assert "word" in page


def test_a_transcribed_source_is_shown_too() -> None:
    data = tei("").replace(b"<text><body></body></text>", b"<sourceDoc><zone><line>A line</line></zone></sourceDoc>")
    assert shown(volume_of(data)) == "A line"


def test_each_volume_of_a_corpus_is_shown() -> None:
    one = "<TEI><teiHeader/><text><body><p>{}</p></body></text></TEI>"
    data = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>{one.format("A")}{one.format("B")}</teiCorpus>'
    assert shown(volume_of(data.encode())) == "AB"
