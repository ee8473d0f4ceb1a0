"""What the desks of the world write to one another, read by its meaning; and news that merely sounds so."""

from datetime import UTC, date, datetime

import pytest

from dateline.news.blocks import paragraph
from dateline.news.slugs import working_name
from dateline.news.wire import Version
from dateline.wires.orders import obeyed
from dateline.wires.preamble import take_preamble

RECEIVED = datetime(2020, 1, 16, 12, tzinfo=UTC)
LONG = tuple(
    paragraph(f"The harbour burned for the {n}th hour, and the crews went on with their work.") for n in range(14)
)

#: Headline, text, status of the text itself, what is meant: action, name, number.
ADVISORIES = (
    ("HOLD HOLD HOLD HARBOUR-FIRE", "", "withheld", ("withhold", "harbour fire", "")),
    ("HOLD HOLD HOLD Harbour-Fire, V9991", "", "withheld", ("withhold", "harbour fire", "v9991")),
    ("", "HOLD HOLD HOLD HARBOUR-FIRE", "withheld", ("withhold", "harbour fire", "")),
    ("HOLD HOLD HOLD dpa 157 (Hafenbrand)", "Bitte verwenden Sie die Meldung dpa 157 vorerst nicht.", "withheld",
     ("withhold", "", "157")),
    ("BC-AP--Advisory, HOLD", "EDITORS: Please hold BC-US--Harbour Fire, V9991. We are checking.", "withheld",
     ("withhold", "us harbour fire", "v9991")),
    ("ADVISORY", "Please ignore the story slugged HARBOUR-FIRE (V9991).", "withheld",
     ("withhold", "harbour fire", "v9991")),
    ("ADVISORY", "Do not use the story HARBOUR-FIRE until further notice.", "withheld",
     ("withhold", "harbour fire", "")),
    ("WITHHOLD", "Please withhold publication of the story HARBOUR-FIRE.", "withheld",
     ("withhold", "harbour fire", "")),
    ("AVIS AUX REDACTIONS", "Merci de ne pas utiliser la dépêche «Incendie au port» de 10H15.", "withheld",
     ("withhold", "incendie au port", "")),
    ("ATTENTION", "Veuillez ne pas publier le texte «Incendie au port».", "withheld",
     ("withhold", "incendie au port", "")),
    ("AVISO A LOS EDITORES", 'Rogamos no utilicen la noticia "Incendio en el puerto" hasta nuevo aviso.', "withheld",
     ("withhold", "incendio en el puerto", "")),
    ("AVVISO", 'Si prega di non utilizzare la notizia "Incendio nel porto".', "withheld",
     ("withhold", "incendio nel porto", "")),
    ("ADVISORY", "HARBOUR-FIRE stands. You may release it.", "withheld", ("lift", "harbour fire", "")),
    ("EDITORS", "The story Harbour-Fire, V9991, stands. You may use it.", "withheld",
     ("lift", "harbour fire", "v9991")),
    ("An die Redaktionen", "Die Meldung dpa 157 ist korrekt und kann verwendet werden.", "withheld",
     ("lift", "", "157")),
    ("ADVISORY", "Kill of HARBOUR-FIRE is lifted.", "withheld", ("lift", "harbour fire", "")),
    ("EDITORS", "The kill on the story Harbour-Fire, V9991, has been rescinded.", "withheld",
     ("lift", "harbour fire", "v9991")),
    ("HOLD LIFTED: HARBOUR-FIRE", "", "withheld", ("lift", "harbour fire", "")),
    ("Sperre aufgehoben", "Die Sperre der Meldung dpa 157 ist aufgehoben.", "withheld", ("lift", "", "157")),
    ("KILL", "Please kill the 3rd Ld-Writethru of Harbour-Fire, V9991.", "canceled",
     ("kill", "harbour fire", "v9991")),
    ("MANDATORY KILL", "Please kill all versions of BC-US--Harbour Fire. A kill is mandatory.", "canceled",
     ("kill", "us harbour fire", "")),
    ("MANDATORY KILL", "Attention editors: Please kill the AFP story Harbour-Fire moved at 0915 GMT.", "canceled",
     ("kill", "harbour fire", "")),
    ("STORY WITHDRAWN", "The story headlined “Harbour fire kills three” sent at 0915 GMT has been withdrawn.",
     "canceled", ("kill", "harbour fire kills three", "")),
    ("ATTENTION EDITORS: STORY WITHDRAWN", 'Northwire has withdrawn its story "Harbour fire kills three".', "canceled",
     ("kill", "harbour fire kills three", "")),
    ("RETRACTION", "Northwire retracts its story slugged HARBOUR-FIRE, published Jan 16.", "canceled",
     ("kill", "harbour fire", "")),
    ("NOTICE", "This notice cancels HARBOUR-FIRE, V9991.", "canceled", ("kill", "harbour fire", "v9991")),
    ("ATTENTION", 'Please cancel the TASS item headlined "Fire at the harbour".', "canceled",
     ("kill", "fire at the harbour", "")),
    ("KILL KILL KILL", "Bitte verwenden Sie die Meldung dpa 157 nicht. Die Angaben sind falsch.", "canceled",
     ("kill", "", "157")),
    ("Rückzug dpa 157", "Die dpa zieht ihre Meldung 157 (Hafenbrand) zurück.", "canceled", ("kill", "", "157")),
    ("KILL KILL KILL HARBOUR-FIRE", "", "canceled", ("kill", "harbour fire", "")),
    ("ANNULATION", "Prière d'annuler la dépêche intitulée «Incendie au port» diffusée à 10h15.", "canceled",
     ("kill", "incendie au port", "")),
    ("ANULADA", 'Se anula la información enviada a las 09.15 con el título "Incendio en el puerto".', "canceled",
     ("kill", "incendio en el puerto", "")),
    ("ANNULLARE", "Si prega di considerare annullata la notizia ANSA 157.", "canceled", ("kill", "", "157")),
)  # fmt: skip


