"""The vectors on a Chroma server instead of the index folder."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index_dump import logical_dump
from legalqa import engines, index
from legalqa.errors import EngineError, IndexProblem
from legalqa.settings import Settings

CHROMA = shutil.which("chroma", path=str(Path(sys.executable).parent)) or shutil.which("chroma")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server of its own."""
    if CHROMA is None:
        pytest.skip("the chroma command is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        CHROMA,
        "run",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--path",
        str(tmp_path_factory.mktemp("server")),
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def make(folder: Path, server: str) -> Settings:
    (folder / "corpus").mkdir(parents=True)
    (folder / "corpus/a.txt").write_text("CHỈ THỊ\n1. Sở Tư pháp chủ trì.\n2. Công an tỉnh phối hợp.\n")
    (folder / "corpus/b.txt").write_text("Báo cáo trước ngày 30.\n")
    return Settings(corpus=folder / "corpus", index=folder / "index", engine="native", chroma=server)


def collections(settings: Settings) -> set[str]:
    client = engines.chroma_client(settings, settings.index)
    try:
        return {collection.name for collection in client.list_collections()}
    finally:
        client.close()


def test_an_index_on_a_server_is_the_same_and_is_kept_in_step(server: str, tmp_path: Path) -> None:
    settings = make(tmp_path, server)
    index.build(settings)
    with index.open(settings) as reader:
        vector = reader.embed("Ai chủ trì?")
        before = reader.dense(vector, 10)
        assert before == pytest.approx(reader.dense_of(vector, before), abs=1e-5)
        (settings.corpus / "a.txt").write_text("CHỈ THỊ\n1. Thanh tra tỉnh chủ trì.\n")
        (settings.corpus / "b.txt").unlink()
        index.build(settings)
        assert set(reader.dense(vector, 10)).isdisjoint(before)
        assert reader.refresh()
        assert reader.dense(vector, 10)
    embedded = replace(settings, index=tmp_path / "embedded", chroma="")
    index.build(embedded)
    assert logical_dump(settings) == logical_dump(embedded)


def test_what_a_killed_build_left_on_the_server_is_cleared_away(server: str, tmp_path: Path) -> None:
    settings = make(tmp_path, server)
    other = make(tmp_path / "other", server)
    index.build(other)
    index.build(settings)
    before = logical_dump(settings)
    with index.open(settings) as reader:
        name = reader.library.note("collection")
        left = f"legalqa-{reader.library.note('owner')}-99"
    client = engines.chroma_client(settings, settings.index)
    client.create_collection(left, embedding_function=None)
    client.get_collection(name, embedding_function=None).add(ids=["a@99#99.0"], embeddings=[[0.0] * 383 + [1.0]])
    client.close()
    with index.open(settings) as reader:
        assert 99 not in reader.dense(reader.embed("a"), 50)
    index.build(settings)
    assert left not in collections(settings)
    assert logical_dump(settings) == before
    index.build(settings, rebuild=True)
    assert name not in collections(settings)
    assert logical_dump(settings) == before
    assert logical_dump(other) == before, "an index beside it on the same server is left alone"


def test_moving_to_a_server_names_the_command_and_a_build_fills_it(server: str, tmp_path: Path) -> None:
    settings = make(tmp_path, "")
    index.build(settings)
    before = logical_dump(settings)
    moved = replace(settings, chroma=server)
    with pytest.raises(IndexProblem, match=r"thiết lập chroma đã đổi .*legalqa index$"):
        index.open(moved)
    assert len(index.build(moved).unchanged) == 2
    assert logical_dump(moved) == before
    with pytest.raises(EngineError, match="LEGALQA_CHROMA"):
        index.build(replace(settings, chroma="http://127.0.0.1:1"))
    assert logical_dump(moved, leftovers=True) == before
    index.build(moved)
    assert logical_dump(moved) == before
