"""legalqa: questions about Vietnamese directives, answered by quoting the paragraph that proves each sentence."""

__version__ = "0.1.0"
