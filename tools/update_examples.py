"""Run the examples of README.md and docs/ anew and write down what they print.

    python tools/update_examples.py [PAGE]...

Every `$` line of a console block is run by bash in the root of the repository; what it prints replaces what stands
below it. An output that ends with a line `…` keeps its number of lines. Read the difference before you commit it: an
example shows what the program should do, not what it happens to do.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_BLOCK = re.compile(r"(^```console\n)(.*?)(^```$)", re.MULTILINE | re.DOTALL)
_PROGRAM = (
    f'corpuskit() {{ {shlex.quote(sys.executable)} -m corpuskit "$@"; }}; cd {shlex.quote(str(ROOT))}; '
)


def main() -> None:
    """Update the pages that are named on the command line, or all."""
    pages = [Path(name) for name in sys.argv[1:]] or [
        ROOT / "README.md",
        *sorted((ROOT / "docs").glob("*.md")),
    ]
    for page in pages:
        before = page.read_text(encoding="utf-8")
        after = _BLOCK.sub(lambda block: block[1] + _update_block(block[2]) + block[3], before)
        if after != before:
            page.write_text(after, encoding="utf-8")
            print(f"updated {page}")


def _update_block(block: str) -> str:
    start, *steps = re.split(r"^\$ ", block, flags=re.MULTILINE)
    return start + "".join(f"$ {_update_step(step)}" for step in steps)


def _update_step(step: str) -> str:
    """Return a command with the output that it has now."""
    lines = step.splitlines(keepends=True)
    size = next(number for number, line in enumerate(lines, 1) if not line.endswith("\\\n"))
    typed, shown = "".join(lines[:size]), "".join(lines[size:])
    printed = _run(typed.replace("\\\n> ", "").replace("\\\n", "")).rstrip("\n")
    tail = "\n" * (len(shown) - len(shown.rstrip("\n"))) if shown.strip() else "\n"
    if shown.rstrip().endswith("…"):
        kept = len(shown.rstrip().splitlines()) - 1
        printed = "\n".join([*printed.splitlines()[:kept], "…"])
    return typed + (printed + tail if printed else shown and tail.replace("\n", "", 1))


def _run(command: str) -> str:
    process = subprocess.run(  # the commands of our own pages
        ["bash", "-c", _PROGRAM + command],  # noqa: S607
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
        check=False,
    )
    return process.stdout.decode()


if __name__ == "__main__":
    main()
