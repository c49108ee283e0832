"""A report: what a corpus holds, on one page that opens without a network."""

from corpuskit.report.options import ReportOptions

__all__ = ["ReportOptions"]
