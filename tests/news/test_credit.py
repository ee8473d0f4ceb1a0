"""Bylines, datelines, origins and the words of a footer."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.news import credit
from dateline.news.blocks import Block, BlockSource, paragraph
from dateline.news.facts import Wording
from dateline.news.house import House
from dateline.news.story import Article, Decision, Deed, Mark, Story
from dateline.news.wire import Dateline, Version

NOON = datetime(2020, 1, 16, 12, tzinfo=UTC)
DAY = date(2020, 1, 16)


def story(source: str, **version: object) -> Story:
    return Story(id=f"{source}-00000000", source=source, key="", text=replace(Version(headline="H"), **version))


def article(*deeds: Deed, byline: str = "") -> Article:
    decisions = tuple(Decision(n, deed, NOON, "ada") for n, deed in enumerate(deeds, 5))
    return Article(
        id="art-00000000", stories=(), wording=Wording("H", (), byline=byline), revisions=(), decisions=decisions
    )


WIRE, OWN, HAND = story("nwa"), story("own"), story("by-hand")
HANDED = story("by-hand", dateline=Dateline("Baghdad", ("Northwater",), DAY))


@pytest.mark.parametrize(
    ("made", "stories", "words"),
    [
        (article(), (WIRE,), "NWA"),
        (article("take", "publish"), (WIRE,), "NWA"),
        (article("take", "edit"), (WIRE,), "by Staff Writers with NWA"),
        (article("publish", "correct"), (WIRE,), "by Staff Writers with NWA"),
        (article("take", "edit", byline="Ada Example"), (WIRE,), "by Ada Example with NWA"),
        (article("edit"), (WIRE, story("tlp")), "by Staff Writers with NWA, Tallow Press"),
        (article("edit"), (WIRE, OWN), "by Staff Writers with NWA"),
        (article("edit"), (WIRE, story("own", byline="Ada Example")), "by Ada Example with NWA"),
        (article(), (story("nwa", byline="Bo Sample"),), "Bo Sample, NWA"),
        (article(), (story("nwa", byline="Staff Writers"),), "NWA"),
        (article(), (story("nwa", byline="staff reporters"),), "NWA"),
        (article(), (story("nwa", byline="Northwater"),), "NWA"),
        (article(), (story("own", byline="Ada Example"),), "by Ada Example"),
        (article("edit", byline="Bo Sample"), (story("own", byline="Ada Example"),), "by Bo Sample"),
        (article(), (OWN,), "by Staff Writers"),
        (article(), (story("own", byline="Newsroom"),), "by Staff Writers"),
        (article(), (), "by Staff Writers"),
        (article(), (HANDED,), "NWA"),
        (article("edit"), (HANDED,), "by Staff Writers with NWA"),
        (article(), (story("by-hand", credit="Moor Agency"),), "Moor Agency"),
        (article(), (story("by-hand", dateline=Dateline("B", ("XYZ", "nwa"))),), "XYZ, NWA"),
        (article(), (HAND,), "Text supplied to this site"),
        (article("edit"), (HAND,), "by Staff Writers"),
        (article(), (replace(HAND, text=None),), "Text supplied to this site"),
    ],
)
def test_a_byline_is_earned(made: Article, stories: tuple[Story, ...], words: str, house: House) -> None:
    """
    Nobody is said to have written what they did not write: the byline follows from what happened.
    """
    assert credit.byline(made, stories, house) == words


@pytest.mark.parametrize(
    ("dateline", "words"),
    [
        (None, ""),
        (Dateline(), ""),
        (Dateline("Baghdad", ("AFP",), DAY), "Baghdad (AFP) Jan 16, 2020"),
        (Dateline("BAGHDAD", ("AFP",), DAY), "Baghdad (AFP) Jan 16, 2020"),
        (Dateline("CAPE CANAVERAL, FLORIDA", ("UPI",), DAY), "Cape Canaveral, Florida (UPI) Jan 16, 2020"),
        (Dateline("WASHINGTON, DC", ("UPI",)), "Washington, DC (UPI)"),
        (Dateline("WASHINGTON, D.C."), "Washington, D.C."),
        (Dateline("ABOARD U.S. CARRIER"), "Aboard U.S. Carrier"),
        (Dateline("Houston TX", ("ats", "afp"), date(2020, 2, 3)), "Houston TX (ats, afp) Feb 3, 2020"),
        (Dateline("PORT VELLMAR, Australia"), "Port Vellmar, Australia"),
        (Dateline("", ("AFP",), DAY), "(AFP) Jan 16, 2020"),
    ],
)
def test_a_dateline_has_the_networks_form(dateline: Dateline | None, words: str) -> None:
    """
    Place, agency, day, as the first page of the network printed it; a shouted place is spoken.
    """
    assert credit.line(dateline) == words


@pytest.mark.parametrize(
    ("source", "given", "agencies", "day"),
    [
        ("nwa", Dateline("Vellmar"), ("Northwater",), DAY),
        ("tlp", Dateline("Vellmar"), ("Tallow Press",), DAY),
        ("nwa", Dateline("Vellmar", ("ats",), date(2020, 1, 15)), ("ats",), date(2020, 1, 15)),
        ("by-hand", Dateline("Vellmar"), (), DAY),
    ],
)
def test_a_dateline_is_completed_from_what_the_source_is(
    source: str, given: Dateline, agencies: tuple[str, ...], day: date, house: House
) -> None:
    """
    Who sends and on which day is known of every agency's text; of what came by hand only what it says.
    """
    version = Version(headline="H", dateline=given)
    assert credit.dated(version, house.source(source), NOON) == Dateline("Vellmar", agencies, day)


@pytest.mark.parametrize("given", [None, Dateline("", ("AFP",), DAY)])
def test_without_a_place_no_dateline_is_made_up(given: Dateline | None, house: House) -> None:
    """
    A day and an agency alone do not say where somebody was.
    """
    assert credit.dated(Version(headline="H", dateline=given), house.source("nwa"), NOON) == given


@pytest.mark.parametrize(
    ("it", "words"),
    [
        (WIRE, ""),
        (OWN, ""),
        (story("kpo"), "From a press release of Kiln Public Offices"),
        (story("kpo", credit="Bramble Batteries"), "From a press release of Bramble Batteries"),
        (story("kpo", holder="Tin Kites"), "From a press release of Tin Kites"),
        (replace(story("kpo"), text=None), "From a press release of Kiln Public Offices"),
        (story("osa"), "From a report of Otter Space Agency"),
        (story("gaz"), "From a report of The Public Gazette"),
        (story("gone"), ""),
    ],
)
def test_readers_are_told_that_a_text_is_no_journalists(it: Story, words: str, house: House) -> None:
    """
    A press release is named one, with who sent it; a space agency's report likewise.
    """
    assert credit.origin(it, house) == words


@pytest.mark.parametrize(
    ("it", "source", "sentence"),
    [
        (WIRE, "NWA", "NWA text: copyright Northwater Agency plc. Used here by contract."),
        (story("tlp"), "Tallow Press", "Tallow Press text: copyright Tallow Press Service. Used here by contract."),
        (story("osa"), "OSA", "Material of Otter Space Agency: Used here by contract."),
        (
            story("kpo", credit="Tin Kites"),
            "Kiln PR",
            "From a press release of Tin Kites, whose copyright it is: Used here by contract.",
        ),
        (
            story("kpo"),
            "Kiln PR",
            "From a press release of Kiln Public Offices, whose copyright it is: Used here by contract.",
        ),
        (HANDED, "NWA", "NWA text: copyright Northwater Agency. Used here by contract."),
        (story("by-hand", credit="Moor"), "Moor", "Moor text: copyright Moor. Used here by contract."),
        (
            story("by-hand", holder="Ann Example"),
            "By hand",
            "By hand text: copyright Ann Example. Used here by contract.",
        ),
        (HAND, "By hand", "By hand text: copyright its author. Used here by contract."),
        (story("old"), "Old Mill", "Old Mill text: copyright Old Mill Wire. No licence is in force."),
        (story("gone"), "gone", "gone text: copyright gone. No licence is in force."),
    ],
)
def test_a_footer_says_whose_the_words_are_and_under_which_terms(
    it: Story, source: str, sentence: str, house: House
) -> None:
    """
    Copyright by source, in whole or part: from the source, its licence and the text itself.
    """
    holding = credit.holding(it, house)
    assert (holding.source, holding.sentence) == (source, sentence)
    assert holding.holder in sentence


@pytest.mark.parametrize(("year", "years"), [(2020, "1995–2020"), (1995, "1995"), (1990, "1995")])
def test_a_copyright_line_runs_from_the_sites_first_year(year: int, years: str, house: House) -> None:
    """
    To the year of the last revision; a site's first year alone is no span.
    """
    site = house.sites[0]
    words = f"Copyright {years} Saltmarsh Press, Sydney, Australia. Published under the law of Australia."
    assert credit.copyright_line(site, year) == words


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (article(), ""),
        (article("publish"), ""),
        (article("take", "publish"), "selected"),
        (article("edit"), "edited"),
        (article("take", "correct"), "selected and edited"),
    ],
)
def test_the_staff_is_credited_with_what_it_did_and_nothing_else(made: Article, words: str, house: House) -> None:
    """
    "Selected by our staff" under a text that a program put there would be a lie.
    """
    said = f"This article was {words} by the staff of The Harbour for people who mend boats." if words else ""
    assert credit.chosen(made, house.sites[0]) == said


SOURCE = BlockSource("nwa-00000000", 2, 0)
SENT = "The ferry runs again after a week"
THEIRS = paragraph(SENT, SOURCE)


@pytest.mark.parametrize(
    ("blocks", "share"),
    [
        ((), 0.0),
        ((THEIRS, THEIRS), 1.0),
        ((paragraph("Our own words."),), 0.0),
        ((THEIRS, paragraph("One two three four five six seven")), 0.5),
        ((replace(THEIRS, html="<p>The ferry runs again today</p>", edited=True),), 0.8),
        ((replace(THEIRS, html="<p>Nothing alike here</p>", edited=True),), 0.0),
    ],
)
def test_the_share_is_the_part_of_the_words_that_a_source_wrote(blocks: tuple[Block, ...], share: float) -> None:
    """
    "In whole or part": counted in words, not felt.
    """
    assert credit.share(blocks, lambda block: SENT if block.source else None) == share


@given(st.lists(st.sampled_from(["ferry", "boat", "quay", "runs"]), min_size=1), st.data())
def test_a_share_is_never_more_than_all_nor_less_than_nothing(words: list[str], data: st.DataObject) -> None:
    """
    Whatever an editor makes of a paragraph, the source wrote between none and all of it.
    """
    edited = data.draw(st.lists(st.sampled_from(words), min_size=1))
    block = Block("paragraph", f"<p>{' '.join(edited)}</p>", SOURCE, edited=True)
    assert 0.0 < credit.share([block], lambda _: " ".join(words)) <= 1.0


def test_words_are_counted_as_a_person_would() -> None:
    """
    A hyphen or an apostrophe does not make two words of one.
    """
    assert credit.words("The pilot's mid-sea U.S. swim – 3.5 miles!") == [
        "The",
        "pilot's",
        "mid-sea",
        "U.S",
        "swim",
        "3.5",
        "miles",
    ]
    assert credit.count([paragraph("One two."), paragraph("Three.")]) == 3


def test_a_version_as_it_came_carries_its_source_in_every_block(house: House) -> None:
    """
    From then on rulings, credits and kills follow the blocks wherever they go.
    """
    version = Version(
        headline="H", standfirst="S", byline="Bo Sample", dateline=Dateline("X"), body=(paragraph("A"), paragraph("B"))
    )
    mark = Mark(entry=7, delivery=6, item=0, issued=NOON, received=NOON, digest="d")
    wording = credit.as_it_came(version, story=replace(WIRE, marks=(mark,)), entry=7, house=house)
    assert [b.source for b in wording.blocks] == [BlockSource("nwa-00000000", 7, 0), BlockSource("nwa-00000000", 7, 1)]
    assert (wording.headline, wording.standfirst, wording.byline) == ("H", "S", "")
    assert wording.dateline == Dateline("X", ("Northwater",), DAY)
    assert credit.as_it_came(version, story=WIRE, entry=8, house=house).dateline == Dateline("X")


@given(st.text(st.characters() | st.sampled_from(" '’.-_a1é"), max_size=60))
def test_words_are_counted_without_cutting_them_out(text: str) -> None:
    """
    The quick count is that of the words themselves, in any script and with any mark.
    """
    text = text.encode(errors="replace").decode()
    assert credit.counted(text) == len(credit.words(text))
