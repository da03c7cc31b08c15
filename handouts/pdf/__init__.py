"""From HTML to PDF bytes. Only this package knows WeasyPrint; nothing outside imports it, and `apart` is all there is to call."""
