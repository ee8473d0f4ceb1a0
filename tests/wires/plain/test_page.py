"""Pages of several parts: each part comes back as it was, and the page's own words are no part."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.news.wire import Reading, Version
from dateline.wires.plain import read
from dateline.wires.sentences import sentences

RECEIVED = datetime(2020, 1, 17, 8, tzinfo=UTC)
SEED = Path(__file__).resolve().parents[4] / "shared" / "seed" / "page.txt"

PLACES = [
    "Oslo",
    "New York",
    "Cape Canaveral FL",
    "Bengaluru, India",
    "Rio de Janeiro",
    "United Nations, United States",
]
AGENCIES = ["AFP", "SPX", "UPI", "IANS", "ESA", "JPL", "Sputnik", "XYZ News"]
BYLINES = ["", "Staff Writers", "Jane Roe", "Jane Q. Roe", "Maria van der Berg", "Jane Roe and John Doe"]
HEADLINES = [
    "Tower lamp goes out after a century",
    "Robots run by AI sort the mail",
    "Is the ice thicker now? Divers have a look",
    "'Not yet', says owner of the last tram: report",
    "Dam, bridge, tunnel: three ways over one river",
    "New Telescope Sees First Light",
    "12 boats race around the cape in 2020",
]
BACKGROUNDS = ["Trams in the north since 1894", "How a dam is built", "A Short History of the Telescope"]
SENTENCES = [
    "The harbour master said so on Monday.",
    "It cost 1.2 million euros.",
    '"We had no wind," said Mr. Sampla.',
    "In the U.S. the same lamp burns oil.",
    "Nobody was hurt.",
    "They counted 400 boats - most of them small - in one day.",
    "Some 2,500 people came by train.",
]
OPENINGS = [
    "The first of them ran on rails of wood.",
    "In the beginning there was a ford.",
    "Here is what is known so far.",
]
FOOTER = "All text is Copyright 2020 - Example Network. All rights reserved. Advertising does not imply endorsement."


def told(version: Version) -> list[str]:
    """The sentences of a version's body, headings left out."""
    text = " ".join(block.text for block in version.body if block.kind != "heading")
    return list(sentences(text))


class Drawn:
    """A part as the test made it."""

    def __init__(
        self, role: str, headline: str, byline: str, stamp: tuple[str, str, date] | None, text: list[str]
    ) -> None:
        self.role, self.headline, self.byline, self.stamp, self.text = role, headline, byline, stamp, text

    def printed(self) -> str:
        """The part on one line, or on two where it is the main story."""
        if self.stamp is None:
            return f"{self.headline} {' '.join(self.text)}"
        place, agency, day = self.stamp
        by = f" by {self.byline}" if self.byline else ""
        head = f"{self.headline}{by} {place} ({agency}) {day:%b} {day.day}, {day.year}"
        if self.role == "main":
            return f"{head}\n{' '.join(self.text)}"
        return f"{head} {' '.join(self.text)} and the rest ... read more"


def bodies(least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(SENTENCES), min_size=least, max_size=most)


stamps = st.tuples(st.sampled_from(PLACES), st.sampled_from(AGENCIES), st.dates(date(2000, 1, 1), date(2030, 12, 31)))
mains = st.builds(Drawn, st.just("main"), st.sampled_from(HEADLINES), st.sampled_from(BYLINES), stamps, bodies(5, 16))
openings = st.tuples(st.sampled_from(OPENINGS), bodies(4, 9)).map(lambda drawn: [drawn[0], *drawn[1]])
backgrounders = st.builds(
    Drawn, st.just("backgrounder"), st.sampled_from(BACKGROUNDS), st.just(""), st.none(), openings
)
teasers = st.builds(Drawn, st.just("teaser"), st.sampled_from(HEADLINES), st.just(""), stamps, bodies(1, 3))
pages = st.tuples(
    mains,
    st.lists(backgrounders, max_size=2, unique_by=lambda part: part.headline),
    st.lists(teasers, max_size=3),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([". | . |", "| |", "---", "* * *", ""]),
)


@settings(max_examples=60, deadline=None)
@given(pages)
def test_parts_put_on_a_page_come_back_as_those_parts(page: tuple[Drawn, list[Drawn], list[Drawn], str, str]) -> None:
    """
    A network's page is taken apart into what its desk put on it: nothing is lost, doubled or moved to a neighbour.
    """
    main, backgrounds, teased, end, furniture = page
    parts = [main, *backgrounds, *teased]
    text = end.join([furniture, *(part.printed().replace("\n", end) for part in parts), furniture, FOOTER])
    reading = read(text.encode(), received=RECEIVED)
    assert [(v.role, v.headline, v.byline) for v in reading.versions] == [(p.role, p.headline, p.byline) for p in parts]
    for version, part in zip(reading.versions, parts, strict=True):
        line = version.dateline
        assert line is not None
        assert (line.place, line.agencies[0], line.day) == (part.stamp or main.stamp)
        assert line.assumed is (part.stamp is None)
        ending = ["and the rest"] if part.role == "teaser" else []
        assert " ".join(told(version)) == " ".join([*part.text, *ending])
    assert reading.problems == ()
    assert reading.versions[0].more == {"footer": FOOTER}


