"""What all tests share: the seeds, and corpuskit as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from corpuskit.text import dictionary
from corpuskit.text.dictionary import Cut
from tests.forking import FORKS

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"

# Deadlines measure the machine; a fixed seed makes a failure of one run a failure of all.
settings.register_profile(
    "corpuskit", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("corpuskit")

RunCorpuskit = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="session")
def seed_texts() -> dict[str, str]:
    return {path.stem: path.read_bytes().decode() for path in sorted(SEEDS.glob("*.txt"))}


def run_corpuskit(
    *arguments: str | Path,
    stdin: bytes = b"",
    cwd: Path = ROOT,
    env: dict[str, str] | None = None,
    **options: object,
) -> subprocess.CompletedProcess[bytes]:
    """Run `corpuskit` as a process of its own, from the root of the project, without colours or variables set."""
    environment = clean_environment(env)
    if not stdin and not options and FORKS.can_run(environment):
        return FORKS.run([str(argument) for argument in arguments], str(cwd), environment)
    return subprocess.run(
        [sys.executable, "-m", "corpuskit", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env=environment,
        timeout=120,
        check=False,
        **options,
    )


@pytest.fixture
def corpuskit() -> RunCorpuskit:
    return run_corpuskit


@pytest.fixture(autouse=True)
def with_dictionary(monkeypatch) -> Iterator[Callable[[Cut | None], None]]:
    """Words of all scripts are told without ICU, installed or not; a test may choose what else tells them."""

    def use(cut: Cut | None) -> None:
        monkeypatch.setattr(dictionary, "load_dictionaries", lambda: cut)
        dictionary._measure_short.cache_clear()

    monkeypatch.setattr(dictionary, "load_dictionaries", lambda: None)
    yield use
    if dictionary.load_dictionaries() is not None:
        use(None)


def clean_environment(additions: dict[str, str] | None = None) -> dict[str, str]:
    names = (
        "NO_COLOR",
        "FORCE_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "GITHUB_ACTIONS",
        "CORPUSKIT_CORPUS",
        "COLUMNS",
    )
    kept = {name: value for name, value in os.environ.items() if name not in names}
    return kept | (additions or {})
