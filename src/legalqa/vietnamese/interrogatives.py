"""What a question asks for, and which of its words only ask."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import pairwise, takewhile
from typing import Any

from legalqa.vietnamese.kinds import DOCUMENTS, alternatives
from legalqa.vietnamese.provinces import province_spans
from legalqa.vietnamese.text import fold, is_bare, key, typed_key, words

# What binds somebody; "cần" alone is told by its marks, or by what stands behind it: "can bo", "can tho" bind nobody.
_NEEDS = re.compile(r"\bcần\b(?! thơ\b)")
_NEEDS_BARE = re.compile(r"\bcan\b(?! (?:tho|cu|cuoc|bo(?! (?:tri|sung|nhiem)))\b)")
_OF_TASKS = re.compile(
    r"\b(?:phai|xong|hoan thanh|chiu trach nhiem|co trach nhiem|duoc giao|chu tri"
    r"|must|should|quy pham phap luat|cac van ban|nhung van ban)\b"
)
_DOCUMENT = re.compile(rf"\b(?:{alternatives(DOCUMENTS)}|plan|directive|resolution|decision|letter|notice)\b")
_THAT_DOCUMENT = re.compile(
    rf"\b(?:{alternatives(DOCUMENTS)}) (?:do|nay|ay|kia)(?= |\W*$)|\b(?:that|this) (?:plan|directive|resolution|document)\b"
)
_WHICH = re.compile(
    rf"\b(?:có|co) (?:(?:ra|ban hành|làm|lập|ban hanh|lam|lap) )?(?:(?:những|các|nhung|cac) )?(?:{alternatives(DOCUMENTS)}) (?:nào|gì|nao|gi)"
    r" (?:về|nói|quy định|liên quan|hướng dẫn|lo|bàn|vụ|chuyện|đề cập|điều chỉnh|ve|noi|quy dinh|lien quan|huong dan|ban|vu|chuyen|de cap)\b"
    rf"|\b(?:có|co) (?:tỉnh|thành phố|địa phương|nơi|tinh|thanh pho|dia phuong|noi) (?:nào|nao) (?:(?:đã|da|có|co|đang|dang) )?"
    rf"(?:ra|ban hành|làm|lập|có|ban hanh|lam|lap|co) (?:{alternatives(DOCUMENTS)})\b"
    r"|\b(?:have|has|is there|are there|issued?|which|what) (?:a |an |any )?(?:plan|directive|resolution|document)s? (?:on|about|for|covers?|deals? with)\b"
    rf"|(?:^(?:(?:có|những|các|co|nhung|cac) )*|\b(?:trong|ở|tại|theo|o|tai)\s+(?:(?:những|các|nhung|cac) )?)(?:{alternatives(DOCUMENTS)}) (?:nào|gì|nao|gi)\b"
)
_OF_CLOSING = re.compile(
    r"\b(?:nào|nao) (?:\w+ )?(?:được |duoc )?(?:gửi|gui|nhận|nhan|ký|ky)\b|\b(?:nơi nhận|noi nhan|người ký|nguoi ky|chữ ký|chu ky)\b"
    r"|\b(?:do|bởi|boi)\b.*\b(?:ký|ky)\b|\b(?:ký|ky)\W*$"
)
_ISSUED = re.compile(
    r"\b(?:ban hanh|thong qua|ra doi|ky(?! (?:ket|hop|thi|luat|vong|nang|bao cao|truoc|nay|sau|niem))|co hieu luc|issue[ds]?|adopt\w*|sign(?:ed)?|dated)\b"
)
_REPLACED = re.compile(r"\b(?:thay the|thay cho|bai bo|replaces?|replaced)\b")
_IDENTITY = re.compile(
    r"\b(?:la ai|ai la|ten la gi|ai ky|nguoi ky)\b"
    r"|\bwho is\b(?! (?:responsible|in charge|to|tasked|assigned|supposed|expected|required|leading|overseeing|handling|running|organi[sz]ing)\b)"
)
# Who gets something, has nothing done to, or does not; whose, for, with or at whom something is: no question for who has a task.
_OBJECT = (
    r"\b(?:ai|nào)(?: \w+){0,2}? (?:(?:được|đc)(?! (?:giao|phân|chỉ định|ủy quyền|uỷ quyền|yêu cầu|đề nghị|cử|chọn|lựa chọn|huy động|mời)\b)"
    r"|(?<!chuẩn )(?<!trang )(?<!thiết )bị|đủ điều kiện|thuộc diện|hưởng|là đối tượng)\b"
    r"|\b(?:ai|nào) (?:không|chưa|chẳng|khỏi)\b"
    r"|(?<!giao )(?<!giao lại )(?<!phân )(?<!công )(?<!nhiệm )(?<!việc )(?<!vụ )(?<!thuộc )(?<!phối hợp )(?<!đầu )(?<!xã )(?<!thiên )(?<!hiện )(?<!bảo )"
    r"\b(?:cho|với|của|đến|tới|về|từ|lên|ở|tại|khỏi|lấy|xin|hỏi) (?:(?:những|các) )?"
    r"(?:ai|(?:cơ quan|đơn vị|ban|ngành|tổ chức|bên|cấp|nơi|người|sở) nào)\b"
)
_OBJECT_ENGLISH = re.compile(
    r"\bwho (?:can|may|gets?|receives?|benefits?|qualif\w+)\b|\b(?:to|for|from|with|of|by) (?:whom|which (?:\w+ ){0,2}?(?:agenc|depart|bod|offic|unit)\w+)\b"
    r"|\b(?:who|which \w+|what \w+)(?: \w+)? (?:(?:must|should|will|can|may|has to|have to) be|is|are|was|were|has been|have been)"
    r" (?!(?:responsible|in|to|tasked|assigned|supposed|expected|required|asked|leading|charged|the)\b)\w+(?:ed|en|t)\b"
    r"|\b(?:eligible|entitled)\b|\b(?:reports?|reported|sent|submit\w*) to\W*$"
)
_TO_WHOM = re.compile(
    r"\b(?:bao cao|gui|trinh|xin y kien|lien he)(?: \w+){0,3}? (?:(?:cho|den|toi|len|voi) )?(?:ai|(?:nhung )?(?:co quan|don vi|cap|noi) nao)\W*$"
)

# "mấy anh chị", "mấy cây cầu … để làm gì": some, not how many; "không có ai": nobody.
_ORDINAL = re.compile(
    r"\b(?:số|ngày|tháng|năm|thứ|quý|lớp|cấp|hạng|bậc|khóa|điều|khoản|mục|so|ngay|thang|nam|thu|quy|lop|cap|hang|bac|khoa|dieu|khoan|muc)\s*$",
    re.I,
)
_SOME = re.compile(r"\bmấy(?= [^\W\d_]+)", re.I)
_SOME_BARE = re.compile(r"\bmay(?= [^\W\d_]+)(?! (?:tinh|moc|bay|cay|xuc|phat|do|bom|chu)\b)", re.I)
_PEOPLE = re.compile(
    r" (?:anh|chị|ông|bà|bạn|em|chú|cô|bác|thầy|sếp|cháu|đồng chí|chi|ong|ba|ban|chu|co|bac|thay|sep|chau|dong chi)\b",
    re.I,
)
_MEASURES = re.compile(
    r" (?:phần trăm|tỷ|tỉ|triệu|nghìn|ngàn|đồng(?! chí)|lần|giờ|ngày|tháng|năm|tuần|quý|tiếng|phút|bữa|hôm"
    r"|phan tram|ty|ti|trieu|nghin|ngan|dong(?! chi)|lan|gio|ngay|thang|nam|tuan|quy|tieng|phut|bua|hom)\b",
    re.I,
)
# What stands before a "mấy" that asks, in a clause that asks by nothing else.
_ASKS_HOW_MANY = re.compile(
    r"(?:^|[,;?]|\b(?:và|có|gồm|được|là|còn|cần|phải|thêm|tổng|đủ|bằng|từ|đến|chia|va|co|gom|duoc|la|con|can|phai|them|tong|du|bang|tu|den))\s*$",
    re.I,
)
# "officials who …": such as do something, not which.
_RELATIVE = re.compile(
    r"\b(?:those|people|persons|anyone|everyone|somebody|someone|one|officials|citizens|members|workers|pupils|students|households) who\b",
    re.I,
)
_NOBODY = re.compile(
    r"(?<!hay )(?<!có )(?<!co )\b(?P<no>(?:không|chẳng|chưa|khong|chang|chua)(?: (?:có|co))?) ai\b", re.I
)
# "nếu sở nào …": whichever it is.
_WHICHEVER = re.compile(
    r"\b(?P<if>(?:nếu|neu)(?: (?!(?:thì|hỏi|biết|được|vậy|như|thi|hoi|biet|duoc|vay|nhu)\b)[^\W\d_]+){1,3}) (?:nào|ai|nao)\b",
    re.I,
)
_CLAUSE = re.compile(r"[,;?]|\s(?:và|va)\s")
_OTHER = re.compile(
    r"\b(?:ai|gì|nào|bao nhiêu|bao lâu|bao giờ|đâu|sao|gi|nao|bao nhieu|bao lau|bao gio|dau)\b|\b(?:có|co)\b.+\b(?:không|chưa|khong|chua)\b",
    re.I,
)

# "bao nhiêu giường", "mấy ngày", "how many days"; "quyết định số mấy".
# What is counted by a word before it: "bao nhiêu đứa con".
_CLASSIFIERS = "đứa|chiếc|tấm|thằng|căn|ngôi|cặp|dua|chiec|tam|can|ngoi|cap"
_COUNTED = re.compile(
    rf"\b(?:bao nhiêu|mấy|bao nhieu|may|nhiêu)\s+(?:(?:{_CLASSIFIERS})\s+(?=[^\W\d_]))?(?P<counted>[^\W\d_]+)"
)
_NUMBER_OF = re.compile(
    rf"\b({alternatives(DOCUMENTS)})"
    r"\s+(?:mang |có |co )?(?:số|so)\s+(?:mấy|bao nhiêu|nào|may|bao nhieu|nao)\b"
)
# "Phương pháp giám sát … gồm những gì?".
_CONSISTS = re.compile(r"\bgom (?:nhung |co (?:nhung )?)?gi\b")
# "bằng những hình thức nào", "gồm các bước gì".
_TO_NAME = re.compile(r"(?P<noun>(?:[^\W\d_]+ ){1,4})(?:nao|gi)\b")
# By what one speaks of oneself, as typed; words that are the same without marks; and what means others or nobody.
_ME = frozenset(("tôi", "toi", "mình", "tui", "em", "cháu"))
_LIKE_ME = re.compile(r"\b(?:t[oôơ]\w?i|m\w?nh|ch\w?u|[eê]m)\b|\bt[òóỏõọồốổỗộờớởỡợ]i\b")
_NOT_ME = re.compile(
    r"\btoi (?=(?:thieu|da|pham|danh|uu|cao|mat|dau|day|nay)\b)|\b(?:den|lien quan|gui) toi\b|\b(?:chung|van|thong|chi|thuyet) minh\b"
    r"|\b(?:tre|cac|may|nhung|dan|anh|chi|nhieu|cho|so) (?:em|chau)\b(?! (?:hoi|biet|xin))"
    r"|\bcon (?:em|chau) (?=(?:cac|nguoi|ho|dan|nhan|dong|gia|can|chinh|thuong|liet)\b)"
    r"|\b(?:toi|minh|tui|em|chau) (?:can |muon |xin )?(?:duoc )?(?:hoi|biet|tim hieu|xem)\b"
)
# The unit of time that is asked for, in a text without diacritics; the first that matches.
_UNITS_OF_TIME = {
    "span": re.compile(
        r"\btu (?:ngay|luc|thang|nam|khi|gio|hom)? ?(?:nao|may|bao gio).{0,24}\b(?:den|toi)\b|\bfrom (?:when|what|which)\b.{0,24}\b(?:to|until)\b"
        r"|\b(?:which|what) years\b"
    ),
    "hour": re.compile(r"\b(?<!trong )(?<!sau )(?<!vong )(?:may gio|gio nao)\b(?! dong ho)|\bwhat times?\b"),
    "day": re.compile(r"\bngay (?:nao|may|bao nhieu)\b|\b(?:which|what) (?:day|date)\b"),
    "month": re.compile(r"\bthang (?:nao|may|bao nhieu)\b|\b(?:which|what) month\b"),
    "quarter": re.compile(r"\bquy (?:nao|may)\b|\b(?:which|what) quarter\b"),
    "year": re.compile(r"\bnam (?:nao|may|bao nhieu)\b|\b(?:which|what) year\b"),
}
#: Words, without diacritics, by which a question asks what a document states of itself.
OF_FIELDS = frozenset((
    "ky", "so", "hieu", "ngay", "thang", "nam", "gui", "noi", "nhan", "ban", "hanh", "nguoi", "mang", "de", "dia", "danh",
))  # fmt: skip
#: Words, without diacritics, that only say that somebody does something.
_DOES = frozenset((
    "lo", "dung", "ra", "lam", "cam", "trich", "mui", "chiu", "sao", "chu", "tri", "trach", "nhiem", "phu", "dam", "nhan", "thuc", "hien", "to",
    "chuc", "giao", "lanh", "ganh", "vac", "phai", "duoc", "dau", "moi", "viec", "vu", "chuyen", "trien", "khai",
    "cung", "quyen", "tham", "gia", "co", "chinh", "chanh",
    "lead", "leads", "leading", "responsible", "charge", "charged", "handle", "handles", "handling", "task", "tasked", "assigned", "run", "runs",
    "head", "heads", "organise", "organises", "organize", "organizes", "carry", "carries", "implement", "implements", "take", "takes", "care",
))  # fmt: skip
#: Words that say a sum or a share is asked for, which has a kind of its own, or nothing in particular.
_SUMS = frozenset(
    ("tien", "dong", "trieu", "ty", "phan", "het", "vay", "the", "la", "thi", "nua", "a", "roi", "tu", "cai", "loai")
)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("interrogatives.toml").read_text(encoding="utf-8"))


@cache
def kinds() -> dict[str, dict[str, list[str]]]:
    """The kinds of thing asked for: name → phrases and examples, in the order they are tried."""
    return {
        name: entry
        for name, entry in _data().items()
        if name not in ("asking", "general", "frame", "fields", "beside", "asides", "beyond", "duty")
    }


@cache
def _asking_words(bare: bool) -> frozenset[str]:
    return frozenset(fold(word) if bare else word for word in _data()["asking"]["words"])


@cache
def _pattern(name: str, bare: bool, *, nouns: bool = True, far: bool = True) -> re.Pattern[str]:
    """The phrases of a kind: with nouns that only name such a thing, and with phrases of parts that may stand far apart."""
    form = fold if bare else key
    said = _data()[name]["phrases"] + (_data()[name].get("nouns", []) if nouns else [])
    phrases = sorted((phrase for phrase in said if far or "…" not in phrase), key=len, reverse=True)
    apart = "".join(rf"(?<!\b{re.escape(form(word))} )" for word in _data()[name].get("not_behind", ()))
    return re.compile(rf"{apart}\b(?:{'|'.join(map(_as_pattern, map(form, phrases)))})(?!\w)")


def _as_pattern(phrase: str) -> str:
    """A phrase as a regular expression: "…" stands for anything, "_" for up to three words."""
    return re.escape(phrase).replace(r"\ …\ ", r"\ (?:.{0,80}?\ )?").replace(r"\ _\ ", r"\ (?:\w+\ ){0,3}")


def _says(name: str, text: str, *, nouns: bool = True, far: bool = True) -> bool:
    """True where the text has a phrase of the kind: with its marks, unless it was typed without any ("bộ máy" is no "mấy").

    Without ``nouns`` only what asks counts, not what names such a thing; without ``far`` only phrases whose words stand together.
    """
    return bool(_pattern(name, is_bare(text), nouns=nouns, far=far).search(typed_key(text)))


def asks_about_the_document(text: str) -> bool:
    """True for a question that a letterhead, title, list of recipients or signature may answer."""
    return _says("frame", text)


def asks_when_issued(text: str) -> bool:
    """True for a question that the date of a document, as texts cite it, may answer: "Nghị quyết 27 được thông qua ngày nào?"."""
    return bool(_ISSUED.search(fold(text)))


def asks_which_document(text: str) -> bool:
    """True for a question that asks in which document something stands: "Văn bản nào nói về kinh phí?"; not who signed or got one."""
    asked = typed_key(text)
    return bool(_WHICH.search(asked)) and not _OF_CLOSING.search(asked)


def asks_of_document(text: str) -> tuple[str, ...]:
    """What is asked of a document itself: "signer", "number", "date", "place", "issuer", "title", "recipients"; empty for anything else.

    What a document must be by when, or who is to make one, is asked of tasks.
    """
    folded = fold(text)
    needs = _NEEDS_BARE.search(folded) if is_bare(text) else _NEEDS.search(key(text))
    if needs or speaks_of_tasks(text):
        return ()
    if not is_bare(text) and not re.search(r"\bsố\b", key(text)):
        folded = re.sub(r"\bso\b", "", folded)  # "sở mấy", "so với": no number
    found = {name for name, patterns in _patterns("fields").items() if any(p.search(folded) for p in patterns)}
    if _REPLACED.search(folded):  # "thay thế kế hoạch số mấy": another one's
        found -= {"number", "date", "issuer", "place"}
    if found:  # "Ai ký, ngày nào, gửi cho ai?": what asks of a document only behind something that does
        found |= {name for name, patterns in _patterns("beside").items() if any(p.search(folded) for p in patterns)}
    return tuple(name for name in _patterns("fields") if name in found)


def names_a_document(text: str) -> bool:
    """True where a text names a kind of document: "kế hoạch", "chỉ thị"; "kế hoạch đó" names none of its own."""
    return bool(_DOCUMENT.search(_THAT_DOCUMENT.sub("", fold(text))))


def says_aside(text: str) -> str | None:
    """What is said to the chatbot rather than asked of the texts: "orders", "abilities", "documents", "greeting"; or None."""
    return _first("asides", fold(text).strip(" ?!.,"))


def beyond(text: str) -> str | None:
    """What lies beyond the texts in a question: "personal" (one's own case), "people" (somebody's life), "elsewhere"; or None."""
    return _first("beyond", _NOT_ME.sub("…", fold(text if is_bare(text) else _LIKE_ME.sub(_unlike_me, key(text)))))


def _unlike_me(match: re.Match[str]) -> str:
    """A word that would be "tôi", "mình" without its marks and is another: "tối", "chứng minh"."""
    return match[0] if match[0] in _ME else "…"


def _first(table: str, folded: str) -> str | None:
    """The first name in a table of patterns of which one stands in a text without diacritics."""
    return next((name for name, patterns in _patterns(table).items() if any(p.search(folded) for p in patterns)), None)


@cache
def _patterns(table: str) -> dict[str, tuple[re.Pattern[str], ...]]:
    entries: dict[str, Any] = _data()[table]
    return {name: tuple(map(re.compile, entry["patterns"])) for name, entry in entries.items()}


def examples(table: str) -> list[tuple[str, str]]:
    """(name, example) of everything in a table of patterns: "fields", "asides"."""
    entries: dict[str, Any] = _data()[table]
    return [(name, example) for name, entry in entries.items() for example in entry["examples"]]


def asks_for_duties(text: str) -> bool:
    """True for a question about what somebody must do."""
    return _says("duty", text)


def asks_who_must(text: str) -> bool:
    """True for a question which agency has a task, not who gets something or is reported to, who somebody is or holds an office."""
    folded = fold(text)
    other = any(pattern.search(folded) for pattern in (_IDENTITY, _TO_WHOM, _OBJECT_ENGLISH))
    other = other or _object(is_bare(text)).search(typed_key(text)) is not None
    return asks_for(text) in ("agency", "department") and not other


@cache
def _object(bare: bool) -> re.Pattern[str]:
    return re.compile(fold(_OBJECT) if bare else key(_OBJECT))


def asking(text: str) -> str:
    """The text, as long as it was, without words that only seem to ask: "mấy anh chị" as "các anh chị", "không có ai" as "không có họ".

    Nor does "nếu có sở nào …" ask.

    In a question that asks by another word, "mấy" asks for a number where a measure stands behind it ("mấy lần"), or where its
    clause has no such word and begins with it or counts ("có mấy nhiệm vụ").
    """
    text = _RELATIVE.sub(lambda match: match.group()[:-3] + "yet", text)
    text = _NOBODY.sub(lambda match: f"{match['no']} họ", text)
    text = _WHICHEVER.sub(lambda match: match["if"] + " ấy".ljust(len(match.group()) - len(match["if"])), text)
    if not _OTHER.search(text):
        return text
    bounds = [0, *(match.start() for match in _CLAUSE.finditer(text)), len(text)]

    def told(match: re.Match[str]) -> str:
        start, end = next((a, b) for a, b in pairwise(bounds) if a <= match.start() < b)
        before, behind = text[start : match.start()], text[match.end() : end]
        if _ORDINAL.search(before):
            return match.group()
        counts = _ASKS_HOW_MANY.search(before) and not (_OTHER.search(before) or _OTHER.search(behind))
        asks = (counts or _MEASURES.match(behind)) and not _PEOPLE.match(behind)
        return match.group() if asks else "các"

    return (_SOME_BARE if is_bare(text) else _SOME).sub(told, text)


def asks_for(text: str) -> str | None:
    """The kind of thing that the question's words ask for, of ``kinds()``; None where they ask for none."""
    text = asking(text)
    nouns = not any(_says(name, text) for name in ("agency", "department"))
    return next((name for name in kinds() if _says(name, text, nouns=nouns) and not _counts_another(name, text)), None)


