"""A site in a store that speaks S3."""

import gzip
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3  # type: ignore[import-untyped]
import pytest
from moto.server import ThreadedMotoServer
from tests.send.conftest import Server, Site, to

from dateline.news.house import Export
from dateline.send.bucket import Bucket
from dateline.send.sender import Sender
from dateline.send.values import Item, SendError

KEY, SECRET = "harbour", "master"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """A store on this machine."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def store(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The store as another program sees it, with an empty bucket."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TIDE_KEY", KEY)
    monkeypatch.setenv("TIDE_SECRET", SECRET)
    client = boto3.client(
        "s3", endpoint_url=endpoint, aws_access_key_id=KEY, aws_secret_access_key=SECRET, region_name="us-east-1"
    )
    client.create_bucket(Bucket="tide")
    yield client
    for name in keys(client):
        client.delete_object(Bucket="tide", Key=name)
    client.delete_bucket(Bucket="tide")
    client.close()


def export(endpoint: str, to: str = "s3://tide", **more: Any) -> Export:
    """The settings of an export to that store."""
    return Export(to=to, endpoint=endpoint, **{"key_env": "TIDE_KEY", "secret_env": "TIDE_SECRET", **more})


def sending(setting: Export, outboxes: Path) -> Sender:
    """An export's sender."""
    return to(Bucket(setting, outboxes.parent), outboxes)


def keys(client: Any) -> set[str]:
    """The names of all objects."""
    return {thing["Key"] for thing in client.list_objects_v2(Bucket="tide").get("Contents", ())}


def test_every_page_is_an_object_with_the_right_headers(site: Site, store: Any, endpoint: str, outboxes: Path) -> None:
    """
    What a store gives out is what it was told: type and bytes, and that only what never changes may be kept unasked.
    """
    site.put("/", b"front")
    site.put("/2020/01/16/quay-7f3k2q9m", b"story", pictures=("/pictures/00-640.avif",))
    site.put("/feed.xml", b"<rss/>", type="application/rss+xml; charset=utf-8")
    lasting = ("/style-00000000.css", "/fonts/serif-00000000.woff2", "/pictures/00-640.avif")
    for path in lasting[:2]:
        site.put(path, path.encode(), type="application/octet-stream")
    sent = site.step(sending(export(endpoint), outboxes))
    assert (sent.recipient, sent.out, sent.problem) == ("s3://tide", 0, "")
    assert {"index.html", "2020/01/16/quay-7f3k2q9m.html", "feed.xml"} < keys(store)
    feed = store.get_object(Bucket="tide", Key="feed.xml")
    assert (feed["ContentType"], feed["CacheControl"]) == ("application/rss+xml; charset=utf-8", "no-cache")
    assert (feed["Body"].read(), "ContentEncoding" in feed) == (b"<rss/>", False)
    for path in lasting:
        found = store.head_object(Bucket="tide", Key=path[1:])
        assert found["CacheControl"] == "public, max-age=31536000, immutable"
    assert found["ContentType"] == "image/avif"
    site.gone("/2020/01/16/quay-7f3k2q9m")
    site.step(sending(export(endpoint), outboxes))
    assert "pictures/00-640.avif" not in keys(store)


def test_objects_stand_below_the_prefix_and_what_is_gone_is_deleted(
    site: Site, store: Any, endpoint: str, outboxes: Path
) -> None:
    """
    Several sites may share a bucket; what others put there stays.
    """
    store.put_object(Bucket="tide", Key="mill/b.html", Body=b"another site's")
    sender = sending(export(endpoint, "s3://tide/sites/one/"), outboxes)
    site.put("/a", b"a")
    site.put("/b", b"b")
    site.step(sender)
    assert keys(store) == {"sites/one/a.html", "sites/one/b.html", "mill/b.html"}
    site.gone("/b")
    assert site.step(sender).out == 0
    assert keys(store) == {"sites/one/a.html", "mill/b.html"}


def test_pictures_of_which_nothing_is_remembered_are_found_in_the_store(
    site: Site, store: Any, endpoint: str, outboxes: Path, tmp_path: Path
) -> None:
    """
    `data/send` was lost, and a story killed since: its picture leaves the store; what others put there stays.
    """
    killed, kept = (f"/pictures/{letter * 64}-640.avif" for letter in "ab")
    setting = export(endpoint, "s3://tide/one")
    site.put("/a", b"a", pictures=(killed,))
    site.put("/b", b"b", pictures=(kept,))
    site.step(sending(setting, outboxes))
    store.put_object(Bucket="tide", Key="one/pictures/logo.png", Body=b"theirs")
    site.gone("/a")
    assert site.step(sending(setting, tmp_path / "another")).out == 0
    assert keys(store) == {"one/b.html", f"one{kept}", "one/pictures/logo.png"}


