"""The page: addresses, notes, links, documents, and that nothing of a TEI file becomes anything but text."""

import base64
import hashlib
import json
import re

from tei_miasnikov.edition.page import make_page, make_volumes
from tei_miasnikov.encoded import read_publication
from tei_miasnikov.text.source import read_source
from tests.edition.pages import corpus_page, page_of, tei, text_of
from tests.shared import CORPUS


def corpus() -> str:
    return corpus_page().decode()


def test_the_same_bytes_every_time() -> None:
    again = make_volumes([read_publication(CORPUS / "tei.xml")], [read_source(CORPUS / "source.md")])
    assert make_page(again) == corpus_page()


def test_it_is_small() -> None:
    assert len(corpus_page()) < 500_000


def test_every_turn_has_its_address_and_its_link() -> None:
    turns = re.findall(r'<div class="sp [^"]*" id="(doc-\d+-s\d+)"', corpus())
    assert len(turns) == len(set(turns)) == 162
    assert all(f'class="permalink" href="#{turn}"' in corpus() for turn in turns)


def test_every_note_is_called_and_calls_back() -> None:
    notes = re.findall(
        r'<div class="note[^"]*" id="(note-(?:intro|main)-\d+)".*?class="back" href="#([^"]+)"', corpus()
    )
    assert len(notes) == 46
    for note, caller in notes:
        assert caller == note.replace("note", "ref")
        assert f'class="call" id="{caller}" href="#{note}"' in corpus()


def test_ids_are_given_once_and_every_link_leads_somewhere() -> None:
    ids = re.findall(r'\sid="([^"]*)"', corpus())
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', corpus())) <= set(ids)


def test_each_document_tells_kind_date_leaves_and_archive() -> None:
    facts = re.findall(r'<div class="facts".*?</details>', corpus(), re.S)
    assert len(facts) == 13
    told = re.sub(r"<[^>]+>|\s+", " ", facts[1])
    for words in ("interrogation", "18 January 1945", "Vol. 3, pp. 31, 32, 34-36", "(TsA FSB RF), H-17674"):
        assert words in told
    assert "7 turns, 751 words" in told
    assert (
        "“Record of interrogation of G. I. Miasnikov; January 18 1945”. Central Archive of the Federal Security "
        "Service of the Russian Federation (TsA FSB RF), H-17674, Vol. 3, pp. 31, 32, 34-36. In: The Last Testament "
        "of the Left Communist Gavriil Miasnikov, translator and annotator Malcolm Archibald, no. 2."
    ) in told


def test_nothing_is_said_that_the_file_does_not_say() -> None:
    assert corpus().count("<dd>Not stated.</dd>") == 2, "publisher and licence"


def test_the_legend_explains_what_occurs_and_nothing_else() -> None:
    legend = re.search(r'<section id="legend".*?</section>', corpus(), re.S)
    assert legend
    assert "/.../" in legend[0]
    assert "early 1941" in legend[0]
    assert "Deleted in the source" not in legend[0]


def test_uncertain_dates_say_their_bounds() -> None:
    assert 'class="uncertain"' in corpus()
    assert 'title="not before 1 January 1928 not after 31 March 1928">the beginning of 1928<' in corpus()


def test_the_tei_of_a_passage_is_in_the_page() -> None:
    data = json.loads(re.findall(r'class="volume-data">(.*?)</script>', corpus(), re.S)[0])
    start, end = map(int, re.findall(r'id="doc-2-s1" data-tei="(\d+) (\d+)"', corpus())[0])
    part = data["tei"].encode()[start:end].decode()
    assert part == (
        '<sp xml:id="doc-2-s1" n="1" who="#doc-2-interrogator"><speaker>Q.</speaker> '
        "<p>Why did you flee abroad?</p></sp>"
    )


