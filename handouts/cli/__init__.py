"""The command line: options in, one call to the library, problems out. Nothing here knows how anything is done."""
