"""A schema as docutils content: every field, what it means and what it may be."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from docutils import nodes

from pledgetrack.schemas import bundled_schema
from pledgetrack.sphinx_ext.phrases import bullets, entry, paragraph

Schema = Mapping[str, Any]
_TYPES: Final = {
    "array": "list",
    "boolean": "true or false",
    "integer": "whole number",
    "null": "null",
    "number": "number",
    "object": "map",
    "string": "text",
}
_LIMITS: Final = {
    "default": "Default: `{}`.",
    "maxLength": "At most {} characters.",
    "minProperties": "At least {} entries.",
    "minimum": "Not below {}.",
    "maximum": "Not above {}.",
}
_Ids = tuple[str, ...]


def schema_nodes(kind: str) -> list[nodes.Element]:
    """Return the fields of a kind of file, then the forms of values that they share."""
    schema = bundled_schema(kind)
    drawing = _Drawing(kind, schema.get("$defs", {}))
    return [*drawing.body(schema, (kind,)), *drawing.shared_forms()]


@dataclass
class _Drawing:
    """Draws one schema and gathers the forms of values that it meets.

    A form is a shared part that is no map of fields, such as a date; it is explained once, below
    the fields, and they link to it.
    """

    kind: str
    definitions: Mapping[str, Schema]
    forms: dict[str, Schema] = field(default_factory=dict)

    def body(self, schema: Schema, ids: _Ids) -> Iterator[nodes.Element]:
        """Yield what a value means, what it may be, and what stands in it."""
        schema = self.resolved(schema)
        if "description" in schema:
            yield paragraph(_first_line(schema["description"]))
        yield from _values(schema)
        if "items" in schema and self.is_explained(schema["items"]):
            yield from self.body(schema["items"], ids)
        if fields := list(self.fields(schema, ids)):
            yield nodes.definition_list("", *fields)
        if rules := list(_rules(schema)):
            yield bullets(rules)

    def fields(self, schema: Schema, ids: _Ids) -> Iterator[nodes.definition_list_item]:
        required = schema.get("required", ())
        for name, value in schema.get("properties", {}).items():
            marks = [self.type_of(self.resolved(value))]
            if name in required:
                marks.append([nodes.Text("required")])
            yield self.field(nodes.literal(text=name), marks, value, (*ids, name))
        others = schema.get("additionalProperties")
        if isinstance(others, Mapping) and self.is_explained(others):
            name = nodes.emphasis(text="name")
            marks = [self.type_of(self.resolved(others))]
            yield self.field(name, marks, others, (*ids, "name"))

    def field(
        self, name: nodes.Node, marks: Iterable[list[nodes.Node]], value: Schema, ids: _Ids
    ) -> nodes.definition_list_item:
        return entry(name, marks, self.body(value, ids), "-".join(ids))

    def resolved(self, schema: Schema) -> Schema:
        """Return a part with what it refers to, unless that is a form with a place of its own."""
        name = _reference(schema)
        if not name or self.is_link(schema):
            return schema
        return {**self.definitions[name], **schema}

    def is_link(self, schema: Schema) -> bool:
        """Say whether a part has words of its own and a form that is explained elsewhere."""
        name = _reference(schema)
        is_form = bool(name) and "properties" not in self.definitions[name]
        return is_form and "description" in schema

    def is_explained(self, schema: Schema) -> bool:
        """Say whether there is more to tell of the entries of a list or map than their type."""
        name = _reference(schema)
        if name and "description" not in schema:
            return "properties" in self.definitions[name]
        return "description" in schema or "properties" in schema

    def type_of(self, schema: Schema) -> list[nodes.Node]:
        """Return the type in words; a form is a link to its explanation."""
        name = _reference(schema)
        if name and "properties" not in self.definitions[name]:
            definition = self.forms[name] = self.definitions[name]
            words = str(definition["title"]).lower()
            return [nodes.reference("", words, refid=self.form_id(name), internal=True)]
        if "enum" in schema or "const" in schema:
            return [nodes.Text("one of these" if "enum" in schema else "fixed")]
        types = self.resolved(schema)["type"]
        words = " or ".join(_TYPES[name] for name in ([types] if isinstance(types, str) else types))
        if types == "array":
            entries = self.type_of(schema["items"])
            return [nodes.Text("list of "), *entries, *_plural(entries)]
        return [nodes.Text(words)]

    def form_id(self, name: str) -> str:
        return nodes.make_id(f"{self.kind}-form-{name}")

    def shared_forms(self) -> Iterator[nodes.Element]:
        """Yield the forms that were met; one may lead to others."""
        drawn: dict[str, nodes.Node] = {}
        while waiting := [name for name in self.forms if name not in drawn]:
            for name in waiting:
                form = self.forms[name]
                body = list(self.body(form, (self.kind, "form", name)))
                title = nodes.strong(text=form["title"])
                drawn[name] = entry(title, [], body, self.form_id(name))
        if drawn:
            yield nodes.rubric(text="Forms of values")
            yield nodes.definition_list("", *(drawn[name] for name in sorted(drawn)))


def _plural(words: list[nodes.Node]) -> list[nodes.Node]:
    return [nodes.Text("s")] if words[-1].astext() == "map" else []


def _reference(schema: Schema) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _first_line(text: str) -> str:
    """Return a description without the list of meanings that is added for editors."""
    return text.partition("\n")[0]


def _values(schema: Schema) -> Iterator[nodes.Element]:
    """Yield the allowed values with their meanings, and the limits."""
    if meanings := schema.get("x-meanings"):
        yield bullets(f"`{value}`: {words}" for value, words in meanings.items())
    elif "enum" in schema:
        yield paragraph(f"One of {', '.join(f'`{_written(value)}`' for value in schema['enum'])}.")
    if "const" in schema:
        yield paragraph(f"Always `{_written(schema['const'])}`.")
        return
    sentences = [
        sentence.format(_written(schema[keyword]))
        for keyword, sentence in _LIMITS.items()
        if _is_worth_saying(schema, keyword)
    ]
    if sentences:
        yield paragraph(" ".join(sentences))


def _is_worth_saying(schema: Schema, keyword: str) -> bool:
    """Leave out what goes without saying: one entry at least, and limits of what is no number."""
    if keyword == "minProperties":
        return bool(schema.get(keyword, 0) > 1)
    if keyword in {"minimum", "maximum"}:
        return keyword in schema and schema["type"] in ("number", "integer")
    return keyword in schema


def _written(value: object) -> str:
    """Write a value as a file does."""
    words = {None: "null", True: "true", False: "false"}
    return words[value] if value is None or isinstance(value, bool) else str(value)


def _rules(schema: Schema) -> Iterator[str]:
    """Yield the sentences of rules that tie fields together."""
    for part in (schema, *schema.get("allOf", ())):
        for branch in ("then", "else"):
            message = part.get(branch, {}).get("errorMessage")
            if message:
                yield f"{message[:1].upper()}{message[1:]}."
