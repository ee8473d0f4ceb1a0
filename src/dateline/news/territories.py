"""Countries as usage terms write them, and their ISO 3166 codes."""

import re
from typing import Final

_NAMES: Final = {
    "AE": "united arab emirates|uae", "AR": "argentina", "AT": "austria|österreich", "AU": "australia",
    "BE": "belgium|belgique",
    "BG": "bulgaria", "BR": "brazil|brasil", "BY": "belarus", "CA": "canada", "CH": "switzerland|schweiz|suisse",
    "CL": "chile",
    "CN": "china|mainland china|prc", "CO": "colombia", "CU": "cuba", "CY": "cyprus", "CZ": "czech republic|czechia",
    "DE": "germany|deutschland|allemagne", "DK": "denmark", "EE": "estonia", "EG": "egypt",
    "ES": "spain|españa|espagne",
    "FI": "finland", "FR": "france|frankreich", "GB": "united kingdom|great britain|britain|uk|gb", "GR": "greece",
    "HK": "hong kong", "HR": "croatia", "HU": "hungary", "ID": "indonesia",
    "IE": "ireland|republic of ireland|irish republic",
    "IL": "israel", "IN": "india", "IQ": "iraq", "IR": "iran", "IS": "iceland", "IT": "italy|italia|italie",
    "JP": "japan",
    "KE": "kenya", "KP": "north korea", "KR": "south korea|korea", "LB": "lebanon", "LT": "lithuania",
    "LU": "luxembourg",
    "LV": "latvia", "MA": "morocco", "MT": "malta", "MX": "mexico", "MY": "malaysia", "NG": "nigeria",
    "NL": "netherlands|holland", "NO": "norway", "NZ": "new zealand|nz", "PH": "philippines", "PK": "pakistan",
    "PL": "poland",
    "PT": "portugal", "QA": "qatar", "RO": "romania", "RS": "serbia", "RU": "russia", "SA": "saudi arabia",
    "SE": "sweden",
    "SG": "singapore", "SI": "slovenia", "SK": "slovakia", "TH": "thailand", "TR": "turkey|türkiye", "TW": "taiwan",
    "UA": "ukraine", "US": "united states of america|united states|usa|us", "VE": "venezuela", "VN": "vietnam",
    "ZA": "south africa",
}  # fmt: skip
_GROUPS: Final = {
    "european union|eu": "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK",
    "benelux": "BE LU NL",
    "scandinavia": "DK NO SE",
    "nordic countries|nordics": "DK FI IS NO SE",
    "baltics|baltic states": "EE LT LV",
}  # fmt: skip
_CODES: Final = {name: frozenset({code}) for code, names in _NAMES.items() for name in names.split("|")} | {
    name: frozenset(codes.split()) for names, codes in _GROUPS.items() for name in names.split("|")
}
_LONGEST_FIRST: Final = sorted(_CODES, key=len, reverse=True)
#: One country or group of countries; "us" and "it" in small letters are words, not countries, and "IN" is no India.
TERRITORY: Final = (
    r"(?:(?-i:\b(?:UK|US|USA|EU|NZ|GB|UAE|PRC|U\.K\.|U\.S\.)(?!\w))|\b(?:"
    + "|".join(name for name in _LONGEST_FIRST if len(name) > 3)
    + r")(?!\w))"
)
_EACH = re.compile(TERRITORY, re.IGNORECASE)


def codes_in(words: str) -> frozenset[str]:
    """The ISO 3166 codes of all countries that are named in *words*; a group counts as its members."""
    found = (_CODES.get(one[0].replace(".", "").casefold(), frozenset()) for one in _EACH.finditer(words))
    return frozenset[str]().union(*found)
