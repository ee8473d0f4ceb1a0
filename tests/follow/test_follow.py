"""A site's follower keeps its pages in step with the ledger and the clock, and says in the chain what it wrote."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from msgspec.structs import replace
from tests.sites.newsroom import HOUSE, LICENCES, START, TIDE, Newsroom, chain, item

from dateline.sites.machines.sitemaps import NEWS_AGE
from dateline.sites.store import PageStore
from dateline.verbs.follow import SiteFollower

QUAY = item("q:1", headline="Quay opens", body=["The quay opened before it was light."])


def published(newsroom: Newsroom, *sites: str) -> str:
    """A story that stands on the Tideline, or on *sites*."""
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story, *sites)
    newsroom.follow()
    return story


def stored(newsroom: Newsroom, site: str = "tide") -> dict[str, str]:
    return {p.path: p.digest for p in newsroom.sites[site].store().pages()}


# Step by step


def test_planning_a_site_twice_writes_nothing_new(newsroom: Newsroom) -> None:
    """
    Where nothing happened, nothing is written: no page, no output, also after an hour.
    """
    published(newsroom, "tide", "mill")
    before = newsroom.outputs()
    newsroom.tick(hours=1)
    steps = newsroom.follow()
    assert [step.written for step in steps.values()] == [(), ()]
    assert newsroom.outputs() == before


def test_a_step_without_any_effect_still_moves_the_cursor(newsroom: Newsroom) -> None:
    """
    A story that nobody published changes no page; whoever waits for the site to reach its entry waits in vain else.
    """
    newsroom.follow()
    newsroom.send("pel", QUAY)
    step = newsroom.sites["tide"].step(newsroom.clock.now())
    assert step.written == ()
    assert newsroom.sites["tide"].reached() == step.entry == newsroom.ledger.tail()


def test_a_story_reaches_its_pages_and_the_lists_and_no_others(newsroom: Newsroom) -> None:
    """
    A publish rewrites what shows the story; the other section and the pages that say who we are stay as they were.
    """
    newsroom.follow()
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story)
    steps = newsroom.follow()
    path = newsroom.path(story)
    assert {w.path for w in steps["tide"].written} == {
        *("/", "/feed.xml", "/atom.xml", "/feed.json"),
        *("/ports/", "/ports/feed.xml", "/ports/atom.xml", "/ports/feed.json"),
        *("/source/pel/", "/2020/01/16/", "/days/"),
        *("/sitemap.xml", "/sitemap/2020-01.xml", "/sitemap/news.xml"),
        *(path, f"{path}/how"),
    }
    assert steps["mill"].written == ()
    assert steps["tide"].took > 0


def test_days_learn_of_a_new_neighbour(newsroom: Newsroom) -> None:
    """
    The day before leads to the next day with news from the moment there is one, and no more once it is gone.
    """
    published(newsroom)
    newsroom.tick(days=2)
    later = newsroom.send("pel", item("q:2", headline="Quay shuts", body=["It shut again."]))
    newsroom.publish(later)
    newsroom.follow()
    assert "/2020/01/18/" in newsroom.body("/2020/01/16/").decode()
    newsroom.withdraw(later)
    newsroom.follow()
    assert "/2020/01/18/" not in newsroom.body("/2020/01/16/").decode()
    assert newsroom.status("/2020/01/18/") == 404


# The clock


def test_an_embargo_lifts_at_its_moment_without_any_entry(newsroom: Newsroom) -> None:
    """
    The story appears by the clock alone: not a microsecond early, and the follower says when it has to be woken.
    """
    lift = START + timedelta(hours=3)
    story = newsroom.send("pel", QUAY | {"embargoedUntil": lift.isoformat()})
    newsroom.publish(story)
    newsroom.follow()
    path, entry = newsroom.path(story), newsroom.ledger.tail()
    assert newsroom.page(path) is None
    assert newsroom.sites["tide"].next_due() == lift
    newsroom.clock.moment = lift - timedelta(microseconds=1)
    assert newsroom.follow()["tide"].written == ()
    newsroom.clock.moment = lift
    assert path in {w.path for w in newsroom.follow()["tide"].written}
    assert newsroom.status(path) == 200
    assert "Quay opens" in newsroom.text("/")
    assert newsroom.ledger.tail() == entry
    assert newsroom.sites["tide"].next_due() == lift + NEWS_AGE


def test_a_licence_lapses_by_the_clock(newsroom: Newsroom) -> None:
    """
    All pages that hold the text are good until that moment and say so; then its address answers 410 and no list has it.
    """
    story = newsroom.send("brk", QUAY)
    newsroom.publish(story)
    newsroom.follow()
    path, end = newsroom.path(story), START + timedelta(days=28)
    for holding in (path, f"{path}/how", "/", "/ports/", "/2020/01/16/", "/sitemap/2020-01.xml"):
        page = newsroom.page(holding)
        assert page is not None and page.until == end, holding
    newsroom.clock.moment = START + NEWS_AGE
    newsroom.follow()
    assert newsroom.sites["tide"].next_due() == end
    newsroom.clock.moment = end
    newsroom.follow()
    assert newsroom.status(path) == 410
    assert "Quay opens" not in newsroom.text("/")
    assert newsroom.status("/2020/01/16/") == 404
    assert newsroom.sites["tide"].next_due() is None


def test_a_clock_that_is_set_back_brings_nothing_back(newsroom: Newsroom) -> None:
    """
    What lapsed stays lapsed: the pages are never made for an earlier moment than they were.
    """
    story = newsroom.send("brk", QUAY)
    newsroom.publish(story)
    newsroom.tick(days=28)
    newsroom.follow()
    newsroom.clock.moment = START
    newsroom.send("pel", item("q:9", headline="Other news", body=["Something else."]))
    newsroom.follow()
    assert newsroom.status(newsroom.path(story)) == 410


# The chain of outputs


def test_every_change_has_one_output_and_nothing_else_has(newsroom: Newsroom) -> None:
    """
    By the chain alone it can be told what stood at an address and what stood there before.
    """
    story = published(newsroom)
    entry, newsroom.clock.moment = newsroom.kill(story).entry, START + timedelta(minutes=5)
    after = newsroom.ledger.output_tail()
    step = newsroom.follow()["tide"]
    outputs = newsroom.outputs(after=after)
    assert [(o.path, o.status, o.before, o.digest) for o in outputs] == [
        (w.path, w.status, w.before, w.after) for w in step.written
    ]
    assert {(o.entry, o.moment, o.site, o.program) for o in outputs} == {
        (entry, START + timedelta(minutes=5), "tide", "test")
    }
    gone = {o.path: o.status for o in outputs if o.path.startswith("/2020")}
    path = newsroom.path(story)
    assert gone == {"/2020/01/16/": 404, path: 410, f"{path}/how": 410}
    assert chain(newsroom.outputs()) == stored(newsroom)


def test_an_output_names_whose_words_it_holds(newsroom: Newsroom) -> None:
    """
    An audit of a source asks the chain, not the pages.
    """
    story = published(newsroom)
    article = newsroom.article(story)
    (output,) = [o for o in newsroom.outputs() if o.path == newsroom.path(story)]
    assert output.parts == (article.id, story)
    assert output.size == len(newsroom.body(output.path))


def test_a_follower_that_dies_after_the_chain_was_written_recovers(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    What stands in the world is in the chain, even if we fall over in between; the next step does the work again and
    ends in the same pages.
    """
    story = published(newsroom)
    newsroom.kill(story)
    with monkeypatch.context() as broken:

        def die(_store: PageStore) -> None:
            raise RuntimeError("the power went")

        broken.setattr(PageStore, "commit", die)
        with pytest.raises(RuntimeError):
            newsroom.sites["tide"].step(newsroom.clock.now())
    assert newsroom.status(newsroom.path(story)) == 200
    assert newsroom.outputs()[-1].entry == newsroom.ledger.tail()
    newsroom.follow()
    assert newsroom.status(newsroom.path(story)) == 410
    assert {o.path: o.digest for o in newsroom.outputs() if o.digest} == {
        o.path: o.digest for o in newsroom.outputs() if o.digest
    } | stored(newsroom)


