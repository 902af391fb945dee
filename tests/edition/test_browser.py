"""The page as it is used, in a browser: at three widths, by day and by night, with and without scripts.

Skipped where there is no chromium or no playwright (`pip install '.[browser]'`); .ci/run installs both.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.edition.pages import corpus_page, corpus_volume, page_of, save, tei
from tests.shared import shared

playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install '.[browser]'")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
if CHROMIUM is None:
    pytest.skip("needs chromium: apt-get install chromium", allow_module_level=True)

OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NARROW, MIDDLE, WIDE = 390, 820, 1440
WIDTHS = [NARROW, MIDDLE, WIDE]
HEIGHT = 900
SCREENSHOTS = os.environ.get("SCREENSHOTS")
"""A folder, where the pages are to be looked at."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(corpus_page(), tmp_path_factory.mktemp("edition"))


class Reader:
    """Opens pages, and holds what they asked for and complained of."""

    def __init__(self, browser: Any) -> None:
        self._browser = browser
        self._contexts: list[Any] = []
        self.requests: list[str] = []
        self.complaints: list[str] = []

    def open(self, path: Path, width: int = WIDE, fragment: str = "", scheme: str = "light", **options: Any) -> Any:
        context = self._browser.new_context(
            viewport={"width": width, "height": HEIGHT}, color_scheme=scheme, offline=True, **options
        )
        self._contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(f"{path.as_uri()}{'#' + fragment if fragment else ''}")
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture
def reader(browser: Any) -> Iterator[Reader]:
    opened = Reader(browser)
    yield opened
    opened.close()
    assert opened.complaints == []
    assert all(url.startswith(("file:", "blob:")) for url in opened.requests)


def is_seen(page: Any, selector: str) -> bool:
    """Whether an element stands within the window, below the bar."""
    box = page.locator(selector).first.bounding_box()
    return bool(box and box["height"] > 0 and 40 <= box["y"] < HEIGHT)


def test_one_request_and_no_complaint(reader: Reader, edition: Path) -> None:
    page = reader.open(edition)
    page.wait_for_timeout(300)
    assert reader.requests == [edition.as_uri()]


