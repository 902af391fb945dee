"""The manifest: what became of each transcript, kept in one SQLite file and written as soon as it is known.

    OUT_DIR/manifest.sqlite      a run that was killed goes on from it; totals are asked of it, never held in memory

Each batch of transcripts is one transaction, so that a run killed at any moment leaves whole rows or none.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tei_miasnikov.batch.outcome import Outcome, Status
from tei_miasnikov.batch.transcripts import Shard
from tei_miasnikov.errors import OutputError

TABLES = """
create table if not exists outcome (
  name text primary key, key text, status text, characters integer, errors integer, tei text, seconds real, fault text,
  run integer
) without rowid;
create table if not exists number (
  name text, kind text, what text, number integer, primary key (name, kind, what)
) without rowid;
"""
_COLUMNS = ("name", "key", "status", "characters", "errors", "tei", "seconds", "fault")


def manifest_path(out: str, shard: Shard) -> Path:
    """Each shard has a manifest of its own, so that machines that share a folder never write the same file."""
    name = "manifest.sqlite" if shard.of == 1 else f"manifest-{shard.share}-of-{shard.of}.sqlite"
    return Path(out) / name


class Manifest:
    """The manifest of a run. Raises OutputError where it can't be opened."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._data = sqlite3.connect(path)
            self._data.executescript(TABLES)
            self._run = self.ask("select coalesce(max(run), 0) + 1 from outcome")[0][0]
        except (OSError, sqlite3.DatabaseError) as error:
            reason = getattr(error, "strerror", None) or error
            raise OutputError(f"{path}: {str(reason).lower()}; move it away to begin anew") from None

    def known(self, names: Sequence[str]) -> dict[str, Outcome]:
        """What became of these when they were last done."""
        marks = ", ".join("?" * len(names))
        found = self._data.execute(f"select {', '.join(_COLUMNS)} from outcome where name in ({marks})", names)  # noqa: S608
        return {row[0]: self._outcome(row) for row in found.fetchall()}

    def _outcome(self, row: Sequence[Any]) -> Outcome:
        told = dict(zip(_COLUMNS, row, strict=True)) | {"status": Status(row[2])}
        return Outcome(**told, counts=self._numbers(row[0], "count"), findings=self._numbers(row[0], "finding"))

    def _numbers(self, name: str, kind: str) -> dict[str, int]:
        found = self._data.execute("select what, number from number where name = ? and kind = ?", (name, kind))
        return dict(found.fetchall())

    def add(self, outcomes: Iterable[Outcome]) -> None:
        """Write the outcomes of a batch; they are on disk when this returns."""
        marks = ", ".join("?" * (len(_COLUMNS) + 1))
        with self._data:
            for one in outcomes:
                values = [*(getattr(one, column) for column in _COLUMNS), self._run]
                self._data.execute(f"insert or replace into outcome values ({marks})", values)  # noqa: S608
                self._data.execute("delete from number where name = ?", (one.name,))
                self._data.executemany("insert into number values (?, ?, ?, ?)", _iter_numbers(one))

    def forget_others(self) -> None:
        """Leave out what this run, which met all transcripts, did not meet: they are gone."""
        with self._data:
            self._data.execute("delete from outcome where run <> ?", (self._run,))
            self._data.execute("delete from number where name not in (select name from outcome)")

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """The rows that answer a question in SQL."""
        return self._data.execute(question).fetchall()

    def close(self) -> None:
        """Let the file go."""
        self._data.close()


def _iter_numbers(outcome: Outcome) -> Iterator[tuple[str, str, str, int]]:
    for kind, numbers in (("count", outcome.counts), ("finding", outcome.findings)):
        yield from ((outcome.name, kind, what, number) for what, number in numbers.items())
