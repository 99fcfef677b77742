"""Playbooks where they are named: in the Vagrantfile and in scripts."""

from __future__ import annotations

from pathlib import Path

from migrator.read.project import Project
from migrator.read.repository import Repository, read_repository

PLAYBOOK = """\
- hosts: all
  become: yes
  tasks:
    - apt: name={{ package | default('nothing') }}
"""


def read(root: Path, files: dict[str, str]) -> Repository:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return read_repository(Project(root), "Vagrantfile")


def vagrantfile(body: str) -> str:
    return f'Vagrant.configure("2") do |config|\n  config.vm.box = "ubuntu/bionic64"\n{body}\nend\n'


def commands(repository: Repository, machine: int = 0) -> list[str]:
    found = repository.provisioned[machine].commands
    return [" ".join(map(str, command.argv)) for command in found]


def test_a_playbook_is_followed_with_the_variables_of_the_vagrantfile(tmp_path: Path) -> None:
    body = """
      config.vm.provision "ansible" do |ansible|
        ansible.playbook = "ops/site.yml"
        ansible.extra_vars = { package: "nodejs" }
      end"""

    found = read(tmp_path, {"Vagrantfile": vagrantfile(body), "ops/site.yml": PLAYBOOK})

    assert commands(found) == ["apt-get install -y nodejs"]
    assert [(step.kind, step.source, step.line) for step in found.steps] == [
        ("ansible", "ops/site.yml", 4)
    ]


def test_a_local_playbook_lies_in_the_folder_where_ansible_is_called(tmp_path: Path) -> None:
    body = """
      config.vm.synced_folder ".", "/srv"
      config.vm.provision "ansible_local" do |ansible|
        ansible.provisioning_path = "/srv/ops"
        ansible.playbook = "site.yml"
        ansible.raw_arguments = ["--extra-vars", "package=redis-server"]
      end"""

    found = read(tmp_path, {"Vagrantfile": vagrantfile(body), "ops/site.yml": PLAYBOOK})

    assert commands(found) == ["apt-get install -y redis-server"]


def test_a_playbook_that_is_not_there_is_one_step_with_its_name(tmp_path: Path) -> None:
    body = 'config.vm.provision "ansible", playbook: "../elsewhere/site.yml"'

    found = read(tmp_path, {"Vagrantfile": vagrantfile(body)})

    assert [step.text for step in found.steps] == ["ansible ../elsewhere/site.yml"]
    assert commands(found) == []
    assert "not in the repository" in found.provisioned[0].problems[0][2]


def test_a_playbook_beside_the_vagrantfile_that_nobody_names_is_not_read(tmp_path: Path) -> None:
    body = 'config.vm.provision "shell", inline: "true"'

    found = read(tmp_path, {"Vagrantfile": vagrantfile(body), "playbook.yml": PLAYBOOK})

    assert commands(found) == ["true"]


def test_a_playbook_that_a_script_calls_comes_behind_the_calling_line(tmp_path: Path) -> None:
    body = """
      config.vm.provision "shell", inline: <<-SHELL
        apt-get install -y ansible
        cd /vagrant/ops && PACKAGE=x ansible-playbook -i hosts site.yml -e "package=nodejs" -c local
        echo done
      SHELL"""
    files = {
        "Vagrantfile": vagrantfile(body),
        "ops/site.yml": PLAYBOOK.replace("hosts: all", "hosts: web"),
        "ops/hosts": "[web]\n127.0.0.1 ansible_connection=local\n",
    }

    found = read(tmp_path, files)

    assert [(step.source, step.line) for step in found.steps] == [
        ("Vagrantfile", 5),
        ("Vagrantfile", 6),
        ("Vagrantfile", 6),
        ("ops/site.yml", 4),
        ("Vagrantfile", 7),
    ]
    calls = found.provisioned[0].commands
    assert [command.argv[0] for command in calls] == [
        "apt-get", "cd", "ansible-playbook", "apt-get", "echo"
    ]  # fmt: skip
    assert [command.unit for command in calls] == [0, 1, 2, 3, 4]
    assert calls[2].follows == "ops/site.yml"
    assert calls[3].argv[-1] == "nodejs"


def test_an_inventory_that_a_script_writes_is_read(tmp_path: Path) -> None:
    body = """
      config.vm.provision "shell", inline: <<-SHELL
        echo "[db]" > /etc/ansible/hosts
        echo "localhost" >> /etc/ansible/hosts
        ansible-playbook /vagrant/site.yml
      SHELL"""
    playbook = PLAYBOOK.replace("all", "db") + PLAYBOOK.replace("all", "web")

    found = read(tmp_path, {"Vagrantfile": vagrantfile(body), "site.yml": playbook})

    assert [step.skipped for step in found.steps if step.source == "site.yml"] == [
        None,
        "the play is for `web`, not for this machine",
    ]


