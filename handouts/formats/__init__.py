"""The same packet in other file formats: one page for a screen, plain text, a Word document. All are made from the rendered HTML.

`document.document_of` is all there is to call. What the templates say, each format says: no kind of section is written a second time.
"""
