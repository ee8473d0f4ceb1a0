"""A licence → the graph of an ODRL policy under our profile."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final
from urllib.parse import quote

from msgspec.structs import replace
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, RDF, XSD
from rdflib.term import Node

from dateline.licensing.countries import address
from dateline.licensing.profile import ACTIONS, CHANNELS, FULL_FEED, LICENCE, OURS, RIGHTSML, TDM, USES, VCARD
from dateline.licensing.terms import ODRL
from dateline.news.house import Exemption, Licence, Use

_DEFAULT: Final = Licence(name="", holder="", terms="", uses=())


def graph(licence: Licence, assets: str, sites: Mapping[str, str]) -> Graph:
    """
    Write a licence as a policy.

    Args:
        licence: What is written.
        assets: The address of what it is about: a source's texts, with the pictures that come with them.
        sites: A site's code → its host; a site that is not in it is named by its code.
    Returns:
        One ``odrl:Set``; every node in it has a name, and two calls write the same.
    """
    writer = _Writer(licence, assets, sites)
    writer.head()
    writer.grants()
    writer.denials()
    writer.duties()
    writer.idle()
    return writer.graph


def node(licence: Licence) -> URIRef:
    """The policy's address."""
    return URIRef(LICENCE + quote(licence.name, safe=""))


