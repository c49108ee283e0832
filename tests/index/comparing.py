"""A search with the database and one without, side by side."""

from corpuskit.corpus import Corpus, CorpusOptions
from corpuskit.index import build_index, find_proposals, open_indexed_corpus
from corpuskit.kwic import KwicOptions, concordance

OPTIONS = CorpusOptions()


def search(paths, query, options=OPTIONS):
    """Return all that a search gives: records, summary, issues and the number of documents."""
    return _collect(Corpus(paths, options), query)


def search_with_index(paths, query, at, options=OPTIONS):
    return _collect(open_indexed_corpus(paths, options, at, query), query, proposals_of=find_proposals)


def _collect(corpus, query, **given):
    findings = concordance(corpus, query, **given)
    records = list(findings)
    return records, findings.summary, list(corpus.issues), corpus.document_count


def count_documents(paths, query, at):
    """Return how many documents the database hands to the matcher."""
    return len(list(open_indexed_corpus(paths, OPTIONS, at, query)))


__all__ = ["KwicOptions", "build_index", "count_documents", "search", "search_with_index"]
