"""Large newsrooms for benchmarks: made by the real verbs, so that what is measured is what a desk would have."""

from datetime import timedelta
from pathlib import Path

from dateline.app import Newsroom
from dateline.bench.sites import newsroom
from dateline.bench.sites.words import LEAST, MOST, Agency
from dateline.news.house import Use
from dateline.wires.read import read


def test_a_story_is_as_long_as_a_wire_story() -> None:
    """
    Between 380 and 420 words in paragraphs, read by the reader that agencies' items are read by.
    """
    agency = Agency()
    for number in range(50):
        reading = read(agency.story(number, newsroom.NOW).data, received=newsroom.NOW)
        (version,) = reading.versions
        count = sum(len(block.text.split()) for block in version.body)
        assert not reading.problems
        assert LEAST <= count <= MOST + 4
        assert len(version.body) > 3
        assert version.dateline is not None


def test_the_same_stories_on_every_machine() -> None:
    """
    Two runs of a benchmark are of the same texts; another seed is another agency.
    """
    one, same, other = Agency(1), Agency(1), Agency(2)
    texts = [one.story(n, newsroom.NOW).data for n in range(20)]
    assert texts == [same.story(n, newsroom.NOW).data for n in range(20)]
    assert not set(texts) & {other.story(n, newsroom.NOW).data for n in range(20)}


def test_no_two_stories_have_one_headline() -> None:
    """
    Nor near enough the same words for one's kill to hold another.
    """
    agency = Agency()
    found = [agency.story(n, newsroom.NOW) for n in range(2000)]
    assert len({s.headline for s in found}) == 2000


def test_topics_thin_out_as_they_do_in_the_world() -> None:
    """
    A few topics have very many stories, and most have few: lists of every length are measured.
    """
    agency, counts = Agency(), dict[int, int]()
    for number in range(2000):
        for topic in agency.story(number, newsroom.NOW).topics:
            counts[topic] = counts.get(topic, 0) + 1
    most = sorted(counts.values(), reverse=True)
    assert most[0] > 10 * most[len(most) // 2]
    assert len(counts) > 200


def test_every_story_stands_on_its_sites(tmp_path: Path) -> None:
    """
    Each is published on as many sites as was asked for, in a section, by the real verb; the ledger is sound.
    """
    made = newsroom.make(tmp_path / "n", stories=60, sites=3, on=2)
    room = Newsroom(tmp_path / "n")
    articles = list(room.ledger.articles())
    assert made.stories == len(articles) == 60
    assert made.entries == room.ledger.tail() > 3 * 60
    assert all(len(a.placements) == 2 for a in articles)
    placed = [p for a in articles for p in a.placements]
    assert {s: sum(p.site == s for p in placed) for s in ("site01", "site02", "site03")} == dict.fromkeys(
        ("site01", "site02", "site03"), 40
    )
    assert {p.section for p in placed} <= set(newsroom.SECTIONS)
    assert not list(room.ledger.check())
    room.close()


def test_stories_are_spread_over_the_newsrooms_past(room: Newsroom) -> None:
    """
    From its first day up to its present, and never beyond; some are corrected, some have a newer version.
    """
    articles = list(room.ledger.articles())
    moments = [p.at for a in articles for p in a.placements if p.at]
    assert max(moments) <= newsroom.NOW
    assert max(moments) - min(moments) > timedelta(days=28)
    assert sum(bool(a.corrections) for a in articles) >= 2
    assert sum(len(s.marks) > 1 for s in room.ledger.stories()) >= 2


def test_its_licence_lets_texts_be_read_and_found(room: Newsroom) -> None:
    """
    What no licence allows would not be built, and the benchmark would measure nothing.
    """
    uses: tuple[Use, ...] = ("display", "teaser", "feed", "index", "archive")
    (licence,) = room.house.licences
    assert set(uses) <= set(licence.uses)
    assert not licence.template
