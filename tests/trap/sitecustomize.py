"""Put first on PYTHONPATH, Python runs this before any program. In whatever process calls the function TRAP_AT ("module:function"):

TRAP_DOES=crash: an error that says all the function was given; so do its note and its cause.
TRAP_DOES=kill: the process ends as if by the system, without any warning.
TRAP_DOES=look: what our processes say of themselves (environment, arguments, limits) goes into the file TRAP_FILE.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

MODULE, _, FUNCTION = os.environ.get("TRAP_AT", "").partition(":")
DOES = os.environ.get("TRAP_DOES", "")


def _set(module: ModuleType) -> None:
    function = getattr(module, FUNCTION)

    def sprung(*arguments: Any, **named: Any) -> Any:
        if DOES == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if DOES == "crash":
            told = f"{arguments} {named}"
            error = RuntimeError(told)
            error.add_note(told)
            raise error from ValueError(told)
        Path(os.environ["TRAP_FILE"]).write_bytes(b"\n".join(_said_by_processes()))
        return function(*arguments, **named)

    setattr(module, FUNCTION, sprung)


def _said_by_processes() -> Iterator[bytes]:
    """Return what is told of this process and of its children, which have its environment."""
    ours = os.environ["TRAP_FILE"].encode()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            told = [(process / name).read_bytes() for name in ("environ", "cmdline", "limits")]
        except OSError:  # it has ended, or is someone else's
            continue
        if ours in told[0]:
            yield from told


class _Finder(MetaPathFinder):
    """Sets the trap as soon as the module is there, so that whoever imports the function gets the trap."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name == MODULE else None
        if spec and spec.loader:
            load = spec.loader.exec_module

            def load_and_set(module: ModuleType) -> None:
                load(module)
                _set(module)

            spec.loader.exec_module = load_and_set  # type: ignore[method-assign]
        return spec


if DOES == "look":  # the system would keep what it can of a crash
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)

if MODULE in sys.modules:
    _set(sys.modules[MODULE])
elif MODULE:
    sys.meta_path.insert(0, _Finder())
