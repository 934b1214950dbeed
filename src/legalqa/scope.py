"""Which documents does a question name: by number, by what their titles refer to, by kind and issuer, by province, by year."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from legalqa.models import Narrowing
from legalqa.vietnamese.agencies.mentions import find
from legalqa.vietnamese.interrogatives import OF_FIELDS, topic_words
from legalqa.vietnamese.kinds import DOCUMENTS, KINDS, alternatives
from legalqa.vietnamese.provinces import places_named
from legalqa.vietnamese.text import fold, is_bare, key, words

if TYPE_CHECKING:
    from legalqa.library import DocumentInfo

_NAMES = {fold(kind): kind for kind in KINDS}
_FULL = {short: fold(kind) for kind, shorts in KINDS.items() for short in (fold(kind), *shorts)}
# Kinds whose names mean hardly anything else: "chương trình" may be any programme.
_CERTAIN = frozenset(map(fold, DOCUMENTS))
_KIND = "|".join(sorted(_FULL, key=len, reverse=True))
_NUMBERED = re.compile(rf"\b({_KIND})\s+(?:so\s+)?0*(\d+)\b(?:\s*([/-][\w/-]+))?")
# A kind of document, and the number right behind it.
_SUBJECT = re.compile(rf"(?<![\w/-])({_KIND})(?![\w/-])(?:\s+(?:so\s+)?0*(\d+)\b)?")
_NUMBERED_AS_TYPED = re.compile(
    rf"(?<![\w/-])(?P<kind>{alternatives(tuple(KINDS))})\s+(?:số\s+|so\s+)?(?P<number>\d+(?:[/-][\w/-]*\w)?)\b",
    re.I,
)
_SET_IN = re.compile(
    rf"\b(?:theo|trong|tai|cua|o|boi)\s+(?:cac\s+|ban\s+)?({_KIND})\b(?!\s+(?:so\s+)?\d)(?:\s+(?:cua|do)\s+.+)?"
)
_SAYS = re.compile(
    rf"^(?:vay |the |con |thi )*(?:ban )?({_KIND})(?: (?:nay|do))? (?:da )?(?:yeu cau|giao|noi|quy dinh|neu|de ra|dat ra|xac dinh|chi dao)\b"
)
_OF = re.compile(rf"\b({_KIND})\s+(?:cua|do)\s+(.+)")
_YEAR = re.compile(
    rf"\b(?:{_KIND})\s+(?:ban hanh\s+)?(?:trong\s+)?nam\s+(\d{{4}})\b|\bban hanh\s+(?:trong\s+)?nam\s+(\d{{4}})\b"
)
#: The fields that documents are chosen by as they write them.
_WORDS: dict[str, Callable[[DocumentInfo], str | None]] = {
    "kinds": lambda document: document.kind,
    "issuers": lambda document: document.issuer,
    "places": lambda document: document.place,
    "statuses": lambda document: document.status,
}
_REFERENCE = re.compile(rf"\b({_KIND})\s+(?:so\s+)?0*(\d+)\s*[/-]")

# A question set in a document of the corpus: one of its kinds, with a number written as documents write it.
_ACCORDING = re.compile(
    r"\b(?:theo|trong|tại|của|in|under)\s+"
    rf"(?:{alternatives(DOCUMENTS)}|plan|directive|resolution|decision)"
    r"\s+(?:số\s+|so\s+|no\.?\s*)?(?P<number>\d{1,5}(?:/[\w-]+)?)\b(?!\s*(?:của|cua|ngày|ngay))",
    re.I,
)


# What stands before the name of Hồ Chí Minh where it is not the city's.
_OF_A_MAN = "".join(
    f"(?<!{word} )" for word in ("tư tưởng", "Tư tưởng", "Chủ tịch", "phong cách", "đạo đức", "Cộng sản")
)

# "chỉ thị của Bộ Công an": a kind of document, and whose it is.
_BY = re.compile(
    rf"\b(?:{alternatives(DOCUMENTS)})"
    r"\s+(?:của|do|cua)\s+(?P<issuer>[^?.;]+)",
    re.I,
)


def named(
    text: str, documents: Sequence[DocumentInfo], read: Callable[[str], str] = lambda document: ""
) -> list[DocumentInfo]:
    """The documents that a question names; what it says of them narrows them together, as far as any document fits.

    Args:
        text: The question, as typed or as it is searched.
        documents: All documents.
        read: Document id → its text: of a province without documents those that mention it may speak.
    """
    asked = fold(text)
    found = list(documents)
    told = False
    places = [*places_named(text), *_own_places(text, documents)]
    elsewhere = _of_nowhere_else(places, read)
    for either in ((_by_number(asked),), (_by_issuer(asked),), (_by_place(places), elsewhere), (_by_year(asked),)):
        kept = next((kept for check in either if check and (kept := [d for d in found if check(d)])), [])
        if kept:
            found, told = kept, True
    if told:
        return found
    of_kind = _by_kind(asked)
    return [document for document in documents if of_kind and of_kind(document)]


def of_other_provinces(text: str, documents: Sequence[DocumentInfo], read: Callable[[str], str]) -> frozenset[str]:
    """Ids of the documents of other provinces than those that a question names, which do not mention these."""
    if not (asked := set(places_named(text))):
        return frozenset()
    of = {document.id: set(places_named(document.place or "")) for document in documents}
    others = (id for id, places in of.items() if places and not asked & places)
    return frozenset(id for id in others if not any(_mentions(read(id), name) for name in asked))


def _mentions(text: str, province: str) -> bool:
    """True where a text has the name of a province; that of Hồ Chí Minh is also in "tư tưởng Hồ Chí Minh"."""
    if province == "Hồ Chí Minh":
        return re.search(_OF_A_MAN + province, text) is not None
    return province in text


def chosen(narrowing: Narrowing, documents: Sequence[DocumentInfo]) -> list[DocumentInfo]:
    """The documents that fit what was chosen."""
    wanted = {name: set(map(_key, getattr(narrowing, name))) for name in _WORDS}
    ids, agencies = set(map(_key, narrowing.documents)), set(map(_key, narrowing.agencies))

    def fits(document: DocumentInfo) -> bool:
        return (
            all(not values or _key(_WORDS[name](document) or "") in values for name, values in wanted.items())
            and (not ids or bool(ids & {_key(document.id), _key(document.number or "")}))
            and (not narrowing.years or bool(document.date and document.date.year in narrowing.years))
            and (not agencies or not agencies.isdisjoint(map(_key, document.agencies)))
        )

    return [document for document in documents if fits(document)]


def offered(documents: Sequence[DocumentInfo]) -> Narrowing:
    """What there is to choose from: every value that a document has; one written in several ways stands once, in the longest.

    Years are the newest first, documents in their own order, words by the alphabet.
    """

    def written(told: Callable[[DocumentInfo], str | None]) -> tuple[str, ...]:
        ways: dict[str, str] = {}
        for value in filter(None, map(told, documents)):
            ways[_key(value)] = max(ways.get(_key(value), ""), value, key=len)
        return tuple(ways[name] for name in sorted(ways))

    return Narrowing(
        documents=tuple(document.id for document in documents),
        agencies=tuple(sorted({name for document in documents for name in document.agencies}, key=_key)),
        years=tuple(sorted({document.date.year for document in documents if document.date}, reverse=True)),
        **{name: written(told) for name, told in _WORDS.items()},
    )


def _key(text: str) -> str:
    return _in_full(" ".join(fold(text).split()))


def asked_about(text: str, documents: Sequence[DocumentInfo], fields: Sequence[str]) -> list[DocumentInfo]:
    """The documents of which a question asks a thing of their own: "Ai ký kế hoạch của UBND tỉnh Tuyên Quang?".

    A question that names nothing asks it of all. Else it must name the document by its own kind; a number behind that must be its own, and so must an issuer, a
    province or a year. Of several that are left, the one whose title shares clearly most of the question's words; else all.

    Args:
        text: The part of the question that names the document.
        documents: All documents.
        fields: What is asked: a number is asked of the kind named last before it.
    """
    subject = _subject(text, documents, fields)
    if subject is None and not topic_words(text, beside=OF_FIELDS) and not find(text) and not places_named(text):
        return list(documents)
    if subject is None or cited_only(text, documents):
        return []
    kind, number = subject
    found = [document for document in documents if _is_kind(document, kind)]
    if number:
        return [document for document in found if _own_number(document) == number]
    asked = fold(text)
    if issuers := _issuers(text):
        found = [document for document in found if any(_is_of(document, name) for name in issuers)]
    if places := places_named(text):
        found = [document for document in found if _is_place(document.place, places)]
    if "date" not in fields and (years := {int(year) for year in re.findall(r"\bnam (\d{4})\b", asked)}):
        found = [document for document in found if _is_of_year(document, years)]
    told = [document for document in named(text, documents) if document in found]
    if len(told) == 1 or len(found) <= 1:
        return told if len(told) == 1 else found
    if kind == "van ban":
        return []
    shares = _title_shares(text, told or found)
    best, second, *_ = sorted(shares.values(), reverse=True)
    clear = best >= second + 2 or best > second == 0
    return [document for document in told or found if shares[document.id] > best - (1 if clear else 2)]


def _is_of_year(document: DocumentInfo, years: set[int]) -> bool:
    """True for a document issued in one of these years, or with one of them in its title: "… đến năm 2030"."""
    issued = document.date is not None and document.date.year in years
    return issued or bool(years & set(map(int, re.findall(r"\b\d{4}\b", document.title or ""))))


def _subject(text: str, documents: Sequence[DocumentInfo], fields: Sequence[str]) -> tuple[str, str | None] | None:
    """The kind of document that a question asks about, and its number; a text that is only cited is none."""
    found = []
    for match in _SUBJECT.finditer(fold(text)):
        kind = _FULL[match[1]]
        of_kind = [document for document in documents if _is_kind(document, kind)]
        bears = any(_own_number(document) == match[2] for document in of_kind)
        if bears or (not match[2] and (of_kind or kind in _CERTAIN)):
            found.append((kind, match[2]))
    return found[-1 if "number" in fields and len(fields) == 1 else 0] if found else None


def _is_kind(document: DocumentInfo, kind: str) -> bool:
    return kind == "van ban" or fold(document.kind or "") == kind


def asks_of_none(
    text: str, documents: Sequence[DocumentInfo], fields: Sequence[str], read: Callable[[str], str]
) -> str | None:
    """How a question for which ``asked_about`` finds no document tells of the one it asks about: by number, province or year.

    A number that texts cite may be answered from those: its date, its issuer, not who signed it or got it.

    Returns:
        "số 05/2024/TT-BTP", "nào là chỉ thị của Hà Giang"; None where the question does not say.
    """
    subject = _subject(text, documents, fields)
    if number := cited_only(text, documents):
        cited = _borne(_digits(number), (read(document.id) for document in documents))
        return None if cited and not {"signer", "recipients"} & set(fields) else f"số {number}"
    if subject is None or subject[1] or _asked_of_another(text, subject[0], documents):
        return None
    kind = _NAMES[subject[0]]
    if kind == "văn bản":
        return None  # one of several: told by what it says
    if not any(_is_kind(document, subject[0]) for document in documents):
        # what is only cited may be told of all the same
        return f"nào là {kind}" if {"signer", "recipients"} & set(fields) else None
    place = next(iter(places_named(text)), None)
    year = re.search(r"\bnam (\d{4})\b", fold(text))
    told = [f"của {place}" if place else "", f"ban hành năm {year[1]}" if year else ""]
    return f"nào là {kind} {' '.join(filter(None, told))}" if any(told) else None


def _asked_of_another(text: str, kind: str, documents: Sequence[DocumentInfo]) -> bool:
    """True where a kind of document that is there is named before this one: "kế hoạch Tuyên Quang triển khai nghị quyết số mấy"."""
    before = _SUBJECT.search(fold(text))
    return (
        before is not None and _FULL[before[1]] != kind and any(_is_kind(item, _FULL[before[1]]) for item in documents)
    )


def cited_only(text: str, documents: Sequence[DocumentInfo]) -> str | None:
    """The number, as typed, of the document that a question asks of, where no document of that kind bears it.

    A kind of document that is there and is named before it is what the question asks of: "kế hoạch triển khai Nghị quyết 126".
    """
    found = list(_NUMBERED_AS_TYPED.finditer(text))
    before = {_FULL[match[1]] for match in _SUBJECT.finditer(fold(text[: found[0].start()]))} if found else set()
    if any(_is_kind(document, kind) for document in documents for kind in before - {"van ban"}):
        return None
    for match in found:
        kind, number = _FULL[fold(match["kind"])], _digits(match["number"])
        if any(_is_kind(document, kind) and _own_number(document) == number for document in documents):
            return None
    return found[0]["number"] if found else None


def refers_to(document: DocumentInfo, told: str) -> bool:
    """True where a document's title refers to the document that is told by kind and number: "Nghị quyết 66"."""
    wanted = {(_FULL[match[1]], match[2]) for match in _NUMBERED.finditer(fold(told))}
    return any((_FULL[match[1]], match[2]) in wanted for match in _REFERENCE.finditer(fold(document.title or "")))


