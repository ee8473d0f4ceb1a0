"""A story that stands in several languages: each page names all of them, and no page a text that is not there."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from tests.sites.newsroom import HOUSE, MILL, START, TIDE, Newsroom, item

TOLD = "In other languages:"


@pytest.fixture
def network(newsroom: Newsroom) -> Newsroom:
    """An English site and a French one."""
    newsroom.apply(replace(HOUSE, sites=(TIDE, replace(MILL, language="fr"))))
    newsroom.follow()
    return newsroom


def english() -> dict[str, Any]:
    """The original."""
    return item("q:1", headline="Quay opens", body=["The quay opened before it was light."], language="en-GB")


def french(**more: Any) -> dict[str, Any]:
    """Its translation, under an id of its own."""
    leads = [{"name": "original", "rel": "irel:translatedFrom", "uri": "q:1"}]
    body = ["Le quai a ouvert avant le jour."]
    return item("q:2", headline="Le quai ouvre", body=body, language="fr", associations=leads, **more)


def alternates(newsroom: Newsroom, story: str, site: str) -> dict[str, str]:
    """What a story's page tells machines, by language."""
    page = newsroom.tree(newsroom.path(story, site), site)
    return {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@rel='alternate'][@hreflang]")}


def test_pages_in_two_languages_name_each_other_and_themselves(network: Newsroom) -> None:
    """
    The page that stood first learns of the second; a reader finds it too. A third site that shows the same text names
    none: search engines are led to the first.
    """
    one, other = network.send("pel", english()), network.send("pel", french())
    network.publish(one, "tide", "mill")
    network.follow()
    assert alternates(network, one, "tide") == {}
    network.publish(other, "mill")
    network.follow()
    both = {
        "en-GB": f"https://www.tideline.example{network.path(one, 'tide')}",
        "fr": f"https://www.millrace.example{network.path(other, 'mill')}",
    }
    assert alternates(network, one, "tide") == alternates(network, other, "mill") == both
    assert alternates(network, one, "mill") == {}
    assert f"{TOLD} fr · The Millrace" in network.text(network.path(one, "tide"))


def test_what_is_taken_back_is_named_no_more(network: Newsroom) -> None:
    """A page leads to no other that is gone, and names itself alone to nobody."""
    one, other = network.send("pel", french()), network.send("pel", english())
    network.publish(one, "mill")
    network.publish(other, "tide")
    network.follow()
    assert set(alternates(network, one, "mill")) == {"fr", "en-GB"}
    network.kill(other)
    network.follow()
    assert alternates(network, one, "mill") == {}


def test_what_waits_is_named_once_it_is_there(network: Newsroom) -> None:
    """The clock alone brings it, on another site than the one that names it."""
    one, other = network.send("pel", english()), network.send("pel", french())
    network.publish(one, "tide")
    network.publish(other, "mill", at=START + timedelta(hours=1))
    network.follow()
    assert alternates(network, one, "tide") == {}
    network.tick(hours=2)
    network.follow()
    assert set(alternates(network, one, "tide")) == {"en-GB", "fr"}


def test_a_whole_site_made_anew_names_the_same(network: Newsroom) -> None:
    """Whatever the order in which pages are made."""
    one, other = network.send("pel", english()), network.send("pel", french())
    network.publish(other, "tide", "mill", home="mill")
    network.publish(one, "tide")
    network.follow()
    pages = {site: {p: network.body(p, site) for p in network.sites[site].store().paths()} for site in network.sites}
    for site in network.sites.values():
        site.rebuild(network.clock.now())
    assert pages == {site: {p: network.body(p, site) for p in pages[site]} for site in network.sites}
