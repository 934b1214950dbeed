"""What tests share: the project's own corpus, indexed once with the real model and the real stores."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def corpus_settings(tmp_path_factory: pytest.TempPathFactory):
    """Settings over the project's corpus with an index of its own, built once."""
    from legalqa import index
    from legalqa.settings import Settings

    settings = Settings(corpus=ROOT / "corpus", index=tmp_path_factory.mktemp("corpus") / "index")
    index.build(settings)
    return settings


@pytest.fixture(scope="session")
def assistant(corpus_settings):
    """The real assistant over the project's corpus."""
    from legalqa.assistant import open_assistant

    return open_assistant(corpus_settings)