def page(*lines: str) -> Reading:
    """The reading of a page of *lines*."""
    return read("\n".join(lines).encode(), received=RECEIVED)


STORY = "The lamp was lit at dusk. It burned oil. Nobody saw it go out. A keeper wrote it down. Boats stayed in."
HEAD = "Lamp goes out by Staff Writers Oslo (AFP) Jan 16, 2020"


@pytest.mark.parametrize(
    ("head", "headline", "byline", "place"),
    [
        ("Lift-off by Brad Sample Cape Canaveral FL (SPX) Jan 7, 2020", "Lift-off", "Brad Sample", "Cape Canaveral FL"),
        ("Who pays? by Staff Writers Washington DC (UPI) Jan 13, 2020", "Who pays?", "Staff Writers", "Washington DC"),
        ("Dam opens Bengaluru, India (IANS) Jan 17, 2020", "Dam opens", "", "Bengaluru, India"),
        ("Robots run by AI Tehran, Iran (AFP) Jan 1, 2020", "Robots run by AI", "", "Tehran, Iran"),
        ("Coast hit by Hurricane Zoe Nassau (AFP) Jan 1, 2020", "Coast hit by Hurricane Zoe", "", "Nassau"),
        ("US, Iran meet Geneva (AFP) Jan 1, 2020", "US, Iran meet", "", "Geneva"),
        ("By sea: boats by AFP Staff Writers Paris (AFP) Jan 1, 2020", "By sea: boats", "AFP Staff Writers", "Paris"),
        ("Pit dug by Jane Roe, Ola Doe Oberdorf (AFP) Jan 1, 2020", "Pit dug", "Jane Roe, Ola Doe", "Oberdorf"),
        ("Fish return St. Marybeach Island SC (UPI) Jan 1, 2020", "Fish return", "", "St. Marybeach Island SC"),
        ("Ice grows Villa de Muestra, Chile (AFP) Jan 1, 2020", "Ice grows", "", "Villa de Muestra, Chile"),
        ("Well found in Mali, Chad (AFP) Jan 1, 2020", "Well found in Mali,", "", "Chad"),
    ],
)  # fmt: skip
def test_a_head_is_parted_into_headline_byline_and_place(head: str, headline: str, byline: str, place: str) -> None:
    """
    A head has no marks between its parts: what is a place, a name or a verb decides.
    """
    version = page(head, STORY).versions[0]
    assert (version.headline.rstrip(","), version.byline) == (headline.rstrip(","), byline)
    assert version.dateline is not None
    assert version.dateline.place == place


def test_a_head_may_stand_on_several_lines() -> None:
    """
    Some pages set headline, byline and dateline on lines of their own, in either order.
    """
    one = page("Lamp goes out", "by Jane Roe", "Oslo (AFP) Jan 16, 2020", STORY)
    two = page("Lamp goes out", "Oslo (AFP) Jan 16, 2020", "By Jane Roe", STORY)
    three = page("Lamp goes out by Jane Roe", "Oslo (AFP) Jan 16, 2020", STORY)
    assert one == two == three
    assert (one.versions[0].headline, one.versions[0].byline) == ("Lamp goes out", "Jane Roe")


def test_a_part_without_a_source_takes_its_pages() -> None:
    """
    A backgrounder prints no agency; its rights are those of the page's main story, and the desk sees that we assumed.
    """
    reading = page(
        HEAD, STORY, "Lamps since 1800 In 1800 they burned coal. - 1850: oil - The first oil lamp was small."
    )
    background = reading.versions[1]
    assert background.dateline is not None
    assert (background.role, background.dateline.agencies, background.dateline.assumed) == (
        "backgrounder",
        ("AFP",),
        True,
    )
    assert [block.text for block in background.body if block.kind == "heading"] == ["1850: oil"]


def test_dashes_in_sentences_are_no_headings() -> None:
    """
    A dash inside a sentence, or between two years, belongs to the sentence.
    """
    text = "It came - at last - by boat. The years 2003 - 2011 were good. He left. She - too - left."
    version = page(HEAD, text).versions[0]
    assert {block.kind for block in version.body} == {"paragraph"}
    assert " ".join(block.text for block in version.body) == text


def test_a_section_may_follow_its_headline_at_once() -> None:
    """
    A backgrounder may have no words above its first section: its headline then ends at the dash.
    """
    background = page(HEAD, STORY, f"Lamps of the north - 1800: coal - {STORY} - Oil - {STORY}").versions[1]
    assert background.headline == "Lamps of the north"
    assert [block.text for block in background.body if block.kind == "heading"] == ["1800: coal", "Oil"]


