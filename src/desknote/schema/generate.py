"""From the model's records to JSON Schema that takes what the loader takes, with words for editors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import AliasChoices, BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from desknote.model.wording import pattern_hint
from desknote.patterns import regex
from desknote.report import UiLang
from desknote.schema.exhibit_words import EXHIBIT_WORDS
from desknote.schema.widen import JsonSchema, case_pattern, either, or_nothing, widened
from desknote.schema.words import EXAMPLES, VALUES, WORDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DAY = (
    r"^\s*[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-9]))\s*$"
)
"""A date: year-month-day."""
MOMENT = DAY[:-4] + r"[T ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\s*(?:[Zz]|[+-][0-9]{2}:?[0-9]{2})?\s*$"
"""A day and a time of it."""
_CODE = regex(r"\{\{[^}]*\}\}|\{[^{}]*\}|@(?:fig|tbl|exhibit)[-:]\w+|\b\w+\([\w., ]+\)")
_YES_NO = ["true", "false", "yes", "no", "on", "off", "y", "n", "t", "f", "1", "0"]


_DAY_HINTS = {
    DAY: ("write dates as 2025-02-05", "日期写作 2025-02-05"),
    MOMENT: ("write times as 2025-02-05 08:30", "时间写作 2025-02-05 08:30"),
}


class Generator(GenerateJsonSchema):
    """Pydantic's generator, with before-validators, empty keys, and words in one language."""

    lang: UiLang = "en"

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        inner = super().function_before_schema(schema)
        function = schema["function"]
        if function["type"] != "no-info":
            return inner
        return widened(function["function"], inner, self._followed)

    def function_plain_schema(self, schema: Any) -> JsonSchemaValue:
        return {}

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        made = super().model_schema(schema)
        record = schema["cls"]
        title, description = words_of(record, "", self.lang)
        made.pop("description", None)
        made["title"] = title or record.__name__
        if description:
            made["description"] = description
        properties: dict[str, JsonSchema] = {}
        rules: list[JsonSchema] = []
        for name, info in record.model_fields.items():
            alias = info.validation_alias
            keys = (
                [str(c) for c in alias.choices] if isinstance(alias, AliasChoices) else [str(alias or name)]
            )
            field = made.get("properties", {}).get(keys[0])
            if field is None:
                continue
            for key in keys:
                properties[key] = self._described(record, name, key, field, required=info.is_required())
            if len(keys) > 1:  # one spelling of a key, not both
                rules.append({"not": {"required": keys}})
                if keys[0] in made.get("required", ()):
                    made["required"].remove(keys[0])
                    rules.append({"anyOf": [{"required": [key]} for key in keys]})
        made["properties"] = properties
        if rules:
            made["allOf"] = rules
        return made

    def _described(
        self, record: type[BaseModel], name: str, key: str, field: JsonSchema, *, required: bool
    ) -> JsonSchema:
        """A field with its words; a key with nothing after it is a key not given."""
        body = {k: v for k, v in field.items() if k not in ("title", "description", "default", "examples")}
        least = next(
            (m.min_length for m in record.model_fields[name].metadata if hasattr(m, "min_length")), 0
        )
        if least:
            body = _not_empty(body)
        if not required and {"type": "null"} not in body.get("anyOf", []):
            body = or_nothing(body)
        elif set(body) == {"$ref"}:
            body = {"allOf": [body]}  # older editors pass over what stands beside a reference
        title, description = words_of(record, name, self.lang)
        made: JsonSchema = {"title": title or key}
        if description:
            made["description"] = description
            if (marked := _CODE.sub(r"`\g<0>`", description)) != description:
                made["markdownDescription"] = marked
        if examples := _row(EXAMPLES, record, name):
            made["examples"] = list(examples)
        default = field.get("default")
        if default not in (None, [], {}) and not isinstance(default, dict | list):
            made["default"] = default
        return {**made, **with_hints(with_values(body, key, self.lang), self.lang)}

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        made = super().str_schema(schema)
        if schema.get("strip_whitespace") and made.get("minLength") == 1 and "pattern" not in made:
            del made["minLength"]
            made["pattern"] = r"\S"
        return made

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        spelled = {"type": "string", "pattern": case_pattern(_YES_NO)}
        return {"anyOf": [{"type": "boolean"}, spelled, {"type": "integer", "minimum": 0, "maximum": 1}]}

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        return {
            "anyOf": [super().int_schema(schema), {"type": "string", "pattern": r"^\s*[+-]?\d+(?:\.0*)?\s*$"}]
        }

    def float_schema(self, schema: core_schema.FloatSchema) -> JsonSchemaValue:
        quoted = {"type": "string", "pattern": r"^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$"}
        return {"anyOf": [super().float_schema(schema), quoted]}

    def date_schema(self, schema: core_schema.DateSchema) -> JsonSchemaValue:
        return {"type": "string", "pattern": DAY}

    def datetime_schema(self, schema: core_schema.DatetimeSchema) -> JsonSchemaValue:
        return {"type": "string", "pattern": MOMENT}

    def literal_schema(self, schema: core_schema.LiteralSchema) -> JsonSchemaValue:
        return {"enum": list(schema["expected"])}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return or_nothing(self.generate_inner(schema["schema"]))

    def union_schema(self, schema: core_schema.UnionSchema) -> JsonSchemaValue:
        choices = [c[0] if isinstance(c, tuple) else c for c in schema["choices"]]
        return either(*(self.generate_inner(c) for c in choices))

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        made = super().tuple_schema(schema)
        if "prefixItems" in made and "items" not in made:
            made["items"] = either(*made["prefixItems"])  # for editors that do not know 'prefixItems'
            del made["prefixItems"]
        return made

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        made: JsonSchema = {"type": "object"}
        values = self.generate_inner(schema["values_schema"]) if "values_schema" in schema else {}
        keys = self.generate_inner(schema["keys_schema"]) if "keys_schema" in schema else {}
        keys = {k: v for k, v in keys.items() if k != "type"}
        codes = [c for m in keys.get("anyOf", [keys]) for c in m.get("enum", ())]
        if codes:
            known = _enumerated(schema["keys_schema"])
            made["properties"] = {
                c: {**values, "title": _value_word(c, self.lang) or str(c)}
                for c in known
                if "$ref" not in values
            }
        made["additionalProperties"] = values or True
        if keys:
            made["propertyNames"] = _texts_only(keys)
        if (least := schema.get("min_length")) is not None:
            made["minProperties"] = least
        if (most := schema.get("max_length")) is not None:
            made["maxProperties"] = most
        return made

    def _followed(self, schema: JsonSchema) -> JsonSchema:
        """What a reference stands for."""
        if set(schema) == {"$ref"}:
            name = self.json_to_defs_refs.get(schema["$ref"])
            return self.definitions.get(name, {}) if name is not None else {}
        return schema


