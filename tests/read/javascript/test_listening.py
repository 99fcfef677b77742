"""Where the application's own code listens."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.read.javascript import Listening, survey
from migrator.read.project import Project


def listening(
    root: Path, files: dict[str, str], entry: str = "app.js", **environment: str
) -> list[Listening]:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return list(survey(Project(root), ".", [entry], environment).listening)


def ports(root: Path, files: dict[str, str], **environment: str) -> list[int | None]:
    return [found.port for found in listening(root, files, **environment)]


# Each is the code of app.js, which listens on 4000.
ON_4000 = {
    "a number": "app.listen(4000);",
    "a text": "server.listen('4000', '0.0.0.0', function () {});",
    "a constant": "const PORT = 4000;\napp.listen(PORT, () => console.log(PORT));",
    "a variable set afterwards": "var port;\nport = 4000;\napp.listen(port);",
    "a sum": "var base = 3000;\napp.listen(base + 1000);",
    "a conversion": "app.listen(parseInt('4000', 10));",
    "a plus sign": "app.listen(+'4000');",
    "a template": "const p = 40;\napp.listen(`${p}00`);",
    "an environment variable with a default": "app.listen(process.env.PORT || 4000);",
    "a nullish default": "app.listen(process.env.PORT ?? 4000);",
    "a converted variable": "app.listen(Number(process.env.PORT || '4000'));",
    "a default outside the conversion": "app.listen(parseInt(process.env.PORT, 10) || 4000);",
    "a ternary": "app.listen(process.env.PORT ? process.env.PORT : 4000);",
    "an index by text": "app.listen(process.env['PORT'] || 4000);",
    "a destructured variable": "const { PORT = 4000 } = process.env;\napp.listen(PORT);",
    "a renamed variable": "const { PORT: p = 4000 } = process.env;\napp.listen(p);",
    "an alias of the environment": "const env = process.env;\napp.listen(env.PORT || 4000);",
    "an argument with a default": "app.listen(process.argv[2] || 4000);",
    "an object": "const c = { web: { port: 4000 } };\napp.listen(c.web.port);",
    "an object filled afterwards": "var c = {};\nc.web = {};\nc.web.port = 4000;\n"
    "app.listen(c.web.port);",
    "an object of options": "fastify.listen({ port: 4000, host: '0.0.0.0' });",
    "an object by environment": "var c = { development: { port: 4000 }, production: { port: 80 } };"
    "\napp.listen(c[process.env.NODE_ENV || 'development'].port);",
    "an object by an unset environment": "var c = { development: { port: 4000 } };\n"
    "app.listen(c[process.env.NODE_ENV].port);",
    "merged objects": "const c = Object.assign({ port: 1 }, { port: 4000 });\napp.listen(c.port);",
    "a spread": "const b = { port: 4000 };\nconst c = { ...b, host: 'x' };\napp.listen(c.port);",
    "Express's settings": "app.set('port', process.env.PORT || 4000);\n"
    "http.createServer(app).listen(app.get('port'));",
    "a function's result": "function port() { return 4000; }\napp.listen(port());",
    "express-generator": "var port = normalizePort(process.env.PORT || '4000');\n"
    "app.set('port', port);\nserver.listen(port);\n"
    "function normalizePort(val) {\n  var port = parseInt(val, 10);\n"
    "  if (isNaN(port)) { return val; }\n  if (port >= 0) { return port; }\n  return false;\n}",
    "a parameter": "function start(port) { app.listen(port); }\nstart(4000);",
    "a parameter's default": "function start(port = 4000) { app.listen(port); }\nstart();",
    "a called function expression": "(function (port) { app.listen(port); })(4000);",
    "a class": "class Web {\n  constructor() { this.port = 4000; }\n"
    "  start() { this.server.listen(this.port); }\n}\nnew Web().start();",
    "a class's field": "class Web {\n  port = 4000;\n  start() { this.app.listen(this.port); }\n}",
    "one branch": "if (process.env.NODE_ENV === 'production') { app.listen(80); }\n"
    "else { app.listen(4000); }",
    "a chain": "require('express')().use(logger()).listen(4000);",
    "a callback": "mongoose.connect(url, function () { app.listen(4000); });",
    "a promise": "start().then(() => app.listen(4000));",
    "hapi's connection": "var server = new Hapi.Server();\nserver.connection({ port: 4000 });",
    "hapi's old constructor": "var Hapi = require('hapi');\nnew Hapi.Server('localhost', 4000);",
    "hapi's server": "const Hapi = require('@hapi/hapi');\nHapi.server({ port: 4000 });",
    "a WebSocket server": "const WebSocket = require('ws');\nnew WebSocket.Server({ port: 4000 });",
    "socket.io called": "const io = require('socket.io');\nio(4000);",
    "socket.io by itself": "require('socket.io')(http).listen(4000);",
    "commander": "var program = require('commander');\n"
    "program.option('-p, --port <n>', 'port', parseInt, 4000).parse(process.argv);\n"
    "app.listen(program.port);",
    "yargs": "const argv = require('yargs').option('port', { default: 4000 }).argv;\n"
    "app.listen(argv.port);",
    "optimist": "var argv = require('optimist').default('port', 4000).argv;\n"
    "app.listen(argv.port);",
    "minimist": "const argv = require('minimist')(process.argv.slice(2), { default: { port: 4000 } "
    "});\napp.listen(argv.port);",
    "nconf": "var nconf = require('nconf');\nnconf.env().defaults({ web: { port: 4000 } });\n"
    "app.listen(nconf.get('web:port'));",
    "convict": "const config = require('convict')({ port: { default: 4000, env: 'PORT' } });\n"
    "app.listen(config.get('port'));",
    "an import": "import express from 'express';\nconst app = express();\napp.listen(4000);",
}


@pytest.mark.parametrize("code", ON_4000.values(), ids=ON_4000.keys())
def test_a_port_written_as(tmp_path: Path, code: str) -> None:
    assert ports(tmp_path, {"app.js": code}) == [4000]


SILENT = {
    "a comment": "// app.listen(4000);\n/* app.listen(4000); */",
    "a text": "console.log('app.listen(4000)');",
    "a router's history": "history.listen(location => render(location));",
    "an emitter": "store.listen(onChange);\nactions.listen('change', onChange);",
    "a server attached to another": "var web = require('http').createServer(app);\nio.listen(web);",
    "something that is named a server": "io.listen(server);",
    "any free port": "app.listen(0);",
    "a Unix socket": "app.listen('/tmp/app.sock');",
    "a method of that name": "app.listen = function (port) { return 4000; };",
    "a branch that is never taken": "if (false) { app.listen(4000); }",
    "a branch of another environment": "if (process.env.NODE_ENV === 'test') app.listen(4000);",
    "a database connection": "db.connection({ user: 'x' });",
    "a client": "var client = net.connect(4000);",
}


@pytest.mark.parametrize("code", SILENT.values(), ids=SILENT.keys())
def test_nobody_listens_in(tmp_path: Path, code: str) -> None:
    assert ports(tmp_path, {"app.js": code}) == []


UNTOLD = {
    "a promise of a port": "getPort().then(port => app.listen(port));",
    "a variable without a default": "app.listen(process.env.PORT);",
    "an unknown configuration": "app.listen(config.port);",
    "two possible ports": "app.listen(os.cpus().length ? 80 : 3000);",
    "a configuration of a package": "app.listen(require('rc')('app').port);",
    "a configuration that is not there": "app.listen(require('./config').port);",
    "a name bound to itself": "var port = port;\napp.listen(port);",
    "no port at all": "app.listen();",
}


@pytest.mark.parametrize("code", UNTOLD.values(), ids=UNTOLD.keys())
def test_a_port_is_left_untold_for(tmp_path: Path, code: str) -> None:
    assert ports(tmp_path, {"app.js": code}) == [None]


# Files beside app.js, which ends in `app.listen(…)` on 4000.
MODULES: dict[str, dict[str, str]] = {
    "exports": {"app.js": "app.listen(require('./c').port);", "c.js": "exports.port = 4000;"},
    "module.exports": {
        "app.js": "var c = require('./config');\napp.listen(c.port);",
        "config/index.js": "module.exports = { port: process.env.PORT || 4000 };",
    },
    "an exported object by name": {
        "app.js": "app.listen(require('./c').web.port);",
        "c.js": "var c = {};\nc.web = { port: 4000 };\nmodule.exports = c;",
    },
    "JSON": {"app.js": "app.listen(require('./c.json').port);", "c.json": '{"port": 4000}'},
    "JSON without its extension": {
        "app.js": "const { port } = require('./c');\napp.listen(port);",
        "c.json": '{"port": 4000}',
    },
    "JSON that is parsed": {
        "app.js": "var c = JSON.parse(fs.readFileSync(__dirname + '/c.json', 'utf8'));\n"
        "app.listen(c.port);\nvar fs = require('fs');",
        "c.json": '{"port": 4000}',
    },
    "YAML": {
        "app.js": "const yaml = require('js-yaml'), fs = require('fs');\n"
        "app.listen(yaml.safeLoad(fs.readFileSync('c.yml', 'utf8')).port);",
        "c.yml": "port: 4000\n",
    },
    "a named import": {
        "app.js": "import { port as p } from './c';\napp.listen(p);",
        "c.js": "export const port = 4000;",
    },
    "a default import": {
        "app.js": "import c from './c.js';\napp.listen(c.port);",
        "c.js": "export default { port: 4000 };",
    },
    "TypeScript": {
        "app.js": "require('./main');",
        "main.ts": "async function bootstrap(): Promise<void> {\n"
        "  const app = await NestFactory.create(AppModule);\n"
        "  await app.listen((process.env.PORT as any) || 4000);\n}\nbootstrap();",
    },
    "a function that is given its port": {
        "app.js": "require('./server')(4000);",
        "server.js": "module.exports = function (port) { app.listen(port); };",
    },
    "a method that is given its options": {
        "app.js": "var web = require('./web');\nweb.start({ port: process.env.PORT || 4000 });",
        "web.js": "module.exports.start = function (o) { http.createServer(f).listen(o.port); };",
    },
    "settings of another file": {
        "app.js": "var app = require('./lib');\nhttp.createServer(app).listen(app.get('port'));",
        "lib/index.js": "var app = module.exports = express();\napp.set('port', 4000);",
    },
    "the config package": {
        "app.js": "const config = require('config');\napp.listen(config.get('web.port'));",
        "config/default.json": '{\n  // as on the server\n  "web": {"port": 4000}}',
    },
    "the config package's own environment": {
        "app.js": "app.listen(require('config').port);",
        "config/default.json": '{"port": 80}',
        "config/development.json": '{"port": 4000}',
    },
    "dotenv": {
        "app.js": "require('dotenv').config();\napp.listen(process.env.PORT);",
        ".env": "# local\nPORT=4000\n",
    },
    "nconf's file": {
        "app.js": "var nconf = require('nconf');\nnconf.argv().file({ file: './c.json' });\n"
        "app.listen(nconf.get('port'));",
        "c.json": '{"port": 4000}',
    },
    "Sails": {
        "app.js": "require('sails').lift(require('rc')('sails'));",
        "config/local.js": "module.exports = { port: 4000 };",
    },
    "Sails as it is generated": {
        "app.js": "process.chdir(__dirname);\n(function () {\n  var sails, rc;\n"
        "  try { sails = require('sails'); } catch (e) { return; }\n"
        "  try { rc = require('rc'); } catch (e) { rc = function () { return {}; }; }\n"
        "  sails.lift(rc('sails'));\n})();",
        "config/env/development.js": "module.exports = { port: 4000 };",
    },
    "LoopBack": {
        "app.js": "var loopback = require('loopback'), boot = require('loopback-boot');\n"
        "var app = module.exports = loopback();\napp.start = function () {\n"
        "  return app.listen(function () { app.emit('started'); });\n};\n"
        "boot(app, __dirname, function () { if (require.main === module) app.start(); });",
        "server/config.json": '{"host": "0.0.0.0", "port": 4000}',
    },
    "Strapi": {
        "app.js": "const strapi = require('strapi');\nstrapi.start();",
        "config/environments/development/server.json": '{"port": 4000}',
    },
    "Feathers": {
        "app.js": "const app = require('@feathersjs/express')();\napp.listen(app.get('port'));",
        "config/default.json": '{"port": 4000}',
    },
    "MEAN.js": {
        "app.js": "var init = require('./config/init')(), config = require('./config/config');\n"
        "app.listen(config.port);",
        "config/init.js": "module.exports = function () {\n"
        "  process.env.NODE_ENV = process.env.NODE_ENV || 'development'; };",
        "config/config.js": "var _ = require('lodash');\nmodule.exports = _.extend("
        "require('./env/all'), require('./env/' + process.env.NODE_ENV) || {});",
        "config/env/all.js": "module.exports = { port: 80 };",
        "config/env/development.js": "module.exports = { port: 4000 };",
    },
    "a switch by environment": {
        "app.js": "app.listen(require('./config')().port);",
        "config.js": "module.exports = function () {\n  switch (process.env.NODE_ENV) {\n"
        "    case 'production': return { port: 80 };\n    default: return { port: 4000 };\n  }\n};",
    },
    "a class that is given its port": {
        "app.js": "import App from './server';\nnew App([], 4000).listen();",
        "server.ts": "class App {\n  public port: number;\n"
        "  constructor(routes: Route[], port: number) { this.port = port; }\n"
        "  public listen(): void { this.app.listen(this.port, () => {}); }\n}\n"
        "export default App;",
    },
    "npm's configuration": {
        "app.js": "app.listen(process.env.npm_package_config_port || 80);",
        "package.json": '{"config": {"port": 4000}}',
    },
    "the manifest": {
        "app.js": "app.listen(require('./package').config.port);",
        "package.json": '{"config": {"port": 4000}}',
    },
    "the config package as an import": {
        "app.js": "import config from 'config';\napp.listen(config.get('port'));",
        "config/default.yaml": "port: 4000\n",
    },
    "the config package's variables": {
        "app.js": "app.listen(require('config').get('port'));",
        "config/default.json": '{"port": 4000}',
        "config/custom-environment-variables.json": '{"port": "PORT"}',
    },
    "a folder that is loaded whole": {
        "app.js": "fs.readdirSync('./servers').forEach(f => require('./servers/' + f));",
        "servers/web.js": "app.listen(4000);",
    },
    "files that lead to each other": {
        "app.js": "require('./b');\napp.listen(require('./b').port);",
        "b.js": "require('./app');\nexports.port = 4000;",
    },
}


@pytest.mark.parametrize("files", MODULES.values(), ids=MODULES.keys())
def test_a_port_that_comes_from(tmp_path: Path, files: dict[str, str]) -> None:
    assert ports(tmp_path, files) == [4000]


def test_a_file_that_nothing_loads_does_not_count(tmp_path: Path) -> None:
    files = {"app.js": "app.listen(4000);", "old/server.js": "app.listen(80);"}

    assert ports(tmp_path, files) == [4000]


def test_a_request_in_a_comment_loads_nothing(tmp_path: Path) -> None:
    files = {"app.js": "// require('./old');\n/* require('./old') */", "old.js": "app.listen(80);"}

    assert ports(tmp_path, files) == []


def test_a_listening_place_says_what_is_known_of_it(tmp_path: Path) -> None:
    code = (
        "const https = require('https');\nconst port = process.env.PORT || 8443;\n"
        "https.createServer(options, app)\n  .listen(port, '127.0.0.1');"
    )

    assert listening(tmp_path, {"app.js": code}) == [
        Listening(
            port=8443,
            file="app.js",
            line=3,
            variable="PORT",
            default=8443,
            host="127.0.0.1",
            kind="https",
            package="https",
        )
    ]


@pytest.mark.parametrize(
    ("code", "kind", "package"),
    [
        ("require('express')().listen(1)", "http", "express"),
        ("const s = require('net').createServer(f); s.listen(1)", "socket", "net"),
        ("const io = require('socket.io')(1)", "socket", "socket.io"),
        ("server.listen(1)", "http", "http"),
        ("thing.listen(1)", "unknown", None),
    ],
)
def test_the_kind_of_server_is_that_of_its_package(
    tmp_path: Path, code: str, kind: str, package: str
) -> None:
    found = listening(tmp_path, {"app.js": code})

    assert [(place.kind, place.package) for place in found] == [(kind, package)]


def test_what_was_left_out_is_said(tmp_path: Path) -> None:
    code = "app.listen(argv.port || 4000);\napp.listen(process.env.PORT || 5000);"

    found = listening(tmp_path, {"app.js": code})

    assert [(place.port, place.assumed) for place in found] == [(4000, True), (5000, False)]


def test_what_the_process_is_given_decides_between_branches(tmp_path: Path) -> None:
    code = "app.listen(process.env.NODE_ENV === 'production' ? 80 : 3000);"

    assert ports(tmp_path, {"app.js": code}) == [3000]
    assert ports(tmp_path, {"app.js": code}, NODE_ENV="production") == [80]


def test_a_given_port_wins_and_the_default_stays_known(tmp_path: Path) -> None:
    code = {"app.js": "app.listen(process.env.PORT || 3000);"}

    found = listening(tmp_path, code, PORT="8080")

    assert [(place.port, place.default, place.variable) for place in found] == [
        (8080, 3000, "PORT")
    ]


def test_the_plain_variable_goes_before_a_platforms_own(tmp_path: Path) -> None:
    code = "app.listen(process.env.OPENSHIFT_NODEJS_PORT || process.env.PORT || 3000);"

    assert listening(tmp_path, {"app.js": code})[0].variable == "PORT"
