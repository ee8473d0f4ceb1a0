"""The settings of what a site's changes are sent to: exports, caches, hub."""

import re
from typing import Final, Literal

from dateline.news import house
from dateline.setup import kinds
from dateline.setup.setting import Setting

_BUCKET: Final = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[^\s?#]*)?")


def _place(value: str) -> str:
    """What is wrong with a place to export to; empty if nothing."""
    if "://" not in value or _BUCKET.fullmatch(value):
        return ""
    return f'is "{value}"; a folder, or s3://BUCKET with or without /PREFIX, is wanted'


EXPORTS: Final[tuple[Setting, ...]] = (
    Setting(
        "sites/CODE.toml",
        "hub",
        kinds.address("https://hub.example/", blank=True),
        "The WebSub hub that is told of changed feeds; empty: none.",
        '""',
    ),
    Setting(
        "sites/CODE.toml",
        "exports.to",
        kinds.text("/srv/www/orbit", words="a folder or a store", only=_place),
        "Where the pages are sent: a folder, relative to the newsroom's, or s3://BUCKET/PREFIX.",
    ),
    Setting(
        "sites/CODE.toml",
        "exports.packed",
        kinds.many(kinds.one_of(house.Packing, "gz"), words="a list of packings", example='["gz"]'),
        "Packed files beside each text, for a web server to send; a store keeps texts in the first of these packings.",
        "[]",
    ),
    Setting(
        "sites/CODE.toml",
        "exports.endpoint",
        kinds.address("https://store.example:9000", blank=True),
        "The address of a store that is not Amazon's; empty: Amazon's.",
        '""',
    ),
    Setting("sites/CODE.toml", "exports.region", kinds.text("eu-west-1"), "The store's region.", '"us-east-1"'),
    Setting(
        "sites/CODE.toml",
        "exports.key_env",
        kinds.text("STORE_KEY"),
        "The environment variable that holds the name of the store's key.",
        '"AWS_ACCESS_KEY_ID"',
    ),
    Setting(
        "sites/CODE.toml",
        "exports.secret_env",
        kinds.text("STORE_SECRET"),
        "The environment variable that holds that key's secret.",
        '"AWS_SECRET_ACCESS_KEY"',
    ),
    Setting(
        "sites/CODE.toml",
        "exports.credentials_file",
        kinds.text("secrets/store", blank=True),
        "The file whose first two lines are the key's name and secret, relative to the newsroom folder; empty: none.",
        '""',
    ),
    Setting(
        "sites/CODE.toml",
        "purges.url",
        kinds.address("https://cache.example/purge"),
        "A cache that is told which addresses have changed.",
    ),
    Setting(
        "sites/CODE.toml",
        "purges.style",
        kinds.one_of(Literal["json", "purge"], "purge"),
        "One POST with all addresses as JSON, or a request with the method PURGE for each.",
        '"json"',
    ),
    Setting(
        "sites/CODE.toml",
        "purges.secret_env",
        kinds.text("CACHE_SECRET", blank=True),
        "The environment variable that holds the secret that calls are signed with; empty: they are not.",
        '""',
    ),
)
