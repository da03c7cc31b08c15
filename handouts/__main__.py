"""`python -m handouts`."""

from handouts.cli.main import main

main()
