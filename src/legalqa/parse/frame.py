"""What frames a document's body: letterhead, title, recipients, signature; and the metadata they state.

The order and the words are those of Nghị định 30/2020/NĐ-CP, Phụ lục I (and Hướng dẫn 36-HD/VPTW for Party texts).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from legalqa.parse.lines import FlatTable, Line, LineKind
from legalqa.parse.paragraphs import is_capitals
from legalqa.vietnamese import markers
from legalqa.vietnamese.dates import find_place_and_date
from legalqa.vietnamese.references import KINDS, own_number
from legalqa.vietnamese.text import LOWER, UPPER, capital, squeeze

_KIND = re.compile(rf"(?P<kind>{'|'.join(KINDS)})(?P<rest>.*)", re.I)
_STATE = re.compile(r"CỘNG\s*H[OÒ][ÀA]\s*XÃ\s*HỘI|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM|Độc\s+lập\s*[-–]\s*Tự\s+do", re.I)
_NUMBER_LINE = re.compile(r"(?:Số|Luật số|Lệnh số)\s*:?\s*(?:[\d./…_-]|$)", re.I)
_ABOUT = re.compile(r"(?:V/v|Về việc)\s*:?\s*(?P<about>.*)", re.I)
_TO = re.compile(r"Kính gửi\b", re.I)
_RECIPIENTS = re.compile(r"Nơi nhận\b", re.I)
_OPENING = re.compile(
    r"(?:Căn cứ|Thực hiện|Theo|Xét|Để|Nhằm|Triển khai|Ngày \d|Thời gian|Trong (?:những|thời)|Sau khi"
    r"|Trên cơ sở|Tiếp tục|Hiện nay|Qua|Kính gửi|Phát huy)\b"
)
_SIGNS_FOR = re.compile(r"(?:T/?M|K/?T|T/?L|T/?U/?Q|TUQ|Q|P)(?:\s*[./]\s*|(?<=/\w)\s+)[^\W\d_]")
_OFFICES = re.compile(
    r"(?:QUYỀN |PHÓ |THỨ |KÝ )?(?:CHỦ TỊCH|BỘ TRƯỞNG|TRƯỞNG|THỦ TƯỚNG|GIÁM ĐỐC|CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|CHỦ NHIỆM|BÍ THƯ|CHÁNH"
    r"|VỤ TRƯỞNG|TRƯỞNG BAN|TỔNG GIÁM ĐỐC|HIỆU TRƯỞNG|VIỆN TRƯỞNG|CHÁNH VĂN PHÒNG|CHÁNH ÁN|TƯ LỆNH|THỐNG ĐỐC|TỔNG THANH TRA)\b"
)
_NAME_WORD = re.compile(rf"[{UPPER}][{LOWER}]*(?:-[{UPPER}][{LOWER}]+)?$|[{UPPER}]\.$")
_APPENDIX = re.compile(r"(?:PHỤ LỤC|Phụ lục|BIỂU MẪU|PHỤ BIỂU|DANH MỤC)\b")
_HEADS = re.compile(
    r"(?:BỘ|SỞ|CỤC|TỔNG CỤC|CHI CỤC|VĂN PHÒNG|BAN|HỘI ĐỒNG|ỦY BAN|UỶ BAN|UBND|HĐND|THỦ TƯỚNG|CHÍNH PHỦ|QUỐC HỘI"
    r"|(?:TỈNH|THÀNH|HUYỆN|QUẬN|ĐẢNG) (?:ỦY|UỶ)|ĐẢNG BỘ|TRUNG TÂM|VIỆN|NGÂN HÀNG|KHO BẠC|BẢO HIỂM|T(?:ÒA|OÀ) ÁN"
    r"|THANH TRA|CÔNG AN|TỔNG CÔNG TY|LIÊN ĐOÀN)\b"
)


@dataclass(frozen=True, slots=True)
class Zone:
    """A run of lines, half-open."""

    first: int
    last: int

    def __bool__(self) -> bool:
        return self.last > self.first


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the parts of a document stand, in line indices, and what they state.

    Attributes:
        letterhead, title, body: Consecutive zones from the top.
        recipients, signature: Zones at the end of the main text; either may come first, either may be empty.
        rest: What follows them: appendices and notes.
    """

    letterhead: Zone
    title: Zone
    body: Zone
    recipients: Zone
    signature: Zone
    rest: Zone
    number: str | None = None
    kind: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: dt.date | None = None
    about: str | None = None
    signer: str | None = None


