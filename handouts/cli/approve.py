"""`handouts approve`: sign a module, or every module of a packet, as it reads now."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from handouts.cli.options import clinic_option, locale_option, open_library


@click.command()
@click.argument("target", metavar="MODULE|PACKET")
@click.option("--role", required=True, help="In which role, for example transplant-nurse.")
@click.option("--name", required=True, help="Who signs.")
@click.option("--on", "signed_on", type=click.DateTime(["%Y-%m-%d"]), help="The day it was signed. Without it: today.")
@click.option("--scope", default="text", show_default=True, help="The whole text, or one check only people can make (`handouts rules HS`).")
@click.option("--audience", "audiences", multiple=True, help="Only what these readers get. Without it: all readers of a module.")
@locale_option
@clinic_option
def approve(
    target: str,
    role: str,
    name: str,
    signed_on: datetime | None,
    scope: str,
    audiences: tuple[str, ...],
    locale: str | None,
    clinic: Path | None,
) -> None:
    """Sign a module, or a packet with each of its modules, exactly as it reads now.

    The approval is added to your clinic's approvals.yaml, and the signed words are kept beside it. Any later edit voids it.
    """
    from handouts.files import write_files
    from handouts.orders import usual_locale
    from handouts.signing import Signer, editions_to_sign, sign

    library, today = open_library(clinic), date.today()
    texts = editions_to_sign(library, target, locale or usual_locale(library), audiences)
    signer = Signer(role, name, signed_on.date() if signed_on else today, scope)
    signing = sign(library, signer, texts, today)
    write_files(signing.files, signing.read_as)
    for edition, text in texts.items():
        click.echo(f"signed {text.module or text.packet} for {edition.audience} ({edition.locale}) {edition.sha256[:12]}")
