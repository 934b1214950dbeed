"""What was asked → Question: cleaned, refused where it is no question, completed from the turns before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from legalqa.follows import is_general_talk, leans_on, points_back, turns_before
from legalqa.models import Agency, Concept, Question, Understood
from legalqa.replaced import kept_of, resumed
from legalqa.vietnamese.agencies import known as known_bodies
from legalqa.vietnamese.agencies.data import singular
from legalqa.vietnamese.agencies.mentions import Found, find, find_named
from legalqa.vietnamese.agencies.misspelt import find_near
from legalqa.vietnamese.colloquial import spelled_out
from legalqa.vietnamese.deadlines import find_deadlines, interval
from legalqa.vietnamese.english import in_vietnamese, is_english, with_vietnamese_dates
from legalqa.vietnamese.interrogatives import (
    asks_about_the_document,
    asks_for,
    asks_for_duties,
    asks_of_document,
    asks_which_document,
    asks_who_must,
    beyond,
    counted,
    is_general,
    names_a_document,
    says_aside,
    unit_of_time,
)
from legalqa.vietnamese.keyboard import retyped
from legalqa.vietnamese.kinds import DOCUMENTS, alternatives
from legalqa.vietnamese.provinces import with_provinces
from legalqa.vietnamese.regional import standard
from legalqa.vietnamese.text import cased, clean, fold, is_bare, key
from legalqa.vietnamese.topic import concepts

# "trước ngày 15/6" asks for all that is due until then.
_UNTIL = re.compile(r"(?:trước|chậm nhất|muộn nhất|không muộn hơn|đến)\b", re.I)
_SPEAKS = re.compile(
    r"\s*(?:đã )?(?:giao|đề nghị|yêu cầu|chỉ đạo|phân công|giao cho|muốn|assigns?|asks?|requires?)\b", re.I
)
_JOINS = re.compile(r"\s*(?:,|;|và|va|and|&|hoặc|\()?\s*(?:các|the)?\s*", re.I)
_DENIES = re.compile(r"\bkhong (?:phai|can|co nhiem vu)\b")
# "…, tôi phải làm gì?": what somebody of that body must do.
_IS_BOUND = re.compile(
    r"\s*(?:,?\s*(?:thi )?(?:chung )?(?:toi|minh|em)\b)?(?:,?\s*thi\b)?\s*"
    r"(?:(?:phai|can|se)(?! duoc)|co (?:nhiem vu|trach nhiem)|chiu trach nhiem|lam (?:nhung )?gi|duoc giao)\b"
)
_ASKS_WHAT = re.compile(
    r"\b(?:phai|can|duoc (?:giao|phan cong|de nghi|yeu cau|huy dong|dinh huong|neu)|tham gia|thuc hien|trien khai|phoi hop|chu tri|lam|giao|co)\b"
    r".*\b(?:gi|(?:noi dung|mat|phan|hoat dong|viec|nhiem vu|cong viec|yeu cau)(?: \w+){0,2} nao)\b|\bliet ke\b.*\b(?:phai|can|duoc giao)\b"
)
_WHICH_DEPARTMENT = re.compile(
    "".join(rf"(?<!{fold(before)} )" for before in (*DOCUMENTS, "cơ", "trụ"))
    + r"\bso nao(?= (?:se|phai|duoc|la|da|dang|can|lo|dung|lam|chiu|co|nhan|giup|tham|huong|bao|chu|phu|phoi|thuc|trien|xay|to|quan"
    r"|theo|kiem|cam|gom) )",
    re.I,
)
_WHICH_MONTH = re.compile(
    r"(?<=\bvao )thang may\b|\b(?:truoc|trong|den|tu|cham nhat|muon nhat|xong|han|dau|cuoi|giua) (?:vao )?thang may\b",
    re.I,
)
_AND_WHAT_OF = re.compile(
    r"(?<!\w)(?<!\w )con\b(?! (?:toi|em|minh|cai|gai|trai|nuoi|nguoi|duong|so(?! \w)|dau)\b)|(?<=\bthe )con\b", re.I
)
_WHICH_TASKS = re.compile(
    r"\b(?:(?:nhung |cac )?(?:viec|nhiem vu|cong viec|noi dung|han)\s+(?:nao|gi)|(?:nhung|cac) (?:viec|nhiem vu|cong viec)|which tasks|what tasks)\b"
)
# Behind an agency: the other party is asked for, "Công an tỉnh phối hợp với ai?".
_ASKS_WHOM = re.compile(r"\b(?:ai|co quan nao|don vi nao|who|whom|which)\b")
# "… phải làm gì, báo cáo khi nào?": the tasks, and by when; the list of tasks has both.
_AND_WHEN = re.compile(
    r"\b(?:gi|viec nao|nhiem vu nao)\b.{0,40}(?:,|\bva\b|\bvoi\b).*\b(?:khi nao|bao gio|han|thoi han|ngay nao)\b"
)
# A time in a question is when tasks are due only where it says so: "… phải xong trong năm 2025".
_DUE_WORDS = re.compile(
    r"\b(?:xong|hoan thanh|den han|toi han|han|thoi han|han chot|truoc|cham nhat|ket thuc|due|deadline|finish\w*|complet\w*)\b"
)
# What may stand before the agency whose duties are asked for: nothing, circumstances, "nhiệm vụ của", who gives the orders.
_LEADS_TO = re.compile(
    r"(?:^|[,:;]|\b(?:trach nhiem|nhiem vu|vai tro|cong viec|viec|phan viec|noi dung|duties|tasks|responsibilities)\b.{0,25}?"
    r"(?:cua|cho|ma|thuoc|of)?"
    r"|\(|\b(?:giao(?: (?:nhung )?(?:gi|viec gi|nhiem vu gi))?(?: cho)?|co|de nghi|yeu cau|phan cong(?: cho)?|con|vay|thi|and|what about"
    r"|rang|biet|theo (?:ban|anh|chi)|hoi|must|does|do|should|shall|for|is|are|has|have))"
    r"\s*(?:\(|cac|nhung|ong|ba|ngai|the|rieng|nganh|ben|phia|all|\s)*$"
)


# "Sở Tài chính phải làm gì về kinh phí theo kế hoạch …?": what the tasks are about, up to where a document is named.
_ABOUT = re.compile(
    r"\b(?:về|liên quan (?:đến|tới)|đối với|trong (?:lĩnh vực|công tác)|ve|lien quan (?:den|toi)|doi voi|trong (?:linh vuc|cong tac)|about|regarding|on"
    r"|(?<=\bgì )trong(?: việc)?|(?<=\bgi )trong(?: viec)?)\s+(?!(?:năm|tháng|quý|thời|giai|các|những"
    rf"|{alternatives(DOCUMENTS)}|tỉnh"
    r"|nam|thang|quy|thoi|giai|cac|nhung|tinh|đó|này|do|nay)\b)"
    r"(?P<about>.+?)(?=\s+(?:theo|trong|ở|tại|trên địa bàn|tai|tren dia ban|under|in)\s|[,;.?!]|$)",
    re.I,
)
_TASKS = re.compile(
    r"\b(?:lam (?:nhung |cac )?(?:gi|viec)|(?:viec|nhiem vu|trach nhiem|vai tro|cong viec|phan viec|nghia vu)\b|lam (?:the nao|ra sao)"
    r"|thuc hien (?:nhung )?gi|trien khai (?:nhung )?gi|tasks?|duties|responsib\w+|what must|what should)"
)


class Rejected(ValueError):
    """The text cannot be taken as a question; the message says why, to the person who typed it."""


def understand(
    text: str,
    history: Sequence[Mapping[str, str]] = (),
    *,
    longest: int = 2000,
    restore: Callable[[str], str] = str,
    correct: Callable[[str], str] = str,
    spell_out: Callable[[str], str] = str,
    known: Callable[[str], bool] = lambda word: False,
    addressed: Callable[[], Iterable[Agency]] = tuple,
    literal: bool = False,
    goes_on: bool = False,
) -> Question:
    """Read a question.

    Args:
        text: As typed.
        history: The turns before, oldest first, each with "question" (and "answer").
        longest: The most characters that are accepted.
        restore: Puts diacritics on a text typed without them.
        correct: Puts marks on single syllables that lack some.
        spell_out: Writes abbreviations of the texts' own phrases in full.
        known: True for a word, as a key, that the texts have.
        addressed: The bodies that the texts address; those that no table knows are asked for by the names they have there.
        literal: Take the words as they are: nothing is mended, restored, or taken from the turns before.
        goes_on: Complete the question from the turns before though it names a topic of its own.

    Raises:
        Rejected: Empty, too long, or without a single word.
    """
    typed = _accepted(text, longest)
    marked: Callable[[str], str] = str if literal else lambda bare: restore(_with_names(_goes_on(bare, history)))
    asked = typed if literal else as_read(typed, correct, spell_out, known, addressed)
    aside, outside = says_aside(asked), beyond(asked)
    talk = _in_talk(asked, [] if literal or aside or outside else turns_before(history), marked, goes_on=goes_on)
    asked, before, leans = talk.asked, talk.before, talk.leans
    fields = asks_of_document(asked)
    said = f"{before} {asked}" if leans else asked
    english, bare = is_english(said), is_bare(said)
    search = in_vietnamese(said) if english else said
    topic = concepts(talk.new, before=talk.kept, bare=bare, english=english, marked=marked)
    inside = _named(asked, addressed, literal=literal)
    meant = _addressed(asked, inside)
    ahead, behind = (asked[: meant[0].start], asked[meant[0].end :]) if meant else ("", "")
    told = asked if inside or not leans else next((turn for turn in reversed(talk.turns) if find(turn)), asked)
    found = inside or (find(told) if leans else [])
    clear = _addressed(told, [item for item in found if not item.ambiguous])
    named = tuple(dict.fromkeys(item.agency for item in clear))
    choices = tuple(dict.fromkeys(agency for item in found for agency in item.ambiguous))
    which, framed = asks_which_document(asked), asks_about_the_document(said)
    specific = _specific(topic, named) and not is_general_talk(asked)
    restored = said if english or not bare else marked(said)
    read = asked if english or not is_bare(asked) else marked(asked)
    unit = unit_of_time(read)
    return Question(
        text=typed,
        read=read,
        before=before,
        search=search,
        meaning=f"{said}\n{search}" if english else restored,
        bare=bare,
        english=english,
        topic=topic,
        asks=asks_for(read) or asks_for(said),
        counted="" if english or unit else counted(read),
        unit=unit,
        frame=framed,
        which=which,
        fields=fields or (_of_the_same(before, asked) if leans else ()),
        document=(in_vietnamese(asked) if english else asked) if names_a_document(asked) else search,
        aside=aside,
        beyond=outside,
        agencies=named,
        choices=() if named else choices,
        duties=bool(found)
        and not _asks_when_too(asked, said)
        and (_asks_for_duties(said, asked, ahead, behind) or (which and bool(clear) and not framed and not specific)),
        bound=bool(_IS_BOUND.match(fold(behind))) if inside else leans and bool(found) and asks_for_duties(before),
        who=asks_who_must(read) and not _ASKS_WHOM.search(fold(behind)),
        about=_about(asked, named),
        tasks=bool(_TASKS.search(fold(asked))),
        specific=specific,
        due=_due(said if leans else asked, _timed(asked, english, marked), _timed(said, english, marked)),
    )


@dataclass(frozen=True, slots=True)
class _Talk:
    """A question in the course of talk.

    Attributes:
        asked: What is asked; the question before asked anew, where another thing of its kind is named.
        leans: It is read together with the turns before.
        turns: Those that it goes on from, the oldest first; none where it stands by itself.
        new: What it says itself.
        kept: What still counts of the turns before.
    """

    asked: str
    leans: bool = False
    turns: tuple[str, ...] = ()
    new: str = ""
    kept: str = ""

    @property
    def before(self) -> str:
        """The turns as one text."""
        return " ".join(self.turns)


def _in_talk(asked: str, turns: list[str], restore: Callable[[str], str], *, goes_on: bool) -> _Talk:
    """How a question goes on from the turns before, where it does."""
    fields = asks_of_document(asked)
    if not turns or not (goes_on or leans_on(asked) or (fields and not names_a_document(asked))):
        return _Talk(asked, new=asked)
    before = " ".join(turns)
    if is_bare(before) != is_bare(asked):  # the two are read as one text, with diacritics
        asked, turns = _marked(asked, restore), [_marked(turn, restore) for turn in turns]
        before = " ".join(turns)
    again = None if fields or _of_the_same(before, asked) else resumed(turns, asked)
    if again:
        return _Talk(again, False, tuple(turns), asked, kept_of(before, again, asked))
    return _Talk(asked, True, tuple(turns), asked, before)


def told_understood(question: Question) -> Understood | None:
    """What an answer tells of how its question was read; None where that is just as typed. A group is no name to be told."""
    typed = key(question.text)
    named = (agency.name for agency in question.agencies if agency.kind != "group")
    names = tuple(name for name in named if key(name) not in typed)
    read = question.read if key(question.read) != typed else ""
    return Understood(read, names, question.before) if read or names or question.before else None


def as_read(
    typed: str,
    correct: Callable[[str], str] = str,
    spell_out: Callable[[str], str] = str,
    known: Callable[[str], bool] = lambda word: False,
    addressed: Callable[[], Iterable[Agency]] = tuple,
) -> str:
    """The question with its slips mended: keys, regional spellings, abbreviations, marks that lack, names of bodies.

    The arguments are those of ``understand``.
    """
    asked = spell_out(spelled_out(standard(retyped(typed, known))))
    asked = asked if is_bare(asked) else correct(asked)
    for start, end, agency in reversed(_misspelt(asked, addressed)):
        whole = key(asked[start:end]).split()[0] == key(agency.name).split()[0]
        name = agency.name if whole else singular(agency.name)
        asked = asked[:start] + (fold(name) if is_bare(asked) else name) + asked[end:]
    return asked


def _misspelt(asked: str, addressed: Callable[[], Iterable[Agency]]) -> list[tuple[int, int, Agency]]:
    """The bodies named with a slip; beside bodies that are rightly named, none."""
    named = find(asked)
    if any(item.agency.id in known_bodies() for item in named):
        return []
    bodies = tuple(addressed())
    if {item.agency.id for item in named} & {agency.id for agency in bodies}:
        return []
    return find_near(asked, bodies)


def _goes_on(bare: str, history: Sequence[Mapping[str, str]]) -> str:
    """A text without diacritics, the "còn" marked by which it goes on from the turns before: "con so tu phap"."""
    return _AND_WHAT_OF.sub(lambda match: cased("còn", match.group()), bare) if history else bare


def _with_names(bare: str) -> str:
    """A text without diacritics with the names of bodies and provinces as they are written: "so tu phap" → "Sở Tư pháp".

    "so nao chu tri" asks which department leads, not for a number; "cham nhat thang may" asks for a month, not for a lift.
    """
    bare = _WHICH_MONTH.sub(lambda match: match.group()[:-9] + "tháng mấy", _WHICH_DEPARTMENT.sub("sở nào", bare))
    for item in reversed(find(bare)):
        if fold(item.agency.name) == fold(bare[item.start : item.end]):
            bare = bare[: item.start] + item.agency.name + bare[item.end :]
    return with_provinces(bare)


def _accepted(text: str, longest: int) -> str:
    """What was typed, cleaned; raises Rejected where it is no question."""
    typed = clean(text)
    if not typed:
        raise Rejected("Câu hỏi đang trống. Hãy gõ một câu hỏi, ví dụ: Sở Tài chính phải làm gì?")
    if len(typed) > longest:
        raise Rejected(
            f"Câu hỏi dài {len(typed):,} ký tự, quá mức {longest:,}. Hãy hỏi ngắn gọn hơn.".replace(",", ".")
        )
    if sum(char.isalpha() for char in typed) < 2:
        raise Rejected("Đây chưa phải là một câu hỏi bằng chữ. Hãy gõ một câu hỏi, ví dụ: Sở Tài chính phải làm gì?")
    return typed


def _named(asked: str, addressed: Callable[[], Iterable[Agency]], *, literal: bool) -> list[Found]:
    """The bodies that a question names; "cơ quan đó" names none. Taken literally, those written in full alone."""
    back = points_back(asked)
    found = find(asked)
    if literal:
        found = [item for item in found if key(asked[item.start : item.end]).startswith(key(item.agency.name))]
    elif not found:
        found = find_named(asked, addressed())
    found = [item for item in found if not asked[: item.start].endswith(("-", "/"))]  # in a number: "18/2024/NQ-HĐND"
    return [item for item in found if not any(item.start < end and start < item.end for start, end in back)]


def _of_the_same(before: str, asked: str) -> tuple[str, ...]:
    """What is asked of a document where the turn before did: the same of another one, or another thing: "Gửi cho ai?"."""
    told = asks_of_document(before)
    if asks_which_document(asked):
        return ()
    if names_a_document(asked):
        return told
    return tuple(name for name in asks_of_document(f"{before}, {asked}") if told and name not in told)


def _about(asked: str, named: Sequence[Agency]) -> str:
    """What the tasks asked for are about; "" where that is not said, or is only an agency."""
    match = _ABOUT.search(asked)
    return match["about"] if match and named and not find(match["about"]) else ""


def _specific(topic: Sequence[Concept], named: Sequence[Agency]) -> bool:
    """True where a question names more than agencies and tasks in general."""
    names = {word for agency in named for name in (agency.name, *agency.aliases) for word in fold(name).split()}
    told = {fold(word) for concept in topic for word in concept.said.split()}
    return len({word for word in told - names if not is_general(word)}) > 1


def _timed(text: str, english: bool, restore: Callable[[str], str]) -> str:
    """The text with its times as Vietnamese texts write them."""
    return with_vietnamese_dates(text) if english else _marked(text, restore)


def _marked(text: str, restore: Callable[[str], str]) -> str:
    """The text with diacritics, which are put on one that was typed without any."""
    return restore(text) if is_bare(text) else text


def _due(said: str, asked: str, carried: str) -> tuple[dt.date, dt.date] | None:
    """The time that "Việc nào phải xong trong quý II/2021?" asks about; "Còn năm 2024?" asks it again of another time."""
    if not (_WHICH_TASKS.search(fold(said)) and _DUE_WORDS.search(fold(said))):
        return None
    return _time(asked) or _time(carried)


def _time(text: str) -> tuple[dt.date, dt.date] | None:
    """The first time that a text names; from the beginning where it asks for all until then."""
    spans = [(found, span) for found in find_deadlines(text) if (span := interval(found.kind, found.value))]
    if spans:
        found, (first, last) = spans[0]
        return (dt.date.min if _UNTIL.match(found.words) else first), last
    year = re.search(r"\bn[aă]m\s+(\d{4})\b", text, re.I)
    return interval("year", year[1]) if year else None


def _addressed(text: str, found: Sequence[Found]) -> list[Found]:
    """The agencies a question is about: the first that does not itself give orders, and those joined to it."""
    about = [item for n, item in enumerate(found) if n == len(found) - 1 or not _SPEAKS.match(text[item.end :])]
    joined = about[:1]
    for item in about[1:]:
        if not _JOINS.fullmatch(text[joined[-1].end : item.start]):
            break
        joined.append(item)
    return joined


def _asks_for_duties(said: str, asked: str, before: str, behind: str) -> bool:
    """True where the duties of the agency between ``before`` and ``behind`` are asked for, not a date or another agency."""
    if _DENIES.search(fold(asked)) or not (_LEADS_TO.search(fold(before)) or _IS_BOUND.match(fold(behind))):
        return False
    asks = asks_for_duties(said) or bool(_ASKS_WHAT.search(fold(asked)))
    return asks and (asks_for(asked) is None or bool(_AND_WHEN.search(fold(asked))))


def _asks_when_too(asked: str, said: str) -> bool:
    """True for "Còn Sở Nội vụ thì sao?" behind a question by when something is due: the date is asked for again."""
    return (
        asked != said
        and asks_for(asked) is None
        and asks_for(said) in ("date", "duration")
        and not _TASKS.search(fold(asked))
    )