def find_frame(lines: list[Line], tables: list[FlatTable]) -> Frame:
    """The frame of a document; every line lies in exactly one zone, whatever the text."""
    head_end, title_end, kind, about = _head(lines, tables)
    recipients, signature, tail_end = _tail(lines, tables, title_end)
    tail_start = min([zone.first for zone in (recipients, signature) if zone], default=len(lines))
    head = " ".join(line.text for line in lines[:head_end] if line.text)
    place, date = find_place_and_date(head)
    return Frame(
        letterhead=Zone(0, head_end),
        title=Zone(head_end, title_end),
        body=Zone(title_end, tail_start),
        recipients=recipients,
        signature=signature,
        rest=Zone(tail_end, len(lines)),
        number=own_number(head),
        kind=kind,
        issuer=_issuer(lines[:head_end]),
        place=place,
        date=date,
        about=about,
        signer=_signer(lines[signature.first : signature.last]),
    )


def _head(lines: list[Line], tables: list[FlatTable]) -> tuple[int, int, str | None, str | None]:
    """(end of the letterhead, end of the title, kind, what it is about)."""
    bound = _kind_line(lines)
    letterhead = _letterhead_end(lines, tables, bound if bound is not None else len(lines))
    if bound is None:
        letterhead = _subject_end(lines, letterhead)
        head = squeeze(" ".join(line.text for line in lines[:letterhead]))
        subject = re.search(
            rf"V/v\s*:?\s*(?P<about>.+?)(?=\s(?-i:[{UPPER}])[^\W\d_]*(?:\s(?-i:[{UPPER}])[^\W\d_]*){{0,4}},\s*ngày\b|$)",
            head,
            re.I,
        )
        addressed = any(_TO.match(line.text) for line in lines[letterhead : letterhead + 6])
        is_letter = bool(letterhead) and (subject is not None or addressed)
        return letterhead, letterhead, "Công văn" if is_letter else None, subject["about"] if subject else None
    match = _KIND.match(lines[bound].text)
    kind = _canonical(match["kind"]) if match else None
    end = _title_end(lines, bound)
    title = squeeze(" ".join(line.text for line in lines[bound:end]))
    about = re.sub(rf"^{kind}\s*:?\s*", "", title, flags=re.I) if kind else title
    return bound, end, kind, re.sub(r"^CỦA [^a-z]{4,80}? (?=về )", "", about) or None


def _subject_end(lines: list[Line], start: int) -> int:
    """Behind a letter's subject, "V/v …", where it stands right below the number, up to an empty line."""
    if not 0 < start < len(lines) or not re.match(r"V/v\b", lines[start].text, re.I):
        return start
    return next(
        (n for n in range(start, len(lines)) if lines[n].kind is not LineKind.TEXT or _TO.match(lines[n].text)), start
    )


def _canonical(kind: str) -> str:
    return next((name for name in KINDS if name.lower() == kind.lower()), kind)


def _kind_line(lines: list[Line]) -> int | None:
    """The line that names the document's kind in capitals, among the first lines that are read."""
    seen = 0
    for index, line in enumerate(lines):
        if line.kind is not LineKind.TEXT:
            continue
        seen += 1
        if seen > 40 or _TO.match(line.text):
            return None
        match = _KIND.match(line.text)
        if match and is_capitals(line.text) and (not match["rest"].strip() or _may_head(match["rest"])):
            return index
        if markers.read(line.text) and seen > 3 and not line.text.startswith(("-", "–")):
            return None
    return None


def _may_head(rest: str) -> bool:
    return rest.startswith(" ") and not re.match(r"\s+SỐ\b", rest)


def _letterhead_end(lines: list[Line], tables: list[FlatTable], bound: int) -> int:
    """The letterhead ends at the title; without one, behind the table or the lines with number and date at the top."""
    if bound < len(lines):
        return bound
    top = [index for index, line in enumerate(lines) if line.kind is LineKind.TEXT][:16]
    state = [index for index in top if _STATE.search(lines[index].text) or _NUMBER_LINE.match(lines[index].text)]
    if not state:
        return 0
    table = next((table for table in tables if table.first <= state[0] < table.last), None)
    if table:
        return table.last
    dated = [index for index in top if find_place_and_date(lines[index].text)[1]]
    return max([*state, *dated]) + 1


