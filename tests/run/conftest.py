"""One session of Spark for all tests: to start it takes longer than most of them."""

import os
import shutil

import pytest
from tests.conftest import ROOT

REQUIRED = "CORPUSKIT_REQUIRE_SPARK"


def why_not() -> str | None:
    """Return why Spark cannot be used here; None where it can."""
    try:
        import pandas as pd  # noqa: F401
        import pyarrow as pa  # noqa: F401
        import pyspark  # noqa: F401
    except ImportError as error:
        return f"the extra 'spark' is not installed: {error}"
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java") is None and not (home and os.path.exists(os.path.join(home, "bin", "java"))):
        return "Spark needs Java 17, and there is none"
    return None


def pytest_collection_modifyitems(items):
    """Keep together, with `--dist loadgroup`, the tests that share the session; the others go where there is time."""
    for item in items:
        if "spark" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group("spark"))


@pytest.fixture(scope="session")
def spark():
    reason = why_not()
    if reason is not None:
        if os.environ.get(REQUIRED):
            pytest.fail(f"{REQUIRED} is set, but {reason}")
        pytest.skip(reason)
    from corpuskit.spark.session import open_session

    return open_session({"spark.master": "local[2]"})


@pytest.fixture
def run_command(tmp_path, monkeypatch):
    """Run a command in this process, from the root of the project, and return what it writes."""
    from corpuskit.cli.app import run_app

    monkeypatch.chdir(ROOT)

    def run(*arguments):
        target = tmp_path / "out"
        assert run_app([*arguments, "-q", "-o", str(target)]) == 0
        written = target.read_bytes()
        target.unlink()
        return written

    return run
