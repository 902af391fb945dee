"""The reference page: what it says of a small schema, and what holds of every page."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from tei_miasnikov.odd import Words, compile_odd
from tei_miasnikov.odd.content import (
    EMPTY,
    TEXT,
    Alternate,
    AnyElement,
    ClassRef,
    Content,
    DataRef,
    ElementRef,
    MacroRef,
    Occurs,
    Sequence,
    ValItem,
    ValList,
)
from tei_miasnikov.odd.reference_page import write_page
from tei_miasnikov.odd.reference_page.content_words import Part, in_words
from tei_miasnikov.odd.reference_page.links import Anchors
from tei_miasnikov.odd.specs import Schema
from tei_miasnikov.validation.schema import shipped_schemas
from tests.shared import CORPUS, ROOT
from tests.test_command_line import refused, run

from .conftest import SHARED, TINY, WriteOdd, needs_shared

Node = etree._Element
Page = Callable[..., Node]
MODULES = '<moduleRef key="tei"/><moduleRef key="core" except="link"/><moduleRef key="structure"/>'
SPEC = f"""<schemaSpec ident="t" start="text">{MODULES}
<elementSpec ident="p" mode="change"><desc>A paragraph, or a <gi>q</gi> alone.</desc>
  <constraintSpec ident="said" scheme="schematron"><constraint>
    <sch:rule xmlns:sch="http://purl.oclc.org/dsdl/schematron" context="tei:p">
      <sch:assert test="normalize-space()" role="warning">An empty <sch:name/> says nothing.</sch:assert>
    </sch:rule></constraint></constraintSpec>
  <attList><attDef ident="type" mode="change" usage="req"><valList type="closed" mode="replace">
    <valItem ident="v"><gloss>verse</gloss></valItem><valItem ident="x"/></valList></attDef></attList>
  <exemplum><p>Thus:</p><egXML xmlns="http://www.tei-c.org/ns/Examples"><p type="v">A &lt; B</p></egXML></exemplum>
</elementSpec>
<elementSpec ident="verse"><altIdent>p</altIdent><gloss>a verse</gloss><classes><memberOf key="model.pLike"/></classes>
  <content><textNode/></content>
  <attList><attDef ident="type" usage="req"><valList type="closed"><valItem ident="verse"/></valList></attDef></attList>
