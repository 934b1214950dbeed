"""Sentences that assign: who is addressed, who is to take part, read from the words around the agencies they name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Literal

from legalqa.models import Agency
from legalqa.vietnamese.agencies.data import slug
from legalqa.vietnamese.agencies.mentions import Mention, mentions
from legalqa.vietnamese.text import LOWER, UPPER

Role = Literal["lead", "with"]

_WORDS = tomllib.loads(files("legalqa.vietnamese").joinpath("assigning.toml").read_text(encoding="utf-8"))


def _any(name: str) -> str:
    """The words of a list as alternatives of a regular expression, longest first."""
    return "|".join(sorted(map(re.escape, _WORDS[name]), key=len, reverse=True))


# Words that hand a task to whoever is named next, where the speaker is the document itself or its issuer.
_ORDERS = re.compile(
    r"(?:^|[\s,;:(])(?:giao(?: cho)?|phân công(?: cho)?|đề nghị|yêu cầu|ủy quyền(?: cho)?|uỷ quyền(?: cho)?)\s*:?\s*$",
    re.I,
)
# "Trên đây là Kế hoạch …, yêu cầu …": the document speaks of itself, and orders.
_HERE_IS = re.compile(r"trên đây là\b", re.I)
_UNRULY = re.compile(r"(?:nếu có|trong quá trình|khó khăn|vướng mắc|phát sinh)[^.;]*$", re.I)
_ABOVE = re.compile(r"(?:cơ quan|cấp|người)(?:, [^,]{0,20})? có thẩm quyền", re.I)
# What else one who directs does with those directed: "chỉ đạo, đôn đốc, kiểm tra …".
_AND_SO_ON = r"(?:,\s*(?:đôn đốc|hướng dẫn|kiểm tra|theo dõi|giám sát|điều hành|yêu cầu))*"
# Words by which one agency makes another do something: the other has the duty too.
_DIRECTS = re.compile(
    r"(?:^|[\s,;:(])(?:(?:trực tiếp |tăng cường |tiếp tục |thường xuyên )*(?:chỉ đạo|lãnh đạo|định hướng)"
    rf"{_AND_SO_ON})\s*:?\s*$",
    re.I,
)
# Told to do: any word may be the verb that follows, but those that only say where, whose or how.
_TELLS = re.compile(rf"\bchỉ đạo{_AND_SO_ON}\s*:?\s*$", re.I)
_GOES_ON = re.compile(
    rf"\s+(?!(?:{_any('prepositions')})\b)[{LOWER}]+\s+[{LOWER}{UPPER}]",
)
# Who is sent reports in order to gather them and to advise has that duty: "gửi về Sở Nội vụ để tổng hợp, báo cáo UBND tỉnh".
_RECEIVES = re.compile(r"(?:\bvề|\bgửi|\bgửi đến|\bgửi cho)\s*$", re.I)
_GATHERS = re.compile(
    r"\s*\)?(?:\([^)]*\)\s*)?(?:\s*(?:trước|chậm nhất|vào|trong)\s[^,.;]{3,40}?\s)?,?\s*(?:để\s+)?tổng hợp,?\s*(?:và\s+)?(?:báo cáo|tham mưu|đề xuất|trình)\b",
    re.I,
)
# Words before those that take part in another's task.
_WITH = re.compile(
    r"(?:phối hợp|phối kết hợp|liên kết|hợp tác)(?:\s*,?\s*(?:chặt chẽ|thường xuyên|kịp thời|hiệu quả|đồng bộ|tốt|chung|và))*"
    r"(?:\s*,?\s*(?:với|cùng(?: với)?|và))?\s*:?\s*$|\b(?:cùng(?: với)?|huy động|kết hợp với)\s*$|(?:với\s+)?sự (?:phối hợp|tham gia) của\s*$",
    re.I,
)
_WITH_LIST = re.compile(
    r"(?:phối hợp|phối kết hợp)[^.;:]{0,30}?\b(?:với|cùng)\s+(?P<list>[^.;:]{3,90})(?:,|\bvà)\s*$", re.I
)
# What may qualify a subject before its verb comes.
_QUALIFIED = re.compile(rf"\s*,?\s*(?:{_any('qualifiers')}|\()", re.I)
_VERB = re.compile(rf"(?:{_any('verbs')})(?=[\s,:;.]|$)", re.I)
_TASKS_OF = re.compile(
    r"(?:nội dung|nhiệm vụ|trách nhiệm|công việc|hoạt động|phân công|quyền hạn)\b[^.;:,]{0,40}\b(?:của|đối với|cho)\s*",
    re.I,
)
# Who leads, or takes part, said behind the name: "Sở Nội vụ chủ trì, Sở Tài chính phối hợp".
_IN_CHARGE = re.compile(r"\s*(?:chủ trì|làm đầu mối|là đầu mối|phụ trách|thực hiện|tham mưu|chịu trách nhiệm)\b", re.I)
_ALONE_IN_CHARGE = re.compile(rf"{_IN_CHARGE.pattern}(?:\s+(?:thực hiện|tham mưu|triển khai))?\s*[,;)]", re.I)
_PARTNER = re.compile(r"\s*(?:cùng\s+)?phối hợp\b(?!\s*(?:chặt chẽ\s*)?(?:,\s*)?(?:với|cùng)\b)", re.I)
# Behind a comma, a second subject with a duty of its own: "…, các cơ quan phối hợp có trách nhiệm …".
_MUST_TOO = re.compile(r"[^,.;:]{0,40}?\b(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ)\b", re.I)
# An issuer that does these speaks to others; it is no addressee.
_SPEAKS = re.compile(
    r"^\s*(?:ban hành|yêu cầu|đề nghị|giao|kêu gọi|thông báo|nhận được|phê duyệt|quyết định|đã|triển khai đợt|phát động)\b",
    re.I,
)
_CIRCUMSTANCE = re.compile(r"\s*(?:trong quá trình|trường hợp|nếu|khi)\b[^.;:]{5,200}\s", re.I)
# What tells more of a subject: of where it is, of which of its kind are meant.
_FURTHER = re.compile(
    r"\s*,?\s*(?:từ|thuộc|trực thuộc|tại|ở|có|nơi|trong đó|nhất là|đặc biệt là|bao gồm|gồm|trên địa bàn)\b", re.I
)
_PEOPLE = re.compile(
    r"(?:các|những|mọi|chủ|hộ|người|nhân dân|công dân|cán bộ|công chức|đảng viên|hội viên|đoàn viên|nhà|cơ sở|cộng đồng)\b[^.;:]{0,100}$",
    re.I,
)
_PLURAL = re.compile(r"(?:các|những|mọi)\s", re.I)
# Behind these an agency is no subject.
_BOUND = re.compile(
    r"\b(?:của|với|cho|về|do|bởi|theo|từ|giữa|tại|đến|và|gửi|báo cáo|cùng|là|để|qua|trong|phối hợp|chỉ đạo|hướng dẫn|kiến nghị|được)\s*$",
    re.I,
)
# "Ủy ban nhân dân tỉnh ban hành Kế hoạch …, như sau:" is the document itself, no task of its issuer.
_ISSUES = re.compile(
    r"\s*ban hành\s+(?:kế hoạch|chỉ thị|nghị quyết|quyết định|chương trình|đề án)\b.*:\s*$", re.I | re.S
)
# "Sau khi nghe Sở Tài chính báo cáo, … Chủ tịch kết luận như sau:" tells who spoke at a meeting, and binds nobody.
_CONCLUDES = re.compile(
    r"^\s*sau khi nghe\b|^\s*(?:cùng |tham )?dự (?:họp |làm việc )?(?:có|gồm)\b|\b(?:kết luận|(?:có|cho) ý kiến)\b[^.;:]{0,60}\bnhư sau\s*[:.]?\s*$",
    re.I,
)
_NOT_BOUND = re.compile(r"\s*(?:không (?!được|để)\w+|chưa phải)\b", re.I)
_PAST = re.compile(
    r"^\s*(?:đã|được(?! (?:giao|phân công|chỉ định|ủy quyền))|còn|chưa|vẫn|gồm|bao gồm|hiện|đang"
    r"|là (?!(?:cơ quan|đơn vị) (?:đầu mối|chủ trì|thường trực|thực hiện|chịu|tham mưu|giúp việc|quản lý|tiếp nhận|tổ chức)|đầu mối|thường trực))\b",
    re.I,
)
# A unit in brackets behind its office belongs to it: "Văn phòng UBND tỉnh (Trung tâm Tin học), Sở Y tế".
_JOINS = re.compile(
    r"^\s*(?:\(\s*$|\)?\s*(?:,|;|và|hoặc|cùng|cùng với|/|-|–|:)?\s*(?:các|những|một số|toàn thể|lãnh đạo|thủ trưởng|cơ quan)?\s*$)",
    re.I,
)
_GAP = re.compile(
    r"\s*,\s*(?:các\s+)?(?:cơ quan|đơn vị|tổ chức|lực lượng|hội|ban|đoàn|trường|viện|bệnh viện|doanh nghiệp)\b[^,.;:()]{2,60},\s*(?:và\s+)?(?:các\s+)?",
    re.I,
)
_DESCRIBES = re.compile(
    r"(?:phạm vi|đối tượng|tập thể|cá nhân|địa điểm|quy mô|số lượng|thành phần)\b[^:;.]{0,40}:", re.I
)
_AWARDS = re.compile(
    r"(?:đối tượng|tiêu chuẩn|hình thức|số lượng|cơ cấu|nguyên tắc)\b.{0,60}\bkhen thưởng|đối tượng thi đua", re.I
)
_MEMBERS = re.compile(r"(?:các|những)\s[^()]{3,80}\((?:gồm:?\s*)?(?P<members>[^()]+)\)\s*:?", re.I)
_CALLED = re.compile(r"\((?:sau đây\s+)?(?:gọi|viết)\s+(?:chung|tắt)\s*(?:là|:)\s*(?P<name>[^()]{4,60})\)", re.I)
_CIRCUMSTANTIAL = re.compile(rf"\s*(?:(?:{_any('circumstances')})\b(?!\s+dõi)|đồng thời\b)", re.I)
_CLOSED = re.compile(r"(?:[,:]\s*(?:đồng thời,?\s*)?|đồng thời\s*)$", re.I)


@dataclass(frozen=True, slots=True)
class Assignee:
    """An agency with a role in a text; ``start`` and ``end`` span the words that name it, in the shown text."""

    mention: Mention
    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a text assigns.

    Attributes:
        assignees: Who has a role in it.
        subject: True where the text names its own addressee at its head, so that one named above does not hold here.
    """

    assignees: tuple[Assignee, ...]
    subject: bool