def _issuers(text: str) -> list[str]:
    """Whose a document is, as a question says: "chỉ thị của Tỉnh ủy", "Chủ tịch UBND tỉnh đã ra chỉ thị"."""
    found = []
    for item in find(text):
        before, behind = fold(text[: item.start]), fold(text[item.end :])
        owns = re.search(rf"\b(?:{_KIND})\s+(?:cua|do)\s*$", before)
        if owns or re.match(rf"\s*(?:da\s+)?(?:ra|ban hanh)\s+(?:ban\s+)?(?:{_KIND})\b", behind):
            found.append(_in_full(fold(item.agency.name)))
    return found


def _is_of(document: DocumentInfo, name: str) -> bool:
    """True where a document's issuer goes by this name, or by a longer or shorter form of it; or is not known."""
    issuer = _in_full(fold(document.issuer or ""))
    return not issuer or issuer in name or name in issuer


def _own_number(document: DocumentInfo) -> str | None:
    return _digits(document.number)


def _digits(number: str | None) -> str | None:
    """What a number begins with, without zeros before it: "015/KH-UBND" → "15"."""
    match = re.match(r"0*(\d+)", number or "")
    return match[1] if match else None


def _borne(digits: str | None, texts: Iterable[str]) -> bool:
    """True where a text cites a document by this number."""
    cites = re.compile(rf"(?<!\d)0*{digits}\s*[/-]")
    return digits is not None and any(cites.search(text) for text in texts)


