"""The child process in which pages are made: `python -m handouts.pdf.child FOLDER`, started by `apart` and by nothing else.

It reads orders from its standard input and writes replies to its standard output, each one line of JSON, then as many bytes as the line
says. Whatever a library prints goes nowhere: it could quote the text of a page.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import tempfile
import traceback
from contextlib import suppress
from dataclasses import asdict
from math import ceil
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any

from handouts.crash import frames_of, make_no_dumps
from handouts.folders import Folder
from handouts.pdf.engine import import_weasyprint
from handouts.pdf.render import render_pdf
from handouts.problems import HandoutsError

try:
    import resource
except ImportError:  # Windows has no such limits; there the parent's clock is all
    resource = None  # type: ignore[assignment]

MEGABYTE = 1_000_000

Message = tuple[dict[str, Any], bytes]


def send(stream: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    """Write one message."""
    stream.write(json.dumps({**head, "size": len(body)}).encode() + b"\n" + body)
    stream.flush()


def receive(stream: IO[bytes]) -> Message | None:
    """Return the next message, or None when the other side is gone."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        return None
    head = json.loads(line)
    body = stream.read(head["size"])
    return (head, body) if len(body) == head["size"] else None


def main(folder: str) -> None:
    """Serve until the parent is gone; `folder` is for temporary files, and goes with us."""
    make_no_dumps()  # of a process that holds the text of a page
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process at a terminal; the parent decides
    tempfile.tempdir = folder
    orders, replies = _own_pipes()
    waiting: SimpleQueue[dict[str, Any]] = SimpleQueue()
    Thread(target=_read, args=(orders, waiting, folder), daemon=True).start()
    with suppress(Exception):  # ready before it is needed; what is wrong with it is told with the first order
        import_weasyprint()
    while True:
        send(replies, *_answer(waiting.get()))


def _own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Return what we were started with as input and output, and put nothing in their place: no `print` may come between."""
    orders, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    return orders, replies


def _read(orders: IO[bytes], waiting: SimpleQueue[dict[str, Any]], folder: str) -> None:
    """Pass orders on. When the parent is gone, however it ended, so are we: in the middle of a page, too."""
    while message := receive(orders):
        waiting.put(message[0])
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def _answer(order: dict[str, Any]) -> Message:
    """Return the reply to one order: pages, problems, the limit that was met, or a bug of ours."""
    try:
        os.chdir(order["here"])  # so that paths in problems read as the parent's would
        folders = tuple(Folder(Path(root), origin) for root, origin in order["folders"])
        _allow(order["seconds"], order["megabytes"])
        rendered = render_pdf(order["html"], folders, order["name"])
    except HandoutsError as error:
        return {"problems": [asdict(problem) for problem in error.problems]}, b""
    except (MemoryError, RecursionError) as error:
        _allow_all()
        return {"limit": "memory" if isinstance(error, MemoryError) else "depth"}, b""
    except Exception as error:
        _allow_all()
        return {"limit": "fault"} if _is_engines(error) else {"bug": traceback.format_exc(), "frames": frames_of(error)}, b""
    return {"pages": rendered.pages}, rendered.pdf


def _is_engines(error: Exception) -> bool:
    """Whether WeasyPrint failed at a style or an element, rather than our own code, or the import of either."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__) if frame.f_code.co_name != "<module>"]
    packages = [frame.f_globals["__name__"].partition(".")[0] for frame in frames]
    return [package for package in packages if package in ("handouts", "weasyprint")][-1:] == ["weasyprint"]


def _allow(seconds: float, megabytes: int) -> None:
    """Let the system end this process when it computes for longer or takes more."""
    if resource:
        used = resource.getrusage(resource.RUSAGE_SELF)
        _limit("RLIMIT_CPU", ceil(used.ru_utime + used.ru_stime + seconds))
        _limit("RLIMIT_AS", megabytes * MEGABYTE)


def _allow_all() -> None:
    """Give room to say what happened."""
    if resource:
        _limit("RLIMIT_AS", sys.maxsize)


def _limit(name: str, amount: int) -> None:
    with suppress(ValueError, OSError, AttributeError):  # macOS has RLIMIT_AS and refuses to set it
        number = getattr(resource, name)
        _, most = resource.getrlimit(number)
        resource.setrlimit(number, (amount if most == resource.RLIM_INFINITY else min(amount, most), most))


if __name__ == "__main__":
    main(sys.argv[1])
