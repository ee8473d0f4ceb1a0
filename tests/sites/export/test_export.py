"""A site as a folder of files."""

from pathlib import Path

import pytest
from tests.sites.newsroom import Newsroom, item

from dateline.sites.export import export, file_name
from dateline.sites.store import PageStore


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out" / "tide"


@pytest.fixture
def story(newsroom: Newsroom) -> str:
    story = newsroom.send("pel", item("q:1", headline="Quay opens", body=["It opened."]))
    newsroom.publish(story)
    newsroom.follow()
    return story


def files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.name[0] != "."}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", "index.html"),
        ("/ports/", "ports/index.html"),
        ("/2020/01/16/", "2020/01/16/index.html"),
        ("/about", "about.html"),
        ("/404", "404.html"),
        ("/2020/01/16/quay-7f3k2q9m", "2020/01/16/quay-7f3k2q9m.html"),
        ("/2020/01/16/quay-7f3k2q9m/how", "2020/01/16/quay-7f3k2q9m/how.html"),
        ("/feed.xml", "feed.xml"),
        ("/robots.txt", "robots.txt"),
        ("/style-00000000.css", "style-00000000.css"),
        ("/sitemap/2020-01.xml", "sitemap/2020-01.xml"),
        ("/ports/page-3", "ports/page-3.html"),
        ("/ports/feed.json", "ports/feed.json"),
        ("/topic/lock-gates/", "topic/lock-gates/index.html"),
        ("/privacy", "privacy.html"),
        ("/privacy/2019-11-01", "privacy/2019-11-01.html"),
        ("/corrections/2019", "corrections/2019.html"),
        ("/.well-known/trust.txt", ".well-known/trust.txt"),
        ("/fonts/serif-00000000.woff2", "fonts/serif-00000000.woff2"),
    ],
)
def test_a_path_has_a_file_that_answers_for_it(path: str, name: str) -> None:
    """
    A web server that knows nothing of us finds a folder's index by itself, and a page by its name.
    """
    assert file_name(path) == name


def test_every_page_is_a_file_with_the_same_bytes(newsroom: Newsroom, story: str, folder: Path) -> None:
    """
    Nothing is left out but the notice that only a server of ours can give, and no draft is left behind.
    """
    written = export(newsroom.sites["tide"].store(), folder)
    pages = {p.path for p in newsroom.sites["tide"].store().pages()} - {"/410"}
    assert files(folder) == {file_name(path) for path in pages}
    assert written == len(pages)
    for path in pages:
        assert (folder / file_name(path)).read_bytes() == newsroom.body(path)
    assert f"{newsroom.path(story)[1:]}.html" in files(folder)
    assert not list(folder.rglob("*.part"))


def test_exporting_twice_writes_nothing(newsroom: Newsroom, story: str, folder: Path) -> None:
    """
    A file that did not change keeps its date, for whatever copies the folder on.
    """
    store = newsroom.sites["tide"].store()
    export(store, folder)
    before = {p: p.stat().st_mtime_ns for p in folder.rglob("*.html")}
    assert export(store, folder) == 0
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*.html")} == before
    newsroom.correct(story)
    step = newsroom.follow()["tide"]
    assert export(store, folder) == len(step.written)


def test_what_is_no_page_any_more_is_no_file_any_more(newsroom: Newsroom, story: str, folder: Path) -> None:
    """
    Behind a plain web server a killed story answers 404: it cannot say 410, but it does not say the text.
    """
    store = newsroom.sites["tide"].store()
    export(store, folder)
    path = newsroom.path(story)[1:]
    newsroom.kill(story)
    newsroom.follow()
    export(store, folder)
    assert not {f"{path}.html", f"{path}/how.html", "2020/01/16/index.html", "sitemap/2020-01.xml"} & files(folder)
    assert not any(b"Quay opens" in (folder / name).read_bytes() for name in files(folder))


def test_files_of_others_are_left_alone(newsroom: Newsroom, story: str, folder: Path) -> None:
    """
    Pictures, a certificate's challenge: what no export wrote, no export takes away.
    """
    folder.mkdir(parents=True)
    (folder / "security.txt").write_text("theirs")
    (folder / "2019").mkdir()
    (folder / "2019" / "old.html").write_text("theirs")
    store = newsroom.sites["tide"].store()
    export(store, folder)
    newsroom.kill(story)
    newsroom.follow()
    export(store, folder)
    assert (folder / "security.txt").read_text() == (folder / "2019" / "old.html").read_text() == "theirs"


def test_a_file_that_somebody_took_away_is_written_again(newsroom: Newsroom, story: str, folder: Path) -> None:
    """
    The folder is what counts, not what we remember of it; a file that is gone already need not be removed.
    """
    store = newsroom.sites["tide"].store()
    export(store, folder)
    (folder / "about.html").unlink()
    (folder / f"{newsroom.path(story)[1:]}.html").unlink()
    newsroom.kill(story)
    newsroom.follow()
    export(store, folder)
    assert (folder / "about.html").read_bytes() == newsroom.body("/about")


def test_a_page_without_its_body_is_not_written(
    newsroom: Newsroom, story: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    An empty file would be served as a page.
    """
    assert newsroom.path(story)
    with monkeypatch.context() as broken:
        broken.setattr(PageStore, "body", lambda *_: None)
        assert export(newsroom.sites["tide"].store(), folder) == 0
    assert files(folder) == set()
