"""A TEI Consortium of one release, served by this machine, and a cache of its own for each test."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.shared import FIXTURES

TINY = FIXTURES / "odd" / "tiny.xml"
GRAMMAR = b"""<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0">
<start><element name="TEI"><text/></element></start></grammar>"""


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing: a test has no log."""


def lay_out(vault: Path, release: str, edition: str) -> None:
    """A release in a vault, as the TEI Consortium lays it out."""
    odd, schemas = vault / release / "xml/tei/odd", vault / release / "xml/tei/custom/schema/relaxng"
    odd.mkdir(parents=True)
    schemas.mkdir(parents=True)
    says = f"<edition>P5 Version <ref>{edition}</ref>.</edition>"
    source = TINY.read_text(encoding="utf-8").replace("<text>", f"<!-- {says} --><text>", 1)
    assert says in source
    (odd / "p5subset.xml").write_text(source, encoding="utf-8")
    (schemas / "tei_all.rng").write_bytes(GRAMMAR)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "tei-miasnikov" / "releases"


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder that is served in place of the TEI Consortium's vault."""
    folder = tmp_path / "vault"
    lay_out(folder, "4.9.0", "4.9.0")
    lay_out(folder, "current", "4.10.0")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("TEI_MIASNIKOV_VAULT", f"http://127.0.0.1:{server.server_port}/")
    yield folder
    server.shutdown()
    server.server_close()
