"""Salt's Jinja: its syntax tree, with the tags that Salt adds."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import TemplateError, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.sandbox import SandboxedEnvironment

MAX_TEMPLATE = 256 * 1024
FORMATS = ("yaml", "json", "text")


class Serializers(Extension):
    """`{% load_yaml as x %}…{% endload %}` and `{% import_yaml "f.yaml" as x %}`.

    The same of json and text. Each becomes a plain assignment by a filter of the tag's name.
    """

    tags = {f"{verb}_{form}" for verb in ("load", "import") for form in FORMATS}  # noqa: RUF012

    def parse(self, parser: Parser) -> nodes.Node:
        """Read one of the tags, whose name is the current token."""
        token = next(parser.stream)
        if token.value.startswith("import"):
            name = parser.parse_expression()
            parser.stream.expect("name:as")
            target = parser.parse_assign_target(with_tuple=False)
            found = nodes.Filter(name, token.value, [], [], None, None, lineno=token.lineno)
            return nodes.Assign(target, found, lineno=token.lineno)
        parser.stream.expect("name:as")
        target = parser.parse_assign_target(with_tuple=False)
        body = parser.parse_statements(("name:endload",), drop_needle=True)
        wanted = nodes.Filter(None, token.value, [], [], None, None, lineno=token.lineno)
        return nodes.AssignBlock(target, wanted, body, lineno=token.lineno)


# Only its parser is used: what a template says is computed by our own evaluator.
_SYNTAX = SandboxedEnvironment(
    extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols", Serializers],
    keep_trailing_newline=True,
)


@lru_cache(maxsize=512)
def parsed(text: str) -> nodes.Template | str:
    """The template's syntax tree, or why there is none."""
    if len(text) > MAX_TEMPLATE:
        return "the template is too large"
    try:
        return _SYNTAX.parse(text)
    except TemplateError as error:
        return f"the template cannot be read: {error}"
    except (RecursionError, ValueError, OverflowError, MemoryError, AssertionError):
        return "the template cannot be read"
