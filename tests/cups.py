"""A real CUPS for tests: a scheduler of its own on loopback, with printers that put what reaches them into files."""

from __future__ import annotations

import os
import plistlib
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

NEEDED = ("cupsd", "lp", "lpstat", "lpoptions", "ipptool")
WHERE = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])  # cupsd is not on everyone's PATH
PATIENCE_SECONDS = 20
COMPLETED = 9  # IPP's job-state

_FILES = """\
ServerRoot {root}/etc
RequestRoot {root}/spool
CacheDir {root}/cache
StateDir {root}/state
TempDir {root}/spool/tmp
AccessLog {root}/log/access_log
ErrorLog {root}/log/error_log
PageLog {root}/log/page_log
FileDevice Yes
"""
_SCHEDULER = """\
Listen 127.0.0.1:{port}
LogLevel debug2
DirtyCleanInterval 0
Browsing No
WebInterface No
DefaultAuthType None
PreserveJobHistory Yes
PreserveJobFiles Yes
JobPrivateValues none
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateValues none
  SubscriptionPrivateValues none
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""
# What a printer driver calls its papers, and their sizes in points. It takes PDFs as they are, through a filter that copies them.
_PAPERS = {"Letter": (612, 792), "A4": (595, 842), "Tabloid": (792, 1224), "11x17": (792, 1224), "A3": (842, 1191)}
_DRIVER = """\
*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "WARD.PPD"
*Manufacturer: "Riverside"
*Product: "(Ward)"
*ModelName: "Riverside Ward"
*ShortNickName: "Riverside Ward"
*NickName: "Riverside Ward"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsFilter2: "application/pdf application/pdf 0 {copier}"
"""
_DUPLEX = """\
*OpenUI *Duplex/2-Sided Printing: PickOne
*DefaultDuplex: None
*Duplex None/Off: ""
*Duplex DuplexNoTumble/Long Edge: ""
*Duplex DuplexTumble/Short Edge: ""
*CloseUI: *Duplex
"""


@dataclass(frozen=True)
class Queue:
    """A printer as it is set up. Without papers it has no driver, and CUPS knows nothing of it."""

    name: str
    papers: tuple[str, ...] = ("Letter", "A4", "Tabloid", "A3")
    both_sides: bool = True
    state: str = "State Idle"
    accepting: bool = True
    usual: bool = False


@dataclass(frozen=True)
class Cups:
    """A running scheduler. `variables` point CUPS's commands at it; `root` holds all it writes."""

    root: Path
    port: int
    variables: Mapping[str, str] = field(repr=False)

    def job(self, number: str) -> dict[str, Any]:
        """Return what the scheduler knows about a finished job ("ward-3"), by IPP's names."""
        wanted = f"ipp://127.0.0.1:{self.port}/jobs/{number.rpartition('-')[2]}"
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            ran = subprocess.run([_command("ipptool"), "-X", wanted, "get-job-attributes.test"], capture_output=True, check=True)
            attributes = {
                name: value for group in plistlib.loads(ran.stdout)["Tests"][0]["ResponseAttributes"] for name, value in group.items()
            }
            if attributes.get("job-state") in (COMPLETED, "completed"):
                return attributes
            time.sleep(0.05)
        raise AssertionError(f"{number} did not get through in {PATIENCE_SECONDS} seconds")

    def sent(self, number: str) -> bytes:
        """Return the file of a job as the scheduler got it."""
        return (self.root / f"spool/d{int(number.rpartition('-')[2]):05}-001").read_bytes()

    def printed(self, printer: str) -> bytes:
        """Return what has reached a printer last."""
        return (self.root / f"paper/{printer}").read_bytes()

    def jobs(self) -> list[str]:
        """Return the numbers of all jobs, done or not, the oldest first."""
        ran = subprocess.run([_command("lpstat"), "-W", "all", "-o"], env={**os.environ, **self.variables}, capture_output=True, check=True)
        found = [line.split()[0] for line in ran.stdout.decode().splitlines()]
        return sorted(found, key=lambda number: int(number.rpartition("-")[2]))


def needs_cups() -> None:
    """Skip with the reason where there is no CUPS; where it must be, fail."""
    missing = [command for command in NEEDED if shutil.which(command, path=WHERE) is None]
    if missing:
        reason = f"CUPS is not installed: no {', '.join(missing)} (tools/setup.sh dev brings it on Debian)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


@contextmanager
def running_cups(queues: Iterable[Queue]) -> Iterator[Cups]:
    """Run a scheduler with these printers. It needs no rights, and leaves nothing behind."""
    # As root, CUPS gives up its rights before it copies a file: so the folder is one that everyone may go through.
    with tempfile.TemporaryDirectory(prefix="handouts-cups-") as folder:
        root = Path(folder)
        root.chmod(0o755)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        _write_configuration(root, port, queues)
        files = [f"{root}/etc/cupsd.conf", "-s", f"{root}/etc/cups-files.conf"]
        with (root / "log/said").open("wb") as said:
            scheduler = subprocess.Popen([_command("cupsd"), "-f", "-c", *files], stdout=said, stderr=said)
        try:
            _wait_for(port, scheduler, root)
            yield Cups(root, port, {"CUPS_SERVER": f"127.0.0.1:{port}", "HOME": str(root / "home")})
        finally:
            scheduler.terminate()
            scheduler.wait(PATIENCE_SECONDS)


def _write_configuration(root: Path, port: int, queues: Iterable[Queue]) -> None:
    for name in ("etc/ppd", "spool/tmp", "cache", "state/certs", "log", "paper", "home"):
        (root / name).mkdir(parents=True)
    copier = root / "copier"
    copier.write_text('#!/bin/sh\nexec cat "$6"\n')
    copier.chmod(0o755)
    (root / "etc/cups-files.conf").write_text(_FILES.format(root=root))
    (root / "etc/cupsd.conf").write_text(_SCHEDULER.format(port=port))
    written = []
    for queue in queues:
        device, accepting = f"DeviceURI file://{root}/paper/{queue.name}", f"Accepting {'Yes' if queue.accepting else 'No'}"
        kind = "DefaultPrinter" if queue.usual else "Printer"
        written += [f"<{kind} {queue.name}>", f"Info {queue.name}", device, queue.state, accepting, "</Printer>"]
        if queue.papers:
            (root / f"etc/ppd/{queue.name}.ppd").write_text(_driver(queue, copier))
    (root / "etc/printers.conf").write_text("\n".join(written) + "\n")


def _driver(queue: Queue, copier: Path) -> str:
    lines = [_DRIVER.format(copier=copier)]
    for option in ("PageSize", "PageRegion"):
        choices = "".join(f'*{option} {name}/{name}: ""\n' for name in queue.papers)
        lines.append(f"*OpenUI *{option}/Media Size: PickOne\n*Default{option}: {queue.papers[0]}\n{choices}*CloseUI: *{option}\n")
    lines.append(f"*DefaultImageableArea: {queue.papers[0]}\n*DefaultPaperDimension: {queue.papers[0]}\n")
    for name in queue.papers:
        width, height = _PAPERS[name]
        lines.append(f'*ImageableArea {name}: "18 18 {width - 18} {height - 18}"\n*PaperDimension {name}: "{width} {height}"\n')
    return "".join([*lines, _DUPLEX if queue.both_sides else ""])


def _command(name: str) -> str:
    found = shutil.which(name, path=WHERE)
    assert found is not None, name
    return found


def _wait_for(port: int, scheduler: subprocess.Popen[bytes], root: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and scheduler.poll() is None:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError(f"cupsd does not answer: {(root / 'log/said').read_text()}")
