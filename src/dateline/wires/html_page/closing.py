"""What ends a release: about the company, whom to call, where it was first; and what was corrected."""

import re
from typing import Final

from msgspec import Struct, field

from dateline.news.blocks import Block
from dateline.wires.dateline import DAY
from dateline.wires.html_page.furniture import is_line
from dateline.wires.html_page.phrases import is_heading, is_linked
from dateline.wires.plain.furniture import is_footer

_ABOUT = re.compile(
    r"(?:About (?:the )?|À propos (?:de (?:la )?|d['’]|du |des )|Über (?:die |den |das )?|Acerca de (?:la )?"
    r"|Sobre (?:[ao] )?|Informazioni su |Over |Om )(?P<who>[A-Z0-9À-Þ][^!?]{1,80}?)\s?:?",
    re.DOTALL,
)
#: "About Example" in bold, with what it says in the same paragraph.
_ABOUT_BOLD = re.compile(
    r"<p><(?P<tag>strong|em)>About (?P<who>[A-Z0-9À-Þ].{1,100}?)</(?P=tag)>:?\s*(?:<br>|[^<]|<a )", re.DOTALL
)
_CONTACT = re.compile(
    r"(?:(?:media|press|investors?|public|corporate|company|news|editorial|analyst)\s+(?:&\s+|and\s+)?(?:\w+\s+)?)?"
    r"(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|relations(?:\s+contacts?)?)(?:\s+(?:information|details|us|person))?\s*:?"
    r"|for (?:more|further|additional) information.{0,60}|notes? to (?:the )?editors?\s*:?|media contact.{0,80}"
    r"|(?:presse|medien)?kontakte?:?|contacts? presse\s?:?|contactos?(?: de prensa| para medios)?:?"
    r"|ansprechpartner\w*:?|contatt[io](?: stampa)?:?|contatos?(?: de imprensa)?:?"
    r"|(?:本件に関する)?お問い?合わせ先?|(?:媒体)?联系(?:人|方式)[:：]?",
    re.IGNORECASE,
)
_CONTACT_LINE = re.compile(
    r"(?:media |press |investor |news )?(?:contacts?|enquiries|inquiries)\s*:\s*\S.{0,600}"
    r"|view (?:source version on|original content).{0,300}"
    r"|(?:a )?(?:photos?|logos?|video|multimedia) (?:-|accompanying|available).{0,400}"
    r"(?:https?://|businesswire|prnewswire|globenewswire).{0,300}"
    r"|for (?:more|further|additional) information,? (?:please )?(?:contact|call|visit|e-?mail|see|go to)\b.{0,400}",
    re.IGNORECASE | re.DOTALL,
)
_REACHED = re.compile(r"[\w.+-]+@[\w-]+\.\w|\+?\d[\d\s().-]{7,}\d")
_SOURCE = re.compile(
    r"SOURCE:? (?P<who>\S.{0,150})|Source: (?P<who2>[A-Z].{0,150}?)(?: via (?:Business Wire|PR Newswire).*)?"
)
_END = re.compile(r"\W*(?:#\s*#\s*#?|-\s*30\s*-|-?\s*ends?\s*-?|\*\s*\*\s*\*)\W*", re.IGNORECASE)
_CORRECTION = re.compile(
    r"[\[(*]*\s*(?:(?:correction|clarification|erratum|update|editor['’]?s['’]? note|editors['’] note)s?\b[^:.]{0,60}:"
    r"|(?:this|an earlier version of this|a previous version of this) (?:article|story|report|version|post|page)\b"
    r".{0,120}\b(?:correct|amend|clarif|updat|misstat|incorrect|error|wrong)\w*)",
    re.IGNORECASE,
)
#: The day may follow: "FOR IMMEDIATE RELEASE: March 4, 2031".
_RELEASE = re.compile(
    r"\W*(?:for (?:immediate )?release|for immediate (?:publication|distribution)|(?:press|media|news) release"
    r"|pour (?:diffusion|publication) immédiate|zur sofortigen veröffentlichung|pressemitteilung|communiqué de presse"
    rf"|para (?:publicación|difusión) inmediata|per (?:la )?pubblicazione immediata)\W*(?:{DAY})?\W*",
    re.IGNORECASE,
)
#: Corrections and rights stand among so many first and last blocks, a source among so many last ones.
_NEAR: Final = 3
_LAST: Final = 8
#: In letters: a line of a contact; a label; a line below the end; a long heading; where a company is spoken of.
_LONGEST: Final = 400
_LABEL: Final = 120
_LINE: Final = 60
_HEADING: Final = 40
_SAID: Final = 300


