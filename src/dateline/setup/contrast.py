"""Can a colour be read on a ground: the contrast of the Web Content Accessibility Guidelines 2.2, §1.4.3."""

#: The grounds of a site's pages, by day and in dark mode.
PAPER, DARK_PAPER = "#fbfaf7", "#171614"
#: The least contrast for text of a normal size (level AA).
ENOUGH = 4.5

_STEPS = 256


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, both ``#rrggbb``: from 1 (the same) to 21 (black and white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, paper: str) -> str:
    """The colour nearest to *colour*, towards black on light *paper* and white on dark, in ENOUGH contrast to it."""
    end = max(("#000000", "#ffffff"), key=lambda c: contrast(c, paper))
    mixed = (_mixed(colour, end, step / _STEPS) for step in range(_STEPS + 1))
    return next(c for c in mixed if contrast(c, paper) >= ENOUGH)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (n / 255 for n in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(colour: str, end: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(end), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
