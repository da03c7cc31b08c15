"""JSON Schemas of everything a clinic writes, generated from the models, so that editors complete and check each file."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from handouts.approvals import ApprovalsFile
from handouts.evidence import ClaimsFile, PairingsFile, QuestionsFile, SourcesFile
from handouts.language import Language
from handouts.locale import Locale
from handouts.model import Audience, Clinic, GlossaryFile, Module, PacketSpec

MODELS: dict[str, type[BaseModel]] = {
    "module": Module,
    "packet": PacketSpec,
    "audience": Audience,
    "sources": SourcesFile,
    "claims": ClaimsFile,
    "pairings": PairingsFile,
    "questions": QuestionsFile,
    "glossary": GlossaryFile,
    "locale": Locale,
    "language": Language,
    "clinic": Clinic,
    "approvals": ApprovalsFile,
}


class _Readable(GenerateJsonSchema):
    """Leaves out titles that only repeat the key."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def render_schema(name: str) -> str:
    """Return the JSON Schema (2020-12) of one kind of file, with sorted keys and a final newline."""
    schema: JsonSchemaValue = MODELS[name].model_json_schema(schema_generator=_Readable)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
