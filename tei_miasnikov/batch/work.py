"""The work on one transcript: read, convert, prove, validate, write; whatever goes wrong is said in its outcome.

A process makes one `Workbench`, which reads each profile, each header and the schema once.
"""

import time
from collections import Counter
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from tei_miasnikov.batch.outcome import Outcome, Status
from tei_miasnikov.batch.transcripts import Transcript
from tei_miasnikov.collation.proving import compare
from tei_miasnikov.errors import OutputError, TeiMiasnikovError
from tei_miasnikov.findings import Finding, Severity
from tei_miasnikov.output import write_over
from tei_miasnikov.pipeline import Conversion, Settings, convert_source, load_settings_of
from tei_miasnikov.text.readers import read
from tei_miasnikov.text.source import LARGEST, decode
from tei_miasnikov.validation.judgement import Bench
from tei_miasnikov.validation.rules import Rules
from tei_miasnikov.validation.schema import project_schema
from tei_miasnikov.version import VERSION


class Workbench:
    """What a process needs for all its transcripts. `known` are the keys of outcomes that still hold."""

    def __init__(self, date: str | None) -> None:
        self.date = date
        self.bench = Bench(Rules())
        self.settings = cache(self._settings)

    def _settings(self, profile: str, header: str) -> Settings:
        return load_settings_of(profile or None, header or None, date=self.date)

    def key(self, data: bytes, transcript: Transcript) -> str:
        """What the outcome depends on: the source, its settings, the schema, the program."""
        return sha256(data + _digest(transcript.profile) + _digest(transcript.header) + self._program()).hexdigest()

    def _program(self) -> bytes:
        return f"{VERSION} {self.date or ''} ".encode() + _digest(str(project_schema()))

    def work(self, transcript: Transcript, known: Outcome | None) -> Outcome:
        """What became of a transcript; `known` itself where nothing it depends on has changed. Never raises."""
        start = time.perf_counter()
        key = ""
        try:
            data = _read(transcript.path)
            key = self.key(data, transcript)
            if known and known.key == key and _stands(known, transcript.target):
                return known
            return self._made(data, transcript, key, start)
        except TeiMiasnikovError as error:
            return _failed(transcript, key, str(error), start)
        except Exception as error:  # a fault of the program costs one transcript, not the run
            return _failed(transcript, key, f"a fault of the program: {type(error).__name__}: {error}", start)

    def _made(self, data: bytes, transcript: Transcript, key: str, start: float) -> Outcome:
        source = decode(data, transcript.path)
        conversion = convert_source(source, self.settings(transcript.profile, transcript.header))
        proof = compare(read(source), conversion.tei, transcript.target)
        verdict = self.bench.judge_bytes(conversion.tei, transcript.target)
        _write(Path(transcript.target), conversion.tei)
        findings = [*source.findings, *conversion.findings, *proof.findings, *verdict.findings]
        return _outcome(transcript, key, conversion, findings, start)


def _read(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise OutputError(f"{path}: {(error.strerror or 'cannot be read').lower()}") from None


@cache
def _digest(path: str) -> bytes:
    return sha256(Path(path).read_bytes()).digest() if path else b""


def _stands(known: Outcome, target: str) -> bool:
    """Whether the TEI of an outcome is still the file that stands there; a failure has none."""
    if known.status is Status.FAILED:
        return True
    try:
        return sha256(Path(target).read_bytes()).hexdigest() == known.tei
    except OSError:
        return False


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_over(path, data)


def _outcome(
    transcript: Transcript, key: str, conversion: Conversion, findings: Sequence[Finding], start: float
) -> Outcome:
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warned = any(finding.severity is Severity.WARNING for finding in findings)
    return Outcome(
        transcript.name,
        key,
        Status.INVALID if errors else Status.WARNED if warned else Status.CLEAN,
        conversion.account.total,
        dict(sorted(conversion.counts.items())),
        dict(sorted(Counter(finding.code for finding in findings).items())),
        errors,
        sha256(conversion.tei).hexdigest(),
        round(time.perf_counter() - start, 4),
    )


def _failed(transcript: Transcript, key: str, fault: str, start: float) -> Outcome:
    return Outcome(transcript.name, key, Status.FAILED, fault=fault, seconds=round(time.perf_counter() - start, 4))
