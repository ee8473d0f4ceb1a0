"""What a text is about, and the words in the addresses of its topics, places and names."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.news.about import About, about, slug
from dateline.news.topics import Topic, Topics, Vocabulary
from dateline.news.wire import Dateline, Named, Subject, Version

SCHEME = "http://cv.iptc.org/newscodes/mediatopic/"
TOPICS = Topics(
    Vocabulary(
        SCHEME,
        (
            Topic("09000000", {"en-GB": "quay work", "de": "Arbeit am Kai"}, exact=("09000000",)),
            Topic("20009001", {"en-GB": "ferry walk-out"}, ("09000000",), close=("09003000",)),
        ),
    )
)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Cape Canaveral, Florida", "cape-canaveral-florida"),
        ("  Ministry of Ferries & Quays ", "ministry-of-ferries-quays"),
        ("Bo O'Sample", "bo-osample"),
        ("Bo O’Sample", "bo-osample"),
        ("Łódź", "lodz"),
        ("Großröhrsdorf", "grossrohrsdorf"),
        ("Tromsø", "tromso"),
        ("04000000", "04000000"),
    ],
)
def test_a_slug_is_the_words_of_a_name(name: str, word: str) -> None:
    """
    Readers type and read addresses: they are plain letters, without accents and marks.
    """
    assert slug(name) == word


@pytest.mark.parametrize("name", ["القاهرة", "東京", "Київ", "!!!", "東京 Ferries"])
def test_a_name_in_another_script_has_a_slug_of_its_own(name: str) -> None:
    """
    A place whose letters ASCII does not have gets a page like any other, and shares it with nobody.
    """
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(name))
    assert slug(name) not in (slug("北京"), slug("Москва"), slug("???"), slug("Ferries"))


@given(st.text(min_size=1))
def test_every_name_has_one_slug_however_it_is_written(name: str) -> None:
    """
    The same accent comes as one character or as two, and capitals come and go; an address holds all through.
    """
    word = slug(name)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", word)
    assert len(word) <= 70
    assert slug(unicodedata.normalize("NFD", name)) == slug(unicodedata.normalize("NFC", name)) == word


def test_long_names_with_one_beginning_stay_apart() -> None:
    """
    Two committees whose names differ in their last word are two committees.
    """
    long = "Standing Committee on the Maintenance of Harbours, Ferries, Lighthouses and"
    assert slug(f"{long} Buoys") != slug(f"{long} Bells")
    assert slug(f"{long} Buoys").startswith("standing-committee-on-the-maintenance-of-harbours-ferries")


def test_a_text_is_about_its_topics_places_and_names() -> None:
    """
    What the source marked is what readers can follow; events and objects have no pages.
    """
    version = Version(
        subjects=(Subject("medtop", "04000000", "economy"), Subject(name="Fares")),
        named=(
            Named("person", "Cy Fiction"),
            Named("event", "Quay Week"),
            Named("place", "Vellmar"),
            Named("organisation", "Ferries Ltd"),
        ),
    )
    assert about(version, dateline=Dateline("Cape Vell"), topics=None) == (
        About("topic", "economy", "economy"),
        About("topic", "fares", "Fares"),
        About("place", "cape-vell", "Cape Vell"),
        About("place", "vellmar", "Vellmar"),
        About("name", "cy-fiction", "Cy Fiction"),
        About("name", "ferries-ltd", "Ferries Ltd"),
    )


def test_older_codes_mean_their_topics_where_there_is_a_vocabulary() -> None:
    """
    A wire that goes on sending codes of the last century has its stories on the same topic pages as all others.
    """
    sent = (Subject("IPTC", "09003000", "FERRY STRIKES"), Subject(SCHEME, "20009001"), Subject("IPTC", "09000000"))
    found = about(Version(subjects=sent), dateline=None, topics=TOPICS)
    assert found == (About("topic", "ferry-walk-out", "ferry walk-out"), About("topic", "quay-work", "quay work"))


def test_a_topic_has_one_address_in_every_language() -> None:
    """
    A German text says "Arbeit am Kai" and stands on the page of quay work.
    """
    german = Version(subjects=(Subject("medtop", "09000000", "Kaiarbeit"),), language="de-AT")
    assert about(german, dateline=None, topics=TOPICS) == (About("topic", "quay-work", "Arbeit am Kai"),)


def test_nothing_is_said_twice_and_nobody_floods_the_lists() -> None:
    """
    An agency that tags a text with all it has shall not put it on a hundred pages.
    """
    version = Version(
        subjects=(*(Subject(name=f"Topic {n % 30}") for n in range(60)), Subject()),
        named=tuple(Named("person", f"Person {n // 2}") for n in range(60)),
    )
    found = about(version, dateline=Dateline(agencies=("NWA",)), topics=None)
    assert [a.slug for a in found if a.kind == "topic"] == [f"topic-{n}" for n in range(8)]
    assert [a.slug for a in found if a.kind == "name"] == [f"person-{n}" for n in range(12)]
    assert [a for a in found if a.kind == "place"] == []