def test_texts_may_be_kept_packed(site: Site, store: Any, endpoint: str, outboxes: Path) -> None:
    """
    A store packs nothing by itself: it gives out what it has, and says how that is packed.
    """
    text = b"Quay opens. " * 99
    site.put("/", text, pictures=("/pictures/00-640.avif",))
    site.step(sending(export(endpoint, packed=("gz",)), outboxes))
    front = store.get_object(Bucket="tide", Key="index.html")
    assert (front["ContentEncoding"], gzip.decompress(front["Body"].read())) == ("gzip", text)
    picture = store.get_object(Bucket="tide", Key="pictures/00-640.avif")
    assert ("ContentEncoding" in picture, picture["ContentType"]) == (False, "image/avif")


def test_a_hundred_pages_and_more_arrive(site: Site, store: Any, endpoint: str, outboxes: Path) -> None:
    """
    They are sent side by side, and in several batches.
    """
    for number in range(150):
        site.put(f"/{number}", b"page %d" % number)
    sent = site.step(sending(export(endpoint), outboxes))
    assert len(sent.delivered) == 150
    assert keys(store) == {f"{number}.html" for number in range(150)}


def test_the_keys_secret_may_be_in_a_file(
    site: Site, store: Any, endpoint: str, outboxes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The settings are shown and kept in the ledger; a secret never stands in them.
    """
    monkeypatch.delenv("TIDE_KEY")
    monkeypatch.delenv("TIDE_SECRET")
    (outboxes.parent / "secret").write_text(f"{KEY}\n{SECRET}\n")
    site.put("/", b"front")
    site.step(sending(export(endpoint, credentials_file="secret"), outboxes))
    assert keys(store) == {"index.html"}


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "cannot be read"), ("harbour\n", "less than two lines"), ("harbour\n\n", "less than two lines")],
)
def test_a_file_without_a_secret_is_told(
    content: str | None, words: str, site: Site, endpoint: str, outboxes: Path
) -> None:
    """
    With its name, so that somebody can mend it.
    """
    if content is not None:
        (outboxes.parent / "secret").write_text(content)
    site.put("/", b"front")
    sent = site.step(sending(export(endpoint, credentials_file="secret"), outboxes))
    assert words in sent.problem and "secret" in sent.problem
    assert sent.out == 1


def test_a_variable_that_is_not_set_is_told(
    site: Site, endpoint: str, outboxes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The usual mistake of the first day.
    """
    monkeypatch.delenv("TIDE_KEY", raising=False)
    site.put("/", b"front")
    assert "TIDE_KEY is not set" in site.step(sending(export(endpoint), outboxes)).problem


def test_a_bucket_that_is_not_there_is_told_and_tried_again(
    site: Site, store: Any, endpoint: str, outboxes: Path
) -> None:
    """
    In words, and without the insides of a library.
    """
    store.delete_bucket(Bucket="tide")
    sender = sending(export(endpoint), outboxes)
    site.put("/", b"front")
    site.gone("/")
    sent = site.step(sender)
    assert (sent.problem, sent.out) == (
        "the store answers 404 Not Found (NoSuchBucket): make that bucket, or name another",
        1,
    )
    store.create_bucket(Bucket="tide")
    site.put("/", b"front")
    site.passes(2)
    assert site.step(sender).out == 0
    assert keys(store) == {"index.html"}


@pytest.mark.parametrize(("status", "words"), [(403, "403 Forbidden"), (503, "503 Service Unavailable")])
def test_a_store_that_refuses_is_told(
    status: int, words: str, site: Site, server: Server, outboxes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The status is what its owner asks for first; the key's secret is not in what is told.
    """
    monkeypatch.setenv("TIDE_KEY", KEY)
    monkeypatch.setenv("TIDE_SECRET", SECRET)
    server.answers = [(status, {})] * 9
    site.put("/", b"front")
    sent = site.step(sending(export(server.url), outboxes))
    assert f"the store answers {words}" in sent.problem
    assert SECRET not in sent.problem and "Debug" not in sent.problem


def test_what_is_on_its_way_has_arrived_before_anything_is_deleted(
    site: Site, store: Any, endpoint: str, outboxes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    One page is refused while another still travels: if that came after its own kill, the killed page would stand there.
    """
    arrived, put = list[str](), Bucket._put

    def slow(bucket: Bucket, to: Any, item: Item) -> str:
        if item.said.path == "/a":
            raise SendError("refused")
        time.sleep(0.3)
        arrived.append(put(bucket, to, item))
        return arrived[-1]

    site.put("/a", b"a")
    site.put("/b", b"b")
    sender = sending(export(endpoint), outboxes)
    with monkeypatch.context() as patched:
        patched.setattr(Bucket, "_put", slow)
        assert site.step(sender).problem == "refused"
    assert arrived == ["/b"]
    site.gone("/b")
    site.passes(2)
    assert site.step(sender).out == 0
    assert keys(store) == {"a.html"}


def test_a_store_that_cannot_be_reached_is_told(site: Site, outboxes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Nothing is lost: it is sent once the store is there.
    """
    monkeypatch.setenv("TIDE_KEY", KEY)
    monkeypatch.setenv("TIDE_SECRET", SECRET)
    site.put("/", b"front")
    sent = site.step(sending(export("http://127.0.0.1:9"), outboxes))
    assert sent.problem == "the store cannot be reached; check its address and this machine's network"
    assert sent.out == 1
