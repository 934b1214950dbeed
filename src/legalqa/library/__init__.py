"""The record of truth: SQLite with the documents' text, metadata and trees, their passages and vectors."""

from legalqa.library.rows import DocumentInfo, Entry, Revision
from legalqa.library.store import Library, damaged

__all__ = ["DocumentInfo", "Entry", "Library", "Revision", "damaged"]
