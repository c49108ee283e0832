"""What does not go with an engine is said before anything is started, with the cure."""

import sys

import pytest

from corpuskit.errors import MissingExtraError, UsageError
from corpuskit.spark.failures import describe_error, is_task_failure
from corpuskit.spark.session import open_session, read_settings

TASK_FAILURE = """An error occurred while calling o87.count.
: org.apache.spark.SparkException: Job aborted due to stage failure: Task 0 in stage 0.0 failed 4 times, most \
recent failure: Lost task 0.3 in stage 0.0 (TID 3) (host executor driver): org.apache.spark.api.python.\
PythonException: Traceback (most recent call last):
  File "worker.py", line 1, in main
    process()
ValueError: a text: too long

\tat org.apache.spark.api.python.BasePythonRunner.read(PythonRunner.scala:1)
Driver stacktrace:"""


@pytest.mark.parametrize(
    ("typed", "settings"),
    [
        ([], {}),
        (["master=local[4]"], {"spark.master": "local[4]"}),
        (["remote=sc://host"], {"spark.remote": "sc://host"}),
        (["spark.executor.memory=8g", "spark.a=b=c"], {"spark.executor.memory": "8g", "spark.a": "b=c"}),
    ],
)
def test_settings_are_read(typed, settings):
    assert read_settings(typed) == settings


@pytest.mark.parametrize("typed", ["master", "memory=8g", "=x"])
def test_a_setting_of_another_form_is_a_usage_error(typed):
    with pytest.raises(UsageError, match="wanted KEY=VALUE"):
        read_settings([typed])


@pytest.mark.parametrize("package", ["pyspark", "pyarrow", "pandas"])
def test_a_missing_package_is_told_with_its_cure(package, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match="Spark is not installed") as caught:
        open_session({})
    assert caught.value.hint == "pip install 'pyspark>=4' 'pyarrow>=18' 'pandas>=2.2,<3'"
    assert caught.value.exit_code == 4


def test_a_missing_java_is_told_with_its_cure(monkeypatch, tmp_path):
    pytest.importorskip("pyspark")
    from pyspark.sql import SparkSession

    monkeypatch.setattr(SparkSession, "getActiveSession", lambda: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    for home in (None, str(tmp_path)):
        monkeypatch.delenv("JAVA_HOME", raising=False)
        if home:
            monkeypatch.setenv("JAVA_HOME", home)
        with pytest.raises(
            MissingExtraError, match="Spark needs Java 17 or later, and there is none"
        ) as caught:
            open_session({})
        assert "apt install openjdk-17-jre-headless" in caught.value.hint


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["list", "seeds", "--engine", "spark", "--engine-option", "cores=2"], "wanted KEY=VALUE"),
        (["list", "seeds", "--engine-option", "master=local"], "--engine-option is for --engine spark"),
        (["list", "seeds", "--engine", "spark", "-j", "2"], "--jobs is for --engine local"),
        (["kwic", "a", "seeds", "--engine", "spark", "--index", "x"], "--index is not for --engine spark"),
        (["kwic", "a", "seeds", "--index", "x", "-j", "2"], "--jobs is not for --index"),
        (
            ["dedupe", "seeds", "--engine", "spark", "--contained", "0.9"],
            "--contained is not for --engine spark",
        ),
        (
            ["dedupe", "seeds", "--engine", "spark", "--offsets", "bytes"],
            "--offsets is not for --engine spark",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_does_not_go_together_is_a_usage_error(arguments, message, corpuskit):
    result = corpuskit(*arguments)
    assert result.returncode == 2
    assert result.stdout == b""
    assert message in result.stderr.decode()
    assert "  hint: " in result.stderr.decode()


def test_what_spark_raises_is_one_line_without_java():
    error = RuntimeError(TASK_FAILURE)
    assert is_task_failure(error)
    assert describe_error(error) == "ValueError: a text: too long"
    assert (
        describe_error(RuntimeError("java.io.IOException: No space left on device"))
        == "No space left on device"
    )
    assert not is_task_failure(RuntimeError("Could not parse Master URL: 'x'"))
