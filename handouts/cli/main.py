"""The `handouts` command and its exit codes: 0 done, 1 problems in the content, 2 usage, 3 a bug of ours."""

from __future__ import annotations

import io
import os
import sys

import click

from handouts import __version__
from handouts.cli.approve import approve
from handouts.cli.batch import batch
from handouts.cli.build import build
from handouts.cli.check import check
from handouts.cli.doctor import doctor
from handouts.cli.listing import list_command
from handouts.cli.new import new
from handouts.cli.packet import packet
from handouts.cli.print_command import print_command
from handouts.cli.quiet import show_traceback
from handouts.cli.report import report
from handouts.cli.review import diff, review
from handouts.cli.rules import rules
from handouts.cli.schema import schema
from handouts.cli.status import status
from handouts.cli.verify import verify
from handouts.personal import hide_personal
from handouts.problems import HandoutsError

TRACEBACK_VARIABLE = "HANDOUTS_TRACEBACK"


HELP = """Print patient handouts from reviewed modules.

\b
handouts packet                     asks what you need, and makes it
handouts build                      the built-in packets, into output/
handouts build caregiver --size large --paper a4
handouts batch people.csv --output visit
handouts print caregiver            straight to your usual printer
handouts new clinic our-clinic      a folder for your numbers, your logo and your own texts
handouts list packets               what can be built
handouts check                      every problem of every file
handouts status                     what is approved, due, or changed
handouts verify K7QM-3XNP           is a printed packet still good? (the code is on its last page)
handouts review caregiver           the reviewer's copy, to sign
handouts doctor                     is this machine ready to print?
"""


@click.group(help=HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="handouts")
def cli() -> None:
    """Run one of the commands."""


_COMMANDS = (
    build,
    batch,
    packet,
    print_command,
    list_command,
    new,
    check,
    status,
    verify,
    review,
    diff,
    approve,
    rules,
    schema,
    doctor,
)
for command in _COMMANDS:
    cli.add_command(command)


def main() -> None:
    """Run the command line and exit."""
    sys.exit(run())


def run() -> int:
    """Return the exit code."""
    try:
        outcome = cli.main(prog_name="handouts", standalone_mode=False)
        return outcome if isinstance(outcome, int) else 0
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        click.echo(hide_personal(shown.getvalue()), err=True, nl=False)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except HandoutsError as error:
        report(error.problems)
        return 1
    except Exception as error:
        if os.environ.get(TRACEBACK_VARIABLE):
            show_traceback(error)
        # The type only: an error's text could hold something a person typed in.
        click.echo(f"handouts: this is a bug of ours ({type(error).__name__}); set {TRACEBACK_VARIABLE}=1 to see where", err=True)
        return 3
