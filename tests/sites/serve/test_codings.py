"""Pages in the coding that a reader takes: packed once, told apart by their ETags."""

import gzip
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard
from tests.sites.newsroom import Newsroom, ask, header, item

from dateline.sites import served
from dateline.sites.serve import SiteServer
from dateline.sites.served import CODINGS, AtHand, Cache, Served, accepted_coding

UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
    "br": lambda body: bytes(brotli.decompress(body)),
    "gzip": gzip.decompress,
}


@pytest.fixture
def story(newsroom: Newsroom) -> str:
    """A story on the Tideline; a minute has gone by since."""
    story = newsroom.send("pel", item("q:1", headline="Quay opens", body=["The quay opened before it was light."]))
    newsroom.publish(story)
    newsroom.follow()
    newsroom.tick(minutes=1)
    return story


@pytest.fixture
def server(newsroom: Newsroom, story: str) -> SiteServer:  # noqa: ARG001 - the story comes first
    return newsroom.server()


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("GZIP;q=0.5 , BR;q=0.1", "br"),
        ("zstd;q=0, br; q=0.0, gzip;q=1.0", "gzip"),
        ("zstd;q=0.000,br;q=0.00", ""),
        ("compress, x-gzip", ""),
        (";,;;q=0,", ""),
    ],
)
def test_of_what_a_reader_takes_we_give_what_is_smallest_and_at_hand(accepted: str, coding: str) -> None:
    """
    Pages lie packed with zstd; a coding that a reader refuses is refused.
    """
    assert accepted_coding(accepted) == coding


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("path", ["/", "/feed.xml", "/icon.svg", "/nothing"])
def test_unpacked_it_is_the_same_page(server: SiteServer, coding: str, path: str) -> None:
    """
    Whatever a reader's program unpacks, it shows the same.
    """
    plain, packed = ask(server, path), ask(server, path, accept_encoding=coding)
    assert (packed.status, header(packed, "content-type")) == (plain.status, header(plain, "content-type"))
    found = header(packed, "content-encoding")
    if path == "/nothing":
        assert (found, packed.body) == (None, plain.body), "a notice is given as it is"
        return
    assert found == coding and header(plain, "content-encoding") is None
    assert len(packed.body) < len(plain.body) and UNPACK[coding](packed.body) == plain.body
    assert header(packed, "vary") == header(plain, "vary") == "accept-encoding"


def test_what_is_packed_already_is_not_packed_again(server: SiteServer, newsroom: Newsroom) -> None:
    """
    A font is brotli inside.
    """
    font = next(p for p in newsroom.sites["tide"].store().paths() if p.startswith("/fonts/"))
    response = ask(server, font, accept_encoding="gzip, br, zstd")
    assert header(response, "content-type") == "font/woff2" and header(response, "content-encoding") is None
    assert response.body == newsroom.body(font) and response.body.startswith(b"wOF2")


@pytest.mark.parametrize("coding", ["", *CODINGS])
def test_a_copy_is_confirmed_in_its_own_coding(server: SiteServer, coding: str) -> None:
    """
    A cache that holds the page packed one way must not hear that its other copy is right: each has an ETag of its own.
    """
    given = ask(server, "/", accept_encoding=coding)
    etag = header(given, "etag") or ""
    again = ask(server, "/", accept_encoding=coding, if_none_match=etag)
    assert (again.status, again.body, header(again, "etag")) == (304, b"", etag)
    assert header(again, "vary") == "accept-encoding" and header(again, "cache-control") == "no-cache"
    assert header(again, "content-encoding") is None, "there is nothing to unpack"
    for other in {"", *CODINGS} - {coding}:
        response = ask(server, "/", accept_encoding=other, if_none_match=etag)
        assert response.status == 200 and header(response, "etag") != etag
    held = ", ".join(header(ask(server, "/", accept_encoding=c), "etag") or "" for c in ("", *CODINGS))
    assert ask(server, "/", accept_encoding=coding, if_none_match=held).status == 304


