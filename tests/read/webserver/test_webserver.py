"""Web servers' configuration."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.read.webserver import (
    Listen,
    Root,
    Site,
    Upstream,
    read_apache,
    read_haproxy,
    read_nginx,
    read_sites,
)
from migrator.read.webserver.nginx_syntax import parse_nginx
from migrator.read.webserver.site import split_url

NGINX = """# the site
upstream app {
    server 127.0.0.1:3000 weight=2;
    server 127.0.0.1:3001 down;
}

server {
    listen 80 default_server;
    listen [::]:80;
    server_name example.org "www.example.org" _;
    root /var/www/html;

    location /static/ { alias /srv/static/; }
    location / {
        proxy_set_header Upgrade $http_upgrade;
        proxy_pass http://app;
    }
}
"""


def test_an_nginx_site() -> None:
    assert read_nginx(NGINX, "site") == (
        Site(
            kind="nginx",
            path="site",
            line=7,
            listen=(Listen(80),),
            server_names=("example.org", "www.example.org"),
            upstreams=(Upstream("/", "127.0.0.1", 3000, 3, websocket=True),),
            roots=(Root("/", "/var/www/html", 11), Root("/static/", "/srv/static/", 13)),
        ),
    )


def site(inside: str) -> Site:
    (found,) = read_nginx(f"http {{ server {{ {inside} }} }}", "nginx.conf")
    return found


@pytest.mark.parametrize(
    ("listen", "expected"),
    [
        ("listen 8080;", (Listen(8080),)),
        ("listen 127.0.0.1:81;", (Listen(81, "127.0.0.1"),)),
        ("listen *:82;", (Listen(82),)),
        ("listen localhost;", (Listen(80, "localhost"),)),
        ("listen 443 ssl http2;", (Listen(443, tls=True),)),
        ("listen 443; ssl on;", (Listen(443, tls=True),)),
        ("index index.html;", (Listen(80),)),
        ("listen unix:/run/x.sock;", ()),
        ("# listen 81;\n", (Listen(80),)),
    ],
)
def test_what_nginx_listens_on(listen: str, expected: tuple[Listen, ...]) -> None:
    assert site(listen).listen == expected


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("location / { proxy_pass http://localhost:3000/; }", [("/", "localhost", 3000, "http")]),
        ("location ~ ^/a { proxy_pass https://b; }", [("~ ^/a", "b", None, "https")]),
        (
            "location / { if ($x) { proxy_pass http://a:1; } }",
            [("/", "a", 1, "http")],
        ),
        (
            "set $up http://c:2; location / { proxy_pass $up; }",
            [("/", "c", 2, "http")],
        ),
        (
            "location / { proxy_pass http://unix:/run/a.sock:/x; }",
            [("/", "/run/a.sock", None, "http")],
        ),
        (
            r"location ~ \.php$ { fastcgi_pass 127.0.0.1:9000; }",
            [(r"~ \.php$", "127.0.0.1", 9000, "fastcgi")],
        ),
        ("location / { try_files $uri @app; }", []),
        ("# location / { proxy_pass http://a:1; }\n", []),
        ("location / { proxy_set_header Host 'proxy_pass http://a:1;'; }", []),
        ("location / { proxy_pass; }", []),
    ],
)
def test_where_nginx_passes_requests(
    inside: str, expected: list[tuple[str, str, int | None, str]]
) -> None:
    found = site(inside).upstreams

    assert [(u.location, u.host, u.port, u.scheme) for u in found] == expected


@pytest.mark.parametrize(
    ("inside", "redirect"),
    [
        ("return 301 https://$host$request_uri;", "https://$host$request_uri"),
        ("location / { return 302 /app; }", "/app"),
        ("rewrite ^(.*)$ https://x$1 permanent;", "https://x$1"),
        ("location /old { return 301 /new; }", None),
        ("return 404;", None),
        ("rewrite ^/a$ /b last;", None),
    ],
)
def test_a_site_that_only_redirects(inside: str, redirect: str | None) -> None:
    assert site(inside).redirect == redirect


@pytest.mark.parametrize(
    "text", ["", "# server { listen 80; }", "worker_processes 1;", "upstream a { server b:1; }"]
)
def test_a_file_of_nginx_without_sites(text: str) -> None:
    assert read_nginx(text, "nginx.conf") == ()


def test_quotes_variables_and_lines_of_nginx() -> None:
    whole = parse_nginx('a \'b; {\' "c\\"d" ${e}f;\n\ng\n  h { i; }')

    assert [(d.name, d.arguments, d.line) for d in whole.block] == [
        ("a", ("b; {", 'c"d', "${e}f"), 1),
        ("g", ("h",), 3),
    ]


APACHE = """Listen 8080
<VirtualHost *:443>
    ServerName app.example.org:443
    ServerAlias www.example.org
    DocumentRoot "/var/www/app"
    SSLEngine on
    ProxyPass /socket ws://localhost:3001/
    # ProxyPass /old http://localhost:1/
    <Location /api>
        ProxyPass http://localhost:3000/api
    </Location>
    ProxyPass /static !