def test_the_text_in_the_browser_is_the_text_of_the_file(reader: Reader, edition: Path) -> None:
    page = reader.open(edition)
    text = page.evaluate(
        "() => { const copy = document.querySelector('.volume').cloneNode(true);"
        "copy.querySelectorAll('[data-added]').forEach(one => one.remove()); return copy.textContent; }"
    )
    assert text.strip() == "".join(str(part.xpath("string()")) for part in corpus_volume().texts).strip()


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_window(reader: Reader, edition: Path, width: int) -> None:
    page = reader.open(edition, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_permanent_links_land(reader: Reader, edition: Path, width: int) -> None:
    page = reader.open(edition, width, "doc-2-s14")
    for address in ("doc-2-s14", "doc-11-s31", "introduction-p3", "note-main-39", "doc-13"):
        page.evaluate("address => { location.hash = address }", address)
        page.wait_for_timeout(200)
        assert is_seen(page, f"#{address}")


@pytest.mark.parametrize("width", [NARROW, MIDDLE])
def test_a_note_opens_over_the_text_and_closes_to_its_call(reader: Reader, edition: Path, width: int) -> None:
    page = reader.open(edition, width)
    call = page.locator("#ref-main-6")
    call.click()
    assert page.locator("#note-view").is_visible()
    assert "Nikolai Vladimirovich Kuznetsov" in page.locator("#note-view").inner_text()
    box = page.locator("#note-view").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.keyboard.press("Escape")
    assert not page.locator("#note-view").is_visible()
    assert page.evaluate("document.activeElement.id") == "ref-main-6"
    call.click()
    page.get_by_role("link", name="Go to the note").click()
    page.wait_for_timeout(100)
    assert page.evaluate("location.hash") == "#note-main-6"
    assert is_seen(page, "#note-main-6")
    page.locator("#note-main-6 > .back").click()
    page.wait_for_timeout(100)
    assert is_seen(page, "#ref-main-6")


def test_a_note_stands_beside_its_words_where_there_is_room(reader: Reader, edition: Path) -> None:
    page = reader.open(edition, WIDE, "ref-main-9")
    page.wait_for_timeout(400)
    call = page.locator("#ref-main-9").bounding_box()
    beside = page.locator(".clone", has_text="The Russian Historical Archive Abroad").bounding_box()
    assert beside["x"] > call["x"]
    assert abs(beside["y"] - call["y"]) < 40
    page.locator("#ref-main-9").click()
    assert page.evaluate("document.activeElement.closest('.sidenote').textContent").startswith(
        "The Russian Historical Archive Abroad"
    )
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "ref-main-9"


def test_no_note_beside_the_text_hides_another_or_is_cut(reader: Reader, edition: Path) -> None:
    page = reader.open(edition, WIDE)
    for document in ("introduction", "doc-5", "doc-7"):
        page.evaluate("id => { location.hash = id }", document)
        page.wait_for_timeout(300)
        boxes = page.evaluate(
            "id => [...document.querySelectorAll(`#${id} .clone`)].map(one => {"
            "const box = one.getBoundingClientRect();"
            "return [box.top + scrollY, box.bottom + scrollY, box.right]; })",
            document,
        )
        assert boxes
        assert all(after[0] >= before[1] - 1 for before, after in zip(sorted(boxes), sorted(boxes)[1:], strict=False))
        assert all(box[2] <= WIDE for box in boxes)


@pytest.mark.parametrize("width", WIDTHS)
def test_search_finds_as_one_types_and_leads_there(reader: Reader, edition: Path, width: int) -> None:
    page = reader.open(edition, width)
    page.keyboard.press("Control+k")
    page.keyboard.type("trotsky mon")
    assert len(results(page)) == 3
    assert page.locator("#search-status").inner_text() == "3 passages"
    assert page.locator("#results mark").first.inner_text() == "Trotsky"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert "turn 21" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_timeout(200)
    assert page.evaluate("location.hash") == "#doc-3-s21-p1"
    assert is_seen(page, "#doc-3-s21")
    assert not page.locator("#search-panel").is_visible()
    assert page.evaluate("CSS.highlights.get('found').size") == 3


def results(page: Any) -> list[str]:
    page.wait_for_timeout(150)
    found: list[str] = page.evaluate("[...document.querySelectorAll('#results a')].map(one => one.hash)")
    return found


def test_search_is_narrowed_by_speaker_kind_and_date(reader: Reader, edition: Path) -> None:
    page = reader.open(edition)
    page.locator("#query").fill("workers")
    everything = results(page)
    page.get_by_label("Interrogator").check()
    asked = results(page)
    assert 0 < len(asked) < len(everything)
    assert all("-s" in address for address in asked)
    page.get_by_label("Interrogator").uncheck()
    page.get_by_label("Declaration").check()
    assert {address.split("-p")[0] for address in results(page)} <= {"#doc-7", "#doc-8"}
    page.get_by_label("Declaration").uncheck()
    page.get_by_label("From").select_option("1945-10-19")
    assert {address.split("-")[1] for address in results(page)} <= {"10", "11", "12"}


SEARCHES = [
    ('"left communist"', 2),
    ("emigre", 3),
    ("zavkom", 2),
    ("hard-lab", 1),
    ("otsky", 0),
    ("“Nothing more to say”", 3),
    ("\\", 1),
    ("(", 30),
    ("", 0),
]


def test_search_takes_phrases_beginnings_and_plain_letters(reader: Reader, edition: Path) -> None:
    page = reader.open(edition)
    for query, count in SEARCHES:
        page.locator("#query").fill(query)
        found = len(results(page))
        assert found == count if count < 30 else found >= count, query


def test_a_passage_tells_link_citation_tei_and_source(reader: Reader, edition: Path) -> None:
    page = reader.open(edition)
    page.locator("#doc-2-s4 > .permalink").click()
    card = page.locator("#passage")
    assert page.evaluate("location.hash") == "#doc-2-s4"
    assert card.locator("h2").inner_text() == "Document 2, turn 4"
    assert "Vol. 3, pp. 31, 32, 34-36" in card.locator(".passage-citation").inner_text()
    assert card.locator(".passage-citation").inner_text().endswith("no. 2, turn 4, #doc-2-s4.")
    assert "lines 77–79" in card.locator(".passage-source summary").inner_text()
    card.locator(".passage-source summary").click()
    page.wait_for_timeout(100)
    assert card.locator(".passage-source pre").text_content().startswith("A. At the beginning of 1928")
    card.locator(".passage-tei summary").click()
    page.wait_for_timeout(100)
    shown = card.locator(".passage-tei pre").text_content()
    assert shown.startswith('<sp xml:id="doc-2-s4"')
    assert shown.endswith("Bureau.</p></sp>")
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert page.evaluate("document.activeElement.className") == "permalink"


def test_the_timeline_leads_to_the_words(reader: Reader, edition: Path) -> None:
    page = reader.open(edition, fragment="timeline")
    mark = page.locator('#timeline a[href="#doc-2-s4-p1-date1"] rect').first
    mark.click()
    page.wait_for_timeout(200)
    assert is_seen(page, "#doc-2-s4-p1-date1")
    assert page.locator("#doc-2-s4-p1-date1").inner_text() == "the beginning of 1928"


def test_the_strip_leads_to_the_turn(reader: Reader, edition: Path) -> None:
    page = reader.open(edition, fragment="doc-2")
    page.locator('#doc-2 .strip a[href="#doc-2-s12"]').click()
    page.wait_for_timeout(200)
    assert is_seen(page, "#doc-2-s12")


def test_by_keyboard_alone(reader: Reader, edition: Path) -> None:
    page = reader.open(edition)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "what has the focus is seen"


def test_light_and_dark_are_the_readers_choice(reader: Reader, edition: Path) -> None:
    page = reader.open(edition, scheme="dark")
    night = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator(".theme").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != night
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != night, "it is kept"


@pytest.mark.parametrize("width", WIDTHS)
def test_it_is_read_without_scripts(reader: Reader, edition: Path, width: int) -> None:
    page = reader.open(edition, width, java_script_enabled=False)
    assert page.locator("#doc-2-s1").is_visible()
    assert page.locator("#note-main-39").is_visible()
    assert not page.locator("#query").is_visible()
    assert page.locator("#timeline svg").first.is_visible()


def barriers(page: Any, **options: Any) -> str:
    """What axe finds, in words; "" where it finds nothing."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe: pip install '.[browser]'")
    chosen = {"resultTypes": ["violations"]} | options.pop("options", {})
    found = axe.Axe().run(page, options=chosen, **options)
    return str(found.generate_report()) if found.violations_count else ""


@pytest.mark.parametrize("width", WIDTHS)
def test_no_barrier_is_found(reader: Reader, edition: Path, width: int) -> None:
    page = reader.open(edition, width)
    if width == MIDDLE:
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    page.locator("#query").fill("trotsky")
    page.wait_for_timeout(300)
    assert barriers(page) == ""
    page.locator(".theme").click()
    assert barriers(page, options={"runOnly": ["color-contrast"]}) == ""
    page.keyboard.press("Escape")
    page.locator("#doc-2-s4 > .permalink").click()
    assert barriers(page, context="#passage") == ""


@pytest.mark.parametrize("name", ["testdrama", "testms", "torture"])
def test_foreign_tei_has_no_barrier_either(reader: Reader, tmp_path: Path, name: str) -> None:
    page = reader.open(save(page_of(shared(f"tei/tests/{name}.xml").read_bytes()), tmp_path))
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDE
    assert barriers(page) == ""


def test_a_note_within_the_line_is_a_card_on_a_narrow_screen(reader: Reader, tmp_path: Path) -> None:
    path = save(page_of(tei("<p>Word.<note place='foot'>Said below.</note> More.</p>")), tmp_path)
    page = reader.open(path, NARROW)
    assert not page.locator(".sidenote").is_visible()
    page.locator("#text .call").click()
    assert "Said below." in page.locator("#note-view").inner_text()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "call"
    wide = reader.open(path, WIDE)
    assert wide.locator(".sidenote").bounding_box()["x"] > wide.locator("#text .call").bounding_box()["x"] + 300


def test_a_mark_tells_its_meaning_when_touched(reader: Reader, edition: Path) -> None:
    page = reader.open(edition, NARROW, has_touch=True, is_mobile=True)
    page.locator("#doc-2-s4-p1-date1").tap()
    assert "not before 1 January 1928 not after 31 March 1928" in page.locator("#note-view").inner_text()


def test_hostile_tei_runs_nothing(reader: Reader, tmp_path: Path) -> None:
    from tests.edition.test_page import HOSTILE

    page = reader.open(save(page_of(tei(HOSTILE)), tmp_path))
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.locator("#query").fill("alert")
    page.wait_for_timeout(200)
    assert page.locator("#results a").count() > 0
    assert dialogs == []
    assert page.locator("#text img, #text script, #text style").count() == 0


def test_a_large_edition_opens_at_once_and_scrolls(reader: Reader, tmp_path: Path) -> None:
    paragraph = "<p>" + "A word or two of <date when='1945'>1945</date> and more. " * 12 + "</p>"
    turn = f"<sp><speaker>A.</speaker>{paragraph}</sp>"
    body = "".join(f"<div type='document' n='{n}'><head>No. {n}</head>{turn * 40}</div>" for n in range(1, 61))
    path = save(page_of(tei(body)), tmp_path)
    page = reader.open(path)
    shown = page.evaluate(
        "performance.getEntriesByType('paint').find(one => one.name === 'first-contentful-paint').startTime"
    )
    assert shown < 8000, "milliseconds; far less on a quiet machine"
    page.evaluate("location.hash = '60'; document.querySelector('#text article:nth-of-type(50)').scrollIntoView()")
    assert page.evaluate("scrollY") > 10_000


SHOWN = {
    "top": "",
    "timeline": "timeline",
    "dialogue": "doc-2",
    "court": "doc-11",
    "letter": "doc-7",
    "notes": "notes-main",
    "signs": "legend",
    "about": "about",
}


@pytest.mark.skipif(SCREENSHOTS is None, reason="SCREENSHOTS names no folder for pictures of the pages to look at")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_pictures_to_look_at(reader: Reader, edition: Path, width: int, scheme: str) -> None:
    folder = Path(SCREENSHOTS or ".")
    for name, fragment in SHOWN.items():
        page = reader.open(edition, width, fragment, scheme)
        page.wait_for_timeout(300)
        page.screenshot(path=folder / f"{name}-{width}-{scheme}.png")
    if width == WIDE and scheme == "light":
        reader.open(edition).pdf(path=folder / "print.pdf", prefer_css_page_size=True, format="A4")
