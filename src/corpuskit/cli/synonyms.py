"""What the options of other tools are called here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from corpuskit.tables import read_table


def read_synonyms() -> dict[str, dict[str, str]]:
    """Return the cures by command, `all` for every command, and by option."""
    rows = read_table(Path(__file__).with_name("synonyms.toml"), dict[str, dict[str, str]])
    return {
        command: {option: cure for options, cure in table.items() for option in options.split()}
        for command, table in rows.items()
    }


def find_cure(command: Sequence[str], option: str) -> str | None:
    """Return how a command is told what an option of another tool means; None where nothing is known of it.

    Args:
        command: The name of the command, and of the one below it.
        option: The option as typed.
    """
    synonyms = read_synonyms()
    for table in (*command, "all"):
        if (cure := synonyms.get(table, {}).get(option)) is not None:
            return cure
    return None