</VirtualHost>
<VirtualHost *:80>
    Redirect permanent / https://app.example.org/
</VirtualHost>
"""


def test_virtual_hosts_of_apache() -> None:
    tls, plain = read_apache(APACHE, "app.conf")

    assert tls == Site(
        kind="apache",
        path="app.conf",
        line=2,
        listen=(Listen(443, tls=True),),
        server_names=("app.example.org", "www.example.org"),
        upstreams=(
            Upstream("/socket", "localhost", 3001, 7, websocket=True),
            Upstream("/api", "localhost", 3000, 10),
        ),
        roots=(Root("/", "/var/www/app", 5),),
    )
    assert plain.redirect == "https://app.example.org/"


@pytest.mark.parametrize("text", ["", "Listen 80", "# <VirtualHost *:80>", "LoadModule proxy x.so"])
def test_a_file_of_apache_without_sites(text: str) -> None:
    assert read_apache(text, "httpd.conf") == ()


HAPROXY = """global
    daemon
frontend http
    bind *:80
    default_backend web
backend web
    balance roundrobin
    server web1 192.168.33.11:3000 check
    server web2 192.168.33.12:3000 check  # the other
listen stats 127.0.0.1:9000
    stats enable
"""


def test_frontends_of_haproxy() -> None:
    http, stats = read_haproxy(HAPROXY, "haproxy.cfg")

    assert http.listen == (Listen(80),)
    assert [(u.host, u.port) for u in http.upstreams] == [
        ("192.168.33.11", 3000),
        ("192.168.33.12", 3000),
    ]
    assert (stats.listen, stats.upstreams) == ((Listen(9000, "127.0.0.1"),), ())


@pytest.mark.parametrize(
    ("text", "path", "kinds"),
    [
        (NGINX, "/etc/nginx/sites-enabled/default", ["nginx"]),
        (NGINX, "provision/site", ["nginx"]),
        (APACHE, "/etc/apache2/sites-available/000-default.conf", ["apache", "apache"]),
        (APACHE, "provision/vhost", ["apache", "apache"]),
        (HAPROXY, "/etc/haproxy/haproxy.cfg", ["haproxy", "haproxy"]),
        ("server.listen(80)", "server.js", []),
        ("echo hello", "provision.sh", []),
    ],
)
def test_a_file_is_read_by_its_place_or_its_look(text: str, path: str, kinds: list[str]) -> None:
    assert [site.kind for site in read_sites(text, path)] == kinds


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("http://a:80/b:1", ("http", "a", 80)),
        ("a:80", ("http", "a", 80)),
        ("https://[::1]:80/", ("https", "[::1]", 80)),
        ("http://[::1]", ("http", "[::1]", None)),
        ("http://a:port", ("http", "a:port", None)),
        ("", ("http", "", None)),
    ],
)
def test_the_parts_of_a_target(url: str, parts: tuple[str, str, int | None]) -> None:
    assert split_url(url) == parts


PIECES = ["server", " {", "} ", "; ", "listen ", "80", "proxy_pass ", "http://a:1", "'", '"', "\\"]
PIECES += ["\n", "#", "location ", "/ ", "$x", "<VirtualHost ", ">", "ProxyPass ", "bind ", "${"]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_garbage_is_read(text: str) -> None:
    for path in ("nginx", "apache", "haproxy"):
        read_sites(text, path)


def test_blocks_without_end_are_survived() -> None:
    assert read_nginx("server { " * 10_000, "nginx.conf")[0].listen == (Listen(80),)
