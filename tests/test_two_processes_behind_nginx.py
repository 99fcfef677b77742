"""A whole repository whose nginx passes requests on to two processes of pm2."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from migrator.pipeline import Request, analyse, decide
from migrator.plan import Plan
from migrator.questions import Answers
from migrator.render import render
from tests.test_bad_input import repository

VAGRANTFILE = """\
Vagrant.configure("2") do |config|
  config.vm.box = "ubuntu/bionic64"
  config.vm.network "forwarded_port", guest: 80, host: 8080
  config.vm.provision "shell", inline: <<-SHELL
    curl -sL https://deb.nodesource.com/setup_16.x | bash -
    apt-get install -y nodejs nginx
    npm install -g pm2
    cat > /etc/nginx/conf.d/shop.conf <<'SITE'
server {
  listen 80;
  location / { proxy_pass http://127.0.0.1:3000; }
  location /api { proxy_pass http://127.0.0.1:APIPORT; }
}
SITE
    cd /vagrant
    PORT=3000 pm2 start server.js --name web
    PORT=4000 pm2 start api.js --name api
  SHELL
end
"""
SERVER = "require('http').createServer().listen(process.env.PORT);\n"


def planned(root: Path, port: str) -> Plan:
    """The plan of the repository whose nginx passes /api on to this port."""
    text = VAGRANTFILE.replace("APIPORT", port)
    manifest = '{"name": "shop", "scripts": {"start": "node server.js"}}'
    shop = repository(
        root / "shop", Vagrantfile=text, package__json=manifest, server__js=SERVER, api__js=SERVER
    )
    return decide(analyse(Request(root=shop)), Answers({"proxy": "container"}))


def test_the_proxy_passes_each_path_on_to_the_container_of_its_process(tmp_path: Path) -> None:
    files = {file.path: file.text for file in render(planned(tmp_path, "4000"))}
    services = yaml.safe_load(files["compose.yaml"])["services"]
    passed = re.findall(
        r"location (\S+) \{\s+proxy_pass (\S+);", files["migration/proxy/nginx.conf"]
    )

    assert passed == [("/", "http://app:3000"), ("/api", "http://api:4000")]
    assert {"app", "api", "proxy"} <= services.keys()
    assert [name for name, each in services.items() if each.get("ports")] == ["proxy"]


def test_a_port_of_no_process_is_passed_on_to_nobody(tmp_path: Path) -> None:
    plan = planned(tmp_path, "4001")
    files = {file.path: file.text for file in render(plan)}

    assert plan.reverse_proxy is not None
    assert len(plan.reverse_proxy.left_out) == 1
    assert "location /api" not in files["migration/proxy/nginx.conf"]
