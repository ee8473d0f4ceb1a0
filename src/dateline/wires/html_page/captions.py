"""What stands under a picture: its caption, and who made it."""

import re
from itertools import islice
from typing import Final

from lxml import etree

from dateline.wires.html_page.document import tokens, words_in
from dateline.wires.html_page.furniture import Weights, remove
from dateline.wires.html_page.phrases import is_button
from dateline.wires.preamble import same_words

PICTURES: Final = ("img", "amp-img", "video", "iframe", "amp-video", "amp-youtube", "audio")
_FRAMES: Final = frozenset({
    "caption", "wp-caption", "photo", "image", "picture", "media", "img", "pic", "foto", "bild", "figure", "thumb",
    "thumbnail", "illustration", "photobox", "imagebox",
})  # fmt: skip
_CAPTIONS: Final = frozenset({
    "caption", "wp-caption-text", "cutline", "image-caption", "photo-caption", "legend", "bildunterschrift", "legende",
    "didascalia", "figcaption",
})  # fmt: skip
_CREDITED: Final = frozenset(
    {"credit", "credits", "copyright", "photographer", "attribution", "photo-credit", "source"}
)
_SHOWS: Final = r"(?:photo|image|picture|video|illustration|graphic|foto|photograph)s?"
_AGENCIES: Final = (
    r"(?:AFP|AP(?: Photo)?|Reuters|EPA|EFE|dpa|ANSA|Getty(?: Images)?|Shutterstock|PA(?: Wire)?|TASS|NASA|ESA|Xinhua"
    r"|UPI|Anadolu|Keystone|picture alliance|TT|NTB|Ritzau|Belga|ANP|LUSA|MTI|PAP|CTK)"
)
#: What stands before a name: "Photo:", "Image source,", "Photo by", "Courtesy of", "©".
_MARK: Final = (
    rf"(?:(?:image|photo) source,|{_SHOWS}\s*(?:credits?|by|courtesy(?: of)?)?\s*[:/]"
    rf"|{_SHOWS}\s+(?:by|courtesy(?: of)?)\s|(?:credits?|courtesy(?: of)?|source|photograph(?:er)?)\s*:"
    r"|©|\(c\)|copyright:?\s)\s*"
)
_CREDIT = re.compile(rf"[\s(\[|–—-]*{_MARK}(?P<who>[^()\[\]]{{2,120}}?)[\s)\].]*", re.IGNORECASE)
#: A credit at a caption's end.
_ENDS: Final = (
    # "(PRNewsfoto/Example Corp)", "(AP Photo/Jane Roe)"
    r"\s*\((?P<who>(?:PRNewsfoto|(?:AP|AFP|Reuters) Photo)/[^()]{2,80})\)",
    # "(Photo: Jane Roe)", "[Credit Jane Roe]"
    r"\s*[(\[]\s*(?:photo|image|picture|credit|courtesy|foto|source)s?\b\s*(?:credit|by|courtesy of)?\s*[:/]?\s*"
    r"(?P<who1>[^()\[\]]{2,100})[)\]]",
    # "Photo credit: Jane Roe"
    r"(?<=[.\s|])[\s|]*(?:(?:photo|image|picture) )?credits?\s*:\s*(?P<who2>[^.:|]{2,100}(?:\.[^.:|]{1,20})?)",
    # "Jane Roe / AFP", "© ESA/Jane Roe"
    rf"(?<=[.!?”\"»])\s+(?P<who3>[^.!?/]{{2,60}}\s?/\s?{_AGENCIES}[^.!?]{{0,40}})\.?",
    r"[\s|]*©\s*(?P<who4>[^.:|]{2,100})",
)
_AT_END = re.compile(rf"(?:{'|'.join(_ENDS)})\s*\Z", re.IGNORECASE)
#: A line that is the credit of the picture before it.
_AGENCY = re.compile(rf"[\s(]*(?:{_MARK}.*|[^.!?]*[/|]\s*{_AGENCIES}.*)", re.IGNORECASE)
#: A stop that is not of a name.
_STOP = re.compile(r"(?<!\bInc)(?<!\bLtd)(?<!\bCo)(?<!\bCorp)(?<!\bJr)(?<!\bS\.A)\.\Z")
_ENLARGE = re.compile(
    r"\A\W*(?:(?:click|tap) to )?(?:enlarge|expand)(?: (?:image|photo|this image))?\W+|\s*(?:hide|toggle) caption\Z"
    r"|\A(?:image|media) caption,?\s+",
    re.IGNORECASE,
)
#: In letters: a name; a line; what stands in a frame; captions in which a credit is looked for.
_LONGEST_NAME: Final = 60
_LONGEST_LINE: Final = 100
_LONGEST_FRAME: Final = 500
_LONGEST: Final = 2000
#: Elements in a frame that are looked at.
_MOST: Final = 200
#: Levels around a picture.
_NEAR: Final = 3


