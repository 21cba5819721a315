"""A template and an answer become a page; a district may bring a template of its own."""

from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from graph.messages import msg

TEMPLATES = Path(__file__).parent / "templates"


class PageTemplateError(ValueError):
    """A template that cannot be used; the text is a sentence that names the line."""


def own_template(folder: Path | None, name: str) -> Path | None:
    """The district's own template of a name in its folder; None where it has none."""
    place = None if folder is None else folder / name
    return place if place is not None and place.is_file() else None


def rendered(name: str, own: Path | None, values: dict[str, Any]) -> str:
    """The page of a template: `own`, or the one called `name` that comes with the program.

    Texts are escaped: a name is never taken for HTML. Raises PageTemplateError, OSError.
    """
    place = own if own is not None else TEMPLATES / name
    environment = SandboxedEnvironment(
        loader=FileSystemLoader([place.parent, TEMPLATES]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    if not place.is_file():
        raise PageTemplateError(msg("There is no template {place}.", place=place))
    try:
        return environment.get_template(place.name).render(values)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f", line {line}" if line else ""
        raise PageTemplateError(
            msg("The template {name}{where}: {error}.", name=place.name, where=where, error=error)
        ) from error