def test_the_policy_allows_its_own_style_and_script_alone() -> None:
    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', corpus())[0].replace("&#39;", "'")
    assert policy.startswith("default-src 'none'")
    for tag in ("style", "script"):
        inside = re.findall(rf"<{tag}>(.*?)</{tag}>", corpus(), re.S)
        assert len(inside) == 1
        told = base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{told}'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


HOSTILE = """<p rend='"&gt;&lt;script&gt;alert(1)&lt;/script&gt;' style="background:url(http://evil.example)">
<seg xml:id="about">x</seg> <ref target="javascript:alert(1)">a</ref> <ref target="data:text/html,x">b</ref>
<ref target=" JAVASCRIPT:alert(1)">c</ref> <ref target="https://good.example/x">d</ref>
<ref target="mailto:a@b.example">e</ref> <ref target="file:///etc/passwd">f</ref>
<graphic url="http://evil.example/pixel.png"/> <graphic url="javascript:alert(1)"/>
&lt;/script&gt;&lt;script&gt;alert(2)&lt;/script&gt;&lt;!--&lt;script&gt;
<hi rendition="#r" onclick="alert(3)">g</hi></p>
<script xmlns="http://www.w3.org/1999/xhtml">alert(4)</script>
<style xmlns="http://www.w3.org/1999/xhtml">body { display: none }</style>
<sp who="&quot;&gt;&lt;img src=x onerror=alert(5)&gt;"><p>h</p></sp>
<note xml:id="n" n='"&gt;&lt;b'>i</note><ref target="#n">1</ref>"""


def test_hostile_tei_stays_text() -> None:
    page = page_of(tei(HOSTILE))
    assert len(re.findall(r"<script", page)) == 2, "the data and the script of ours"
    assert page.count("</script>") == 2
    assert len(re.findall(r"<style", re.sub(r"<script.*?</script>", "", page, flags=re.S))) == 1
    outside = re.sub(r"<script.*?</script>|<style.*?</style>", "", page, flags=re.S)
    tags = re.findall(r"<[a-z][^>]*>", outside)
    assert not [
        tag for tag in tags if re.search(r"\s(on\w+|style|src|srcset|action)\s*=", re.sub(r'"[^"]*"', '""', tag))
    ]
    targets = set(re.findall(r'href="([^"#][^"]*)"', outside))
    assert targets == {"https://good.example/x", "mailto:a@b.example", "http://evil.example/pixel.png"}
    assert not re.findall(r"<(img|iframe|object|embed|link|base|form action)\b", outside)
    assert page.count('id="about"') == 1


def test_several_files_are_volumes_with_addresses_of_their_own() -> None:
    one = tei(
        '<div type="document" n="1" xml:id="doc-1"><head>One</head><p>A <ref target="#doc-1">self</ref></p></div>'
    )
    page = page_of(one, one)
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert {"trial1.doc-1", "trial2.doc-1"} <= set(ids)
    assert 'href="#trial2.doc-1">self<' in page
    assert len(re.findall(r'class="volume-data"', page)) == 2


def test_notes_that_nothing_calls_get_a_call() -> None:
    made = text_of(tei("<p>Word.<note place='foot'>Said below.</note> More.</p>"))
    assert 'class="call" id="p1-note1-call" href="#p1-note1"' in made
    assert 'class="back" href="#p1-note1-call"' in made


def test_points_are_told() -> None:
    made = text_of(tei('<pb n="31"/><p>a<gap reason="illegible" quantity="2" unit="words"/>b<pb n="32"/>c</p>'))
    assert 'aria-label="page 31"' in made
    assert 'aria-label="gap: reason illegible, quantity 2, unit words"' in made


def test_a_turn_without_a_label_shows_who_speaks_as_an_addition() -> None:
    assert re.search(r'class="sp [^"]*unlabelled"[^>]*data-name="G. I. Miasnikov"', corpus())


def test_much_text_is_drawn_in_runs() -> None:
    made = text_of(tei("<div>" + "<p>word</p>" * 400 + "</div>"))
    assert made.count('class="run ') == 10
