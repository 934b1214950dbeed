"""What a keyboard leaves in a Vietnamese text: Telex and VNI keys that no input method took up, and held letters."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from typing import Any, Literal

from legalqa.vietnamese.english import is_english, is_english_word
from legalqa.vietnamese.syllables import ACUTE, DOT, GRAVE, HOOK, TILDE, VOWELS, is_plain, is_syllable, parted, syllable
from legalqa.vietnamese.text import cased, nfc

_Method = Literal["", "telex", "vni"]

_TELEX = {"s": ACUTE, "f": GRAVE, "r": HOOK, "x": TILDE, "j": DOT, "z": ""}
_VNI = {"1": ACUTE, "2": GRAVE, "3": HOOK, "4": TILDE, "5": DOT, "0": ""}
_ROOF = {"a": "â", "e": "ê", "o": "ô"}
_HORN = {"u": "ư", "o": "ơ", "a": "ă"}

# Words with what joins them: a number, a symbol, an address is left alone as a whole ("126/NQ-CP", "moj.gov.vn").
_JOINED = re.compile(r"[^\W_]+(?:[./\-:@'’_]+[^\W_]+)*")
_WORD = re.compile(r"[^\W_]+")
_NO_WORD = re.compile(r"[.:@'’_]|[/-].*\d|\d.*[/-]")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_HELD = re.compile(r"(.)\1+")
_HELD_MARKED = re.compile(r"([^\x00-\x7f])\1+")
_HELD_ROOF = re.compile(r"([aeod])\1{2,}")
_HELD_OTHER = re.compile(r"([^aeodu])\1+")
_ROOFS_APART = re.compile(r"([aeo])(\w+)\1")
# Longer words in capitals are no abbreviations, in a text that is in capitals throughout.
_LONGEST_ABBREVIATION = 4
# No syllable has more letters, however it was typed; no rhyme has more than five.
_LONGEST = 20
_LONGEST_RHYME = 5


def _unknown(word: str) -> bool:
    """Nothing is known beyond the program's own words."""
    return False


def retyped(text: str, known: Callable[[str], bool] = _unknown) -> str:
    """The text, in NFC, with what a keyboard left in its words mended; a word that may be right stays as typed.

    A word is mended where it is no possible syllable as typed and is one as mended. Numbers, symbols, abbreviations in
    capitals, English and ``known`` words stay. Where most words are left-overs, the text was typed without an input
    method: then English words and keys further apart are read by its rules too ("las" → "lá").

    Args:
        text: As typed.
        known: Tells words, in lower case, that the searched texts have; among several readings these win.

    Examples:
        >>> retyped("sowr taif chisnh phair lafm gif")
        'sở tài chính phải làm gì'
        >>> retyped("so73 ta2i chi1nh pha3i la2m gi2")
        'sở tài chính phải làm gì'
        >>> retyped("Sởở Tài chínhh phảir làmf gìii theo 126/NQ-CP")
        'Sở Tài chính phải làm gì theo 126/NQ-CP'
    """
    text = nfc(text)
    words = list(_words(text))
    if all(_stays(word.group().lower()) for word in words) or is_english(text):
        return text
    shouted = text.isupper()
    method = _method([word.group().lower() for word in words if shouted or not _is_abbreviation(word.group())])
    if method is None:
        return text
    parts: list[str] = []
    at = 0
    for word in words:
        parts += text[at : word.start()], _mended(word.group(), method, shouted, known)
        at = word.end()
    return "".join((*parts, text[at:]))


def _words(text: str) -> Iterator[re.Match[str]]:
    for joined in _JOINED.finditer(text):
        if not _NO_WORD.search(joined.group()):
            yield from (word for word in _WORD.finditer(text, *joined.span()) if len(word.group()) <= _LONGEST)


def _method(words: list[str]) -> _Method | None:
    """How most of the words were typed; "" where most are as they should be, None where many are not Vietnamese."""
    told = [word for word in words if not word.isdigit()]
    odd = [word for word in told if not _stays(word)]
    telex = sum(bool(_readings(word, "telex" if "w" in word else "")) for word in odd if not _is_foreign(word))
    vni = sum(bool(_readings(word, "vni")) for word in odd if not word.isalpha() and not _is_numbered(word))
    if 2 * vni > len(told) and vni > 1:
        return "vni"
    if 2 * telex > len(told) and telex > 1:
        return "telex"
    unread = sum(word.isalpha() and (_is_foreign(word) or not _readings(word, "")) for word in odd)
    return None if 2 * unread > len(told) else ""


def _is_numbered(word: str) -> bool:
    """True for "khoan2": a part of a text and its number."""
    return word[:-1] in _listed("numbered", "words")


def _is_abbreviation(typed: str) -> bool:
    return len(typed) > 1 and typed.isupper()


def _mended(typed: str, method: _Method, shouted: bool, known: Callable[[str], bool]) -> str:
    word = typed.lower()
    if _stays(word) or _is_foreign(word, method) or (not method and known(word)):
        return typed
    if _is_abbreviation(typed) and not (shouted and (method or len(word) > _LONGEST_ABBREVIATION)):
        return typed
    readings = _readings(word, method)
    if not readings:
        return typed
    return cased(next(filter(known, readings), readings[0]), typed)


@lru_cache(maxsize=65536)
def _stays(word: str) -> bool:
    return word.isdigit() or is_plain(word) or is_syllable(word) or bool(_ROMAN.fullmatch(word))


