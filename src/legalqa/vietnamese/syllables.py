"""Which words are Vietnamese syllables: initial, rhyme and tone, by the rules of the written language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from legalqa.vietnamese.text import fold, key, nfc

VOWELS = frozenset("aăâeêioôơuưy")
GRAVE, ACUTE, HOOK, TILDE, DOT = TONES = "̀", "́", "̉", "̃", "̣"

# In the order of the alphabet; no initial is one too.
_INITIALS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x"
_RHYMES = (
    "a ai am an ang anh ao au ay ac ach ap at ăm ăn ăng ăc ăp ăt âm ân âng âu ây âc âp ât "
    "e em en eng eo ec ep et ê êm ên ênh êu êch êp êt "
    "i ia im in inh iu ich ip it iêm iên iêng iêu iêc iêp iêt y yêm yên yêng yêu yêt "
    "o oi om on ong oc op ot ô ôi ôm ôn ông ôc ôp ôt ơ ơi ơm ơn ơp ơt "
    "oa oai oam oan oang oanh oao oay oac oach oap oat oăm oăn oăng oăc oăp oăt oe oen oeo oet "
    "u ua ui um un ung uc up ut uôi uôm uôn uông uôc uôt ư ưa ưi ưm ưng ưu ưc ưt ươi ươm ươn ương ươu ươc ươp ươt "
    "uân uâng uây uât uê uênh uêch uơ uy uya uyu uynh uych uyp uyt uyên uyêt"
)
_AFTER_QU = (
    "a ai am an ang anh ao au ay ac ach ap at ăm ăn ăng ăc ăp ăt ân âng âu ây ât "
    "e en eo et ê ên ênh êu êch êt i it y ynh ych yt yên yêt ơ ơn ôc"
)
# Where "gi" and a rhyme with i share the letter.
_SHARED_I = ("gi", "gin", "giên", "giêng", "giêc", "giêt")
_BORROWED = ("boong", "buyt", "đoong", "goong", "mooc", "phuy", "sooc", "voan", "xoong")
_WITH_Y = frozenset(("", "h", "k", "l", "m", "s", "t", "th", "v"))
_NO_GLIDE = frozenset(("b", "c", "gi", "k", "m", "p", "ph", "v"))
_GLIDES = ("oa", "oă", "oe", "uâ", "uê", "uơ", "uy")


def _fits(initial: str, rhyme: str) -> bool:
    """True where the spelling of an initial suits the rhyme behind it."""
    if rhyme[0] == "y":
        return initial in _WITH_Y if rhyme == "y" else not initial
    if rhyme.startswith("iê") and not initial:
        return False
    if rhyme.startswith(_GLIDES) and initial in _NO_GLIDE:
        return False
    front = rhyme[0] in "eêi"
    if initial == "gi":
        return rhyme[0] != "i"
    return front if initial in ("gh", "k", "ngh") else not (front and initial in ("c", "g", "ng"))


def _spelled() -> Iterator[str]:
    initials, rhymes = ["", *_INITIALS.split()], _RHYMES.split()
    yield from (initial + rhyme for initial in initials for rhyme in rhymes if _fits(initial, rhyme))
    yield from (*("qu" + rhyme for rhyme in _AFTER_QU.split()), *_SHARED_I, *_BORROWED)


@cache
def _toneless() -> frozenset[str]:
    return frozenset(_spelled())


@cache
def _bare() -> frozenset[str]:
    return frozenset(map(fold, _toneless()))


@lru_cache(maxsize=65536)
def parted(word: str) -> tuple[str, str]:
    """The letters of a word in lower case without tone, and its tone marks, each once: "Chính" → ("chinh", "́")."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = "".join(dict.fromkeys(char for char in letters if char in TONES))
    return nfc("".join(char for char in letters if char not in TONES)), tones


def syllable(letters: str, tone: str = "") -> str:
    """The syllable of these letters with this tone, the mark where ``key`` has it; "" where there is none.

    Behind c, ch, p, t only sắc and nặng are said.
    """
    if letters not in _toneless() or (letters.endswith(("c", "ch", "p", "t")) and tone not in (ACUTE, DOT)):
        return ""
    at = _seat(letters)
    return nfc(letters[: at + 1] + tone + letters[at + 1 :])


def _seat(letters: str) -> int:
    """Where the tone mark stands."""
    first = next(n for n, char in enumerate(letters) if char in VOWELS)
    last = max(n for n, char in enumerate(letters) if char in VOWELS)
    if letters[:2] in ("gi", "qu") and last > 1:
        first = 2
    marked = [n for n in range(first, last + 1) if letters[n] in "ăâêôơ"] or [
        n for n in range(first, last + 1) if letters[n] == "ư"
    ]
    if marked:
        return marked[0]
    if last + 1 < len(letters):
        return last
    return first + 1 if last - first == 2 else first


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """True for a possible syllable as it is written, in either place of the tone mark of oa, oe, uy; in any case of letters.

    Example:
        >>> [is_syllable(word) for word in ("chính", "hoà", "xoong", "taì", "thưc", "chisnh")]
        [True, True, True, False, False, False]
    """
    letters, tones = parted(word)
    return bool(letters) and len(tones) < 2 and syllable(letters, tones) == key(word)


@lru_cache(maxsize=65536)
def is_plain(word: str) -> bool:
    """True for a possible syllable whose tone or whose every mark was left out: "thưc", "chinh"."""
    letters = word.lower()
    return letters in _toneless() or letters in _bare()
