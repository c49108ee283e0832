"""`corpuskit schema`."""

from __future__ import annotations

import textwrap
from typing import Annotated

from corpuskit.cli.options import Typed
from corpuskit.options import Option, Options

NAME = "schema"
RECORDS = {
    "list": "document document_measured corpus_part",
    "dedupe": "duplicate_group duplicate_pair duplicate_block duplicate_document repeated_span proposed_removal "
    "duplicate_statistics duplicate_count pair_score",
    "dates": "date date_count marked_text",
    "quotes": "quote quoted_speaker",
    "kwic": "kwic kwic_target kwic_coded kwic_coded_target kwic_group kwic_count kwic_part kwic_plot",
    "words": "word",
    "collocates": "collocate",
    "keywords": "keyword",
    "verify": "verification",
    "show": "text",
    "index": "index_status",
    "all": "issue",
}
"""The types of the records of each command; the name of a command stands for the first of them."""

_LINES = "\n".join(
    f"  {command:<13}" + f"\n{'':15}".join(textwrap.wrap(records.replace(" ", ", "), 67))
    for command, records in RECORDS.items()
)
HELP = f"""Print the JSON Schema of a record, by its type.

\b
{_LINES}

The name of a command stands for its first record.

\b
Examples:
  corpuskit schema kwic | jq '."$defs".ConcordanceLine.properties | keys'
"""


class RecordChoice(Options, frozen=True, kw_only=True):
    """What is asked for."""

    record: Annotated[
        str | None,
        Option("The record type; without one, the names of all.", metavar="[RECORD]", is_argument=True),
    ] = None


def list_options() -> tuple[type[Options], ...]:
    """Return the structs that declare the options."""
    return (RecordChoice,)


def run(typed: Typed) -> int:
    """Print a schema, or the names of those there are."""
    import msgspec

    from corpuskit.errors import UsageError, find_nearest
    from corpuskit.output.sink import open_sink
    from corpuskit.output.structured import make_schema
    from corpuskit.records import OUTPUT_TYPES

    asked = typed["record"]
    record = RECORDS[asked].split()[0] if asked in RECORDS and asked != "all" else asked
    if record is not None and record not in OUTPUT_TYPES:
        near = find_nearest(record, OUTPUT_TYPES)
        hint = f"did you mean {near!r}?" if near else f"record types: {', '.join(OUTPUT_TYPES)}"
        raise UsageError(f"no record type {record!r}", hint=hint)
    with open_sink(None, typed.inputs) as sink:
        if record is None:
            sink.write("".join(f"{name}\n" for name in OUTPUT_TYPES).encode())
        else:
            schema = msgspec.json.encode(make_schema(OUTPUT_TYPES[record]))
            sink.write(msgspec.json.format(schema, indent=2) + b"\n")
    return 0
