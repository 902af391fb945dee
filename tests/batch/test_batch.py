"""Many transcripts: what is done, what is passed over, what a killed run leaves, what a bad file costs."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tei_miasnikov.batch.crews import Alone, Processes
from tei_miasnikov.batch.manifest import Manifest, manifest_path
from tei_miasnikov.batch.outcome import Outcome, Status
from tei_miasnikov.batch.run import run
from tei_miasnikov.batch.transcripts import Frame, Shard, iter_transcripts
from tests.made_transcripts import make
from tests.test_command_line import run as call

COUNT = 24


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make(COUNT, folder, 1_200)
    return folder


def done(made: Path, out: Path, shard: Shard = Shard()) -> list[Outcome]:  # noqa: B008 - a frozen value
    return list(run(Frame(str(made), str(out)), shard, Alone(None)))


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.xml"))}


def test_every_transcript_is_converted_proved_and_validated(made: Path, tmp_path: Path) -> None:
    outcomes = done(made, tmp_path)
    assert len(outcomes) == len(files(tmp_path)) == COUNT
    assert {outcome.status for outcome in outcomes} == {Status.WARNED}
    assert all(outcome.counts["turns"] > 4 for outcome in outcomes)
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["transcripts"] == {"total": COUNT, "warned": COUNT}
    assert report["marked"]["turns"] == sum(outcome.counts["turns"] for outcome in outcomes)
    assert report["findings"] == [{"code": "header-key-missing", "times": 4 * COUNT, "files": COUNT}]
    assert "<caption>Findings</caption>" in (tmp_path / "report.html").read_text()


def test_it_makes_what_convert_makes(made: Path, tmp_path: Path) -> None:
    done(made, tmp_path)
    one = made / "0000" / "000003.md"
    converted = call("convert", one, "--profile", made / "profile.toml", "-q")
    assert converted.stdout.replace(str(one).encode(), b"") == (tmp_path / "0000" / "000003.xml").read_bytes().replace(
        str(one).encode(), b""
    )


def test_several_processes_make_the_same_files_and_the_same_report(made: Path, tmp_path: Path) -> None:
    done(made, tmp_path / "one")
    list(run(Frame(str(made), str(tmp_path / "two")), Shard(), Processes(None, 2)))
    assert files(tmp_path / "one") == files(tmp_path / "two")
    reports = [(tmp_path / name / "report.html").read_bytes() for name in ("one", "two")]
    assert reports[0] == reports[1]


def test_what_has_not_changed_is_passed_over(made: Path, tmp_path: Path) -> None:
    first = done(made, tmp_path)
    target = tmp_path / "0000" / "000001.xml"
    stood = target.stat().st_mtime_ns
    assert done(made, tmp_path) == first
    assert target.stat().st_mtime_ns == stood
    target.write_bytes(b"<TEI/>")
    again = done(made, tmp_path)
    assert [old == new for old, new in zip(first, again, strict=True)].count(False) == 1
    assert target.read_bytes() != b"<TEI/>"


def test_a_changed_source_or_profile_is_done_again(tmp_path: Path) -> None:
    source = tmp_path / "in"
    make(2, source, 600)
    first = done(source, tmp_path / "out")
    changed = source / "0000" / "000001.md"
    changed.write_text(changed.read_text() + "\nQ. And then?\n")
    second = done(source, tmp_path / "out")
    assert first[0] == second[0]
    assert second[1].counts["turns"] == first[1].counts["turns"] + 1
    (source / "0000" / "profile.toml").write_text('language = "en"\n')
    assert {outcome.key for outcome in done(source, tmp_path / "out")}.isdisjoint(outcome.key for outcome in second)


def test_a_transcript_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    source = tmp_path / "in"
    make(3, source, 600)
    done(source, tmp_path / "out")
    (source / "0000" / "000002.md").unlink()
    done(source, tmp_path / "out")
    assert json.loads((tmp_path / "out" / "report.json").read_text())["transcripts"]["total"] == 2


def test_a_bad_file_is_told_and_passed_by(tmp_path: Path) -> None:
    source = tmp_path / "in"
    make(2, source, 600)
    (source / "0000" / "bad.md").write_bytes(b"\x00\x01\x02")
    (source / "empty.txt").write_bytes(b"")
    outcomes = {outcome.name: outcome for outcome in done(source, tmp_path / "out")}
    assert outcomes["0000/bad.md"].status is outcomes["empty.txt"].status is Status.FAILED
    assert "bad.md" in outcomes["0000/bad.md"].fault
    assert len(files(tmp_path / "out")) == 2
    told = call("batch", source, tmp_path / "out")
    assert told.returncode == 3
    assert b"2 failed" in told.stderr


def test_two_transcripts_of_one_stem_keep_apart(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# One\n")
    (tmp_path / "a.txt").write_text("Two\n")
    (tmp_path / "b.txt").write_text("Three\n")
    targets = [one.target for one in iter_transcripts(Frame(str(tmp_path), "out"), Shard())]
    assert targets == ["out/a.md.xml", "out/a.txt.xml", "out/b.xml"]


def test_shards_share_out_all_transcripts(made: Path, tmp_path: Path) -> None:
    names = [one.name for share in (1, 2, 3) for one in done(made, tmp_path, Shard(share, 3))]
    assert sorted(names) == sorted(one.name for one in iter_transcripts(Frame(str(made), ""), Shard()))
    assert len(files(tmp_path)) == COUNT


def test_a_killed_run_leaves_whole_files_and_goes_on(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    make(60, source, 1_200)
    running = subprocess.Popen(
        [sys.executable, "-m", "tei_miasnikov", "batch", str(source), str(out), "--jobs", "2", "-q"],
        start_new_session=True,
    )
    until = time.monotonic() + 60
    while not list(out.rglob("*.xml")) and time.monotonic() < until:
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    whole = files(out)
    assert len(whole) > 0
    assert all(data.rstrip().endswith(b"</TEI>") for data in whole.values())
    outcomes = done(source, out)
    assert len(outcomes) == len(files(out)) == 60
    done(source, tmp_path / "fresh")
    assert files(out) == files(tmp_path / "fresh")


def test_a_transcript_that_kills_its_process_costs_only_itself(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tei_miasnikov.batch.crews.Workbench", Deadly)
    outcomes = {one.name: one for one in run(Frame(str(made), str(tmp_path)), Shard(), Processes(None, 2))}
    assert len(outcomes) == COUNT
    assert [name for name, one in outcomes.items() if one.status is Status.FAILED] == ["0000/000007.md"]
    assert "its process died" in outcomes["0000/000007.md"].fault


class Deadly:
    """A workbench that a certain transcript kills."""

    def __init__(self, date: str | None) -> None:
        pass

    def work(self, transcript: object, known: object) -> Outcome:
        name = transcript.name  # type: ignore[attr-defined]
        if name.endswith("7.md") and "17" not in name:
            os.kill(os.getpid(), signal.SIGKILL)
        return Outcome(name, "key", Status.CLEAN)


@contextmanager
def scheduler(folder: Path) -> Iterator[tuple[str, list["subprocess.Popen[bytes]"]]]:
    """A Dask scheduler and two workers, processes of their own."""
    pytest.importorskip("distributed", reason="needs Dask: pip install 'tei-miasnikov[dask]'")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port)]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny"]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    started = subprocess.Popen([*dask, "--no-dashboard"], env=environment, **quiet)  # type: ignore[call-overload]
    workers = [
        subprocess.Popen([*worker, "--no-dashboard"], env=environment, **quiet)  # type: ignore[call-overload]
        for _ in range(2)
    ]
    try:
        yield address, workers
    finally:
        for process in (*workers, started):
            process.kill()
            process.wait()


def test_a_scheduler_that_loses_a_worker_in_the_middle(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    make(120, source, 2_500)
    with scheduler(tmp_path) as (address, workers):
        running = subprocess.Popen(
            [sys.executable, "-m", "tei_miasnikov", "batch", str(source), str(out), "-q", "--scheduler", address],
            stderr=subprocess.PIPE,
        )
        until = time.monotonic() + 90
        while len(list(out.rglob("*.xml"))) < 5 and time.monotonic() < until and running.poll() is None:
            time.sleep(0.05)
        workers[0].kill()
        _, said = running.communicate(timeout=120)
    assert running.returncode == 0, said.decode()[-2000:]
    assert len(files(out)) == 120
    assert len(done(source, tmp_path / "fresh")) == 120
    assert files(out) == files(tmp_path / "fresh")


def test_nobody_answers_at_the_address(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="needs Dask: pip install 'tei-miasnikov[dask]'")
    (tmp_path / "a.txt").write_text("A letter.\n")
    refused = call("batch", tmp_path, tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9")
    assert refused.returncode == 3
    assert b"no scheduler answers" in refused.stderr


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("nowhere", "out"), 3, "there is no such folder"),
        ((".", "out", "--shard", "3/2"), 2, "with I from 1 to N"),
        ((".", "out", "--shard", "x"), 2, "write I/N"),
        (("void", "out"), 3, "no transcript is in it"),
    ],
)
def test_a_call_that_makes_no_sense(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], status: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "void").mkdir()
    (tmp_path / "a.txt").write_text("A letter.\n")
    refused = call("batch", *words)
    assert (refused.returncode, refused.stdout) == (status, b"")
    assert said in refused.stderr.decode()


def test_a_manifest_that_is_none_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("A letter.\n")
    place = manifest_path(str(tmp_path), Shard())
    place.write_bytes(
        b"something else of the user's, and longer than the header of a SQLite file, a hundred bytes at least"
    )
    refused = call("batch", tmp_path / "in", tmp_path)
    assert refused.returncode == 3
    assert b"move it away" in refused.stderr
    assert place.read_bytes().startswith(b"something else")


def test_the_manifest_remembers(tmp_path: Path) -> None:
    manifest = Manifest(tmp_path / "m.sqlite")
    one = Outcome("a", "k", Status.WARNED, 5, {"turns": 2}, {"sum-wrong": 1}, 0, "t", 0.5)
    manifest.add([one])
    assert manifest.known(["a", "b"]) == {"a": one}
    manifest.close()
