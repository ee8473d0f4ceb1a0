"""The names of months, in the languages of the trade's agencies."""

from typing import Final

_MONTHS: Final = (
    "jan january januar jänner jän janvier janv enero ene gennaio gen genn janeiro januari янв января январь",
    "feb february februar febr février fév févr fevrier febrero febbraio fevereiro fev februari "
    "фев февр февраля февраль",
    "mar march märz mär mrz mars marzo março marco maart мар марта март",
    "apr april avril avr abril abr aprile апр апреля апрель",
    "may mai mayo maggio mag maio mei мая май",
    "jun june juni juin junio giugno giu junho июн июня июнь",
    "jul july juli juillet juil julio luglio lug julho июл июля июль",
    "aug august août aout agosto ago augustus авг августа август",
    "sep sept september septembre septiembre settembre sett set setembro сен сент сентября сентябрь",
    "oct october oktober okt octobre octubre ottobre ott outubro out окт октября октябрь",
    "nov november novembre noviembre novembro ноя нояб ноября ноябрь",
    "dec december dezember dez décembre déc decembre diciembre dic dicembre dezembro дек декабря декабрь",
)
#: A month's name in English, German, French, Spanish, Italian, Portuguese, Dutch or Russian, case-folded → its number.
MONTHS: Final = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
