"""The skeletons as text, and how an answer gets into its line."""

from __future__ import annotations

import re
from importlib import resources

from handouts.yamltext import Value, render_yaml


def skeleton(name: str) -> str:
    """Return the skeleton of that name: "clinic.yaml"."""
    return resources.files("handouts.skeletons").joinpath(name).read_text("utf-8")


def filled_in(text: str, key: str, value: Value) -> str:
    """Return a skeleton with a value for one key of the file, which stood there as an example or behind a `#`."""
    line = re.compile(rf"^#?{key}:.*(?:\n .*)*", re.MULTILINE)  # with what is moved in below it
    filled, found = line.subn(lambda _: render_yaml({key: value}).rstrip(), text)
    assert found == 1, f"a skeleton has a line for '{key}'"
    return filled
