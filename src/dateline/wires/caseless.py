"""Datelines in scripts without capitals: Chinese, Japanese, Korean and Arabic, each as its agencies print them."""

import re
from contextlib import suppress
from datetime import date
from typing import Final

from dateline.news.wire import Dateline

#: No dateline is longer than this, in letters.
_LONGEST: Final = 80
_HAN: Final = r"[\u3400-\u9fff]"
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "يناير جانفي", "فبراير شباط فيفري", "مارس آذار", "أبريل إبريل ابريل نيسان أفريل", "مايو أيار ماي",
            "يونيو يونيه حزيران جوان", "يوليو يوليه تموز جويلية", "أغسطس اغسطس آب أوت", "سبتمبر أيلول", "أكتوبر اكتوبر",
            "نوفمبر", "ديسمبر",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_ARABIC: Final = (
    "رويترز|أ ف ب|أ.ف.ب|ا ف ب|فرانس برس|أ ب|د ب أ|د.ب.أ|شينخوا"
    "|وام|واس|قنا|كونا|بنا|سانا|وفا|واع|الأناضول|سبوتنيك|تاس|إفي"
)
_KINDS: Final = (
    # 新华社北京5月6日电, 中新网上海2020年5月6日电
    re.compile(
        rf"\s*(?P<agency>新华社|新華社|新华网|中新社|中新网|中央社)(?:记者)?(?P<place>{_HAN}{{2,10}}?)"
        r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:电|電|讯|訊)[\s:：]*"
    ),
    # 【東京共同】, 【ソウル時事】
    re.compile(r"\s*【(?P<place>[\u3040-\u9fff\uff66-\uff9dー・]{2,12})(?P<agency>共同|時事|ロイター|AFP)】\s*"),
    # (서울=연합뉴스)
    re.compile(r"\s*[(（](?P<place>[\uac00-\ud7a3·\s]{2,12})=(?P<agency>연합뉴스|뉴시스|뉴스1|AFP|AP)[)）]\s*"),
    # القاهرة 5 مايو (رويترز) -
    re.compile(
        rf"\s*(?P<place>[\u0621-\u064a]+(?:[ /][\u0621-\u064a]+){{0,4}}?)[،,]?\s+"
        rf"(?:(?P<day>\d{{1,2}})\s+(?P<name>{'|'.join(_MONTHS)})(?:\s+(?P<year>\d{{4}}))?\s+)?"
        rf"[(/](?P<agency>{_ARABIC})[)/]\s*[-–—:ـ]{{1,2}}\s*"
    ),
)


def split_caseless(text: str, day_hint: date | None) -> tuple[Dateline | None, str]:
    """
    Take the dateline off a *text* in a script without capitals.

    Args:
        day_hint: A day near the text's, which gives the year where the dateline has none.
    Returns:
        The dateline (``in_body``) and the rest; None and *text* as it was where it opens with none.
    """
    head = text[:_LONGEST]
    for kind in _KINDS:
        if match := kind.match(head):
            told = match.groupdict()
            day = _day(told, day_hint)
            return Dateline(told["place"].strip(), (told["agency"],), day, in_body=True), text[match.end() :]
    return None, text


def _day(told: dict[str, str | None], hint: date | None) -> date | None:
    """The day told; of the years around *hint* the nearest where none is told."""
    month = int(told.get("month") or _MONTHS.get(told.get("name") or "", 0))
    digits = told.get("day")
    if not month or not digits:
        return None
    year = told.get("year")
    years = [int(year)] if year else [hint.year + step for step in (-1, 0, 1)] if hint else []
    found = []
    for one in years:
        with suppress(ValueError):
            found.append(date(one, month, int(digits)))
    return min(found, key=lambda one: abs(one - hint), default=None) if hint else next(iter(found), None)
