"""The language of words that nobody named one for, by the letters they are written in.

What was typed into a search, a publisher and a unit have no language in the register, and a voice
that takes one language for another says nothing. Kana are Japanese and Hangul are Korean; Chinese
characters are taken for those of the language beside them, and without one for Japanese, as our
fonts draw them. Latin letters are taken for English on pages of East Asia only: they are those of
many languages. Source: Unicode blocks of these scripts.
"""

import re
from typing import Final

from markupsafe import Markup, escape

_HAN, _KANA, _HANGUL = (
    "\u3005\u3400-\u9fff\uf900-\ufaff",
    "\u3040-\u30ff\uff66-\uff9f",
    "\uac00-\ud7af",
)
_RUN: Final = re.compile(
    f"[{_HAN}{_KANA}{_HANGUL}]+(?:[\\s\u3000-\u303f0-9]+[{_HAN}{_KANA}{_HANGUL}]+)*"
)
_HANGUL_IN: Final = re.compile(f"[{_HANGUL}]")
_LATIN_IN: Final = re.compile("[A-Za-z]")
_EAST_ASIAN: Final = frozenset({"ja", "ko", "zh"})


def in_their_script(text: str, page: str) -> Markup:
    """Write words with the language that their letters name, where it is not that of the page."""
    parts: list[Markup] = []
    end = 0
    for run in _RUN.finditer(text):
        language = "ko" if _HANGUL_IN.search(run[0]) else "ja"
        parts += [_other(text[end : run.start()], page), _told(run[0], language, page)]
        end = run.end()
    return Markup().join([*parts, _other(text[end:], page)])


def _other(text: str, page: str) -> Markup:
    """Write what stands before, between and after letters of East Asia."""
    is_foreign = page in _EAST_ASIAN and _LATIN_IN.search(text)
    return _told(text, "en" if is_foreign else page, page)


def _told(text: str, language: str, page: str) -> Markup:
    if language == page:
        return escape(text)
    return Markup('<span lang="{}">{}</span>').format(language, text)
