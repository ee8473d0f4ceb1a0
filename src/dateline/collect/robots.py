"""Good manners on the web: what a server's robots.txt asks of us, and how soon it may be asked again."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import Final
from urllib.parse import quote, urlsplit

from msgspec import Struct

#: By which of its groups a robots.txt means us.
AGENT: Final = "dateline"
#: How long its word is good; how soon it is asked for again when it could not be had; how much of it is read, in bytes.
GOOD_FOR: Final = timedelta(hours=24)
SOON: Final = timedelta(hours=1)
MOST: Final = 512 * 1024
#: Seconds between two questions to one server, and the longest that its Crawl-delay is believed.
GAP, LONGEST_GAP = 1.0, 60.0
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*)")
_TOKEN = re.compile(r"[a-z_-]+|\*")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_PLAIN = re.compile(r"[A-Za-z0-9._~-]")


class Rules(Struct, frozen=True):
    """What a robots.txt asks of us."""

    #: Whether it allows, and the path that it speaks of; ``*`` stands for anything, ``$`` for the end.
    paths: tuple[tuple[bool, str], ...] = ()
    #: Seconds between two questions; 0 if it does not say.
    delay: float = 0.0

    def allows(self, path: str) -> bool:
        """Whether a *path* may be asked for: by the longest rule that fits, and of two by the one that allows."""
        exact = _alike(path).replace("*", "%2A").replace("$", "%24")
        fitting = [(len(rule), allows) for allows, rule in self.paths if _fits(rule, exact)]
        return max(fitting, default=(0, True))[1]


def rules(text: str) -> Rules:
    """
    The rules for us in a robots.txt: those of our own groups, else of the groups for everybody.

    Source:
        RFC 9309; Crawl-delay is older custom
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    agents: list[str] = []
    named = False
    for line in text.lstrip("\ufeff").splitlines():
        found = _LINE.match(line)
        if found is None:
            continue
        word, value = found[1].lower(), found[2].strip()
        if word == "user-agent":
            token = _TOKEN.match(value.lower())
            agents = [*(agents if named else ()), token[0] if token else ""]
            groups.setdefault(agents[-1], [])
            named = True
        elif word in ("allow", "disallow", "crawl-delay"):
            for agent in dict.fromkeys(agents):
                groups[agent].append((word, value))
            named = False
    own = groups.get(AGENT, groups.get("*", []))
    delays = [float(value) for word, value in own if word == "crawl-delay" and re.fullmatch(r"\d{1,6}(\.\d+)?", value)]
    paths = tuple((word == "allow", _alike(value)) for word, value in own if word != "crawl-delay" and value)
    return Rules(paths, min(max(delays, default=0.0), LONGEST_GAP))


def _alike(path: str) -> str:
    """A path with its characters escaped in one way, so that two spellings of one are the same."""

    def one(found: re.Match[str]) -> str:
        character = chr(int(found[1], 16))
        return character if _PLAIN.fullmatch(character) else found[0].upper()

    return _ESCAPE.sub(one, quote(path, safe="!#$%&'()*+,/:;=?@[]~"))


def _fits(rule: str, path: str) -> bool:
    """Whether a *rule* speaks of a *path*; by its pieces between stars, each sought behind the one before."""
    whole = rule.endswith("$")
    first, *pieces = rule.removesuffix("$").replace("$", "%24").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for piece in pieces:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not whole or at == len(path) or bool(pieces and path.endswith(pieces[-1]))


class Manners:
    """
    What is remembered of servers while the program runs. One thread at a time.

    Args:
        gap: Seconds between two questions to one server, where it asks for no more.
    """

    def __init__(self, gap: float = GAP) -> None:
        self._gap = gap
        #: Until when its rules are good, of each server.
        self._rules: dict[str, tuple[datetime, Rules]] = {}
        self._asked: dict[str, float] = {}
        self._resting: dict[str, float] = {}

    def ready(self, url: str) -> bool:
        """Whether the server of that address may be asked by now; if so, it counts as asked."""
        server, now = _server(url), monotonic()
        known = self._rules.get(server)
        gap = max(self._gap, known[1].delay if known else 0.0)
        if now - self._asked.get(server, -gap) < gap or now < self._resting.get(server, now):
            return False
        self.asks(url)
        return True

    def asks(self, url: str) -> None:
        """The server of that address is asked now: also one that another sends us on to."""
        self._asked[_server(url)] = monotonic()

    def rests(self, url: str, seconds: float) -> None:
        """The server of that address has had too many questions, whichever they were: none for so long."""
        self._resting[_server(url)] = monotonic() + seconds

    def allows(self, url: str, now: datetime, robots: Callable[[str], bytes | None]) -> bool:
        """
        Whether its server's robots.txt lets us ask for an address.

        Args:
            now: The moment; UTC.
            robots: Fetches the robots.txt at an address; empty where there is none, None where it cannot be had. Then
                what it said before stands, and it is asked for again within the hour. One that was never had forbids
                nothing: the address was named by the newsroom's owner, and is not found by crawling.
        """
        server = _server(url)
        until, known = self._rules.get(server, (now, Rules()))
        if not now < until <= now + GOOD_FOR:
            data = robots(f"{server}/robots.txt")
            if data is not None:
                known = rules(data[:MOST].decode("utf-8", "replace"))
            self._rules[server] = (now + (SOON if data is None else GOOD_FOR), known)
        parts = urlsplit(url)
        return known.allows(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}")


def _server(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
