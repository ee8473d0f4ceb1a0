"""Which way a language is written."""

import re
from functools import lru_cache
from typing import Final, Literal

#: Languages that are mostly written from right to left, and scripts that are, where a tag names one (ISO 639, 15924).
_LANGUAGES: Final = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "lrc", "mzn", "nqo", "pnb", "prs", "ps", "sd", "syr"}
    | {"ug", "ur", "yi"}
)
_SCRIPTS: Final = frozenset({"adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"})
#: A language's tag up to its script: language, extensions of it, script.
_TAG: Final = re.compile(r"([a-z]{2,8})(?:[-_][a-z]{3}){0,3}(?:[-_]([a-z]{4}))?(?:[-_].*)?")


@lru_cache(maxsize=256)
def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """
    The direction of a language's script.

    Args:
        language: A BCP 47 tag, in any case: ``ar``, ``ur-PK``, ``pa-Arab``. A script in it counts before the language:
            ``ks-Deva`` is written from left to right. What is no tag is, too.
    """
    match = _TAG.fullmatch(language.casefold())
    if match is None:
        return "ltr"
    name, script = match.groups()
    return "rtl" if (script in _SCRIPTS if script else name in _LANGUAGES) else "ltr"
