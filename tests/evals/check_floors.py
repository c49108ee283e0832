"""Score the commands on development data and compare with the floors in floors.toml, which may only rise.

    python tests/evals/check_floors.py DIRECTORY

DIRECTORY holds the scorers in `eval/` and the data in `data/`. A score below its floor ends with exit code 1.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.toml")


def score(root: Path, run: dict[str, object], environment: dict[str, str]) -> bool:
    """Run one scorer and return whether all its figures reach their floors."""
    floors = [f"--min-{name}={value}" for name, value in dict(run["floors"]).items()]
    command = [sys.executable, str(root / "eval" / str(run["scorer"])), str(root / str(run["gold"]))]
    command += [str(argument) for argument in list(run.get("arguments", []))]
    command += ["--cmd", str(run["command"]), *floors]
    process = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    summary = [line for line in process.stdout.splitlines() if line.startswith("SUMMARY")]
    print(f"{run['name']}: {summary[-1] if summary else process.stderr.strip()}", flush=True)
    if process.returncode:
        print(f"  below a floor of {run['floors']}", flush=True)
    return process.returncode == 0


def main() -> int:
    """Return 0 when every figure reaches its floor, else 1."""
    root = Path(sys.argv[1]).resolve()
    # The scorers call the command by its name: the one of this environment.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    runs = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["run"]
    results = [score(root, run, {**os.environ, "PATH": path}) for run in runs]
    print(f"{sum(results)} of {len(results)} scores reach their floors")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
