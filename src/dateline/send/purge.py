"""Caches that are told which addresses have changed."""

from collections.abc import Iterator
from hashlib import blake2b
from typing import Final
from urllib.parse import urlsplit

import msgspec

from dateline.news.house import Purge, Site
from dateline.send.calls import ALONE, call, client, plain, shown, signature
from dateline.send.names import address
from dateline.send.values import Answer, Item, Said, SendError

#: What a cache answers that has nothing of the address: there is nothing to purge.
_NOTHING_THERE: Final = (404, 410, 412)


class _Cache:
    takes_pages = False
    form = "addresses"

    def __init__(self, site: Site, purge: Purge) -> None:
        self._site, self._purge, self._http = site, purge, client()
        self.name = shown(purge.url)
        self.identity = f"purge {plain(purge.url)}"

    def concerns(self, said: Said) -> bool:
        """A cache may have all pages; a picture that is new it cannot have."""
        return not (said.is_picture and said.stands)

    def pictures(self) -> tuple[str, ...]:
        """It is only told of pictures."""
        return ()

    def _tell(self, method: str, url: str, headers: dict[str, str], signed: bytes, body: bytes = b"") -> None:
        call(self._http, method, url, {**headers, **signature(self._purge.secret_env, signed)}, body)


class Hook(_Cache):
    """
    A cache that is told of many addresses by one POST.

    Args:
        site: Whose addresses.
        purge: Which cache.
    """

    most = 100

    def send(self, items: tuple[Item, ...]) -> Iterator[Answer]:
        """
        Tell of all.

        Raises:
            SendError: If the cache does not answer well.
        """
        body = self._body(items)
        headers = {"Content-Type": "application/json", **idempotent(self.identity, items)}
        self._tell("POST", self._purge.url, headers, body, body)
        return (Answer(i.said.path) for i in items)

    def _body(self, items: tuple[Item, ...]) -> bytes:
        said = [i.said for i in items]
        return msgspec.json.encode(
            {
                "site": self._site.code,
                "urls": [address(self._site.host, s.path) for s in said],
                "paths": [s.path for s in said],
                "gone": [s.path for s in said if not s.stands],
                "output": max(s.number for s in said),
            }
        )


class Method(_Cache):
    """
    A cache that is sent a request with the method PURGE for each address, such as Varnish's.

    Args:
        site: Whose addresses.
        purge: Which cache; the path in its address stands before the page's own.
    """

    most = 20

    def send(self, items: tuple[Item, ...]) -> Iterator[Answer]:
        """
        Tell of each.

        Raises:
            SendError: If the cache does not answer well.
        """
        before = urlsplit(self._purge.url)
        for item in items:
            path = item.said.path
            url = before._replace(path=before.path.rstrip("/") + path).geturl()
            headers = {"Host": self._site.host, **idempotent(self.identity, (item,))}
            try:
                self._tell("PURGE", url, headers, f"PURGE {address(self._site.host, path)}".encode())
            except SendError as e:
                if e.status in ALONE:
                    yield Answer(path, problem=e.what)
                    continue
                if e.status not in _NOTHING_THERE:
                    raise
            yield Answer(path)


def idempotent(recipient: str, items: tuple[Item, ...]) -> dict[str, str]:
    """The header that is the same for the same entries, outputs and recipient: who hears it twice may know it."""
    what = msgspec.json.encode([(i.said.entry, i.said.number) for i in items])
    key = blake2b(what, key=blake2b(recipient.encode()).digest(), digest_size=16).hexdigest()
    return {"Idempotency-Key": key}
