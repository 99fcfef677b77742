"""Files that say which processes run."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.read.javascript import exported_value
from migrator.read.process_files import (
    ProcessDefinition,
    read_nodemon,
    read_pm2,
    read_process_file,
)
from migrator.read.project import Project
from migrator.values import Unknown

SYSTEMD = """[Unit]
Description=todo
After=network.target

[Service]
# the server
ExecStart=/usr/bin/node \\
  # in the middle
  --max-old-space-size=512 \\
  server.js
Environment=NODE_ENV=production "GREETING=hello there"
Environment=PORT=3000
EnvironmentFile=-/etc/todo.env
User=todo
WorkingDirectory=/opt/todo
ExecStartPre=/bin/mkdir -p /var/log/todo
Restart=always

[Install]
WantedBy=multi-user.target
"""


def only(text: str, path: str) -> ProcessDefinition:
    (definition,) = read_process_file(text, path)
    return definition


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_systemd_unit(newline: str) -> None:
    path = "/etc/systemd/system/todo.service"

    assert only(SYSTEMD.replace("\n", newline), path) == ProcessDefinition(
        name="todo",
        manager="systemd",
        path=path,
        line=7,
        argv=("/usr/bin/node", "--max-old-space-size=512", "server.js"),
        directory="/opt/todo",
        user="todo",
        environment={"NODE_ENV": "production", "GREETING": "hello there", "PORT": "3000"},
        environment_files=("/etc/todo.env",),
        before=("/bin/mkdir -p /var/log/todo",),
        restart=True,
    )


def test_a_systemd_command_that_is_taken_back_does_not_count() -> None:
    text = (
        "[Service]\nExecStart=/bin/a\nExecStart=\nExecStart=-/bin/sh -c 'node b.js | c'\nRestart=no"
    )

    unit = only(text, "x.service")

    assert unit.argv == ("/bin/sh", "-c", "node b.js | c")
    assert unit.shell == "node b.js | c"
    assert unit.restart is False


@pytest.mark.parametrize(
    "text",
    ["", "[Service]\nType=oneshot", "ExecStart=/bin/a", "[Unit]\nExecStart=/bin/a", "[Service"],
)
def test_a_unit_that_starts_nothing(text: str) -> None:
    assert read_process_file(text, "x.service") == ()


def test_an_upstart_job_with_exec() -> None:
    text = (
        '#!upstart\ndescription "web"\nstart on runlevel [2345]\nsetuid vagrant\n'
        'chdir /srv/app\nenv NODE_ENV="production"\nrespawn\nexec node server.js >> /var/log/x'
    )

    job = only(text, "/etc/init/web.conf")

    assert (job.name, job.user, job.directory, job.line) == ("web", "vagrant", "/srv/app", 8)
    assert job.environment == {"NODE_ENV": "production"}
    assert job.shell == "node server.js >> /var/log/x"
    assert job.argv == ()
    assert job.restart


def test_an_upstart_job_with_scripts() -> None:
    text = (
        "pre-start script\n  mkdir -p /run/x\nend script\n\nscript\n"
        "    cd /srv/app\n    exec sudo -u app node index.js\nend script\n"
        "post-start script\nend script"
    )

    job = only(text, "/etc/init/web.conf")

    assert job.shell == "cd /srv/app\nexec sudo -u app node index.js"
    assert job.before == ("mkdir -p /run/x",)
    assert job.restart is False


def test_an_upstart_job_puts_its_own_variables_into_its_command() -> None:
    text = (
        'env NODE="/usr/bin/node"\nenv DIR=/srv/app\nenv WEB_PORT=80\nenv API_KEY=x\n'
        "pre-start exec mkdir -p $DIR/log\n"
        "script\n  cd ${DIR}\n  exec $NODE $DIR/app.js $WEB_PORT $UNKNOWN >> $DIR/log\nend script\n"
    )

    found = only(text, "/etc/init/web.conf")

    assert found.shell == (
        "cd /srv/app\nexec /usr/bin/node /srv/app/app.js 80 $UNKNOWN >> /srv/app/log"
    )
    assert found.before == ("mkdir -p /srv/app/log",)
    assert found.environment == {"WEB_PORT": "80", "API_KEY": "x"}


def test_a_plain_upstart_command_has_words() -> None:
    assert only("exec node server.js", "/etc/init/web.conf").argv == ("node", "server.js")


@pytest.mark.parametrize("text", ["", "start on startup", "# exec node a.js", "pre-start exec a"])
def test_an_upstart_file_without_a_command(text: str) -> None:
    assert read_process_file(text, "/etc/init/web.conf") == ()


def test_supervisord_programs() -> None:
    text = (
        "[supervisord]\nnodaemon=true\n[program:web]\ncommand=node 'my app.js' ; why\n"
        'directory=/srv\nuser=www\nenvironment=A="1,2",B=3\nautorestart=true\nnumprocs=2\n'
        ";[program:old]\n;command=old\n[program:empty]\n[program:worker]\ncommand = node\n  w.js"
    )

    web, worker = read_process_file(text, "/etc/supervisor/conf.d/app.conf")

    assert (web.name, web.argv, web.directory) == ("web", ("node", "my app.js"), "/srv")
    assert (web.user, web.environment) == ("www", {"A": "1,2", "B": "3"})
    assert (web.restart, web.instances, web.line) == (True, 2, 3)
    assert worker.argv == ("node", "w.js")


def test_a_sysvinit_script_by_its_variables() -> None:
    text = (
        "### BEGIN INIT INFO\n# Default-Start: 2 3 4 5\n### END INIT INFO\nAPP_DIR=/srv/app\n"
        'DAEMON=/usr/bin/node\nDAEMON_ARGS="$APP_DIR/server.js --x"\nUSER=www:www\n'
    )

    script = only(text, "/etc/init.d/web")

    assert script.argv == ("/usr/bin/node", "/srv/app/server.js", "--x")
    assert (script.user, script.directory) == ("www", "/srv/app")


def test_a_sysvinit_script_by_its_start_stop_daemon() -> None:
    text = (
        "NAME=web\nstart() {\n  start-stop-daemon --start --chuid app:app --chdir /srv \\\n"
        "    --exec /usr/bin/node -- $NAME.js || return 1\n}\n"
    )

    script = only(text, "/etc/init.d/web")

    assert script.argv == ("/usr/bin/node", "web.js")
    assert (script.user, script.directory, script.line) == ("app", "/srv", 3)


@pytest.mark.parametrize("text", ["", "#!/bin/sh\necho hello", "# DAEMON=/bin/x", "NAME=x"])
def test_an_init_script_that_names_no_daemon(text: str) -> None:
    assert read_process_file(text, "/etc/init.d/web") == ()


def test_a_procfile() -> None:
    web, worker = read_process_file(
        "# processes\nweb: node app.js\n\nworker: NODE_ENV=x node w.js\nnot one\n", "web/Procfile"
    )

    assert (web.name, web.argv, web.line) == ("web", ("node", "app.js"), 2)
    assert (worker.argv, worker.shell) == ((), "NODE_ENV=x node w.js")


def test_rc_local_ends_at_its_exit() -> None:
    text = "#!/bin/sh -e\n# start\nsu vagrant -c 'node /srv/app.js' &\nnode b.js\nexit 0\nnode c.js"

    lines = read_process_file(text, "/etc/rc.local")

    assert [(line.line, line.argv) for line in lines] == [(3, ()), (4, ("node", "b.js"))]


ECOSYSTEM = """{
  // the app
  "apps": [{
    "name": "web", "script": "./server.js", "cwd": "/srv", "args": "--a 'b c'",
    "instances": "max", "exec_mode": "cluster_mode", "watch": true, "node_args": ["--harmony"],
    "env": {"PORT": 3000, "DEBUG": true}, "env_production": {"PORT": 80},
  }, {"script": "worker.py"}, {"name": "nothing"}, 3]
}"""


def test_a_pm2_ecosystem() -> None:
    web, worker = read_process_file(ECOSYSTEM, "ecosystem.json")

    assert web == ProcessDefinition(
        name="web",
        manager="pm2",
        path="ecosystem.json",
        line=1,
        argv=("node", "--harmony", "./server.js", "--a", "b c"),
        directory="/srv",
        environment={"PORT": "3000", "DEBUG": "true"},
        environments={"production": {"PORT": "80"}},
        instances=0,
        watch=True,
    )
    assert (worker.name, worker.argv) == ("worker", ("python", "worker.py"))


def test_an_ecosystem_in_yaml() -> None:
    (app,) = read_process_file("apps:\n  - script: app.js\n    name: api\n", "ecosystem.yml")

    assert (app.name, app.argv) == ("api", ("node", "app.js"))


def test_an_ecosystem_in_javascript_is_evaluated(tmp_path: Path) -> None:
    (tmp_path / "ecosystem.config.js").write_text(
        "const port = 3000;\nmodule.exports = { apps: [{\n  name: 'web', script: 'npm',\n"
        "  args: ['start'], cwd: __dirname + '/web', env: { PORT: port, KEY: secret() } }] };"
    )

    value = exported_value(Project(tmp_path), "ecosystem.config.js")
    (app,) = read_pm2(value, "ecosystem.config.js")

    assert (app.argv, app.directory) == (("npm", "start"), "web")
    assert app.environment == {"PORT": "3000"}


def test_a_javascript_file_that_computes_everything_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / "pm2.config.js").write_text("module.exports = require('make-config')();")

    value = exported_value(Project(tmp_path), "pm2.config.js")

    assert isinstance(value, Unknown)
    assert read_pm2(value, "pm2.config.js") == ()


def test_a_forever_configuration() -> None:
    text = '[{"uid": "api", "script": "index.js", "sourceDir": "/srv", "args": ["x"]}, {"uid": 1}]'

    app = only(text, "forever/production.forever.json")

    assert (app.name, app.argv, app.directory) == ("api", ("node", "index.js", "x"), "/srv")


def test_nodemon_says_what_it_runs() -> None:
    (found,) = read_nodemon({"exec": "ts-node src/app.ts", "env": {"A": "b"}}, "nodemon.json")

    assert (found.argv, found.environment) == (("ts-node", "src/app.ts"), {"A": "b"})
    assert read_nodemon({"watch": ("src",)}, "nodemon.json") == ()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/etc/nginx/nginx.conf", "server { listen 80; }"),
        ("/etc/motd", "web: node app.js"),
        ("config.json", '{"script": "a.js"}'),
        ("ecosystem.config.js", "module.exports = {}"),
        ("ecosystem.json", "{"),
        ("process.json", "[]"),
    ],
)
def test_other_files_describe_no_process(path: str, text: str) -> None:
    assert read_process_file(text, path) == ()


PATHS = [
    *("x.service", "/etc/init/x.conf", "/etc/init.d/x", "supervisord.conf", "Procfile"),
    *("/etc/rc.local", "pm2.json", "ecosystem.yml", "nodemon.json", "forever.json", "x.conf"),
]


@given(st.sampled_from(PATHS), st.text(alphabet="[Service]\nExcStart=-:x \\\"'{}#%$*@,;5"))
def test_garbage_is_read(path: str, text: str) -> None:
    read_process_file(text, path)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.sampled_from(["apps", "script", "env", "args", "env_x", "cwd"]), inner)
    ),
    max_leaves=8,
)


@given(VALUES)
def test_an_ecosystem_of_any_shape_is_read(value: object) -> None:
    for app in read_pm2(value, "pm2.json"):  # type: ignore[arg-type]  # any shape on purpose
        assert all(isinstance(word, str) for word in app.argv)


def test_an_app_json_of_pm2_is_one_and_one_of_a_platform_is_none() -> None:
    (found,) = read_process_file('{"apps": [{"name": "web", "script": "web.js"}]}', "app.json")

    assert (found.name, found.manager) == ("web", "pm2")
    assert read_process_file('{"name": "shop", "env": {"PORT": "80"}}', "app.json") == ()
