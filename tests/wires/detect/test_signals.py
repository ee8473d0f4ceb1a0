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
        ("EMBARGOED until 1800 GMT: The budget", ("withhold",)),
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
        ("Embargoed until 18:00 GMT", ("withhold",)),
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
