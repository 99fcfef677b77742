"""The plan: everything that was found and decided, in one document.

The Dockerfile, the compose file, the report, the wizard's screens and the batch
index are made from this document and nothing else. Field names are the
document's keys; `to_document` turns it into plain JSON values.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any, Literal

SCHEMA_VERSION = 1

Status = Literal["ready", "needs-decisions", "manual", "not-node", "failed"]
Outcome = Literal["image", "app", "service", "compose", "environment", "dropped", "manual"]
Method = Literal["static", "live", "answer", "default"]
Confidence = Literal["certain", "likely", "guess"]
Role = Literal["process", "scheduler", "setup"]
Standing = Literal["agree", "differ", "files-only", "guest-only"]


@dataclass(frozen=True)
class Tool:
    name: str
    version: str


@dataclass(frozen=True)
class ProjectIdentity:
    """What is migrated; paths are relative to the root and use `/`.

    `day` is what moving names such as `lts` were read for: the newest commit's, an ISO date.
    """

    name: str
    root: str
    vagrantfile: str | None
    day: str | None = None


@dataclass(frozen=True)
class OperatingSystem:
    """A guest's distribution; version and codename are null when only the id is known."""

    family: str
    id: str
    version: str | None
    codename: str | None


@dataclass(frozen=True)
class PlannedPort:
    guest: int
    host: int | None
    protocol: str
    host_ip: str | None


@dataclass(frozen=True)
class PlannedFolder:
    host: str
    guest: str
    disabled: bool


@dataclass(frozen=True)
class PlannedProvisioner:
    kind: str
    source: Literal["inline", "path", "url"] | None
    path: str | None
    line: int
    privileged: bool
    run: str


@dataclass(frozen=True)
class PlannedMachine:
    name: str
    primary: bool
    box: str | None
    os: OperatingSystem | None
    hostname: str | None
    forwarded_ports: list[PlannedPort]
    private_ips: list[str]
    synced_folders: list[PlannedFolder]
    provisioners: list[PlannedProvisioner]
    memory: int | None = None
    cpus: int | None = None


# The files of a project that ask for a Node, the most specific one first.
DECLARED = ("nvmrc", "node-version", "tool-versions", "volta", "engines")


@dataclass(frozen=True)
class NodeVersion:
    """The Node release the VM has or would have got.

    `spec` is what the winning evidence says, verbatim; `eol` an ISO date, null
    while the line is supported.
    """

    spec: str | None
    version: str | None
    source: str
    eol: str | None


@dataclass(frozen=True)
class NodeConcern:
    """What of a repository a change is about: a call, a dependency, a lock file."""

    what: str
    path: str
    line: int | None

    def shown(self) -> str:
        """`webpack 4.46.0 (package.json:12)`."""
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{self.what} ({place})"


@dataclass(frozen=True)
class NodeChange:
    """Something that a newer Node does otherwise.

    `concerns` is empty for what every application may meet, and for an interface that its
    code was not seen to use. `source` is where the fact is from.
    """

    since: str
    kind: Literal["api", "behaviour", "npm", "package"]
    what: str
    advice: str
    concerns: list[NodeConcern]
    source: str


@dataclass(frozen=True)
class NodeMove:
    """A move to another Node than the machine's, which a person asked for.

    `decided_by` is `--node`, `migrator.yaml:3` or `a person`; `changes` begin with those
    that concern this repository.
    """

    machine: str
    chosen: str
    decided_by: str
    changes: list[NodeChange]


@dataclass(frozen=True)
class PackageManager:
    """Who installs the dependencies; `lockfile` is relative to the app's directory.

    `from_npm` is the npm package that brings it (`yarn@1.22.22`, `npm@6.14.18`) where
    the Node image does not have it, or has another version of it.
    """

    name: Literal["npm", "yarn", "pnpm"]
    version: str | None
    lockfile: str | None
    from_npm: str | None = None


@dataclass(frozen=True)
class Image:
    """What the Dockerfile's base is, decided; the template only prints it.

    `strategy` is `official` (base is an official Node image whose apt works) or
    `copy-node` (base is a maintained Debian image and `node_from` names the
    official image whose /usr/local is copied onto it). `why` explains the
    choice in a sentence for the comment in the Dockerfile.
    """

    strategy: Literal["official", "copy-node"]
    base: str
    node_from: str | None
    debian: str
    create_user: bool
    why: str

    @property
    def node(self) -> str:
        """The Node release inside, which need not be the machine's: not each has an image."""
        name = (self.node_from or self.base).partition("@")[0]
        return name.rpartition(":")[2].partition("-")[0]


@dataclass(frozen=True)
class Fetch:
    """The stage in which a newer npm gets the packages, where the Node's own npm cannot.

    `image` has that npm and `settings` are its settings. It runs no scripts:
    the packages' are run by the Node's own `npm rebuild`, and then `scripts`, which are
    those of the application itself. `held` are packages, with their versions, that have to be
    named where the day of a version is not known: newer ones do not say which Node they need.
    """

    image: str
    settings: dict[str, str]
    scripts: list[list[str]]
    held: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class BuildSecret:
    """What the installation may see and no layer keeps: a file, or the value of a variable.

    `path` is relative to the project's root. One of `path` and `variable` is null.
    """

    id: str
    path: str | None = None
    variable: str | None = None


