"""The labels of another spaCy pipeline, and the entity types that they stand for."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg import schema
from kg.errors import ConfigError

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_MAX_LISTED = 20


@dataclass(frozen=True, slots=True)
class LabelMap:
    """The types that the labels of a pipeline stand for."""

    model: str
    given: Mapping[str, str]
    """The types that the settings give to labels; empty for a label to ignore."""
    declared: tuple[str, ...]
    """The labels that the pipeline says it has, sorted."""

    def check(self, *, is_open: bool) -> None:
        """Refuse a map that leaves labels without a type, or that names labels which are not there.

        Args:
            is_open: whether the pipeline may have labels that it does not declare.

        Raises:
            ConfigError: a label stands for no type; a label of the settings is not the pipeline's; all are ignored.
        """
        kinds = [self.type_of(label) for label in self.declared]
        if is_open:
            return
        if unknown := sorted(set(self.given) - set(self.declared)):
            raise ConfigError(
                f"{self.model}: [labels] of kg.toml names '{unknown[0]}', which is no label of this pipeline; "
                f"its labels are {_listed(self.declared)}"
            )
        if not any(kinds):
            raise ConfigError(
                f"{self.model}: every label of this pipeline is ignored; map one of {_listed(self.declared)} "
                "in [labels] of kg.toml"
            )

    def type_of(self, label: str) -> str:
        """Return the entity type of a label, or nothing where it is to be ignored.

        A label that is called like a type needs no map. Once a map is given, the labels that it leaves out are ignored.

        Raises:
            ConfigError: the label stands for no type and no map is given.
        """
        if label in self.given:
            return self.given[label]
        names = tuple(schema.load().types)
        own = {name.casefold(): name for name in names}.get(label.casefold(), "")
        if own or self.given:
            return own
        key = label if _BARE_KEY.fullmatch(label) else json.dumps(label, ensure_ascii=False)
        raise ConfigError(
            f"{self.model}: the label '{label}' is no type of kg; this pipeline's labels are "
            f"{_listed({*self.declared, label})}; map those that count at the end of kg.toml, with the lines "
            f'`[labels]` and `{key} = "{names[0]}"` (types are {", ".join(names)}; the other labels are ignored)'
        )


def _listed(labels: Iterable[str]) -> str:
    names = sorted(labels)
    more = f" and {len(names) - _MAX_LISTED} more" if len(names) > _MAX_LISTED else ""
    return ", ".join(names[:_MAX_LISTED]) + more