def _title_end(lines: list[Line], kind_line: int) -> int:
    """The title runs in capitals, or to the next blank line, or to the words that open a preamble."""
    capitals = is_capitals(_next_text(lines, kind_line + 1))
    spaced = False
    index = kind_line + 1
    end = index
    while index < len(lines):
        line = lines[index]
        if line.kind is LineKind.BAR:
            break
        if line.kind is LineKind.BLANK:
            spaced = True
        else:
            if markers.read(line.text) and not is_capitals(line.text):
                break
            if _ends_title(line.text, capitals, spaced and end > kind_line + 1, lines[end - 1].text):
                break
            end = index + 1
            spaced = False
        index += 1
    return end


def _ends_title(text: str, capitals: bool, after_gap: bool, before: str) -> bool:
    if capitals:
        return (not is_capitals(text) and (after_gap or not _goes_on(text, before))) or bool(_body_opens(text, before))
    if is_capitals(text) and not is_capitals(before):
        return True
    return after_gap or bool(_OPENING.match(text) and re.search(r"[.;]$", before)) or len(before) > 400


def _goes_on(text: str, before: str) -> bool:
    """A title in capitals whose last words, names or dates, are not."""
    return not re.match(rf"\(?[{UPPER}]", text) and not text.startswith("(")


def _body_opens(text: str, before: str) -> bool:
    """The issuer's name in capitals over the legal bases ("ỦY BAN NHÂN DÂN TỈNH …") and numbered headings are body."""
    return bool(re.match(r"(?:I|A|1)\s*[.)/]\s", text)) or (
        bool(_HEADS.match(text))
        and is_capitals(text)
        and not re.search(r"(?:CỦA|VÀ|,|VỀ|CHO|TẠI|-)$", before)
        and len(text) < 60
        and len(before) < 200
        and "-" not in text
    )


def _next_text(lines: list[Line], index: int) -> str:
    return next((line.text for line in lines[index:] if line.kind is LineKind.TEXT), "")


def _tail(lines: list[Line], tables: list[FlatTable], start: int) -> tuple[Zone, Zone, int]:
    """(recipients, signature, end of both)."""
    first = next(
        (i for i in range(start, len(lines)) if _RECIPIENTS.match(lines[i].text) and not _is_reference(lines, i)), None
    )
    tables = [table for table in tables if table.first >= start]  # one that begins in the title frames nothing
    table = next((table for table in tables if first is not None and table.first <= first < table.last), None)
    if table:
        return _tail_of_table(lines, table, first or 0)
    if first is None:
        sign = _signature_start(lines, start, len(lines))
        if sign is None:
            return Zone(len(lines), len(lines)), Zone(len(lines), len(lines)), len(lines)
        return _tail_of_lonely_signature(lines, tables, sign)
    before = _signature_start(lines, max(start, first - 12), first)
    recipients = Zone(first, _recipients_end(lines, first))
    if before is not None and _signer(lines[before:first]):
        return recipients, Zone(before, first), recipients.last
    sign = _signature_start(lines, recipients.last, min(recipients.last + 12, len(lines)))
    if sign is None:
        return recipients, Zone(recipients.last, recipients.last), recipients.last
    end = _signature_end(lines, sign)
    return Zone(first, sign), Zone(sign, end), end


def _is_reference(lines: list[Line], index: int) -> bool:
    """ "Nơi nhận" inside a sentence, not the list."""
    text = lines[index].text
    return len(text) > 40 and not re.match(r"Nơi nhận\s*:", text, re.I)


def _tail_of_table(lines: list[Line], table: FlatTable, first: int) -> tuple[Zone, Zone, int]:
    row = next(row for row in table.rows if any(a <= first < b for a, b in row))
    cell = next(index for index, (a, b) in enumerate(row) if a <= first < b)
    if cell > 0:
        return Zone(first, table.last), Zone(table.first, first), table.last
    sign = row[1][0] if len(row) > 1 else row[0][1]
    return Zone(table.first, sign), Zone(sign, table.last), table.last


def _tail_of_lonely_signature(lines: list[Line], tables: list[FlatTable], sign: int) -> tuple[Zone, Zone, int]:
    table = next((table for table in tables if table.first <= sign < table.last), None)
    end = table.last if table else _signature_end(lines, sign)
    first = table.first if table and _signer(lines[table.first : table.last]) else sign
    return Zone(end, end), Zone(first, end), end


def _recipients_end(lines: list[Line], first: int) -> int:
    end = first + 1
    for index in range(first + 1, len(lines)):
        line = lines[index]
        if line.kind is LineKind.BAR or _is_office(line.text) or _APPENDIX.match(line.text):
            break
        if line.kind is LineKind.TEXT:
            listed = line.text.startswith(("-", "–", "+", "•", "(", "*", "Như "))
            if not listed and lines[index - 1].kind is LineKind.BLANK and end < index:
                break
            end = index + 1
    return end