_PARTNERS = "Phối hợp với "


def read_assignment(text: str, *, partners: bool = False) -> Assignment:
    """The assignment that a shown text (without its marker) makes by its own words.

    Args:
        text: The text.
        partners: It goes on behind "Chủ trì, phối hợp với": who it begins with is to take part.
    """
    if partners:
        read, cut = read_assignment(_PARTNERS + text), len(_PARTNERS)
        moved = tuple(replace(a, start=a.start - cut, end=a.end - cut) for a in read.assignees)
        return Assignment(moved, subject=False)
    if _CONCLUDES.search(text):
        return Assignment((), subject=False)
    found: list[Assignee] = []
    subject = False
    for place, (start, end) in enumerate(_clauses(text)):
        clause = text[start:end]
        for run in _runs(clause, mentions(clause)):
            taken = next(((run[k:], role) for k in range(len(run)) if (role := _role(clause, run, k))), None)
            if taken is None:
                freed = _NOT_BOUND.match(clause[run[-1].end :]) and _is_opening(clause[: run[0].start])
                subject = subject or (place == 0 and bool(freed))
                continue
            first = not found
            partner = any(a.role == "lead" for a in found) and _PARTNER.match(clause[run[-1].end :])
            given: Role = "with" if partner or taken[1] == "with" else "lead"
            found += [Assignee(m, given, start + m.start, start + m.end) for m in taken[0]]
            head = clause[: taken[0][0].start]
            begins = _is_opening(head) or bool(_ORDERS.search(head))
            subject = subject or (place == 0 and first and taken[1] == "lead" and begins and not _DIRECTS.search(head))
    return Assignment(tuple(found), subject)


