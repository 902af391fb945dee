"""Every ODD of the TEI's exemplars and test suite: our grammar accepts what that of the reference compiler accepts.

Where it does not, `DIFFERENCES` says for which elements, and why ours stays as it is.
"""

from pathlib import Path

import pytest

from tei_miasnikov.odd import compile_odd, write_relaxng

from .conftest import SHARED, needs_shared
from .language import differences, read_grammar

ITEM = "the ODD allows one or more items without labels; the reference loses that alternative"

DIFFERENCES = {
    "testoucs": {"{}list": ITEM},
    "torture": {"list": ITEM},
}
BROKEN = {
    "relateditem": "the reference refers to a pattern that it does not define",
    "testnym": "the reference refers to a pattern that it does not define",
    "testrdf": "the reference uses a prefix that it does not declare",
}


def pairs() -> list[tuple[Path, Path]]:
    found = [(odd, SHARED / "exemplars" / f"{odd.stem}.rng") for odd in (SHARED / "exemplars/odd-src").glob("*.odd")]
    found += [(odd, odd.with_suffix(".rng")) for odd in (SHARED / "test-odds").glob("*.odd")]
    found = [(odd, SHARED / "tei_all.rng" if odd.stem == "tei_all" else reference) for odd, reference in found]
    return sorted((odd, reference) for odd, reference in found if reference.is_file() and odd.stem not in BROKEN)


def compiled(odd: Path) -> bytes:
    include = [SHARED / "exemplars/included", SHARED / "exemplars/odd-src"]
    return write_relaxng(compile_odd(odd, SHARED / "p5subset.xml", include).schemas[0])


@needs_shared
@pytest.mark.parametrize(("odd", "reference"), pairs(), ids=lambda path: path.name)
def test_the_language_is_that_of_the_reference(odd: Path, reference: Path) -> None:
    found = differences(read_grammar(compiled(odd)), read_grammar(reference.read_bytes()))
    assert {each.split(": ")[0] for each in found} == set(DIFFERENCES.get(odd.stem, {})), found


@needs_shared
def test_xincludes_are_followed() -> None:
    folder = SHARED / "exemplars/odd-src"
    found = differences(
        read_grammar(compiled(folder / "tei_allPlus.odd")), read_grammar(compiled(folder / "tei_allPlus_xi.odd"))
    )
    assert found == []


@needs_shared
@pytest.mark.parametrize("name", sorted(BROKEN))
def test_what_breaks_the_reference_compiles(name: str) -> None:
    grammar = read_grammar(compiled(SHARED / "test-odds" / f"{name}.odd"))
    assert len(grammar.defines["TEI"]) == 1


@needs_shared
def test_minimum_above_maximum_is_found() -> None:
    findings = compile_odd(SHARED / "test-odds/testerrmav.odd", SHARED / "p5subset.xml").findings
    assert [each.line for each in findings if each.code == "odd-occurs"] == [50, 241, 493]