def _title_shares(text: str, documents: Sequence[DocumentInfo]) -> dict[str, int]:
    """How many of a question's words of its topic stand in each document's title, issuer and place; neighbours there count again."""
    topic = {fold(word) for word in topic_words(text, beside=OF_FIELDS)}
    pairs = {pair for pair in pairwise(words(fold(text))) if topic.issuperset(pair)}
    shares = {}
    for document in documents:
        named = filter(None, (document.title, document.issuer, document.place, document.number))
        told = words(fold(" ".join(named)))
        shares[document.id] = len(topic & set(told)) + len(pairs & set(pairwise(told)))
    return shares


def names_unknown(text: str, documents: Sequence[DocumentInfo], read: Callable[[str], str]) -> str | None:
    """How a question tells of the document it is set in, where there is none such: by number, by year, by issuer.

    Args:
        text: The question.
        documents: All documents.
        read: Document id → its text: what a text so much as cites may be what the question means.

    Returns:
        "số 999/KH-UBND", "ban hành năm 2019", "của Bộ Công an"; None where nothing is told, or a document fits.
    """
    return (
        _unknown_number(text, documents, read)
        or _unknown_year(text, documents, read)
        or _unknown_issuer(text, documents, read)
    )


def _unknown_number(text: str, documents: Sequence[DocumentInfo], read: Callable[[str], str]) -> str | None:
    """The number of a document that a question names, where none of those it names is borne by one or cited in one."""
    found = (*_ACCORDING.finditer(text), *_NUMBERED_AS_TYPED.finditer(text))
    told = [match["number"] for match in found if _is_number(match)]
    if not told:
        return None
    texts = [*(document.number or "" for document in documents), *(read(document.id) for document in documents)]
    return None if any(_borne(_digits(number), texts) for number in told) else f"số {told[0]}"