def read_names(text: str) -> tuple[Assignee, ...]:
    """The agencies of a text that only names them (a heading, a table's cell): lead, or with behind "phối hợp với"."""
    named = mentions(text)
    roles: list[Assignee] = []
    role: Role = "lead"
    at = 0
    for mention in named:
        between = text[at : mention.start]
        if _WITH.search(between) or re.search(r"phối hợp", between, re.I):
            role = "with"
        elif re.search(r"[;.]", between) or re.search(r"chủ trì|thực hiện", between, re.I):
            role = "lead"
        roles.append(Assignee(mention, role, mention.start, mention.end))
        at = mention.end
    return tuple(roles)


def is_only_names(text: str) -> bool:
    """True for a text that is nothing but the agencies it names and the words that join or address them."""
    named = mentions(text)
    if not named or any(_ORDERS.search(text[: mention.start]) for mention in named[1:]):
        return False
    rest, at = [], 0
    for mention in named:
        rest.append(text[at : mention.start])
        at = mention.end
    rest.append(text[at:])
    left = re.sub(r"\([^)]*\)", " ", " ".join(rest))
    return not re.sub(rf"\b(?:{_any('joining')})\b|[\d\s,;:./–-]", "", left, flags=re.I)


def read_qualified(text: str) -> tuple[Assignee, ...]:
    """Who a lead-in begins with and only tells more about: "Chủ tịch UBND các tỉnh từ … đến …, trong đó trọng tâm là …:"."""
    run = next(iter(_runs(text, mentions(text))), [])
    if not run or not text.rstrip().endswith(":") or not _is_opening(text[: run[0].start]):
        return ()
    tail = text[run[-1].end :]
    if not _FURTHER.match(tail) or _VERB.search(tail) or _PAST.match(tail):
        return ()
    return tuple(Assignee(mention, "lead", mention.start, mention.end) for mention in run)


