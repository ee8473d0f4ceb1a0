"""Good manners on the web: what a server's robots.txt asks of us, and how soon it may be asked again."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import Final
from urllib.parse import unquote, urlsplit

from msgspec import Struct

#: By which of its groups a robots.txt means us.
AGENT: Final = "dateline"
#: How long its word is good, and how much of it is read, in bytes.
GOOD_FOR: Final = timedelta(hours=24)
MOST: Final = 512 * 1024
#: Seconds between two questions to one server, and the longest that its Crawl-delay is believed.
GAP, LONGEST_GAP = 1.0, 60.0
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*)")


class Rules(Struct, frozen=True):
    """What a robots.txt asks of us."""

    #: Whether it allows, and the path that it speaks of; ``*`` stands for anything, ``$`` for the end.
    paths: tuple[tuple[bool, str], ...] = ()
    #: Seconds between two questions; 0 if it does not say.
    delay: float = 0.0

    def allows(self, path: str) -> bool:
        """Whether a *path* may be asked for: by the longest rule that fits, and of two by the one that allows."""
        fitting = [(len(rule), allows) for allows, rule in self.paths if _fits(rule, path)]
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
    for line in text.splitlines():
        found = _LINE.match(line)
        if found is None:
            continue
        word, value = found[1].lower(), found[2].strip()
        if word == "user-agent":
            agents = [*(agents if named else ()), value.lower()]
            groups.setdefault(value.lower(), [])
        elif word in ("allow", "disallow", "crawl-delay"):
            for agent in agents:
                groups[agent].append((word, value))
        named = word == "user-agent"
    own = next((said for agent, said in groups.items() if agent.partition("/")[0] == AGENT), groups.get("*", []))
    delays = [float(value) for word, value in own if word == "crawl-delay" and re.fullmatch(r"\d{1,6}(\.\d+)?", value)]
    paths = tuple((word == "allow", value) for word, value in own if word != "crawl-delay" and value)
    return Rules(paths, min(max(delays, default=0.0), LONGEST_GAP))


def _fits(rule: str, path: str) -> bool:
    """Whether a *rule* speaks of a *path*; by its pieces between stars, each sought behind the one before."""
    whole, path = rule.endswith("$"), unquote(path)
    first, *pieces = unquote(rule.removesuffix("$")).split("*")
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
        self._rules: dict[str, tuple[datetime, Rules]] = {}
        self._asked: dict[str, float] = {}

    def ready(self, url: str) -> bool:
        """Whether the server of that address may be asked by now; if so, it counts as asked."""
        server, now = _server(url), monotonic()
        known = self._rules.get(server)
        gap = max(self._gap, known[1].delay if known else 0.0)
        if now - self._asked.get(server, -gap) < gap:
            return False
        self._asked[server] = now
        return True

    def allows(self, url: str, now: datetime, robots: Callable[[str], bytes]) -> bool:
        """
        Whether its server's robots.txt lets us ask for an address.

        Args:
            now: The moment; UTC.
            robots: Fetches the robots.txt at an address; empty if there is none, or it cannot be had. That forbids
                nothing: the address was named by the newsroom's owner, and is not found by crawling.
        """
        server = _server(url)
        known = self._rules.get(server)
        if known is None or not known[0] <= now < known[0] + GOOD_FOR:
            known = (now, rules(robots(f"{server}/robots.txt")[:MOST].decode("utf-8", "replace").lstrip("\ufeff")))
            self._rules[server] = known
        parts = urlsplit(url)
        return known[1].allows(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}")


def _server(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
