"""Files as they come: found, read as Unicode, named."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalqa.errors import UnreadableFile
from legalqa.reading import discover, document_ids, is_readable_type, read

TEXT = "CHỈ THỊ\nVề tăng cường kỷ luật, kỷ cương hành chính\n1. Các sở, ban, ngành tổ chức thực hiện."


def put(corpus: Path, name: str, data: bytes) -> Path:
    path = corpus / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_discover_lists_every_file_in_order_but_hidden_ones_and_the_catalog(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.md",
        "thư mục/c.markdown",
        "thư mục/catalog.csv",
        "x.pdf",
        "catalog.csv",
        ".d.txt",
        ".e/f.txt",
    ):
        put(tmp_path, name, b"x")
    found = [path.relative_to(tmp_path).as_posix() for path in discover(tmp_path)]
    assert found == ["a.md", "b.txt", "thư mục/c.markdown", "thư mục/catalog.csv", "x.pdf"]
    assert [name for name in found if is_readable_type(Path(name))] == found[:3]


def test_discover_of_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert discover(tmp_path / "không có") == []


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
        (TEXT.replace("\n", "\r\n").encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
    ],
)
def test_read_gives_one_text_for_every_unicode_form(tmp_path: Path, data: bytes, encoding: str) -> None:
    path = put(tmp_path, "năm 2024/ct.TXT", data)
    source = read(path, tmp_path)
    assert source.text == TEXT
    assert source.encoding == encoding
    assert source.path == "năm 2024/ct.TXT"
    assert source.digest == hashlib.sha256(data).hexdigest()


def test_read_keeps_every_other_character(tmp_path: Path) -> None:
    text = "\ta\u00a0b\x0cc\rd \n\n  e \n"
    assert read(put(tmp_path, "a.txt", text.encode()), tmp_path).text == text


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "tệp trống"),
        ("a.txt", b" \r\n\t\n", "tệp trống"),
        ("a.txt", "\ufeff \u200b".encode(), "tệp trống"),
        ("a.txt", "Ủy ban nhân dân".encode("cp1258", "replace"), "không phải UTF-8"),
        ("a.txt", "Café de la préfecture, décision".encode("latin-1"), "không phải UTF-8"),
        ("a.txt", TEXT.encode("utf-32"), "không phải UTF-8"),
        ("a.txt", b"\xff\xfea", "UTF-16 bị hỏng"),
        ("a.txt", b"%PDF-1.7\n\x00\x01\x02stream", "tệp nhị phân"),
        ("a.txt", bytes(range(1, 32)) * 20, "tệp nhị phân"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x1f\x8b\x08\x02\x03", "tệp nhị phân"),
        ("a.pdf", TEXT.encode(), "không phải tệp văn bản .txt, .md, .markdown"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_next_step(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = put(tmp_path, name, data)
    with pytest.raises(UnreadableFile) as raised:
        read(path, tmp_path)
    assert raised.value.path == name
    assert reason in raised.value.reason
    assert "hãy" in raised.value.reason
    assert "\n" not in str(raised.value)


def test_folders_and_links_to_nothing_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    (tmp_path / "b.txt").symlink_to(tmp_path / "không có")
    with pytest.raises(UnreadableFile, match="thư mục"):
        read(tmp_path / "a.txt", tmp_path)
    assert discover(tmp_path) == [tmp_path / "b.txt"]
    with pytest.raises(UnreadableFile, match="liên kết"):
        read(tmp_path / "b.txt", tmp_path)


def test_a_file_that_the_system_does_not_open_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, "a.txt", TEXT.encode())
    for error, reason in (
        (PermissionError(13, "Permission denied"), "quyền đọc"),
        (OSError(5, "I/O error"), "I/O error"),
    ):

        def fail(self: Path, error: OSError = error) -> bytes:
            raise error

        monkeypatch.setattr(Path, "read_bytes", fail)
        with pytest.raises(UnreadableFile, match=reason):
            read(path, tmp_path)


def test_a_name_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, os.fsdecode(b"v\xe3n.txt"), TEXT.encode())
    with pytest.raises(UnreadableFile, match="tên tệp không phải UTF-8") as raised:
        read(path, tmp_path)
    str(raised.value).encode()


def test_ids_are_slugs_of_the_paths() -> None:
    assert document_ids(["Chỉ thị số 17-CT_TU.txt", "năm 2024/Đề án.v2.md", "第.txt"]) == {
        "Chỉ thị số 17-CT_TU.txt": "chi-thi-so-17-ct-tu",
        "năm 2024/Đề án.v2.md": "nam-2024-de-an-v2",
        "第.txt": "van-ban",
    }


def test_paths_that_give_one_slug_are_told_apart() -> None:
    ids = document_ids(["CV 5.md", "cv-5.md", "cv-5.txt", "cv_5.md", "cv 5.txt"])
    assert ids == {
        "CV 5.md": "cv-5",
        "cv 5.txt": "cv-5-txt",
        "cv-5.md": "cv-5-md",
        "cv-5.txt": "cv-5-txt-2",
        "cv_5.md": "cv-5-md-2",
    }


@given(st.lists(st.text(min_size=1, max_size=12).map(lambda name: f"{name}.txt"), unique=True))
def test_ids_are_unique_safe_and_do_not_depend_on_the_order(paths: list[str]) -> None:
    paths = [path for path in paths if "/" not in path and path.removesuffix(".txt").strip(".")]
    ids = document_ids(paths)
    assert set(ids) == set(paths)
    assert len(set(ids.values())) == len(paths)
    assert all(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", id) for id in ids.values())
    assert document_ids(reversed(paths)) == ids
