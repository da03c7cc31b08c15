"""What the packets of a batch were made from: for each kind of packet the record that lies beside any PDF, with no person in it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from handouts.build import Prepared
from handouts.orders import Order
from handouts.record import make_record


def records_of(prepared: Mapping[Order, Prepared], orders: Iterable[Order]) -> dict[str, bytes]:
    """Return a record by file name for each order of a batch, with the number of people it is for; `orders` has one for each person."""
    return {_name(order): _record(prepared[order], people) for order, people in Counter(orders).items()}


def _name(order: Order) -> str:
    form = ".booklet" if order.variant.form == "booklet" else ""
    return f"{Path(order.file_name).stem}{form}{'.cut' if order.cut else ''}.json"


def _record(prepared: Prepared, people: int) -> bytes:
    record = json.loads(make_record(prepared.packet, prepared.order.variant, {}, 0, prepared.permit, [*prepared.warnings], personal=True))
    del record["pages"]  # not everyone's papers are as long
    return (json.dumps(record | {"people": people}, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()
