"""Plans written by hand, one for each typical shape of a project."""

from __future__ import annotations

from dataclasses import replace

from migrator.plan import (
    App,
    BuildSecret,
    Conflict,
    DroppedPackage,
    EnvironmentVariable,
    EvidenceLine,
    Fetch,
    HealthCheck,
    Image,
    InitScript,
    LedgerEntry,
    NodeVersion,
    OperatingSystem,
    OsPackages,
    PackageManager,
    Plan,
    PlannedFolder,
    PlannedMachine,
    PlannedPort,
    PlannedProvisioner,
    ProjectIdentity,
    PublishedPort,
    Question,
    ReverseProxy,
    Service,
    Tool,
    Warning,
)

TOOL = Tool("migrator", "0.1.0")
MANIFEST = ["package.json", "package-lock.json"]


def machine(ports: list[PlannedPort], box: str, codename: str, version: str) -> PlannedMachine:
    """An Ubuntu machine with the project's folder and one shell script."""
    return PlannedMachine(
        name="default",
        primary=True,
        box=box,
        os=OperatingSystem("debian", "ubuntu", version, codename),
        hostname=None,
        forwarded_ports=ports,
        private_ips=[],
        synced_folders=[PlannedFolder(".", "/vagrant", False)],
        provisioners=[PlannedProvisioner("shell", "path", "provision.sh", 9, True, "once")],
    )


def evidence(fact: str, value: object, source: str, line: int, text: str) -> EvidenceLine:
    """Certain, static evidence."""
    return EvidenceLine(fact, value, source, line, text, "static", "certain")


def express() -> Plan:
    """A small express application with tests, on an image whose apt works."""
    app = App(
        dir=".",
        name="hello-express",
        machine="default",
        node=NodeVersion("18.x", "18.20.8", "nodesource", "2025-04-30"),
        package_manager=PackageManager("npm", "10.8.2", "package-lock.json"),
        install=["npm", "ci"],
        install_production=["npm", "ci", "--omit=dev"],
        lint=["npm", "run", "lint"],
        test=["npm", "test"],
        build=None,
        start=["node", "server.js"],
        start_why="package.json's start script is plain node, so npm is left out.",
        port=3000,
        globals=["pm2"],
        process_manager="pm2",
        restart=True,
        image=Image(
            "official",
            "node:18.20.8-bookworm-slim",
            None,
            "bookworm",
            False,
            "The image is Debian bookworm, whose packages are still served.",
        ),
        copy_before_install=MANIFEST,
        entry_files=["server.js"],
        dev_start=["npm", "run", "dev"],
        dev_dependencies=True,
    )
    return Plan(
        project=ProjectIdentity("hello-express", ".", "Vagrantfile"),
        status="ready",
        readiness=1.0,
        machines=[
            machine(
                [PlannedPort(3000, 8080, "tcp", "127.0.0.1")], "ubuntu/jammy64", "jammy", "22.04"
            )
        ],
        app=app,
        os_packages=OsPackages([], [], [DroppedPackage("vim", "interactive tool")]),
        services=[],
        environment=[EnvironmentVariable("NODE_ENV", "production", False)],
        ports=[PublishedPort(8080, 3000, "app", "127.0.0.1")],
        tool=TOOL,
        evidence=[
            evidence(
                "app.node.version",
                "18.20.8",
                "provision.sh",
                4,
                "curl -fsSL https://deb.example.org/setup_18.x | bash -",
            ),
            evidence("app.port", 3000, "server.js", 12, "app.listen(process.env.PORT || 3000)"),
            evidence("app.start", ["node", "server.js"], "provision.sh", 8, "pm2 start server.js"),
        ],
        ledger=[
            LedgerEntry(
                "provision.sh", 3, 3, "apt-get install -y vim", "dropped", None, "interactive tool"
            ),
            LedgerEntry(
                "provision.sh",
                4,
                4,
                "curl -fsSL https://deb.example.org/setup_18.x | bash -",
                "image",
                "Dockerfile: base",
                "Node.js comes with the image",
            ),
            LedgerEntry(
                "provision.sh",
                8,
                8,
                "pm2 start server.js",
                "app",
                "Dockerfile: CMD",
                "the container's only process",
            ),
        ],
        readiness_reasons=["Every provisioning step was understood."],
    )


