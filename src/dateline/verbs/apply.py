"""apply: put the newsroom's files in force; confirm: say that a template's terms are ours."""

from collections.abc import Mapping

from dateline.ledger.contract import Ledger
from dateline.news.errors import NotAllowed
from dateline.news.facts import Applied, Confirmed
from dateline.news.house import House
from dateline.verbs.common import Decided, decided


def apply(house: House, files: Mapping[str, str], *, by: str, ledger: Ledger) -> Decided:
    """
    Put validated files in force, as one entry.

    Args:
        house: What the files say.
        files: Path in the newsroom folder → SHA-256.
        by: Who does it.
        ledger: Where.
    """
    with ledger.turn() as turn:
        if turn.standing().house == house:
            return Decided(0, "apply", "newsroom", ("nothing has changed",))
        return decided(turn.append(Applied(house, dict(files)), by=by), "apply", "newsroom")


def confirm(licence: str, *, by: str, ledger: Ledger) -> Decided:
    """
    Confirm a licence template's terms, as they are in force now; a change of its file asks for it again.

    Raises:
        NotAllowed: If there is no such licence, or it is no template.
    """
    with ledger.turn() as turn:
        found = turn.standing().house.licence(licence)
        if found is None:
            names = ", ".join(li.name for li in turn.standing().house.licences) or "none"
            raise NotAllowed("confirm", f"there is no licence {licence} in force; there are: {names}")
        if not found.template:
            raise NotAllowed("confirm", f"licence {licence} is no template; it needs no confirmation")
        if found.digest in turn.standing().confirmed:
            return Decided(0, "confirm", licence, ("nothing has changed",))
        return decided(turn.append(Confirmed(licence, found.digest), by=by), "confirm", licence)
