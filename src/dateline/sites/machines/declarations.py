"""What a site declares in files that machines look for: robots.txt, tdmrep.json, ads.txt, trust.txt."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

import msgspec
from msgspec import Struct

from dateline.news.house import House, Site
from dateline.news.rights import Standing
from dateline.sites.machines.written import clean, rfc3339
from dateline.sites.words import address

#: What is made for each reader anew, is no page, or is nobody's edited word. A section may begin with these letters.
CLOSED: Final = ("/search$", "/search?", "/api/", "/river/")
#: What no seller at all is written as, so that none can be made up (ads.txt 1.0.2 and later).
NO_SELLER: Final = "placeholder.example.com, placeholder, DIRECT, placeholder"


class Crawler(Struct, frozen=True):
    """One that gathers texts to train models on, by the name that robots.txt has for it."""

    name: str
    operator: str


#: Those that search, and lead to the page, are none of these: what they may do is the use ``index``.
CRAWLERS: Final = (
    Crawler("AI2Bot", "Allen Institute for AI"),
    Crawler("Ai2Bot-Dolma", "Allen Institute for AI"),
    Crawler("Amazonbot", "Amazon"),
    Crawler("anthropic-ai", "Anthropic"),
    Crawler("Applebot-Extended", "Apple"),
    Crawler("Bytespider", "ByteDance"),
    Crawler("CCBot", "Common Crawl"),
    Crawler("ChatGLM-Spider", "Zhipu AI"),
    Crawler("Claude-Web", "Anthropic"),
    Crawler("ClaudeBot", "Anthropic"),
    Crawler("cohere-ai", "Cohere"),
    Crawler("cohere-training-data-crawler", "Cohere"),
    Crawler("Cotoyogi", "ROIS-DS"),
    Crawler("DeepSeekBot", "DeepSeek"),
    Crawler("Diffbot", "Diffbot"),
    Crawler("FacebookBot", "Meta"),
    Crawler("Google-Extended", "Google"),
    Crawler("GPTBot", "OpenAI"),
    Crawler("ICC-Crawler", "NICT"),
    Crawler("ImagesiftBot", "ImageSift"),
    Crawler("img2dataset", "img2dataset"),
    Crawler("Kangaroo Bot", "Kangaroo LLM"),
    Crawler("laion-huggingface-processor", "LAION"),
    Crawler("LAIONDownloader", "LAION"),
    Crawler("meta-externalagent", "Meta"),
    Crawler("omgili", "Webz.io"),
    Crawler("omgilibot", "Webz.io"),
    Crawler("PanguBot", "Huawei"),
    Crawler("SBIntuitionsBot", "SB Intuitions"),
    Crawler("TikTokSpider", "ByteDance"),
    Crawler("Timpibot", "Timpi"),
    Crawler("VelenPublicWebCrawler", "Velen"),
    Crawler("Webzio-Extended", "Webz.io"),
)


def may_be_mined(site: Site, standing: Standing) -> bool:
    """
    Whether machines may mine a site: only where each source that it may draw on lets them.

    A licence for other sites, and a template that nobody has confirmed, put no text on this one.
    """
    house = standing.house
    licences = [li for s in house.sources if (li := house.licence(s.licence)) is not None]
    drawn = [
        li
        for li in licences
        if (not li.sites or site.code in li.sites) and not (li.template and li.digest not in standing.confirmed)
    ]
    return bool(drawn) and all("mine" in li.uses for li in drawn)


def robots(site: Site, *, mined: bool, crawlers: Iterable[Crawler] = CRAWLERS) -> bytes:
    """
    robots.txt.

    Args:
        site: Whose.
        mined: Whether machines may mine it; if not, *crawlers* are refused.
        crawlers: Those that gather texts for training.
    Source:
        RFC 9309
    """
    refused = [f"User-agent: {c.name}" for c in crawlers] if not mined else []
    lines = [
        *((*refused, "Disallow: /", "") if refused else ()),
        "User-agent: *",
        *(f"Disallow: {path}" for path in CLOSED),
        "Allow: /",
        "",
        f"Sitemap: {address(site, '/sitemap.xml')}",
        f"Sitemap: {address(site, '/sitemap/news.xml')}",
    ]
    return _lines(lines)


def robots_meta(*, noindex: bool, expires: datetime | None = None) -> str:
    """What a page's ``<meta name="robots">`` says beside ``noindex``: a large picture, and from when it is gone."""
    if noindex:
        return ""
    gone = f", unavailable_after: {rfc3339(expires)}" if expires else ""
    return f"max-image-preview:large{gone}"


def tdmrep(*, mined: bool, policy: str = "") -> bytes:
    """
    ``/.well-known/tdmrep.json``: whether text and data mining of the site is reserved.

    Args:
        mined: Whether machines may mine it.
        policy: Absolute address of what one may ask for instead; empty: none.
    Source:
        TDM Reservation Protocol, W3C Community Group report of 2024-05-10
    """
    rule: dict[str, Any] = {"location": "/", **dict(_reserved(mined, policy))}
    return msgspec.json.encode([rule]) + b"\n"


def _reserved(mined: bool, policy: str) -> tuple[tuple[str, int | str], ...]:
    if mined:
        return (("tdm-reservation", 0),)
    return (("tdm-reservation", 1), *((("tdm-policy", policy),) if policy else ()))


def ads(lines: Iterable[str], owner: str) -> bytes:
    """
    ads.txt.

    Args:
        lines: Who may sell the site's advertising, as the newsroom's files have them; none: nobody may.
        owner: The domain of the business that owns the site, such as ``orbit.example``.
    Source:
        ads.txt 1.1, IAB Tech Lab
    """
    given = [clean(" ".join(line.split())) for line in lines if line.strip()]
    sold = any("," in line.partition("#")[0] and "=" not in line.partition(",")[0] for line in given)
    owned = any(line.casefold().startswith("ownerdomain=") for line in given)
    return _lines([*given, *(() if sold else (NO_SELLER,)), *(() if owned else (f"OWNERDOMAIN={owner}",))])


def trust(site: Site, house: House, *, mined: bool, belongs: Iterable[str] = ()) -> bytes:
    """
    trust.txt: who controls whom in the network, where to write, what we disclose, whether models may be trained on it.

    The network's home site says that it controls the others; each of them says that it is controlled by that one.

    Args:
        site: Whose.
        house: With the network's sites.
        mined: Whether machines may mine it.
        belongs: Absolute addresses of the associations that it is a member of.
    Source:
        JournalList's trust.txt specification, of July 2024
    """
    home = house.standing_for_all() or site
    others = [s for s in house.sites if s.code != home.code]
    contact = f"mailto:{site.contact}" if "@" in site.contact else address(site, "/contact")
    lines = [
        *(f"control={address(s)}" for s in others if site.code == home.code),
        *((f"controlledby={address(home)}",) if site.code != home.code else ()),
        *(f"belongto={one}" for one in belongs),
        f"contact={contact}",
        f"disclosure={address(site, '/how-we-work')}",
        f"disclosure={address(site, '/corrections')}",
        f"datatrainingallowed={'yes' if mined else 'no'}",
    ]
    return _lines(lines)


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
