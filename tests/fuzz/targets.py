"""What is fuzzed: each wire's reader and the door to all, with what each is fed to begin with."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from msgspec import Struct
from tests.wires.photo import pictures

from dateline.news.wire import Reading
from dateline.wires.read import WIRES, Reader, read

HERE: Final = Path(__file__).parent
WIRES_TESTED: Final = HERE.parent / "wires"
#: When all inputs were received; readings are the same on every day.
NOW: Final = datetime(2031, 3, 4, 9, tzinfo=UTC)
#: The wires whose samples lie in a folder of another name.
_FOLDERS: Final = {"html": "html_page"}
#: What a sample is to look like; its expectation is JSON of another shape, and no input.
_EXPECTED: Final = ".expected.json"


class Target(Struct, frozen=True):
    """A reader under attack."""

    #: The wire's name; ``door`` for that to all wires.
    name: str
    reader: Reader

    def read(self, data: bytes) -> Reading:
        """What the reader makes of *data*."""
        return self.reader(data, received=NOW)

    def samples(self) -> list[bytes]:
        """The wire's samples; for the door the smallest of each wire."""
        if self.name == "door":
            return [min(found, key=len) for other in TARGETS[1:] if (found := other.samples())]
        if self.name == "photo":
            return list(pictures.samples().values())
        folder = WIRES_TESTED / _FOLDERS.get(self.name, self.name.replace("-", "_")) / "samples"
        return [path.read_bytes() for path in sorted(folder.glob("*")) if path.is_file() and _is_input(path)]

    def kept(self) -> list[bytes]:
        """The inputs of the repository: small ones that together go everywhere, and all that ever broke a rule."""
        folder = HERE / "corpus" / self.name
        return [path.read_bytes() for path in sorted(folder.glob("*"))]


def _is_input(path: Path) -> bool:
    """True of a sample, and False of the expectation beside it."""
    if path.name.endswith(_EXPECTED):
        return False
    beside = [other for other in path.parent.glob(f"{path.stem}.*") if other != path]
    return path.suffix != ".json" or not beside or beside == [path.with_suffix(_EXPECTED)]


TARGETS: Final = (Target("door", read), *(Target(wire.name, wire.read) for wire in WIRES))
BY_NAME: Final = {target.name: target for target in TARGETS}
