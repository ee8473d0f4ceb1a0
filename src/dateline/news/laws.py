"""Where a law holds that carries a use: a finding of the public domain, or an exception."""

import re

from dateline.news.house import Site
from dateline.news.territories import codes_in

_CODE = re.compile(r"\b[A-Z]{2}\b")
#: What says of a finding that it holds under any law.
_WORLDWIDE = re.compile(
    r"(?<!\bnot )\b(?:world-?wide|everywhere|throughout the world|(?:in|under) (?:all|every|any) "
    r"(?:countr(?:y|ies)|jurisdictions?|laws?))\b",
    re.IGNORECASE,
)


def worldwide(words: str) -> bool:
    """Whether a finding's own *words* say that it holds everywhere."""
    return _WORLDWIDE.search(words) is not None


def elsewhere(law: str, site: Site, what: str) -> str:
    """
    Why a law does not answer for all places in which a site publishes.

    Args:
        law: ``Australia``, ``AU``, ``United States and Canada``; empty: any law.
        site: It publishes where its readers are, if it says so; if it does not, under the law of its publisher.
        what: Of which the law is, for the reason.
    Returns:
        Empty where it does.
    """
    where, held = frozenset(site.territories), countries(law)
    if not law or (where and where <= held) or (not where and _same(law, site.entity.jurisdiction)):
        return ""
    outside = ", ".join(sorted(where - held)) or site.entity.jurisdiction
    return f"{what}, and {site.code} publishes in {outside}"


def unanswered(law: str, site: Site, what: str) -> str:
    """
    Why a site may not call on an exception of a law; empty if it may.

    Its publisher must stand under that law, and where the site says where its readers are, they must be nowhere else.
    """
    if not _same(law, site.entity.jurisdiction):
        return f"{what}, and the publisher of {site.code} stands under that of {site.entity.jurisdiction}"
    return elsewhere(law, site, what)


def countries(law: str) -> frozenset[str]:
    """The ISO 3166 codes of the countries that a law's name tells; none where it tells none that we know."""
    return codes_in(law) or frozenset(_CODE.findall(law))


def _same(law: str, jurisdiction: str) -> bool:
    """Whether who stands under a jurisdiction stands under that law."""
    under = countries(jurisdiction)
    return law.casefold() == jurisdiction.casefold() or bool(under and under <= countries(law))
