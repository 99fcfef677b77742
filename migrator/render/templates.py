"""Where the templates are, and what they may do: loop, test for emptiness, quote."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import jinja2

import migrator
from migrator.render import names, quote


def directory() -> Path:
    """The templates: inside the package when installed from a wheel, beside it in a checkout."""
    package = Path(migrator.__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(directory()),
        undefined=jinja2.StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "comment": quote.comment,
        "composed": quote.composed,
        "copy_paths": quote.copy_paths,
        "exec_form": quote.exec_form,
        "ignore_pattern": quote.ignore_pattern,
        "image": names.image,
        "npm_package": names.npm_package,
        "os_package": names.os_package,
        "path": names.path,
        "port": names.port,
        "secret": names.secret,
        "secret_id": names.secret_id,
        "service": names.service,
        "shell": quote.shell,
        "variable": names.variable,
        "yaml": quote.yaml,
        "yaml_list": quote.yaml_list,
    }
    return environment


def fill(template: str, **values: Any) -> str:
    """The text of `template` (a file's name in the templates' directory) with its values."""
    return _environment().get_template(template).render(**values).rstrip("\n") + "\n"
