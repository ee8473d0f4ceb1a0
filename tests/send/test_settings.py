"""Where a site is sent, as its file says."""

from pathlib import Path

import pytest

from dateline.news.errors import ConfigError
from dateline.news.house import Export, Purge
from dateline.setup.init import init
from dateline.setup.load import load

EXPORTS = """
[[exports]]
to = "/srv/www/tide"
packed = ["gz", "br"]

[[exports]]
to = "s3://tide/site"
endpoint = "https://store.example:9000"
region = "eu-west-1"
key_env = "TIDE_KEY"
secret_env = "TIDE_SECRET"

[[purges]]
url = "https://cache.example/purge"
secret_env = "CACHE_SECRET"

[[purges]]
url = "http://varnish.example:6081"
style = "purge"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The one site of a new newsroom."""
    init(tmp_path / "room")
    (found,) = (tmp_path / "room" / "sites").glob("*.toml")
    return found


def test_a_site_says_where_it_is_sent(file: Path) -> None:
    """
    To as many folders, stores and caches as it likes, and to one hub.
    """
    lines = [line for line in file.read_text().splitlines() if not line.startswith("hub =")]
    file.write_text("\n".join(['hub = "https://hub.example/"', *lines, EXPORTS]))
    (site,) = load(file.parent.parent).house.sites
    assert site.hub == "https://hub.example/"
    assert site.exports == (
        Export(to="/srv/www/tide", packed=("gz", "br")),
        Export(
            to="s3://tide/site",
            endpoint="https://store.example:9000",
            region="eu-west-1",
            key_env="TIDE_KEY",
            secret_env="TIDE_SECRET",
        ),
    )
    assert site.purges == (
        Purge(url="https://cache.example/purge", secret_env="CACHE_SECRET"),
        Purge(url="http://varnish.example:6081", style="purge"),
    )


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ('[[exports]]\nto = "ftp://www.example/"', "a folder, or s3://BUCKET"),
        ('[[exports]]\nto = "s3://"', "a folder, or s3://BUCKET"),
        ('[[exports]]\npacked = ["gz"]', "to is missing"),
        ('[[exports]]\nto = "www"\npacked = ["lzma"]', "item 1"),
        ('[[exports]]\nto = "www"\nsecret = "low water"', "secret is no setting here"),
        ('[exports]\nto = "www"', "[[exports]]"),
        ('[[purges]]\nurl = "cache.example"', "http://"),
        ('[[purges]]\nurl = "https://cache.example/"\nstyle = "ban"', '"json", "purge"'),
    ],
)
def test_a_place_that_cannot_be_is_refused(lines: str, words: str, file: Path) -> None:
    """
    With file, line and remedy, before anything is in force.
    """
    text = file.read_text()
    file.write_text(f"{text}\n{lines}\n")
    with pytest.raises(ConfigError) as refused:
        load(file.parent.parent)
    assert words in str(refused.value)
    assert refused.value.line > text.count("\n")


def test_the_example_in_the_docs_is_taken(file: Path) -> None:
    """
    It is what everybody begins with.
    """
    docs = (Path(__file__).resolve().parents[2] / "docs" / "exports.md").read_text("utf-8")
    example = docs.partition("```toml\n")[2].partition("```")[0]
    hub, _, tables = example.partition("\n")
    lines = [line for line in file.read_text().splitlines() if not line.startswith("hub =")]
    file.write_text("\n".join([hub, *lines, tables]))
    (site,) = load(file.parent.parent).house.sites
    assert (len(site.exports), len(site.purges), site.hub) == (2, 2, "https://hub.example/")
