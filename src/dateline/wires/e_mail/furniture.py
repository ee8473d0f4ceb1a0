"""What stands around a release and is no text of it: what it calls itself, its end, footers, disclaimers."""

import re
from typing import Final, Literal, NamedTuple

from dateline.news.blocks import Block
from dateline.wires.advisory import is_for_desk
from dateline.wires.e_mail.closing import (
    is_contact,
    is_farewell,
    is_for_editors,
    is_label,
    is_reach,
    opens_about,
    source_in,
)
from dateline.wires.letters import escaped, has_one

#: In letters; a longer block is looked at so far.
_ENOUGH: Final = 2500
#: What senders of mail set under or above it. Each says so of a mail, so that news about such things is none.
_FOOTER = re.compile(
    r"""\bview\ (?:this|it|the)\ (?:e-?mail|message|newsletter|release|page|version)?
      \s?(?:in|on)\ (?:your|a|the)\ (?:web\s?)?(?:browser|web)
    | \bview\ (?:in|as)\ (?:a\ )?(?:your\ )?(?:web\s?)?(?:browser|page)\b | \bview\ online\b
    | \bim\ browser\ (?:ansehen|anzeigen|öffnen)
    | \bunsubscribe\b(?=.{0,60}(?:here|click|link|list|reply|e-?mail|preferences|https?:)|\W*\Z)
    | \b(?:to|click\ (?:here\ )?to)\ (?:unsubscribe|opt\ out|be\ removed)\b
    | \bopt[\ -]out\ of\ (?:these|this|our|future)\b
    | \b(?:update|manage|change)\ (?:your\ )?(?:e-?mail\ |subscription\ )?(?:preferences|profile|subscriptions?)\b
    | \byou\ (?:are\ receiv(?:ing|ed)|(?:have\ )?received|got)\ this\ (?:e-?mail|message|newsletter|release)\b
    | \byou\ are\ subscribed\ to\b | \bour\ mailing\ address\ is\b
    | \bforward\ (?:this\ )?(?:e-?mail\ )?to\ a\ (?:friend|colleague)\b
    | \b(?:this|the)\ (?:e-?mail|message|communication|transmission)(?:\ message)?
      (?:,?\ (?:and|including|together)[^.]{0,80})?,?
      \ (?:is|are|may\ be|contains?|may\ contain|was|were)
      \ (?:(?:strictly|intended|only|solely|sent|for|the|information|that|is|privileged|or|and|legally)\ )*
      (?:confidential|intended|privileged)
    | \bif\ you\ (?:are|have)\ (?:not\ the\ (?:intended|named|designated)
      |received\ this\ (?:e-?mail|message|communication)\ in\ error)
    | \bintended\ (?:solely\ |only\ |exclusively\ )?for\ the\ (?:use\ of\ the\ |sole\ use\ of\ the\ )?
      (?:(?:named|intended)\ )?(?:addressee|recipient|individual)
    | \b(?:consider|think\ of)\ the\ environment\ before\ printing\b
    | \bscanned\ (?:by|for)\ (?:\w+\ )?(?:viruses|malware|antivirus|avast|mimecast)
    | \bsent\ (?:from|via)\ my\ (?:iphone|ipad|mobile|phone|android|samsung|blackberry|smartphone)\b
    | \bget\ outlook\ for\b | \bvon\ meinem\ (?:iphone|ipad)\ gesendet
    | \bdiese\ (?:e-?mail|nachricht)\ (?:\([^)]*\)\ )?(?:und\ .{0,60}\ )?(?:enthält|kann|ist|könn)\b.{0,80}\bvertraulich
    | \bnicht\ der\ (?:richtige|beabsichtigte|vorgesehene)\ (?:adressat|empfänger)
    | \bsie\ erhalten\ diese\ (?:e-?mail|nachricht|mail)\b | \bnewsletter\ (?:abbestellen|abmelden)\b
    | \b(?:abmelden|abbestellen)\b.{0,40}(?:hier|klick|link|https?:)
    | \bce\ (?:message|courriel|mail)\ (?:et\ .{0,60}\ )?(?:est|sont|contient|peut)\b.{0,60}\bconfidentiel
    | \b(?:se\ )?désinscrire\b | \bse\ désabonner\b | \bvous\ recevez\ ce\ (?:mail|message|courriel|e-?mail)
    | \beste\ (?:mensaje|correo)\b.{0,80}\bconfidencial | \bdarse\ de\ baja\b.{0,60}
    | \bcancelar\ (?:la\ |su\ )?suscripción\b | \bquesto\ (?:messaggio|e-?mail)\b.{0,80}\briservat
    | \bto\ view\ this\ discussion\ (?:on\ the\ web|visit)\b | \bgoogle\ groups\b
    | \bpour\ ne\ plus\ recevoir\b | \bper\ (?:non\ ricevere\ più|cancellar(?:e|si))\b
    | \bpara\ (?:no\ recibir\ más|cancelar)\b
    | \bconfidenciales\b.{0,80}\bdestinatario | \bafmelden\b.{0,60}(?:hier|klik|link|https?:)
    | \bотписаться\b.{0,60}(?:рассылк|ссылк|https?:) | \bесли\ вы\ не\ являетесь\ адресатом
    | (?:配信停止|退订|退訂).{0,60}(?:https?:|こちら|点击|點擊|@)
    | \bmailing\ list\b.{0,40}(?:https?:|@) | \b(?:add\ us\ to\ your\ address\ book)\b""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
#: Words of which every footer has one: a quick look that spares the long one.
_HINTS: Final = (
    "view", "browser", "subscri", "opt out", "opt-out", "prefer", "profile", "receiv", "got this", "mailing",
    "forward", "confiden", "intended",
    "privileg", "environment", "scanned", "sent from", "sent via", "outlook", "gesendet", "vertraul",
    "adressat", "empfänger",
    "erhalten", "newsletter", "abmelden", "abbestellen", "désinscri", "désabonn", "recevez", "de baja", "suscripci",
    "riservat", "discussion", "google groups", "address book", "click to", "to be removed", "received this",
    "ne plus recevoir", "per non", "per cancellar", "para no", "para cancelar", "destinatario", "afmelden",
    "отписаться", "адресатом", "配信停止", "退订", "退訂",
)  # fmt: skip
#: The end of a release, as those who write them mark it.
_END = re.compile(
    r"[\s\-–—=*#(\[（<]*(?:#(?:\s*#)+|-?\s*30\s*-?|ends?|end of (?:(?:press|news|media)\s+)?release"
    r"|the end|ende|fin|fine|einde|slut|конец|以上|完)[\s\-–—=*#)\].>）]*",
    re.IGNORECASE,
)
#: What a release calls itself, and that it may be used at once.
NAMES: Final = (
    r"(?:(?:for\s+)?immediate\s+release|(?:press|news|media)[\s-]?(?:releases?|statement|information)"
    r"|(?:zur\s+)?sofortigen?\s+veröffentlichung|(?:presse|medien)(?:mitteilung|information|meldung)"
    r"|communiqué(?:\s+de\s+presse)?|pour\s+diffusion\s+immédiate|(?:nota|comunicado)\s+(?:de|à)\s+(?:prensa|imprensa)"
    r"|para\s+(?:su\s+)?difusión\s+inmediata|comunicato(?:\s+stampa)?|persbericht|pressmeddelande|pressemeddelelse"
    r"|pressemelding|lehdistötiedote|пресс-релиз|報道資料|プレスリリース|ニュースリリース|新闻稿|新聞稿)"
)
_HEAD = re.compile(
    rf"[\s*_\-–—#(\[【]*{NAMES}(?:[\s*_:–—|/,()\].#】-]+|\Z)(?:[^\n]{{0,40}}\d[^\n]{{0,20}})?", re.IGNORECASE
)
_BARE_RULE = re.compile(r"[\s\-–—=_*~•.]+")
#: How many blocks above the text, and below it, may be the sender's.
_TOP: Final = 6
_AFAR: Final = 12
#: In letters; a line above the text has fewer.
_LINE: Final = 140
_Section = Literal["", "line", "contact", "about", "editors", "farewell", "end"]


class Sorted(NamedTuple):
    """A letter's blocks, sorted."""

    body: tuple[Block, ...]
    notes: tuple[str, ...]
    #: Whom the release comes from, as its last line says.
    source: str = ""


def sort_out(blocks: tuple[Block, ...]) -> Sorted:
    """
    Part a release's text from what its sender set around it.

    Args:
        blocks: A letter's, in order.
    Returns:
        The text; and, as notes, what it calls itself above its headline, what stands below the mark of its end, about
        the company, contacts, regards, footers and disclaimers.
    """
    below, texts, notes = _beheaded(blocks, [lined(block) for block in blocks])
    end, source = _end_of(texts), ""
    kept: list[Block] = []
    section: _Section = ""
    for place, (block, text) in enumerate(zip(below, texts, strict=True)):
        section = "end" if place >= end else _section(block, texts, place, section)
        if _BARE_RULE.fullmatch(text) or (section == "end" and _END.fullmatch(text)):
            continue
        if place >= len(texts) - _AFAR and (said := source_in(text)):
            source = said
        elif section:
            notes.append(text)
        else:
            kept.append(block)
    if not kept:
        # A letter that is nothing but its furniture is shown as it is.
        return Sorted(blocks, ())
    return Sorted(tuple(kept), tuple(notes), source=source)


def _section(block: Block, texts: list[str], place: int, before: _Section) -> _Section:
    """Which section around a text the block at a *place* is in; empty if it is of the text."""
    text = texts[place]
    outer = place < _TOP or place >= max(len(texts) - _AFAR, len(texts) // 2)
    if before == "editors" or (place > 1 and is_for_editors(text)):
        return "editors"
    if outer and _is_footer(text):
        return "line"
    if before == "farewell" or (place and is_farewell(texts, place)):
        return "farewell"
    if is_contact(text) and (outer or place > len(texts) // 2):
        return "contact"
    if place > max(1, len(texts) // 3) and opens_about(text, texts[place + 1] if place + 1 < len(texts) else ""):
        return "about"
    if before == "contact" and is_reach(text):
        return "contact"
    return "about" if before == "about" and block.kind == "paragraph" and not is_label(block, text) else ""


def _beheaded(blocks: tuple[Block, ...], texts: list[str]) -> tuple[list[Block], list[str], list[str]]:
    """The *blocks* without the lines above them that are for the desk, their *texts*, and those lines."""
    kept: list[Block] = []
    said: list[str] = []
    notes: list[str] = []
    looked = 0
    for block, text in zip(blocks[:_TOP], texts, strict=False):
        lines = text.split("\n")
        if len(lines[0]) >= _LINE:
            # The story has begun.
            break
        taken = _heads(lines) if block.kind in ("paragraph", "heading") else []
        rest = lines[sum(one.count("\n") + 1 for one in taken) :]
        notes += taken
        if rest:
            kept.append(_without(block, len(lines) - len(rest), rest) if taken else block)
            said.append("\n".join(rest))
        looked += 1
    return [*kept, *blocks[looked:]], [*said, *texts[looked:]], notes


def _heads(lines: list[str]) -> list[str]:
    """The first of *lines* that are for the desk; an embargo may go over several."""
    taken: list[str] = []
    while lines and len(taken) < _TOP:
        whole = "\n".join(lines[:_TOP])
        if 1 < len(lines) < _TOP and _HEAD.fullmatch(lines[0]) is None and is_head(whole):
            return [*taken, whole]
        if not is_head(lines[0]):
            break
        taken.append(lines[0])
        lines = lines[1:]
    return taken


def _without(block: Block, count: int, rest: list[str]) -> Block:
    """A *block* without its first lines; in plain words where markup goes over its lines' ends."""
    pieces = [piece for piece in block.html[3:-4].split("<br>") if Block("paragraph", f"<p>{piece}</p>").text]
    html = "<br>".join(pieces[count:])
    if html.count("<") - html.count("<br>") != 2 * html.count("</"):
        html = "<br>".join(map(escaped, rest))
    return Block("paragraph", f"<p>{html}</p>")


def lined(block: Block) -> str:
    """The words of a *block*, its lines as lines."""
    if "<br>" not in block.html:
        return block.text
    pieces = (Block("paragraph", f"<p>{piece}</p>").text for piece in block.html.split("<br>"))
    return "\n".join(filter(None, pieces))


def is_head(text: str) -> bool:
    """True of a line above a text that is for the desk: what it is, and from when it may be used."""
    return len(text) < _ENOUGH // 5 and (_HEAD.fullmatch(text) is not None or is_for_desk(text))


def _is_footer(text: str) -> bool:
    """True if a *text* is what senders of mail set around it: how to unsubscribe, whom it is for, who may read it."""
    text = text[:_ENOUGH]
    return has_one(text.casefold(), _HINTS) and _FOOTER.search(text) is not None


def _end_of(texts: list[str]) -> int:
    """The place of the mark that ends the release; how many there are where none is marked."""
    for place, text in enumerate(texts):
        if (
            place
            and len(text) < 40
            and _END.fullmatch(text)
            and any(letter.isalnum() or letter == "#" for letter in text)
        ):
            return place
    return len(texts)
