"""Which bodies a text names, and which one a question means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from legalqa.models import Agency
from legalqa.vietnamese.agencies import data, known, lexicon
from legalqa.vietnamese.agencies.grammar import Grammar
from legalqa.vietnamese.agencies.names import Body
from legalqa.vietnamese.agencies.syllables import Syllables
from legalqa.vietnamese.interrogatives import only_asks
from legalqa.vietnamese.syllables import is_plain
from legalqa.vietnamese.text import fold, is_bare, key

_WORD = re.compile(r"\w+")
_ASKED = frozenset(("nào", "gì"))


@dataclass(frozen=True, slots=True)
class Mention:
    """A body where a text names it.

    Attributes:
        start, end: Offsets into the text; the span holds the title, the name and the place.
        words: The text at the span.
        head: True where the text names the person who leads the body.
    """

    start: int
    end: int
    agency: Agency
    words: str
    head: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A body that a question means; ``ambiguous`` holds the choices where its words name several."""

    start: int
    end: int
    agency: Agency
    ambiguous: tuple[Agency, ...] = ()


@dataclass(frozen=True, slots=True)
class _Seen:
    first: int
    body: Body
    head: bool = False


def mentions(text: str) -> list[Mention]:
    """The bodies that a shown text names, ordered and disjoint, each as long as its name is written."""
    syllables = Syllables(text)
    grammar = Grammar(syllables, lexicon.written())
    return [_mention(syllables, seen) for seen in _levelled(syllables, _scan(grammar))]


def find(question: str) -> list[Found]:
    """The bodies that a question means, by name, abbreviation or English name, with or without diacritics, in any case."""
    return list(_meant_in(question))


@lru_cache(maxsize=256)  # reading a question asks for its bodies again and again
def _meant_in(question: str) -> Sequence[Found]:
    bare = [one for one in _find(question, bare=True) if not _is_word(question[one.start : one.end])]
    if is_bare(question):
        return bare
    found = _find(question, bare=False)
    if not found:
        return bare
    longer = {one.start: one for one in bare}
    return [_longer(one, longer.get(one.start)) for one in found]


def _longer(one: Found, other: Found | None) -> Found:
    """Of two bodies that begin in one place the one with the longer name: "Sở Nông nghiệp và Moi trường" lacks marks."""
    return other if other and other.end > one.end and not other.ambiguous else one


def _is_word(name: str) -> bool:
    """True for what is an abbreviation in capitals and a word otherwise: "cắt" is no Công an tỉnh."""
    return " " not in name and not name.isupper() and is_plain(fold(name))


def find_named(question: str, agencies: Iterable[Agency]) -> list[Found]:
    """The bodies of these that a question names as their texts do, word for word: of those that no table knows.

    Args:
        question: As typed, with or without diacritics.
        agencies: The bodies that texts address.
    """
    form = fold if is_bare(question) else key
    words = list(_WORD.finditer(question))
    asked = [form(word.group()) for word in words]
    found: list[Found] = []
    for agency in sorted(agencies, key=lambda agency: -len(agency.name)):
        name = [form(word) for word in _WORD.findall(data.singular(agency.name))]
        if agency.id in known() or len(name) < 2:
            continue
        for at in range(len(asked) - len(name) + 1):
            span = words[at].start(), words[at + len(name) - 1].end()
            if asked[at : at + len(name)] == name and not any(span[0] < f.end and f.start < span[1] for f in found):
                found.append(Found(*span, agency))
    return sorted(found, key=lambda item: item.start)


def _mention(text: Syllables, seen: _Seen) -> Mention:
    start, end = text.starts[seen.first], text.ends[seen.body.end - 1]
    return Mention(start, end, seen.body.agency, text.text[start:end], seen.head)


def _scan(grammar: Grammar) -> list[_Seen]:
    found: list[_Seen] = []
    at = 0
    while at < grammar.size:
        seen = _at(grammar, at)
        if seen is None:
            at += 1
            continue
        chain = [seen, *_chain(grammar, seen)]
        found += chain
        at = chain[-1].body.end
    return found


def _at(grammar: Grammar, at: int) -> _Seen | None:
    """The longest body here, with the title before it."""
    if not grammar.text.word(at):
        return None
    body = _longest(grammar, at)
    title = grammar.lexicon.titles.longest(grammar.keys, at)
    if title is None or not _may_open(grammar, at, title[0]):
        return _Seen(at, body) if body else None
    led = _led(grammar, title)
    if led and (body is None or led.end > body.end):
        return _Seen(at, led, head=True)
    return _Seen(at, body) if body else None


def _may_open(grammar: Grammar, at: int, end: int) -> bool:
    """False for a title that is a verb in lower case: "lãnh đạo các cơ quan"."""
    if grammar.typed or grammar.text.capital(at):
        return True
    return tuple(grammar.keys[at:end]) not in grammar.lexicon.verbs