@pytest.mark.parametrize(("headline", "text", "status", "meant"), ADVISORIES)
def test_an_advisory_means_another_text(headline: str, text: str, status: str, meant: tuple[str, str, str]) -> None:
    """
    What a desk takes back, holds or lets go by a text of its own; that text is for nobody's page.
    """
    sent = Version(item="a-1", headline=headline, body=(paragraph(text),) if text else (), issued=RECEIVED)
    ordered = obeyed(sent, received=RECEIVED)
    (notice,) = ordered.notices
    name = working_name(notice.slug) if notice.slug else ""
    assert (ordered.version.status, (notice.action, name, notice.serial)) == (status, meant)


def test_a_headline_adds_its_name_to_a_number() -> None:
    """
    dpa's kill names its item by number, and carries the headline that the item had; either finds the story.
    """
    body = (paragraph("Bitte verwenden Sie die Meldung dpa 157 nicht."),)
    sent = Version(headline="KILL KILL KILL - Letzter Kahn von Lindau gesunken", body=body, issued=RECEIVED)
    (notice,) = obeyed(sent, received=RECEIVED).notices
    assert (notice.action, notice.slug, notice.serial) == ("kill", "letzter-kahn-von-lindau-gesunken", "157")


@pytest.mark.parametrize(
    ("note", "status"),
    [("Bitte löschen Sie diese Meldung.", "canceled"), ("Bitte verwenden Sie diese Meldung vorerst nicht.", "withheld"),
     ("Prière d'annuler cette dépêche.", "canceled"), ("Merci de ne pas diffuser ce texte.", "withheld"),
     ("Rogamos anulen esta noticia.", "canceled"), ("Rogamos no publiquen esta información.", "withheld"),
     ("Si prega di annullare questa notizia.", "canceled"), ("Si prega di non usare questo lancio.", "withheld"),
     ("Please cancel this story.", "canceled"), ("Please disregard our report.", "withheld"),
     ("Please mind this story's spelling of Aldery.", "usable"), ("Cette dépêche remplace celle de 10h15.", "usable")],
)  # fmt: skip
def test_a_note_takes_back_the_text_that_it_stands_beside(note: str, status: str) -> None:
    """
    In the languages of the agencies that the network has.
    """
    sent = Version(headline="Fire at the harbour", notes=(note,), body=LONG, issued=RECEIVED)
    assert obeyed(sent, received=RECEIVED).version.status == status


