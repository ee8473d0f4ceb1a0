"""What ends a release: about the company, whom to call, where it was first; and what was corrected."""

import re
from typing import Final

from msgspec import Struct, field

from dateline.news.blocks import Block
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
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w|\+?\d[\d\s().-]{7,}\d")
_RELEASE = re.compile(
    r"\W*(?:for (?:immediate )?release|for immediate (?:publication|distribution)"
    r"|pour (?:diffusion|publication) immédiate|zur sofortigen veröffentlichung"
    r"|para (?:publicación|difusión) inmediata|per (?:la )?pubblicazione immediata)\W*",
    re.IGNORECASE,
)
#: Corrections stand among so many first and last blocks.
_NEAR: Final = 3
_LONGEST_CONTACT: Final = 400


class Sorted(Struct, eq=False):
    """A text, and what stood with it."""

    body: list[Block] = field(default_factory=list)
    #: About the company, and whom to call.
    notes: list[str] = field(default_factory=list)
    #: What was corrected, in the page's words.
    corrections: list[str] = field(default_factory=list)
    #: Whose rights are reserved, as a line below the text says.
    rights: str = ""
    #: Whom a release comes from, as its last line says.
    source: str = ""


def sorted_out(blocks: tuple[Block, ...]) -> Sorted:
    """Part a page's *blocks*: the text, and what stands below and above it."""
    found = Sorted()
    apart = ""
    for place, block in enumerate(blocks):
        text, following = block.text, blocks[place + 1].text if place + 1 < len(blocks) else ""
        if block.kind in ("paragraph", "heading") and (is_line(text) or is_linked(block.html)):
            continue
        if block.kind == "heading" and is_heading(text) and place + 1 >= len(blocks):
            continue
        if place < _NEAR and _RELEASE.fullmatch(text):
            found.notes.append(text)
            continue
        near = place < _NEAR or place >= len(blocks) - _NEAR
        if near and block.kind != "table" and _CORRECTION.match(text):
            found.corrections.append(text)
            continue
        if source := _SOURCE.fullmatch(text) if place and len(text) < 200 and place >= len(blocks) - 8 else None:
            found.source = source["who"] or source["who2"]
            continue
        if place and place >= len(blocks) - _NEAR and len(text) < _LONGEST_CONTACT and is_footer(text, sure=2):
            found.rights = f"{found.rights} {text}".strip()
            continue
        if place and _END.fullmatch(text):
            apart = apart or "end"
            continue
        apart = _section(block, text, following, apart if place else "")
        (found.notes.append(text) if apart else found.body.append(block))
        apart = "" if apart == "line" else apart
    if not found.body:
        found.body, found.notes = list(blocks), []
    return found


def _section(block: Block, text: str, following: str, before: str) -> str:
    """Which section below the text a *block* is in: about, contact, a line of its own; empty if it is of the text."""
    if _opens_about(block, text, following):
        return "about"
    if len(text) < _LONGEST_CONTACT and _is_label(block, text) and _CONTACT.fullmatch(text):
        return "contact"
    if _CONTACT_LINE.fullmatch(text):
        return before or "line"
    if before == "end":
        return "end" if _MAIL.search(text[:_LONGEST_CONTACT]) or len(text) < 60 else ""
    if before == "contact":
        return before if len(text) < _LONGEST_CONTACT and not (block.kind == "heading" and len(text) > 40) else ""
    if before == "about" and block.kind == "heading":
        return ""
    return before if not (before == "about" and _is_label(block, text)) else ""


def _opens_about(block: Block, text: str, following: str) -> bool:
    """True of "About Example Corp", where Example Corp is then spoken of."""
    bold = _ABOUT_BOLD.match(block.html) if block.kind == "paragraph" else None
    if bold is not None:
        return True
    found = _ABOUT.fullmatch(text) if _is_label(block, text) else None
    return found is not None and _first_word(found["who"]) in following[:300].casefold()


def _first_word(name: str) -> str:
    return next((word for word in re.findall(r"\w+", name.casefold()) if word != "the"), name.casefold())


def _is_label(block: Block, text: str) -> bool:
    """True of a heading, and of a short line that is bold throughout or ends without a stop."""
    if block.kind == "heading":
        return len(text) < 120
    bold = block.html.startswith(("<p><strong>", "<p><em>")) and block.html.endswith(("</strong></p>", "</em></p>"))
    return block.kind == "paragraph" and len(text) < 120 and (bold or text[-1:] not in '.!?"”')
