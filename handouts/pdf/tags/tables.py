"""Tables: every head cell says which way it heads, so that a reader hears the right head with each cell."""

from __future__ import annotations

from dataclasses import replace

from handouts.pdf.tags.element import Element, Kid
from handouts.pdf.tags.lists import has_role

_ROW_SCOPES = ("row", "rowgroup")


def scope_of(scope: str) -> tuple[tuple[str, str, str], ...]:
    """Return the attribute for an HTML scope, none for an empty one."""
    return (("Table", "Scope", "/Row" if scope in _ROW_SCOPES else "/Column"),) if scope else ()


def with_scopes(row: Element) -> Element:
    """Return a TR whose head cells all have a scope: they head columns where the row is nothing but heads, and else their row."""
    usual = scope_of("col" if all(has_role(cell, "TH") for cell in row.kids) else "row")
    return replace(row, kids=tuple(_with_scope(cell, usual) for cell in row.kids))


def _with_scope(cell: Kid, usual: tuple[tuple[str, str, str], ...]) -> Kid:
    if not isinstance(cell, Element) or cell.role != "TH" or any(name == "Scope" for _, name, _ in cell.attributes):
        return cell
    return replace(cell, attributes=(*cell.attributes, *usual))
