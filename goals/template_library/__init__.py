"""The templates that are shipped, one file a value category, and how they come into an installation.

`load` puts in what is new and refreshes what nobody edited here; it can run at every upgrade.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from goals.models.choices import ValueCategory

_FOLDER = Path(__file__).parent
# What an upgrade brings. Whether a template is offered, and where it stands, is set once and then the staff's.
CONTENT = frozenset({"title", "summary", "pattern", "value_category", "goal", "milestones", "intentions", "evidence"})
# Between two templates of the library there is room for the staff's own.
_APART = 10


@dataclass
class Loaded:
    """Slugs by what happened to them."""

    added: list[str] = field(default_factory=list)
    refreshed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)


def read() -> list[dict[str, Any]]:
    """The shipped templates in their order, as columns of `GoalTemplate`."""
    sources = _file("sources")
    templates = [
        {**template, "value_category": category}
        for category in ValueCategory.values
        for template in _file(category)["template"]
    ]
    return [
        {
            "slug": template["slug"],
            "title": template["title"],
            "summary": template["summary"],
            "pattern": template["pattern"],
            "value_category": template["value_category"],
            "goal": template["goal"],
            "milestones": template.get("milestones", []),
            "intentions": template.get("intentions", []),
            "evidence": "\n".join(sources[name] for name in template["evidence"]),
            "sort_order": place * _APART,
        }
        for place, template in enumerate(templates, start=1)
    ]


def load(model: Any) -> Loaded:
    """Bring the rows of `model` (GoalTemplate, or a migration's view of it) up to the library.

    A template that staff edited, or that only shares its slug, stays as it is. One that the library no longer has
    goes, or becomes the staff's own when they had edited it.
    """
    loaded = Loaded()
    rows = {row.slug: row for row in model.objects.all()}
    shipped = read()
    for values in shipped:
        _bring(model, rows.get(values["slug"]), values, loaded)
    for slug in set(rows) - {values["slug"] for values in shipped}:
        _withdraw(rows[slug], loaded)
    return loaded


def _bring(model: Any, row: Any, values: dict[str, Any], loaded: Loaded) -> None:
    if row is None:
        model.objects.create(is_shipped=True, **values)
        loaded.added.append(values["slug"])
    elif not row.is_shipped or row.is_edited:
        loaded.kept.append(row.slug)
    elif any(getattr(row, name) != values[name] for name in CONTENT):
        for name in CONTENT:
            setattr(row, name, values[name])
        row.save()
        loaded.refreshed.append(row.slug)


def _withdraw(row: Any, loaded: Loaded) -> None:
    if not row.is_shipped:
        return
    if row.is_edited:
        row.is_shipped = False
        row.save()
    else:
        row.delete()
    loaded.withdrawn.append(row.slug)


def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text())
