"""The distribution has a name of its own, and no hint installs the package of somebody else."""

import re
import subprocess
import tomllib

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# Written so that this file holds none of it.
STRANGER = re.compile(r"pip3? install (-\S+ )*['\"]?corpuskit(?!-cli)\b" + "|'corpuskit" + r"\[")


def list_files():
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout
    tracked = [ROOT / name for name in names.decode().split("\0") if name]
    for path in tracked or ROOT.glob("[!.]*/**/*"):
        if path.is_file() and path.suffix in ("", ".py", ".md", ".toml", ".txt"):
            yield path


def test_the_distribution_is_not_called_like_the_package_of_somebody_else():
    assert PROJECT["name"] == "corpuskit-cli"
    assert PROJECT["scripts"] == {"corpuskit": "corpuskit.cli.main:main"}


def test_nothing_says_to_install_the_package_of_somebody_else():
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in list_files()
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
        if STRANGER.search(line)
    ]
    assert found == []


def test_the_old_words_would_be_found():
    assert STRANGER.search("pip install " + "'corpuskit" + "[lang]'")
    assert STRANGER.search("pip install -q " + "corpuskit")
    assert not STRANGER.search("pip install corpuskit-cli")
    assert not STRANGER.search("pip install . && corpuskit kwic")
