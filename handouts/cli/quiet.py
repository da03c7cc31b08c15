"""What is said of a crash once something about a person has been read: where it was and of what kind, never a value."""

from __future__ import annotations

import logging
import sys
import threading
import traceback

_quiet = threading.Event()


def keep_quiet() -> None:
    """From now on no traceback of this process holds more than places and kinds, and no dump of it is made."""
    from handouts.crash import make_no_dumps

    _quiet.set()
    make_no_dumps()
    logging.raiseExceptions = False  # what cannot be logged would be shown instead
    threading.excepthook = lambda _: None  # what a thread of ours raises, its caller raises again
    sys.unraisablehook = lambda _: None


def show_traceback(error: BaseException) -> None:
    """Print where an error arose on stderr; in full while nothing about a person has been read."""
    if not _quiet.is_set():
        traceback.print_exception(error)
        return
    from handouts.crash import frames_of

    sys.stderr.write(frames_of(error))