def _counts_another(kind: str, text: str) -> bool:
    """True where a sum or a share is told by words far from "bao nhiêu", and something else is counted: "chi trả …, bao nhiêu người"."""
    return kind in ("money", "percent") and bool(counted(text)) and not _says(kind, text, far=False)


def counted(text: str) -> str:
    """What a question asks the number of, as a key: "bao nhiêu giường" → "giường", "quyết định số mấy" → "quyết định"; "" for none."""
    form = fold if is_bare(text) else key
    asked = form(asking(text))
    if match := _NUMBER_OF.search(asked):
        return match[1]
    told = (match["counted"] for match in _COUNTED.finditer(asked))
    return next((word for word in told if not only_asks(word, bare=is_bare(text)) and fold(word) not in _SUMS), "")


def asked_deed(text: str) -> tuple[str, ...]:
    """What the body that is asked for does, in one word or two neighbours, as keys: "sở nào phê duyệt dự án?" → "phê", "duyệt".

    None where the question says no more than that the body does it: "việc đó do ai lo?", "sở nào ở Đồng Tháp chủ trì?".
    """
    bare = is_bare(text)
    for start, end in reversed(province_spans(text)):
        text = f"{text[:start]}…{text[end:]}"
    asked = (fold if bare else key)(text)
    found = [match.end() for name in ("agency", "department") for match in _pattern(name, bare).finditer(asked)]
    told = words(re.split(r"[,;?.]", asked[max(found, default=len(asked)) :])[0])
    deeds = [n for n, word in enumerate(told) if not only_asks(word, bare=bare) and fold(word) not in _DOES]
    first = deeds[0] if deeds else 0
    return tuple(told[first : first + 2] if first + 1 in deeds else told[first : first + 1]) if deeds else ()


