"""The tables of a report: what each shows, in which columns."""

from __future__ import annotations

from corpuskit.output.pages.cells import Column, PageTable


def make_tables(parts: str | None) -> dict[str, PageTable]:
    """Return the tables by name, without rows.

    Args:
        parts: What keywords compare: `source` or `doc`; None for nothing.
    """
    tables = (
        _make_documents(), _make_paragraphs(), _make_dates(), _make_speakers(), _make_quotes(), _make_copies(),
        _make_words(), _make_keywords(parts), _make_collocates(),
    )  # fmt: skip
    return {table.name: table for table in tables}


def _make_documents() -> PageTable:
    return PageTable(
        name="documents",
        caption="Each document, with how much of it repeats others, and when its dates are.",
        columns=[
            Column("title", kind="document"),
            Column("source", kind="plain", filters=True),
            Column("language", kind="tag", filters=True),
            Column("date", kind="plain"),
            Column("words", kind="number"),
            Column("paragraphs", kind="number"),
            Column("copied", kind="share"),
            Column("dates", kind="spark"),
            Column("place", kind="hidden"),
            Column("sha256", kind="hidden"),
        ],
        rows=[],
    )


def _make_paragraphs() -> PageTable:
    columns = [Column("text"), Column("place", kind="place"), Column("lang", kind="hidden")]
    return PageTable(name="paragraphs", caption="All paragraphs, in order.", columns=columns, rows=[])


def _make_dates() -> PageTable:
    return PageTable(
        name="dates",
        caption="Each date in its sentence. A value with a question mark was inferred; the reason is given.",
        columns=[
            Column("value", title="date", kind="plain"),
            Column("text", title="in its sentence", kind="passage"),
            Column("status", kind="tag", filters=True),
            Column("reason", kind="plain"),
            Column("place", kind="place"),
            Column("first_day", kind="hidden"),
            Column("lang", kind="hidden"),
        ],
        rows=[],
    )


def _make_speakers() -> PageTable:
    return PageTable(
        name="speakers",
        caption="Who is quoted: all quotations, those that differ, and the words of these.",
        columns=[
            Column("speaker", kind="speaker"),
            Column("quotations", kind="number"),
            Column("distinct", kind="number"),
            Column("words", kind="number"),
            Column("documents", kind="number"),
            Column("place", title="first", kind="place"),
            Column("lang", kind="hidden"),
        ],
        rows=[],
    )


def _make_quotes() -> PageTable:
    return PageTable(
        name="quotes",
        caption="Each quotation in what stands around it. Confidence is how sure the speaker is, 0 to 1.",
        columns=[
            Column("text", title="quotation", kind="passage"),
            Column("speaker"),
            Column("cue", kind="plain"),
            Column("kind", kind="tag", filters=True),
            Column("confidence", kind="number", digits=2),
            Column("place", kind="place"),
            Column("speaker_key", kind="hidden"),
            Column("lang", kind="hidden"),
        ],
        rows=[],
    )


def _make_copies() -> PageTable:
    return PageTable(
        name="copies",
        caption="Each paragraph that is repeated, with its copies and where they differ.",
        columns=[
            Column("text", title="paragraph"),
            Column("times", kind="number"),
            Column("kind", title="difference", kind="tag", filters=True),
            Column("first", title="first published", kind="plain"),
            Column("copies", kind="copies"),
            Column("place", title="kept", kind="place"),
            Column("lang", kind="hidden"),
        ],
        rows=[],
    )


def _make_words() -> PageTable:
    return PageTable(
        name="words",
        caption="The most frequent words without function words. Distinct hits leave out copies of paragraphs; DP is "
        "0 for a word that is spread evenly over the documents, 1 for one that is not.",
        columns=[
            Column("word", kind="word"),
            Column("hits", kind="number"),
            Column("distinct", kind="number"),
            Column("per_million", title="per million", kind="number", digits=1),
            Column("documents", kind="number"),
            Column("dp_norm", title="DP", kind="number", digits=3),
            Column("place", kind="hidden"),
        ],
        rows=[],
    )


def _make_keywords(parts: str | None) -> PageTable:
    each = "source" if parts == "source" else "document"
    return PageTable(
        name="keywords",
        caption=f"What each {each} has more often than all others: by log-likelihood (G²), p ≤ 0.01 after Bonferroni.",
        columns=[
            Column("part", title=each, kind="plain", filters=True),
            Column("word", kind="word"),
            Column("hits", kind="number"),
            Column("others", kind="number"),
            Column("log_ratio", title="log ratio", kind="number", digits=3),
            Column("g2", title="G²", kind="number", digits=3),
            Column("place", kind="hidden"),
        ],
        rows=[],
    )


def _make_collocates() -> PageTable:
    return PageTable(
        name="collocates",
        caption="What stands within five words of a word more often than chance would have it, by logDice.",
        columns=[
            Column("query", title="word", kind="plain", filters=True),
            Column("word", title="collocate", kind="word"),
            Column("hits", kind="number"),
            Column("left", kind="number"),
            Column("right", kind="number"),
            Column("documents", kind="number"),
            Column("logdice", title="logDice", kind="number", digits=3),
            Column("g2", title="G²", kind="number", digits=3),
            Column("place", kind="hidden"),
        ],
        rows=[],
    )
