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


@dataclass(frozen=True, slots=True)
class EntityType:
    """A type of entity, with how it is shown and what it is close to in other vocabularies."""

    name: str
    plural: str
    comment: str
    colour: str
    colour_dark: str
    shape: str
    also: tuple[str, ...] = ()
    close_match: tuple[str, ...] = ()
    exact_match: tuple[str, ...] = ()
    related_match: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Return the type's part of an id: `method` in `method/lora`."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Role:
    """What an entity is to a paper."""

    name: str
    predicate: str
    label: str
    comment: str
    inverse_label: str
    """What stands above the subjects on the page of an object: `Introduced by`."""
    close_match: tuple[str, ...] = ()
    exact_match: tuple[str, ...] = ()
    related_match: tuple[str, ...] = ()
    sub_property_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationType:
    """A relation between two entities, with the types that it allows."""

    name: str
    label: str
    comment: str
    inverse_label: str
    """What stands above the subjects on the page of an object: `Introduced by`."""
    domain: tuple[str, ...]
    range: tuple[str, ...]
    same_type: bool = False
    close_match: tuple[str, ...] = ()
    exact_match: tuple[str, ...] = ()
    related_match: tuple[str, ...] = ()
    sub_property_of: tuple[str, ...] = ()

    def allows(self, subject: str, object: str) -> bool:
        """Tell whether the relation may hold between two types."""
        return subject in self.domain and object in self.range and (not self.same_type or subject == object)


@dataclass(frozen=True, slots=True)
class LinkType:
    """What a web address is to a paper."""

    name: str
    label: str
    comment: str
    inverse_label: str
    """What stands above the subjects on the page of an object: `Introduced by`."""
    range: str
    close_match: tuple[str, ...] = ()
    exact_match: tuple[str, ...] = ()
    related_match: tuple[str, ...] = ()
    sub_property_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkKind:
    """What a web address is."""

    name: str
    node_class: str
    comment: str


@dataclass(frozen=True, slots=True)
class ClassTerm:
    """A class of the ontology beside the types of entities."""

    name: str
    label: str
    comment: str
    also: tuple[str, ...] = ()
    sub_class_of: tuple[str, ...] = ()
    close_match: tuple[str, ...] = ()
    exact_match: tuple[str, ...] = ()
    related_match: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PropertyTerm:
    """A property of the ontology beside the predicates of the graph."""

    name: str
    label: str
    comment: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    close_match: tuple[str, ...] = ()
    exact_match: tuple[str, ...] = ()
    related_match: tuple[str, ...] = ()
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
        roles = {role.predicate: role.label for role in self.roles.values()}
        relations = {relation.name: relation.label for relation in self.relations.values()}
        links = {link.name: link.label for link in self.links.values()}
        return MappingProxyType(roles | links | relations)

    @property
    def inverse_labels(self) -> Mapping[str, str]:
        """Return what every predicate is called by its object, in the schema's order: `Introduced by`."""
        roles = {role.predicate: role.inverse_label for role in self.roles.values()}
        relations = {relation.name: relation.inverse_label for relation in self.relations.values()}
        links = {link.name: link.inverse_label for link in self.links.values()}
        return MappingProxyType(roles | links | relations)


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
