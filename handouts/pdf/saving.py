"""An open PDF as bytes: the same in every process, and such that a strict checker finds every stream as long as it says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import ObjectStreamMode


def saved(pdf: pikepdf.Pdf) -> bytes:
    """Return the file, with no stream that ends in a carriage return.

    The line end that PDF/A wants after a stream would swallow it, and a strict checker would find the stream a byte too short.
    """
    streams: Iterator[Any] = (each for each in pdf.objects if isinstance(each, pikepdf.Stream))
    for stream in streams:
        data = stream.read_raw_bytes()
        if data.endswith(b"\r"):
            stream.write(data + b"\n", filter=stream.get("/Filter"), decode_parms=stream.get("/DecodeParms"))
    packed = _written(pdf, ObjectStreamMode.generate)  # a third smaller, with streams made while it is written
    return packed if b"\r\nendstream" not in packed else _written(pdf, ObjectStreamMode.disable)


def with_identity(pdf: bytes, identity: str) -> bytes:
    """Return a finished PDF whose /ID says `identity` and nothing else: as it is saved, that is a hash of all its pages, a name too."""
    with pikepdf.open(BytesIO(pdf)) as document:
        written = {bytes(part).hex() for part in document.trailer.ID}
    said = hashlib.sha256(identity.encode()).hexdigest()
    for each in written:
        pdf = pdf.replace(f"<{each}>".encode(), f"<{said[: len(each)]}>".encode())
    return pdf


def _written(pdf: pikepdf.Pdf, mode: ObjectStreamMode) -> bytes:
    file = BytesIO()
    pdf.save(file, deterministic_id=True, object_stream_mode=mode)
    return file.getvalue()
