"""Which picture stands with an article: the first that came with its stories and that licences let us show there."""

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from dateline.news import rights
from dateline.news.house import Use
from dateline.sites.licensed import licensed
from dateline.sites.needs import Illustrated, Illustration, News, Pictures
from dateline.sites.showing import View


class Illustrator:
    """
    The pictures of one site's articles, at one moment.

    Args:
        news: What there is.
        pictures: Those that came with stories.
        moment: When; UTC.
    """

    def __init__(self, news: News, pictures: Pictures, moment: datetime) -> None:
        self._news, self._pictures, self._moment = news, pictures, moment
        self._standing = news.standing()

    def of(self, view: View) -> list[Illustrated]:
        """All that came with an article's stories, and what is still to come."""
        return [self._pictures.of(s, self._standing) for s in view.stories if s.text is not None and s.text.media]

    def chosen(self, view: View, use: Use) -> Illustration | None:
        """The one that is shown in a use; None where there is none."""
        found = (one for one in self._found(view) if not any(map(self._barred, one.stories)))
        return next((one for one in found if licensed((one.block,), view.stories, use, self._standing)), None)

    def carded(self, view: View) -> View:
        """An article whose card has its picture, where a list may show one."""
        card = view.showing.card
        picture = self.chosen(view, "teaser") if card is not None and view.showing.state == "shown" else None
        if card is None or picture is None:
            return view
        others = (id for id in picture.stories if self._news.story(id))
        showing = replace(
            view.showing,
            card=replace(card, picture=picture.card),
            pictures=picture.keys,
            parts=tuple(dict.fromkeys((*view.showing.parts, *others))),
        )
        return replace(view, showing=showing)

    def _found(self, view: View) -> Iterator[Illustration]:
        """Its pictures as our desk wants them: in its order, in its words."""
        came = [one for some in self.of(view) for one in some.pictures]
        choices = {choice.picture: choice for choice in view.article.wording.pictures}
        places = {digest: place for place, digest in enumerate(choices)}
        for one in sorted(came, key=lambda one: places.get(one.digest, len(places))):
            choice = choices.get(one.digest)
            if choice is None or choice.shown:
                yield _described(one, choice.alt) if choice and choice.alt else one

    def _barred(self, id: str) -> bool:
        """Whether a picture's own story is taken back, or waits: its time is on no list of this page's."""
        story = self._news.story(id)
        bar = rights.bar(story) if story else None
        return bar is not None and (bar.closed(self._moment) or bar.after is not None)


def _described(one: Illustration, alt: str) -> Illustration:
    return replace(one, picture=replace(one.picture, alt=alt), card=replace(one.card, alt=alt))
