"""Goldens: small pictures of pages and the text of their tags, kept in tests/golden so that a review sees what a change does to paper.

    printouts   which packets are kept, and their PDFs as made now
    pictures    a page as a small grey picture
    likeness    two such pictures compared, and their difference as a picture
    structure   the tags of a PDF as lines of text
    files       where each golden lies, and what it should hold

`python -m tools.goldens` (or `make docs-pictures`) makes them anew; tests/test_visual.py compares.
"""