class _Writer:
    """One policy in the making."""

    def __init__(self, licence: Licence, assets: str, sites: Mapping[str, str]) -> None:
        self.licence, self.assets, self.sites = licence, assets, sites
        self.graph = Graph()
        self.node = node(licence)
        self.limits = tuple(self._limits())

    def at(self, name: str) -> URIRef:
        """A node of the policy's own."""
        return URIRef(f"{self.node}#{name}")

    def say(self, subject: Node, **said: Node | tuple[Node, ...]) -> None:
        """State of the *subject*, in ODRL's words, what is *said*."""
        for word, values in said.items():
            for value in values if isinstance(values, tuple) else (values,):
                self.graph.add((subject, ODRL[word], value))

    def head(self) -> None:
        licence, node, holder = self.licence, self.node, self.at("holder")
        self._type(node, "Set")
        self._type(holder, "Party")
        self.say(node, uid=node, profile=(RIGHTSML, URIRef(OURS)), assigner=holder)
        self.graph.add((holder, VCARD.fn, Literal(licence.holder)))
        self.graph.add((node, DCTERMS.description, Literal(licence.terms)))
        self.graph.add((node, OURS.ground, OURS[licence.ground]))
        self.graph.add((node, OURS.afterExpiry, OURS[licence.after]))
        self.graph.add((node, OURS.excludes, OURS.thirdPartyMaterial))
        if licence.reference:
            self.graph.add((node, DCTERMS.source, Literal(licence.reference)))
        for name in licence.credited:
            self.graph.add((node, OURS.credited, Literal(name)))
        self._grounds()

    def grants(self) -> None:
        """A permission for each use; editing is one more."""
        for use in self.licence.uses:
            self._permit(use, self._action(use), "texts")
        if self.licence.edit != "none":
            self._permit("edit", ODRL.modify if self.licence.edit == "free" else OURS.cut, "texts")
        for use in self.licence.pictures.uses:
            self._permit(f"pictures-{use}", ACTIONS[use], "pictures")
        if self.licence.pictures.alone:
            self._permit("pictures-alone", OURS.showAlone, "pictures")
        if self.licence.pictures.crop:
            self._permit("pictures-crop", OURS.crop, "pictures")

    def denials(self) -> None:
        """What others would take for granted is prohibited by name; all else is refused because no rule allows it."""
        if self.licence.edit != "free":
            self._prohibit("no-edit", ODRL.modify)
        if "syndicate" not in self.licence.uses:
            self._prohibit("no-syndication", ODRL.distribute, ODRL.sell, ODRL.grantUse)
        if "mine" not in self.licence.uses:
            self._prohibit("no-mining", TDM.mine)

    def duties(self) -> None:
        duties = self.licence.duties
        if self.licence.credit:
            duty = self._oblige("credit", ODRL.attribute)
            self.say(duty, attributedParty=self.at("holder"))
            self.graph.add((duty, OURS.creditLine, Literal(self.licence.credit)))
        if duties.dateline:
            self._oblige("keep-dateline", OURS.keepDateline)
        if duties.byline:
            self._oblige("keep-byline", OURS.keepByline)
        if duties.notify:
            self.say(self._oblige("notify", ODRL.inform), informedParty=OURS.readers)
        if duties.kill_within is not None:
            within = self._constraint("kill-within", ODRL.elapsedTime, ODRL.lteq, _period(f"PT{duties.kill_within}M"))
            self.say(self._oblige("kill", OURS.kill), constraint=within)
        if self.licence.keep is not None:
            kept = self._constraint("kept", ODRL.elapsedTime, ODRL.lteq, _period(f"P{self.licence.keep}D"))
            self.say(self._oblige("delete", ODRL.delete), constraint=kept)

    def idle(self) -> None:
        """What binds no rule as long as the licence does not allow the use it is about."""
        licence, shown = self.licence, self.licence.uses
        if licence.feed == "full" and "feed" not in shown:
            self.graph.add((self.node, OURS.feedAs, OURS.full))
        if licence.excerpt != _DEFAULT.excerpt and not any(self._excerpted(u) for u in shown):
            self.graph.add((self.node, OURS.excerptWords, Literal(licence.excerpt)))
        if licence.days is None and licence.days_from != _DEFAULT.days_from:
            self.graph.add((self.node, OURS.daysFrom, OURS[licence.days_from]))
        if (None, RDF.type, ODRL.Permission) not in self.graph:
            for limit in self.limits:
                self.graph.add((self.node, OURS.limits, limit))

    def _limits(self) -> Iterator[URIRef]:
        licence = self.licence
        if licence.sites:
            places = tuple(URIRef(_site(code, self.sites)) for code in licence.sites)
            yield self._constraint("sites", ODRL.virtualLocation, ODRL.isAnyOf, *places)
        if licence.territories:
            lands = tuple(URIRef(address(code)) for code in licence.territories)
            yield self._constraint("territories", ODRL.spatial, ODRL.isAnyOf, *lands)
        if licence.channels:
            ways = tuple(OURS[f"channel/{c}"] for c in licence.channels)
            yield self._constraint("channels", ODRL.deliveryChannel, ODRL.isAnyOf, *ways)
        if licence.days is not None:
            since = ODRL.elapsedTime if licence.days_from == "publication" else OURS.sinceIssue
            yield self._constraint("days", since, ODRL.lteq, _period(f"P{licence.days}D"))
        if licence.until is not None:
            yield self._constraint("until", ODRL.dateTime, ODRL.lt, _moment(licence.until))
        if licence.last_day is not None:
            day = Literal(licence.last_day.isoformat(), datatype=XSD.date)
            yield self._constraint("last-day", ODRL.dateTime, ODRL.lteq, day)

    def _constraint(self, name: str, left: Node, operator: Node, *right: Node) -> URIRef:
        node = self.at(name)
        self._type(node, "Constraint")
        self.say(node, leftOperand=left, operator=operator, rightOperand=right)
        return node

    def _excerpted(self, use: Use) -> bool:
        return use == "teaser" or (use == "feed" and self.licence.feed == "excerpt")

    def _action(self, use: Use) -> Node:
        if use == "feed" and self.licence.feed == "full":
            return FULL_FEED
        if not self._excerpted(use):
            return ACTIONS[use]
        action = self.at(f"to-{use}")
        self.graph.add((action, RDF.value, ACTIONS[use]))
        self.say(action, refinement=self._constraint("words", OURS.words, ODRL.lteq, Literal(self.licence.excerpt)))
        return action

    def _permit(self, name: str, action: Node, part: str) -> None:
        node = self.at(name)
        self._type(node, "Permission")
        self.say(self.node, permission=node)
        self.say(node, target=self._part(part), action=action, constraint=self.limits)

    def _prohibit(self, name: str, *actions: Node) -> None:
        node = self.at(name)
        self._type(node, "Prohibition")
        self.say(self.node, prohibition=node)
        self.say(node, target=self._part("texts"), action=actions)

    def _oblige(self, name: str, action: Node) -> URIRef:
        node = self.at(name)
        self._type(node, "Duty")
        self.say(self.node, obligation=node)
        self.say(node, action=action)
        return node

    def _part(self, part: str) -> URIRef:
        """The texts, or the pictures, of the assets."""
        node = self.at(part)
        self._type(node, "AssetCollection")
        only = self._constraint(f"only-{part}", OURS.content, ODRL.eq, OURS[part])
        self.say(node, source=URIRef(self.assets), refinement=only)
        return node

    def _grounds(self) -> None:
        finding, exceptions = self.licence.finding, self.licence.exceptions
        if finding is not None:
            node = self.at("finding")
            self.graph.add((self.node, OURS.finding, node))
            self._texts(node, law=finding.law, words=finding.words, source=finding.source)
        if exceptions:
            nodes: list[Node] = [self._exception(f"exception-{n}", one) for n, one in enumerate(exceptions, 1)]
            head = BNode()
            Collection(self.graph, head, nodes)
            self.graph.add((self.node, OURS.exceptions, head))

    def _exception(self, name: str, one: Exemption) -> Node:
        node = self.at(name)
        self._texts(node, law=one.law, name=one.name, purpose=one.purpose, reference=one.reference)
        self.graph.add((node, OURS.excerptWords, Literal(one.excerpt)))
        for use in one.uses:
            self.graph.add((node, OURS.permits, ACTIONS[use]))
        return node

    def _texts(self, node: Node, **texts: str) -> None:
        for word, text in texts.items():
            self.graph.add((node, OURS[word], Literal(text)))

    def _type(self, node: Node, name: str) -> None:
        self.graph.add((node, RDF.type, ODRL[name]))


def plain(licence: Licence) -> Licence:
    """
    The *licence* as it comes back from a policy: lists that are sets are sorted and name nothing twice.

    The digest is that of a file, which a policy is not; and what was read from outside is a template until confirmed.
    """
    return replace(
        licence,
        uses=_ordered(licence.uses),
        sites=tuple(sorted(set(licence.sites))),
        territories=tuple(sorted(set(licence.territories))),
        channels=tuple(c for c in CHANNELS if c in licence.channels),
        credited=tuple(sorted(set(licence.credited))),
        pictures=replace(licence.pictures, uses=_ordered(licence.pictures.uses)),
        exceptions=tuple(replace(e, uses=_ordered(e.uses)) for e in licence.exceptions),
        template=True,
        digest="",
    )


def _ordered(uses: tuple[Use, ...]) -> tuple[Use, ...]:
    return tuple(u for u in USES if u in uses)


def _site(code: str, sites: Mapping[str, str]) -> str:
    return f"https://{sites[code]}/" if code in sites else f"{OURS}site/{quote(code, safe='')}"


def _period(text: str) -> Literal:
    return Literal(text, datatype=XSD.duration)


def _moment(moment: datetime) -> Literal:
    return Literal(moment.isoformat(), datatype=XSD.dateTime)
