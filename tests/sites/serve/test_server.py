"""The page server: what readers, caches and crawlers get."""

from datetime import timedelta
from email.utils import format_datetime

import pytest
from tests.sites.newsroom import START, Newsroom, ask, header, item

from dateline.sites.serve import SiteServer

QUAY = item("q:1", headline="Quay opens", body=["The quay opened before it was light."])


@pytest.fixture
def story(newsroom: Newsroom) -> str:
    """A story on the Tideline; a minute has gone by since."""
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story)
    newsroom.follow()
    newsroom.tick(minutes=1)
    return story


@pytest.fixture
def server(newsroom: Newsroom, story: str) -> SiteServer:  # noqa: ARG001 - the story comes first
    return newsroom.server()


def test_a_page_is_given_as_it_is_stored(newsroom: Newsroom, story: str, server: SiteServer) -> None:
    """
    With its type, and with the headers that keep a browser from running anything.
    """
    path = newsroom.path(story)
    response = ask(server, path)
    assert (response.status, response.body) == (200, newsroom.body(path))
    assert header(response, "content-type") == "text/html; charset=utf-8"
    assert header(response, "content-security-policy") == (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )
    assert header(response, "permissions-policy") == "camera=(), geolocation=(), microphone=()"
    assert header(response, "referrer-policy") == "strict-origin-when-cross-origin"
    assert header(response, "cross-origin-opener-policy") == "same-origin"
    assert header(response, "x-content-type-options") == "nosniff"
    assert header(ask(server, "/feed.xml"), "content-type") == "application/rss+xml; charset=utf-8"


@pytest.mark.parametrize("path", ["/", "/nothing-here", "/2020/01/16/other-7f3k2q9m"])
def test_every_answer_carries_the_policy(server: SiteServer, path: str) -> None:
    """
    Also one that says there is nothing.
    """
    assert header(ask(server, path), "content-security-policy")


def test_a_head_is_a_get_without_its_body(server: SiteServer) -> None:
    """
    Status and headers are the same.
    """
    full, head = ask(server, "/"), ask(server, "/", "HEAD")
    assert (head.status, head.headers, head.body) == (full.status, full.headers, b"")
    assert ask(server, "/nothing", "HEAD").status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_a_site_can_only_be_read(server: SiteServer, method: str) -> None:
    """
    There is nothing to send to a public page.
    """
    response = ask(server, "/", method)
    assert (response.status, header(response, "allow")) == (405, "GET, HEAD")


def test_a_page_is_asked_for_again_each_time_and_a_style_never(server: SiteServer, newsroom: Newsroom) -> None:
    """
    A kill must reach whoever has a copy: a page may be kept, and has to be asked for. The address of a style or a font
    is its bytes.
    """
    paths = newsroom.sites["tide"].store().paths()
    lasting = [p for p in paths if p.startswith(("/style-", "/fonts/"))]
    assert {p.rpartition(".")[2] for p in lasting} == {"css", "woff2"}
    for path in paths:
        expected = "public, max-age=31536000, immutable" if path in lasting else "no-cache"
        assert header(ask(server, path), "cache-control") == expected, path
    assert header(ask(server, "/nothing"), "cache-control") == "no-cache"


@pytest.mark.parametrize(
    ("asked", "status"),
    [("{etag}", 304), ("W/{etag}", 304), ('"other", {etag}', 304), ("*", 304), ('"other"', 200), ("", 200)],
)
def test_who_has_the_bytes_gets_no_bytes(server: SiteServer, asked: str, status: int) -> None:
    """
    By the ETag, which is half the digest of the body.
    """
    etag = header(ask(server, "/"), "etag")
    assert etag is not None
    response = ask(server, "/", if_none_match=asked.format(etag=etag))
    assert response.status == status
    assert bool(response.body) is (status == 200)
    assert header(response, "etag") == etag


@pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (0, 304), (3600, 304)])
def test_who_has_the_page_since_gets_no_bytes(server: SiteServer, seconds: int, status: int) -> None:
    """
    By the date, where a reader's program knows no ETag.
    """
    since = format_datetime(START + timedelta(seconds=seconds), usegmt=True)
    assert ask(server, "/", if_modified_since=since).status == status


@pytest.mark.parametrize("since", ["yesterday", "", "Thu, 99 Jan 2020 10:00:00 GMT", "Thu, 16 Jan 2020 10:00:00"])
def test_a_date_that_is_none_is_no_condition(server: SiteServer, since: str) -> None:
    """
    Who asks in a strange way gets the page.
    """
    assert ask(server, "/", if_modified_since=since).status == 200


