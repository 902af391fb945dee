"""Releases of TEI, fetched only when asked for, and kept in the user's cache with their checksums.

    ~/.cache/tei-miasnikov/releases/4.9.0/p5subset.xml    what an ODD is compiled against
    ~/.cache/tei-miasnikov/releases/4.9.0/tei_all.rng     the grammar of all of TEI
    ~/.cache/tei-miasnikov/releases/4.9.0/SHA256SUMS      written last: a release without it is not there

A file is checked against SHA256SUMS whenever it is used. The cache is XDG_CACHE_HOME's, LOCALAPPDATA's on Windows.
"""

import os
import re
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from tei_miasnikov.errors import OutputError, SchemaError
from tei_miasnikov.output import write_over

VAULT = "https://www.tei-c.org/Vault/P5"
"""Where the TEI Consortium keeps its releases; TEI_MIASNIKOV_VAULT names a mirror."""
CURRENT = "current"
SOURCE = "p5subset.xml"
GRAMMAR = "tei_all.rng"
SUMS = "SHA256SUMS"
NAME = re.compile(r"[\w.-]*\d[\w.-]*")
EDITION = re.compile(rb"<edition>.*?\b(\d+\.\d+\.\d+[a-z]?)\b(?=<)", re.DOTALL)
"""The words in which p5subset.xml says which release it is of."""


class Part(NamedTuple):
    """A file of a release: where it stands in the vault, and a sign that it is that file and no page of a web site."""

    path: str
    sign: bytes


PARTS = {
    SOURCE: Part(f"xml/tei/odd/{SOURCE}", b"<elementSpec"),
    GRAMMAR: Part(f"xml/tei/custom/schema/relaxng/{GRAMMAR}", b"http://relaxng.org/ns/structure/1.0"),
}


class Release(NamedTuple):
    """A release in the cache."""

    name: str
    folder: Path

    def file(self, name: str) -> Path:
        """One of its files, its checksum verified. Raises SchemaError where it is missing or was changed."""
        path = self.folder / name
        expected = read_sums(self.folder / SUMS).get(name)
        if expected is None or not path.is_file():
            raise SchemaError(f"{path}: is not in the cache; run `tei-miasnikov schema fetch --release {self.name}`")
        if sha256(path.read_bytes()).hexdigest() != expected:
            hint = f"run `tei-miasnikov schema fetch --release {self.name}` again"
            raise SchemaError(f"{path}: is not what was fetched (its checksum differs); {hint}")
        return path


def cache() -> Path:
    """The folder of the releases; nothing is made."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    if not home and sys.platform == "win32":
        home = os.environ.get("LOCALAPPDATA", "")
    return (Path(home) if home else Path.home() / ".cache") / "tei-miasnikov" / "releases"


def cached_releases() -> list[Release]:
    """What was fetched, the newest first."""
    folders = [sums.parent for sums in cache().glob(f"*/{SUMS}")]
    return [Release(folder.name, folder) for folder in sorted(folders, key=_age, reverse=True)]


def _age(folder: Path) -> tuple[list[int], str]:
    """4.10.0 is newer than 4.9.0."""
    return [int(number) for number in re.findall(r"\d+", folder.name)], folder.name


def find_source(name: str | None) -> Path:
    """The source of that release, or of the newest in the cache; a name that is a file is that file.

    Raises SchemaError where there is none, and says what to do.
    """
    if name is not None and Path(name).exists():
        return Path(name)
    releases = cached_releases()
    found = next((release for release in releases if name in (None, release.name)), None)
    if found is None:
        raise SchemaError(_nothing(name, [release.name for release in releases]))
    return found.file(SOURCE)


def _nothing(name: str | None, names: list[str]) -> str:
    if name is None:
        return "no TEI release is at hand; run `tei-miasnikov schema fetch`, or name a p5subset.xml with --source"
    known = f"in the cache: {', '.join(names)}" if names else "the cache is empty"
    return f"{name}: no such file, and no such release ({known}); `tei-miasnikov schema fetch --release {name}` gets it"


def find_grammar(name: str) -> Path | None:
    """The grammar of the newest release where `tei_all` is asked for, None for another name.

    Raises SchemaError where no release is in the cache, and says what to do.
    """
    if name != Path(GRAMMAR).stem:
        return None
    newest = next(iter(cached_releases()), None)
    if newest is None:
        raise SchemaError(f"{name}: no TEI release is at hand; run `tei-miasnikov schema fetch`, or name an .rng file")
    return newest.file(GRAMMAR)


def fetch_release(name: str = CURRENT, known: Mapping[str, str] | None = None) -> Release:
    """Fetch a release into the cache, whole or not at all; `known` are checksums by file name, to be kept to.

    Raises SchemaError where it can't be had or is not what was expected, OutputError where the cache can't be written.
    """
    if not NAME.fullmatch(name) and name != CURRENT:
        raise SchemaError(f"{name}: no name of a release; they are called 4.9.0, or current")
    files = {part: _fetched(name, part) for part in PARTS}
    sums = {part: sha256(data).hexdigest() for part, data in files.items()}
    for part, expected in (known or {}).items():
        if part in sums and sums[part] != expected:
            raise SchemaError(f"{part}: has the checksum {sums[part]}, not {expected}; nothing was kept")
    release = _release(_named(files[SOURCE]) if name == CURRENT else name)
    for part, data in files.items():
        write_over(release.folder / part, data)
    write_over(release.folder / SUMS, "".join(f"{sums[part]}  {part}\n" for part in sorted(sums)).encode())
    return release


def _fetched(name: str, part: str) -> bytes:
    from tei_miasnikov.validation.fetching import fetch  # few calls fetch

    path, sign = PARTS[part]
    address = f"{os.environ.get('TEI_MIASNIKOV_VAULT', VAULT).rstrip('/')}/{name}/{path}"
    data = fetch(address)
    if sign not in data:
        raise SchemaError(f"{address}: is no {part}; nothing was kept")
    return data


def _named(source: bytes) -> str:
    """Which release a p5subset.xml is of, in its own words."""
    found = EDITION.search(source, 0, 10_000)
    return found[1].decode() if found else CURRENT


def _release(name: str) -> Release:
    folder = cache() / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / SUMS).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: {(error.strerror or 'cannot be made').lower()}") from None
    return Release(name, folder)


def read_sums(path: Path) -> dict[str, str]:
    """Checksums by file name, as `sha256sum` writes them. Raises SchemaError where they can't be read."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError):
        raise SchemaError(f"{path}: no checksums can be read from it") from None
    pairs = (line.split(maxsplit=1) for line in lines if line.strip())
    return {pair[1].lstrip("*"): pair[0].lower() for pair in pairs if len(pair) == 2}
