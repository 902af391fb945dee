"""The page: the volumes of an edition put into the templates, with styles, scripts and data in the one file.

    make_page(make_volumes([read_publication("tei.xml")], [read_source("source.md")]))     always the same bytes

Nothing is fetched when it is opened: a Content-Security-Policy allows these very styles and scripts and nothing else.
"""

import base64
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tei_miasnikov.edition.about import facts
from tei_miasnikov.edition.citing import archive_of, cite, cite_whole, date_of, leaves_of
from tei_miasnikov.edition.constructions import CONSTRUCTIONS
from tei_miasnikov.edition.contents import contents
from tei_miasnikov.edition.identifiers import Addresses
from tei_miasnikov.edition.layout import Layout
from tei_miasnikov.edition.legend import legend
from tei_miasnikov.edition.mentions import list_documents, list_mentions
from tei_miasnikov.edition.timeline import LANE, draw, draw_nearer
from tei_miasnikov.edition.voices import WIDTH, Voices
from tei_miasnikov.edition.volume import Volume
from tei_miasnikov.edition.writer import Writer
from tei_miasnikov.encoded import Document, Publication
from tei_miasnikov.text.source import Source
from tei_miasnikov.version import VERSION

HOME = Path(__file__).parent
STYLES = ("tones", "page", "text", "marks", "notes", "figures", "search", "print")
SCRIPTS = ("start", "notes", "passage", "words", "search")
"""The files of styles/ and scripts/, in the order in which they are put together."""


DEEPEST, CALLS = 256, 10
ENDING = re.compile(r"<(?=/?script|!--)", re.I)


class Part(NamedTuple):
    """A volume as the template needs it."""

    volume: Volume
    text: Markup
    contents: Sequence[Any]
    archive: str
    citation: str
    facts: Sequence[Any]


@contextmanager
def room_for_depth() -> Iterator[None]:
    """Room on Python's stack for the deepest tree that is parsed: 256 elements, some calls for each."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(before + DEEPEST * CALLS)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


@room_for_depth()
def make_page(volumes: Sequence[Volume]) -> bytes:
    """The edition of these volumes."""
    kinds: set[str] = set()
    parts = [_part(volume, kinds, len(volumes)) for volume in volumes]
    style, script = _joined("styles", "css", STYLES), _joined("scripts", "js", SCRIPTS)
    documents, mentions = list_documents(volumes), list_mentions(volumes)
    page = (
        _templates()
        .get_template("page.html")
        .render(
            parts=parts,
            first=parts[0],
            title=_title(volumes),
            timeline=draw(documents, mentions),
            nearer=draw_nearer(documents, mentions),
            mentions=sorted(mentions, key=lambda one: (one.period.start, one.period.end)),
            signs=legend(kinds),
            style=style,
            script=script,
            policy=_policy(style, script),
            data=[_as_json(_data(volume)) for volume in volumes],
            version=VERSION,
            lane=LANE,
        )
    )
    return (page + "\n").encode("utf-8")


def make_volumes(publications: Sequence[Publication], sources: Sequence[Source | None]) -> list[Volume]:
    """The volumes of an edition, with addresses that are theirs alone."""
    addresses, layout, voices = Addresses(), Layout(), Voices(publications)
    volumes = []
    for publication, source, prefix in zip(publications, sources, _prefixes(publications), strict=True):
        volume = Volume(publication, addresses, layout, voices, source, prefix)
        for text in volume.texts:
            addresses.add(text, layout, prefix)
        volumes.append(volume)
    return volumes


@room_for_depth()
def write_text(volume: Volume, kinds: set[str], top_level: int = 2) -> Markup:
    """The text of a volume; `kinds` takes the marks that it uses."""
    template = _templates().get_template("facts.html")
    made = {
        document.element: Markup(template.render(_facts(volume, document)))  # noqa: S704 - the template escapes
        for document in volume.publication.documents
    }
    writer = Writer(volume, CONSTRUCTIONS, made, top_level)
    for text in volume.texts:
        writer.write(text)
    kinds |= writer.kinds
    return writer.html.result()


def _title(volumes: Iterable[Volume]) -> str:
    """The title; of several files those that differ."""
    titles = [volume.publication.header.title or volume.publication.name for volume in volumes]
    return " · ".join(dict.fromkeys(titles))


def _part(volume: Volume, kinds: set[str], volumes: int) -> Part:
    publication = volume.publication
    text = write_text(volume, kinds, 2 if volumes == 1 else 3)
    archive, whole = archive_of(publication), cite_whole(publication)
    return Part(volume, text, contents(volume), archive, whole, facts(publication.header.element))


def _facts(volume: Volume, document: Document) -> dict[str, Any]:
    return {
        "kind": (document.subtype or document.type.replace("document", "")).replace("-", " "),
        "date": date_of(document),
        "leaves": leaves_of(document),
        "archive": archive_of(volume.publication),
        "citation": cite(volume.publication, document),
        "parts": volume.voices.parts(document, volume.addresses),
        "width": WIDTH,
    }


def _prefixes(publications: Sequence[Publication]) -> list[str]:
    """Nothing for one file; of several the name of each, numbered where two are the same."""
    if len(publications) == 1:
        return [""]
    names = [publication.name.replace(" ", "-") for publication in publications]
    numbered = (f"{name}-{names[:place].count(name) + 1}" for place, name in enumerate(names))
    return [f"{name if names.count(name) == 1 else number}." for name, number in zip(names, numbered, strict=True)]


def _data(volume: Volume) -> dict[str, str]:
    source = volume.source
    return {
        "name": Path(volume.publication.path).name,
        "tei": volume.xml.decode("utf-8", "replace"),
        "sourceName": Path(source.name).name if source else "",
        "source": source.text if source else "",
    }


def _as_json(data: dict[str, str]) -> Markup:
    """Data for the scripts, without what could end their element (HTML, 13.2.5.4: script data)."""
    return Markup(ENDING.sub(r"\\u003c", json.dumps(data, ensure_ascii=False, separators=(",", ":"))))  # noqa: S704


def _joined(folder: str, ending: str, names: Iterable[str]) -> Markup:
    """Files of ours put together."""
    texts = [(HOME / folder / f"{name}.{ending}").read_text(encoding="utf-8") for name in names]
    return Markup("\n" + "\n".join(texts))  # noqa: S704


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_sum(style)}'; script-src '{_sum(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _sum(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("tei_miasnikov.edition"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
