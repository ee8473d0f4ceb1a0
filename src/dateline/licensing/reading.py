"""The graph of an ODRL policy → a licence, and what it says that a licence cannot."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from dateline.licensing import extras, sound
from dateline.licensing.limits import Limits, Unsaid, both, lefts, limits, named, opposite
from dateline.licensing.owed import Owed, owe
from dateline.licensing.policy import Action, Constraint, Policy, Rule, conditions
from dateline.licensing.profile import ACTIONS, CHANNELS, EDITS, FULL_FEED, GIVES, OURS, TAKES, USES
from dateline.licensing.sound import Reading, Refusal, Void
from dateline.licensing.terms import CC, ODRL, current, known
from dateline.news.house import After, Editing, Ground, Licence, Pictures, Use

_PARTS: Final = ("texts", "pictures")
#: Grants that are no use.
_FREE, _CUT, _ALONE, _CROP = "edit free", "edit cut", "alone", "crop"
_ORDER: Final = (*USES, _FREE, _CUT, _ALONE, _CROP)
_OTHERS: Final[dict[Node, tuple[str, ...]]] = {
    OURS.cut: (_CUT,),
    OURS.showAlone: (_ALONE,),
    OURS.crop: (_CROP,),
}
_From = Literal["issue", "publication"]


class _Grant(Struct, frozen=True):
    """Something allowed."""

    #: A use; or editing, or showing a picture alone, or a part of it.
    what: str
    part: str
    limits: Limits
    where: str
    #: Words, at most.
    words: int | None = None
    #: A feed with the whole text.
    full: bool = False


def licence(graph: Graph, name: str, sites: Mapping[str, str]) -> Reading:
    """
    Read the policy of a graph.

    Args:
        graph: One ODRL policy, with those it inherits from.
        name: The licence's name in the newsroom folder.
        sites: A site's code → its host.
    Returns:
        A licence that allows at most what the policy does; each thing left out is told. A permission that cannot be
        said is left out, a prohibition that cannot be said takes the whole use it touches; anything else that cannot
        be said leaves no licence.
    """
    reader = _Reader(graph, name, sites)
    try:
        found = reader.read()
    except Void as e:
        return Reading(None, (*reader.refused, e.refusal))
    return Reading(found, tuple(reader.refused))


class _Reader:
    """One policy being read; what is refused on the way is collected."""

    def __init__(self, graph: Graph, name: str, sites: Mapping[str, str]) -> None:
        self.graph, self.name, self.sites = graph, name, sites
        self.refused: list[Refusal] = []
        #: Whether something among them leaves no licence; what follows is still read, so that all of it is told.
        self.void = False

    def refuse(self, where: str, why: str) -> None:
        self.refused.append(Refusal(where, why))

    def voids(self, why: Iterable[Refusal]) -> None:
        for one in why:
            self.refused.append(one)
            self.void = True

    def read(self) -> Licence | None:
        policy = sound.policy(self.graph)
        self.voids(sound.faults(self.graph, policy))
        owed = self._obliged(policy)
        grants: list[_Grant] = []
        for rule in policy.rules:
            if rule.kind == "permission":
                more, owed = self._permitted(rule, owed)
                grants += more
        grants = self._agreeing(grants)
        for rule in policy.rules:
            if rule.kind == "prohibition":
                try:
                    grants = self._denied(rule, grants, silently=policy.conflict == "prohibit")
                except Void as e:
                    self.voids([e.refusal])
        if self.void or (self.refused and not any(g.what in USES for g in grants)):
            return None
        return self._licence(policy, grants, owed)

    def _obliged(self, policy: Policy) -> Owed:
        owed = Owed()
        for rule in policy.rules:
            if rule.kind == "obligation":
                try:
                    owed = owe(rule, owed, self.graph)
                except Unsaid as e:
                    self.voids([Refusal(_where(rule), str(e))])
        return owed

    def _permitted(self, rule: Rule, owed: Owed) -> tuple[list[_Grant], Owed]:
        """All that a permission gives, and what is owed with it; nothing where a term of it cannot be said."""
        unsaid: list[str] = []
        bound, owing = Limits(), owed
        parts: tuple[str, ...] = _PARTS
        for duty in rule.duties:
            try:
                owing = owe(duty, owing, self.graph)
            except Unsaid as e:
                unsaid.append(str(e))
        try:
            bound = limits(rule.constraints, self.sites)
        except Unsaid as e:
            unsaid.append(str(e))
        try:
            parts = _parts(rule)
        except Unsaid as e:
            unsaid.append(str(e))
        if not rule.actions:
            unsaid.append("it names no action")
        if unsaid:
            self.refuse(_where(rule), "; ".join(unsaid))
        grants = [g for action in rule.actions for g in self._acts(action, bound, parts, rule)]
        return ([], owed) if unsaid else (grants, owing)

    def _acts(self, action: Action, bound: Limits, parts: tuple[str, ...], rule: Rule) -> Iterator[_Grant]:
        where = f"{_named(rule)}: {named(action.name)}"
        name = current(action.name)
        try:
            narrowed = limits(action.refinements, self.sites)
            excerpt = name in (ACTIONS["teaser"], ACTIONS["feed"])
            if replace(narrowed, words=None) != Limits() or (narrowed.words is not None and not excerpt):
                raise Unsaid("the action is narrowed by a refinement that a licence cannot state")
        except Unsaid as e:
            self.refuse(where, str(e))
            return
        whats = (_FREE,) if name in EDITS else _OTHERS.get(name) or GIVES.get(name, ())
        if not whats:
            self.refuse(where, "no use of ours; it is left out")
        if name == ODRL.use:
            self.refuse(where, "taken for all uses but syndicate, mine and editing, which want permissions by name")
        for part in parts:
            fit = [w for w in whats if part == ("pictures" if w in (_ALONE, _CROP) else "texts") or w in USES]
            for what in fit:
                yield _Grant(what, part, bound, where, narrowed.words, name == FULL_FEED)

    def _agreeing(self, grants: list[_Grant]) -> list[_Grant]:
        """Those that hold under the same limits as the first: a licence has one set of limits."""
        ordered = sorted(grants, key=lambda g: (_PARTS.index(g.part), _ORDER.index(g.what)))
        agreed = [g for g in ordered if g.limits == ordered[0].limits]
        for where in dict.fromkeys(g.where for g in ordered if g not in agreed):
            lead = ordered[0].what
            self.refuse(where, f"its limits are not those of {lead}; a licence has one set of limits for all uses")
        return agreed

    def _denied(self, rule: Rule, grants: list[_Grant], *, silently: bool) -> list[_Grant]:
        """What is left of the *grants* under a prohibition."""
        whats = {w for action in rule.actions for w in _taken(action, rule)} if rule.actions else set(_ORDER)
        try:
            parts = _parts(rule)
        except Unsaid:
            parts = _PARTS
        hit = [g for g in grants if g.what in whats and g.part in parts]
        if not hit:
            return grants
        bound = rule.constraints or rule.assignees or any(a.refinements for a in rule.actions)
        if bound and len(hit) == len(grants) and rule.constraints and not rule.assignees:
            try:
                left = opposite(rule.constraints, self.sites)
                return [replace(g, limits=both(g.limits, left)) for g in grants]
            except Unsaid as e:
                self.refuse(_where(rule), f"{e}; all that it touches is left out")
        elif bound:
            terms = [c for a in rule.actions for c in a.refinements] + [*rule.constraints]
            what = ", ".join(filter(None, ("odrl:assignee" if rule.assignees else "", lefts(terms))))
            self.refuse(
                _where(rule), f"it holds under conditions that a licence cannot state ({what}); the use is left out"
            )
        elif not silently:
            self.refuse(_where(rule), f"{hit[0].where} allows it, and nothing says which wins; the use is left out")
        if rule.duties:
            self.refuse(f"{_where(rule)}: odrl:remedy", "a licence has no word for it; the use is left out anyway")
        return [g for g in grants if g not in hit]

    def _licence(self, policy: Policy, grants: list[_Grant], owed: Owed) -> Licence:
        graph, at = self.graph, policy.at
        bound = grants[0].limits if grants else self._idle(at)
        since: _From = bound.days_from if bound.days is not None else extras.word(graph, at, "daysFrom", _From, "issue")
        whats = {g.what for g in grants}
        edit: Editing = "free" if _FREE in whats else "cut" if _CUT in whats else "none"
        return replace(
            self._described(policy, grants),
            uses=_uses(grants, "texts"),
            edit=edit,
            sites=bound.sites or (),
            territories=bound.territories or (),
            channels=tuple(c for c in CHANNELS if c in (bound.channels or ())),
            days=bound.days,
            days_from=since,
            until=bound.until,
            last_day=bound.last_day,
            keep=owed.keep,
            credit=owed.credit,
            duties=owed.duties,
            pictures=Pictures(uses=_uses(grants, "pictures"), alone=_ALONE in whats, crop=_CROP in whats),
        )

    def _idle(self, at: Node) -> Limits:
        """The limits of a policy that allows nothing."""
        try:
            return limits(conditions(self.graph, [at], OURS.limits), self.sites)
        except Unsaid as e:
            raise Void(named(OURS.limits), str(e)) from e

    def _described(self, policy: Policy, grants: list[_Grant]) -> Licence:
        """What stands in the policy's own words, and what our profile adds."""
        graph, at = self.graph, policy.at
        holders = sound.holders(graph)
        holder = next(iter(holders), "")
        if not holders:
            self.refuse("odrl:assigner", "nobody is named who holds the rights; write the holder by hand")
        words = [g.words for g in grants if g.words is not None]
        full = any(g.full for g in grants) or graph.value(at, OURS.feedAs) == OURS.full
        ours = (at, ODRL.profile, OURS[""]) in graph
        return Licence(
            name=self.name,
            holder=holder,
            ground=extras.word(graph, at, "ground", Ground, "licence"),
            terms=extras.text(graph, at, DCTERMS.description) or ("" if ours else f"Under the terms of {holder}."),
            uses=(),
            feed="full" if full else "excerpt",
            excerpt=min(words) if words else extras.count(graph, at, 40),
            after=extras.word(graph, at, "afterExpiry", After, "nothing"),
            credited=tuple(sorted({str(o) for o in graph.objects(at, OURS.credited)})),
            finding=extras.finding(graph, at),
            exceptions=extras.exceptions(graph, at),
            reference=extras.text(graph, at, DCTERMS.source) or ("" if ours else str(policy.node)),
            template=True,
        )


