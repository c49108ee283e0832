"""Tables of a page: columns, and cells of a few kinds, which the template and the script draw alike."""

from __future__ import annotations

from typing import Any, Literal, get_args

import msgspec

CellKind = Literal[
    "text", "plain", "tag", "number", "share", "document", "speaker", "word", "place", "passage", "concordance",
    "difference", "copies", "spark", "hidden",
]  # fmt: skip
"""What a cell holds.

- `text`, `plain`, `tag`: a text, or null; one of a document, one that is made, one of a few.
- `number`, `share`: a number, or null, with no more digits than are shown; a share is a percentage.
- `document`, `speaker`: `[number, title]` and `[key, name]`, which lead to the text and to the quotations.
- `word`: a text, which leads to a search for it.
- `place`: `[document, line, start, end]`, the document by its number among those of the page.
- `passage`: `[before, text, after]`: a text in what stands around it.
- `concordance`: the same of a line of a concordance, and its direction.
- `difference`: the steps from one text to another: `[operation, kept, copy]`.
- `copies`: `[place, kind, similarity, difference]` of each copy.
- `spark`: numbers over time, as bars.
- `hidden`: what is not shown: links and filters go by it.
"""

CLASSES: dict[CellKind, str] = {kind: f"k-{kind[:4]}" for kind in get_args(CellKind)} | {"number": ""}
"""The class of the cells of each kind; numbers, of which there are most, have none."""


class Column(msgspec.Struct, frozen=True):
    """A column of a table.

    Attributes:
        name: Its name in CSV.
        title: Its heading; the same as its name where it is empty.
        kind: What its cells hold.
        filters: Whether the rows can be filtered by its values.
        digits: Number of digits after the point of a number.
    """

    name: str
    title: str = ""
    kind: CellKind = "text"
    filters: bool = False
    digits: int = 0


class PageTable(msgspec.Struct, kw_only=True):
    """A table of a page.

    Attributes:
        name: Its name, which is the id of its element.
        caption: What it shows.
        columns: Its columns; one that is called `lang` and hidden is the language of the texts of a row.
        rows: The values of its cells, in the order of the columns.
        total: Number of rows that there would be, with those that are left out.
    """

    name: str
    caption: str
    columns: list[Column]
    rows: list[list[Any]] = []
    total: int = 0

    @property
    def lang_column(self) -> int | None:
        """The index of the column that says the language of a row."""
        return next((place for place, column in enumerate(self.columns) if column.name == "lang"), None)
