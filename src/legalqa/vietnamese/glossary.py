"""Glossaries: files of lines "phrase = words | other words", quick to read though they have thousands of lines."""

from __future__ import annotations

from importlib.resources import files


def read_glossary(name: str) -> dict[str, tuple[str, ...]]:
    """The entries of a glossary of this package, in its order: phrase → words.

    Args:
        name: Of a text file; lines that begin with "#" and empty ones say nothing.

    Raises:
        ValueError: A line is no entry, or a phrase has two.
    """
    found: dict[str, tuple[str, ...]] = {}
    for n, line in enumerate(files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        phrase, equals, told = line.partition(" = ")
        if not equals or phrase in found:
            raise ValueError(f"{name}:{n}: {line}")
        found[phrase] = tuple(told.split(" | "))
    return found