def _not_empty(schema: JsonSchema) -> JsonSchema:
    """``schema`` where a list or mapping must have something in it."""
    if "anyOf" in schema:
        return {**schema, "anyOf": [_not_empty(m) for m in schema["anyOf"]]}
    least = {"array": "minItems", "object": "minProperties"}.get(str(schema.get("type")))
    return {least: 1, **schema} if least else schema


def _enumerated(schema: Any) -> list[Any]:
    """The values of the literal inside a core schema."""
    while isinstance(schema, Mapping) and "schema" in schema:
        schema = schema["schema"]
    return list(schema.get("expected", ()))


def _texts_only(keys: JsonSchema) -> JsonSchema:
    """``keys`` for property names, which are text."""
    if "anyOf" in keys:
        return {"anyOf": [_texts_only(m) for m in keys["anyOf"]]}
    return {k: v for k, v in keys.items() if k != "type"}


def owner(record: type[BaseModel], field: str) -> type[BaseModel]:
    """The class that declares ``field``: words are given once, where a key is declared."""
    bases = (c for c in record.__mro__ if issubclass(c, BaseModel) and field in c.model_fields)
    return [record, *bases][-1]


def class_key(record: type[BaseModel]) -> str:
    """The name of a record in the tables of words: an exhibit type's ``Spec`` goes by its module."""
    if record.__name__ == "Spec":
        return record.__module__.rpartition(".")[2].replace("_", "-")
    return record.__name__


def _row(table: Mapping[str, Any], record: type[BaseModel], field: str) -> Any:
    return table.get(f"{class_key(owner(record, field))}.{field}")


def words_of(record: type[BaseModel], field: str, lang: UiLang) -> tuple[str, str]:
    """Title and description of a record (``field`` empty) or of one of its fields."""
    key = f"{class_key(owner(record, field))}.{field}" if field else class_key(record)
    if (row := WORDS.get(key)) is not None:
        return (row[2], row[3]) if lang == "zh" else (row[0], row[1])
    info = record.model_fields.get(field)
    english = (info.title or "", info.description or "") if info is not None else ("", "")
    if lang == "zh" and (pair := EXHIBIT_WORDS.get(key)) is not None:
        return pair
    if not field:
        doc = (record.__doc__ or "").strip().split("\n")[0].rstrip(".")
        return (re.sub(r"(?<!^)(?=[A-Z])", " ", record.__name__).capitalize(), doc)
    return english


def with_values(schema: JsonSchema, key: str, lang: UiLang) -> JsonSchema:
    """``schema`` with a word for each value of its enumeration, where there is one."""
    known = VALUES.get(key)
    if known is None:
        return schema
    if "anyOf" in schema:
        return {**schema, "anyOf": [with_values(m, key, lang) for m in schema["anyOf"]]}
    if "enum" in schema and any(v in known for v in schema["enum"] if isinstance(v, str)):
        said = schema.get("enumDescriptions", [""] * len(schema["enum"]))
        words = [
            known[v][1 if lang == "zh" else 0] if v in known else w
            for v, w in zip(schema["enum"], said, strict=True)
        ]
        return {**schema, "enumDescriptions": words}
    return schema


def with_hints(schema: JsonSchema, lang: UiLang) -> JsonSchema:
    """``schema`` with what an editor says where text is not of the form wanted."""
    made = (
        {**schema, "anyOf": [with_hints(m, lang) for m in schema["anyOf"]]} if "anyOf" in schema else schema
    )
    pattern = made.get("pattern")
    hint = (_DAY_HINTS.get(pattern) or pattern_hint(pattern)) if pattern else ("", "")
    return {**made, "patternErrorMessage": hint[1 if lang == "zh" else 0]} if hint[0] else made


def _value_word(value: object, lang: UiLang) -> str:
    pair = VALUES["lang"].get(str(value))
    return pair[1 if lang == "zh" else 0] if pair else ""


def definitions(
    records: Iterable[tuple[str, type[BaseModel]]], lang: UiLang
) -> tuple[dict[str, JsonSchema], dict[str, JsonSchema]]:
    """Each record's schema by the name given, and the definitions they share."""
    generator = type("_Generator", (Generator,), {"lang": lang})(ref_template="#/$defs/{model}")
    inputs = [(name, "validation", record.__pydantic_core_schema__) for name, record in records]
    made, shared = generator.generate_definitions(inputs)
    return {name: schema for (name, _), schema in made.items()}, dict(shared)
