"""A story's own page, and "How we know": every word about provenance says what happened, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from tests.sites.newsroom import HOUSE, LICENCES, START, Newsroom, item, words

from dateline.news.facts import Edited, Read
from dateline.news.wire import Notice

QUAY = item(
    "q:1",
    headline="Quay opens",
    standfirst="Nobody cheered.",
    body=["The quay opened before it was light.", "Forty barges had been waiting outside."],
)


def sent_again(number: int, body: str) -> dict[str, object]:
    """A later version of the same report."""
    at = START + timedelta(minutes=number)
    return item("q:1", headline="Quay opens", body=[body], number=number, issued=at)


def provenance(newsroom: Newsroom, story: str) -> list[str]:
    """The slim line under the headline, piece by piece."""
    return [e.text_content() for e in newsroom.tree(newsroom.path(story)).cssselect(".provenance li")]


def rows(newsroom: Newsroom, story: str) -> list[str]:
    """The rows of "How we know", newest first."""
    tree = newsroom.tree(newsroom.path(story) + "/how")
    return [" ".join(e.text_content().split()) for e in tree.cssselect(".versions > li")]


def credits(newsroom: Newsroom, path: str) -> list[str]:
    """The sentences at the foot of a page that say whose words stand on it."""
    return [e.text_content() for e in newsroom.tree(path).cssselect(".credits p")]


# Provenance


def test_a_wire_text_as_it_came_says_so(newsroom: Newsroom) -> None:
    """
    Source, version, all of it wire text; the byline is the agency's alone.
    """
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story)
    newsroom.follow()
    assert provenance(newsroom, story) == ["Pelican", "version 1", "100% wire text", "How we know"]
    assert newsroom.tree(newsroom.path(story)).cssselect(".byline b")[0].text_content() == "Pelican"
    assert "Updated" not in newsroom.text(newsroom.path(story))
    assert "Credit: Pelican" in newsroom.text(newsroom.path(story))


def test_a_lapsing_licence_is_told_with_its_day(newsroom: Newsroom) -> None:
    """
    The reader sees until when the text may stand here.
    """
    story = newsroom.send("brk", QUAY)
    newsroom.publish(story)
    newsroom.follow()
    assert "until Feb 13, 2020" in provenance(newsroom, story)
    assert "until Feb 13, 2020" in newsroom.text(newsroom.path(story) + "/how")


def test_an_update_of_the_source_is_its_next_version(newsroom: Newsroom) -> None:
    """
    The text is replaced, and both the line and "How we know" count the source's versions.
    """
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story)
    newsroom.tick(minutes=5)
    newsroom.send("pel", sent_again(2, "The quay opened an hour late."))
    newsroom.follow()
    assert provenance(newsroom, story)[1] == "version 2"
    text = newsroom.text(newsroom.path(story))
    assert "an hour late" in text and "Forty barges" not in text
    assert "Updated Jan 16, 2020, 10:05" in text
    assert [row.partition(" Issued")[0] for row in rows(newsroom, story)] == [
        "Version 2 from Pelican shown here update",
        "Version 1 from Pelican",
    ]


def test_our_revision_says_of_which_version_and_how_much_is_wire_text(newsroom: Newsroom) -> None:
    """
    Once our desk changed it, the byline says so, the share is that of the words, and both histories stand side by side.
    """
    story = newsroom.send("pel", QUAY)
    newsroom.take(story)
    newsroom.edit(
        story,
        text="The quay opened before it was light.\n\nForty barges had been waiting outside.\n\nWe counted all twice.",
    )
    newsroom.publish(story)
    newsroom.follow()
    assert provenance(newsroom, story)[:3] == ["Pelican", "our revision 1 of version 1", "76% wire text"]
    assert (
        newsroom.tree(newsroom.path(story)).cssselect(".byline b")[0].text_content() == "by Staff Writers with Pelican"
    )
    first, second = rows(newsroom, story)
    assert first.startswith("Our revision 1 shown here edit Issued Jan 16, 2020, 10:00 17 words 76% wire text")
    assert second.startswith("Version 1 from Pelican Issued")


def test_our_own_report_names_no_share(newsroom: Newsroom) -> None:
    """
    "Wire text" would be a lie about our own words.
    """
    story = newsroom.send("own", QUAY)
    newsroom.publish(story)
    newsroom.follow()
    assert provenance(newsroom, story) == ["The Tideline", "version 1", "How we know"]


def test_a_correction_stands_dated_above_the_text(newsroom: Newsroom) -> None:
    """
    What was wrong and what is right is told where it was read; lists mark the story.
    """
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story)
    newsroom.tick(days=1)
    newsroom.correct(story, wrong="that nine barges waited", right="that forty did")
    newsroom.follow()
    note = "An earlier version said that nine barges waited. It should have said that forty did."
    text = newsroom.text(newsroom.path(story))
    assert f"Corrected Jan 17, 2020, 10:00: {note}" in text
    assert newsroom.tree("/").cssselect("[data-mark=corrected]")
    assert "Corrected by our desk on Jan 17, 2020, 10:00." in newsroom.text(newsroom.path(story) + "/how")


# Earlier wording


@pytest.mark.parametrize(("uses", "shown"), [(("display", "versions"), True), (("display", "archive"), False)])
def test_earlier_wording_is_shown_only_where_the_licence_lets_it(newsroom: Newsroom, uses: object, shown: bool) -> None:
    """
    A version that was replaced is another use of the text than the one that stands.
    """
    licence = replace(LICENCES[0], uses=uses)
    newsroom.apply(replace(HOUSE, licences=(licence, *LICENCES[1:])))
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story)
    newsroom.send("pel", sent_again(2, "The quay opened an hour late."))
    newsroom.follow()
    how = newsroom.text(newsroom.path(story) + "/how")
    assert ("Forty barges" in how) is shown
    assert "an hour late" not in how, "what stands is no earlier wording"


@pytest.mark.parametrize(
    "held",
    [
        {"pubStatus": "withheld"},
        {"embargoedUntil": (START + timedelta(days=3)).isoformat()},
        {"expires": (START + timedelta(minutes=1)).isoformat()},
    ],
)
def test_wording_that_its_source_held_back_stays_back(newsroom: Newsroom, held: dict[str, str]) -> None:
    """
    A version that was replaced by a free one has not become free itself.
    """
    story = newsroom.send("pel", QUAY | held)
    newsroom.send("pel", sent_again(2, "The quay opened an hour late."))
    newsroom.tick(minutes=2)
    newsroom.publish(story)
    newsroom.follow()
    assert newsroom.status(newsroom.path(story)) == 200
    how = newsroom.text(newsroom.path(story) + "/how")
    assert "Version 1 from Pelican" in how
    assert "Forty barges" not in how


def test_a_version_that_was_kept_back_says_so_dated_and_keeps_its_words(newsroom: Newsroom) -> None:
    """
    A feed that says HOLD in a headline speaks to the desk; readers are told what was decided, and when, and not in
    those words.
    """
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story)
    newsroom.tick(minutes=2)
    newsroom.send("pel", sent_again(2, "Who opened the quay is not clear.") | {"pubStatus": "withheld"})
    newsroom.tick(minutes=3)
    newsroom.send("pel", sent_again(5, "The quay opened an hour late."))
    newsroom.follow()
    second = rows(newsroom, story)[1]
    assert second.startswith("Version 2 from Pelican")
    assert "Its source asked us to hold it. A newer version took its place on Jan 16, 2020, 10:05." in second
    assert "not clear" not in newsroom.text(newsroom.path(story) + "/how")


def test_what_our_desk_held_and_let_go_is_told_with_its_moments_and_without_its_reasons(newsroom: Newsroom) -> None:
    """
    The reason is a doubt that nothing came of: to print it would publish the doubt.
    """
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story)
    newsroom.tick(hours=1)
    newsroom.hold(story)
    newsroom.tick(hours=1)
    newsroom.release(story)
    newsroom.follow()
    assert rows(newsroom, story)[:2] == [
        "Our desk let it go on Jan 16, 2020, 12:00",
        "Our desk held it on Jan 16, 2020, 11:00",
    ]
    how = newsroom.text(newsroom.path(story) + "/how")
    assert not any(d.reason in how for d in newsroom.story(story).decisions if d.reason)


@pytest.mark.parametrize("verb", ["kill", "withdraw"])
def test_a_text_below_that_was_taken_back_is_told_without_its_name(newsroom: Newsroom, verb: str) -> None:
    """
    The page goes on without it; who read it there can find out that it no longer counts, and nothing else of it.
    """
    story = newsroom.send("pel", QUAY)
    other = newsroom.send("pel", item("q:2", headline="Dredger sinks", body=["The dredger Ottoline sank."]))
    newsroom.publish(story)
    newsroom.package(newsroom.article(story).id, ("backgrounder", other))
    newsroom.follow()
    assert "Ottoline" in newsroom.text(newsroom.path(story)) and "taken back" not in " ".join(rows(newsroom, story))
    newsroom.tick(hours=1)
    getattr(newsroom, verb)(other)
    newsroom.follow()
    how = newsroom.text(newsroom.path(story) + "/how")
    assert (
        rows(newsroom, story)[0] == "A backgrounder that belonged to this page was taken back on Jan 16, 2020, 11:00."
    )
    assert "Dredger" not in how and "Ottoline" not in how


def test_a_version_that_the_desk_has_not_taken_over_is_no_earlier_wording(newsroom: Newsroom) -> None:
    """
    Where updates are proposed, the newer text is known, and not shown.
    """
    newsroom.apply(replace(HOUSE, sources=(replace(HOUSE.sources[0], updates="propose"), *HOUSE.sources[1:])))
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story)
    newsroom.send("pel", sent_again(2, "The quay opened an hour late."))
    newsroom.follow()
    assert provenance(newsroom, story)[1] == "version 1"
    assert "an hour late" not in newsroom.text(newsroom.path(story) + "/how")
    assert [row.partition(" Issued")[0] for row in rows(newsroom, story)] == [
        "Version 2 from Pelican update",
        "Version 1 from Pelican shown here",
    ]


def test_how_we_know_is_for_readers_and_not_for_search_engines(newsroom: Newsroom) -> None:
    """
    It repeats the headline and earlier words: in a search engine it would stand beside the story itself.
    """
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story)
    newsroom.follow()
    tree = newsroom.tree(newsroom.path(story) + "/how")
    assert tree.cssselect("meta[name=robots]")[0].get("content") == "noindex"
    assert not tree.cssselect("link[rel=canonical]")


# Who did what


def test_what_nobody_chose_carries_no_word_of_choosing(newsroom: Newsroom) -> None:
    """
    A story that was published as it came was neither selected nor edited; a page that said so would lie.
    """
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story)
    newsroom.follow()
    for path in (newsroom.path(story), newsroom.path(story) + "/how"):
        said = words(newsroom.text(path))
        assert not said & {"selected", "selection", "edited", "editor", "editors", "curated", "chosen", "corrected"}, (
            path
        )


def test_what_a_person_chose_says_so_with_the_reason(newsroom: Newsroom) -> None:
    """
    The take is a decision for these readers, with a date and a reason.
    """
    story = newsroom.send("pel", QUAY)
    newsroom.take(story, note="The lock was shut for days.")
    newsroom.publish(story)
    newsroom.follow()
    how = newsroom.text(newsroom.path(story) + "/how")
    assert "Selected for people who work on the water on Jan 16, 2020, 10:00. The lock was shut for days." in how
    assert "Published on Jan 16, 2020, 10:00." in how
    assert "Edited by our desk" not in how
    said = "This article was selected by the staff of The Tideline for people who work on the water."
    assert said in credits(newsroom, newsroom.path(story))


def test_an_edit_is_told_with_its_moment(newsroom: Newsroom) -> None:
    """
    "How we know" says what our desk did, and when.
    """
    story = newsroom.send("pel", QUAY)
    newsroom.take(story)
    newsroom.tick(hours=1)
    newsroom.edit(story, headline="Quay open at last")
    newsroom.publish(story)
    newsroom.follow()
    assert "Edited by our desk on Jan 16, 2020, 11:00." in newsroom.text(newsroom.path(story) + "/how")


# Credits


def test_the_footer_follows_the_blocks(newsroom: Newsroom) -> None:
    """
    "In whole or part": every source with a paragraph on the page is credited, with its own terms.
    """
    story, other = newsroom.send("pel", QUAY), newsroom.send("brk", QUAY | {"uri": "b:1"})
    newsroom.publish(story)
    newsroom.publish(other)
    article = newsroom.article(story)
    both = (*article.wording.blocks, newsroom.article(other).wording.blocks[0])
    newsroom.append(Edited(article.id, replace(article.wording, blocks=both)))
    newsroom.follow()
    path = newsroom.path(story)
    assert credits(newsroom, path)[:2] == [
        "Pelican text: copyright Pelican Press. Used under a subscription.",
        "Brackwater text: copyright Brackwater News Cooperative. Used for 28 days.",
    ]
    assert credits(newsroom, path + "/how") == credits(newsroom, path)
    newsroom.append(Edited(article.id, article.wording))
    newsroom.follow()
    assert "Brackwater" not in " ".join(credits(newsroom, path))


def test_a_list_credits_all_that_stand_in_it_and_no_others(newsroom: Newsroom) -> None:
    """
    Also a front page holds words of agencies, each under its own terms.
    """
    for source in ("pel", "brk"):
        newsroom.publish(newsroom.send(source, QUAY | {"uri": f"{source}:1"}), section="ports")
    newsroom.publish(newsroom.send("cor", QUAY | {"uri": "cor:1"}), section="crews")
    newsroom.follow()

    def holders(path: str) -> set[str]:
        return {name for name in ("Pelican", "Brackwater", "Corvane") if name in " ".join(credits(newsroom, path))}

    assert holders("/") == {"Pelican", "Brackwater", "Corvane"}
    assert holders("/ports/") == {"Pelican", "Brackwater"}
    assert holders("/crews/") == {"Corvane"}
    assert holders("/about") == set()


@pytest.mark.parametrize(
    ("revised", "line"),
    [
        (datetime(2020, 12, 31, 22, 0, tzinfo=UTC), "Copyright 2009–2020 Bellweather Press Ltd, Port Anselm."),
        (datetime(2021, 6, 1, 0, 0, tzinfo=UTC), "Copyright 2009–2021 Bellweather Press Ltd, Port Anselm."),
    ],
)
def test_the_copyright_line_ends_with_the_year_of_the_last_revision(
    newsroom: Newsroom, revised: datetime, line: str
) -> None:
    """
    A page that nobody touched does not become younger with the calendar.
    """
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story)
    newsroom.follow()
    newsroom.clock.moment = revised
    newsroom.send("pel", sent_again(2, "The quay opened an hour late."))
    newsroom.follow()
    newsroom.clock.moment = datetime(2024, 1, 1, tzinfo=UTC)
    newsroom.follow()
    assert line in newsroom.text(newsroom.path(story))
    assert line in newsroom.text("/")


def test_years_end_in_the_zone_of_the_site(newsroom: Newsroom) -> None:
    """
    A site's zone decides its days, and so its years: in Auckland it is 2021 when it is noon on December 31 in UTC.
    """
    newsroom.clock.moment = datetime(2020, 12, 31, 12, 0, tzinfo=UTC)
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story, "tide", "mill")
    newsroom.follow()
    assert "Copyright 2009–2020 Bellweather" in newsroom.text(newsroom.path(story))
    assert newsroom.path(story, "mill").startswith("/2021/01/01/")
    assert "Copyright 2020–2021 Bellweather" in newsroom.text(newsroom.path(story, "mill"), "mill")


# At home


def test_an_article_on_two_sites_is_at_home_on_one(newsroom: Newsroom) -> None:
    """
    Search engines are led to one address, and readers are told; the home itself leads nowhere else.
    """
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story, "tide", "mill", home="mill")
    newsroom.follow()
    home = f"https://www.millrace.example{newsroom.path(story, 'mill')}"

    def canonical(site: str) -> str:
        address: str = newsroom.tree(newsroom.path(story, site), site).cssselect("link[rel=canonical]")[0].get("href")
        return address

    assert canonical("tide") == canonical("mill") == home
    assert "This story is at home at The Millrace." in newsroom.text(newsroom.path(story))
    assert "at home at" not in newsroom.text(newsroom.path(story, "mill"), "mill")
    newsroom.publish(story, "tide", home="tide")
    newsroom.follow()
    assert canonical("mill") == f"https://www.tideline.example{newsroom.path(story)}"
    assert "at home at" not in newsroom.text(newsroom.path(story))


# What stands there once it is gone

REPORT = item(
    "q:9",
    headline="Harbourmaster Penhallow resigns",
    standfirst="Isaura Penhallow leaves over unpaid invoices.",
    body=["Isaura Penhallow, harbourmaster since 2004, resigned on Thursday.", "Invoices from Corran were found."],
)
NAMES = words("Harbourmaster Penhallow resigns Isaura Penhallow leaves over unpaid invoices Corran Pelican Ottoline")


def gone(newsroom: Newsroom, story: str) -> str:
    """The words of the notice, which are the same at the address and at "How we know"."""
    newsroom.follow()
    path = newsroom.path(story)
    assert newsroom.status(path) == newsroom.status(path + "/how") == 410
    text = newsroom.text(path)
    assert newsroom.text(path + "/how") == text
    for body in (newsroom.body(path), newsroom.body(path + "/how")):
        assert not words(body.decode()) & NAMES
    page = newsroom.page(path)
    assert page is not None and page.parts == ()
    return text


def test_a_notice_names_nothing_of_what_stood_there(newsroom: Newsroom) -> None:
    """
    Neither headline nor the words of the address nor any name: a notice that repeated them would go on spreading them.
    """
    story = newsroom.send("pel", REPORT | {"by": "Ottoline Farrow"})
    newsroom.publish(story)
    newsroom.follow()
    assert words(newsroom.text(newsroom.path(story))) >= {"penhallow", "isaura"}
    newsroom.kill(story)
    text = gone(newsroom, story)
    assert "was taken back on Jan 16, 2020, 10:00 by decision of this newsroom. It must not be used any more" in text
    assert "copyright Pelican" not in text


def test_a_notice_says_who_took_it_back(newsroom: Newsroom) -> None:
    """
    We for a while; we for ever; the source; the source for a while; the licence. Nobody is blamed for another's word.
    """
    story = newsroom.send("pel", REPORT)
    newsroom.publish(story)
    newsroom.withdraw(story)
    assert "by decision of this newsroom. It may return." in gone(newsroom, story)
    newsroom.publish(story)
    newsroom.follow()
    assert newsroom.status(newsroom.path(story)) == 200
    for action, sentence in (
        ("withhold", "The source of the article that stood here asks us to hold it for now. It may return."),
        ("kill", "by order of the source that had supplied it. It must not be used any more"),
    ):
        newsroom.tick(minutes=1)
        notice = Notice(action=action, item="q:9", issued=newsroom.clock.now())  # type: ignore[arg-type]
        newsroom.append(Read(1, 0, "pel", "ninjs/1", story=story, notice=notice))
        text = gone(newsroom, story)
        assert sentence in text
        assert "decision of this newsroom" not in text, "that withdrawal was over"


def test_a_notice_of_a_lapse_is_about_the_licence(newsroom: Newsroom) -> None:
    """
    A withdrawal that ended long ago is not the reason.
    """
    story = newsroom.send("brk", REPORT)
    newsroom.publish(story)
    newsroom.withdraw(story)
    newsroom.publish(story)
    newsroom.tick(days=28)
    assert "The licence under which an article stood here came to its end on Feb 13, 2020" in gone(newsroom, story)


def test_our_kill_is_the_last_word(newsroom: Newsroom) -> None:
    """
    It stands over a withdrawal that came before and over whatever the source says later; so does an erasure.
    """
    story = newsroom.send("pel", REPORT)
    newsroom.publish(story)
    newsroom.withdraw(newsroom.article(story).id)
    newsroom.kill(story)
    assert "It must not be used any more, here or elsewhere." in gone(newsroom, story)
    newsroom.erase(story)
    assert "It must not be used any more, here or elsewhere." in gone(newsroom, story)


def test_a_killed_article_of_ours_leaves_its_story(newsroom: Newsroom) -> None:
    """
    An article alone can be killed; its notice says that we did it.
    """
    story = newsroom.send("pel", REPORT)
    newsroom.publish(story)
    newsroom.kill(newsroom.article(story).id)
    assert "by decision of this newsroom. It must not be used any more" in gone(newsroom, story)