def read_people(text: str) -> Assignee | None:
    """Whom a heading among addressees addresses where no table or rule of names knows them: "Người dân, hộ nuôi:"."""
    name = re.sub(r"^đối với\s+", "", text.strip(" .:"), flags=re.I)
    if mentions(text) or not _PEOPLE.match(name) or _VERB.search(name):
        return None
    start = text.index(name)
    agency = Agency(id=slug(name), name=name, kind="group")
    return Assignee(Mention(start, start + len(name), agency, name), "lead", start, start + len(name))


def read_members(text: str) -> tuple[Assignee, ...]:
    """Who a heading addresses that lists a group's members: "Các cơ quan đăng ký đầu tư (Sở Tài chính, Ban …):"."""
    match = _MEMBERS.fullmatch(text.strip())
    return read_names(text) if match and is_only_names(match["members"]) else ()


# Who does these to those named behind is none of them.
_HANDS_ON = re.compile(r"\b(?:yêu cầu|đề nghị|giao|phân công|chỉ đạo|kêu gọi|phát động)\b", re.I)


@dataclass(frozen=True, slots=True)
class Definition:
    """A group that a text gives a short name: "A; B và C (sau đây gọi chung là các cơ quan, đơn vị)"."""

    group: Mention
    members: tuple[Mention, ...]


def read_definition(text: str) -> Definition | None:
    """The group that a text defines, and who belongs to it; None where it defines none."""
    match = _CALLED.search(text)
    if not match:
        return None
    called = mentions(match["name"]) or mentions(f"các {match['name']}")
    before = text[: match.start()]
    listed: list[Mention] = []
    for mention in reversed(mentions(before)):
        between = before[mention.end : listed[0].start if listed else len(before)]
        if not (_JOINS.match(between) or re.fullmatch(r"[^.;:]{0,60}", between)) or _HANDS_ON.search(between):
            break
        if re.search(r"\b(?:của|do)\s*$", before[: mention.start]):
            break
        listed.insert(0, mention)
    if len(called) != 1 or called[0].agency.kind != "group" or len(listed) < 2:
        return None
    start, end = match.span("name")
    return Definition(replace(called[0], start=start, end=end, words=match["name"]), tuple(listed))