def _led(grammar: Grammar, title: tuple[int, bool]) -> Body | None:
    """The body whose leader a title names: after it, after "của" or after a colon."""
    end, addressing = title
    if grammar.key(end) in (":", grammar.lexicon.norm("của")):
        end += 1
    if end >= grammar.size:
        return None
    return _longest(grammar, end, titled=addressing)


def _longest(grammar: Grammar, at: int, *, titled: bool = False) -> Body | None:
    lexicon_ = grammar.lexicon
    word = grammar.keys[at]
    plural = bool(lexicon_.plurals.begins(word))
    named = grammar.named(at) if plural or lexicon_.names.begins(word) or word in lexicon_.tails else None
    group = grammar.group(at, titled=titled) if plural or lexicon_.nouns.begins(word) else None
    unknown = _unknown(grammar, at)
    if named and unknown and not _outgrown(grammar, named):
        unknown = None
    return max((body for body in (named, group, unknown) if body), key=lambda body: body.end, default=None)


def _unknown(grammar: Grammar, at: int) -> Body | None:
    if grammar.lexicon.heads.begins(grammar.keys[at]):
        return grammar.unknown(at)
    following = grammar.key(at + 1)
    if grammar.keys[at] in grammar.lexicon.plural_words and grammar.lexicon.heads.begins(following):
        return grammar.unknown(at + 1)
    return None


def _outgrown(grammar: Grammar, named: Body) -> bool:
    """True where a name of the tables begins a longer one: "Ban Tổ chức" in "Ban Tổ chức Hội thi"."""
    return grammar.text.capital(named.end) and named.agency.kind not in ("so", "ministry")


def _chain(grammar: Grammar, seen: _Seen) -> list[_Seen]:
    """The names that share a head: "Nội vụ" and "Tư pháp" in "các Sở: Tài chính, Nội vụ và Tư pháp"."""
    found: list[_Seen] = []
    body = seen.body
    while body.shared:
        at = body.end
        signs = grammar.lexicon.joins | {";", "."} if body.listed else grammar.lexicon.joins
        if grammar.key(at) not in signs:
            break
        at += 1
        following = grammar.tail(body.shared, at, listed=body.listed) if at < grammar.size else None
        if following is None:
            break
        found.append(_Seen(at, following, seen.head))
        body = following
    return found


def _levelled(text: Syllables, found: list[_Seen]) -> list[_Seen]:
    """Bodies without a place take the level of the next in their list: "Hội đồng nhân dân, Ủy ban nhân dân tỉnh"."""
    for index in range(len(found) - 2, -1, -1):
        seen, following = found[index].body, found[index + 1].body
        level = following.level
        between = text.keys[seen.end : found[index + 1].first]
        if seen.name and not seen.level and level in seen.name.agencies and between in ([","], ["và"], ["va"]):
            agency = known()[seen.name.agencies[level]]
            found[index] = replace(found[index], body=replace(seen, agency=agency, level=level))
    return found


def _find(question: str, *, bare: bool) -> list[Found]:
    words = lexicon.bare() if bare else lexicon.written()
    text = Syllables(question, words.norm)
    grammar = Grammar(text, words, typed=True, bare=bare)
    asked = {words.norm(word) for word in _ASKED}
    found = []
    for seen in _levelled(text, _scan(grammar)):
        if grammar.key(seen.body.end) not in asked:
            found.append(_meant(grammar, seen))
    taken = [(one.start, one.end) for one in found]
    found += [one for one in _unclear(grammar) if not any(a < one.end and one.start < b for a, b in taken)]
    return sorted(found, key=lambda one: one.start)


def _meant(grammar: Grammar, seen: _Seen) -> Found:
    text = grammar.text
    choices = lexicon.ambiguous(grammar.lexicon).get(tuple(text.keys[seen.first : seen.body.end])) or ()
    return Found(text.starts[seen.first], text.ends[seen.body.end - 1], seen.body.agency, choices)


def _unclear(grammar: Grammar) -> list[Found]:
    """Short names that several bodies share: "Ủy ban", "Văn phòng"."""
    found = []
    for at in range(grammar.size):
        step = lexicon.ambiguous(grammar.lexicon).longest(grammar.keys, at)
        if step and _stands_alone(grammar, at, step[0]):
            found.append(Found(grammar.text.starts[at], grammar.text.ends[step[0] - 1], step[1][0], step[1]))
    return found


def _stands_alone(grammar: Grammar, at: int, end: int) -> bool:
    following = grammar.key(end)
    if following in {grammar.lexicon.norm(word) for word in _ASKED} or grammar.guarded(at):
        return False
    if end - at == 1 and grammar.bare and not grammar.text.capital(at) and len(grammar.keys[at]) < 4:
        return False
    return (
        not grammar.text.word(end)
        or only_asks(following, bare=grammar.bare)
        or bool(grammar.lexicon.stops.at(grammar.keys, end))
    )
