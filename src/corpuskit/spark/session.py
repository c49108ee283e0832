"""A connection to Spark: the cluster that is configured, or all cores of this machine."""

from __future__ import annotations

import atexit
import contextlib
import os
import re
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TextIO

from corpuskit.errors import CorpuskitError, EngineError, MissingExtraError, UsageError
from corpuskit.patterns import compile_re

# What may be named without the prefix that Spark's own settings bear.
_SHORT_NAMES = {"master": "spark.master", "remote": "spark.remote"}
_OLDEST_MAJOR = 4
_INSTALL = "pip install 'pyspark>=4' 'pyarrow>=18' 'pandas>=2.2,<3'"
# How often a task is tried on one machine; on a cluster, spark.task.maxFailures says it.
_TRIES = 4
_DEFAULTS = {
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.maxResultSize": "0",
    # Rows are few and large here.
    "spark.sql.execution.arrow.maxRecordsPerBatch": "64",
}
_LOCAL_DEFAULTS = {"spark.ui.enabled": "false", "spark.driver.memory": "2g"}
_LOCAL_MASTER = compile_re(r"local(\[(\*|\d+)\])?")


def read_settings(typed: Sequence[str]) -> dict[str, str]:
    """Return the settings of Spark that were typed as `KEY=VALUE`, by their full names.

    Raises:
        UsageError: One is not of that form, or its key is not known.
    """
    settings: dict[str, str] = {}
    for entry in typed:
        key, equals, value = entry.partition("=")
        if not equals:
            raise _describe_wrong(entry)
        settings |= name_settings({key: value})
    return settings


def name_settings(settings: Mapping[str, str]) -> dict[str, str]:
    """Return settings of Spark by their full names.

    Args:
        settings: Settings by their names; `master` and `remote` are short ones.

    Raises:
        UsageError: A name is not known.
    """
    named = {_SHORT_NAMES.get(name, name): value for name, value in settings.items()}
    for name, value in named.items():
        if not name.startswith("spark."):
            raise _describe_wrong(f"{name}={value}")
    return named


def _describe_wrong(entry: str) -> UsageError:
    return UsageError(
        f"--engine-option: wanted KEY=VALUE, KEY being master, remote or a setting of Spark, got {entry!r}",
        hint="--engine-option master=spark://host:7077 --engine-option spark.executor.memory=8g",
    )


def open_session(settings: Mapping[str, str]) -> Any:
    """Return the session of Spark that is there, or a new one, which ends with this process.

    Args:
        settings: Settings by their full names. Without `spark.master` it is the one that spark-submit, SPARK_REMOTE
            or spark-defaults.conf name, else all cores of this machine.

    Raises:
        MissingExtraError: There is no pyspark, or no Java.
        EngineError: Spark cannot be started or reached.
    """
    _check_packages()
    from pyspark.sql import SparkSession

    session = SparkSession.getActiveSession()
    if session is not None:
        return session
    # The workers run what this process runs, unless the user has named another Python for them.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    remote = settings.get("spark.remote") or os.environ.get("SPARK_REMOTE")
    with _messages_kept() as log:
        try:
            session = _connect(remote, settings) if remote else _start(settings)
        except CorpuskitError:
            raise
        except Exception as error:
            raise EngineError(
                f"Spark cannot be {'reached' if remote else 'started'}: {_find_reason(error, log)}",
                hint="CORPUSKIT_DEBUG=1 shows what Spark itself says",
            ) from error
    atexit.register(_stop, session)
    return session


def _check_packages() -> None:
    try:
        import pandas as pd  # noqa: F401 — pyspark wants it for any function on Arrow tables
        import pyarrow as pa  # noqa: F401
        import pyspark
    except ImportError as error:
        raise MissingExtraError(f"Spark is not installed (no {error.name})", hint=_INSTALL) from error
    if int(pyspark.__version__.partition(".")[0]) < _OLDEST_MAJOR:
        raise MissingExtraError(f"pyspark {pyspark.__version__} is too old, 4 is wanted", hint=_INSTALL)


def _connect(remote: str, settings: Mapping[str, str]) -> Any:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.remote(remote)
    for name, value in settings.items():
        if name != "spark.remote":
            builder = builder.config(name, value)
    return builder.getOrCreate()


def _start(settings: Mapping[str, str]) -> Any:
    # Under spark-submit there is a Java machine already, which started this process.
    if "PYSPARK_GATEWAY_PORT" not in os.environ:
        _check_java()
    from pyspark import SparkConf, SparkContext
    from pyspark.sql import SparkSession

    started = {**(_LOCAL_DEFAULTS if _is_local(settings) else {}), **_DEFAULTS, **settings}
    # The master that is configured is known only when Java runs.
    before = SparkConf(loadDefaults=False).setAll(list(started.items()))
    SparkContext._ensure_initialized(conf=before)  # noqa: SLF001 — there is no other way without a context
    master = settings.get("spark.master") or SparkConf().get("spark.master") or "local[*]"
    builder = SparkSession.builder.appName("corpuskit").master(_with_tries(master))
    for name, value in started.items():
        if name != "spark.master":
            builder = builder.config(name, value)
    handler = signal.getsignal(signal.SIGINT)
    session = builder.getOrCreate()
    # pyspark takes the place of what ends this program quietly.
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, handler)
    session.sparkContext.setLogLevel("OFF")
    return session


def _is_local(settings: Mapping[str, str]) -> bool:
    """Return whether nothing but this machine is asked for, as far as can be told before Spark runs."""
    return "PYSPARK_GATEWAY_PORT" not in os.environ and settings.get("spark.master", "local").startswith(
        "local"
    )


def _with_tries(master: str) -> str:
    """Return a master on which a failed task is tried again, as it is on a cluster."""
    found = _LOCAL_MASTER.fullmatch(master)
    return master if found is None else f"local[{found[2] or 1},{_TRIES}]"


def _check_java() -> None:
    home = os.environ.get("JAVA_HOME")
    java = os.path.join(home, "bin", "java") if home else shutil.which("java")
    if java is None or not os.path.exists(java):
        raise MissingExtraError(
            f"Spark needs Java 17 or later, and there is none{f' in JAVA_HOME={home}' if home else ''}",
            hint="install it (Debian: apt install openjdk-17-jre-headless), or set JAVA_HOME",
        )


@contextlib.contextmanager
def _messages_kept() -> Iterator[TextIO | None]:
    """Keep from standard error what Java and its workers write there, as long as this process lives.

    Yields:
        A file that holds it; None where the user wants to see it.
    """
    if os.environ.get("CORPUSKIT_DEBUG"):
        yield None
        return
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.flush()
    # Java goes on to write to it after it is closed here.
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as log:
        kept = os.dup(2)
        os.dup2(log.fileno(), 2)
        try:
            yield log
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def _find_reason(error: Exception, log: TextIO | None) -> str:
    """Return one line that says why Spark did not start."""
    from corpuskit.spark.failures import describe_error, shorten

    if log is not None:
        log.seek(0)
        for line in log:
            found = re.search(
                r"(?:Exception in thread \S+ |Caused by: )?([\w.]+(?:Error|Exception): .*)", line
            )
            if found:
                return shorten(found[1])
    return describe_error(error)


def _stop(session: Any) -> None:
    # The Java machine may be gone already.
    with contextlib.suppress(Exception), _messages_kept():
        session.stop()
