"""A store of objects that speaks S3."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing.pool import ThreadPool
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from dateline.news.house import Export
from dateline.send import secrets
from dateline.send.names import cache_control, file_name
from dateline.send.packing import ENCODINGS, packed
from dateline.send.values import PICTURES, Answer, Item, Said, SendError

if TYPE_CHECKING:
    from obstore.store import ClientConfig, S3Config

#: Objects that are sent at the same time.
_AT_ONCE: Final = 8
_CLIENT: Final["ClientConfig"] = {"connect_timeout": "5s", "timeout": "30s"}
#: What a store says of a request that it refuses, in the words of the library.
_STATUS: Final = re.compile(r"status code: (\d{3}[\w ]*)")
#: The name of a picture that an export has put there.
_OURS: Final = re.compile(r"pictures/[0-9a-f]{64}-[0-9a-z.-]+")
_CODE: Final = re.compile(r"<Code>(\w+)</Code>")
_REMEDIES: Final = {
    "NoSuchBucket": "make that bucket, or name another",
    "AccessDenied": "let this key put and delete objects there",
    "InvalidAccessKeyId": "check the name of the key",
    "SignatureDoesNotMatch": "check the key's secret",
    "SlowDown": "it is tried again later",
}
_KEY: Final = "the name of the store's key, and its secret"


class Bucket:
    """
    A store of objects.

    Args:
        export: Where, and how it is reached.
        home: The newsroom folder.
    """

    takes_pages = True
    most = 128

    def __init__(self, export: Export, home: Path) -> None:
        self._export, self._home = export, home
        self.name = export.to.rstrip("/")
        self.identity = f"{self.name} {export.endpoint}".strip()
        self._packing = next(iter(export.packed), None)
        self.form = f"objects {self._packing or ''}".strip()

    def concerns(self, _: Said) -> bool:
        """A store has all pages."""
        return True

    def pictures(self) -> Iterator[str]:
        """
        The addresses of pictures in the store that have names as ours do.

        Raises:
            SendError: If the store cannot be reached, or refuses.
        """
        names = list[str]()
        store = self._opened()
        _asked(lambda: names.extend(one["path"] for some in obstore.list(store, PICTURES.strip("/")) for one in some))
        return (f"/{name}" for name in names if _OURS.fullmatch(name))

    def send(self, items: tuple[Item, ...]) -> Iterator[Answer]:
        """
        Put and delete objects.

        Raises:
            SendError: If the store cannot be reached, or refuses.
        """
        store = self._opened()
        gone = [i for i in items if i.body is None]
        if gone:
            _asked(partial(obstore.delete, store, [file_name(i.said.path) for i in gone]))
            yield from (Answer(i.said.path) for i in gone)
        if there := [i for i in items if i.body is not None]:
            yield from self._put_all(store, there)

    def _put_all(self, store: S3Store, items: list[Item]) -> Iterator[Answer]:
        """Put objects side by side; once one fails no other is begun."""
        ended = Event()
        with ThreadPool(min(_AT_ONCE, len(items))) as pool:
            try:
                for path in pool.imap_unordered(lambda i: "" if ended.is_set() else self._put(store, i), items):
                    yield Answer(path)
            finally:
                ended.set()
                pool.close()
                # Those that are on their way are waited for: one that came later would undo what is deleted next.
                pool.join()

    def _put(self, store: S3Store, item: Item) -> str:
        body = item.body or b""
        attributes: dict[str, str] = {"Content-Type": item.type, "Cache-Control": cache_control(item.said.path)}
        if self._packing and (data := packed(self._packing, item.type, body)):
            body, attributes["Content-Encoding"] = data, ENCODINGS[self._packing]
        _asked(lambda: obstore.put(store, file_name(item.said.path), body, attributes=attributes, use_multipart=False))
        return item.said.path

    def _opened(self) -> S3Store:
        """The store; the secrets are read anew for each, so that new ones need no restart."""
        export, to = self._export, urlsplit(self._export.to)
        if export.credentials_file:
            key, secret = secrets.from_file(self._home / export.credentials_file, _KEY)
        else:
            key = secrets.from_environment(export.key_env, "the name of the store's key")
            secret = secrets.from_environment(export.secret_env, "the secret of the store's key")
        config: S3Config = {"access_key_id": key, "secret_access_key": secret, "region": export.region}
        if export.endpoint:
            config["endpoint"] = export.endpoint
        try:
            return S3Store(
                to.netloc,
                prefix=to.path.strip("/") or None,
                config=config,
                client_options={**_CLIENT, "allow_http": export.endpoint.startswith("http://")},
                # A connection that had gone stale is tried once more; for all else there is the outbox.
                retry_config={"max_retries": 1},
            )
        except (BaseError, ValueError) as e:
            raise SendError(f"this is no store that can be asked: {_words(e)}") from e


def _asked(ask: Callable[[], object]) -> None:
    """Ask the store for something; what the library raises becomes a SendError here."""
    try:
        ask()
    except (BaseError, OSError, ValueError) as e:
        raise SendError(_words(e)) from e


def _words(error: Exception) -> str:
    """The library's error in a line: it prints its own insides, too."""
    said = str(error).partition("\n\nDebug source:")[0]
    status, code = _STATUS.search(said), _CODE.search(said)
    if status is None:
        first = said.partition("\n")[0]
        unreached = "error sending request" in first
        return "the store cannot be reached; check its address and this machine's network" if unreached else first
    name = code[1] if code else ""
    remedy = _REMEDIES.get(name, "ask who runs the store if that goes on")
    return f"the store answers {status[1].strip()}{f' ({name})' if name else ''}: {remedy}"
