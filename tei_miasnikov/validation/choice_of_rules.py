"""Which Schematron rules judge a file: the call's, else the file's own, else the project's with its schema.

--schematron letters.sch                          those, for every file
--schematron embedded                             those in the grammar that judges the file
<?xml-model href="letters.sch"?>                  a file beside the document, or a grammar that holds rules
a file that is judged by the project's schema    the project's rules
--schema letters.rng alone                        none
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from tei_miasnikov.errors import SchemaError
from tei_miasnikov.findings import Finding
from tei_miasnikov.validation.association import SCHEMATRON, Model, iter_models
from tei_miasnikov.validation.choice_of_schema import Choice, hindrance, passed_over, place_of, unusable
from tei_miasnikov.validation.documents import Tree
from tei_miasnikov.validation.fault import Fault
from tei_miasnikov.validation.rules import Rules, Verdict
from tei_miasnikov.validation.schema import PROJECT, project_schema, shipped_schemas

if TYPE_CHECKING:
    from tei_miasnikov.validation.schematron import RulesJudge

EMBEDDED = "embedded"
"""The word of --schematron for the rules that stand in the grammar."""


Spots = Collection[tuple[etree._Element, str]]
"""Attributes of elements."""


@dataclass(slots=True)
class Assertions:
    """What the rules say of one file: faults in it, and findings about the rules and their choice."""

    faults: list[Fault] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    is_usable: bool = True


@dataclass(slots=True)
class RuleJudges:
    """The Schematron schemas of one run, each loaded once."""

    rules: Rules
    _loaded: dict[tuple[str, str], "RulesJudge | SchemaError"] = field(default_factory=dict)

    def named(self) -> None:
        """Load the rules that the call names. Raises SchemaError where they can't be used."""
        if self.rules.schematron and self.rules.schematron != EMBEDDED:
            self._load(self.rules.schematron, "")

    def judge(self, tree: Tree, path: str, choice: Choice, told: Spots) -> Assertions:
        """What the rules that are to judge a file say of it; our own are silent of attributes that are `told` of."""
        made = Assertions()
        for judge in self._choose(tree, path, choice, made):
            faults, findings = judge.judge(tree, path)
            silent = told if judge is self._loaded.get((str(project_rules()), "")) else ()
            made.faults += [fault for fault in faults if (fault.element, fault.attribute) not in silent]
            made.findings += findings
        return made

    def _choose(self, tree: Tree, path: str, choice: Choice, made: Assertions) -> "Iterator[RulesJudge]":
        if self.rules.schematron == EMBEDDED:
            if choice.grammar:
                yield self._load(choice.grammar, EMBEDDED)
        elif self.rules.schematron:
            yield self._load(self.rules.schematron, "")
        elif self.rules.schema in (None, PROJECT):
            models = list(iter_models(tree, SCHEMATRON)) if self.rules.schema is None else []
            for model in models:
                yield from self._of_model(model, path, made)
            if not models and choice.grammar == str(project_schema()) and project_rules().is_file():
                yield self._load(str(project_rules()), "")

    def _of_model(self, model: Model, path: str, made: Assertions) -> "Iterator[RulesJudge]":
        """The rules that a file names, or a finding that says why they are not used."""
        reason = "Schematron is not fetched; name a local copy with --schematron" if model.is_web else hindrance(model)
        if reason:
            made.findings.append(passed_over(model, path, reason))
            return
        try:
            yield self._load(place_of(model, path), model.phase)
        except SchemaError as error:
            made.findings.append(unusable(model, path, error))
            made.is_usable = False

    def _load(self, place: str, phase: str) -> "RulesJudge":
        if (place, phase) not in self._loaded:
            try:
                self._loaded[place, phase] = _read(place, phase)
            except SchemaError as error:
                self._loaded[place, phase] = error
        found = self._loaded[place, phase]
        if isinstance(found, SchemaError):
            raise found
        return found


def project_rules() -> Path:
    """The rules of our own encoding."""
    return shipped_schemas() / f"{PROJECT}.sch"


def told_once(verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    """The verdicts; what is said of a rule comes with the first file that it was to judge."""
    told: set[tuple[str, int, str]] = set()
    for verdict in verdicts:
        kept = []
        for finding in verdict.findings:
            place = (finding.path, finding.line, finding.code)
            if finding.source != "schematron" or finding.path == verdict.path:
                kept.append(finding)
            elif place not in told:
                told.add(place)
                kept.append(finding)
        yield replace(verdict, findings=tuple(kept))


def _read(place: str, phase: str) -> "RulesJudge":
    from tei_miasnikov.validation.schematron import load_embedded, load_rules  # not every call applies rules

    if phase != EMBEDDED:
        return load_rules(place, phase)
    if place.startswith(("http://", "https://")):
        from tei_miasnikov.validation.fetching import fetch  # where the user allowed the grammar to be fetched

        return load_embedded(fetch(place))
    return load_embedded(place)
