"""`handouts rules`: the rules a text must keep, each with an example."""

from __future__ import annotations

import click

from handouts.problems import HandoutsError, Place, Problem, did_you_mean


@click.command()
@click.argument("names", nargs=-1, metavar="[RULE|FAMILY]...")
def rules(names: tuple[str, ...]) -> None:
    """List the rules, or show some with their standard, what to do, and an example that fails and one that passes."""
    from handouts.checks import RULES
    from handouts.checks.catalogue import describe

    known = {rule.id for rule in RULES} | {rule.family for rule in RULES}
    if unknown := [name for name in names if name not in known]:
        raise HandoutsError(Problem(Place(name), "there is no such rule", did_you_mean(name, known)) for name in unknown)
    if not names:
        for rule in RULES:
            click.echo(f"{rule.id}  {rule.severity:<8} {rule.says}")
        return
    click.echo("\n\n".join(describe(rule) for rule in RULES if rule.id in names or rule.family in names))
