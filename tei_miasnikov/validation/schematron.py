"""The judge by Schematron rules, after the grammar: what fails is a fault at its element, with the rule's own words.

    judge = load_rules("letters.sch")
    faults, findings = judge.judge(tree, "letter.xml")      in the document; about rules that can't be evaluated

A role of warning or nonfatal makes a warning, of info a note. What the diagnostics say stands in the hint.
"""

from pathlib import Path

from tei_miasnikov.findings import Finding, Severity
from tei_miasnikov.schematron import Failure, Judge, Trouble, read_embedded, read_rules
from tei_miasnikov.validation.documents import Tree, line_of
from tei_miasnikov.validation.fault import Fault, Spot
from tei_miasnikov.validation.quoting import local, namespace, speakable
from tei_miasnikov.validation.xpaths import Trail


class RulesJudge:
    """The judge by the rules of one schema."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    def judge(self, tree: Tree, path: str) -> tuple[list[Fault], list[Finding]]:
        """What is wrong with a tree, and what with the rules."""
        trail = Trail()
        faults, findings = [], []
        for found in self._judge.judge(tree, path):
            if isinstance(found, Failure):
                faults.append(_fault(found, path, trail))
            else:
                findings.append(_broken(found, path))
        return faults, findings


def load_rules(source: str | Path, phase: str = "") -> RulesJudge:
    """The judge by a .sch file, or by the rules in a grammar that is named instead. Raises SchemaError."""
    if Path(source).suffix.lower() == ".rng":
        return load_embedded(source)
    return RulesJudge(Judge(read_rules(source, phase)))


def load_embedded(source: str | Path | bytes) -> RulesJudge:
    """The judge by the rules in a grammar. Raises SchemaError where there are none."""
    return RulesJudge(Judge(read_embedded(source)))


def _fault(found: Failure, path: str, trail: Trail) -> Fault:
    element, judged = found.element, found.judged.removeprefix("/")
    place = trail.of(element) + (f"/@{_shown(judged)}" if judged else "")
    words = speakable(str(element.get(judged) or "")) if judged else ""
    rule = found.assertion
    message, hint = speakable(found.message), speakable(" ".join(found.diagnostics))
    finding = Finding(rule.code, message, path, line_of(element), 0, words, hint, rule.severity, "schematron", place)
    return Fault(finding, element, Spot.ATTRIBUTE if judged else Spot.START, judged)


def _shown(name: str) -> str:
    return f"xml:{local(name)}" if namespace(name) else name


def _broken(found: Trouble, path: str) -> Finding:
    at = found.place
    where = f" (judging {path}:{line_of(found.element)})" if found.element is not None else ""
    message = f"this rule can't be evaluated: {speakable(found.reason)}{where}"
    if found.needs_saxon:
        hint = "pip install 'tei-miasnikov[xslt]', and run again; all other rules were applied"
        return Finding(
            "schematron-saxon-missing",
            message,
            at.path,
            at.line,
            hint=hint,
            severity=Severity.ERROR,
            source="schematron",
        )
    hint = "mend the rule in its schema; all other rules were applied"
    return Finding(
        "schematron-rule-broken", message, at.path, at.line, hint=hint, severity=Severity.ERROR, source="schematron"
    )