def _is_office(text: str) -> bool:
    return bool(_SIGNS_FOR.match(text) or (_OFFICES.match(text) and is_capitals(text))) and len(text) < 90


def _signature_start(lines: list[Line], start: int, end: int) -> int | None:
    """The first line of the signature in [start, end): offices in capitals with a name under them."""
    for index in range(start, end):
        text = lines[index].text
        if _is_office(text) and is_capitals(text) and _signer(lines[index : index + 14]):
            return index
    return None


def _signature_end(lines: list[Line], start: int) -> int:
    for index in range(start + 1, min(start + 16, len(lines))):
        if _is_name(lines[index].text) and not _is_office(lines[index].text):
            return index + 1
    return start + 1


def _signer(lines: list[Line]) -> str | None:
    """The name under the offices, as written; None where nobody signs."""
    texts = [line.text for line in lines if line.kind is LineKind.TEXT]
    offices = [index for index, text in enumerate(texts) if _is_office(text)]
    if not offices:
        return None
    for before, text in zip(texts[offices[0] :], texts[offices[0] + 1 :], strict=False):
        if _NAME_WORD.match(before) and _is_name(f"{before} {text}") and not _is_office(text):
            return f"{before} {text}"
        if not _is_office(text) and _is_name(text):
            return re.sub(r"^(?:GS|PGS|TS|ThS|BS|KS|Luật sư|Ông|Bà)[.\s]+(?=\w)", "", text)
    return None


def _is_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 6 and all(_NAME_WORD.match(word) for word in words) and not _HEADS.match(text.upper())


def _issuer(lines: list[Line]) -> str | None:
    """The body whose name stands at the top left, written as in a sentence ("Ủy ban nhân dân tỉnh Bắc Ninh")."""
    bodies: list[str] = []
    for line in lines:
        text = line.text.strip("*+ ")
        if line.kind is not LineKind.TEXT or not text:
            if bodies and line.kind is LineKind.BAR:
                break
            continue
        if state := _STATE.search(text):
            text = text[: state.start()].strip(
                " *+"
            )  # two columns on one line: the body stands left of the state's name
        if not text or _NUMBER_LINE.match(text):
            break
        if text != text.upper():
            if bodies:
                break
            continue
        if not bodies or (_HEADS.match(text) and not _is_open(bodies[-1])):
            bodies.append(text)
        else:
            bodies[-1] += " " + text
    if len(bodies) > 1 and bodies[-1] in ("VĂN PHÒNG", "THANH TRA"):  # named by whose it is
        return f"{_sentence_case(bodies[-1])} {_sentence_case(bodies[-2])}"
    return _sentence_case(bodies[-1]) if bodies else None


def _is_open(body: str) -> bool:
    """The body's name is not finished: "ỦY BAN NHÂN", "VĂN PHÒNG", "BAN CHỈ ĐẠO …" waits for its next line."""
    return body in {
        "VĂN PHÒNG",
        "ỦY BAN",
        "UỶ BAN",
        "HỘI ĐỒNG",
        "TỔNG",
        "BAN",
        "VĂN PHÒNG ỦY BAN",
        "THANH TRA",
        "ỦY BAN NHÂN",
        "BỘ",
    }


_LEVELS = ("TỈNH", "THÀNH PHỐ", "HUYỆN", "QUẬN", "THỊ XÃ", "THỊ TRẤN", "XÃ", "PHƯỜNG", "ĐẶC KHU")


def _sentence_case(name: str) -> str:
    """A body's name from capitals: the place's name keeps its capitals, and so do the heads of names after Bộ, Sở, Cục."""
    level = re.search(rf"\b(?:{'|'.join(_LEVELS)})\b(?=\s+\S)(?!.*\b(?:{'|'.join(_LEVELS)})\b\s+\S)", name)
    head, place = (name[: level.end()], name[level.end() :]) if level else (name, "")
    words = head.lower().split()
    if not level and len(words) > 1 and words[0] in ("sở", "cục", "chi", "vụ", "tổng", "bộ"):
        at = 2 if words[0] in ("chi", "tổng") and words[1] == "cục" and len(words) > 2 else 1
        words[at] = words[at].capitalize()
    sentence = " ".join(words)
    for proper in ("chính phủ", "quốc hội", "nhà nước"):
        sentence = sentence.replace(proper, proper[0].upper() + proper[1:])
    place = " ".join(word.capitalize() for word in place.split())
    return squeeze(capital(sentence) + " " + place)
