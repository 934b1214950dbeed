"""The corpus folder's files: found, read as Unicode, named."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from legalqa.errors import UnreadableFile
from legalqa.models import Source
from legalqa.vietnamese.text import clean, fold, nfc

#: The types of file that hold a directive.
SUFFIXES = (".txt", ".md", ".markdown")

#: The editor's file at the top of the corpus; not a document.
CATALOG = "catalog.csv"

#: More control characters than this share of a text, and it is no text.
_CONTROL_SHARE = 0.01
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")

_BINARY = "là tệp nhị phân, không phải văn bản; hãy xuất nội dung ra tệp .txt dạng UTF-8"
_NOT_UTF8 = "không phải UTF-8 (có thể là bảng mã cũ: TCVN3, VNI, Latin-1…); hãy lưu lại tệp ở dạng UTF-8"


def discover(corpus: Path) -> list[Path]:
    """Every file below the folder, sorted by path; hidden files and folders and catalog.csv are left out.

    Files of any type are listed, and folders that cannot be opened too, so that ``read`` can say why each is not a
    document; ``is_readable_type`` tells the types apart. Links to files are followed, links to folders are not.
    """
    found: list[Path] = []
    unopened: list[Path] = []
    for folder, below, names in os.walk(corpus, onerror=lambda error: unopened.append(Path(error.filename))):
        below[:] = [name for name in below if not name.startswith(".")]
        found += [Path(folder, name) for name in names if not name.startswith(".")]
    files = {*found, *unopened} - {corpus, corpus / CATALOG}
    return sorted(files, key=lambda path: path.relative_to(corpus).as_posix())


def is_readable_type(path: Path) -> bool:
    """True for the types of file that are read as directives: .txt, .md, .markdown."""
    return path.suffix.lower() in SUFFIXES


def name_in(corpus: Path, path: Path) -> str:
    """The path as the project writes it: relative to the corpus, with forward slashes, in NFC."""
    return nfc(path.relative_to(corpus).as_posix())


def read(path: Path, root: Path) -> Source:
    """Read one file of the corpus folder ``root`` as Unicode.

    UTF-8 with or without a byte order mark and UTF-16 with one are accepted. The text is in NFC, its line ends are
    "\\n" where the file has "\\r\\n"; ``Source.text`` is what all spans refer to.

    Raises:
        UnreadableFile: The file is of another type, cannot be opened, is empty or binary, or is in another encoding;
            the reason names the next step.
    """
    name = name_in(root, path)
    try:
        name.encode()
    except UnicodeEncodeError:
        shown = os.fsencode(path.name).decode("utf-8", "replace")
        raise UnreadableFile(shown, "tên tệp không phải UTF-8; hãy đổi tên tệp") from None
    if os.path.isdir(path):  # noqa: PTH112  # Path.is_dir raises where the folder above is closed
        opens = os.access(path, os.R_OK | os.X_OK)
        reason = "là một thư mục, không phải tệp" if opens else "không mở được thư mục; hãy cấp quyền đọc rồi chạy lại"
        raise UnreadableFile(name, reason)
    if not is_readable_type(path):
        raise UnreadableFile(name, f"không phải tệp văn bản {', '.join(SUFFIXES)}; hãy xuất nội dung ra tệp .txt")
    data = _bytes(path, name)
    text, encoding = _decode(data, name)
    if len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise UnreadableFile(name, _BINARY)
    if not clean(text):
        raise UnreadableFile(name, "tệp trống; hãy thêm nội dung hoặc bỏ tệp ra khỏi thư mục")
    return Source(name, nfc(text.replace("\r\n", "\n")), encoding, hashlib.sha256(data).hexdigest())


def _bytes(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        dangling = "liên kết trỏ tới tệp không tồn tại; hãy chép tệp thật vào"
        reason = dangling if path.is_symlink() else "tệp vừa bị xóa; hãy chạy lại"
        raise UnreadableFile(name, reason) from error
    except PermissionError as error:
        raise UnreadableFile(name, "không có quyền đọc; hãy cấp quyền đọc rồi chạy lại") from error
    except OSError as error:
        raise UnreadableFile(name, f"không đọc được ({error.strerror}); hãy kiểm tra ổ đĩa rồi chạy lại") from error


def _decode(data: bytes, name: str) -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UnreadableFile(name, _NOT_UTF8)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16"), "utf-16"
        except UnicodeDecodeError as error:
            reason = f"tệp UTF-16 bị hỏng ở byte {error.start}; hãy lưu lại tệp ở dạng UTF-8"
            raise UnreadableFile(name, reason) from error
    if b"\x00" in data:
        raise UnreadableFile(name, _BINARY)
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        controls = sum(byte < 32 and byte not in b"\t\n\v\f\r" for byte in data)
        raise UnreadableFile(name, _BINARY if controls > _CONTROL_SHARE * len(data) else _NOT_UTF8) from error


def document_ids(paths: Iterable[str]) -> dict[str, str]:
    """An id for each path: the path without its type as an ASCII slug, safe in an address.

    Deterministic for a set of paths. Where two paths give one slug, the first in order keeps it and the next take their
    type behind it, then a number: "CV 5.md", "cv-5.md", "cv-5.txt" → "cv-5", "cv-5-md", "cv-5-txt".
    """
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for path in sorted(set(paths)):
        pure = PurePosixPath(path)
        slug = _slug(str(pure.with_suffix("")))
        typed = f"{slug}-{_slug(pure.suffix)}"
        numbered = (f"{typed}-{n}" for n in range(2, len(taken) + 3))
        ids[path] = next(name for name in (slug, typed, *numbered) if name not in taken)
        taken.add(ids[path])
    return ids


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-") or "van-ban"