def speaks_of_tasks(text: str) -> bool:
    """True where a question says that somebody must ("phải", "có trách nhiệm", "must") or asks for texts that are to be made."""
    return bool(_OF_TASKS.search(fold(text)))


def asked_noun(text: str) -> frozenset[str]:
    """The folded words of what is asked to be named, none where nothing is: "hinh", "thuc" of "bằng những hình thức nào?".

    What is asked to be told part by part begins the question: "Phương pháp giám sát gồm những gì?".
    """
    asked = fold(text)
    found: set[str] = set()
    if _CONSISTS.search(asked):
        found.update(words(asked)[:2])
    for match in _TO_NAME.finditer(asked):
        near = list(takewhile(lambda word: not only_asks(word, bare=True), reversed(match["noun"].split())))
        found.update(near)
    return frozenset(found)


def unit_of_time(text: str) -> str:
    """The unit of the time that a question asks for, "from when until when" being a "span"; "" where it names none."""
    asked = fold(text)
    return next((unit for unit, pattern in _UNITS_OF_TIME.items() if pattern.search(asked)), "")


def samples() -> list[str]:
    """The phrases and examples of all kinds: how questions sound, for whoever learns from text."""
    return [
        line
        for name in (*kinds(), "frame", "duty")
        for part in ("phrases", "nouns", "examples")
        for line in _data()[name].get(part, ())
        if not set("…_") & set(line)
    ]


def only_asks(word: str, *, bare: bool = False) -> bool:
    """True for a word that asks rather than names a topic; ``bare``: it was typed without diacritics."""
    return word in _asking_words(bare)


def is_general(word: str) -> bool:
    """True for a word, without diacritics, that tells of tasks or documents in general: "nhiem", "thuc"."""
    return word in _general()


def topic_words(text: str, *, beside: frozenset[str] = frozenset()) -> list[str]:
    """The words that name a topic, as keys: they neither ask nor tell of tasks and documents in general.

    Args:
        text: A question, or a part of one.
        beside: More words, without diacritics, that name none.
    """
    bare = is_bare(text)
    told = (word for word in words(text) if not only_asks(word, bare=bare))
    return [word for word in told if not is_general(fold(word)) and fold(word) not in beside]


@cache
def _general() -> frozenset[str]:
    return frozenset(_data()["general"]["words"])