def test_a_playbook_elsewhere_leaves_the_command_as_it_is(tmp_path: Path) -> None:
    body = 'config.vm.provision "shell", inline: "ansible-playbook /opt/site.yml"'

    found = read(tmp_path, {"Vagrantfile": vagrantfile(body), "site.yml": PLAYBOOK})

    assert [(command.argv[0], command.follows) for command in found.provisioned[0].commands] == [
        ("ansible-playbook", None)
    ]


def test_the_last_machine_sets_the_others_up_where_its_limit_says_so(tmp_path: Path) -> None:
    body = """
      %w(db web).each do |name|
        config.vm.define name do |machine|
          if name == "web"
            machine.vm.provision "ansible" do |ansible|
              ansible.playbook = "site.yml"
              ansible.limit = "all"
              ansible.groups = { "stores" => ["db"] }
            end
          end
        end
      end"""
    playbook = PLAYBOOK.replace("all", "stores").replace("package |", "'mongodb' |")

    found = read(tmp_path, {"Vagrantfile": vagrantfile(body), "site.yml": playbook})

    assert commands(found, 0) == ["apt-get install -y mongodb"]
    assert commands(found, 1) == []


def test_without_a_limit_a_machine_is_set_up_by_its_own_provisioner_alone(tmp_path: Path) -> None:
    body = """
      config.vm.define "db"
      config.vm.define "web" do |web|
        web.vm.provision "ansible", playbook: "site.yml"
      end"""

    found = read(tmp_path, {"Vagrantfile": vagrantfile(body), "site.yml": PLAYBOOK})

    assert commands(found, 0) == []
    assert commands(found, 1) == ["apt-get install -y nothing"]


def test_files_that_a_playbook_writes_are_there_for_the_next_provisioner(tmp_path: Path) -> None:
    body = """
      config.vm.provision "ansible", playbook: "site.yml"
      config.vm.provision "shell", inline: ". /etc/settings; apt-get install -y $PACKAGE" """
    playbook = (
        "- hosts: all\n  tasks:\n    - copy: { dest: /etc/settings, content: 'PACKAGE=nodejs' }\n"
    )

    found = read(tmp_path, {"Vagrantfile": vagrantfile(body), "site.yml": playbook})

    assert commands(found)[-1] == "apt-get install -y nodejs"


def test_two_playbooks_of_one_command_come_in_their_order(tmp_path: Path) -> None:
    body = """
      config.vm.provision "shell", inline: <<-SHELL
        ansible-playbook -c local /vagrant/first.yml /vagrant/second.yml -e package=x
        echo done
      SHELL"""
    files = {
        "Vagrantfile": vagrantfile(body),
        "first.yml": PLAYBOOK,
        "second.yml": PLAYBOOK.replace("{{ package", "{{ 'y' or package"),
    }

    found = read(tmp_path, files)

    sources = [(step.source, step.line) for step in found.steps]
    assert sources == [("Vagrantfile", 5), ("first.yml", 4), ("second.yml", 4), ("Vagrantfile", 6)]
    assert [command.unit for command in found.provisioned[0].commands] == [0, 1, 2, 3]


def test_a_playbook_that_a_script_copies_elsewhere_first_is_found(tmp_path: Path) -> None:
    body = """
      config.vm.provision "shell", inline: <<-SHELL
        cp -r /vagrant/ops /etc/ansible
        ansible-playbook /etc/ansible/site.yml --connection=local
      SHELL"""
    playbook = "- hosts: all\n  roles: [web]\n"
    files = {
        "Vagrantfile": vagrantfile(body),
        "ops/site.yml": playbook,
        "ops/roles/web/tasks/main.yml": "- apt: name=nginx\n",
        "site.yml": "- hosts: none\n",
    }

    found = read(tmp_path, files)

    assert commands(found)[-1] == "apt-get install -y nginx"


def test_a_playbook_whose_folder_is_not_known_is_found_by_its_name(tmp_path: Path) -> None:
    body = """
      config.vm.provision "ansible_local" do |ansible|
        ansible.provisioning_path = `cat /etc/where`
        ansible.playbook = "site.yml"
      end"""

    found = read(tmp_path, {"Vagrantfile": vagrantfile(body), "ops/site.yml": PLAYBOOK})

    assert commands(found) == ["apt-get install -y nothing"]


def test_of_two_playbooks_of_one_name_none_is_taken_when_the_folder_is_not_known(
    tmp_path: Path,
) -> None:
    body = """
      config.vm.provision "ansible_local" do |ansible|
        ansible.provisioning_path = `cat /etc/where`
        ansible.playbook = "site.yml"
      end"""
    files = {"Vagrantfile": vagrantfile(body), "a/site.yml": PLAYBOOK, "b/site.yml": PLAYBOOK}

    found = read(tmp_path, files)

    assert commands(found) == []
    assert len(found.steps) == 1