@dataclass(frozen=True)
class App:
    """One application container.

    `install` installs everything, `install_production` only what runs;
    `entry_files` are what the generated smoke test parses, relative to `dir`;
    `start` is the exec-form command. `dev_start` is the command of the
    development override, null when the project has none. `copy_before_install`
    lists files the install needs (manifest, lock file, .npmrc, …), relative to
    `dir`; `install_needs_sources` is why the sources must be there too, null when
    they need not. `artefacts` are the files and directories that `build` makes, or the
    installation where there is no build; empty when they are not known.
    `build_globals` and `runtime_globals` are those of `globals` that the image needs
    to install, build and test, or to start: npm packages, with or without `@version`.
    `install_before` is the first day (ISO) whose versions are too new to install, null
    where a lock file says which are meant, `install_why` what is not usual about the
    installation, null where nothing is. `fetch` is set where another npm than the image's
    own runs `install` and `install_production`. `git_dependencies` are cloned by npm;
    `install_secrets` let the installation into a registry.
    `test_left_out` is why the project's tests cannot run in a build, and `test` is null.
    `dev_dependencies` says whether the manifest has any that the release leaves out, so that it
    needs a set of its own; `development_needed` are those that the start needs all the same.
    `module_folders` are where the installation puts packages: workspaces may have their own.
    `restart` says whether something starts the process again when it ends.
    The `role` scheduler is the container that runs the cron jobs, setup one that ends before
    the others start. `before_start` are commands that run each time before `start`.
    `instances` is how many processes of it the VM ran, 0 for one a processor and null where
    nothing says so; `replicas` how many containers run it. `environment` are the variables
    of a further process that differ from those of the plan.
    """

    dir: str
    name: str
    machine: str | None
    node: NodeVersion
    package_manager: PackageManager
    install: list[str]
    lint: list[str] | None
    test: list[str] | None
    build: list[str] | None
    start: list[str] | None
    port: int | None
    globals: list[str]
    process_manager: str | None
    service: str = "app"
    image: Image | None = None
    install_production: list[str] = field(default_factory=list)
    copy_before_install: list[str] = field(default_factory=list)
    install_needs_sources: str | None = None
    entry_files: list[str] = field(default_factory=list)
    artefacts: list[str] = field(default_factory=list)
    dev_start: list[str] | None = None
    dev_dependencies: bool = False
    start_why: str | None = None
    build_globals: list[str] = field(default_factory=list)
    runtime_globals: list[str] = field(default_factory=list)
    restart: bool = False
    role: Role = "process"
    before_start: list[list[str]] = field(default_factory=list)
    instances: int | None = None
    replicas: int = 1
    install_before: str | None = None
    install_why: str | None = None
    fetch: Fetch | None = None
    git_dependencies: list[str] = field(default_factory=list)
    install_secrets: list[BuildSecret] = field(default_factory=list)
    test_left_out: str | None = None
    development_needed: list[str] = field(default_factory=list)
    module_folders: list[str] = field(default_factory=lambda: ["node_modules"])
    environment: list[EnvironmentVariable] = field(default_factory=list)


@dataclass(frozen=True)
class DroppedPackage:
    name: str
    reason: str


@dataclass(frozen=True)
class OsPackages:
    """What becomes of every package that provisioning installs, by the name it uses.

    `image_names` holds the image's Debian names of those that are called otherwise
    there; `added_runtime` and `added_build` what the application's own dependencies
    need besides, by their Debian names.
    """

    runtime: list[str]
    build: list[str]
    dropped: list[DroppedPackage]
    added_runtime: list[str] = field(default_factory=list)
    added_build: list[str] = field(default_factory=list)
    image_names: dict[str, list[str]] = field(default_factory=dict)

    def installed_to_run(self) -> list[str]:
        """The Debian packages of every stage, sorted."""
        return sorted({*self._in_image(self.runtime), *self.added_runtime})

    def installed_to_build(self) -> list[str]:
        """The Debian packages of the stages that install and build, sorted."""
        build = {*self._in_image(self.build), *self.added_build}
        return sorted(build - set(self.installed_to_run()))

    def _in_image(self, names: list[str]) -> list[str]:
        return [real for name in names for real in self.image_names.get(name, [name])]


@dataclass(frozen=True)
class HealthCheck:
    """A compose health check: exec-form command and seconds."""

    test: list[str]
    interval: int = 5
    timeout: int = 5
    retries: int = 12
    start_period: int = 10


@dataclass(frozen=True)
class EnvironmentVariable:
    """A variable; the value of a secret is never held here (`value` is null).

    `parts` is set for a value with a secret inside it: text and the name of a secret by
    turns, `["postgres://app:", "POSTGRES_PASSWORD", "@postgres:5432/app"]`.
    """

    name: str
    value: str | None
    secret: bool
    parts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class InitScript:
    """A file that the service's image runs on first start; text or a path in the repository."""

    name: str
    text: str | None = None
    path: str | None = None


