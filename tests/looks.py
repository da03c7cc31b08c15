"""Small pages made for one test, and looked at as finished PDFs."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf

from handouts.folders import builtin_folder
from handouts.pagefacts import PageFacts, Run
from handouts.pdf.inspect import inspect_pdf
from handouts.pdf.render import render_pdf

_PAGE = """<!DOCTYPE html><html lang="en-US"><head><title>Test</title>
<style>@page {{ size: 400pt 600pt; margin: 50pt }} html {{ font: 14.6pt/1.4 "Atkinson Hyperlegible"; color: #1a1a1a }} p {{ margin: 0 }}
{style}</style></head><body><h1>Title</h1>{body}</body></html>"""


def pdf_of(body: str, style: str = "") -> bytes:
    """Return a page of 400 by 600 points with margins of 50 and this in it, under a heading."""
    return render_pdf(_PAGE.format(style=style, body=body), (builtin_folder(),), "test").pdf


def facts_of(body: str, style: str = "") -> PageFacts:
    """Return what there is to see on it."""
    return inspect_pdf(pdf_of(body, style))


def altered(pdf: bytes, change: Callable[[pikepdf.Pdf], object]) -> PageFacts:
    """Return what there is to see when something in the file is changed."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        change(opened)
        out = BytesIO()
        opened.save(out)
    return inspect_pdf(out.getvalue())


def run_of(facts: PageFacts, text: str) -> Run:
    """Return the piece of text that begins so."""
    return next(run for run in facts.runs if run.text.startswith(text))
