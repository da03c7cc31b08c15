"""`make bench`: whole processes, interleaved, so that a busy machine slows both sides of a ratio alike."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 7
BASE = "python, nothing else"
ENGINE = "import weasyprint, as upstream ships it"


def commands(output: Path) -> dict[str, list[str]]:
    handouts = [sys.executable, "-m", "handouts"]
    build = [*handouts, "build", "caregiver", "--output", str(output), "--jobs", "1"]
    return {
        BASE: [sys.executable, "-c", "pass"],
        "handouts --help": [*handouts, "--help"],
        "handouts list packets": [*handouts, "list", "packets"],
        "handouts check": [*handouts, "check"],
        ENGINE: [sys.executable, "-W", "ignore", "-c", "import weasyprint"],
        "import weasyprint, our way": [sys.executable, "-c", "from handouts.pdf.engine import import_weasyprint as f; f()"],
        "one packet, whole process": build,
        "same, large print": [*build, "--size", "large"],
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        asked = commands(Path(folder))
        seconds: dict[str, list[float]] = {name: [] for name in asked}
        for number in range(ROUNDS):
            for name in list(asked) if number % 2 else list(reversed(asked)):
                seconds[name].append(timed(asked[name]))
    medians = {name: statistics.median(each) for name, each in seconds.items()}
    print(f"{'':42} {'seconds':>8} {'to bare python':>15} {'to weasyprint':>14}")
    for name, median in medians.items():
        print(f"{name:42} {median:8.3f} {median / medians[BASE]:15.1f} {median / medians[ENGINE]:14.2f}")


def timed(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