</elementSpec></schemaSpec>"""


@pytest.fixture
def page(write_odd: WriteOdd) -> Page:
    """The page of a schemaSpec as a tree."""

    def make(spec: str = SPEC, lang: str = "", examples: str | None = None, words: Words = Words.ALL) -> Node:
        schema = compile_odd(write_odd(spec), TINY, words=words).schemas[0]
        root = None if examples is None else etree.fromstring(examples)
        return etree.HTML(write_page(schema, lang, root).decode())

    return make


BLOCKS = ("article", "dd", "dt", "div", "figcaption", "h3", "h4", "li", "p", "pre", "td", "th", "ul")


def words_of(node: Node) -> str:
    for block in node.iter(*BLOCKS):
        block.tail = f" {(block.tail or '').lstrip()}"
    return " ".join("".join(map(str, node.itertext())).split())


def entry(page: Node, anchor: str) -> Node:
    (found,) = (each for each in page.iter("article") if each.get("aria-labelledby") == anchor)
    return found


def table(page: Node, title: str) -> dict[str, str]:
    (heading,) = (each for each in page.iter("h3") if words_of(each) == title)
    following = heading.getnext()
    assert following is not None
    rows = [[words_of(cell) for cell in row] for row in following.iter("tr")]
    return {row[0]: " | ".join(row[1:]) for row in rows[1:]}


def test_an_element_tells_all_that_is_known_of_it(page: Page) -> None:
    found = words_of(entry(page(), "element-p"))
    for said in (
        "A paragraph, or a <q> alone.",
        "module core · changed here",
        "@type required One of these: v (verse) x",
        "More attributes: @rend from att.styled; @xml:id, @n from att.global; @subtype from att.typed",
        "Content: macro.words May hold: q May stand in: text Classes: att.global, att.typed, model.pLike",
        "Warning: An empty <…> says nothing. tei:p: must be true: normalize-space()",
        'Thus: <p type="v">A < B</p>',
    ):
        assert said in found, found


def test_elements_that_are_named_are_linked(page: Page) -> None:
    links = {words_of(link): link.get("href") for link in entry(page(), "element-p").iter("a")}
    assert links["<q>"] == links["q"] == "#element-q"
    assert links["att.typed"] == "#class-att.typed"
    assert links["@subtype"] == "#class-att.typed-subtype"
    assert links["macro.words"] == "#macro-macro.words"


def test_what_is_taken_and_what_is_closed_is_counted(page: Page) -> None:
    made = page()
    assert table(made, "Elements by module")["core"] == "5 taken: item, label, list, p, q | 1 left out: link"
    assert table(made, "Lists of values that are closed here") == {"p": "@type: v, x", "verse": "@type: verse"}
    assert table(made, "Attributes that are required here") == {"p": "@type", "verse": "@type"}
    assert table(made, "Elements in several forms") == {"<p>": "p, verse"}
    assert "Not used at all: dates (1)." in words_of(made)


def test_attributes_left_out_are_told_where_they_were(page: Page) -> None:
    deletion = '<attList><attDef ident="{}" mode="delete"/></attList>'
    spec = f"""<classSpec ident="att.global" type="atts" mode="change">{deletion.format("n")}</classSpec>
    <elementSpec ident="p" mode="change">{deletion.format("subtype")}</elementSpec>"""
    made = page(f'<schemaSpec ident="t" start="text">{MODULES}{spec}</schemaSpec>')
    assert table(made, "Attributes left out") == {"att.global": "@n", "p": "@subtype"}


def test_an_example_is_of_the_form_that_it_fits(page: Page) -> None:
    spec = SPEC.replace("exemplum", "remarks").replace("<remarks><p>Thus:</p>", "<remarks>")
    text = '<text xmlns="http://www.tei-c.org/ns/1.0"><p type="v">A long line.</p><p type="x"/><p type="v">So.</p>'
    made = page(spec, examples=text + '<p type="verse">Rose is a rose</p><p type="other">…</p></text>')
    examples = [words_of(figure) for figure in entry(made, "element-p").iter("figure")]
    assert examples == ['From the examples <p type="v">So.</p>']
    assert '<p type="verse">Rose is a rose</p>' in words_of(entry(made, "element-verse"))


def test_a_long_instance_is_cut(page: Page) -> None:
    many = "<p>Some words that go on and on.</p>" * 40
    made = page(examples=f'<text xmlns="http://www.tei-c.org/ns/1.0">{many}</text>')
    shown = words_of(entry(made, "element-text"))
    assert shown.count("Some words that go on and on.") == 3
    assert "…</text>" in shown


def test_words_are_in_the_language_asked_for(page: Page) -> None:
    assert "текст" in words_of(entry(page(lang="ru"), "element-text"))
    (gloss,) = entry(page(lang="ru"), "element-text").iterfind(".//h3//span[@lang]")
    assert gloss.get("lang") == "ru"
    assert "holds all of it" in words_of(entry(page(lang="ru"), "element-text"))  # there is no Russian description


def test_the_words_of_the_source_may_be_left_out(page: Page) -> None:
    own = page(words=Words.OWN)
    assert "A paragraph, or a <q> alone." in words_of(own)
    assert "holds all of it" not in words_of(own)
    assert "A text says something." not in words_of(own)


def test_what_an_odd_says_can_do_no_harm(page: Page) -> None:
    prose = """<div><head>Prose</head><p>&lt;script>alert(1)&lt;/script>
    <ref target="javascript:alert(1)">here</ref> <ref target="https://tei-c.org/">there</ref></p>"""
    made = page(f"{prose}{SPEC.replace('A paragraph', '&lt;img src=x onerror=alert(1)>')}</div>")
    assert len(list(made.iter("script"))) == 1
    assert not list(made.iter("img"))
    assert "<script>alert(1)</script>" in words_of(made)
    assert [link.get("href") for link in made.iter("a") if words_of(link) in ("here", "there")] == [
        "https://tei-c.org/"
    ]


def test_the_prose_is_that_of_the_odd_without_its_specifications(page: Page) -> None:
    prose = """<div xml:id="one"><head>One</head><p>See <ref target="#two">two</ref>, <gi>q</gi>, <att>who</att>:</p>
    <list type="gloss"><label>a</label><item>b</item></list><specGrp><elementSpec ident="q" mode="change"/></specGrp>
    <div xml:id="two"><head>Two</head><p>A list <list><item>in it</item></list></p></div></div>
    <div><head>The schema</head>"""
    (made,) = (each for each in page(f"{prose}{SPEC}</div>").iter("section") if each.get("class") == "prose")
    assert [words_of(heading) for heading in made.iter("h2", "h3", "h4")] == ["The encoding in prose", "One", "Two"]
    assert [link.get("href") for link in made.iter("a")] == ["#prose-two", "#element-q", "#element-q"]
    assert "See two, <q>, @who: a b Declared here: q Two A list in it" in words_of(made)


LINKS = Anchors(Schema("t", "t", "", ""))
ANY, SOME, OPTIONAL = Occurs(0, None), Occurs(1, None), Occurs(0, 1)
MODELS: list[tuple[Content, str]] = [
    (EMPTY, "nothing"),
    (TEXT, "text"),
    (Sequence((ElementRef("a"),)), "a"),
    (ElementRef("a", ANY), "any number of a"),
    (ElementRef("a", Occurs(2, 5)), "2 to 5 a"),
    (Sequence((ElementRef("a", OPTIONAL), ClassRef("m", occurs=SOME))), "in this order: optionally a, one or more m"),
    (Sequence((ElementRef("a"), ElementRef("b")), SOME), "one or more times, in this order: a, b"),
    (Sequence((ElementRef("a"), ElementRef("b")), ordered=False), "in any order: a, b"),
    (Alternate((ElementRef("a"), Alternate((ElementRef("b"), MacroRef("c")))), ANY), "any number of: a, b, c"),
    (Alternate((TEXT, ElementRef("a")), ANY), "text, mixed with any number of: a"),
    (Alternate((TEXT,), ANY), "text"),
    (
        Sequence((Alternate((ElementRef("a"), Sequence((ElementRef("b"), ElementRef("c"))))), ElementRef("d"))),
        "in this order: [one of: [a; in this order: b, c]; d]",
    ),
    (ClassRef("m", expand="sequenceOptional"), "any, in order, of m"),
    (ClassRef("m", excluded=frozenset("ba")), "m (without a, b)"),
    (DataRef(name="token"), "token"),
    (ValList((ValItem("y"), ValItem("n"))), 'the word "y" or "n"'),
    (AnyElement(("urn:x",)), "element of urn:x"),
]


def plain(part: Part) -> str:
    below = f"[{'; '.join(map(plain, part.parts))}]" if part.parts else ""
    return part.lead + ", ".join(f"{link.lead}{link.name}" for link in part.names) + below


@pytest.mark.parametrize(("content", "words"), MODELS, ids=[words for _, words in MODELS])
def test_a_content_model_in_words(content: Content, words: str) -> None:
    assert plain(in_words(content, LINKS)) == words


PAGES = ("isofs", "tei_bare", "tei_customization", "tei_jtei", "tei_lite_fr", "tei_tite")


@needs_shared
@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere_and_headings_are_in_order(name: str) -> None:
    folder = SHARED / "exemplars"
    odd, include = folder / f"odd-src/{name}.odd", [folder / "included", folder / "odd-src"]
    sound(write_page(compile_odd(odd, SHARED / "p5subset.xml", include).schemas[0]))


def test_our_own_page_is_sound() -> None:
    sound((shipped_schemas() / "tei_miasnikov.html").read_bytes())


def sound(html: bytes) -> None:
    made = etree.HTML(html.decode())
    ids = [str(ident) for ident in made.xpath("//@id")]  # type: ignore[union-attr]  # a list of strings
    assert len(ids) == len(set(ids))
    links = {str(link.get("href")) for link in made.iter("a")}
    assert {link[1:] for link in links if link.startswith("#")} - set(ids) == set()
    assert {link.partition(":")[0] for link in links if not link.startswith("#")} <= {"http", "https", "mailto"}
    levels = [int(heading.tag[1]) for heading in made.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    fetched = made.xpath("//@src | //link/@href | //style[contains(., 'url(') or contains(., '@import')]")
    assert fetched == []
    assert len(list(made.iter("main"))) == len(list(made.iter("nav"))) == 1


@needs_shared
def test_our_own_page_is_what_the_odd_makes() -> None:
    schema = compile_odd(shipped_schemas() / "tei_miasnikov.odd", SHARED / "p5subset.xml", words=Words.OWN).schemas[0]
    made = write_page(schema, examples=etree.parse(CORPUS / "tei.xml").getroot())
    assert made == (shipped_schemas() / "tei_miasnikov.html").read_bytes(), "run `make schema`"


@needs_shared
def test_our_own_page_has_none_of_the_words_of_tei() -> None:
    made = words_of(etree.HTML((shipped_schemas() / "tei_miasnikov.html").read_text(encoding="utf-8")))
    source = etree.parse(SHARED / "p5subset.xml", etree.XMLParser(collect_ids=False))
    said = {words_of(each) for each in source.iter("{*}desc", "{*}p", "{*}assert", "{*}report")}
    assert {words for words in said if len(words) > 40 and words in made} == set()


@needs_shared
def test_the_page_is_the_same_bytes_each_time() -> None:
    program = (
        "import sys; from hashlib import sha256; from pathlib import Path; from tei_miasnikov.odd import compile_odd\n"
        "from tei_miasnikov.odd.reference_page import write_page\n"
        "odd, source = map(Path, sys.argv[1:])\n"
        "print(sha256(write_page(compile_odd(odd, source).schemas[0])).hexdigest())"
    )
    arguments = [SHARED / "exemplars/odd-src/tei_bare.odd", SHARED / "p5subset.xml"]
    sums = {
        subprocess.run(
            [sys.executable, "-c", program, *arguments],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(sums) == 1


def test_the_command_writes_the_page(tmp_path: Path, write_odd: WriteOdd) -> None:
    odd = write_odd(SPEC)
    (tmp_path / "text.xml").write_text(
        '<text xmlns="http://www.tei-c.org/ns/1.0"><p type="x"/></text>', encoding="utf-8"
    )
    options = ("schema", "compile", odd, "--source", TINY, "--to", "html", "-o", tmp_path)
    assert run(*options, "--examples", tmp_path / "text.xml", "--lang", "ru").returncode == 0
    html = (tmp_path / "my.html").read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>\n")
    assert re.search(r"<main id=\"main\"", html)
    assert "No such file" in refused(3, *options, "--examples", tmp_path / "none.xml", "--force")