def native_postgres() -> Plan:
    """Native modules and PostgreSQL on a Node whose own image's apt is gone."""
    app = App(
        dir=".",
        name="ledger-api",
        machine="default",
        node=NodeVersion("8", "8.17.0", "nodesource", "2019-12-31"),
        package_manager=PackageManager("npm", "6.13.4", "package-lock.json"),
        install=["npm", "ci"],
        install_production=["npm", "ci", "--only=production"],
        lint=None,
        test=["npm", "test"],
        build=None,
        start=["node", "bin/www"],
        port=8000,
        globals=[],
        process_manager="systemd",
        restart=True,
        image=Image(
            "copy-node",
            "debian:bookworm-slim",
            "node:8.17.0-stretch-slim",
            "bookworm",
            True,
            "node:8.17.0-stretch-slim is Debian stretch, whose packages have left the mirrors, so "
            "its Node.js is copied onto a Debian that is maintained.",
        ),
        copy_before_install=MANIFEST,
        install_secrets=[
            BuildSecret("npmrc", path=".npmrc"),
            BuildSecret("LEDGER_NPM_TOKEN", variable="LEDGER_NPM_TOKEN"),
        ],
        entry_files=["bin/www"],
        dev_dependencies=True,
    )
    database = Service(
        name="postgres",
        kind="postgresql",
        version="10",
        image="postgres:10",
        port=5432,
        databases=["ledger"],
        users=["ledger"],
        init=["db/schema.sql"],
        volume="postgres-data",
        machine="default",
        volume_path="/var/lib/postgresql/data",
        environment=[
            EnvironmentVariable("POSTGRES_DB", "ledger", False),
            EnvironmentVariable("POSTGRES_PASSWORD", None, True),
            EnvironmentVariable("POSTGRES_USER", "ledger", False),
        ],
        healthcheck=HealthCheck(["CMD", "pg_isready", "-U", "ledger"]),
        init_scripts=[
            InitScript("10-extension.sql", text="CREATE EXTENSION IF NOT EXISTS pgcrypto;\n"),
            InitScript("20-schema.sql", path="db/schema.sql"),
        ],
    )
    return Plan(
        project=ProjectIdentity("ledger-api", ".", "Vagrantfile"),
        status="ready",
        readiness=0.95,
        machines=[
            machine([PlannedPort(8000, 8000, "tcp", None)], "ubuntu/bionic64", "bionic", "18.04")
        ],
        app=app,
        os_packages=OsPackages(["libpq5"], ["build-essential", "libpq-dev", "python3"], []),
        services=[database],
        environment=[
            EnvironmentVariable(
                "DATABASE_URL",
                None,
                True,
                ["postgres://ledger:", "POSTGRES_PASSWORD", "@postgres/ledger"],
            ),
            EnvironmentVariable("DB_HOST", "postgres", False),
            EnvironmentVariable("SESSION_SECRET", None, True),
        ],
        ports=[PublishedPort(8000, 8000, "app")],
        tool=TOOL,
        evidence=[
            evidence("app.install_secrets", ["npmrc"], ".npmrc", 2, ""),
            evidence("app.node.version", "8.17.0", "provision.sh", 5, "setup_8.x | bash -"),
            evidence("app.port", 8000, "bin/www", 9, "server.listen(8000)"),
            evidence("app.start", ["node", "bin/www"], "api.service", 7, "ExecStart=node bin/www"),
            evidence(
                "os_packages.build",
                "build-essential",
                "provision.sh",
                3,
                "apt-get install -y build-essential libpq-dev",
            ),
            evidence(
                "os_packages.build",
                "libpq-dev",
                "provision.sh",
                3,
                "apt-get install -y build-essential libpq-dev",
            ),
            evidence("os_packages.runtime", "libpq5", "package.json", 11, '"pg-native": "^3.0.0"'),
        ],
        conflicts=[
            Conflict(
                "app.node.version",
                ["8.17.0", ">=10"],
                "8.17.0",
                "the machine runs what provisioning installs; engines only asks",
            )
        ],
        ledger=[
            LedgerEntry(
                "provision.sh",
                3,
                3,
                "apt-get install -y build-essential libpq-dev",
                "image",
                "Dockerfile: tools",
                "needed to compile pg-native",
            ),
            LedgerEntry(
                "provision.sh",
                12,
                14,
                "sudo -u postgres psql -c \"CREATE ROLE ledger PASSWORD '***'\"",
                "service",
                "compose.yaml: services.postgres",
                "PostgreSQL becomes its own container",
            ),
        ],
        warnings=[
            Warning("node-eol", "Node.js 8 gets no security fixes since 2019-12-31.", None, None)
        ],
        readiness_reasons=["Node.js 8 is past its end of life."],
    )


