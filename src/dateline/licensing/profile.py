"""Our profile of ODRL: an action for each of our uses, and the words that ODRL lacks."""

from typing import Final, get_args

from rdflib import Namespace, URIRef
from rdflib.term import Node

from dateline.licensing.terms import CC, ODRL
from dateline.news.house import Channel, Use

#: IPTC's profile of ODRL for news.
RIGHTSML: Final = URIRef("https://iptc.org/std/RightsML/odrl-profile/")
#: The words that are ours.
OURS: Final = Namespace("https://dateline.example/odrl/")
LICENCE: Final = OURS["licence/"]
#: Text and data mining, W3C.
TDM: Final = Namespace("http://www.w3.org/ns/tdmrep#")
VCARD: Final = Namespace("http://www.w3.org/2006/vcard/ns#")

USES: Final[tuple[Use, ...]] = get_args(Use)
CHANNELS: Final[tuple[Channel, ...]] = get_args(Channel)
_ODRL: Final[dict[Use, URIRef]] = {
    "display": ODRL.display,
    "index": ODRL["index"],
    "archive": ODRL.archive,
    "syndicate": ODRL.distribute,
    "translate": ODRL["translate"],
    "mine": TDM.mine,
}
#: Each use's action.
ACTIONS: Final[dict[Use, URIRef]] = {use: _ODRL.get(use, OURS[use]) for use in USES}
#: The action of feeds that carry the whole text.
FULL_FEED: Final = OURS.feedFull

#: What a permission that we did not write gives us.
GIVES: Final[dict[Node, tuple[Use, ...]]] = {
    **{action: (use,) for use, action in ACTIONS.items()},
    FULL_FEED: ("feed",),
    ODRL.play: ("display",),
    ODRL.present: ("display",),
    CC.Distribution: ("syndicate",),
    URIRef("http://www.w3.org/ns/tdmrep/mine"): ("mine",),
    ODRL.use: tuple(u for u in USES if u not in ("syndicate", "mine")),
}
#: Actions that change the text.
EDITS: Final[frozenset[Node]] = frozenset((ODRL.modify, ODRL.derive, CC.DerivativeWorks))

_SHOWING: Final[tuple[Use, ...]] = ("display", "teaser", "versions", "river")
#: What a prohibition takes, beyond the use that the action is.
TAKES: Final[dict[Node, tuple[Use, ...]]] = {
    **GIVES,
    ODRL.use: USES,
    ODRL.display: _SHOWING,
    ODRL.play: _SHOWING,
    ODRL.present: _SHOWING,
    ODRL.aggregate: ("teaser", "feed", "river", "newsletter"),
    ODRL.reproduce: ("feed", "newsletter", "syndicate", "store"),
    CC.Reproduction: ("feed", "newsletter", "syndicate", "store"),
    ODRL.extract: ("teaser", "feed"),
    ODRL.archive: ("archive", "store"),
    ODRL.derive: ("translate",),
    CC.DerivativeWorks: ("translate",),
    CC.Sharing: ("syndicate",),
}
