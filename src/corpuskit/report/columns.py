"""The tables of a report: what each shows, in which columns."""

from __future__ import annotations

from msgspec.structs import replace

from corpuskit.output.pages.cells import Column, PageTable

# By name: caption and columns. `{each}` is what keywords compare.
_TABLES: dict[str, tuple[str, tuple[Column, ...]]] = {
    "documents": (
        "Each document, with how much of it repeats others, and when its dates are.",
        (
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
        ),
    ),
    "paragraphs": (
        "All paragraphs, in order.",
        (Column("text"), Column("place", kind="place"), Column("lang", kind="hidden")),
    ),
    "dates": (
        "Each date in its sentence. A value with a question mark was inferred; the reason is given.",
        (
            Column("value", title="date", kind="plain"),
            Column("text", title="in its sentence", kind="passage"),
            Column("status", kind="tag", filters=True),
            Column("reason", kind="plain"),
            Column("place", kind="place"),
            Column("first_day", kind="hidden"),
            Column("lang", kind="hidden"),
        ),
    ),
    "speakers": (
        "Who is quoted: all quotations, those that differ, and the words of these.",
        (
            Column("speaker", kind="speaker"),
            Column("quotations", kind="number"),
            Column("distinct", kind="number"),
            Column("words", kind="number"),
            Column("documents", kind="number"),
            Column("place", title="first", kind="place"),
            Column("lang", kind="hidden"),
        ),
    ),
    "quotes": (
        "Each quotation in what stands around it. Confidence is how sure the speaker is, 0 to 1.",
        (
            Column("text", title="quotation", kind="passage"),
            Column("speaker"),
            Column("cue", kind="plain"),
            Column("kind", kind="tag", filters=True),
            Column("confidence", kind="number", digits=2),
            Column("place", kind="place"),
            Column("speaker_key", kind="hidden"),
            Column("lang", kind="hidden"),
        ),
    ),
    "copies": (
        "Each paragraph that is repeated, with its copies and where they differ.",
        (
            Column("text", title="paragraph"),
            Column("times", kind="number"),
            Column("kind", title="difference", kind="tag", filters=True),
            Column("first", title="first published", kind="plain"),
            Column("copies", kind="copies"),
            Column("place", title="kept", kind="place"),
            Column("lang", kind="hidden"),
        ),
    ),
    "words": (
        (
            "The most frequent words without function words. Distinct hits leave out copies of paragraphs; DP is "
            "0 for a word that is spread evenly over the documents, 1 for one that is not."
        ),
        (
            Column("word", kind="word"),
            Column("hits", kind="number"),
            Column("distinct", kind="number"),
            Column("per_million", title="per million", kind="number", digits=1),
            Column("documents", kind="number"),
            Column("dp_norm", title="DP", kind="number", digits=3),
            Column("place", kind="hidden"),
        ),
    ),
    "keywords": (
        "What each {each} has more often than all others: by log-likelihood (G²), p ≤ 0.01 after Bonferroni.",
        (
            Column("part", title="{each}", kind="plain", filters=True),
            Column("word", kind="word"),
            Column("hits", kind="number"),
            Column("others", kind="number"),
            Column("log_ratio", title="log ratio", kind="number", digits=3),
            Column("g2", title="G²", kind="number", digits=3),
            Column("place", kind="hidden"),
        ),
    ),
    "collocates": (
        "What stands within five words of a word more often than chance would have it, by logDice.",
        (
            Column("query", title="word", kind="plain", filters=True),
            Column("word", title="collocate", kind="word"),
            Column("hits", kind="number"),
            Column("left", kind="number"),
            Column("right", kind="number"),
            Column("documents", kind="number"),
            Column("logdice", title="logDice", kind="number", digits=3),
            Column("g2", title="G²", kind="number", digits=3),
            Column("place", kind="hidden"),
        ),
    ),
}


def make_tables(parts: str | None) -> dict[str, PageTable]:
    """Return the tables by name, without rows.

    Args:
        parts: What keywords compare: `source` or `doc`; None for nothing.
    """
    each = "source" if parts == "source" else "document"
    return {
        name: PageTable(
            name=name,
            caption=caption.format(each=each),
            columns=[replace(column, title=column.title.format(each=each)) for column in columns],
        )
        for name, (caption, columns) in _TABLES.items()
    }
