"""`IPAddr`: addresses and networks."""

from __future__ import annotations

import ipaddress
from itertools import islice

from migrator.read.vagrantfile.ruby.control import WrongUse
from migrator.read.vagrantfile.ruby.registry import Call
from migrator.read.vagrantfile.ruby.values import Module, Receiver, Regexp, Ruby
from migrator.read.vagrantfile.world.namespace import Namespace

IP_ADDRESS = Namespace("IPAddr")
IP_ADDRESS.constants["Error"] = Module("IPAddr::Error", True)
IP_ADDRESS.constants["InvalidAddressError"] = Module("IPAddr::InvalidAddressError", True)

# The addresses of a network that are listed.
TO_RANGE = 1024

# Of `Resolv` only the patterns of addresses; it asks the network otherwise.
RESOLV = Namespace("Resolv")
_BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_GROUP = "[0-9A-Fa-f]{1,4}"
for _name, _source in (
    ("IPv4", rf"\A{_BYTE}\.{_BYTE}\.{_BYTE}\.{_BYTE}\z"),
    ("IPv6", rf"\A(?:(?:{_GROUP}:){{7}}{_GROUP}|(?:{_GROUP}(?::{_GROUP}){{0,6}})?::"
     rf"(?:{_GROUP}(?::{_GROUP}){{0,6}})?)\z"),
):  # fmt: skip
    RESOLV.constants[_name] = Namespace(f"Resolv::{_name}")
    RESOLV.constants[_name].constants["Regex"] = Regexp(_source)


@RESOLV.declares("getaddress getaddresses getname each_address new", unknowns=True)
def resolve(call: Call) -> Ruby:
    return call.unknown("the network is not asked")


class Address(Receiver):
    """An address, or a network when it has a prefix; its text is that of the address."""

    type_name = "IPAddr"

    def __init__(self, network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> None:
        self.network = network
        self.text = str(network.network_address)

    def answer(self, call: Call) -> Ruby:
        name, address = call.name, self.network.network_address
        if name == "to_s":
            return self.text
        if name == "to_i":
            return int(address)
        if name in ("ipv4?", "ipv6?"):
            return self.network.version == int(name[3])
        if name in ("include?", "==="):
            other = _network(call.required())
            same_version = other.version == self.network.version
            return same_version and other.network_address in self.network
        if name in ("succ", "+", "-"):
            step = 1 if name == "succ" else call.required() * (1 if name == "+" else -1)
            return Address(ipaddress.ip_network(address + step))
        if name == "to_range":
            found = [
                Address(ipaddress.ip_network(str(each))) for each in islice(self.network, TO_RANGE)
            ]
            if self.network.num_addresses > TO_RANGE:
                return call.unknown("the network has too many addresses")
            return found
        if name == "mask":
            return Address(_network(f"{self.text}/{call.required()}"))
        return NotImplemented


def _network(value: Ruby) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    if isinstance(value, Address):
        return value.network
    try:
        return ipaddress.ip_network(str(value), strict=False)
    except ValueError as error:
        raise WrongUse(f"invalid address: {value}", "IPAddr::InvalidAddressError") from error


@IP_ADDRESS.declares("new")
def new(call: Call) -> Ruby:
    return Address(_network(call.required()))
