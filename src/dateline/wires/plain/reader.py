"""Plain text → Reading: one story, or a page of a story with its backgrounders and teasers."""

from datetime import datetime

from msgspec import structs

from dateline.news.wire import Dateline, Extent, Problem, Reading, Version
from dateline.wires.advisory import is_instruction
from dateline.wires.orders import Ordered, carried_out
from dateline.wires.plain.decode import decode
from dateline.wires.plain.desk import Desk, sort_out
from dateline.wires.plain.layout import lines
from dateline.wires.plain.page import Page, Part, page_of
from dateline.wires.plain.prose import blocks
from dateline.wires.plain.story import story_of, version, with_desk
from dateline.wires.terms import no_freer

FORMAT = "plain"


def read(data: bytes, *, received: datetime) -> Reading:
    """
    Read one text file or text page.

    Args:
        data: UTF-8, UTF-16 with a byte order mark, or cp1252; any line ends.
        received: When it reached us, UTC; gives the year to datelines that have none.
    Returns:
        One version; or the parts of a page in order, as a package: the main story, and backgrounders and teasers, which
        take their page's source, marked as assumed, where they name none. ``more["footer"]`` of the first keeps what
        the page says below its parts, ``more["header"]`` what it says above. The text has no id: slug and day stand in.
    Raises:
        WireError: If there is no word in *data*, or if it is no text.
    """
    text, problems = decode(data)
    desk, found = sort_out(lines(text), received.date())
    page = page_of(found)
    if page is None:
        story = story_of(found, desk, received)
        return structs.replace(story, problems=problems + story.problems)
    ordered = _versions(page, desk, received)
    versions = tuple(one.version for one in ordered)
    notices = tuple(notice for one in ordered for notice in one.notices)
    package = len(versions) > 1 and sum(one.role == "main" for one in versions) == 1
    problems = (*problems, *desk.problems, *_problems(page))
    return Reading(format=FORMAT, versions=versions, notices=notices, problems=problems, package=package)


def _versions(page: Page, desk: Desk, received: datetime) -> tuple[Ordered, ...]:
    first = next((part for part in page.parts if part.role == "main"), page.parts[0])
    words = " ".join(text for text in page.above if is_instruction(text))
    above = "\n".join(text for text in page.above if not is_instruction(text))
    around = {"header": above, "footer": "\n".join(page.footer)}
    source = first.dateline or Dateline()
    made = [_version(part, source) for part in page.parts]
    main = structs.replace(made[page.parts.index(first)], more={key: text for key, text in around.items() if text})
    obeyed = [
        carried_out(
            with_desk(main, desk, words) if part is first else one,
            f"line {part.number}",
            received=received,
            problems=desk.problems,
            proves=False,
        )
        for part, one in zip(page.parts, made, strict=True)
    ]
    whole = obeyed[page.parts.index(first)].version
    # What the desk is told on a page is told of all of it.
    return tuple(structs.replace(one, version=no_freer(one.version, whole)) for one in obeyed)


def _version(part: Part, source: Dateline) -> Version:
    dateline = part.dateline or structs.replace(source, in_body=False, assumed=True)
    extent: Extent = "teaser" if part.role == "teaser" else "full"
    return version(part.headline, part.byline, dateline, blocks(part.lines), role=part.role, extent=extent)


def _problems(page: Page) -> tuple[Problem, ...]:
    empty = (part for part in page.parts if not part.lines)
    return tuple(Problem(f"line {part.number}", f"no text follows this headline: {part.headline}") for part in empty)
