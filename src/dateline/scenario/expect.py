"""Does what is seen come up to an expectation; where it does not, what was found."""

from collections.abc import Iterator
from typing import cast

from dateline.news.house import Use
from dateline.scenario.look import Shown, Sight
from dateline.scenario.text import folded, near
from dateline.scenario.values import Expectation


def judge(expected: Expectation, sight: Sight) -> Iterator[str]:
    """What was found for everything in an expectation that does not hold; nothing if all of it does."""
    if expected.story:
        yield from _story(expected, sight)
    elif expected.stories is not None:
        yield from _stories(expected, sight)
    elif expected.receipt:
        yield from _receipt(expected, sight)
    elif expected.outcome:
        yield from _outcome(expected.outcome, sight)
    elif expected.problem:
        yield from _problem(expected.problem, sight)
    elif expected.proposal:
        yield from _proposal(expected, sight)
    elif expected.sound is not None:
        yield from _sound(expected.sound, sight)
    elif expected.page or expected.path:
        yield from _output(expected, sight)
    else:
        yield from _lacking(expected, sight)


def _story(expected: Expectation, sight: Sight) -> Iterator[str]:
    story = sight.story(expected.story)
    if story is None:
        yield f"no story {expected.story} has come in"
        return
    use = cast(Use, expected.use or "display")
    ruling = sight.ruling(expected.story, use, expected.site)
    if expected.status and (status := sight.status(story)) != expected.status:
        yield f"{story.id} is {status}: {ruling.because}"
    if expected.headline is not None:
        article = sight.article(expected.story)
        ours = [article.wording.headline] if article and article.edited else []
        if expected.headline not in (story.headline, *ours):
            yield f'the headline of {story.id} is "{story.headline}"' + "".join(f', and ours "{h}"' for h in ours)
    if expected.versions is not None:
        came = len({m.digest for m in story.marks})
        if came != expected.versions:
            yield f"{_count(came, 'version')} of {story.id} came in"
    if expected.because and not holds(expected.because, ruling.because):
        yield f"the reason is: {ruling.because}"
    if expected.allowed not in (None, ruling.allowed):
        yield f"{use} is {'allowed' if ruling.allowed else 'refused'}: {ruling.because}"


def _stories(expected: Expectation, sight: Sight) -> Iterator[str]:
    found = [(s, sight.status(s)) for s in sight.stories()]
    counted = [s for s, status in found if expected.status in ("", status)]
    if len(counted) != expected.stories:
        listed = ", ".join(f"{s.id} ({status})" for s, status in found) or "none at all"
        yield f"{len(counted)}; what has come in: {listed}"


def _receipt(expected: Expectation, sight: Sight) -> Iterator[str]:
    receipt = sight.came.receipt
    if expected.receipt in ("done", "waiting"):
        behind = ", ".join(f"{site}: {why}" for site, why in receipt.waiting.items())
        if (expected.receipt == "waiting") != bool(behind):
            yield f"still waiting: {behind}" if behind else "every output is done"
        return
    path = expected.path or sight.address(expected.page, expected.site)
    states = {o.path: o.state for o in receipt.outputs if o.site == expected.site}
    if states.get(path) != expected.receipt:
        listed = ", ".join(f"{p} {state}" for p, state in sorted(states.items())) or "no output there"
        yield f"{path or _nowhere(expected)} is {states.get(path, 'not in it')}; the receipt has {listed}"


def _outcome(outcome: str, sight: Sight) -> Iterator[str]:
    if outcome not in sight.outcomes():
        yield ", ".join(sight.outcomes()) or "nothing was delivered in this step"


def _problem(words: str, sight: Sight) -> Iterator[str]:
    if not any(holds(words, problem) for problem in sight.problems()):
        yield "; ".join(sight.problems()) or "the desk is told of no problem"


def _proposal(expected: Expectation, sight: Sight) -> Iterator[str]:
    conflicts = sight.conflicts(expected.proposal)
    if conflicts is None:
        yield f"no update of {expected.proposal} waits for the desk"
    elif expected.conflicts not in (None, conflicts):
        yield f"the update conflicts in {_count(conflicts, 'block')}"


def _sound(sound: bool, sight: Sight) -> Iterator[str]:
    flaws = sight.flaws()
    if sound == bool(flaws):
        yield "; ".join(flaws) or "both chains are whole and the state is right"


# Outputs


def _output(expected: Expectation, sight: Sight) -> Iterator[str]:
    path = expected.path or sight.address(expected.page, expected.site)
    shown = sight.ask(expected.site, path) if path else Shown(_nowhere(expected), 404, 404, "")
    if expected.answers not in (None, shown.status, shown.first if (expected.answers or 0) // 100 == 3 else None):
        yield f"{shown.path} answers {shown.status}{_reason(expected, sight)}"
    elif expected.contains and shown.status != 200:
        yield f"{shown.path} answers with {shown.status}{_reason(expected, sight)}: no text at all"
    for words in expected.contains if shown.status == 200 else ():
        if folded(words) not in shown.text:
            which = "these words" if len(expected.contains) == 1 else f'"{words}"'
            yield f"{shown.path} answers without {which}: {near(shown.text, folded(words))}"
    yield from _present(expected.lacks, shown)


def _lacking(expected: Expectation, sight: Sight) -> Iterator[str]:
    """The outputs that hold words which none may hold, site by site; the first of them with the place."""
    for site in (expected.site,) if expected.site else sight.sites():
        holding = [
            (path, found)
            for path in sight.paths(site)
            if (found := next(_present(expected.lacks, sight.ask(site, path)), ""))
        ]
        if holding:
            others = ", ".join(path for path, _ in holding[1:])
            yield f"{site}: {holding[0][1]}" + (f"; and so do {others}" if others else "")


def _present(lacks: tuple[str, ...], shown: Shown) -> Iterator[str]:
    for words in lacks:
        if folded(words) in shown.text:
            yield f'{shown.path} holds "{words}": {near(shown.text, folded(words))}'


def _nowhere(expected: Expectation) -> str:
    return f"the page of {expected.page}, which was never published on {expected.site},"


def _reason(expected: Expectation, sight: Sight) -> str:
    """Why a story's page is, or is not, to be seen."""
    name = expected.page.removesuffix("/how")
    return f" ({sight.ruling(name, 'display', expected.site).because})" if name else ""


def holds(words: str, text: str) -> bool:
    """Whether a reason in words says this, however it is capitalised."""
    return folded(words).casefold() in folded(text).casefold()


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
