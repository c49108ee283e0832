"""One session of Spark for all tests: to start it takes longer than most of them."""

import os
import shutil

import pytest

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


@pytest.fixture(scope="session")
def spark():
    reason = why_not()
    if reason is not None:
        if os.environ.get(REQUIRED):
            pytest.fail(f"{REQUIRED} is set, but {reason}")
        pytest.skip(reason)
    from corpuskit.engine.spark.session import open_session

    return open_session({"spark.master": "local[2]"})