# Settings, program, theme


def test_another_program_makes_all_pages_anew(newsroom: Newsroom) -> None:
    """
    Pages say which program made them; those that come out the same are not written again.
    """
    published(newsroom)
    before = newsroom.outputs()
    follower = newsroom.follower("tide", program="next")
    step = follower.step(newsroom.clock.now())
    assert step.written == ()
    assert follower.store().cursor().made.startswith("next ")
    assert newsroom.outputs() == before
    follower.close()


def test_a_licence_that_is_taken_from_force_takes_its_words_along(newsroom: Newsroom) -> None:
    """
    Putting files in force may change every page; what no licence allows any more is gone with the next step.
    """
    story = published(newsroom)
    newsroom.apply(replace(HOUSE, licences=LICENCES[1:]))
    newsroom.follow()
    assert newsroom.status(newsroom.path(story)) == 410
    newsroom.apply(HOUSE)
    newsroom.follow()
    assert newsroom.status(newsroom.path(story)) == 200


def test_a_style_of_other_colours_has_another_address(newsroom: Newsroom) -> None:
    """
    Style sheets are kept for ever by browsers: the address changes with the bytes, and the old one goes.
    """
    newsroom.follow()
    (before,) = [p for p in stored(newsroom) if p.startswith("/style-")]
    newsroom.apply(replace(HOUSE, sites=(replace(TIDE, accent="#004488"), HOUSE.sites[1])))
    newsroom.follow()
    (after,) = [p for p in stored(newsroom) if p.startswith("/style-")]
    assert after != before
    assert f'href="{after}"' in newsroom.body("/").decode()


