"""The schema: types, roles, relations and IRIs, read from `schemas/kg.yaml`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from kg.errors import SchemaError

Row = TypeVar("Row")
_DATA_KINDS = ("sentence", "claim", "result", "source", "run", "extractor", "graph", "scheme", "about", "link")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class or property of the ontology, and how near which terms of other vocabularies are, as SKOS says it."""

    name: str
    comment: str
    exact_match: tuple[str, ...] = ()
    close_match: tuple[str, ...] = ()
    broad_match: tuple[str, ...] = ()
    """Terms that are wider than ours."""
    narrow_match: tuple[str, ...] = ()
    """Terms that are narrower than ours."""
    related_match: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Class(Term):
    """A class of the ontology; one whose things are nodes of the graph tells how they are shown."""

    plural: str = ""
    colour: str = ""
    colour_dark: str = ""
    shape: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityType(Class):
    """A type of entity."""

    @property
    def path(self) -> str:
        """Return the type's part of an id: `method` in `method/lora`."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate(Term):
    """A property whose triples are the edges of the graph."""

    label: str
    inverse_label: str
    """What stands above the subjects on the page of an object: `Introduced by`."""
    sub_property_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Predicate):
    """What an entity is to a paper."""

    predicate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationType(Predicate):
    """A relation between two entities, with the types that it allows."""

    domain: tuple[str, ...]
    range: tuple[str, ...]
    same_type: bool = False

    def allows(self, subject: str, object: str) -> bool:
        """Tell whether the relation may hold between two types."""
        return subject in self.domain and object in self.range and (not self.same_type or subject == object)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkType(Predicate):
    """What a web address is to a paper."""

    range: str


@dataclass(frozen=True, slots=True)
class LinkKind:
    """What a web address is."""

    name: str
    node_class: str
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTerm(Class):
    """A class of the ontology beside the types of entities."""

    label: str
    sub_class_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyTerm(Term):
    """A property of the ontology beside the predicates of the graph."""

    label: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    sub_property_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BorrowedTerm:
    """A class or property of another vocabulary, with what it says here."""

    name: str
    kind: str
    """`class`, `object`, `data` or `annotation`."""
    label: str
    comment: str


@dataclass(frozen=True, slots=True)
class Schema:
    """All that `schemas/kg.yaml` says."""

    namespace: str
    base: str
    version: str
    about: Mapping[str, str]
    """Title, description, licence and creator of the ontology."""
    prefixes: Mapping[str, str]
    types: Mapping[str, EntityType]
    roles: Mapping[str, Role]
    relations: Mapping[str, RelationType]
    links: Mapping[str, LinkType]
    link_kinds: Mapping[str, LinkKind]
    classes: Mapping[str, ClassTerm]
    properties: Mapping[str, PropertyTerm]
    borrowed: Mapping[str, BorrowedTerm]

    def all_prefixes(self, base: str = "") -> Mapping[str, str]:
        """Return the namespace of every prefix: the ontology's, those of other vocabularies, one for each kind of IRI.

        Args:
            base: the base of the data's IRIs; empty for the schema's.
        """
        kinds = ("paper", *(kind.path for kind in self.types.values()), *_DATA_KINDS)
        data = {kind: f"{base or self.base}{kind}/" for kind in kinds}
        return MappingProxyType({"kg": self.namespace, **self.prefixes, **data})

    @property
    def predicates(self) -> Mapping[str, str]:
        """Return the label of every predicate of the graph, in the schema's order."""
        return MappingProxyType({name: found.label for name, found in self._edges().items()})

    @property
    def inverse_labels(self) -> Mapping[str, str]:
        """Return what every predicate is called by its object, in the schema's order: `Introduced by`."""
        return MappingProxyType({name: found.inverse_label for name, found in self._edges().items()})

    def _edges(self) -> Mapping[str, Predicate]:
        roles = {role.predicate: role for role in self.roles.values()}
        return {**roles, **self.links, **self.relations}


def folder() -> Path:
    """Return the folder of the schema files, in an installed wheel or in a checkout."""
    here = Path(__file__).resolve().parent
    shipped = here / "schemas"
    return shipped if shipped.is_dir() else here.parent / "schemas"


@cache
def load() -> Schema:
    """Read the schema.

    Raises:
        SchemaError: the file is missing or lacks a part.
    """
    import yaml

    path = folder() / "kg.yaml"
    try:
        # What `yaml.safe_load` does, with the ten times faster parser where PyYAML was built with it.
        raw = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(path.read_text(encoding="utf-8")).get_single_data()
        return _schema(raw)
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise SchemaError(f"{path}: the schema cannot be read ({error}); reinstall kg") from error


def _schema(raw: dict[str, Any]) -> Schema:
    return Schema(
        namespace=raw["namespace"],
        base=raw["base"],
        version=str(raw["version"]),
        about=MappingProxyType(raw["about"]),
        prefixes=MappingProxyType(raw["prefixes"]),
        types=_table(raw["types"], EntityType),
        roles=_table(raw["roles"], Role),
        relations=_table(raw["relations"], RelationType),
        links=_table(raw["links"], LinkType),
        link_kinds=_table(
            {name: {"node_class": row["class"], "comment": row["comment"]} for name, row in raw["link_kinds"].items()},
            LinkKind,
        ),
        classes=_table(raw["classes"], ClassTerm),
        properties=_table(raw["properties"], PropertyTerm),
        borrowed=_table(raw["borrowed"], BorrowedTerm),
    )


def _table(rows: dict[str, dict[str, Any]], row_type: Callable[..., Row]) -> Mapping[str, Row]:
    made = {
        name: row_type(name=name, **{key: _frozen(value) for key, value in row.items()}) for name, row in rows.items()
    }
    return MappingProxyType(made)


def _frozen(value: Any) -> Any:  # noqa: ANN401  YAML values are of any type
    return tuple(value) if isinstance(value, list) else value
