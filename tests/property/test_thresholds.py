"""The sizes from which on the program goes another way change no answer."""

from __future__ import annotations

import pytest
from tests.conftest import SEEDS
from tests.thresholds import every_threshold_at_its_least, load_all

from corpuskit.cli.app import run_app

COMMANDS = [
    ["list"],
    ["kwic", "UN Charter"],
    ["kwic", "the", "--count"],
    ["kwic", "secur* NEAR/5 council", "--offsets", "utf16"],
    ["kwic", "مجلس", "--substring"],
    ["words", "--size", "1:3"],
    ["words", "--match", "secur*", "--fold-copies", "near"],
    ["collocates", "the", "--min-hits", "1", "--by", "lang"],
    ["dates", "--offsets", "bytes"],
    ["dates", "--timeline", "year"],
    ["quotes", "--all"],
    ["quotes", "--by", "speaker"],
    ["dedupe"],
    ["dedupe", "--threshold", "0.6", "--pairs"],
    ["dedupe", "--contained", "0.8"],
    ["dedupe", "--blocks"],
    ["dedupe", "--spans", "6"],
    ["dedupe", "--measure", "char"],
    ["dedupe", "--level", "document"],
    ["words", "--size", "1:3", "--min-hits", "3"],
    ["words", "--by", "doc"],
    ["collocates", "secur*"],
    ["keywords", "--glob", "00[1-3]*", "--against", str(SEEDS)],
    ["verify", str(SEEDS), "--claims", "--in"],
    ["verify", str(SEEDS), "--threshold", "0.6", "--in"],
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_seeds_give_the_same_bytes(command, tmp_path):
    load_all()
    outputs = []
    for name in ("usual", "least"):
        target = str(tmp_path / name)
        arguments = [*command, str(SEEDS), "--json", "-o", target]
        if name == "least":
            with every_threshold_at_its_least():
                assert run_app(arguments) == 0
        else:
            assert run_app(arguments) == 0
        with open(target, "rb") as file:
            outputs.append(file.read())
    assert outputs[0] == outputs[1]
    assert outputs[0]