class Sorted(Struct, eq=False):
    """A text, and what stood with it."""

    body: list[Block] = field(default_factory=list)
    #: About the company, and whom to call.
    notes: list[str] = field(default_factory=list)
    #: What was corrected, in the page's words.
    corrections: list[str] = field(default_factory=list)
    #: Whose rights are reserved, as lines below the text say.
    rights: list[str] = field(default_factory=list)
    #: Whom a release comes from, as its last line says.
    source: str = ""


def sorted_out(blocks: tuple[Block, ...]) -> Sorted:
    """Part a page's *blocks*: the text, and what stands below and above it."""
    found = Sorted()
    section = ""
    for place, block in enumerate(blocks):
        text, left = block.text, len(blocks) - place
        if _is_furniture(block, text, last=left == 1) or _sorted_line(block, text, place, left, found):
            continue
        if place and _END.fullmatch(text):
            section = section or "end"
            continue
        section = _section(block, text, blocks[place + 1].text if left > 1 else "", section if place else "")
        (found.notes.append(text) if section else found.body.append(block))
        section = "" if section == "line" else section
    if not found.body:
        found.body, found.notes = list(blocks), []
    return found


def _is_furniture(block: Block, text: str, *, last: bool) -> bool:
    if block.kind not in ("paragraph", "heading"):
        return False
    return is_line(text) or is_linked(block.html) or (last and block.kind == "heading" and is_heading(text))


def _sorted_line(block: Block, text: str, place: int, left: int, found: Sorted) -> bool:
    """True if a *block* is a line of its own kind near the text's beginning or end; it is then in what was *found*."""
    near_end = left <= _NEAR
    if place < _NEAR and _RELEASE.fullmatch(text):
        found.notes.append(text)
    elif (place < _NEAR or near_end) and block.kind != "table" and _CORRECTION.match(text):
        found.corrections.append(text)
    elif place and left <= _LAST and (source := _SOURCE.fullmatch(text)):
        found.source = source["who"] or source["who2"]
    elif place and near_end and len(text) < _LONGEST and is_footer(text, sure=2):
        found.rights.append(text)
    else:
        return False
    return True


def _section(block: Block, text: str, following: str, before: str) -> str:
    """Which section below the text a *block* is in: about, contact, a line of its own; empty if it is of the text."""
    short, label = len(text) < _LONGEST, _is_label(block, text)
    if _ABOUT_BOLD.match(block.html) or (label and _opens_about(text, following)):
        return "about"
    if short and label and _CONTACT.fullmatch(text):
        return "contact"
    if _CONTACT_LINE.fullmatch(text):
        return before or "line"
    if before == "end":
        goes_on = bool(_REACHED.search(text[:_LONGEST])) or len(text) < _LINE
    elif before == "contact":
        goes_on = short and not (block.kind == "heading" and len(text) > _HEADING)
    else:
        goes_on = not label
    return before if goes_on else ""


def _opens_about(text: str, following: str) -> bool:
    """True of "About Example Corp", where Example Corp is then spoken of."""
    found = _ABOUT.fullmatch(text)
    words = re.findall(r"\w+", found["who"].casefold()) if found else []
    first = next((word for word in words if word != "the"), "")
    return first != "" and first in following[:_SAID].casefold()


def _is_label(block: Block, text: str) -> bool:
    """True of a heading, and of a short line that is bold throughout or ends without a stop."""
    if block.kind not in ("heading", "paragraph") or len(text) >= _LABEL:
        return False
    bold = block.html.startswith(("<p><strong>", "<p><em>")) and block.html.endswith(("</strong></p>", "</em></p>"))
    return block.kind == "heading" or bold or text[-1:] not in '.!?"”'
