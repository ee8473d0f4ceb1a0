"""The pages that say who we are and what holds here."""

from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.sites.newsroom import HOUSE, LICENCES, TIDE

from dateline.news.house import House, Policy, Site, Text
from dateline.news.rights import Standing
from dateline.sites import plan, texts
from dateline.sites.pages import TextPage
from dateline.sites.render import Renderer
from dateline.sites.shell import Shells

NOON = datetime(2020, 1, 16, 12, tzinfo=UTC)
RENDERER = Renderer()
#: Privacy in three wordings: one that held, one that holds, one that is announced.
WORDINGS = (
    Text(page="privacy", effective=date(2020, 3, 1), text="We forget faster."),
    Text(page="privacy", effective=date(2018, 5, 25), text="We forget."),
    Text(page="privacy", effective=date(2019, 11, 1), text="We forget soon."),
    Text(page="cookies", effective=date(2019, 11, 1), text="None."),
)
AUCKLAND = replace(TIDE, timezone="Pacific/Auckland", texts=WORDINGS)


def page(path: str, site: Site = AUCKLAND, moment: datetime = NOON, house: House = HOUSE) -> TextPage | None:
    """A text page of a site."""
    house = replace(house, sites=(site, *house.sites[1:]))
    standing = Standing(house)
    return texts.text(path, site, standing, moment, Shells(site, standing, RENDERER))


def found(path: str, site: Site = AUCKLAND, moment: datetime = NOON, house: House = HOUSE) -> TextPage:
    """A text page that is there."""
    it = page(path, site, moment, house)
    assert it is not None, path
    return it


def until(path: str, site: Site, moment: datetime = NOON, house: House = HOUSE) -> datetime | None:
    """When a text page of a site changes by itself."""
    return texts.until(path, site, Standing(house), moment)


def said(it: TextPage) -> str:
    """All its words."""
    passages = ((p.title, *p.paragraphs, *(a.words for a in p.links)) for p in it.passages)
    return "\n".join((*it.paragraphs, *(words for passage in passages for words in passage)))


def test_every_text_that_the_plan_has_is_a_page() -> None:
    """
    What every page's foot leads to is there, on a site with nothing but what its file must have.
    """
    assert set(texts.TITLES) == set(plan.TEXTS)
    for name in plan.TEXTS:
        assert found(f"/{name}", TIDE).title == texts.TITLES[name]
        assert said(found(f"/{name}", TIDE))


@pytest.mark.parametrize("path", ["/privacy/2019-12-01", "/terms/2019-11-01", "/about/2019-11-01", "/", "/imprint"])
def test_there_is_no_page_of_what_nobody_wrote(path: str) -> None:
    """
    A day on which no wording began has no address.
    """
    assert page(path) is None


def test_the_wording_in_force_is_the_latest_that_has_begun() -> None:
    """
    A reader sees what holds, since when, what will hold, and what held before.
    """
    it = found("/privacy")
    assert (it.title, it.paragraphs, it.effective) == ("Privacy", ("We forget soon.",), "In force since Nov 1, 2019")
    assert [(a.href, a.words) for a in it.notices] == [("/privacy/2020-03-01", "From Mar 1, 2020 this text holds")]
    assert [(a.href, a.words) for a in it.earlier] == [("/privacy/2018-05-25", "May 25, 2018 to Oct 31, 2019")]
    assert not it.shell.noindex


def test_an_earlier_wording_stays_readable_and_says_when_it_held() -> None:
    """
    What was promised to readers in June can still be read in January, and is not mistaken for what holds.
    """
    it = found("/privacy/2018-05-25")
    assert (it.paragraphs, it.effective) == (("We forget.",), "Held from May 25, 2018 to Oct 31, 2019")
    assert [(a.href, a.words) for a in it.notices] == [("/privacy", "The text that holds today")]
    assert it.title == "Privacy, May 25, 2018" and it.shell.noindex


def test_an_announced_wording_can_be_read_before_it_holds() -> None:
    """
    Readers may judge it beforehand.
    """
    it = found("/privacy/2020-03-01")
    assert (it.paragraphs, it.effective) == (("We forget faster.",), "Holds from Mar 1, 2020")
    assert [a.href for a in it.notices] == ["/privacy"]


def test_the_wording_in_force_has_an_address_by_its_day_too() -> None:
    """
    Whoever cites it cites it for good.
    """
    it = found("/privacy/2019-11-01")
    assert it.effective == "In force since Nov 1, 2019"
    assert [a.href for a in it.notices] == ["/privacy/2020-03-01"]


def test_a_page_whose_first_wording_is_still_to_come_says_so() -> None:
    """
    A page that is owed to readers is not missing; it does not claim to hold yet either.
    """
    before = datetime(2018, 1, 1, tzinfo=UTC)
    it = found("/privacy", moment=before)
    assert (it.paragraphs, it.effective) == (("We forget.",), "Holds from May 25, 2018")
    assert [a.href for a in it.notices] == ["/privacy/2019-11-01", "/privacy/2020-03-01"]


def test_a_wording_takes_effect_at_the_midnight_of_the_site() -> None:
    """
    In Auckland the day begins eleven or thirteen hours before that of UTC; the page changes then, and not before.
    """
    midnight = datetime(2020, 2, 29, 11, tzinfo=UTC)
    assert until("/privacy", AUCKLAND) == midnight
    assert until("/privacy/2018-05-25", AUCKLAND) == midnight
    assert found("/privacy", moment=midnight - timedelta(microseconds=1)).paragraphs == ("We forget soon.",)
    assert found("/privacy", moment=midnight).paragraphs == ("We forget faster.",)
    assert until("/privacy", AUCKLAND, midnight) is None
    assert until("/cookies", AUCKLAND) is None
    assert until("/about", AUCKLAND) is None


