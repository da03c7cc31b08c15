"""`python -m bench.many_people`: a list of a thousand people, and a program that is killed three times on the way.

Not one packet may be missing, doubled or damaged, and each must hold its own person's name and nobody else's.
"""

from __future__ import annotations

import random
import re
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.machine import Machine, words_of

KILLS = 3
NAME = re.compile(r"Zebulon Quill\d{5}x")


def main(people: int, seed: int) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        machine = Machine(Path(folder))
        names = {row: f"Zebulon Quill{row:05d}x" for row in range(2, people + 2)}
        rows = [f"our-packet,{name},Joy,Monday" for name in names.values()]
        (machine.root / "list.csv").write_text("\n".join(["packet,name,nurse,next visit", *rows]) + "\n", encoding="utf-8")
        kept: dict[str, tuple[int, int]] = {}
        started = time.monotonic()
        for packets in sorted(chance.sample(range(1, people * 9 // 10), KILLS)):
            code, _, _ = machine.run_until(packets, signal.SIGKILL, "list.csv")
            assert code == -signal.SIGKILL, f"it ended by itself, with {code}"
            kept |= as_it_is(machine)
            print(f"killed when {packets:,} packets were asked for: {len(kept):,} are there", flush=True)
        code, _, said = machine.run("list.csv", "--merged", seconds=2 * people)
        assert code == 0, said
        seconds = time.monotonic() - started
        check(machine, names, kept)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(f"{said.strip()}\n{people:,} PDFs, none missing, doubled or damaged")
        print(f"{seconds / people:.2f} seconds a person, {memory} MB at most")
        pages = len(words_of(machine.out / "merged.pdf"))
        print(f"all in one file: {pages:,} pages, {(machine.out / 'merged.pdf').stat().st_size / 1e6:.1f} MB")


def as_it_is(machine: Machine) -> dict[str, tuple[int, int]]:
    """Return number and time of each file: both change when it is written anew."""
    return {name: ((status := (machine.out / name).stat()).st_ino, status.st_mtime_ns) for name in machine.made}


def check(machine: Machine, names: dict[int, str], kept: dict[str, tuple[int, int]]) -> None:
    """Look at every file."""
    assert machine.made == [f"{row:04d}-our-packet.en-US.pdf" for row in names], "missing or doubled"
    assert kept.items() <= as_it_is(machine).items(), "made twice"
    for name, file in zip(names.values(), machine.made, strict=True):
        found = Counter(NAME.findall(" ".join(words_of(machine.out / file))))
        assert set(found) == {name}, f"{file} is not its own person's"
    others = {path.name for path in machine.out.iterdir()} - set(machine.made)
    assert others == {".batch.lock", "batch.json", "our-packet.en-US.json", "merged.pdf"}, others


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    main(*(given + [1_000, 20261122][len(given) :]))
