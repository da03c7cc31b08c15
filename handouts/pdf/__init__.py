"""From HTML to PDF bytes. Only this package knows WeasyPrint; nothing outside imports it, and `render_pdf` is all there is to call."""
