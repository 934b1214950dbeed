"""Keeps the library, Chroma and the lexical index in step: build, open, check."""

from legalqa.index.build import BuildReport, build
from legalqa.index.check import Finding, check
from legalqa.index.opened import Index, open

__all__ = ["BuildReport", "Finding", "Index", "build", "check", "open"]