def test_the_etag_decides_where_both_are_sent(server: SiteServer) -> None:
    """
    A date alone can be too coarse.
    """
    since = format_datetime(START + timedelta(days=1), usegmt=True)
    assert ask(server, "/", if_none_match='"other"', if_modified_since=since).status == 200


def test_a_page_that_changes_twice_in_a_second_is_not_mistaken_for_its_first_self(newsroom: Newsroom) -> None:
    """
    HTTP's dates are whole seconds: in the second of the change no date is told, so that no copy from before a kill can
    be confirmed by it.
    """
    newsroom.clock.moment = START + timedelta(milliseconds=100)
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story)
    newsroom.follow()
    newsroom.tick(milliseconds=100)
    server = newsroom.server()
    assert header(ask(server, "/"), "last-modified") is None
    newsroom.tick(seconds=1)
    assert header(ask(server, "/"), "last-modified") == "Thu, 16 Jan 2020 10:00:00 GMT"


# Addresses


@pytest.mark.parametrize("form", ["/{tail}", "/pel-{tail}", "/2020/01/16/other-words-{tail}", "/1999/01/01/x-{tail}/"])
def test_only_the_digits_of_an_address_count(newsroom: Newsroom, story: str, server: SiteServer, form: str) -> None:
    """
    Whoever has the id finds the page; it has one address, and all others lead there.
    """
    response = ask(server, form.format(tail=story.partition("-")[2]))
    assert (response.status, header(response, "location")) == (301, newsroom.path(story))


@pytest.mark.parametrize("path", ["/nothing", "/7f3k2q9m", "/ports", "/about/", "/404", "/410", "/2020/01/15/"])
def test_where_nothing_is_the_site_says_so(server: SiteServer, newsroom: Newsroom, path: str) -> None:
    """
    With the site's own page, also at the addresses under which the store keeps such pages.
    """
    response = ask(server, path)
    assert (response.status, response.body) == (404, newsroom.body("/404"))


def test_all_addresses_of_a_killed_story_answer_410(newsroom: Newsroom, story: str, server: SiteServer) -> None:
    """
    The words of other addresses must not be asked after: any of them gets the notice, none a redirection.
    """
    path, tail = newsroom.path(story), story.partition("-")[2]
    newsroom.kill(story)
    newsroom.follow()
    for asked in (path, f"{path}/how", f"/{tail}", f"/2020/01/16/other-{tail}", f"/2020/01/16/other-{tail}/how"):
        response = ask(server, asked, if_none_match="*")
        assert (response.status, response.body) == (410, newsroom.body(path)), asked


def test_an_embargoed_story_is_not_there(newsroom: Newsroom, server: SiteServer) -> None:
    """
    Neither its address nor its id tells that there will be something.
    """
    lift = START + timedelta(hours=1)
    coming = newsroom.send("pel", item("q:2", headline="Secret", body=["Words."], embargoedUntil=lift.isoformat()))
    newsroom.publish(coming)
    newsroom.follow()
    path = newsroom.path(coming)
    for asked in (path, f"/{coming.partition('-')[2]}", f"{path}/how"):
        assert ask(server, asked).status == 404, asked
    newsroom.clock.moment = lift
    newsroom.follow()
    assert ask(server, path).status == 200


# What lies under it


def test_a_site_that_has_no_pages_yet_asks_for_patience(newsroom: Newsroom) -> None:
    """
    The first pages are made in a moment; a 404 would be remembered.
    """
    for begun in (False, True):
        if begun:
            newsroom.sites["tide"].store()
        response = ask(newsroom.server(), "/")
        assert (response.status, header(response, "retry-after")) == (503, "1")


def test_a_server_sees_a_generation_that_was_swapped_in(newsroom: Newsroom, story: str, server: SiteServer) -> None:
    """
    A rebuild is seen with the next request, without a restart.
    """
    before = ask(server, "/").body
    assert newsroom.page(newsroom.path(story))
    for _ in range(2):
        newsroom.sites["tide"].rebuild(newsroom.clock.now())
        assert ask(server, "/").body == before


def test_a_swap_while_a_generation_is_opened_is_seen(
    newsroom: Newsroom, story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The file may be gone between the look at the pointer and the opening: no reader gets the 404 of an empty store.
    """
    follower = newsroom.sites["tide"]
    server, waiting = newsroom.server(), [follower.generations.current()]
    follower.rebuild(newsroom.clock.now())
    now = server._generations.current

    monkeypatch.setattr(server._generations, "current", lambda: waiting.pop() if waiting else now())
    assert ask(server, newsroom.path(story)).status == 200
