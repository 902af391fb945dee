"""Validation: each file is parsed, then judged by the grammar and by the pointers; every finding is told.

validate(["corpus/last-testament/tei.xml"])      the findings, in the order of files and places
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from tei_miasnikov.errors import SourceError
from tei_miasnikov.findings import Finding, Severity
from tei_miasnikov.relaxng.names import is_ncname
from tei_miasnikov.validation.choice_of_rules import RuleJudges, told_once
from tei_miasnikov.validation.choice_of_schema import Choice, Judges
from tei_miasnikov.validation.documents import Elements, Tree, elements_of, line_of, parse_bytes, read_document
from tei_miasnikov.validation.fault import Fault, Spot
from tei_miasnikov.validation.neighbours import Neighbours, real
from tei_miasnikov.validation.pointers import XML_ID, iter_pointer_faults
from tei_miasnikov.validation.quoting import quoted
from tei_miasnikov.validation.rules import Rules, Verdict
from tei_miasnikov.validation.xpaths import Trail


def validate(paths: Iterable[str | Path], schema: str | Path | None = None) -> list[Finding]:
    """Judge files by a grammar (where none is named, by their own or the project's) and check their pointers.

    Raises SchemaError for a grammar that can't be used, SourceError for a file that can't be read.
    """
    bench = Bench(Rules(None if schema is None else str(schema)))
    verdicts = told_once(bench.judge_bytes(read_document(path), str(path)) for path in paths)
    return [finding for verdict in verdicts for finding in verdict.findings]


class Bench:
    """Judges files one after the other; what they share (schemas, the ids of neighbours) is read once."""

    def __init__(self, rules: Rules) -> None:
        self.judges = Judges(rules)
        self.rule_judges = RuleJudges(rules)
        self._folders = tuple(real(folder) for folder in (*rules.folders, *rules.corpora))
        self._neighbours: dict[Path, Neighbours] = {}
        self._last: Elements = []
        """The last document, let go when the next one comes: a process that ends need not take its tree apart."""

    def judge(self, path: str) -> Verdict:
        """What is wrong with a file; one that can't be read is a finding too. Raises SchemaError."""
        try:
            data = read_document(path)
        except SourceError as error:
            message = str(error).removeprefix(f"{path}: ")
            unread = Finding("unreadable", message, path, hint=UNREAD, severity=Severity.ERROR, source="xml")
            return Verdict(path, (unread,), is_usable=False)
        return self.judge_bytes(data, path)

    def judge_bytes(self, data: bytes, path: str) -> Verdict:
        """What is wrong with a document, in the order of its places."""
        tree, findings = parse_bytes(data, path)
        if tree is None:
            return Verdict(path, tuple(findings))
        choice = self.judges.choose(tree, path)
        elements = self._last = elements_of(tree)
        faults = list(self._iter_faults(tree, elements, path, choice))
        told = {(fault.element, fault.attribute) for fault in faults if fault.attribute}
        asserted = self.rule_judges.judge(tree, path, choice, told)
        located = _located([*faults, *asserted.faults], elements, data)
        found = (*choice.findings, *located, *asserted.findings)
        return Verdict(path, found, choice.is_usable and asserted.is_usable)

    def _iter_faults(self, tree: Tree, elements: Elements, path: str, choice: Choice) -> Iterator[Fault]:
        by_schema = list(choice.judge.iter_faults(tree, path) if choice.judge else _iter_bad_ids(elements, path))
        yield from by_schema
        told = {(fault.element, fault.attribute) for fault in by_schema if fault.attribute}
        for fault in iter_pointer_faults(elements, path, self._around(path)):
            if (fault.element, fault.attribute) not in told:
                yield fault

    def _around(self, path: str) -> Neighbours:
        """The files that pointers may lead to: beside the document and below, and in the folders that were allowed."""
        folder = real(path).parent
        if folder not in self._neighbours:
            self._neighbours[folder] = Neighbours((folder, *self._folders))
        return self._neighbours[folder]


def _located(faults: list[Fault], elements: Elements, data: bytes) -> list[Finding]:
    if not faults:
        return []
    from tei_miasnikov.validation.places import locate  # a good document is read once

    return locate(faults, elements, data)


UNREAD = "give a file, a folder or a pattern that can be read"


def _iter_bad_ids(elements: Elements, path: str) -> Iterator[Fault]:
    """Ids that are no names, where no schema says so."""
    trail = Trail()
    for element in elements:
        value = element.get(XML_ID)
        if value is not None and not is_ncname(str(value).strip()):
            yield _bad_id(element, str(value), path, trail)


def _bad_id(element: etree._Element, value: str, path: str, trail: Trail) -> Fault:
    message = f"xml:id={quoted(value)} is no name"
    hint = "a letter or _ comes first, and there are no spaces and no colon"
    place = f"{trail.of(element)}/@xml:id"
    finding = Finding("id-no-name", message, path, line_of(element), 0, value, hint, Severity.ERROR, "xml", place)
    return Fault(finding, element, Spot.ATTRIBUTE, XML_ID)