@lru_cache(maxsize=65536)
def _is_foreign(word: str, method: _Method = "") -> bool:
    """True for a word of another language, which is no left-over; most are doubtful where a method was left out."""
    if word in _listed("foreign", "always"):
        return True
    return not method and (word in _listed("foreign", "sometimes") or is_english_word(word))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("keyboard.toml").read_text(encoding="utf-8"))


@cache
def _listed(table: str, name: str) -> frozenset[str]:
    return frozenset(_data()[table][name].split())


@lru_cache(maxsize=65536)
def _readings(word: str, method: _Method) -> tuple[str, ...]:
    """The syllables that a word, no syllable itself, may have been meant for, the likeliest first."""
    if not VOWELS & set(parted(word)[0]) and method != "telex":
        return ()
    letters, tones = parted(_HELD_MARKED.sub(r"\1", word))
    if len(tones) > 1 or _stays(word) or not word[0].isalpha():
        return ()
    if not letters.isalpha():
        return tuple(dict.fromkeys(filter(None, _by_vni(letters, tones, method == "vni"))))
    loose = method == "telex"
    if not loose and len(word) < 3 and word == letters:
        return ()
    calm = _HELD_ROOF.sub(r"\1\1", _HELD_OTHER.sub(r"\1", letters))
    once = _HELD.sub(r"\1", letters)
    found = [reading for form in dict.fromkeys((letters, calm, once)) for reading in _by_telex(form, tones, loose)]
    if once != parted(word)[0]:
        found.append(syllable(once, tones) or (once if not tones and is_plain(once) else ""))
    return tuple(dict.fromkeys(filter(None, found)))


def _by_telex(letters: str, tone: str, loose: bool) -> Iterator[str]:
    """What Telex keys left in a word mean, tone keys anywhere behind the vowel; ``loose`` also reads marks set apart."""
    initial, rest = _cut(letters)
    if loose and "w" in initial and letters != "tw":
        initial, rest = _cut(letters.replace("w", "ư", 1))
    if not rest or "w" in initial:
        return
    if not loose:
        rest = _adjacent_roofs(rest)
    keys = [char for char in rest if char in _TELEX]
    rest = "".join(char for char in rest if char not in _TELEX and char != "w") + "w" * ("w" in rest)
    if keys and not loose and (len(set(keys)) > 1 or (tone and _TELEX[keys[-1]] not in (tone, ""))):
        return
    if keys and not loose and keys[-1] == "z" and not tone:
        return
    tone = _TELEX[keys[-1]] if keys else tone
    initial = re.sub("dd|đd|dđ", "đ", initial)
    if loose and initial == "d" and rest.rstrip("w").endswith("d"):
        initial, rest = "đ", rest.replace("d", "")
    horned, rest = "w" in rest, rest.replace("w", "")
    for roofed in dict.fromkeys((_adjacent_roofs(rest), rest, _apart_roofs(rest) if loose else rest)):
        for rhyme in _horns(roofed) if horned else _mended_horns(roofed):
            yield syllable(initial + rhyme, tone)


def _by_vni(letters: str, tone: str, loose: bool) -> Iterator[str]:
    """What VNI digits left in a word mean; a digit behind a whole word is one only where it is ``loose``."""
    digits = [char for char in letters if not char.isalpha()]
    if not set(digits) <= set("0123456789") or not (loose or (letters[-1].isalpha() and len(letters) > 3)):
        return
    tones = [_VNI[digit] for digit in digits if digit in _VNI]
    if len(tones) > 1 or (tones and tone and tones[0] not in (tone, "")) or (tones == [""] and not tone):
        return
    initial, rest = _cut("".join(char for char in letters if char.isalpha()))
    if not rest or ("9" in digits and initial != "d"):
        return
    initial = "đ" if "9" in digits else initial
    rhymes = [rest]
    if "6" in digits:
        rhymes = [rest[:n] + _ROOF[char] + rest[n + 1 :] for n, char in enumerate(rest) if char in _ROOF]
    if "7" in digits:
        rhymes = [horned for rhyme in rhymes for horned in _horns(rhyme, "uo")]
    if "8" in digits:
        rhymes = [horned for rhyme in rhymes for horned in _horns(rhyme, "a")]
    for rhyme in rhymes:
        yield syllable(initial + rhyme, tones[0] if tones else tone)


def _cut(letters: str) -> tuple[str, str]:
    """What stands before the first vowel, and the rest; the u of qu is no vowel."""
    first = next((n for n, char in enumerate(letters) if char in VOWELS), len(letters))
    first += letters.startswith("qu") and len(letters) > 2
    return letters[:first], letters[first:]


def _adjacent_roofs(rest: str) -> str:
    for plain, roofed in _ROOF.items():
        rest = rest.replace(plain * 2, roofed).replace(plain + roofed, roofed).replace(roofed + plain, roofed)
    return rest


def _apart_roofs(rest: str) -> str:
    return _ROOFS_APART.sub(lambda match: _ROOF[match[1]] + match[2], rest)


def _horns(rest: str, letters: str = "uoa") -> Iterator[str]:
    """The rest with hook or breve on some of its letters, most first; as it is where it has one."""
    if len(rest) > _LONGEST_RHYME:
        return
    choices = [(_HORN[char], char) if char in letters else (char,) for char in rest]
    for choice in product(*choices):
        if (horned := "".join(choice)) != rest or set("ươă") & set(rest):
            yield horned


def _mended_horns(rest: str) -> Iterator[str]:
    """The rest as it is, and "uơ", "ưo" as the "ươ" that was meant."""
    yield rest
    if "uơ" in rest or "ưo" in rest:
        yield rest.replace("uơ", "ươ").replace("ưo", "ươ")
