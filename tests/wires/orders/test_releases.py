"""Press services take back releases in words of their own."""

import pytest

from dateline.wires.order_words import orders_in


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ('The release "Lamp lost at Quill Sound" has been withdrawn.', "kill"),
        ('The announcement headlined "Lamp lost at Quill Sound" has been retracted.', "kill"),
        ('Die Pressemitteilung "Lamp lost at Quill Sound" wird zurückgezogen.', "kill"),
        (
            "We are advised by the Quill Board that journalists and other readers should disregard the news release, "
            "'Lamp lost at Quill Sound', issued earlier today.",
            "withhold",
        ),
        ('Editors are asked to kill the press release "Lamp lost at Quill Sound".', "kill"),
    ],
)
def test_a_release_is_taken_back(text: str, action: str) -> None:
    """
    A press service has releases and communiqués, where an agency has stories.
    """
    assert [(order.action, order.slug) for order in orders_in(text)] == [(action, "lamp-lost-at-quill-sound")]


@pytest.mark.parametrize(
    "text",
    [
        "The release of the hostages has been put on hold.",
        "The release of prisoners was withdrawn by the court.",
        "The minister said readers should ignore the report.",
    ],
)
def test_news_of_releases_orders_nothing(text: str) -> None:
    """
    What is released is not always a text.
    """
    assert list(orders_in(text)) == []
