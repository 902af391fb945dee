"""`tei-miasnikov batch`: a folder of transcripts, each converted, proved and validated."""

import os
import re
import sys
import time
from collections import Counter
from pathlib import Path

import click

from tei_miasnikov.batch.crews import Alone, Crew, Processes
from tei_miasnikov.batch.outcome import Outcome, Status
from tei_miasnikov.batch.run import run
from tei_miasnikov.batch.transcripts import Frame, Shard, iter_transcripts
from tei_miasnikov.commands.convert import day_of_epoch
from tei_miasnikov.errors import SourceError, UsageError
from tei_miasnikov.validation.workers import processors

STATUS = {Status.CLEAN: 0, Status.WARNED: 0, Status.INVALID: 1, Status.FAILED: 3}


@click.command("batch")
@click.argument("source_dir", metavar="SOURCE_DIR")
@click.argument("out_dir", metavar="OUT_DIR")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="So many processes; without it, one a processor.")
@click.option(
    "--shard", default="1/1", metavar="I/N", help="Only the I-th of N shares, for job arrays and CI matrices."
)
@click.option("--scheduler", metavar="ADDRESS", help="Let the workers of this Dask scheduler do the work.")
@click.option("--profile", metavar="NAME|FILE", help="For all, instead of the profile.toml nearest to each transcript.")
@click.option("--header", metavar="FILE", help="For all, instead of the header.toml nearest to each transcript.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but faults.")
def command(
    source_dir: str,
    out_dir: str,
    jobs: int | None,
    shard: str,
    scheduler: str | None,
    profile: str | None,
    header: str | None,
    *,
    quiet: bool,
) -> int:
    """Convert, prove and validate every transcript of a folder and of those below it.

    OUT_DIR gets a TEI file for each, manifest.sqlite, and a report as JSON and as a page. A transcript that has not
    changed since the last run is passed over, and a run that was killed goes on where it was; one that can't be
    converted is told and passed by.

    \b
    tei-miasnikov batch trials/ tei/
    tei-miasnikov batch trials/ tei/ --profile trial --jobs 8
    tei-miasnikov batch trials/ tei/ --shard 3/20
    """
    if not Path(source_dir).is_dir():
        raise SourceError(f"{source_dir}: there is no such folder")
    frame, share = Frame(source_dir, out_dir, profile or "", header or ""), _shard(shard)
    crew = _crew(jobs or processors(), scheduler)
    progress = Progress(_total(frame, share) if _is_watched(quiet=quiet) else 0)
    for outcome in run(frame, share, crew):
        progress.tell(outcome)
    if not progress.statuses:
        raise SourceError(f"{source_dir}: no transcript is in it")
    if not quiet:
        progress.end(Path(out_dir))
    return max(STATUS[status] for status in progress.statuses)


def _crew(jobs: int, scheduler: str | None) -> Crew:
    if scheduler:
        from tei_miasnikov.batch.scheduler import Workers

        return Workers(day_of_epoch(), scheduler)
    return Processes(day_of_epoch(), jobs) if jobs > 1 else Alone(day_of_epoch())


def _shard(words: str) -> Shard:
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", words)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise UsageError(f"--shard {words}: write I/N, such as 3/20, with I from 1 to N")
    return Shard(int(found[1]), int(found[2]))


def _is_watched(*, quiet: bool) -> bool:
    return not quiet and sys.stderr.isatty() and not os.environ.get("CI")


def _total(frame: Frame, shard: Shard) -> int:
    return sum(1 for _ in iter_transcripts(frame, shard))


class Progress:
    """What was done so far; on a terminal with the rate and the time left (`total` is 0 elsewhere)."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.statuses: Counter[Status] = Counter()
        self.faults: Counter[str] = Counter()
        self.start = self.told = time.monotonic()

    def tell(self, outcome: Outcome) -> None:
        """One more."""
        self.statuses[outcome.status] += 1
        if outcome.status is Status.FAILED:
            self.faults[outcome.fault] += 1
            if self.faults[outcome.fault] == 1:
                click.echo(f"tei-miasnikov: {outcome.fault}", err=True)
        now = time.monotonic()
        if self.total and now - self.told > 0.2:
            self.told = now
            done = self.statuses.total()
            rate = done / (now - self.start)
            left = int((self.total - done) / rate)
            click.echo(
                f"\r{done} of {self.total}, {rate:.0f} a second, {left // 60}:{left % 60:02} left ", nl=False, err=True
            )

    def end(self, out: Path) -> None:
        """The summary in a line or two."""
        done, seconds = self.statuses.total(), max(time.monotonic() - self.start, 0.001)
        ends = ", ".join(f"{number} {status}" for status, number in sorted(self.statuses.items()))
        line = "\r" if self.total else ""
        click.echo(f"{line}{done} transcripts in {seconds:.1f} s, {done / seconds:.0f} a second: {ends}", err=True)
        for fault, times in self.faults.items():
            if times > 1:
                click.echo(f"{times} times: {fault}", err=True)
        click.echo(f"{out / 'report.html'} tells what to look at first", err=True)