class Frames:
    """The boxes around the pictures of a page, and what is said in each; looked at once."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._frames: dict[etree._Element, bool] = {}
        self._said: dict[etree._Element, tuple[str, str] | None] = {}

    def words_under(self, picture: etree._Element) -> tuple[str, str]:
        """The caption and the credit of a *picture*; empty where it has none."""
        frame = next((one for one in picture.iterancestors() if one.tag == "figure" or self._is_frame(one)), None)
        if frame is not None and frame not in self._said:
            self._said[frame] = _said_in(frame)
        if frame is not None and (said := self._said[frame]) is not None:
            return said
        after = _after(picture)
        if after is None:
            return "", ""
        words = words_in(after)
        if _is_caption(after):
            return _said_by(words, after)
        return split_credit(words) if same_words(words, picture.get("alt") or "") else split_credit("", words)

    def _is_frame(self, element: etree._Element) -> bool:
        if element not in self._frames:
            self._frames[element] = self.weights.of(element) < _LONGEST_FRAME and _holds_a_picture(element)
        return self._frames[element]

    def clear(self, container: etree._Element) -> None:
        """Take the words under pictures out of a *container*: they are in `Media`."""
        for element in list(container.iterdescendants("*")):
            if self._is_frame(element):
                remove(element)
            elif element.tag in PICTURES and (caption := _after(element)) is not None:
                remove(caption)


def _holds_a_picture(element: etree._Element) -> bool:
    """True of a box, other than a figure, that holds a picture and what stands under it, and no article."""
    if element.tag not in ("div", "section", "dl", "span", "table", "center") or tokens(element).isdisjoint(_FRAMES):
        return False
    shows = next(element.iter(*PICTURES), None) is not None
    return shows and next(element.iter("h1", "h2", "article", "figure"), None) is None


def _is_caption(element: etree._Element) -> bool:
    return element.tag == "figcaption" or not tokens(element).isdisjoint(_CAPTIONS)


def _said_in(frame: etree._Element) -> tuple[str, str] | None:
    """The caption and the credit in a *frame*; None if it holds several pictures, each with its own."""
    captions = list(frame.iter("figcaption"))
    captions = captions or list(filter(_is_caption, frame.iter("p", "div", "span", "dd", "td", "em", "i")))
    if len(captions) > 1 and sum(1 for _ in frame.iter(*PICTURES)) > 1:
        return None
    whole = words_in(frame)
    words = words_in(captions[0]) if captions else "" if frame.tag == "figure" else whole
    caption, credit = _said_by(words, frame)
    return caption, credit or (_beside(whole, words) if captions else "")


def _said_by(words: str, element: etree._Element) -> tuple[str, str]:
    """Caption and credit of the *words* under a picture, where some inside an *element* may be marked as a credit."""
    credit = next((said for one in islice(element.iter("*"), _MOST) if _is_credit(one) and (said := words_in(one))), "")
    return split_credit(_ENLARGE.sub("", words.replace(credit, "").strip() if credit else words), credit)


def _is_credit(element: etree._Element) -> bool:
    return not tokens(element).isdisjoint(_CREDITED) or element.get("itemprop") == "copyrightHolder"


def _beside(words: str, caption: str) -> str:
    """The *words* of a figure beside its *caption*, where they are short enough for a name."""
    rest = words.replace(caption, " ", 1).strip(" |,;") if caption else ""
    is_name = 2 < len(rest) <= _LONGEST_NAME and any(map(str.isalpha, rest)) and not is_button(rest)
    return split_credit("", rest)[1] if is_name and rest[-1:] not in ".!?:" else ""


def _after(picture: etree._Element) -> etree._Element | None:
    """The caption that follows a *picture*, or what is around it, directly: by its class, its words, or as a credit."""
    holder: etree._Element | None = picture
    for _ in range(_NEAR):
        if holder is None:
            return None
        if (after := holder.getnext()) is not None:
            words = words_in(after)
            if not 0 < len(words) < _LONGEST_FRAME:
                return None
            credited = len(words) < _LONGEST_LINE and _AGENCY.fullmatch(words)
            said = _is_caption(after) or same_words(words, picture.get("alt") or "") or credited
            return after if said else None
        holder = holder.getparent()
    return None


def split_credit(caption: str, credit: str = "") -> tuple[str, str]:
    """A *caption* without the credit at its end, and that credit; one that is known already is made bare."""
    if len(caption) > _LONGEST:
        return caption, credit[:_LONGEST]
    if not credit and (found := _AT_END.search(caption)):
        credit, caption = next(filter(None, found.groupdict().values())), caption[: found.start()].strip()
    elif not credit and (whole := _CREDIT.fullmatch(caption)):
        return "", whole["who"].strip()
    bare = _CREDIT.fullmatch(credit)
    return caption.strip(" |"), _STOP.sub("", (bare["who"] if bare else credit).strip(" ()[]|"))
