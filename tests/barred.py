"""What no page may show, as tests ask for it."""

from dateline.ledger.contract import Ledger


def tombstones(ledger: Ledger) -> dict[str, str]:
    """Stories and articles that nothing may show, whatever the clock says, and why."""
    return {part: bar.why for part, bar in ledger.bars().items() if bar.before is None and bar.after is None}
