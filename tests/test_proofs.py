"""The finished pages of the built-in packets break no rule of the catalogue that stops a build."""

from __future__ import annotations

import pytest

from handouts.checks import PageView, check_pages
from handouts.checks.measure import full_lines
from handouts.orders import Order
from handouts.pdf.inspect import inspect_pdf
from tests.printed import ORDERS, builtin_library, printed

LOOKED_AT = [order for order in ORDERS if order.variant.paper == "letter" and order.variant.size in ("standard", "large")]


@pytest.mark.parametrize(
    "order", [pytest.param(order, marks=pytest.mark.xdist_group(order.file_name)) for order in LOOKED_AT], ids=lambda order: order.file_name
)
def test_no_page_of_a_built_in_packet_would_stop_a_reader(order: Order) -> None:
    paper = printed(order)
    facts = inspect_pdf(paper.built.pdf)
    view = PageView(builtin_library(), paper.packet, order.variant, facts)
    assert [str(problem) for problem in check_pages(view) if problem.severity == "error"] == []
    assert (len(facts.pages), len(facts.runs) > 20, len(full_lines(facts)) > 5) == (paper.built.pages, True, True)
    modules = {part.partition("/")[0] for part in facts.parts}
    assert {sheet.module for sheet in paper.packet.sheets} <= modules


def test_every_packet_is_looked_at_and_every_whole_one_in_both_sizes() -> None:
    recipes = builtin_library().packets
    assert {order.packet for order in LOOKED_AT if order.variant.size == "standard"} == set(recipes)
    assert {order.packet for order in LOOKED_AT if order.variant.size == "large"} >= {
        packet for packet, recipe in recipes.items() if not recipe.value.part_of
    }
