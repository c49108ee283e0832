"""Which dates to find, checked once."""

from typing import Annotated, Literal

from corpuskit.dates.calendar.values import parse_iso
from corpuskit.dates.language.tables import read_language
from corpuskit.dates.resolution.document_date import read_metadata_date
from corpuskit.options import Option, OptionError, Options, split_names


def _read_languages(typed: str) -> tuple[str, ...]:
    return split_names(typed.lower())


class DateOptions(Options, frozen=True, kw_only=True, rename={"from_": "from"}):
    """Which dates to find, and by what to resolve them.

    Raises:
        UsageError: The anchor is no date, or a language is not known.
    """

    anchor: Annotated[
        str | None,
        Option("Date of all documents, YYYY-MM-DD. Default: each document's own.", metavar="DATE"),
    ] = None
    languages: Annotated[
        tuple[str, ...],
        Option(
            "Languages of the dates. Default: those of each document.",
            ("--lang",), metavar="EN,AR,…", typed=str, read=_read_languages,
        ),
    ] = ()  # fmt: skip
    order: Annotated[
        Literal["dmy", "mdy", "ymd"] | None, Option("Order of numeric dates. Default: by evidence.")
    ] = None
    vague: Annotated[bool, Option("Also find words such as 'now' and 'recently'.")] = False
    urls: Annotated[bool, Option("Also find dates inside web addresses.")] = False
    from_: Annotated[
        str | None, Option("Only dates on or after this one.", metavar="DATE", is_common=True)
    ] = None
    to: Annotated[str | None, Option("Only dates on or before this one.", metavar="DATE", is_common=True)] = (
        None
    )
    ranges: Annotated[
        Literal["one", "ends", "half-open"],
        Option(
            "A range as one record, as two records for its ends, or as one record that ends before the last date.",
            heading="Arranging",
        ),
    ] = "one"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.anchor is not None and read_metadata_date(self.anchor) is None:
            raise OptionError(
                DateOptions,
                "the anchor {value!r} is no date",
                hint="write it as in {anchor} 2024-07-16",
                value=self.anchor,
            )
        for name, written in (("from_", self.from_), ("to", self.to)):
            if written is not None and (parse_iso(written) is None):
                option = "{" + name + "}"
                raise OptionError(
                    DateOptions,
                    f"{option} {{value!r}} is no date",
                    hint=f"write it as in {option} 2024-07-16",
                    value=written,
                )
        for code in self.languages:
            read_language(code)
