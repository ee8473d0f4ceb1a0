"""All sites behind one door: by host, by name on this machine, by path."""

import pytest
from tests.sites.newsroom import MILL, TIDE, Newsroom, header, item

from dateline.sites.http import Request, Response
from dateline.sites.serve import Network


@pytest.fixture
def network(newsroom: Newsroom) -> Network:
    story = newsroom.send("pel", item("q:1", headline="Quay opens", body=["It opened."]))
    newsroom.publish(story, "tide")
    newsroom.follow()
    return Network((TIDE, MILL), newsroom.server)


def get(network: Network, host: str, path: str = "/", **headers: str) -> Response:
    response = network.answer(Request("GET", host, path, headers={k.replace("_", "-"): v for k, v in headers.items()}))
    assert response is not None
    return response


@pytest.mark.parametrize(
    ("host", "path", "name"),
    [
        ("www.tideline.example", "/", b"The Tideline"),
        ("www.millrace.example", "/", b"The Millrace"),
        ("tide.localhost", "/", b"The Tideline"),
        ("mill.localhost", "/", b"The Millrace"),
        ("127.0.0.1", "/~mill/", b"The Millrace"),
        ("www.tideline.example", "/~mill/", b"The Millrace"),
    ],
)
def test_a_request_means_one_site(network: Network, host: str, path: str, name: bytes) -> None:
    """
    Its public host, its name on this machine, or a path below any host.
    """
    response = get(network, host, path)
    assert response.status == 200
    assert b"<title>" + name + b"</title>" in response.body


@pytest.mark.parametrize(("host", "path"), [("", "/"), ("example.org", "/"), ("localhost", "/"), ("x", "/~none/")])
def test_a_host_of_nobody_has_no_site(network: Network, host: str, path: str) -> None:
    """
    No site stands in for another: an unknown host would else be a second address of everything.
    """
    assert network.answer(Request("GET", host, path)) is None


def test_below_a_path_all_links_of_the_site_stay_there(network: Network, newsroom: Newsroom) -> None:
    """
    A preview on one port shows every site whole: no link leads out of it but those to other hosts.
    """
    response = get(network, "127.0.0.1", "/~tide/", accept_encoding="zstd")
    assert header(response, "content-encoding") is None
    assert b'href="/~tide/2020/01/16/quay-opens-' in response.body and b'href="/~tide/style-' in response.body
    assert b'action="/~tide/search"' in response.body
    assert response.body.replace(b'="/~tide/', b'="/') == newsroom.body("/")
    feed = get(network, "127.0.0.1", "/~tide/feed.xml")
    assert feed.body == newsroom.body("/feed.xml")


def test_below_a_path_redirections_stay_there_too(network: Network, newsroom: Newsroom) -> None:
    """
    Other words in an address lead to the right one, below the same path.
    """
    (article,) = newsroom.ledger.articles()
    response = get(network, "127.0.0.1", f"/~tide/{article.id.partition('-')[2]}")
    assert (response.status, header(response, "location")) == (301, f"/~tide{article.placements[0].path}")
    response = get(network, "127.0.0.1", "/~tide")
    assert (response.status, header(response, "location")) == (301, "/~tide/")


def test_conditions_are_passed_on_below_a_path(network: Network) -> None:
    """
    A copy is confirmed there as well, and a missing page is the site's own.
    """
    etag = header(get(network, "127.0.0.1", "/~tide/"), "etag") or ""
    assert get(network, "127.0.0.1", "/~tide/", if_none_match=etag).status == 304
    missing = get(network, "127.0.0.1", "/~tide/nothing")
    assert missing.status == 404 and b'href="/~tide/"' in missing.body
