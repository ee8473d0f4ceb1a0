"""What a site declares: to crawlers, to miners, to who buys advertising, to who asks whose it is."""

import json
from urllib.robotparser import RobotFileParser

import pytest
from msgspec.structs import replace
from tests.sites.machines.items import START

from dateline.news.house import Entity, House, Licence, Readership, Site, Source
from dateline.news.rights import Standing
from dateline.sites.machines import declarations
from dateline.sites.machines.declarations import CRAWLERS, NO_SELLER

SITE = "https://www.tideline.example"
TIDE = Site(
    code="tide",
    name="The Tideline",
    tagline="Ports, locks and the people who work them",
    host="www.tideline.example",
    sections=(),
    since=2009,
    entity=Entity(name="Bellweather Press Ltd", jurisdiction="Anselm", place="Port Anselm"),
    readership=Readership(whom="people who work on the water"),
    about="The Tideline prints what happens in ports.",
    texts=(),
    contact="desk@tideline.example",
)
MILL = replace(TIDE, code="mill", name="The Millrace", host="www.millrace.example")
PELICAN = Licence(name="pelican", holder="Pelican Press", terms="Used under a subscription.", uses=("display", "feed"))
CORVANE = replace(PELICAN, name="corvane", holder="Corvane Boats", sites=("tide",))
LICENCES = (PELICAN, CORVANE, replace(PELICAN, name="bellweather", holder="Bellweather Press Ltd", ground="own"))
HOUSE = House(
    name="Bellweather Network",
    sources=tuple(
        Source(code=li.name[:3], name=li.holder, kind="agency", full_name=li.holder, licence=li.name) for li in LICENCES
    ),
    licences=LICENCES,
    sites=(TIDE, MILL),
)


def house(*licences: Licence) -> Standing:
    return Standing(replace(HOUSE, licences=licences))


def mining(licence: Licence) -> Licence:
    return replace(licence, uses=(*licence.uses, "mine"))


def test_a_site_may_be_mined_only_where_every_source_lets_it() -> None:
    """
    One that does not is enough: its words may stand on any page.
    """
    assert not declarations.may_be_mined(TIDE, house(*LICENCES))
    assert not declarations.may_be_mined(TIDE, house(*map(mining, LICENCES[:-1]), LICENCES[-1]))
    assert declarations.may_be_mined(TIDE, house(*map(mining, LICENCES)))
    assert not declarations.may_be_mined(TIDE, Standing(House(name="Nobody")))


def test_a_licence_that_puts_no_text_on_a_site_says_nothing_of_it() -> None:
    """
    One for another site, and a template that the owner has not confirmed.
    """
    open_ = [mining(li) for li in LICENCES if li.name != "corvane"]
    assert declarations.may_be_mined(MILL, house(*open_, CORVANE))
    assert not declarations.may_be_mined(TIDE, house(*open_, CORVANE))
    template = replace(CORVANE, sites=(), template=True, digest="d1")
    assert declarations.may_be_mined(TIDE, house(*open_, template))
    confirmed = Standing(replace(HOUSE, licences=(*open_, template)), confirmed=frozenset({"d1"}))
    assert not declarations.may_be_mined(TIDE, confirmed)


def crawls(text: bytes, agent: str, path: str) -> bool:
    parser = RobotFileParser()
    parser.parse(text.decode().splitlines())
    return parser.can_fetch(agent, SITE + path)


def test_crawlers_read_what_is_published_and_find_the_sitemaps() -> None:
    """
    Neither what is made for each reader anew nor the raw wire.
    """
    text = declarations.robots(TIDE, mined=True)
    assert crawls(text, "Anybot", "/") and crawls(text, "Anybot", "/ports/")
    assert not crawls(text, "Anybot", "/river/") and not crawls(text, "Anybot", "/api/items.json")
    lines = text.decode().splitlines()
    assert {"Disallow: /search$", "Disallow: /search?"} <= set(lines)
    assert f"Sitemap: {SITE}/sitemap.xml" in lines and f"Sitemap: {SITE}/sitemap/news.xml" in lines
    assert not any(c.name in text.decode() for c in CRAWLERS)


def test_who_gathers_texts_to_train_on_is_refused_where_nobody_allowed_it() -> None:
    """
    Those that search and lead to the page are not.
    """
    text = declarations.robots(TIDE, mined=False)
    for crawler in CRAWLERS:
        assert not crawls(text, crawler.name, "/2020/01/16/quay-opens-7f3k2q9m"), crawler
    assert crawls(text, "Googlebot", "/") and crawls(text, "OAI-SearchBot", "/")
    assert len({c.name for c in CRAWLERS}) == len(CRAWLERS)