def _uses(grants: list[_Grant], part: str) -> tuple[Use, ...]:
    return tuple(u for u in USES if any(g.what == u and g.part == part for g in grants))


def _where(rule: Rule) -> str:
    return f"{_named(rule)}: {', '.join(named(a.name) for a in rule.actions) or 'no action'}"


def _named(rule: Rule) -> str:
    return f"{rule.kind} {rule.node}" if isinstance(rule.node, URIRef) else rule.kind


def _parts(rule: Rule) -> tuple[str, ...]:
    """What of the assets a rule is about; raises Unsaid where they are narrowed in another way."""
    found: set[str] = set()
    for thing in rule.targets:
        narrowed = thing.refinements[0] if len(thing.refinements) == 1 else None
        part = next((p for p in _PARTS if isinstance(narrowed, Constraint) and _only(narrowed, p)), None)
        if thing.refinements and part is None:
            raise Unsaid("its asset is narrowed in a way that a licence cannot state")
        found |= {part} if part else set(_PARTS)
    return tuple(p for p in _PARTS if p in found) if rule.targets else _PARTS


def _only(constraint: Constraint, part: str) -> bool:
    return (constraint.left, constraint.operator, constraint.right) == (OURS.content, ODRL.eq, (OURS[part],))


def _taken(action: Action, rule: Rule) -> tuple[str, ...]:
    """What a prohibited action takes away."""
    name = current(action.name)
    if name == ODRL.use:
        return _ORDER
    if name == CC.CommercialUse:
        raise Void(_where(rule), "we publish as a business")
    edits = (_FREE,) if name in EDITS else ()
    if name in TAKES or name in EDITS or name in _OTHERS:
        return (*TAKES.get(name, ()), *edits, *_OTHERS.get(name, ()))
    if known(name):
        # An action of ODRL that is none of our uses: nothing that we do is allowed by a licence unless it lists it.
        return ()
    raise Void(_where(rule), "we do not know what is prohibited")
