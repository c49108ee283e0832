"""What Spark raises, in one line without a stack of Java."""

from __future__ import annotations

import re

# The end of the first line of what a task died of, within what Spark says of the whole job.
_TASK_FAILURE = re.compile(r"Job aborted due to stage failure.*?most recent failure: .*?\): (.+)", re.DOTALL)
_JAVA_CLASS = re.compile(r"^(?:[a-z]\w*\.)+(\w+?)(?:Exception|Error)?: ")
_PYTHON_ERROR = re.compile(r"^(\w*(?:Error|Exception|Interrupt)(?:: .*)?)$", re.MULTILINE)
_LONGEST = 300


def is_task_failure(error: Exception) -> bool:
    """Return whether a task was given up after several tries, while Spark itself is well."""
    text = str(error)
    return "Job aborted due to stage failure" in text and "not serializable" not in text


def describe_error(error: Exception) -> str:
    """Return one line that says what went wrong."""
    text = str(error).strip()
    failure = _TASK_FAILURE.search(text)
    if failure:
        text = failure[1]
        python_error = _PYTHON_ERROR.findall(text.partition("\n\tat ")[0])
        if python_error:
            return str(python_error[-1])[:_LONGEST]
    lines = text.splitlines()
    # Py4J begins with a line that says only that Java was called.
    line = next((line for line in lines if line and not line.startswith("An error occurred while")), "")
    line = _JAVA_CLASS.sub("", line.strip().removeprefix(": "))
    return (line or type(error).__name__).strip().rstrip(".")[:_LONGEST]
