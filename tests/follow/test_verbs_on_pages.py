"""What the desk's verbs come to on pages, by themselves where the clock is asked."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from tests.sites.newsroom import HOUSE, LICENCES, START, Newsroom, ask, item

from dateline.news.house import Finding, Pictures

LONG = " ".join(f"word{n}" for n in range(80))


def sent(newsroom: Newsroom, name: str, source: str = "pel", **more: Any) -> str:
    """A story, just come in."""
    body = more.pop("body", [f"The {name} is open.", f"Said {name}."])
    return newsroom.send(source, item(f"v:{name}", headline=f"The {name} opens", body=body, **more))


def published(newsroom: Newsroom, *names: str) -> list[str]:
    """Stories that were published a minute after each other, the last one the newest."""
    found = []
    for name in names:
        found.append(sent(newsroom, name))
        newsroom.tick(minutes=1)
        newsroom.publish(found[-1])
    newsroom.follow()
    return found


def order(newsroom: Newsroom, path: str = "/") -> list[str]:
    """The names on a list, as they stand there."""
    headlines = [" ".join(a.text_content().split()) for a in newsroom.tree(path).xpath("//main//h2 | //main//h3")]
    return [h.split()[1] for h in headlines if h.startswith("The ") and h.endswith(" opens")]


def under(newsroom: Newsroom, name: str = "pelican", **changed: Any) -> None:
    """Put another licence in force."""
    licences = tuple(replace(li, **changed) if li.name == name else li for li in LICENCES)
    newsroom.apply(replace(HOUSE, licences=licences))


# publish at a moment


def test_a_page_appears_at_its_moment_without_anybody(newsroom: Newsroom) -> None:
    """
    Set in the evening for the morning: no page, no list and no feed holds it before, and nobody has to be awake.
    """
    story = sent(newsroom, "lock")
    at = START + timedelta(hours=20)
    newsroom.publish(story, at=at)
    newsroom.follow()
    path, server = newsroom.path(story), newsroom.server()
    assert path.startswith("/2020/01/17/") and ask(server, path).status == 404
    assert newsroom.sites["tide"].next_due() == at
    newsroom.clock.moment = at - timedelta(microseconds=1)
    newsroom.follow()
    assert b"The lock" not in ask(server, "/").body and ask(server, path).status == 404
    newsroom.clock.moment = at
    newsroom.follow()
    assert ask(server, path).status == 200
    assert all(b"The lock opens" in ask(server, p).body for p in ("/", "/feed.xml", "/2020/01/17/"))


def test_what_was_withdrawn_before_its_moment_does_not_appear(newsroom: Newsroom) -> None:
    """
    Nobody has to remember that it was set.
    """
    story = sent(newsroom, "lock")
    newsroom.publish(story, at=START + timedelta(hours=1))
    newsroom.withdraw(story)
    newsroom.tick(hours=2)
    newsroom.follow()
    assert ask(newsroom.server(), newsroom.path(story)).status != 200
    assert b"The lock opens" not in ask(newsroom.server(), "/").body


# hold and release


def test_a_page_comes_back_when_a_hold_ends(newsroom: Newsroom) -> None:
    """
    The gate closes at once, before any follower has run, and opens at the moment that was named.
    """
    (story,) = published(newsroom, "lock")
    path, server = newsroom.path(story), newsroom.server()
    until = newsroom.clock.now() + timedelta(hours=3)
    newsroom.hold(story, until)
    assert ask(server, path).status == 410 and ask(server, "/").status == 503
    newsroom.follow()
    assert ask(server, path).status in (404, 410) and b"The lock opens" not in ask(server, "/").body
    newsroom.clock.moment = until
    newsroom.follow()
    assert ask(server, path).status == 200 and b"The lock opens" in ask(server, "/").body


def test_a_held_article_is_gone_until_it_is_released(newsroom: Newsroom) -> None:
    """
    Its page says that it may return.
    """
    (story,) = published(newsroom, "lock")
    newsroom.hold(newsroom.article(story).id)
    newsroom.follow()
    response = ask(newsroom.server(), newsroom.path(story))
    assert response.status == 410 and b"may return" in response.body
    newsroom.release(newsroom.article(story).id)
    newsroom.follow()
    assert ask(newsroom.server(), newsroom.path(story)).status == 200


# reissue


def test_a_reissued_story_stands_at_a_new_address_and_the_old_one_stays_gone(newsroom: Newsroom) -> None:
    """
    Whoever followed the old link learns that it is gone; search engines forget it, and the new page is a page.
    """
    (story,) = published(newsroom, "lock")
    old = newsroom.path(story)
    newsroom.kill(story)
    new = newsroom.reissue(story)
    newsroom.publish(new)
    newsroom.follow()
    server = newsroom.server()
    assert ask(server, old).status == 410 and b"The lock" not in ask(server, old).body
    assert ask(server, newsroom.path(new)).status == 200
    assert order(newsroom) == ["lock"]
    newsroom.send("pel", item("v:lock", headline="The lock opens twice", body=["Twice."], number=2))
    newsroom.follow()
    assert b"The lock opens twice" in ask(server, newsroom.path(new)).body and ask(server, old).status == 410
    newsroom.send("pel", item("v:lock", headline="Kill", body=[], number=3, pubStatus="canceled"))
    assert [ask(server, p).status for p in (old, newsroom.path(new))] == [410, 410]


# join


def test_a_kill_takes_the_pages_of_all_that_were_joined(newsroom: Newsroom) -> None:
    """
    One report under two ids is one report to its readers.
    """
    one, two = published(newsroom, "lock", "weir")
    newsroom.join(one, two)
    newsroom.kill(two)
    server = newsroom.server()
    assert [ask(server, newsroom.path(s)).status for s in (one, two)] == [410, 410]
    newsroom.follow()
    assert [ask(server, newsroom.path(s)).status for s in (one, two)] == [410, 410] and order(newsroom) == []


# pin


def test_a_front_shows_what_editors_placed_where_they_placed_it(newsroom: Newsroom) -> None:
    """
    Others stand around it in their order; taken off, it goes back to its own place.
    """
    stories = published(newsroom, "lock", "weir", "mill", "quay")
    assert order(newsroom) == ["quay", "mill", "weir", "lock"]
    newsroom.pin(stories[0])
    newsroom.pin(stories[3], 3)
    newsroom.follow()
    assert order(newsroom) == ["lock", "mill", "quay", "weir"]
    newsroom.unpin(stories[0])
    newsroom.unpin(stories[3])
    newsroom.follow()
    assert order(newsroom) == ["quay", "mill", "weir", "lock"]


def test_a_pin_ends_by_itself(newsroom: Newsroom) -> None:
    """
    The lead of the morning is not the lead of the evening because nobody took it off.
    """
    stories = published(newsroom, "lock", "weir")
    until = newsroom.clock.now() + timedelta(hours=2)
    newsroom.pin(stories[0], until=until)
    newsroom.follow()
    assert order(newsroom) == ["lock", "weir"]
    newsroom.clock.moment = until
    newsroom.follow()
    assert order(newsroom) == ["weir", "lock"]


def test_a_pinned_story_stands_on_the_front_on_a_later_day_and_leaves_with_its_kill(newsroom: Newsroom) -> None:
    """
    A place that was given away is not kept for what must not be shown.
    """
    (old,) = published(newsroom, "lock")
    newsroom.pin(old)
    newsroom.tick(days=1)
    published(newsroom, "weir")
    assert order(newsroom)[0] == "lock"
    newsroom.kill(old)
    newsroom.follow()
    assert order(newsroom) == ["weir"]


# package


def below(newsroom: Newsroom, story: str) -> str:
    return newsroom.text(newsroom.path(story))


@pytest.mark.parametrize("way", ["kill", "withdraw", "expire"])
def test_a_package_goes_on_without_a_part_that_may_not_be_shown(newsroom: Newsroom, way: str) -> None:
    """
    Any part can be killed, withdrawn or expire alone; the page is there with what remains.
    """
    end = START + timedelta(hours=5)
    more = {"expires": end.isoformat()} if way == "expire" else {}
    (main,), back = published(newsroom, "lock"), sent(newsroom, "weir", **more)
    other = sent(newsroom, "mill")
    newsroom.package(main, ("backgrounder", back), ("backgrounder", other))
    newsroom.follow()
    assert "The weir is open." in below(newsroom, main) and "The mill is open." in below(newsroom, main)
    if way == "expire":
        newsroom.clock.moment = end
    else:
        getattr(newsroom, way)(back)
    assert ask(newsroom.server(), newsroom.path(main)).status in (410, 503)
    newsroom.follow()
    assert ask(newsroom.server(), newsroom.path(main)).status == 200
    assert "weir" not in below(newsroom, main) and "The mill is open." in below(newsroom, main)
    newsroom.package(main, drop=(other,))
    newsroom.follow()
    assert "mill" not in below(newsroom, main) and "The lock is open." in below(newsroom, main)


def test_where_the_main_article_is_gone_a_notice_stands_and_its_parts_go_on(newsroom: Newsroom) -> None:
    """
    The backgrounder has a page of its own; what it stood below has none.
    """
    main, back = published(newsroom, "lock", "weir")
    newsroom.package(main, ("backgrounder", back))
    newsroom.follow()
    newsroom.kill(main)
    newsroom.follow()
    server = newsroom.server()
    response = ask(server, newsroom.path(main))
    assert response.status == 410 and b"weir" not in response.body
    assert ask(server, newsroom.path(back)).status == 200


# licences, at the moment that they name


def test_a_page_ends_with_its_day_where_no_archive_is_licensed(newsroom: Newsroom) -> None:
    """
    At the site's midnight, without anybody: its address is gone, and no list leads there.
    """
    under(newsroom, uses=("display", "teaser", "feed", "index"))
    (story,) = published(newsroom, "lock")
    midnight = START.replace(day=17, hour=0)
    path, server = newsroom.path(story), newsroom.server()
    newsroom.clock.moment = midnight - timedelta(microseconds=1)
    newsroom.follow()
    assert ask(server, path).status == 200
    newsroom.clock.moment = midnight
    assert ask(server, path).status == 503, "nobody has followed yet"
    newsroom.follow()
    assert ask(server, path).status == 410
    assert all(b"The lock opens" not in ask(server, p).body for p in ("/", "/feed.xml", "/ports/"))


@pytest.mark.parametrize(("after", "shown"), [("nothing", ""), ("headline", "h"), ("teaser", "ht")])
def test_what_a_page_shows_once_its_time_is_over_is_the_licences_to_say(
    newsroom: Newsroom, after: str, shown: str
) -> None:
    """
    Nothing, the headline and the way to the source, or a few words as well; never the text, never in a list, and out
    of search.
    """
    under(newsroom, days=1, after=after, excerpt=5)
    story = sent(newsroom, "lock", body=[f"It {LONG}."])
    newsroom.publish(story)
    newsroom.tick(days=2)
    newsroom.follow()
    response = ask(newsroom.server(), newsroom.path(story))
    assert response.status == (200 if shown else 410)
    assert (b"The lock opens" in response.body, b"word3" in response.body) == ("h" in shown, "t" in shown)
    assert b"word4" not in response.body and (b"noindex" in response.body)
    assert order(newsroom) == [] and b"The lock" not in ask(newsroom.server(), "/feed.xml").body


def test_what_search_engines_may_not_have_is_in_no_sitemap(newsroom: Newsroom) -> None:
    """
    Its page asks not to be listed; readers of the site find it all the same.
    """
    under(newsroom, uses=("display", "teaser", "archive"))
    (story,) = published(newsroom, "lock")
    assert newsroom.status("/sitemap/2020-01.xml") == 404
    assert b"noindex" in newsroom.body(newsroom.path(story)) and order(newsroom) == ["lock"]


def test_a_licence_for_certain_countries_needs_a_site_that_keeps_others_out(newsroom: Newsroom) -> None:
    """
    What changed in a licence is on the pages with the entry that put it in force.
    """
    (story,) = published(newsroom, "lock")
    under(newsroom, territories=("AU",))
    newsroom.follow()
    assert ask(newsroom.server(), newsroom.path(story)).status == 410
    sites = tuple(replace(s, territories=("AU",)) for s in HOUSE.sites)
    licences = tuple(replace(li, territories=("AU", "NZ")) if li.name == "pelican" else li for li in LICENCES)
    newsroom.apply(replace(HOUSE, licences=licences, sites=sites))
    newsroom.follow()
    assert ask(newsroom.server(), newsroom.path(story)).status == 200


def test_a_block_with_somebody_elses_credit_is_left_out(newsroom: Newsroom) -> None:
    """
    The public domain of one is not the public domain of those whom it thanks.
    """
    finding = Finding(words="Nobody holds a right in it.", source="their page")
    under(newsroom, "survey", finding=finding, pictures=Pictures(uses=("display",)))
    body = ["The weir is open.", "Image credit: the Anselm Survey/Dredge Lab.", "It was shut."]
    story = sent(newsroom, "weir", "sur", body=body)
    newsroom.publish(story)
    newsroom.follow()
    text = below(newsroom, story)
    assert "The weir is open." in text and "It was shut." in text and "Dredge Lab" not in text