def test_a_section_that_is_no_more_has_no_page(newsroom: Newsroom) -> None:
    """
    Its stories stay where they are: an address never moves.
    """
    story = published(newsroom)
    newsroom.apply(replace(HOUSE, sites=(replace(TIDE, sections=TIDE.sections[1:]), HOUSE.sites[1])))
    newsroom.follow()
    assert newsroom.page("/ports/") is None
    assert newsroom.status(newsroom.path(story)) == 200


def test_a_site_taken_from_force_has_no_pages_and_gets_all_of_them_back(newsroom: Newsroom) -> None:
    """
    Its file is gone, so nothing of it stands, and the chain says so; put in force again it is whole, lists and all.
    """
    published(newsroom, "tide", "mill")
    before = stored(newsroom, "mill")
    newsroom.apply(replace(HOUSE, sites=(TIDE,)))
    step = newsroom.follow()["mill"]
    assert stored(newsroom, "mill") == {}
    assert {w.path for w in step.written} == set(before)
    assert {w.status for w in step.written} == {404}
    assert chain(newsroom.outputs("mill")) == {}
    newsroom.apply(HOUSE)
    newsroom.follow()
    assert stored(newsroom, "mill") == before


# What is kept


def test_bodies_that_left_their_page_are_kept_for_as_long_as_is_set(newsroom: Newsroom) -> None:
    """
    For that time it can be shown what stood there; after it the digest alone is proven.
    """
    newsroom.apply(replace(HOUSE, keep_pages=10))
    story = published(newsroom)
    left = newsroom.page(newsroom.path(story))
    assert left is not None
    newsroom.kill(story)
    newsroom.follow()
    store = newsroom.sites["tide"].store()
    for days, kept in ((10, True), (1, False)):
        newsroom.tick(days=days)
        newsroom.publish(newsroom.send("pel", item(f"more:{days}", headline="More news", body=["Something else."])))
        newsroom.follow()
        assert (store.evidence(left.path, left.digest) is not None) is kept


def test_the_bodies_of_an_erased_story_go_at_once(newsroom: Newsroom) -> None:
    """
    Bytes leave by an erase entry, also from kept bodies; its address goes on answering 410.
    """
    story = published(newsroom)
    store = newsroom.sites["tide"].store()
    held = [(p.path, p.digest) for p in store.pages() if story in p.parts]
    newsroom.kill(story)
    newsroom.follow()
    assert all(store.evidence(*one) is not None for one in held)
    path = newsroom.path(story)
    newsroom.erase(story)
    newsroom.follow()
    assert all(store.evidence(*one) is None for one in held)
    assert newsroom.status(path) == 410


def test_an_erased_story_is_gone_from_pages_that_were_never_made_without_it(newsroom: Newsroom) -> None:
    """
    A follower that slept through the kill and the erasure drops pages and bodies in one step.
    """
    story = published(newsroom)
    store = newsroom.sites["tide"].store()
    held = [(p.path, p.digest) for p in store.pages() if story in p.parts]
    newsroom.kill(story)
    newsroom.erase(story)
    newsroom.follow()
    assert held and all(store.evidence(*one) is None for one in held)


# Generations


