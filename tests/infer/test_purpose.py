"""Whether Node runs an application or only builds one of another platform."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from migrator.evidence import (
    Evidence,
    NodeInstalled,
    Observation,
    Origin,
    PackageInstalled,
    PortListened,
    ProcessStarted,
    Unreadable,
)
from migrator.infer.purpose import Candidate, only_tools
from migrator.knowledge.platforms import is_build_file
from migrator.read.manifest import Manifest, read_manifest

NODE = NodeInstalled("nvm", "8")
TOOLS = {"devDependencies": {"gulp": "^3.9.1"}, "scripts": {"build": "gulp"}}
SERVER = {"dependencies": {"express": "^4.16.0"}, "scripts": {"start": "node server.js"}}


def package(content: Mapping[str, object]) -> Manifest:
    return read_manifest(json.dumps(content), "package.json")


def judged(
    content: Mapping[str, object] | None,
    *files: str,
    observations: tuple[Observation, ...] = (NODE,),
    directory: str = ".",
    entries: tuple[str, ...] = (),
    used: bool = False,
    extension: bool = False,
    by: str = "test",
) -> str | None:
    """Why a repository with this package.json and these files is no Node application."""
    evidence = [
        Evidence("default", each, Origin("provision.sh", number, unit=number), by=by)
        for number, each in enumerate(observations, 1)
    ]
    manifest = package(content) if content is not None else None
    candidate = Candidate(directory, manifest, entries, used, extension)
    return only_tools(candidate, evidence, {}, files)


def test_build_tools_of_another_platform_are_no_application() -> None:
    assert judged(TOOLS, "artisan", "gulpfile.js") == (
        "the PHP program of artisan is the application; Node only builds or supports it"
    )
    assert judged(TOOLS, "src/web.sln") is None, "not at the root"
    assert judged(TOOLS, "shop.sln") is not None
    assert judged(TOOLS, "backend/manage.py") is not None
    assert judged(TOOLS, "config.ru") is not None


def test_without_package_json_the_other_platform_decides_too() -> None:
    assert judged(None, "manage.py") is not None
    assert judged(None, "Vagrantfile", "setup.sh") is None, "the sources may come later"


def test_a_front_end_with_its_start_script_belongs_to_the_program_around_it() -> None:
    front = {"scripts": {"start": "webpack-dev-server"}, "dependencies": {"jquery": "3"}}
    assert judged(front, "composer.json") is not None
    assert judged(front, "webpack.config.js") is None


def test_packages_tell_the_platform_where_its_files_do_not() -> None:
    php = PackageInstalled("libapache2-mod-php7.0", "apt")
    assert judged(TOOLS, "site/page.php", observations=(NODE, php)) == (
        "the PHP program that libapache2-mod-php7.0 is installed for is the application;"
        " Node only builds or supports it"
    )
    assert judged(TOOLS, observations=(NODE, PackageInstalled("python", "apt"))) is None


def test_what_serves_is_an_application_beside_any_other() -> None:
    assert judged(SERVER, "composer.json", "requirements.txt") is None
    listens = (NODE, PortListened(3000))
    assert judged(TOOLS, "composer.json", observations=listens) is None
    started = (NODE, ProcessStarted(("node", "app.js"), "upstart"))
    assert judged(None, "manage.py", observations=started) is None


def test_building_with_node_is_not_serving() -> None:
    started = (NODE, ProcessStarted(("node", "gulpfile.js"), None))
    assert judged(TOOLS, "composer.json", observations=started) is not None
    watching = (NODE, ProcessStarted(("node", "watch.js"), None))
    assert judged(TOOLS, "composer.json", observations=watching, by="script:watch") is not None


def test_a_node_server_inside_another_application_counts_when_provisioning_uses_it() -> None:
    django = (NODE, PackageInstalled("gunicorn", "pip"))
    where = "web/assets/realtime"
    assert judged(SERVER, "web/manage.py", observations=django, directory=where) == (
        "the Python program of web/manage.py is the application;"
        " the Node program inside it is never started"
    )
    assert judged(SERVER, "web/manage.py", observations=django, directory=where, used=True) is None
    assert judged(SERVER, "web/manage.py", observations=django, directory="realtime") is None
    assert judged(SERVER, "web/manage.py", directory=where) is None, "nothing runs the other one"


def test_a_library_is_an_application_but_a_build_file_is_no_library() -> None:
    assert judged({"main": "lib"}, entries=("lib.js",), observations=()) is None
    assert judged({"bin": {"tool": "cli.js"}}, "setup.py") is None
    assert judged({"main": "gulpfile.js"}, entries=("gulpfile.js",), observations=()) is not None
    assert judged({"main": "index.js"}, observations=()) is not None, "npm init named it only"


def test_a_library_deep_inside_is_none_where_no_machine_has_a_node() -> None:
    helper: dict[str, object] = {"main": "index.js"}
    where, file = "notebooks/lib", ("index.js",)
    assert judged(helper, directory=where, entries=file, observations=()) is not None
    assert judged(helper, directory=where, entries=file) is None


def test_tools_need_a_node_to_be_anything() -> None:
    assert judged(TOOLS, observations=()) == (
        "package.json holds build tools only, and no machine has a Node to run anything"
    )
    assert judged(TOOLS) is None
    assert judged(TOOLS, observations=(Unreadable("Node version", "a role"),)) is None


def test_a_browser_extension_only_builds() -> None:
    assert judged(TOOLS, extension=True) == (
        "the browser extension of manifest.json is the application; Node only builds it"
    )
    assert judged(SERVER, extension=True) is None


def test_provisioning_written_for_another_platform_is_no_program() -> None:
    assert judged(TOOLS, "cookbooks/config.ru", "vagrant/setup.py", "roles/manage.py") is None


@pytest.mark.parametrize(
    "folder",
    [
        *("cookbooks", "site-cookbooks", "chef", "puppet", "ansible", "provisioning", "provision"),
        *("roles", "modules", "salt", "vagrant", "vendor", "test", "tests", "spec", "examples"),
        *("docs", "Vagrant"),
    ],
)
def test_a_program_in_a_folder_of_provisioning_is_none_of_the_repository(folder: str) -> None:
    assert judged(TOOLS, f"{folder}/manage.py") is None
    assert judged(TOOLS, f"{folder}-app/manage.py") is not None


@pytest.mark.parametrize("file", ["a/b/manage.py", "a/manage.py", "manage.py"])
def test_a_program_near_the_root_is_the_repositorys(file: str) -> None:
    assert judged(TOOLS, file) is not None
    assert judged(TOOLS, f"deep/a/b/{file}") is None


@pytest.mark.parametrize("program", ["node", "coffee", "babel-node", "ts-node", "meteor"])
@pytest.mark.parametrize("by", ["script:start", "script:prod", "script:serve", "script:server"])
def test_a_script_that_starts_a_server_serves(program: str, by: str) -> None:
    started = (NODE, ProcessStarted((program, "app.js"), None))
    assert judged(TOOLS, "composer.json", observations=started, by=by) is None


def test_another_program_that_is_started_serves_nothing() -> None:
    started = (NODE, ProcessStarted(("gulp", "watch"), None))
    assert judged(TOOLS, "composer.json", observations=started, by="script:start") is not None


def test_a_front_end_framework_is_no_server() -> None:
    front = {"dependencies": {"react": "16"}, "scripts": {"start": "react-scripts start"}}
    assert judged(front, "composer.json") is not None


def test_a_library_is_named_by_main_with_or_without_its_ending() -> None:
    assert judged({"main": "lib.js"}, entries=("lib.js",), observations=()) is None
    assert judged({"main": "lib"}, entries=("other.js",), observations=()) is not None
    assert judged({"name": "x"}, entries=("index.js",), observations=()) is not None


def test_a_start_script_or_a_machine_with_a_use_for_it_makes_an_application() -> None:
    starts = {"scripts": {"start": "gulp serve"}}
    assert judged(starts, observations=()) is None
    assert judged(TOOLS, observations=(), used=True) is None


def test_the_whole_application_around_is_never_the_candidates_own_folder() -> None:
    django = (NODE, PackageInstalled("gunicorn", "pip"))
    assert judged(SERVER, "web/manage.py", observations=django, directory="web") is None
    assert judged(SERVER, "manage.py", observations=django) is None
    assert judged(SERVER, "manage.py", observations=django, directory="realtime") is not None
    assert judged(SERVER, "web/manage.py", observations=django, directory="website") is None


@pytest.mark.parametrize(
    ("platform", "file", "package"),
    [
        ("PHP", "composer.json", "php5-fpm"),
        ("PHP", "wp-content/index.php", "libapache2-mod-php"),
        ("Python", "requirements.txt", "flask"),
        ("Ruby", "_config.yml", "passenger"),
        ("Java", "pom.xml", "tomcat8"),
        ("Go", "go.mod", "golang-go"),
        (".NET", "shop.csproj", "dotnet-sdk-8.0"),
        ("Elixir", "mix.exs", "elixir"),
        ("Rust", "Cargo.toml", "cargo"),
        ("Haskell", "shop.cabal", "ghc"),
    ],
)
def test_each_platform_shows_itself_by_a_file_or_a_package(
    platform: str, file: str, package: str
) -> None:
    of_file = judged(TOOLS, file)
    of_package = judged(TOOLS, observations=(NODE, PackageInstalled(package, "apt")))

    assert of_file is not None
    assert of_file.startswith(f"the {platform} program of {file} ")
    assert of_package is not None
    assert of_package.startswith(f"the {platform} program that {package} ")


@pytest.mark.parametrize("package", ["ruby", "python3", "virtualenv", "default-jre", "phantomjs"])
def test_a_package_that_many_machines_have_shows_no_platform(package: str) -> None:
    assert judged(TOOLS, observations=(NODE, PackageInstalled(package, "apt"))) is None


@pytest.mark.parametrize(
    "file",
    [
        *("Gulpfile.js", "Gruntfile.coffee", "webpack.config.js", "rollup.config.js"),
        *("karma.conf.js", "brunch-config.js", "postcss.config.js", "vite.config.js"),
        *("Jakefile.js", "Cakefile"),
    ],
)
def test_the_configuration_of_a_build_tool_is_no_program(file: str) -> None:
    assert is_build_file(f"tools/{file}")
    assert not is_build_file(f"tools/my-{file}")