def _is_number(match: re.Match[str]) -> bool:
    """False for "kế hoạch 5 năm": a number that counts what stands behind it."""
    return not re.match(
        r"\s*(?:năm|tháng|ngày|điểm|nội dung|bước|nhiệm vụ|nam|thang|ngay)\b", match.string[match.end() :], re.I
    )


def _unknown_year(text: str, documents: Sequence[DocumentInfo], read: Callable[[str], str]) -> str | None:
    """An undated document may be of any year that it mentions."""
    years = _years(fold(text))
    of = {document.date.year for document in documents if document.date}
    undated = [read(document.id) for document in documents if not document.date]
    if not years or not documents or years & of or any(str(year) in told for year in years for told in undated):
        return None
    return "ban hành năm " + ", ".join(map(str, sorted(years)))


def _unknown_issuer(text: str, documents: Sequence[DocumentInfo], read: Callable[[str], str]) -> str | None:
    """A kind of document and whose it is, where no text knows that body."""
    match = _BY.search(text)
    body = next(iter(find(match["issuer"])), None) if match else None
    if not match or body is None or body.start > 0 or body.ambiguous or not documents:
        return None
    name = match["issuer"][: body.end]
    forms = [fold(name), fold(body.agency.name)]
    told = (fold(f"{document.issuer or ''} {read(document.id)}") for document in documents)
    return None if any(form in heard for heard in told for form in forms) else f"của {name}"


