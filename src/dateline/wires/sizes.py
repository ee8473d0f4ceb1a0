"""Counts as senders tell them: pixels, bytes, seconds."""


def whole(told: str | None) -> int | None:
    """A count as it was *told*; None if it is no whole number, or has more digits than anything that is counted."""
    digits = (told or "").strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 16 else None


def pixels(told: str | None) -> int | None:
    """A length in pixels as it was *told* (``640``, ``640px``, ``640.0``); None if in other units, or in none."""
    found = whole((told or "").strip().lower().removesuffix("px").partition(".")[0])
    return found if found is not None and found < 1_000_000 else None


def is_unseen(width: int | None, height: int | None) -> bool:
    """True of the pictures by which senders count readers."""
    return (width is not None and width <= 2) or (height is not None and height <= 2)
