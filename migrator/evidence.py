"""Evidence: one observation, and where it came from.

Observations are a closed union of small classes. Two sightings of one thing
stay two; only `migrator.infer` groups them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Union

from migrator.plan import Confidence, Method
from migrator.values import Text


@dataclass(frozen=True)
class Origin:
    """Where something was seen: a file of the repository or a command in the guest.

    `unit` is the index of the ledger entry it came from (see `migrator.ledger`), None
    for what does not come from provisioning.
    """

    place: str
    line: int | None = None
    excerpt: str = ""
    unit: int | None = None

    @property
    def where(self) -> str:
        """`provision.sh:7`, or the place alone where no line is known."""
        return f"{self.place}:{self.line}" if self.line else self.place


# --- what provisioning or the running machine installs ---------------------------------


@dataclass(frozen=True)
class PackageInstalled:
    """An OS package; `manager` is apt, yum, apk, …; `version` as pinned."""

    name: str
    manager: str
    version: str | None = None


@dataclass(frozen=True)
class PackageRemoved:
    name: str
    manager: str


@dataclass(frozen=True)
class RepositoryAdded:
    """A package source: `url` as written (ppa:…, deb line, list file's address)."""

    url: str
    manager: str


@dataclass(frozen=True)
class NodeRepository:
    """A package source that a later `apt-get install nodejs` takes Node from.

    `source` is nodesource, ppa, …; `spec` the line it serves: "8.x", "0.10", "" when it
    cannot be told.
    """

    source: str
    spec: str


@dataclass(frozen=True)
class NodeInstalled:
    """Node from `source` (the plan's names); `spec` as written, "" when none was named."""

    source: str
    spec: str


@dataclass(frozen=True)
class NodeSelected:
    """One of the installed versions becomes the default: `nvm alias default 8`."""

    source: str
    spec: str


@dataclass(frozen=True)
class NodeRemoved:
    source: str


@dataclass(frozen=True)
class GlobalInstalled:
    """An npm package installed globally; `manager` is npm, yarn or pnpm."""

    name: str
    version: str | None = None
    manager: str = "npm"


@dataclass(frozen=True)
class DependenciesInstalled:
    """`npm install` or its like in a directory of the guest."""

    directory: Text
    manager: str
    argv: tuple[str, ...] = ()


@dataclass(frozen=True)
class BuildRun:
    """A build step in the application's directory (`npm run build`, `gulp`, `tsc`)."""

    argv: tuple[str, ...]
    directory: Text


@dataclass(frozen=True)
class ProcessStarted:
    """A long-running process: who starts it, with what, where and as whom.

    `name` is what its process manager calls it. `restart` says whether it is started again
    when it ends, None where only the manager's habit tells; `instances` how many run at
    once, 0 for as many as there are processors.
    """

    argv: tuple[str, ...]
    manager: str | None
    directory: Text | None = None
    user: str | None = None
    environment: Mapping[str, Text] = field(default_factory=dict)
    development: bool = False
    name: str | None = None
    restart: bool | None = None
    instances: int | None = None


@dataclass(frozen=True)
class ServiceStarted:
    """A unit that provisioning starts or enables, by its name without `.service`."""

    unit: str


# --- services ---------------------------------------------------------------------------


@dataclass(frozen=True)
class ServiceInstalled:
    """A backing service; `version` as known from a pin or a repository's address."""

    kind: str
    version: str | None = None
    why: str = ""


@dataclass(frozen=True)
class ServiceConfigured:
    """A setting of a backing service; `what` says it in a few words for the ledger."""

    kind: str
    what: str
    setting: str | None = None
    value: str | None = None


@dataclass(frozen=True)
class DatabaseCreated:
    kind: str
    name: str
    owner: str | None = None


@dataclass(frozen=True)
class DatabaseUser:
    """A database account. The password itself is not kept, only that there is one."""

    kind: str
    name: str
    database: str | None = None
    has_password: bool = False
    superuser: bool = False


@dataclass(frozen=True)
class DatabaseLoaded:
    """A dump or script loaded into a database; `path` is the guest's or repository's."""

    kind: str
    path: str
    database: str | None = None


@dataclass(frozen=True)
class SiteDirective:
    """A directive of nginx's; `block` is None where it has none."""

    name: str
    arguments: tuple[str, ...]
    line: int
    block: tuple[SiteDirective, ...] | None = None


@dataclass(frozen=True)
class SiteTarget:
    """Where a site passes requests below `location` on to; a Unix socket has no port."""

    location: str
    host: str
    port: int | None
    websocket: bool = False


@dataclass(frozen=True)
class SiteSource:
    """What nginx's own configuration says of a site, for translating it.

    `around` are the directives beside the server's block, `groups` each upstream
    by its name.
    """

    server: SiteDirective
    around: tuple[SiteDirective, ...] = ()
    groups: Mapping[str, SiteDirective] = field(default_factory=dict)


@dataclass(frozen=True)
class ProxySite:
    """A web server's site that was read: ports, upstream, roots.

    `redirect` is where all of it is sent, `tls` those of its ports that speak TLS; `folders`
    are pairs of a location and the guest's folder that is served there.
    """

    kind: str
    listen: tuple[int, ...]
    upstream_host: str | None
    upstream_port: int | None
    root: str | None = None
    config: str | None = None
    server_names: tuple[str, ...] = ()
    redirect: str | None = None
    tls: tuple[int, ...] = ()
    targets: tuple[SiteTarget, ...] = ()
    folders: tuple[tuple[str, str], ...] = ()
    source: SiteSource | None = field(default=None, repr=False)


# --- the guest's set-up -------------------------------------------------------------------


@dataclass(frozen=True)
class EnvironmentSet:
    """A variable that the guest's processes see; `scope` says which file or command."""

    name: str
    value: Text
    scope: str


@dataclass(frozen=True)
class PortRedirected:
    """iptables or the like sends `port` to `to` inside the guest."""

    port: int
    to: int


@dataclass(frozen=True)
class HostNamed:
    """An /etc/hosts entry."""

    name: str
    address: str


@dataclass(frozen=True)
class CronScheduled:
    """A cron job; `environment` has what its table sets for it, beside cron's own settings."""

    schedule: str
    command: str
    user: str | None = None
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RepositoryCloned:
    url: str
    directory: Text | None


@dataclass(frozen=True)
class FilePlaced:
    """A file or folder that becomes part of the image, such as a font or a certificate."""

    path: str
    why: str


@dataclass(frozen=True)
class Furniture:
    """A step that only the VM needed; `why` is the ledger's reason."""

    why: str


@dataclass(frozen=True)
class StartupStep:
    """Something that has to happen each time the application starts; `directory` is the guest's.

    `environment` is what its command line sets for it.
    """

    argv: tuple[str, ...]
    directory: Text | None
    why: str
    environment: Mapping[str, Text] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from other steps: the same words elsewhere are another one."""
        variables = (f"{name}={value}" for name, value in sorted(self.environment.items()))
        return (str(self.directory), *variables, *self.argv)


# Where a variable holds that a script sets for its own commands.
SCRIPT_SCOPE = "the provisioning script"
DOTENV_SCOPE = "the .env of the repository"
# Why a command that no detector declares is for a person.
UNRECOGNISED = "nothing here recognises this command"


SOURCE_CODE = "source code"


@dataclass(frozen=True)
class Unreadable:
    """We saw something and could not tell what it is.

    SOURCE_CODE is the `what` of a file that the application loads and that was not read.
    """

    what: str
    why: str


# --- the project's own files ----------------------------------------------------------------


@dataclass(frozen=True)
class NodeDeclared:
    """A version file or the manifest asks for Node: `source` is nvmrc, engines, …"""

    source: str
    spec: str


@dataclass(frozen=True)
class PortListened:
    """The code or its configuration listens on a port.

    `variable` is the environment variable that overrides it, `host` the address
    it binds to where one is written, `host_variable` what sets that.
    """

    port: int
    variable: str | None = None
    host: str | None = None
    host_variable: str | None = None


@dataclass(frozen=True)
class PortExposed:
    """A port that container files of a person's own give the application."""

    port: int


@dataclass(frozen=True)
class DevelopmentServer:
    """A front end's development server: the port it listens on while somebody develops."""

    port: int
    package: str | None = None


@dataclass(frozen=True)
class AddressWritten:
    """A hard-coded address or guest path in the code: `localhost:27017`, `/vagrant`."""

    text: str
    kind: Literal["service", "guest-path", "private-ip"]
    port: int | None = None
    variable: str | None = None


@dataclass(frozen=True)
class InterfaceUsed:
    """The code uses something of Node that a later release took away: `util.print(`."""

    text: str


@dataclass(frozen=True)
class DevelopmentPackageLoaded:
    """What a started file always loads, and package.json lists under devDependencies alone.

    `entry` is the started file, relative to the project's root.
    """

    name: str
    entry: str


@dataclass(frozen=True)
class VariableRead:
    """The code reads an environment variable, with the default it falls back on."""

    name: str
    default: str | None = None


# --- the running machine ----------------------------------------------------------------------


@dataclass(frozen=True)
class GuestSystem:
    """The guest's /etc/os-release."""

    id: str
    version: str | None
    codename: str | None


@dataclass(frozen=True)
class NodeFound:
    """A node binary in the running machine and the version it reports."""

    path: str
    version: str


@dataclass(frozen=True)
class ProcessRunning:
    """A Node process in the running machine; `executable` is the binary that it runs."""

    argv: tuple[str, ...]
    directory: str | None
    user: str | None
    pid: int | None = None
    executable: str | None = None


@dataclass(frozen=True)
class SocketListening:
    """A listening TCP socket; `process` and `pid` are empty where we may not see them."""

    port: int
    address: str
    process: str | None = None
    pid: int | None = None


@dataclass(frozen=True)
class ServiceRunning:
    """A running service unit of the guest, by its unit name."""

    unit: str


@dataclass(frozen=True)
class ServiceVersion:
    """The version that a service's own binary reports in the running machine."""

    kind: str
    version: str


Observation = Union[
    PackageInstalled,
    PackageRemoved,
    RepositoryAdded,
    NodeRepository,
    NodeInstalled,
    NodeSelected,
    NodeRemoved,
    GlobalInstalled,
    DependenciesInstalled,
    BuildRun,
    ProcessStarted,
    ServiceStarted,
    ServiceInstalled,
    ServiceConfigured,
    DatabaseCreated,
    DatabaseUser,
    DatabaseLoaded,
    ProxySite,
    EnvironmentSet,
    PortRedirected,
    HostNamed,
    CronScheduled,
    RepositoryCloned,
    FilePlaced,
    Furniture,
    StartupStep,
    Unreadable,
    NodeDeclared,
    PortListened,
    PortExposed,
    DevelopmentServer,
    AddressWritten,
    InterfaceUsed,
    DevelopmentPackageLoaded,
    VariableRead,
    GuestSystem,
    NodeFound,
    ProcessRunning,
    SocketListening,
    ServiceRunning,
    ServiceVersion,
]


@dataclass(frozen=True)
class Evidence:
    """One observation with its origin; the runner stamps everything but the observation.

    `by` names the detector or probe. Evidence from provisioning is in the order in
    which the machine would run it.
    """

    machine: str | None
    observation: Observation
    origin: Origin
    by: str
    method: Method = "static"
    certainty: Confidence = "certain"
