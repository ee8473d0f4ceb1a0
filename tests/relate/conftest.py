"""Stories that came in, some of them near-copies of each other."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from dateline.relate.member import Member
from dateline.relate.sketch import Sketch, sketch

MORNING = datetime(2020, 1, 16, 6, tzinfo=UTC)

HEADLINE = "Ferry with 212 aboard runs aground off Tallow Head"
PARAGRAPHS = (
    "A ferry with 212 people aboard ran aground off Tallow Head before dawn on January 13, and the last of its"
    " passengers were brought ashore by fishing boats nine hours later, the harbour office of Saltmarsh said.",
    "Nobody was killed. Fourteen people were treated for cold and bruises, among them the second engineer, who had"
    " stayed below to close the fuel valves.",
    '"We counted them twice, and then we counted them again," said Odile Brandt, the harbour master, who had been on'
    " the quay since four in the morning.",
    "The Corncrake, built in 1988, had left Saltmarsh at 03.40 for the island of Outer Kiln with lorries of flour and"
    " cattle feed. She struck a sandbank that surveyors had marked on charts only last spring.",
    "Her captain told rescuers that the steering had not answered for about two minutes. The company that owns the"
    " ship, Northwater Lines, declined to comment until divers had looked at the rudder.",
    "Fishermen from three villages reached the ship first and tied their boats alongside. One of them, Anselm Quaye,"
    " said children were handed down in flour sacks because the ladders had iced over.",
    "The sandbank has moved some 90 metres to the east since 2015, according to the coast survey, which had asked for"
    " a new light there. The ministry refused the money twice.",
    "Unions have said for years that crews were too small for winter crossings. The last grounding on this route, in"
    " 2009, cost six lives and led to a rule that every ship carry a second radio.",
)
FERRY = sketch(HEADLINE, PARAGRAPHS)


def member(
    id: str,
    sketch: Sketch = FERRY,
    *,
    issued: float = 0,
    received: float | None = None,
    words: int = 300,
    rank: int = 1,
) -> Member:
    """A story by the agency that its id begins with; times in hours after the morning, receipt with issue."""
    at, came = (MORNING + timedelta(hours=hours) for hours in (issued, issued if received is None else received))
    source = id.partition("-")[0]
    return Member(id=id, source=source, received=came, issued=at, words=words, rank=rank, sketch=sketch)


def report(*paragraphs: int, headline: str = HEADLINE, of: Sequence[str] = PARAGRAPHS) -> Sketch:
    """The report of the ferry with those of its paragraphs alone."""
    return sketch(headline, [of[n] for n in paragraphs])
