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
#: What senders of mail set under or above it: words that say so of a mail, and what has to stand near behind them, so
#: that news about such things is none; ``$`` is a text of hardly more than these words.
_FOOTERS: Final = (
    ("view online|im browser ansehen|im browser anzeigen|im browser öffnen|to unsubscribe|to opt out", ""),
    ("you are receiving this|you are subscribed to|our mailing address is|get outlook for", ""),
    ("add us to your address book|to view this discussion|environment before printing|newsletter abbestellen", ""),
    ("newsletter abmelden|von meinem iphone gesendet|von meinem ipad gesendet|sie erhalten diese|se désabonner", ""),
    ("pour ne plus recevoir|darse de baja|cancelar la suscripción|cancelar su suscripción|para no recibir más", ""),
    ("per non ricevere più|per cancellar|если вы не являетесь адресатом|google groups|manage preferences", ""),
    ("view this|view the|view it|view in|view as", "r browser|a browser|in browser|on the web|web page|webpage"),
    ("unsubscribe|to be removed", "$| here|click| link| list| reply|mail|preferences|http"),
    ("abmelden|abbestellen|afmelden", "$|hier|klick|klik|link|http"),
    ("désinscrire|отписаться|配信停止|退订|退訂", "$|ici|cliqu|lien|рассылк|ссылк|こちら|点击|點擊|@|http"),
    ("opt out of|opt-out of", "these|this|our|future"),
    ("update your|manage your|change your", "preference|profile|subscription"),
    ("you received this|you have received this|you got this", "mail|message|newsletter|release"),
    ("vous recevez ce", "mail|message|courriel"),
    ("mailing list", "http|@"),
    ("forward", "to a friend|to a colleague"),
    ("this e-mail|this email|this message|this communication|this transmission", "confidential|privileged|intended"),
    ("if you are not the|if you have received this", "intended|named|designated|in error"),
    ("intended solely for|intended only for|intended for the", "the use|sole use|addressee|recipient|individual"),
    ("scanned for|scanned by", "virus|malware|mimecast|avast"),
    ("sent from my|sent via my", "phone|ipad|mobile|android|samsung|blackberry"),
    ("diese e-mail|diese nachricht", "vertraulich"),
    ("nicht der", "richtige adressat|richtige empfänger|beabsichtigte empfänger|vorgesehene empfänger"),
    ("ce message|ce courriel|ce mail|este mensaje|este correo", "confiden"),
    ("questo messaggio|questa e-mail|confidenciales", "riservat|destinatario"),
)
_KINDS: Final = tuple((words, tuple(near.split("|"))) for said, near in _FOOTERS for words in said.split("|"))
#: In letters: what is near.
_NEAR: Final = 120
#: In letters: a text of hardly more than the label of a link.
_FEW: Final = 40
#: The end of a release, as those who write them mark it.
_END = re.compile(
    r"[\s\-–—=*#(\[（<]*(?:#(?:\s*#)+|-?\s*30\s*-?|ends?|end of (?:(?:press|news|media) )?release"
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
    return Sorted(tuple(kept), tuple(notes), source)


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
    text = text[:_ENOUGH].casefold()
    for words, near in _KINDS:
        if words in text:
            after = text.partition(words)[2][:_NEAR]
            if has_one(after if len(text) > _FEW else f"{after}$", near):
                return True
    return False


def _end_of(texts: list[str]) -> int:
    """The place of the mark that ends the release; how many there are where none is marked."""
    marked = (place for place, text in enumerate(texts) if place and len(text) < 40 and _END.fullmatch(text))
    return next(marked, len(texts))