def names_unknown_place(
    text: str, documents: Sequence[DocumentInfo], read: Callable[[str], str], *, whole: bool = False
) -> str | None:
    """The province that a question names where documents are of others, and no text so much as mentions it.

    Args:
        text: The question.
        documents: All documents.
        read: Document id → its text.
        whole: Only where every document is of another province: one that is of none may answer.
    """
    asked = places_named(text)
    places = [document.place for document in documents if document.place]
    if not asked or not places or any(_is_place(place, asked) for place in places):
        return None
    if whole:
        return asked[0] if len(of_other_provinces(text, documents, read)) == len(documents) else None
    return None if any(_mentions(read(document.id), asked[0]) for document in documents) else asked[0]


Check = Callable[["DocumentInfo"], bool]


def _by_number(asked: str) -> Check | None:
    """ "Kế hoạch 2888", "2888/KH-UBND", "kế hoạch thực hiện NQ 66": a document's number, or one that its title refers to.

    Digits alone must stand behind a word for a document.
    """
    digits = _digits_told(asked)

    def bears(document: DocumentInfo) -> bool:
        return _bears(document, asked, digits) or refers_to(document, asked)

    return bears


def bearing(text: str, documents: Sequence[DocumentInfo]) -> list[DocumentInfo]:
    """The documents that a question names by their own numbers, and of no other place: what it asks, it asks of them."""
    asked = fold(text)
    digits = _digits_told(asked)
    found = [document for document in documents if _bears(document, asked, digits)]
    places = [*places_named(text), *_own_places(text, documents)] if found else []
    return [document for document in found if not places or not document.place or _is_place(document.place, places)]


def _bears(document: DocumentInfo, asked: str, digits: set[str]) -> bool:
    number = fold(document.number or "")
    whole = bool(number) and re.search(rf"(?<![\w/]){re.escape(number)}(?![\w/])", asked) is not None
    return whole or (_own_number(document) or "") in digits


def _digits_told(asked: str) -> set[str]:
    """The numbers behind a kind of document, without zeros before them, that nothing follows."""
    return {match[2] for match in _NUMBERED.finditer(asked) if not match[3]}


def _by_issuer(asked: str) -> Check | None:
    """ "chỉ thị của Tỉnh ủy": a kind, and whose it is."""
    told = [(_FULL[match[1]], _in_full(match[2])) for match in _OF.finditer(asked)]

    def issued(document: DocumentInfo) -> bool:
        names = _in_full(fold(document.issuer or "")).split()
        ends = [" ".join(names[at:]) for at in range(len(names) - 1)]
        return any(_is_kind(document, kind) and any(rest.startswith(end) for end in ends) for kind, rest in told)

    return issued if told else None


def _by_place(places: Sequence[str]) -> Check | None:
    """The documents of the province that is named."""
    return (lambda document: _is_place(document.place, places)) if places else None


def _of_nowhere_else(places: Sequence[str], read: Callable[[str], str]) -> Check | None:
    """Those that mention a province that is named, or could: no document says that it is of another one."""
    if not places:
        return None
    return lambda document: not document.place or any(name in read(document.id) for name in places)


def _by_year(asked: str) -> Check | None:
    years = _years(asked)
    return (lambda document: bool(document.date and document.date.year in years)) if years else None


def _years(asked: str) -> set[int]:
    return {int(year) for match in _YEAR.finditer(asked) for year in match.groups() if year}


def _by_kind(asked: str) -> Check | None:
    kinds = {_FULL[match[1]] for pattern in (_SET_IN, _SAYS) for match in pattern.finditer(asked)}
    return (lambda document: fold(document.kind or "") in kinds) if kinds else None


def _own_places(text: str, documents: Sequence[DocumentInfo]) -> list[str]:
    """The places that documents say they are of, as far as a text names them: communes and districts too."""
    form = fold if is_bare(text) else key
    asked = form(text)
    places = {document.place for document in documents if document.place and len(document.place.split()) > 1}
    return sorted(place for place in places if re.search(rf"\b{re.escape(form(place))}\b", asked))


def _is_place(place: str | None, names: Sequence[str]) -> bool:
    """True where a document's place is one of these provinces."""
    told = re.sub(r"^(?:thanh pho|tinh|tp\.?)\s+", "", fold(place or ""))
    return any(told == fold(name) for name in names)


def _in_full(name: str) -> str:
    return re.sub(r"\bubnd\b", "uy ban nhan dan", re.sub(r"\bhdnd\b", "hoi dong nhan dan", name))
