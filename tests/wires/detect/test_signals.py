import pytest

from dateline.wires.signals import signals_in


@pytest.mark.parametrize(
    ("headline", "signals"),
    [
        ("KILL: Harbour fire was a drill", ("kill",)),
        ("MANDATORY KILL - Harbour fire", ("kill",)),
        ("STORY WITHDRAWN", ("kill",)),
        ("UPDATE 2-Harbour fire spreads", ("update",)),
        ("CORRECTED-(OFFICIAL)-Maps reach schools", ("correction",)),
        ("CORRECTION: Maps reach schools", ("correction",)),
        ("(CORRECTED) Maps reach schools", ("correction",)),
        ("REFILE 1ST LEAD Harbour fire spreads", ("update", "refile")),
        ("BC-XX--Harbour Fire, 2nd Ld-Writethru", ("update",)),
        ("HOLD HOLD HOLD Harbour fire", ("withhold",)),
        ("HOLD LIFTED: Harbour fire", ("lift",)),
        ("EMBARGO LIFTED: The budget", ("lift",)),
        ("KILL KILL KILL HARBOUR FIRE", ("kill",)),
        ("STORY WITHDRAWN-Harbour fire", ("kill",)),
        ("WRAPUP 3-Harbour fire spreads", ("update",)),
        ("REPEAT-Harbour fire spreads", ("refile",)),
        ("UPDATE 1-CORRECTED-Harbour fire spreads", ("correction", "update")),
        ("Correction: Harbour Fire story", ("correction",)),
        ("CORRECTING and REPLACING Harbour Co opens", ("correction",)),
        ("ADVISORY: Daybook for Friday", ("advisory",)),
        ("Achtung/Berichtigung: Hafenbrand", ("correction",)),
        ("Berichtigung: Hafenbrand", ("correction",)),
        ("KORREKTUR: Hafenbrand", ("correction",)),
        ("EIL: Feuer im Hafen", ("urgent",)),
        ("RECTIFICATIF - Incendie au port", ("correction",)),
        ("ANNULE ET REMPLACE Incendie au port", ("correction",)),
        ("ANNULATION - Incendie au port", ("kill",)),
        ("MANDATORY KILL HARBOUR FIRE", ("kill",)),
        ("(Corrige) Incendio en el puerto", ("correction",)),
        ("ANULACIÓN: Incendio en el puerto", ("kill",)),
        ("ANNULLAMENTO: Incendio al porto", ("kill",)),
        ("RETTIFICA - Incendio al porto", ("correction",)),
        ("8th Ld-Writethru", ("update",)),
        ("BC-BKN--Heat-Hawks 1stLd-Writethru", ("update",)),
        ("1ST LEAD Hafenbrand", ("update",)),
    ],
)
def test_an_instruction_at_the_start_of_a_headline_is_read(headline: str, signals: tuple[str, ...]) -> None:
    """
    Agencies without a field for it order updates, corrections and kills in the headline.
    """
    assert signals_in(headline, ()) == signals


@pytest.mark.parametrize(
    "headline",
    [
        "Corrected maps reach schools",
        "Police kill two seals by mistake",
        "HOLD ON, MAYOR SAYS",
        "KILL BILL RETURNS",
        "Embargoed goods found in harbour",
        "EMBARGOED until 1800 GMT: The budget",
        "EMBARGO LIFTED ON TIN",
        "KILL-OR-CURE DEBATE IN COUNCIL",
        "HOLD-UP AT HARBOUR BANK",
        "HOLD-up at harbour bank",
        "Kill Bill returns",
        "Killing: what we know",
        "Correction officers strike",
        "CORRECT ANSWER WAS TIN",
        "Withdrawn crisps reach shops",
        "WITHDRAWN VACCINE SOLD",
        "REPEAT OFFENDERS JAILED",
        "DO NOT USE HARBOUR WATER, CITY SAYS",
        "Flash floods hit the port",
        "URGENT care centre opens",
        "EIL schools win prize",
        "Annulation du festival du port",
        "Anulación de la boda real",
        "Korrektur der Rheinbrücke beginnt",
        "Advisory board meets",
        "Update your maps, sailors told",
        "Lead found in harbour water",
        "Repeat of the storm feared",
        "Story withdrawn by author wins prize",
        "City take 2nd lead of the season",
        "Mayor: update 2 of the plan is ready",
        "",
    ],
)
def test_news_about_such_words_is_no_instruction(headline: str) -> None:
    """
    A report that happens to say "kill" must not be taken down.
    """
    assert signals_in(headline, ()) == ()


@pytest.mark.parametrize(
    ("note", "signals"),
    [
        ("Mandatory kill", ("kill",)),
        ("A kill is mandatory. Make certain the story is not used.", ("kill",)),
        ("Please kill the story Harbour-Fire, V1234.", ("kill",)),
        ("Correction: adds the mayor's name", ("correction",)),
        ("Eds: UPDATES: with comment", ("update",)),
        ("Embargoed until 18:00 GMT", ()),
        ("HOLD LIFTED", ("lift",)),
        ("The hold is lifted.", ("lift",)),
        ("(Adds prime minister's reaction in paragraph 3)", ("update",)),
        ("(Corrects spelling of Penhallow in paragraph 3)", ("correction",)),
        ("(In Jan. 3 item, corrects name)", ("correction",)),
        ("CORRECTS spelling of Harbor in 2nd graf", ("correction",)),
        ("Eds: CORRECTS: Adds statement", ("correction",)),
        ("This story has been corrected to show that tin rose", ("correction",)),
        ("The story headlined 'X', moved at 0915 GMT, has been withdrawn", ("kill",)),
        ("Please withhold the story until further notice", ("withhold",)),
        ("Korrektur: Name im zweiten Absatz", ("correction",)),
        ("Repeats to additional subscribers", ("refile",)),
        ("The report on the fire in which a man was killed", ()),
        ("Repeat offenders bill text available", ()),
        ("complemented throughout", ()),
        ("Hold for release.", ("withhold",)),
        ("Editors: the two hold hands in the picture", ()),
        ("With a picture of the kill", ()),
    ],
)
def test_a_note_counts_where_it_is_the_instruction(note: str, signals: tuple[str, ...]) -> None:
    """
    Desk notes speak of much; only one that orders something is an order.
    """
    assert signals_in("", (note,)) == signals


@pytest.mark.parametrize(
    ("slug", "signals"),
    [
        ("BC-US--Harbour Fire, 1st Ld-Writethru,416", ("update",)),
        ("HARBOUR-FIRE/ (UPDATE 2)", ("update",)),
        ("BC-Harbour Fire, Kill", ("kill",)),
        ("BC-Harbour Fire, Advisory", ("advisory",)),
        ("BC-Harbour Fire, Correction", ("correction",)),
        ("Kill-Bill, film", ()),
        ("HOLD-UP/", ()),
        ("Corrections-Strike", ()),
    ],
)
def test_a_keyword_line_says_it_apart_from_the_keyword(slug: str, signals: tuple[str, ...]) -> None:
    """
    AP sets the version after a comma, Reuters in parentheses; the keyword itself may be any word.
    """
    assert signals_in("", (), slug) == signals
