"""Ports of a front end's development server."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.read.javascript import development_servers
from migrator.read.project import Project


@pytest.mark.parametrize(
    ("name", "code", "package"),
    [
        ("webpack.config.js", "module.exports = { devServer: { port: 4000 } };", None),
        (
            "webpack.config.js",
            "const config = { entry: './a' };\nconfig.devServer = { port: 4000 };\n"
            "module.exports = config;",
            None,
        ),
        (
            "webpack.dev.js",
            "const { merge } = require('webpack-merge');\n"
            "module.exports = merge(require('./webpack.common'), { devServer: { port: 4000 } });",
            None,
        ),
        (
            "vite.config.ts",
            "import { defineConfig } from 'vite';\n"
            "export default defineConfig({ server: { port: 4000, host: '0.0.0.0' } });",
            "vite",
        ),
        ("nuxt.config.js", "export default { server: { port: 4000 } };", "nuxt"),
    ],
)
def test_a_configuration_names_its_port(
    tmp_path: Path, name: str, code: str, package: str | None
) -> None:
    (tmp_path / name).write_text(code)

    found = development_servers(Project(tmp_path), ".")

    assert [(server.port, server.file, server.package) for server in found] == [
        (4000, name, package or "webpack-dev-server")
    ]


def test_a_port_has_its_line_and_host(tmp_path: Path) -> None:
    (tmp_path / "vite.config.js").write_text(
        "export default {\n  server: {\n    host: '127.0.0.1',\n    port: 4000 } };"
    )

    (server,) = development_servers(Project(tmp_path), ".")

    assert (server.line, server.host) == (4, "127.0.0.1")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("webpack.config.js", "module.exports = { entry: './a' };"),
        ("webpack.config.js", "module.exports = { devServer: { port: pick() } };"),
        ("webpack.config.js", "// module.exports = { devServer: { port: 4000 } };"),
        ("vite.config.js", "export default defineConfig(({ mode }) => make(mode));"),
        ("other.config.js", "module.exports = { devServer: { port: 4000 } };"),
    ],
)
def test_a_configuration_names_no_port(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / name).write_text(code)

    assert development_servers(Project(tmp_path), ".") == ()
