"""Processor time of whole commands beside another version of corpuskit, and beside `import typer`, in one run.

    python benchmarks/versions.py --before ../0.1.0/src                       on the seeds
    python benchmarks/versions.py --before ../0.1.0/src --texts news rows.jsonl

The versions run in turns, each in a process of its own; a figure is the median of the ratios of neighbours, so that
other work on the machine disturbs both. Modules are compiled before. Below 1 this version takes less time.
"""

from __future__ import annotations

import argparse
import compileall
import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
SEEDS = str(ROOT / "seeds")
COMMANDS = {
    "--help": ["--help"],
    "kwic": ["kwic", "UN Charter"],
    "list": ["list"],
    "dates": ["dates"],
    "quotes": ["quotes"],
    "dedupe": ["dedupe"],
}


def measure(program: str, arguments: list[str]) -> float:
    """Return the seconds of processors that a program of Python takes, start-up included."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 3):
        raise SystemExit(f"{arguments} ended with {done.returncode}: {done.stderr}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def write_program(source: Path) -> str:
    """Return the program that runs the command line of a version."""
    return f"import sys; sys.path.insert(0, {str(source)!r}); from corpuskit.cli.main import main; main()"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--before", type=Path, required=True, help="the folder `src` of the other version")
    parser.add_argument("--texts", nargs="*", default=[], help="files or folders for list, dates and quotes")
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    for source in (options.before, SOURCE):
        compileall.compile_dir(source, quiet=1)
    now, before = write_program(SOURCE), write_program(options.before.resolve())
    runs = [
        (name, "seeds", [*command, SEEDS] if name != "--help" else command)
        for name, command in COMMANDS.items()
    ]
    runs += [
        (name, Path(text).name, [name, text, "--jobs", "1"])
        for text in options.texts
        for name in ("list", "dates", "quotes")
    ]
    print(f"{'command':8} {'texts':24} {'/ before':>8} {'/ import typer':>14}")
    for name, texts, arguments in runs:
        rows = [
            (measure(before, arguments), measure(now, arguments), measure("import typer", []))
            for _ in range(options.runs)
        ]
        to_before = statistics.median(new / old for old, new, _ in rows)
        to_typer = statistics.median(new / typer for _, new, typer in rows)
        print(f"{name:8} {texts:24} {to_before:8.2f} {to_typer:14.1f}", flush=True)


if __name__ == "__main__":
    main()
