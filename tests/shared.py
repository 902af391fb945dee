"""What lies beside the project in development only; tests that need it say so and are skipped."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
CORPUS = ROOT / "corpus" / "last-testament"
FIXTURES = ROOT / "tests" / "fixtures"


def shared(path: str) -> Path:
    """A file of the development data, or the test is skipped."""
    if not (SHARED / path).exists():
        pytest.skip(f"needs ../shared/{path}, which only developers have")
    return SHARED / path
