"""The line to a Dask cluster: opened, or refused in words; and lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from distributed import Client, Security
from distributed.client import ClosedClientError

from handouts.problems import HandoutsError, Place, Problem

SCHEDULER = Place("--scheduler")
GO_ON = "start the same command again: it goes on where it was"
PATIENCE_VARIABLE = "HANDOUTS_PATIENCE"
_PATIENCE_SECONDS = 60.0  # for machines that start, or come back
_CERTIFICATES = "DASK_DISTRIBUTED__COMM__TLS"
_ADDRESS = re.compile(r"(tcp|tls)://(\[[0-9a-fA-F:]+\]|[\w.-]+):\d{1,5}")


@contextmanager
def connected(address: str, patience_seconds: float) -> Iterator[Client]:
    """Give a client of the scheduler at "tcp://host:8786" or "tls://host:8786" for as long as this block lasts.

    Raises: HandoutsError when nobody answers there, and as `refuse_unfit`.
    """
    refuse_unfit(address)
    try:
        client = Client(address, timeout=patience_seconds, set_as_default=False)
    except OSError as error:
        hint = "look at the address; on the scheduler's machine, `dask scheduler` must be running"
        raise HandoutsError([Problem(SCHEDULER, "no scheduler answers there", hint)]) from error
    with client:
        yield client


@contextmanager
def cluster_there() -> Iterator[None]:
    """Tell a lost connection in words. Nothing but the cluster is asked in this block: errors of the disk look the same."""
    try:
        yield
    except (OSError, ClosedClientError) as error:
        raise lost() from error


def lost() -> HandoutsError:
    """Return what to say when the scheduler has gone."""
    return HandoutsError([Problem(SCHEDULER, "the scheduler no longer answers", "start it again, and its workers")])


def patience_from(environment: Mapping[str, str]) -> float:
    """Return for how many seconds to wait for machines. Raises: HandoutsError for what is not a number."""
    written = environment.get(PATIENCE_VARIABLE) or str(_PATIENCE_SECONDS)
    if not written.replace(".", "", 1).isdecimal():
        raise HandoutsError([Problem(Place(PATIENCE_VARIABLE), "this is no number of seconds", f"usual: {_PATIENCE_SECONDS:.0f}")])
    return float(written)


def refuse_unfit(address: str) -> None:
    """Look at an address before anything is sent there: Dask would say late what is wrong, and with a traceback.

    Raises: HandoutsError when there can be no scheduler, or what Dask is told on this machine does not allow it.
    """
    unfit, security = ("", ""), Security()
    if not _ADDRESS.fullmatch(address):
        unfit = "this is no address of a scheduler", "write it like tcp://host:8786 or tls://host:8786"
    elif address.startswith("tcp:") and security.require_encryption:
        unfit = "Dask is told on this machine to send nothing unencrypted", "let the address begin with tls://"
    elif address.startswith("tls:") and not _has_certificates(security):
        hint = f"name them in {_CERTIFICATES}__CA_FILE, …__TLS__CLIENT__CERT and …__TLS__CLIENT__KEY"
        unfit = "tls:// needs certificates, and none can be read", hint
    if any(unfit):
        raise HandoutsError([Problem(SCHEDULER, *unfit)])


def _has_certificates(security: Security) -> bool:
    try:
        return bool(security.get_connection_args("client")["ssl_context"])
    except OSError:
        return False