def yarn_subfolder() -> Plan:
    """A front end that Yarn builds, in a folder of its own, without tests."""
    app = App(
        dir="web",
        name="shop-web",
        machine="default",
        node=NodeVersion("16", "16.20.2", "nvm", "2023-09-11"),
        package_manager=PackageManager("yarn", "1.22.19", "yarn.lock"),
        install=["yarn", "install", "--frozen-lockfile"],
        install_production=["yarn", "install", "--frozen-lockfile", "--production"],
        lint=["yarn", "lint"],
        test=None,
        build=["yarn", "build"],
        start=["node", "server/index.js"],
        port=5000,
        globals=["gulp-cli"],
        process_manager=None,
        image=Image(
            "copy-node",
            "debian:bookworm-slim",
            "node:16.20.2-buster-slim",
            "bookworm",
            True,
            "node:16.20.2-buster-slim is Debian buster, whose packages have left the mirrors.",
        ),
        copy_before_install=["package.json", "yarn.lock", "patches/left-pad.patch"],
        entry_files=["server/index.js"],
        artefacts=["dist"],
        dev_start=["yarn", "dev"],
        dev_dependencies=True,
        build_globals=["gulp-cli@2.3.0"],
    )
    return Plan(
        project=ProjectIdentity("shop", ".", "Vagrantfile"),
        status="ready",
        readiness=0.9,
        machines=[machine([], "ubuntu/focal64", "focal", "20.04")],
        app=app,
        os_packages=OsPackages([], [], []),
        services=[],
        environment=[],
        ports=[PublishedPort(5000, 5000, "app")],
        tool=TOOL,
    )


