"""Everything that Dateline raises on purpose."""


class DatelineError(Exception):
    """What stops us, in words for the person at the keyboard; never a defect of ours."""


class WireError(DatelineError):
    """
    A delivery that no reader can make sense of; it is quarantined with its bytes.

    Args:
        format: The wire it was read as, such as ``ninjs``; ``unknown`` if none.
        where: The place in the delivery: a line, an offset, a field's path.
        what: What is wrong, and what was expected.
    """

    def __init__(self, format: str, where: str, what: str) -> None:
        super().__init__(f"{format}: {where}: {what}")
        self.format, self.where, self.what = format, where, what


class CollectError(DatelineError):
    """
    A source that could not be collected from, this time.

    Args:
        source: The source's code.
        what: What happened.
        retry_after: Seconds to wait before asking again; None leaves it to the collector.
    """

    def __init__(self, source: str, what: str, retry_after: float | None = None) -> None:
        super().__init__(f"{source}: {what}")
        self.source, self.what, self.retry_after = source, what, retry_after


class ConfigError(DatelineError):
    """
    A newsroom file that cannot be put in force.

    Args:
        file: The file, relative to the newsroom folder.
        line: The line, from 1; 0 where the file as a whole is meant.
        what: What is wrong there.
        remedy: What to write instead.
    """

    def __init__(self, file: str, line: int, what: str, remedy: str) -> None:
        place = f"{file}:{line}" if line else file
        super().__init__(f"{place}: {what}\n  {remedy}")
        self.file, self.line, self.what, self.remedy = file, line, what, remedy


class NotAllowed(DatelineError):
    """
    A verb that may not be done to this story, here and now.

    Args:
        verb: What was asked.
        because: Why not, and what would help.
    """

    def __init__(self, verb: str, because: str) -> None:
        super().__init__(f"{verb}: {because}")
        self.verb, self.because = verb, because


class StoryNotFound(DatelineError):
    """No story and no article has this id."""

    def __init__(self, id: str) -> None:
        super().__init__(f"{id}: no story or article has this id; `dateline stories` lists them")
        self.id = id


class LedgerError(DatelineError):
    """The ledger cannot be opened, or is not what it was."""
