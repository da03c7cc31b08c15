"""What one audience gets of a module: the first half of assembly.

Every condition is decided here, before anything is counted or cited, so that what is left out leaves nothing behind. Works on any
model: a part goes when its conditions shut the audience out, or when a field it cannot do without has nothing for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from annotated_types import MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from handouts.words import Conditions, Words
from handouts.yamltext import Path


@dataclass(frozen=True)
class Part:
    """A model with only what its reader gets. `kind` is the section's kind, or the model's name. Fields read like attributes."""

    kind: str
    fields: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "fields":  # while being unpickled there are no fields yet
            raise AttributeError(name)
        try:
            return self.fields[name]
        except KeyError:
            raise AttributeError(f"a {self.kind} has no '{name}'") from None


@dataclass
class Selection:
    """Selects for one audience; `too_few` holds the path of each list that kept some entries, but fewer than it needs."""

    audience: str
    too_few: list[Path] = field(default_factory=list)

    def select(self, value: Any, path: Path = ()) -> Any:
        """Return `value` for the audience: a `Part`, a tuple, a `Text` or a plain value; None when nothing is left."""
        if isinstance(value, Words):
            return value.wording_for(self.audience)
        if isinstance(value, Conditions) and not value.is_for(self.audience):
            return None
        if isinstance(value, BaseModel):
            return self._select_model(value, path)
        if isinstance(value, tuple):
            return self._select_list(value, path)
        return value

    def _select_model(self, model: BaseModel, path: Path) -> Part | None:
        fields: dict[str, Any] = {}
        for name, info in type(model).model_fields.items():
            chosen = self.select(getattr(model, name), (*path, name))
            if info.is_required() and chosen in (None, ()):
                return None
            if isinstance(chosen, tuple) and chosen and len(chosen) < _fewest(info):
                self.too_few.append((*path, name))
            fields[name] = chosen
        return Part(getattr(model, "kind", type(model).__name__.lower()), fields)

    def _select_list(self, values: tuple[Any, ...], path: Path) -> tuple[Any, ...]:
        chosen = tuple(self.select(value, (*path, index)) for index, value in enumerate(values))
        if any(isinstance(value, Words) for value in values):  # cells: a hole would shift the others, so all or none
            return () if None in chosen else chosen
        return tuple(value for value in chosen if value is not None)


def _fewest(info: FieldInfo) -> int:
    return next((rule.min_length for rule in info.metadata if isinstance(rule, MinLen)), 0)
