"""Programs that run a JavaScript file: which of their options take a value.

The options are those of each program's own help text.
"""

from __future__ import annotations

_NODE = frozenset({"-r", "--require", "--import", "--loader", "--experimental-loader", "-C"})
_BABEL = _NODE | {"--presets", "--plugins", "-x", "--extensions", "--config-file", "-b"}
_TYPESCRIPT = _NODE | {"-P", "--project", "-O", "--compiler-options", "-D"}
_WATCHERS = {"-w", "--watch", "-e", "--ext", "--extensions", "-i", "--ignore", "-d", "--delay"}
_NODEMON = frozenset({*_WATCHERS, "-x", "--exec", "--config", "--signal", "-C", "--cwd"})
_SUPERVISOR = frozenset({*_WATCHERS, "-p", "-n", "--no-restart-on", "-x", "--exec", "-k", "-t"})
_FOREVER = frozenset(
    {
        *("-l", "-o", "-e", "-p", "-c", "-m", "--uid", "--sourceDir", "--workingDir"),
        *("--minUptime", "--spinSleepTime", "--pidFile", "--watchDirectory", "--watchIgnore"),
        *("--killSignal", "--killTree"),
    }
)
_PM2 = frozenset(
    {
        *("-n", "--name", "-i", "--instances", "-l", "--log", "-o", "--output", "-e", "--error"),
        *("-p", "--pid", "-u", "--user", "--uid", "--gid", "--env", "--cwd", "-c", "--cron"),
        *("--interpreter", "--interpreter-args", "--node-args", "--max-memory-restart", "-k"),
        *("--kill-timeout", "--ignore-watch", "--log-date-format", "--namespace"),
    }
)

OPTIONS_WITH_VALUE: dict[str, frozenset[str]] = {
    **dict.fromkeys(("node", "nodejs", "iojs", "node-dev", "node-debug", "electron"), _NODE),
    **dict.fromkeys(("babel-node", "babel-watch"), _BABEL),
    **dict.fromkeys(("ts-node", "ts-node-dev", "tsnd", "tsx", "swc-node"), _TYPESCRIPT),
    **dict.fromkeys(("coffee", "lsc", "iced"), _NODE),
    "nodemon": _NODEMON,
    **dict.fromkeys(("supervisor", "node-supervisor"), _SUPERVISOR),
    "forever": _FOREVER,
    **dict.fromkeys(("pm2", "pm2-dev", "pm2-runtime", "pm2-docker"), _PM2),
}
# A word that comes before the file, for the programs that have subcommands.
SUBCOMMANDS: dict[str, frozenset[str]] = {
    "forever": frozenset({"start", "restart"}),
    "pm2": frozenset({"start", "restart", "reload", "startOrRestart", "startOrReload"}),
    **dict.fromkeys(("pm2-dev", "pm2-runtime", "pm2-docker"), frozenset({"start"})),
}
# Programs that take the file without a subcommand, too; these words are no files.
ACTIONS: dict[str, frozenset[str]] = {
    "forever": frozenset(
        {"stop", "stopall", "restartall", "list", "logs", "config", "set", "clear", "cleanlogs"}
    ),
    **dict.fromkeys(("pm2-dev", "pm2-runtime", "pm2-docker"), frozenset()),
}
DEVELOPMENT = frozenset(
    {
        *("nodemon", "supervisor", "node-supervisor", "node-dev", "babel-watch", "pm2-dev"),
        *("ts-node-dev", "tsnd", "node-debug"),
    }
)
# What a framework's own command starts, where the file is not named.
FRAMEWORK_ENTRIES: dict[tuple[str, str], str] = {
    ("sails", "lift"): "app.js",
    ("nest", "start"): "src/main.ts",
    ("slc", "run"): ".",
    ("adonis", "serve"): "server.js",
    ("strapi", "start"): "server.js",
}
