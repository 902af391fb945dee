"""The report of a run, asked of its manifest: totals, findings by code, the worst transcripts.

OUT_DIR/report.json for programs, OUT_DIR/report.html for people; both are the same bytes for the same transcripts.
"""

from typing import Any

from tei_miasnikov.batch.manifest import Manifest

WORST = 50
"""So many transcripts are named."""
QUESTIONS = {
    "transcripts": "select status, count(*) from outcome group by status order by status",
    "marked": "select what, sum(number) from number where kind = 'count' group by what order by what",
    "findings": """select what, sum(number), count(*) from number where kind = 'finding'
        group by what order by sum(number) desc, what""",
    "failed": f"select name, fault from outcome where status = 'failed' order by name limit {WORST}",  # noqa: S608
    "worst": f"""select o.name, o.status, o.errors, sum(n.number) from outcome o join number n on n.name = o.name
        where n.kind = 'finding' group by o.name order by o.errors desc, sum(n.number) desc, o.name limit {WORST}""",  # noqa: S608
}


def make_report(manifest: Manifest) -> dict[str, Any]:
    """The report as plain values."""
    answers = {name: manifest.ask(question) for name, question in QUESTIONS.items()}
    [(characters,)] = manifest.ask("select coalesce(sum(characters), 0) from outcome")
    return {
        "transcripts": {"total": sum(number for _, number in answers["transcripts"]), **dict(answers["transcripts"])},
        "characters": characters,
        "marked": dict(answers["marked"]),
        "findings": [{"code": code, "times": times, "files": files} for code, times, files in answers["findings"]],
        "failed": [{"name": name, "fault": fault} for name, fault in answers["failed"]],
        "worst": [
            {"name": name, "status": status, "errors": errors, "findings": findings}
            for name, status, errors, findings in answers["worst"]
        ],
    }


def as_page(report: dict[str, Any]) -> str:
    """The report as a page of HTML."""
    from jinja2 import Environment, PackageLoader

    loader = PackageLoader("tei_miasnikov.batch", "templates")
    page = Environment(loader=loader, autoescape=True).get_template("report.html")
    return page.render(report, tables=_tables(report))


def _tables(report: dict[str, Any]) -> list[tuple[str, tuple[str, ...], list[tuple[Any, ...]]]]:
    """The tables of the page: a caption, the heads, the rows."""
    ends = [(name, number) for name, number in report["transcripts"].items() if name != "total"]
    return [
        ("How they ended", ("status", "transcripts"), ends),
        ("What was marked", ("what", "times"), list(report["marked"].items())),
        ("Not converted", ("transcript", "why"), [tuple(row.values()) for row in report["failed"]]),
        ("Findings", ("code", "times", "transcripts"), [tuple(row.values()) for row in report["findings"]]),
        (
            "To look at first",
            ("transcript", "status", "errors", "findings"),
            [tuple(r.values()) for r in report["worst"]],
        ),
    ]
