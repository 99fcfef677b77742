"""The variables that the application's container gets, addresses rewritten, secrets by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from migrator.decide.connections import (
    Surroundings,
    is_meant,
    kind_of_variable,
    password_variable,
    rewrite,
    to_process,
)
from migrator.evidence import (
    DOTENV_SCOPE,
    SCRIPT_SCOPE,
    EnvironmentSet,
    Evidence,
    PortListened,
    ProcessRunning,
    VariableRead,
)
from migrator.infer.seen import seen
from migrator.knowledge.session_variables import describes_guest, worth_knowing
from migrator.model import Finding, StartCommand
from migrator.plan import EnvironmentVariable, Service
from migrator.ports import LOOPBACK
from migrator.read.synced_folders import GuestPaths, in_repository
from migrator.redact import names_a_secret, redact, resembles_a_key
from migrator.values import Unknown

_ACCOUNT_ENDINGS = ("PASSWORD", "PASS", "PASSWD", "PWD")


@dataclass
class EnvironmentDecision:
    """The variables, and the evidence of each by name."""

    variables: dict[str, EnvironmentVariable] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)

    def planned(self) -> list[EnvironmentVariable]:
        """The variables as the plan has them, sorted by name."""
        return [self.variables[name] for name in sorted(self.variables)]


def decide_environment(
    evidence: Sequence[Evidence],
    machine: str | None,
    start: StartCommand | None,
    around: Surroundings,
    where: GuestPaths | None = None,
) -> EnvironmentDecision:
    """What the VM sets for the application, then what the code needs to find its services.

    A variable that says where the VM has the repository, and that no code reads, is the
    provisioning's own; `where` tells the folders.
    """
    decision = EnvironmentDecision()
    read = {variable.name for variable, _ in seen(evidence, VariableRead)}
    for variable, item in seen(evidence, EnvironmentSet):
        if item.machine not in {machine, None} or describes_guest(variable.name):
            continue
        if variable.name not in read and not worth_knowing(variable.name):
            continue
        if variable.name not in read and _names_the_repository(variable.value, where):
            continue
        if variable.scope == DOTENV_SCOPE and variable.name in decision.variables:
            continue  # dotenv leaves alone what the process is given
        if variable.scope == SCRIPT_SCOPE and variable.name not in read | {"NODE_ENV"}:
            continue
        if item.method == "live" and not _of_application(variable, start):
            continue
        if isinstance(variable.value, Unknown) and item.method == "live":
            _add_masked(decision, variable.name, item)
            continue
        _add(decision, variable.name, _text(variable.value), item, around)
        if variable.scope == DOTENV_SCOPE:
            _withhold_key(decision, variable.name)
    _add_of_start(decision, start, around)
    for listened, item in seen(evidence, PortListened):
        _open_address(decision, listened, item)
    for used, item in seen(evidence, VariableRead):
        if used.name not in decision.variables and used.default:
            _point_to_service(decision, used, item, around)
    return decision


def _open_address(decision: EnvironmentDecision, listened: PortListened, item: Evidence) -> None:
    """Listen on every address of the container, where the code has a variable for it.

    What listens on the loopback address only, nobody outside of the container can reach.
    """
    name = listened.host_variable
    known = decision.variables.get(name) if name is not None else None
    address = known.value if known is not None else listened.host
    if name is not None and address in LOOPBACK:
        decision.variables[name] = EnvironmentVariable(name, "0.0.0.0", False)
        decision.evidence[name] = item


def _names_the_repository(value: str | Unknown, where: GuestPaths | None) -> bool:
    return where is not None and in_repository(value, where.folders, where.links) is not None


def _add_of_start(
    decision: EnvironmentDecision,
    start: StartCommand | None,
    around: Surroundings,
) -> None:
    """Add what the start command itself sets, unless its running process has another value.

    A unit's PATH leads to where the VM has its Node.
    """
    if start is None:
        return
    written = [item for item in start.evidence if not isinstance(item.observation, ProcessRunning)]
    for name, value in start.environment.items():
        if describes_guest(name):
            continue
        known = decision.evidence.get(name)
        if known is None or known.method != "live" or decision.variables[name].secret:
            _add(decision, name, value, written[0] if written else None, around)


def own_environment(
    shared: EnvironmentDecision, start: StartCommand, around: Surroundings
) -> list[EnvironmentVariable]:
    """What a further process is started with and the application is not, sorted by name."""
    own = (
        variable_of(name, value, around)
        for name, value in sorted(start.environment.items())
        if name != "NODE_ENV" and not describes_guest(name)
    )
    return [variable for variable in own if variable != shared.variables.get(variable.name)]


def settle_port(
    decision: EnvironmentDecision, evidence: Sequence[Evidence], port: Finding[int] | None
) -> None:
    """Make the code listen where the running process does, through the variable it reads."""
    if port is None or port.standing != "observed" or not port.evidence:
        return
    read = [listened for listened, _ in seen(evidence, PortListened) if listened.variable]
    for name in {listened.variable or "" for listened in read} | {"PORT"}:
        known = decision.variables.get(name)
        other = any(each.variable == name and each.port != port.value for each in read)
        differs = known.value != str(port.value) if known is not None else other
        if differs:
            decision.variables[name] = EnvironmentVariable(name, str(port.value), False)
            decision.evidence[name] = port.evidence[0]


def _of_application(variable: EnvironmentSet, start: StartCommand | None) -> bool:
    """Whether a variable of the guest is every process's, or the application's own process's."""
    scope, _, pid = variable.scope.partition(" ")
    if scope != "process":
        return True
    observations = [item.observation for item in start.evidence] if start else []
    pids = {str(each.pid) for each in observations if isinstance(each, ProcessRunning)}
    return pid in pids


