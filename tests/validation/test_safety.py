"""Files that mean harm: refused or bounded, quickly, and nothing of another file is ever told."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

SECRET = "words-of-another-file"  # noqa: S105 - not that kind
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0">'


def laughs() -> str:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE TEI [<!ENTITY a0 "ha">{entities}]>{TEI}&a11;</TEI>'


def quadratic() -> str:
    return f'<!DOCTYPE TEI [<!ENTITY a "{"x" * 100_000}">]>{TEI}{"&a;" * 20_000}</TEI>'


HARM = {
    "billion laughs": (laughs, "refused"),
    "quadratic": (quadratic, "refused"),
    "an entity in itself": (lambda: f'<!DOCTYPE TEI [<!ENTITY a "&a;">]>{TEI}&a;</TEI>', "refused"),
    "a long text": (lambda: f"{TEI}{'x' * 11_000_000}</TEI>", "refused"),
    "a long attribute": (lambda: f'<TEI n="{"x" * 11_000_000}"/>', "refused"),
    "deep": (lambda: "<a>" * 100_000, "refused"),
    "deep and closed": (lambda: "<a>" * 100_000 + "</a>" * 100_000, "refused"),
    "external entity": (lambda: f'<!DOCTYPE TEI [<!ENTITY e SYSTEM "secret.xml">]>{TEI}&e;</TEI>', "undefined-entity"),
    "parameter entity": (lambda: f'<!DOCTYPE TEI [<!ENTITY % e SYSTEM "secret.dtd">%e;]>{TEI}&s;</TEI>', ""),
    "external DTD": (lambda: f'<!DOCTYPE TEI SYSTEM "secret.dtd">{TEI}&s;</TEI>', "undefined-entity"),
    "attribute of a DTD": (lambda: f'<!DOCTYPE TEI SYSTEM "secret.dtd">{TEI}<p/></TEI>', "misplaced-element"),
    "DTD on the web": (lambda: f'<!DOCTYPE TEI SYSTEM "http://127.0.0.1:9/x.dtd">{TEI}<p/></TEI>', "misplaced-element"),
    "xinclude": (
        lambda: f'{TEI}<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="secret.txt" parse="text"/></TEI>',
        "-element",
    ),
    "a device as schema": (lambda: f'<?xml-model href="../../../../../../dev/zero" type="x"?>{TEI}</TEI>', ""),
    "a secret as schema": (
        lambda: f'<?xml-model href="secret.xml" schematypens="http://relaxng.org/ns/structure/1.0"?>{TEI}</TEI>',
        "schema-unusable",
    ),
    "pointers elsewhere": (lambda: f'{TEI}<ref target="../../../etc/passwd#root secret.xml#a"/></TEI>', "pointer"),
    "a pattern that never ends": (
        lambda: (
            f'{TEI}<prefixDef ident="p" matchPattern="(a+)+b" replacementPattern="#$1"/>'
            f'<ref target="p:{"a" * 400}"/></TEI>'
        ),
        "",
    ),
}


def bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))


def validate(*arguments: object) -> tuple[int, str]:
    call = [sys.executable, "-m", "tei_miasnikov", "validate", *map(str, arguments)]
    done = subprocess.run(call, capture_output=True, check=False, preexec_fn=bounded, timeout=30)
    return done.returncode, (done.stdout + done.stderr).decode()


@pytest.mark.parametrize("name", HARM)
def test_harm_is_refused_or_bounded(name: str, tmp_path: Path) -> None:
    make, code = HARM[name]
    (tmp_path / "secret.dtd").write_text(f'<!ENTITY s "{SECRET}"><!ATTLIST p n CDATA "{SECRET}">', encoding="utf-8")
    (tmp_path / "secret.xml").write_text(f"<a>{SECRET}</a>", encoding="utf-8")
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    (tmp_path / "harm.xml").write_text(make(), encoding="utf-8")
    begun = time.monotonic()
    status, said = validate(tmp_path / "harm.xml")
    assert time.monotonic() - begun < 10
    assert status in (1, 3), said
    assert code in said
    assert SECRET not in said
    assert "root:" not in said
    assert "Traceback" not in said
    assert len(said) < 20_000


SCHEMAS = {
    "file": '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="file:///etc/passwd"/></grammar>',
    "http": '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="http://127.0.0.1:9/x.rng"/></grammar>',
    "dots": '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="../../../../etc/passwd"/></grammar>',
    "none": "no schema at all",
    "empty": "",
}


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize("ending", ["rng", "xsd"])
def test_a_schema_that_reaches_elsewhere_is_refused(name: str, ending: str, tmp_path: Path) -> None:
    (tmp_path / f"s.{ending}").write_text(SCHEMAS[name], encoding="utf-8")
    (tmp_path / "a.xml").write_text(f"{TEI}</TEI>", encoding="utf-8")
    status, said = validate(tmp_path / "a.xml", "--schema", tmp_path / f"s.{ending}")
    assert status == 3, said
    assert "Traceback" not in said
    assert "root:" not in said
    assert len(said.strip().splitlines()) == 1


def test_a_device_is_no_document() -> None:
    status, said = validate("/dev/zero")
    assert status == 3
    assert "is no file" in said


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(TEI, encoding="utf-8")
    (tmp_path / "a.xml").chmod(0)
    assert validate(tmp_path / "a.xml")[0] == 3
