"""The language of words that nobody named one for, by the letters they are written in.

What was typed into a search has no language in the register, and a voice that takes Japanese for
English says nothing. Kana are Japanese and Hangul are Korean; Chinese characters are taken for
those of the language beside them, and without one for Japanese, as our fonts draw them. Other
letters are of many languages and stay as they are. Source: Unicode blocks of these scripts.
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
    f"[{_HAN}{_KANA}{_HANGUL}]+(?:[\\s\u3000-\u303f]+[{_HAN}{_KANA}{_HANGUL}]+)*"
)
_HANGUL_IN: Final = re.compile(f"[{_HANGUL}]")


def in_their_script(text: str) -> Markup:
    """Write words with the language that their script names, where it names one."""
    parts: list[str] = []
    end = 0
    for run in _RUN.finditer(text):
        language = "ko" if _HANGUL_IN.search(run[0]) else "ja"
        parts += [
            escape(text[end : run.start()]),
            f'<span lang="{language}">{escape(run[0])}</span>',
        ]
        end = run.end()
    return Markup("".join([*parts, escape(text[end:])]))  # noqa: S704  escaped part by part
