"""The runs of `fuzz.py`, chosen by Atheris: what reaches code that nothing has reached yet is varied further.

    pip install atheris
    python tools/fuzz_by_coverage.py -max_total_time=600 -max_len=4096 -len_control=0 DIRECTORY

The directory keeps inputs for the next time; random bytes do as first ones. A fault is told once, with the files
and the command line, and the search goes on.
"""

from __future__ import annotations

import os
import pkgutil
import random
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import atheris  # type: ignore[import-not-found,unused-ignore]

with atheris.instrument_imports(include=["corpuskit"]):
    import corpuskit

    for module in pkgutil.walk_packages(corpuskit.__path__, "corpuskit."):
        if "spark" not in module.name and not module.name.endswith("__main__"):
            import_module(module.name)
import fuzz


class GivenChoices(random.Random):
    """Choices that some bytes make; when these are used up, chance does."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._data = data
        self._place = 0

    def getrandbits(self, bits: int, /) -> int:
        """Return a number of so many bits."""
        count = (bits + 7) // 8
        taken = self._data[self._place : self._place + count]
        self._place += count
        if len(taken) < count:
            # Some methods choose anew until they have what they have not had.
            return super().getrandbits(bits)
        return int.from_bytes(taken, "little") & ((1 << bits) - 1)

    def random(self) -> float:
        """Return a number from 0 to 1, without 1."""
        return self.getrandbits(16) / (1 << 16)


class Search:
    """Makes a run of the bytes that it is given, and checks it.

    Args:
        place: A directory for its files.
    """

    def __init__(self, place: Path) -> None:
        self._generator = fuzz.Generator(0)
        self._checker = fuzz.Checker(place / "texts")
        self._known: set[str] = set()
        # The program points standard output at nothing when it cannot go on.
        self._report = os.fdopen(os.dup(2), "w", encoding="utf-8", errors="backslashreplace")

    def try_bytes(self, data: bytes) -> None:
        """Run once, and tell a fault that is not known yet."""
        self._generator.choices = GivenChoices(data)
        arguments = self._generator.make_arguments()
        run = fuzz.Run(self._generator.make_files(), arguments)
        fault = self._checker.check(run)
        if fault is not None and fault not in self._known:
            self._known.add(fault)
            shown = f"{run.files}"[: fuzz.SHOWN]
            print(f"fault: {fault}\n  corpuskit {run.arguments}\n  {shown}", file=self._report, flush=True)


def main() -> None:
    """Search until libFuzzer ends it."""
    os.environ["CORPUSKIT_DEBUG"] = "1"
    fuzz.application.run_app = fuzz.run_app
    search = Search(Path(tempfile.mkdtemp(prefix="corpuskit-fuzz-")))
    atheris.Setup(sys.argv, search.try_bytes)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