def test_robots_txt_has_groups_of_its_own_standard() -> None:
    """
    Each line is a field that RFC 9309 knows, or Sitemap; a rule stands below the crawlers that it is for.
    """
    for mined in (True, False):
        blocks = declarations.robots(TIDE, mined=mined).decode().strip().split("\n\n")
        *groups, maps = [block.splitlines() for block in blocks]
        assert all(line.startswith("Sitemap: https://") for line in maps)
        for group in groups:
            fields = [line.partition(": ")[0] for line in group]
            rules = fields.index("Disallow")
            assert set(fields[:rules]) == {"User-agent"} and set(fields[rules:]) <= {"Disallow", "Allow"}


def test_a_page_tells_search_engines_when_it_will_be_gone() -> None:
    """
    What a licence ends is not to be found after it; and pictures may be shown large.
    """
    assert declarations.robots_meta(noindex=False) == "max-image-preview:large"
    told = declarations.robots_meta(noindex=False, expires=START)
    assert told == "max-image-preview:large, unavailable_after: 2020-01-16T10:00:00Z"
    assert declarations.robots_meta(noindex=True, expires=START) == ""


def test_mining_is_reserved_unless_it_is_allowed() -> None:
    """
    In the file for the whole site.
    """
    assert json.loads(declarations.tdmrep(mined=False)) == [{"location": "/", "tdm-reservation": 1}]
    assert json.loads(declarations.tdmrep(mined=True, policy=f"{SITE}/mining")) == [
        {"location": "/", "tdm-reservation": 0}
    ]
    policy = f"{SITE}/copyright"
    (rule,) = json.loads(declarations.tdmrep(mined=False, policy=policy))
    assert rule == {"location": "/", "tdm-reservation": 1, "tdm-policy": policy}


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ((), [NO_SELLER, "OWNERDOMAIN=tideline.example"]),
        (("# nobody yet", "contact=ads@tideline.example", "MANAGERDOMAIN=m.example, AU"), None),
        (("seller.example, 17, DIRECT, f0",), ["seller.example, 17, DIRECT, f0", "OWNERDOMAIN=tideline.example"]),
        (
            ("s.example, 1, RESELLER", " OwnerDomain=bell.example"),
            ["s.example, 1, RESELLER", "OwnerDomain=bell.example"],
        ),
    ],
)
def test_nobody_sells_a_sites_advertising_whom_it_does_not_name(lines: tuple[str, ...], told: list[str] | None) -> None:
    """
    Where there is no seller the placeholder says so: an empty file would let anybody claim to be one.
    """
    found = declarations.ads(lines, "tideline.example").decode().splitlines()
    assert found == (told or [*lines, NO_SELLER, "OWNERDOMAIN=tideline.example"])


def test_a_line_of_ads_is_one_line() -> None:
    """
    A line of the file is never two, whatever a setting holds.
    """
    found = declarations.ads(["s.example,\n 1, DIRECT", "  "], "tideline.example").decode().splitlines()
    assert found == ["s.example, 1, DIRECT", "OWNERDOMAIN=tideline.example"]


def test_a_network_says_from_both_ends_who_controls_whom() -> None:
    """
    A claim that the other end does not make as well is believed by nobody.
    """
    home = declarations.trust(TIDE, HOUSE, mined=False).decode().splitlines()
    other = declarations.trust(MILL, HOUSE, mined=True).decode().splitlines()
    assert "control=https://www.millrace.example/" in home and "controlledby=https://www.tideline.example/" in other
    assert not any(line.startswith("controlledby=") for line in home)
    assert not any(line.startswith("control=") for line in other)
    assert "datatrainingallowed=no" in home and "datatrainingallowed=yes" in other
    turned = replace(HOUSE, home="mill")
    assert "controlledby=https://www.millrace.example/" in declarations.trust(TIDE, turned, mined=False).decode()


def test_a_site_says_where_to_write_and_what_it_discloses() -> None:
    """
    And which associations it belongs to.
    """
    told = declarations.trust(TIDE, HOUSE, mined=False, belongs=["https://press.example/"]).decode().splitlines()
    assert "contact=mailto:desk@tideline.example" in told and "belongto=https://press.example/" in told
    assert f"disclosure={SITE}/corrections" in told
    mute = declarations.trust(replace(TIDE, contact=""), HOUSE, mined=False).decode()
    assert f"contact={SITE}/contact" in mute
