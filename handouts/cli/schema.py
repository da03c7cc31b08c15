"""`handouts schema`: JSON Schemas for editors."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), help="Write every schema into this folder instead of printing names."
)
@click.argument("name", required=False)
def schema(output: Path | None, name: str | None) -> None:
    """Print the JSON Schema of one kind of file, or write all of them into a folder."""
    from handouts.files import write_files
    from handouts.problems import did_you_mean
    from handouts.schema import MODELS, render_schema

    if name is not None and name not in MODELS:
        raise click.UsageError(f"there is no schema '{name}'; {did_you_mean(name, MODELS)}")
    if output is not None:
        for each in [name] if name else MODELS:
            path = output / f"{each}.schema.json"
            write_files({path: render_schema(each).encode()})
            click.echo(path)
    elif name is not None:
        click.echo(render_schema(name), nl=False)
    else:
        click.echo("\n".join(MODELS))
