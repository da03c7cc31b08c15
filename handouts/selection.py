"""What one audience in one place gets of a module: the first half of assembly.

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

from handouts.markup import Text
from handouts.words import Conditions, Words
from handouts.yamltext import Path


@dataclass(frozen=True)
class Part:
    """A model with only what its reader gets, and its `path` in the file. `kind` is the section's kind, or the model's name.

    Fields read like attributes.
    """

    kind: str
    fields: Mapping[str, Any]
    path: Path = ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name in ("fields", "path"):  # while being unpickled there are no fields yet
            raise AttributeError(name)
        try:
            return self.fields[name]
        except KeyError:
            raise AttributeError(f"a {self.kind} has no '{name}'") from None


@dataclass
class Selection:
    """Selects for one audience, under the rules of one country.

    `torn` holds the path of each part that its conditions left incomplete while it still had something to say: a list with fewer entries
    than it needs, one side of two, a row with a hole. Such a part must not vanish in silence.
    """

    audience: str
    jurisdiction: str
    torn: list[Path] = field(default_factory=list)

    def select(self, value: Any, path: Path = ()) -> Any:
        """Return `value` for the audience: a `Part`, a tuple, a `Text` or a plain value; None when nothing is left."""
        if isinstance(value, Words):
            return value.wording_for(self.audience)
        if isinstance(value, Conditions) and not value.is_for(self.audience, self.jurisdiction):
            return None
        if isinstance(value, BaseModel):
            return self._select_model(value, path)
        if isinstance(value, tuple):
            return self._select_list(value, path)
        return value

    def _select_model(self, model: BaseModel, path: Path) -> Part | None:
        infos = type(model).model_fields
        fields = {name: self.select(getattr(model, name), (*path, name)) for name in infos}
        needed = {name for name, info in infos.items() if info.is_required()}
        gone = {name for name in needed if fields[name] in (None, ())}
        if gone:
            if any(_says_something(fields[name]) for name in needed - gone - {"title"}):
                self.torn.append(path)
            return None
        self.torn += [(*path, name) for name, info in infos.items() if 0 < _length(fields[name]) < _fewest(info)]
        return Part(getattr(model, "kind", type(model).__name__.lower()), fields, path)

    def _select_list(self, values: tuple[Any, ...], path: Path) -> tuple[Any, ...]:
        chosen = tuple(self.select(value, (*path, index)) for index, value in enumerate(values))
        if not any(isinstance(value, Words) for value in values):
            return tuple(value for value in chosen if value is not None)
        if None not in chosen:
            return chosen
        if any(value is not None for value in chosen):  # cells: a hole would shift the others
            self.torn.append(path)
        return ()


def _says_something(chosen: Any) -> bool:
    return isinstance(chosen, Text) or (isinstance(chosen, tuple) and bool(chosen))


def _length(chosen: Any) -> int:
    return len(chosen) if isinstance(chosen, tuple) else 0


def _fewest(info: FieldInfo) -> int:
    return next((rule.min_length for rule in info.metadata if isinstance(rule, MinLen)), 0)
