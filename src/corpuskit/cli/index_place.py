"""Where the database is that the commands `corpuskit index …` work on."""

from __future__ import annotations

from typing import Annotated

from corpuskit.options import Option, Options


class IndexPlace(Options, frozen=True, kw_only=True):
    """Where the database is."""

    at: Annotated[
        str | None,
        Option(
            "The database. Default: beside the directory, texts.corpus.db for texts/.",
            heading="Output", metavar="FILE", is_common=True,
        ),
    ] = None  # fmt: skip