@pytest.mark.parametrize("coding", ["", *CODINGS])
def test_a_head_has_the_headers_of_its_coding(server: SiteServer, coding: str) -> None:
    """
    Who asks only whether there is something new is told of the copy that it would get.
    """
    full, head = (ask(server, "/", method, accept_encoding=coding) for method in ("GET", "HEAD"))
    assert (head.status, head.headers, head.body) == (200, full.headers, b"")
    confirmed = ask(server, "/", "HEAD", accept_encoding=coding, if_none_match=header(full, "etag") or "")
    assert (confirmed.status, confirmed.body) == (304, b"")


@pytest.mark.parametrize("coding", ["", *CODINGS])
def test_a_killed_page_is_gone_in_every_coding(newsroom: Newsroom, story: str, server: SiteServer, coding: str) -> None:
    """
    What was kept at hand is never given out again, packed or not, before and after the follower has run.
    """
    path = newsroom.path(story)
    etag = header(ask(server, path, accept_encoding=coding), "etag") or ""
    newsroom.kill(story)
    before = ask(server, path, accept_encoding=coding, if_none_match=etag)
    assert before.status == 410 and header(before, "content-encoding") is None and b"quay" not in before.body
    newsroom.follow()
    after = ask(server, path, accept_encoding=coding, if_none_match="*")
    assert after.status == 410
    body = UNPACK[coding](after.body) if coding else after.body
    assert body == newsroom.body(path) and b"quay" not in body


def test_a_page_is_packed_once_as_long_as_it_stays_the_same(
    newsroom: Newsroom, story: str, server: SiteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Brotli takes its time: the first reader waits for it, the next thousand do not, also where other pages changed.
    """
    packed: list[int] = []
    compress = brotli.compress

    def counted(body: bytes, **more: int) -> bytes:
        packed.append(len(body))
        return bytes(compress(body, **more))

    monkeypatch.setattr(brotli, "compress", counted)
    first = ask(server, "/about", accept_encoding="br").body
    newsroom.kill(story)
    newsroom.follow()
    assert {ask(server, "/about", accept_encoding="br").body for _ in range(5)} == {first}
    assert len(packed) == 1


def test_a_server_keeps_only_so_much_at_hand(
    newsroom: Newsroom, server: SiteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Crawlers ask for every page there is: memory has an end, and the pages stay right.
    """
    monkeypatch.setattr(served, "_MOST", 3_000)
    paths = [p for p in newsroom.sites["tide"].store().paths() if p not in ("/404", "/410")]
    for path in (*paths, *paths):
        response = ask(server, path, accept_encoding="gzip")
        body = UNPACK["gzip"](response.body) if header(response, "content-encoding") else response.body
        assert body == newsroom.body(path), path


def test_sites_share_what_is_kept_at_hand(newsroom: Newsroom, story: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A network of twenty-five takes no more memory than a site alone; who is asked for most keeps most.
    """
    newsroom.publish(story, "tide", "mill")
    newsroom.follow()
    cache = Cache()
    hands = {code: (AtHand(cache), newsroom.sites[code].store()) for code in ("tide", "mill")}

    def shown(code: str, path: str) -> Served | None:
        hand, store = hands[code]
        return hand.page(path, store)

    front = shown("tide", "/")
    assert front is not None
    assert shown("mill", "/") is not front
    assert shown("tide", "/") is front
    monkeypatch.setattr(served, "_MOST", front.size)
    # A crawler's way through the other site.
    for path in ("/about", "/terms", "/privacy"):
        shown("mill", path)
    assert shown("tide", "/") is front
    asked = [shown("mill", "/about") for _ in range(8)]
    assert asked[-1] is asked[-2]
    assert shown("tide", "/") is not front
    hands["tide"][0].clear()
    assert shown("mill", "/about") is asked[-1]