def test_the_old_pages_are_served_until_the_new_generation_is_whole(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A rebuild works beside what readers see; one that dies changes nothing, and the next one takes its rests along.
    """
    published(newsroom)
    follower = newsroom.sites["tide"]
    generation, before = follower.generations.current(), stored(newsroom)
    seen: list[str] = []
    swap = follower.generations.swap

    def look_and_swap(name: str) -> None:
        seen.append(follower.generations.current())
        assert PageStore(follower.generations.path(name)).cursor().entry == newsroom.ledger.tail()
        swap(name)

    monkeypatch.setattr(follower.generations, "swap", look_and_swap)
    with monkeypatch.context() as broken:
        broken.setattr(PageStore, "settle", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            follower.rebuild(newsroom.clock.now())
    assert (follower.generations.current(), stored(newsroom)) == (generation, before)
    step = follower.rebuild(newsroom.clock.now())
    assert seen == [generation]
    assert follower.generations.current() != generation
    assert step.count == len(before) and stored(newsroom) == before
    files = sorted(p.name for p in follower.generations.folder.glob("*.db"))
    assert files == [f"{follower.generations.current()}.db"]


def test_a_rebuild_says_in_the_chain_only_what_it_changed(newsroom: Newsroom) -> None:
    """
    For readers nothing happened where the bytes are the same; what a rebuild takes away is told like anything else.
    """
    story = published(newsroom)
    before = newsroom.outputs()
    follower = newsroom.sites["tide"]
    follower.rebuild(newsroom.clock.now())
    assert newsroom.outputs() == before
    newsroom.kill(story)
    follower.rebuild(newsroom.clock.now())
    assert {o.path for o in newsroom.outputs()[len(before) :]} >= {"/", "/2020/01/16/", newsroom.path(story)}
    assert chain(newsroom.outputs()) == stored(newsroom)


def test_a_rebuilt_site_is_followed_on(newsroom: Newsroom) -> None:
    """
    Nothing that happens after the swap is lost, nor what the clock will change.
    """
    story = newsroom.send("brk", QUAY)
    newsroom.publish(story)
    newsroom.follow()
    newsroom.sites["tide"].rebuild(newsroom.clock.now())
    assert newsroom.follow()["tide"].written == ()
    newsroom.clock.moment = START + NEWS_AGE
    assert [w.path for w in newsroom.follow()["tide"].written] == ["/sitemap/news.xml"]
    assert newsroom.sites["tide"].next_due() == START + timedelta(days=28)
    newsroom.kill(story)
    newsroom.follow()
    assert newsroom.status(newsroom.path(story)) == 410


def test_bodies_kept_as_evidence_survive_a_rebuild(newsroom: Newsroom) -> None:
    """
    A rebuild makes pages anew; what stood there before, within the time that is set, can still be shown. Erased words
    cannot.
    """
    story = published(newsroom)
    left = newsroom.page(newsroom.path(story))
    assert left is not None
    newsroom.kill(story)
    newsroom.follow()
    newsroom.sites["tide"].rebuild(newsroom.clock.now())
    assert newsroom.sites["tide"].store().evidence(left.path, left.digest) is not None
    newsroom.erase(story)
    newsroom.sites["tide"].rebuild(newsroom.clock.now())
    assert newsroom.sites["tide"].store().evidence(left.path, left.digest) is None


# One at a time


def test_one_follower_holds_the_lease(newsroom: Newsroom) -> None:
    """
    Several processes share a site's pages; one of them keeps them, and the next one may as soon as it lets go.
    """
    first, second = newsroom.sites["tide"], newsroom.follower("tide")
    with first.lease() as mine, second.lease() as too:
        assert (mine, too) == (True, False)
    with second.lease() as mine:
        assert mine
    with first.lease(wait=True) as mine, newsroom.sites["mill"].lease() as other_site:
        assert mine and other_site


def test_the_lease_lets_the_errors_of_its_holder_pass(newsroom: Newsroom) -> None:
    """
    Whatever goes wrong while it is held is told as what it is, and the lease is free again.
    """
    with pytest.raises(BlockingIOError, match="of the holder"), newsroom.sites["tide"].lease():
        raise BlockingIOError("of the holder")
    with newsroom.sites["tide"].lease() as mine:
        assert mine


def test_a_follower_goes_on_where_another_ended(newsroom: Newsroom) -> None:
    """
    The cursor lies with the pages, not with the process; a follower sees a generation that another one swapped in.
    """
    story = published(newsroom)
    with follower_of(newsroom) as other:
        assert other.step(newsroom.clock.now()).written == ()
        other.rebuild(newsroom.clock.now())
    newsroom.kill(story)
    assert newsroom.follow()["tide"].written != ()
    assert newsroom.status(newsroom.path(story)) == 410


@contextmanager
def follower_of(newsroom: Newsroom) -> Iterator[SiteFollower]:
    follower = newsroom.follower("tide")
    yield follower
    follower.close()
