"""Files → Sources: which files the corpus holds, their text, their ids, and what the catalog says of them."""

from legalqa.reading.catalog import load_catalog
from legalqa.reading.files import discover, document_ids, is_readable_type, read

__all__ = ["discover", "document_ids", "is_readable_type", "load_catalog", "read"]
