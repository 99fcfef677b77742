"""What somebody installed in the guest by hand, and what the box came with."""

from __future__ import annotations

import pytest

from migrator.decide.packages import LEFT_IN_GUEST, PackageDecision, decide_packages
from migrator.evidence import Evidence, Origin, PackageInstalled
from migrator.plan import Method
from migrator.questions import Answers

# What fresh boxes of bento, Debian and Ubuntu mark as asked for.
BOX = (
    "openssh-server sudo curl grub-pc grub-efi-amd64 linux-image-amd64 linux-generic "
    "linux-headers-5.10.0-20-amd64 cloud-init cloud-guest-utils virtualbox-guest-utils "
    "virtualbox-guest-dkms open-vm-tools nfs-common rpcbind ifupdown netplan.io lvm2 "
    "ubuntu-minimal ubuntu-standard task-ssh-server task-english laptop-detect discover tasksel "
    "installation-report popularity-contest landscape-common plymouth shim-signed os-prober "
    "intel-microcode initramfs-tools language-pack-en puppet chef ncurses-term eject init vim"
).split()
CENTOS_BOX = (
    "kernel kernel-devel grub2 dracut NetworkManager authconfig selinux-policy-targeted tuned"
)


def decided(*installed: tuple[str, Method], manager: str = "apt") -> PackageDecision:
    """What becomes of packages, each seen in files ("static") or in the guest ("live")."""
    evidence = [
        Evidence("web", PackageInstalled(name, manager), Origin("web"), by="test", method=method)
        for name, method in installed
    ]
    machines = frozenset({"web", None})
    return decide_packages(evidence, machines, {}, None, "bookworm", "python3", (), (), Answers())


@pytest.mark.parametrize("name", BOX)
def test_what_a_box_comes_with_is_dropped_with_a_reason(name: str) -> None:
    decision = decided((name, "live"))

    assert decision.dropped[name] not in {"", LEFT_IN_GUEST}
    assert not decision.left_in_guest
    assert not decision.questions


@pytest.mark.parametrize("name", CENTOS_BOX.split())
def test_so_is_what_a_red_hat_box_comes_with(name: str) -> None:
    decision = decided((name, "live"), manager="yum")

    assert decision.dropped[name] not in {"", LEFT_IN_GUEST}
    assert not decision.questions


def test_an_unknown_package_of_the_guest_is_listed_and_no_question() -> None:
    decision = decided(("acme-telemetry", "live"))

    assert decision.dropped == {"acme-telemetry": LEFT_IN_GUEST}
    assert list(decision.left_in_guest) == ["acme-telemetry"]
    assert not decision.questions


def test_an_unknown_package_of_provisioning_is_a_question() -> None:
    decision = decided(("acme-telemetry", "static"), ("acme-telemetry", "live"))

    assert [question.id for question in decision.questions] == ["package.acme-telemetry"]
    assert not decision.left_in_guest


def test_what_the_application_may_need_is_kept_although_no_file_installs_it() -> None:
    decision = decided(("imagemagick", "live"), ("build-essential", "live"))

    assert list(decision.runtime) == ["imagemagick"]
    assert list(decision.build) == ["build-essential"]


def test_a_kernel_that_provisioning_installs_is_decided_as_before() -> None:
    alone = decided(("linux-image-amd64", "static"))
    both = decided(("linux-image-amd64", "static"), ("linux-image-amd64", "live"))

    assert both == alone