def _text(value: str | Unknown) -> str | None:
    return None if isinstance(value, Unknown) else value


def _add(
    decision: EnvironmentDecision,
    name: str,
    value: str | None,
    item: Evidence | None,
    around: Surroundings,
) -> None:
    if name == "NODE_ENV":
        # The release has production dependencies only; the override runs development.
        value = "production"
    decision.variables[name] = variable_of(name, value, around)
    if item is not None:
        decision.evidence[name] = item


def _add_masked(decision: EnvironmentDecision, name: str, item: Evidence) -> None:
    """Add a variable whose secret never left the guest; what files say of it is worth more."""
    if name not in decision.variables:
        decision.variables[name] = EnvironmentVariable(name, None, True)
        decision.evidence[name] = item


def _withhold_key(decision: EnvironmentDecision, name: str) -> None:
    """Leave to a person's own .env what a committed one may have as a key."""
    known = decision.variables[name]
    if known.value is not None and resembles_a_key(name, known.value):
        decision.variables[name] = EnvironmentVariable(name, None, True)


def variable_of(name: str, value: str | None, around: Surroundings) -> EnvironmentVariable:
    """A variable with its address rewritten and its secret parts by name."""
    if value is None:
        return _of_no_value(name, around)
    moved = rewrite(name, value, around)
    if moved is not None and moved.secret:
        return EnvironmentVariable(name, None, True, list(moved.parts))
    if moved is not None:
        return EnvironmentVariable(name, moved.parts[0], False)
    value = to_process(value, around) or value
    if names_a_secret(name):
        return _of_no_value(name, around)
    if redact(value) != value or redact(f"{name}={value}") != f"{name}={value}":
        return EnvironmentVariable(name, None, True)
    return EnvironmentVariable(name, value, False)


def _of_no_value(name: str, around: Surroundings) -> EnvironmentVariable:
    """A variable whose value is not known, or must not be: a database's password is its own."""
    shared = _account_secret(name, around) if names_a_secret(name) else None
    return EnvironmentVariable(name, None, names_a_secret(name), ["", shared, ""] if shared else [])


def _account_secret(name: str, around: Surroundings) -> str | None:
    """The service's own secret that a password variable repeats: the one database's."""
    if not name.upper().endswith(_ACCOUNT_ENDINGS):
        return None
    kinds = kind_of_variable(name)
    owners = [each for each in around.services if is_meant(each, kinds)]
    return password_variable(owners[0]) if len(owners) == 1 else None


def _point_to_service(
    decision: EnvironmentDecision, used: VariableRead, item: Evidence, around: Surroundings
) -> None:
    """Set a variable whose default is an address that only works inside the VM."""
    moved = rewrite(used.name, used.default or "", around)
    repeats = names_a_secret(used.name) and _account_secret(used.name, around) is not None
    if moved is not None or repeats or to_process(used.default or "", around) is not None:
        decision.variables[used.name] = variable_of(used.name, used.default, around)
        decision.evidence[used.name] = item


def beside_others(
    around: Surroundings, name: str, starts: Mapping[str, StartCommand]
) -> Surroundings:
    """What addresses mean to the container `name`: the ports of all others are theirs.

    `starts` are by container; a port that several are given tells nothing.
    """
    given = {each: start.environment.get("PORT") for each, start in starts.items()}
    ports = list(given.values())
    others = {
        port: each
        for each, port in given.items()
        if port and each != name and ports.count(port) == 1
    }
    return replace(around, processes=others)


def surroundings(
    services: Sequence[Service], addresses: Mapping[str, str], names: Mapping[str, str]
) -> Surroundings:
    """`addresses` are private addresses of machines, `names` host names for addresses."""
    machines = dict(addresses)
    for name, address in names.items():
        if address in addresses:
            machines[name] = addresses[address]
    return Surroundings(services, machines)