@dataclass(frozen=True)
class Service:
    """A backing service; `environment` is the service container's own."""

    name: str
    kind: str
    version: str | None
    image: str
    port: int
    databases: list[str]
    users: list[str]
    init: list[str]
    volume: str | None
    machine: str | None
    volume_path: str | None = None
    environment: list[EnvironmentVariable] = field(default_factory=list)
    command: list[str] | None = None
    healthcheck: HealthCheck | None = None
    init_scripts: list[InitScript] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ProxyDirective:
    """A directive of nginx's configuration; `block` is null for one that ends without a block."""

    name: str
    arguments: list[str]
    block: list[ProxyDirective] | None = None


@dataclass(frozen=True)
class ServedFolder:
    """A folder of the repository that the proxy serves, and where it has it."""

    path: str
    target: str


@dataclass(frozen=True)
class ReverseProxy:
    """A web server in front; `config` is the file that the VM had its site in.

    `service` is the container that takes its place, null where none does. `directives` are
    that container's configuration, `sources` the places that it was translated from, and
    `left_out` what of them could not be.
    """

    kind: str
    listen: list[int]
    upstream_port: int | None
    config: str | None
    service: str | None = None
    image: str | None = None
    healthcheck: HealthCheck | None = None
    directives: list[ProxyDirective] = field(default_factory=list)
    folders: list[ServedFolder] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class CronJob:
    """A cron job of the VM; `run` is what the scheduler's container runs for it.

    `run` is null where no container runs the job, and `why` says why. `source` and `line`
    are where it was scheduled.
    """

    schedule: str
    command: str
    user: str | None
    run: str | None = None
    why: str = ""
    source: str | None = None
    line: int | None = None


@dataclass(frozen=True)
class PublishedPort:
    """A port that compose publishes; `host` is null for a port docker chooses."""

    host: int | None
    container: int
    service: str
    host_ip: str | None = None
    protocol: str = "tcp"


@dataclass(frozen=True)
class EvidenceLine:
    fact: str
    value: Any
    source: str
    line: int | None
    text: str
    method: Method
    confidence: Confidence


@dataclass(frozen=True)
class Conflict:
    """Two sources that disagree; `sources` has where each of `candidates` comes from."""

    fact: str
    candidates: list[str]
    chosen: str | None
    why: str
    sources: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Drift:
    """A fact of the files beside the running machine's; null where one says nothing of it."""

    fact: str
    standing: Standing
    files: str | None
    guest: str | None


@dataclass(frozen=True)
class LedgerEntry:
    """One thing that provisioning does and what becomes of it."""

    source: str
    line: int
    end_line: int
    text: str
    outcome: Outcome
    target: str | None
    reason: str
    machine: str | None = None


@dataclass(frozen=True)
class Question:
    """What only a person can decide; `answer` is null while it is open.

    With `closed` only one of the choices will do; else they are suggestions. With
    `optional` the default is the answer where nobody gave one. `by_default` is set where
    the answer is a default that nobody gave.
    """

    id: str
    text: str
    choices: list[str]
    default: str | None
    answer: str | None
    why: str
    closed: bool = False
    optional: bool = False
    by_default: bool = False

    @property
    def who(self) -> str:
        """Who answered, as the reason of what follows from it."""
        return "the default was taken" if self.by_default else "a person decided so"


@dataclass(frozen=True)
class Warning:
    code: str
    message: str
    source: str | None
    line: int | None


@dataclass(frozen=True)
class Plan:
    """One repository's migration; see `docs/plan.md` for every key's meaning."""

    project: ProjectIdentity
    status: Status
    readiness: float
    machines: list[PlannedMachine]
    app: App | None
    os_packages: OsPackages
    services: list[Service]
    environment: list[EnvironmentVariable]
    ports: list[PublishedPort]
    tool: Tool
    schema_version: int = SCHEMA_VERSION
    extra_apps: list[App] = field(default_factory=list)
    reverse_proxy: ReverseProxy | None = None
    cron: list[CronJob] = field(default_factory=list)
    evidence: list[EvidenceLine] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    drift: list[Drift] = field(default_factory=list)
    ledger: list[LedgerEntry] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    readiness_reasons: list[str] = field(default_factory=list)
    test_gate: bool = True
    development_ports: list[PublishedPort] = field(default_factory=list)
    node_move: NodeMove | None = None


def to_document(plan: Plan) -> dict[str, Any]:
    """The plan as JSON values, keys in the order in which they are documented."""
    document = dataclasses.asdict(plan)
    first = ("schema_version", "tool", "project", "status", "readiness", "readiness_reasons")
    middle = ("machines", "app", "extra_apps", "os_packages", "services", "reverse_proxy", "cron")
    order = (*first, *middle, *(key for key in document if key not in {*first, *middle}))
    return {key: document[key] for key in order}


def open_questions(plan: Plan) -> list[Question]:
    """The questions that nobody has answered yet, in order."""
    return [question for question in plan.questions if question.answer is None]