def test_paragraphs_stay_paragraphs() -> None:
    """
    Where a source sets paragraphs, they are the source's; only a text run together is broken up by us.
    """
    lines = ["One came. Two came. Three came. Four came. Five came.", "Six came.", "Seven went home."]
    assert [block.text for block in page(HEAD, *lines).versions[0].body] == lines


def test_no_paragraph_of_ours_cuts_a_quotation() -> None:
    """
    A quotation of several sentences stays in one paragraph, so that its speaker is named beside it.
    """
    speech = '"' + " ".join(f"We saw boat number {n} go." for n in range(8)) + '" said Mr. Sampla.'
    body = page(HEAD, f"{STORY} {speech} {STORY}").versions[0].body
    assert all(block.text.count('"') % 2 == 0 for block in body)
    assert len(body) > 2


def test_ordinary_paragraphs_begin_no_backgrounder() -> None:
    """
    A story in paragraphs is one story, whatever names its sentences hold.
    """
    lines = [
        "Skippers who read The Hague Gazette said on Tuesday that The Old Tower would stand for another century.",
        "Under the plan of President Sampla the United Harbours Company would pay for the stones and the lamp.",
        "Citing The Daily Example, the mayor of New Hintonbury said that A Tale of Two Towers was his favourite book.",
    ]
    reading = page(HEAD, *lines)
    assert [version.role for version in reading.versions] == ["main"]


def test_an_unmarked_teaser_is_a_part_of_its_own() -> None:
    """
    The end "read more" closes the teaser that it stands in, and never the story above it.
    """
    reading = page(
        HEAD, STORY, f"Divers find the lamp on the sea bed After a week of search {STORY[:-1]} and ... read more"
    )
    assert [(v.role, v.extent) for v in reading.versions] == [("main", "full"), ("teaser", "teaser")]
    assert reading.versions[1].headline == "Divers find the lamp on the sea bed"


def test_words_around_the_parts_are_kept_and_told_nobody() -> None:
    """
    Links, appeals and footers are the network's: no story, no problem, and not lost.
    """
    appeal = "We need your help: become a supporter. Subscribe, or donate by credit card or PayPal."
    reading = page(
        "Example Network", "", HEAD, STORY, "Related Links", "Lamps of Example", appeal, FOOTER, "About Us | Contact"
    )
    main = reading.versions[0]
    assert len(reading.versions) == 1
    assert reading.problems == ()
    assert main.more["footer"].split("\n")[-3:] == [appeal, FOOTER, "About Us | Contact"]
    assert main.more["header"] == "Example Network"
    assert " ".join(block.text for block in main.body) == STORY


def test_a_headline_without_a_text_is_told() -> None:
    """
    A part cut off in transit is a problem for the desk to see, and no reason to lose the rest.
    """
    reading = page(HEAD, STORY, "Tower falls Bergen (AFP) Jan 15, 2020")
    assert [problem.where for problem in reading.problems] == ["line 3"]
    assert len(reading.versions) == 2


def test_a_page_obeys_the_lines_for_the_desk() -> None:
    """
    An embargo or a kill above a page's head binds as it does above a single story.
    """
    reading = page("Embargo: 2020-01-30T20:02:00Z", "MANDATORY KILL", HEAD, STORY)
    main = reading.versions[0]
    assert main.embargo == datetime(2020, 1, 30, 20, 2, tzinfo=UTC)
    assert (main.status, main.signals) == ("canceled", ("kill",))


@pytest.mark.skipif(not SEED.exists(), reason="the network's own page is not here")
def test_the_networks_own_page_is_a_package_of_three() -> None:
    """
    The page that the first network printed: main story, backgrounder, teaser, every sentence once and in its place.
    """
    text = SEED.read_text(encoding="utf-8")
    reading = read(SEED.read_bytes(), received=RECEIVED)
    main, background, teaser = reading.versions
    assert reading.package
    assert reading.problems == ()
    assert [version.role for version in reading.versions] == ["main", "backgrounder", "teaser"]
    assert (main.byline, background.byline, teaser.byline) == ("Staff Writers", "", "")
    assert [
        v.dateline and (v.dateline.place, v.dateline.agencies, v.dateline.day, v.dateline.assumed)
        for v in reading.versions
    ] == [("Baghdad", ("AFP",), date(2020, 1, 16), assumed) for assumed in (False, True, False)]
    assert [len(version.headline.split()) for version in reading.versions] == [8, 6, 10]
    assert len([block for block in background.body if block.kind == "heading"]) == 5
    lines = text.split("\n")
    assert main.headline == lines[1].split(" by ")[0]
    assert " ".join(told(main)) == lines[2].strip()
    without = re.sub(r" - (?:20\d\d: \w+|[A-Z][\w, ]+?) - ", " ", lines[3].strip())
    assert " ".join([background.headline, *told(background)]) == without
    assert " ".join(told(teaser)) == lines[4].split("2020 ", 1)[1].strip().removesuffix(" ... read more")
    assert main.more["footer"] == lines[7].strip(" |")
