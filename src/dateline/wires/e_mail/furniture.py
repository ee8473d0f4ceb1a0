"""What stands around a release and is no text of it: footers, disclaimers, contacts, signatures, quoted letters."""

import re
from typing import Final, NamedTuple

from dateline.news.blocks import Block
from dateline.wires.advisory import is_for_desk
from dateline.wires.letters import has_one

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
)  # fmt: skip
#: The end of a release, as those who write them mark it.
_END = re.compile(
    r"[\s\-–—=*#(\[]*(?:#(?:\s*#)+|-?\s*30\s*-?|ends?|end of (?:press )?release|ende|fin)[\s\-–—=*#)\].]*",
    re.IGNORECASE,
)
#: What a release calls itself above its headline, and that it may be used at once.
_HEAD = re.compile(
    r"[\s*_\-–—#(\[]*(?:(?:for\s+)?immediate\s+release|(?:press|news|media)\s+(?:release|statement|information)"
    r"|(?:zur\s+)?sofortigen?\s+veröffentlichung|(?:presse|medien)(?:mitteilung|information)|communiqué\s+de\s+presse"
    r"|pour\s+diffusion\s+immédiate|(?:nota|comunicado)\s+de\s+prensa|para\s+(?:su\s+)?difusión\s+inmediata"
    r"|comunicato\s+stampa|persbericht)(?:[\s*_:–—|/,()\].#-]+|\Z)(?:[^\n]{0,40}\d[^\n]{0,20})?",
    re.IGNORECASE,
)
_BARE_RULE = re.compile(r"[\s\-–—=_*~•.]+")
_CONTACT = re.compile(
    r"[\s*_#\[(]*(?:(?:for\s+)?(?:(?:press|media|news|further|more|additional)\s+)+(?:contacts?|enquir(?:y"
    r"|ies)|inquir(?:y|ies)|information|relations|office)"
    r"|contacts?(?:\s+(?:details|information|for\s+(?:the\s+)?(?:press|media)))?|notes?\s+(?:to"
    r"|for)\s+(?:the\s+)?editors?|editors?['’]?s?\s+notes?|presse?kontakte?|pressestelle|kontakt"
    r"|rückfragen(?:hinweis)?"
    r"|ansprechpartner(?:in)?|contacts?\s+presse|contacto(?:\s+de\s+prensa)?|ufficio\s+stampa"
    r"|hinweise?\s+(?:an|für)\s+(?:die\s+)?redaktion(?:en)?)\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_REACHED = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|\+?\(?\d[\d\s().-]{6,}\d|\b(?:tel|phone|mobile|fax|cell|mob|t|m|ph)\b\s*[.:]", re.IGNORECASE
)
_WROTE = re.compile(
    r"(?:(?:on|am|le|el|il|op|den|em)\b[^\n]{5,200}?\b(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef"
    r"|skrev|escreveu)\b[^\n]{0,80}:)"
    r"|-{3,}\s*(?:original message|ursprüngliche nachricht|message d['’]origine|mensaje original"
    r"|messaggio originale)\s*-{3,}",
    re.IGNORECASE,
)
#: How many blocks above the text, and below it, may be the sender's.
_TOP: Final = 6
_AFAR: Final = 12


class Sorted(NamedTuple):
    """A letter's blocks, sorted."""

    body: tuple[Block, ...]
    notes: tuple[str, ...]
    #: The letter that this one answers, as quoted.
    quoted: str = ""


def without_quoted(blocks: tuple[Block, ...]) -> Sorted:
    """The *blocks* above the letter that is answered; a release that quotes another's words has no such line."""
    for place, block in enumerate(blocks):
        text = block.text if len(block.html) < _ENOUGH else ""
        if text and _WROTE.match(text):
            after = blocks[place + 1 :]
            if after and (after[0].kind == "quote" or text.startswith("-")):
                quoted = (
                    [block for block in after if block.kind == "quote"] if after[0].kind == "quote" else list(after)
                )
                kept = tuple(block for block in after if block not in quoted)
                return Sorted((*blocks[:place], *kept), (), "\n".join([text, *(one.text for one in quoted)]))
    return Sorted(blocks, ())


def sort_out(blocks: tuple[Block, ...]) -> Sorted:
    """
    Part a release's text from what its sender set around it.

    Args:
        blocks: A letter's, in order.
    Returns:
        The text; and, as notes, what stands below the mark of its end, contacts, footers and disclaimers.
    """
    texts = [lined(block) for block in blocks]
    kept: list[Block] = []
    notes: list[str] = []
    end = _end_of(texts)
    contact = False
    for place, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        if place >= end:
            if not (_END.fullmatch(text) or _BARE_RULE.fullmatch(text)):
                notes.append(text)
            continue
        outer = place < _TOP or place >= max(len(texts) - _AFAR, len(texts) // 2)
        if _BARE_RULE.fullmatch(text):
            continue
        if outer and (is_footer(text) or (place < _TOP and _is_head(text))):
            notes.append(text)
            contact = False
        elif is_contact(text) and (outer or place > len(texts) // 2):
            notes.append(text)
            contact = True
        elif contact and _is_reach(text):
            notes.append(text)
        else:
            contact = False
            kept.append(block)
    if not kept:
        # A letter that is nothing but its furniture is shown as it is.
        return Sorted(blocks, ())
    return Sorted(tuple(kept), tuple(notes))


def lined(block: Block) -> str:
    """The words of a *block*, its lines as lines."""
    if "<br>" not in block.html:
        return block.text
    pieces = (Block("paragraph", f"<p>{piece}</p>").text for piece in block.html.split("<br>"))
    return "\n".join(filter(None, pieces))


def _is_head(text: str) -> bool:
    """True of a line above a text that is for the desk: what it is, and from when it may be used."""
    return len(text) < _ENOUGH // 5 and (_HEAD.fullmatch(text) is not None or is_for_desk(text))


def is_footer(text: str) -> bool:
    """True if a *text* is what senders of mail set around it: how to unsubscribe, whom it is for, who may read it."""
    text = text[:_ENOUGH]
    folded = text.casefold()
    return has_one(folded, _HINTS) and _FOOTER.search(text) is not None


def is_contact(text: str) -> bool:
    """True if a *text* tells the desk whom to ask, or opens what is for the desk alone."""
    found = _CONTACT.match(text[:_ENOUGH])
    if found is None:
        return False
    rest = found["rest"].strip(" :*_-–—\n")
    marked = found["rest"].lstrip(" *_").startswith((":", "\n"))
    return not rest or marked or (len(text) < 400 and _REACHED.search(rest) is not None)


def _is_reach(text: str) -> bool:
    """True of the lines below a contact: a name, a number, an address."""
    return len(text) < 200 and (_REACHED.search(text) is not None or (len(text) < 60 and text[-1:] not in ".!?"))


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
