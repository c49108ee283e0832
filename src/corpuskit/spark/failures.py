"""What Spark raises, in one line without a stack of Java."""

from __future__ import annotations

import re

from corpuskit.patterns import compile_re

# The end of the first line of what a task died of, within what Spark says of the whole job.
_TASK_FAILURE = compile_re(r"Job aborted due to stage failure.*?most recent failure: .*?\): (.+)", re.DOTALL)
_JAVA_CLASS = compile_re(r"^(?:[a-z]\w*\.)+(\w+?)(?:Exception|Error)?: ")
_PYTHON_ERROR = compile_re(r"^(\w*(?:Error|Exception|Interrupt)(?:: .*)?)$", re.MULTILINE)
_LONGEST = 300


def is_task_failure(error: Exception) -> bool:
    """Return whether a task was given up after several tries, while Spark itself is well."""
    text = str(error)
    return type(error).__name__ == "PythonException" or (
        "Job aborted due to stage failure" in text and "not serializable" not in text
    )


def describe_error(error: Exception) -> str:
    """Return one line that says what went wrong."""
    text = str(error).strip()
    failure = _TASK_FAILURE.search(text)
    if failure:
        text = failure[1]
    if "Traceback (most recent call last)" in text:
        python_error = _PYTHON_ERROR.findall(text.partition("\n\tat ")[0].partition("\nJVM stacktrace")[0])
        if python_error:
            return str(python_error[-1])[:_LONGEST]
    # Py4J begins with a line that says only that Java was called.
    lines = (line for line in text.splitlines() if line and not line.startswith("An error occurred while"))
    return shorten(next(lines, "")) or type(error).__name__


def shorten(line: str) -> str:
    """Return a line of what Java says without the name of the class that says it."""
    bare = _JAVA_CLASS.sub("", line.strip().removeprefix(": "))
    return bare.strip().rstrip(".")[:_LONGEST]