def names_partners(text: str) -> bool:
    """True for a lead-in whose items begin with those who take part: "Chủ trì, phối hợp với:"."""
    return bool(
        re.fullmatch(
            r"(?:chủ trì|chủ động)?[\s,]*phối hợp(?:\s+chặt chẽ)?(?:\s+(?:với|cùng))?\s*:?", text.strip(), re.I
        )
    )


def describes(text: str) -> bool:
    """True for a line that says where, for whom or how many, and tells nobody to do anything: "Phạm vi: …"."""
    return bool(_DESCRIBES.match(text))


def is_about_awards(heading: str) -> bool | None:
    """True for a heading such as "Đối tượng, tiêu chuẩn khen thưởng"; None for one that is not about emulation at all."""
    if not re.search(r"thi đua|khen thưởng", heading, re.I):
        return None
    return bool(_AWARDS.search(heading)) and not re.search(r"tiêu chí thi đua|nội dung thi đua", heading, re.I)


def is_about_names(text: str) -> bool:
    """True for a heading such as "Nội dung giám sát của chủ chương trình": what somebody's tasks are."""
    named = mentions(text)
    return bool(named) and bool(_TASKS_OF.fullmatch(text[: named[0].start])) and not text[named[-1].end :].strip(" .:")


def _clauses(text: str) -> list[tuple[int, int]]:
    """Spans of clauses: parts that full stops and semicolons divide; a part that only names agencies goes with the next."""
    ends = [match.end() for match in re.finditer(rf"[;!?](?=\s)|\.(?=\s+[\"“(]?[{UPPER}])|\.(?=\s*$)", text)]
    spans: list[tuple[int, int]] = []
    at = 0
    for end in [*ends, len(text)]:
        if not text[at:end].strip():
            continue
        if spans and text[spans[-1][1] - 1] == ";" and is_only_names(text[slice(*spans[-1])]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((at, end))
        at = end
    return spans


def _runs(clause: str, named: Sequence[Mention]) -> list[list[Mention]]:
    """Mentions that stand side by side, joined by commas and "và", belong together."""
    runs: list[list[Mention]] = []
    for mention in named:
        between = clause[runs[-1][-1].end : mention.start] if runs else ""
        if runs and (_JOINS.match(between) or _joins_qualified(between) or _is_gap(between)):
            runs[-1].append(mention)
        else:
            runs.append([mention])
    return runs


def _is_gap(between: str) -> bool:
    """True for a body between two commas that no rule knows: ", cơ quan ngành dọc đóng trên địa bàn, "."""
    return bool(_GAP.fullmatch(between)) and not _VERB.search(between)


def _joins_qualified(between: str) -> bool:
    """ "các cấp ủy đảng từ cấp huyện, cấp xã và | các chi bộ": what qualifies the first comes before the word that joins."""
    acts = _VERB.search(re.sub(r"\bcấp (?:tỉnh|huyện|xã|cơ sở)", "", between))
    return bool(_QUALIFIED.match(between) and re.search(r"(?:,|\bvà)\s*$", between) and not acts)


def _role(clause: str, run: list[Mention], first: int) -> Role | None:
    """The role of ``run[first:]`` by the words around it; None where it is only mentioned."""
    head, tail = clause[: run[first].start], clause[run[-1].end :]
    if _RECEIVES.search(clause[: run[0].start]) and _GATHERS.match(tail):
        above = run[0].agency.kind == "ubnd" and "(" in clause[run[0].end : run[-1].start]
        return "lead" if first == int(above) else None  # of "UBND tỉnh (Sở Nội vụ)" the latter gathers
    if first and not re.search(r",\s*$", head):
        return None
    if first == 0 and _is_with(head):
        return "with"
    if _DIRECTS.search(head):
        return "lead" if _acts(tail) or (_TELLS.search(head) and _GOES_ON.match(tail)) else None
    if order := _ORDERS.search(head):
        return "lead" if _may_order(head[: order.start()]) and not _ABOVE.match(clause[run[first].start :]) else None
    if _NOT_BOUND.match(tail):
        return None
    if (
        _ISSUES.match(tail)
        or _PAST.match(tail)
        or (_SPEAKS.match(tail) and not re.match(r"\s*(?:ban hành|phê duyệt|triển khai)", tail, re.I))
    ):
        return None
    if _is_circumstance(head) and _PLURAL.match(run[first].words) and _acts(tail):
        return "lead"
    if not _is_opening(head):
        return "lead" if _is_second(head, tail) or (head.endswith("(") and _ALONE_IN_CHARGE.match(tail)) else None
    if re.match(r"\s*:", tail) and len(head.strip()) < 4:
        return "lead"
    return "lead" if _acts(tail) or _must(tail) or (not head.strip() and _VERB.search(tail)) else None


def _is_second(head: str, tail: str) -> bool:
    """True for a second subject behind a comma: "…, các cơ quan có trách nhiệm …", "Sở Tư pháp hướng dẫn, UBND xã tổ chức …"."""
    if not re.search(r",\s*$", head):
        return False
    if _MUST_TOO.match(tail):
        return True
    before = re.sub(r"^.*[(:;]\s*", "", head, flags=re.S)
    runs = _runs(before, mentions(before))
    if ")" in before or len(runs) != 1:
        return False
    first = before[: runs[0][0].start]
    if not (_is_opening(first) or _ORDERS.search(first)):
        return False
    done = before[runs[0][-1].end :].strip(" ,")
    return (
        len(done) < 60
        and bool(_VERB.match(done) or _IN_CHARGE.match(done))
        and bool(_VERB.match(tail.lstrip().replace(")", " ")))
    )


def _is_with(head: str) -> bool:
    if _WITH.search(head):
        return True
    listed = _WITH_LIST.search(head)
    return bool(listed and not _VERB.search(listed["list"]))


def _may_order(before: str) -> bool:
    """True where the document speaks: nothing before, circumstances, or the issuer; not an addressee who petitions another."""
    stripped = re.sub(r"^.*[.;]\s+", "", before, flags=re.S).strip(" ,")
    if _HERE_IS.match(stripped):
        return True
    if not stripped or _UNRULY.search(stripped) or _is_circumstances(stripped + ", "):
        return True
    named = mentions(stripped)
    return bool(named) and named[-1].end == len(stripped)


def _acts(tail: str) -> bool:
    """True where a verb follows, right away or behind what qualifies the subject."""
    if _VERB.match(tail.lstrip(" ,:")):
        return True
    return bool(_QUALIFIED.match(tail) and _VERB.search(tail[:250]))


def _must(tail: str) -> bool:
    """True where "phải", "có trách nhiệm" … follows in the same sentence, however long the subject is qualified."""
    return bool(re.match(r"[^.;:]{0,250}?\b(?:phải|có trách nhiệm|chịu trách nhiệm|cần)\s", tail, re.I))


def _is_circumstances(text: str) -> bool:
    """True for nothing, or for circumstances that a comma closes: "Trên cơ sở Kế hoạch này, đồng thời "."""
    return not text.strip() or bool(_CIRCUMSTANTIAL.match(text) and _CLOSED.search(text))


def _is_circumstance(head: str) -> bool:
    """True for a circumstance that no comma closes: "nếu cần sửa đổi, bổ sung | các sở, ngành chủ động đề xuất"."""
    return bool(_CIRCUMSTANCE.fullmatch(head)) and not _BOUND.search(head)


def _is_opening(head: str) -> bool:
    """True where a clause may begin its subject: nothing before it but nouns, or circumstances closed by a comma."""
    stripped = re.sub(r"^.*[.;:]\s+", "", head, flags=re.S)
    stripped = re.sub(r"^\s*(?:các|toàn thể|lãnh đạo|mỗi|từng)\s*$", "", stripped, flags=re.I)
    if not stripped.strip(' -–+•"“(') or _is_circumstances(stripped):
        return True
    return (
        len(stripped) < 60
        and not _VERB.search(stripped)
        and not re.search(r"[:,]|\b(?:của|do|với|cho|tại|để|nhằm|giúp|là|bởi|theo)\b", stripped)
    )
