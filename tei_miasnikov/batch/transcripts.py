"""The transcripts of a folder, met one by one, and where the TEI of each goes.

    trials/1805/smith.md      tei/1805/smith.xml      with trials/1805/profile.toml, or the nearest one above it

Folders are walked in the order of names and never held in memory, so that a million files cost no more than ten.
"""

import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

CARRIERS = (".md", ".txt", ".html", ".htm", ".docx", ".odt")
"""What a transcript's name ends with."""
KEPT = ("profile.toml", "header.toml")
"""What stands beside transcripts and says how to read them."""
AT_ONCE = 32
BYTES_AT_ONCE = 400_000
"""So many transcripts, or so many bytes of them, are handed to a process at once."""


class Transcript(NamedTuple):
    """One transcript: its file, its name below the folder, where its TEI goes, its profile and header ("" is none)."""

    path: str
    name: str
    target: str
    profile: str
    header: str
    size: int


class Shard(NamedTuple):
    """The share of one machine: the transcripts whose number leaves `share` - 1 when divided by `of`."""

    share: int = 1
    of: int = 1


class Frame(NamedTuple):
    """What holds for all transcripts of a run: the folders, and the profile and header of those without their own."""

    source: str
    out: str
    profile: str = ""
    header: str = ""


def iter_transcripts(frame: Frame, shard: Shard) -> Iterator[Transcript]:
    """The transcripts of a folder and of those below it, in the order of their names."""
    mine = (one for number, one in enumerate(_iter_files(frame.source)) if number % shard.of == shard.share - 1)
    nearest = cache(lambda folder, name: _nearest(folder, name, frame.source))
    for entry, is_alone in mine:
        folder = os.path.dirname(entry.path)  # noqa: PTH120 - names stay as they were given
        name = os.path.relpath(entry.path, frame.source)
        stem = os.path.splitext(name)[0] if is_alone else name  # noqa: PTH122
        profile, header = (nearest(folder, kept) for kept in KEPT)
        target = os.path.join(frame.out, f"{stem}.xml")  # noqa: PTH118
        yield Transcript(
            entry.path, name, target, frame.profile or profile, frame.header or header, entry.stat().st_size
        )


def _iter_files(folder: str) -> Iterator[tuple[os.DirEntry[str], bool]]:
    """The files, and whether each is alone with its stem: `a.md` and `a.txt` may not share `a.xml`."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    files = [entry for entry in entries if entry.is_file() and entry.name.lower().endswith(CARRIERS)]
    stems = [os.path.splitext(entry.name)[0] for entry in files]  # noqa: PTH122
    twice = {stem for stem in stems if stems.count(stem) > 1} if len(set(stems)) < len(stems) else set()
    for entry, stem in zip(files, stems, strict=True):
        yield entry, stem not in twice
    for entry in entries:
        if entry.is_dir() and not entry.name.startswith("."):
            yield from _iter_files(entry.path)


def _nearest(folder: str, name: str, top: str) -> str:
    """The file of that name in the folder, or in the nearest above it that is still below the top."""
    root = Path(top)
    for place in (Path(folder), *Path(folder).parents):
        if (place / name).is_file():
            return str(place / name)
        if place == root:
            break
    return ""


def in_batches(transcripts: Iterable[Transcript]) -> Iterator[tuple[Transcript, ...]]:
    """Transcripts put together so that handing them over costs little beside the work."""
    held: list[Transcript] = []
    size = 0
    for transcript in transcripts:
        held.append(transcript)
        size += transcript.size
        if len(held) >= AT_ONCE or size >= BYTES_AT_ONCE:
            yield tuple(held)
            held, size = [], 0
    if held:
        yield tuple(held)