@given(
    st.sets(st.dates(date(2018, 1, 1), date(2021, 1, 1)), min_size=1, max_size=5),
    st.integers(-24_000, 12_000),
    st.sampled_from(["UTC", "Pacific/Auckland", "America/Sao_Paulo", "Asia/Beirut"]),
)
def test_a_page_stays_as_it_is_until_it_says(days: set[date], hours: int, zone: str) -> None:
    """
    A page is made anew when it says, so nothing on it may change sooner; and then it does change.
    """
    moment = NOON + timedelta(hours=hours)
    site = replace(TIDE, timezone=zone, texts=tuple(Text(page="terms", effective=d, text=f"{d}") for d in days))
    for path in ("/terms", *(plan.text_path("terms", d) for d in days)):
        change = until(path, site, moment)
        last = datetime(2030, 1, 1, tzinfo=UTC) if change is None else change - timedelta(microseconds=1)
        assert replace(found(path, site, last), shell=None) == replace(found(path, site, moment), shell=None)
    if (change := until("/terms", site, moment)) is not None:
        assert found("/terms", site, change) != found("/terms", site, moment)


@pytest.mark.parametrize("name", get_args(Policy))
def test_a_policy_names_who_answers_for_it(name: str) -> None:
    """
    Whoever asks what is held about them must know whom to ask.
    """
    words = said(found(f"/{name}", TIDE))
    assert "published by Bellweather Press Ltd, 1 Quay Street. It stands under the law of Anselm." in words
    assert "desk@tideline.example" in words


def test_about_ends_with_who_publishes_the_site() -> None:
    """
    Owner, law, address and network follow from the files, so that no page forgets them.
    """
    it = found("/about", TIDE)
    assert it.paragraphs[0] == "The Tideline prints what happens in ports."
    assert "published by Bellweather Press Ltd, 1 Quay Street." in said(it)
    assert "one of the 2 sites of Bellweather Network" in said(it)
    alone = replace(HOUSE, sites=())
    poor = replace(TIDE, contact="", entity=replace(TIDE.entity, address=""))
    assert "sites of" not in said(found("/about", poor, house=alone))
    assert "published by Bellweather Press Ltd, Port Anselm." in said(found("/about", poor))


def test_how_we_work_is_the_owners_account_or_the_programs() -> None:
    """
    A site that says nothing of its own still tells how stories are chosen, who is named, and how errors are mended.
    """
    assert found("/how-we-work", replace(TIDE, work="By hand.\n\nSlowly.")).paragraphs == ("By hand.", "Slowly.")
    own = found("/how-we-work", TIDE)
    titles = [p.title for p in own.passages]
    assert titles == ["How stories are chosen", "What we hold to", "Who is named", "How errors are put right"]
    assert "people who work on the water" in said(own)


def test_contact_says_how_to_report_an_error_and_how_to_have_something_taken_down() -> None:
    """
    By mail where the site has an address for it, by post in any case; nobody has to fill in a form.
    """
    it = found("/contact", TIDE)
    links = [a.href for p in it.passages for a in p.links]
    assert links == ["mailto:desk@tideline.example", "/corrections"]
    assert {p.title for p in it.passages} >= {"By post", "If something is wrong", "If something should not be here"}
    poor = found("/contact", replace(TIDE, contact=""))
    assert [a.href for p in poor.passages for a in p.links] == ["/corrections"]
    assert "Letters reach us by post." in poor.paragraphs


def test_copyright_names_the_sources_whose_licences_are_in_force() -> None:
    """
    No source without one, none of another site's, no template that nobody confirmed.
    """
    template = replace(LICENCES[1], template=True, digest="d1")
    house = replace(HOUSE, licences=(LICENCES[0], template, LICENCES[2], LICENCES[3]))
    words = said(found("/copyright", TIDE, house=house))
    assert "Pelican Press: Used under a subscription." in words and "Corvane Boats" in words
    assert "Brackwater" not in words and "Survey" not in words
    assert "stand under the law of Anselm" in words
    assert "Corvane" not in said(found("/copyright", replace(TIDE, code="mill"), house=house))


def test_copyright_lists_a_source_until_its_contract_ends() -> None:
    """
    A contract that is over is no ground; where its end is a day, that day ends at the site's midnight.
    """
    day = date(2020, 1, 31)
    contract = replace(LICENCES[0], last_day=day, until=NOON + timedelta(days=90))
    house = replace(HOUSE, licences=(contract, *LICENCES[1:]))
    end = datetime(2020, 1, 31, 11, tzinfo=UTC)
    assert until("/copyright", AUCKLAND, NOON, house) == end
    last = end - timedelta(microseconds=1)
    assert "Pelican Press" in said(found("/copyright", AUCKLAND, last, house))
    assert "Pelican Press" not in said(found("/copyright", AUCKLAND, end, house))
    assert until("/copyright", AUCKLAND, end, house) is None
    brief = replace(contract, until=NOON + timedelta(hours=1))
    assert until("/copyright", AUCKLAND, NOON, replace(house, licences=(brief,))) == NOON + timedelta(hours=1)
