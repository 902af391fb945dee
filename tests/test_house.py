"""The house stands as CONTRIBUTING.md draws it: imports run one way, public names are listed, functions are short."""

import ast
import statistics
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import tei_miasnikov
from tests.shared import ROOT

PACKAGE = ROOT / "tei_miasnikov"
GROUND = {"errors", "findings", "parsing", "output", "version"}
"""What every part may stand on."""
STANDS_ON: dict[str, set[str]] = {
    "text": set(),
    "relaxng": set(),
    "schematron": set(),
    "odd": set(),
    "recognition": {"text"},
    "decisions": {"text", "recognition"},
    "encoding": {"text", "recognition", "decisions"},
    "pipeline": {"text", "recognition", "decisions", "encoding"},
    "validation": {"relaxng", "schematron", "releases"},
    "releases": {"validation"},
    "collation": {"text", "relaxng", "validation"},
    "encoded": {"text", "validation"},
    "exports": {"encoded", "collation", "text", "validation"},
    "edition": {"encoded", "collation", "text", "validation"},
    "batch": {"text", "pipeline", "collation", "validation"},
}
"""Each part, and the parts that it may import. Commands may import all of them."""


@cache
def imports() -> dict[str, set[str]]:
    """Each module of the package, and those that it imports when it is loaded."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        name = module_of(path)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found[name] |= {one for node in tree.body for one in named(node)}
    return found


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def named(node: ast.stmt) -> Iterator[str]:
    """The modules that an import at the top of a file loads."""
    if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("tei_miasnikov"):
        for alias in node.names:
            inner = f"{node.module}.{alias.name}"
            yield inner if (ROOT / (inner.replace(".", "/") + ".py")).exists() else node.module


def every_import() -> Iterator[tuple[str, str]]:
    """The parts that import, and those that they import, late imports too."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("tei_miasnikov."):
                yield f"{module_of(path)}.".split(".")[1], node.module.split(".")[1]


def test_imports_run_one_way() -> None:
    strange = {
        (part, other)
        for part, other in every_import()
        if part in STANDS_ON and other != part and other not in STANDS_ON[part] | GROUND
    }
    assert strange == set()


def test_there_are_no_circles() -> None:
    TopologicalSorter(imports()).prepare()


def test_public_names_are_listed_and_there() -> None:
    assert tei_miasnikov.__all__ == ["Conversion", "Finding", "Proof", "Severity", "convert", "prove", "validate"]
    for name in tei_miasnikov.__all__:
        assert getattr(tei_miasnikov, name).__doc__
    with pytest.raises(AttributeError):
        _ = tei_miasnikov.no_such_name


def test_no_module_bears_the_name_of_a_public_function() -> None:
    names = {path.stem for path in PACKAGE.rglob("*.py") if path.parent.name != "commands"}  # named for what users type
    assert names.isdisjoint(tei_miasnikov.__all__)


def functions() -> Iterator[tuple[int, str]]:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield (node.end_lineno or 0) - node.lineno + 1, f"{module_of(path)}.{node.name}"


def test_functions_and_modules_are_short() -> None:
    lengths = sorted(length for length, _ in functions())
    assert statistics.median(lengths) <= 9
    assert lengths[int(len(lengths) * 0.9)] <= 30
    long = [path for path in PACKAGE.rglob("*.py") if path.read_text(encoding="utf-8").count("\n") > 500]
    assert long == []
