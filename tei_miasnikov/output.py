"""Output: a file is written whole or not at all, and never over another without leave.

A temporary file beside the target, then a rename. `-o` makes no folders.
"""

import os
from pathlib import Path

from tei_miasnikov.errors import OutputError


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet; one that has these very bytes stays. Raises OutputError otherwise."""
    if path.is_file() and path.read_bytes() != data:
        raise OutputError(f"{path}: stands already, with other bytes; --force writes over it")
    write_over(path, data)


def write_over(path: Path, data: bytes) -> None:
    """Write a file, be there another one or not. Raises OutputError where the place can't be written."""
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file in it")
    if not path.parent.is_dir():
        raise OutputError(f"{path}: there is no folder {path.parent}; make it first")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        elif not path.is_file() or path.read_bytes() != data:
            _replace(path.resolve(), data)
    except OSError as error:
        raise OutputError(f"{path}: {(error.strerror or 'cannot be written').lower()}") from None


def _replace(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        temporary.write_bytes(data)
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
