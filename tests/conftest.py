"""What tests share: the project's own corpus, indexed once with the real model and the real stores."""

from __future__ import annotations

import sys
from pathlib import Path

import hypothesis
import pytest

sys.path.insert(0, str(Path(__file__).parent))

ROOT = Path(__file__).parents[1]

# What a promise says holds on a busy machine too.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


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


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    """A small BEIR folder: three texts, two questions."""
    import json

    folder = tmp_path / "beir-set"
    (folder / "qrels").mkdir(parents=True)
    texts = [
        ("thue", "Thuế", "Người nộp thuế kê khai thuế thu nhập cá nhân hằng năm tại cơ quan thuế."),
        ("rung", "Rừng", "Chủ rừng phòng cháy, chữa cháy rừng trong mùa khô."),
        ("cho", "Chợ", "Ban quản lý chợ sắp xếp ngành hàng và thu phí dịch vụ."),
    ]
    asked = [
        ("q1", "Kê khai thuế thu nhập cá nhân ở đâu?"),
        ("q2", "Ai phòng cháy rừng?"),
        ("q3", "Không có lời giải?"),
    ]
    corpus = [{"_id": id, "title": title, "text": text} for id, title, text in texts]
    queries = [{"_id": id, "text": text} for id, text in asked]
    for name, values in (("corpus", corpus), ("queries", queries)):
        lines = [json.dumps(value, ensure_ascii=False) + "\n" for value in values]
        (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\tthue\t1\nq2\trung\t2\nq2\tcho\t0\n")
    return folder
