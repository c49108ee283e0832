"""Compare or record the frozen behaviour: `python -m tests.contract.frozen [--record] [--slow] [FILE…]`."""

from __future__ import annotations

import argparse
import sys

from tests.contract.frozen import running, stored


def main() -> int:
    """Return 0 where all is as it was, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.contract.frozen")
    parser.add_argument(
        "names", nargs="*", metavar="FILE", help="names of files, without .txt; all by default"
    )
    parser.add_argument(
        "--record", action="store_true", help="store what is found, instead of comparing with it"
    )
    parser.add_argument("--slow", action="store_true", help="the slow ones too")
    options = parser.parse_args()
    if unknown := [name for name in options.names if name not in stored.list_names()]:
        known = ", ".join(stored.list_names())
        parser.error(f"there is no file {unknown[0]}.txt; there are: {known}")
    changed = 0
    running.load_program()
    for name in options.names or stored.list_names():
        old = stored.read(name)
        if old.is_slow and not options.slow and not options.names:
            continue
        if reason := running.find_what_is_missing(old.needs):
            print(f"{name}: skipped: {reason}")
            continue
        new = running.run_all(old)
        differences = [
            stored.describe_difference(before, now)
            for before, now in zip(old.cases, new.cases, strict=True)
            if not now.agrees_with(before)
        ]
        changed += len(differences)
        if options.record:
            stored.write(new)
            print(f"{name}: {len(new.cases)} command lines, {len(differences)} recorded anew")
        else:
            print("".join(f"{name}: {text}\n" for text in differences), end="", flush=True)
    if changed and not options.record:
        print(f"{changed} command lines behave otherwise; what an issue asks for is recorded with --record")
    return 1 if changed and not options.record else 0


if __name__ == "__main__":
    sys.exit(main())