NEWS = (
    "Kill Bill returns to the harbour cinema after 20 years.", "Police kill two seals on the Aldery pier.",
    "Mandatory kill quotas for deer are set at 300, the council said.",
    "The story stands on firm ground, the historian said.",
    "The report on the Harbour-Bridge project was withdrawn after protests.",
    "The report Anti-Slavery International published in May was withdrawn on Friday.",
    "Please release the hostages, mother of A320 pilot says.",
    "Please hold the Harbour-Line, the driver told passengers.",
    "Hold for release of tension, the yoga teacher says.", "Hold the front page: the Northport Gazette turns 100.",
    "The embargo on arms to Aldery has been lifted, ministers said.",
    "The hold on the Anti-Terror law is lifted after two years.",
    "Kill of grey wolves is lifted to 40 a year in the north.", "The bank cancels its Harbour-Tower plan.",
    'The article titled "Tin is king" was withdrawn by the journal.',
    "The magazine retracted its story on the mayor.", "Do not use the lift in a fire, the brigade says.",
    "Do not use the report as an excuse, opposition warns.",
    "Please ignore the noise, the builders of HARBOUR-ONE ask.",
    "Bitte verwenden Sie die Treppe, nicht den Aufzug, sagt die Feuerwehr.",
    "Die Sperrfrist für Kiebitz-Jagd wird aufgehoben.",
    "Der Bericht ist korrekt und kann verwendet werden, sagt das Gericht.",
    "Die Bahn zieht ihre Meldung über Verspätungen zurück.",
    "Prière de ne pas utiliser l'ascenseur, dit l'affiche.", "Le gouvernement annule le texte sur la pêche.",
    "Se anula la carrera de San Aldery por la lluvia.", "El juez anula la información del testigo.",
    "Si prega di non usare il telefono, dice il cartello.", "Il tribunale annulla la notizia di reato.",
    "Correction officers kill time in the yard, a study finds.", "Corrected maps have reached all schools in Aldery.",
    "Embargo on Anti-Tank missiles may be released by 2030.", "Harbour-Bridge stands after the storm, engineers say.",
    "A-10 stands down; B-52 may be used, general says.", "AP-7 motorway stands still after crash.",
    "KILL-OR-CURE DEBATE SPLITS DOCTORS", "HOLD THE LINE, SAY TEACHERS IN ALDERY-ON-SEA",
    "KILL BILL RETURNS TO HARBOUR-CINEMA", "STORY OF A KILL: how the wolf came back to Aldery-Forest",
    "Spike in Covid-19 report numbers worries Aldery.", "Editors hold the story of a lifetime, film critic says.",
    "Cancel the series, mother of victim asks broadcaster.", "The series Tin-Men was killed off by its network.",
    "The story headlined a generation's fears; it is released on DVD today.",
    "Kindly kill the lights, the curator of Dark-Sky park asks.",
    "Our report is correct and may be used in court, the lab says.",
)  # fmt: skip


@pytest.mark.parametrize("line", NEWS)
def test_news_of_kills_and_holds_is_news(line: str) -> None:
    """
    As a headline, as the beginning of a text, alone: it is published, and touches no other story.
    """
    rest = tuple(paragraph(f"The crews went on with their work there for the {n}th hour.") for n in range(3))
    for headline, body in ((line, rest), ("In brief", (paragraph(line), *rest)), ("In brief", (paragraph(line),))):
        sent = Version(item="n-1", headline=headline, body=body, issued=RECEIVED)
        ordered = obeyed(sent, received=RECEIVED)
        opening = take_preamble(body, headline, "", "", language="", day_hint=date(2020, 1, 16))
        assert (ordered.version.status, ordered.version.doubt, ordered.notices) == ("usable", "", ())
        assert opening.notes == ()


@pytest.mark.parametrize(
    "note",
    ['(Adds ministry cancels its report "Tin 2030" in paragraph 4)', "Updates with mayor saying Harbour-Bridge stands.",
     "(Adds that the embargo on arms has been lifted, detail)", "Eds: Adds quote on the hold on Tin-Mine licences.",
     "(Updates to say the bank has withdrawn its report on tin)", "Eds: With photos. The report may be used in court."],
)  # fmt: skip
def test_a_note_that_tells_what_is_new_takes_nothing_back(note: str) -> None:
    """
    Notes speak of the news too.
    """
    ordered = obeyed(Version(headline="Tin rises", notes=(note,), body=LONG, issued=RECEIVED), received=RECEIVED)
    assert (ordered.version.status, ordered.version.doubt, ordered.notices) == ("usable", "", ())


def test_a_headline_that_ends_in_a_name_is_no_keyword() -> None:
    """
    "KILL KILL KILL - Unrest in AL-HASAK" takes back the report that was headed so.
    """
    (notice,) = obeyed(Version(headline="KILL KILL KILL - Unrest in AL-HASAK"), received=RECEIVED).notices
    assert notice.slug == "unrest-in-al-hasak"
