"""One reader under atheris for a time: what breaks it is written to a file, and the run goes on."""

import hashlib
import re
import sys
import time
import traceback
from pathlib import Path
from random import Random
from typing import Any, Final

import atheris  # type: ignore[import-untyped]

with atheris.instrument_imports(include=["dateline"], enable_loader_override=False):
    from tests.fuzz.mutate import mutated
    from tests.fuzz.rules import Broken, cut_off, obey
    from tests.fuzz.targets import BY_NAME

#: Of so many mutations one is by the fuzzer's own ways, the others by ours.
_OWN: Final = 3
#: CPU-seconds that no input of the fuzzer's size may take.
_LONGEST: Final = 2.0
#: The bytes of an input at most: what grows with size is tried on its own, in the tests.
_MOST: Final = 20_000


class Run:
    """A reader, what it is fed, and where what breaks it goes."""

    def __init__(self, name: str, folder: Path) -> None:
        self.target, self.folder = BY_NAME[name], folder
        self.seeds = self.target.samples() + self.target.kept()

    def one(self, data: bytes) -> None:
        """Read one input; what leaves that may not is kept with it."""
        begun = time.process_time()
        try:
            obey(self.target, data)
        except Exception as error:  # noqa: BLE001 - whatever leaves is what is looked for
            self.tell(data, error)
        if (spent := time.process_time() - begun) > _LONGEST:
            self.tell(data, Broken(f"{spent:.1f} CPU-seconds for {len(data)} bytes"))

    def tell(self, data: bytes, error: Exception) -> None:
        """Keep an input, the shortest for each place that raises."""
        places = [f for f in traceback.extract_tb(error.__traceback__) if "dateline" in f.filename]
        last = places[-1] if places else None
        where = f"{Path(last.filename).stem}-{last.lineno}" if last else "rules"
        key = re.sub(r"\W+", "-", f"{type(error).__name__}-{where}")
        path = self.folder / f"crash-{key}"
        if path.exists() and path.stat().st_size <= len(data):
            return
        path.write_bytes(data)
        sys.stderr.write(f"FOUND {self.target.name}: {error!r:.300}\n  {path}\n")

    def mutate(self, data: bytes, most: int, seed: int) -> bytes:
        """One more input out of *data*, for the fuzzer."""
        random = Random(seed)
        if random.randrange(_OWN) == 0:
            return bytes(atheris.Mutate(data, most))
        return mutated(data, random, self.seeds, most)


def main(name: str, seconds: str, folder: str) -> None:
    """Fuzz the reader of a *name* for so many *seconds*; inputs that go to new places grow in the *folder*."""
    place = Path(folder)
    seeds, grown = place / "seeds", place / "grown"
    for one in (seeds, grown):
        one.mkdir(parents=True, exist_ok=True)
    run = Run(name, place)
    for data in run.seeds:
        (seeds / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    flags = ["-verbosity=0", "-print_final_stats=1", f"-max_total_time={seconds}", f"-max_len={_MOST}"]
    flags += ["-rss_limit_mb=2048", "-timeout=30", "-len_control=20", f"-artifact_prefix={place}/crash-"]
    with cut_off():
        atheris.Setup(["fuzz", *flags, str(grown), str(seeds)], run.one, custom_mutator=run.mutate)
        atheris.Fuzz()


if __name__ == "__main__":
    arguments: Any = sys.argv[1:]
    main(*arguments)