def worker_rabbitmq() -> Plan:
    """A web process and a worker of one folder, with RabbitMQ between them."""
    image = Image(
        "official",
        "node:20.19.2-bookworm-slim",
        None,
        "bookworm",
        False,
        "The image is Debian bookworm, whose packages are still served.",
    )
    web = App(
        dir=".",
        name="mailer",
        machine="default",
        node=NodeVersion("20", "20.19.2", "distro", "2026-04-30"),
        package_manager=PackageManager("npm", "9.2.0", None),
        install=["npm", "install"],
        install_production=["npm", "install", "--omit=dev"],
        lint=None,
        test=None,
        build=None,
        start=["node", "web.js"],
        port=3000,
        globals=[],
        process_manager="upstart",
        restart=True,
        service="web",
        image=image,
        copy_before_install=["package.json"],
        entry_files=["web.js", "worker.js"],
    )
    worker = App(
        dir=".",
        name="mailer",
        machine="default",
        node=web.node,
        package_manager=web.package_manager,
        install=web.install,
        install_production=web.install_production,
        lint=None,
        test=None,
        build=None,
        start=["node", "worker.js", "--queue", "mail $HOME"],
        port=None,
        globals=[],
        process_manager="upstart",
        restart=True,
        service="worker",
        image=image,
        copy_before_install=["package.json"],
        entry_files=["web.js", "worker.js"],
    )
    broker = Service(
        name="rabbitmq",
        kind="rabbitmq",
        version="3.6",
        image="rabbitmq:3.6",
        port=5672,
        databases=[],
        users=["mailer"],
        init=[],
        volume="rabbitmq-data",
        machine="default",
        volume_path="/var/lib/rabbitmq",
        environment=[
            EnvironmentVariable("RABBITMQ_DEFAULT_PASS", None, True),
            EnvironmentVariable("RABBITMQ_DEFAULT_USER", "mailer", False),
        ],
        healthcheck=HealthCheck(["CMD", "rabbitmqctl", "status"], start_period=30),
        aliases=["queue.local"],
    )
    return Plan(
        project=ProjectIdentity("mailer", ".", "Vagrantfile"),
        status="ready",
        readiness=0.9,
        machines=[machine([PlannedPort(3000, 3000, "tcp", None)], "debian/bookworm64", "x", "12")],
        app=web,
        extra_apps=[worker],
        os_packages=OsPackages(["imagemagick"], [], []),
        services=[broker],
        environment=[EnvironmentVariable("AMQP_HOST", "rabbitmq", False)],
        ports=[
            PublishedPort(3000, 3000, "web"),
            PublishedPort(None, 15672, "rabbitmq"),
            PublishedPort(8125, 8125, "web", None, "udp"),
        ],
        tool=TOOL,
        evidence=[
            evidence(
                "os_packages.runtime",
                "imagemagick",
                "provision.sh",
                6,
                "apt-get install -y imagemagick",
            )
        ],
    )


def no_start() -> Plan:
    """An old application without a lock file, of which nothing says how it starts."""
    app = App(
        dir=".",
        name="legacy",
        machine="default",
        node=NodeVersion("0.10", "0.10.48", "ppa", "2016-10-31"),
        package_manager=PackageManager("npm", "2.15.1", None),
        install=["npm", "install"],
        install_production=["npm", "install", "--omit=dev"],
        install_before="2015-07-09",
        install_why=(
            "there is no lock file, so nothing from 2015-07-09 on is installed. npm 2.15.1 cannot "
            "choose by the day and the Node, a newer npm can"
        ),
        fetch=Fetch(
            "node:16.20.2-bookworm",
            {"node_version": "0.10.48", "ignore_scripts": "true", "force": "true"},
            [["npm", "run", "postinstall"]],
            ["debug@2.6.9"],
        ),
        git_dependencies=["legacy-forms"],
        lint=None,
        test=None,
        build=None,
        start=None,
        port=None,
        globals=["bower"],
        process_manager=None,
        image=Image(
            "copy-node",
            "debian:bookworm-slim",
            "node:0.10.48-slim",
            "bookworm",
            True,
            "node:0.10.48-slim is Debian jessie, whose packages have left the mirrors.",
        ),
        copy_before_install=["package.json"],
        install_needs_sources="postinstall runs `bower install` (package.json:12).",
        entry_files=["index.js"],
        dev_dependencies=True,
        build_globals=["bower"],
    )
    return Plan(
        project=ProjectIdentity("legacy", ".", "Vagrantfile"),
        status="needs-decisions",
        readiness=0.6,
        machines=[machine([], "ubuntu/trusty64", "trusty", "14.04")],
        app=app,
        os_packages=OsPackages([], [], []),
        services=[],
        environment=[],
        ports=[],
        tool=TOOL,
        test_gate=False,
        questions=[
            Question(
                "app.start",
                "How does the application start?",
                ["node index.js", "node app.js"],
                "node index.js",
                None,
                "Nothing in the provisioning or package.json starts it.",
            )
        ],
    )


PLANS = {
    "express": express,
    "native-postgres": native_postgres,
    "no-start": no_start,
    "worker-rabbitmq": worker_rabbitmq,
    "yarn-subfolder": yarn_subfolder,
}


def with_proxy(plan: Plan, proxy: ReverseProxy) -> Plan:
    """The plan with a web server in front."""
    return replace(plan, reverse_proxy=proxy)
