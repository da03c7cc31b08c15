"""A crash of a program that knows something about a person: what may be said of it, and what the system must not keep."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress

try:
    import resource
except ImportError:  # Windows makes no dumps unless someone asked for them
    resource = None  # type: ignore[assignment]


def frames_of(error: BaseException) -> str:
    """Return where an error arose and of what kind it is, and those behind it, oldest first; never their words, which may quote a page."""
    return "".join(_told(each) for each in reversed(list(_chain(error))))


def make_no_dumps() -> None:
    """Keep the system from writing this process to disk when it crashes."""
    if resource:
        with suppress(ValueError, OSError):
            _, most = resource.getrlimit(resource.RLIMIT_CORE)
            # With 0 Linux would still hand a dump to a program that collects them.
            least = 1 if sys.platform == "linux" else 0
            resource.setrlimit(resource.RLIMIT_CORE, (least if most == resource.RLIM_INFINITY else min(least, most), most))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        seen.append(error)
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _told(error: BaseException) -> str:
    frames = "".join(traceback.format_tb(error.__traceback__))
    elsewhere: str = getattr(error, "frames", "")  # of an error in another process
    return f"{elsewhere}{frames}{type(error).__module__}.{type(error).__qualname__}\n"
