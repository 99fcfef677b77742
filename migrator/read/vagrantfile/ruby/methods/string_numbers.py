"""Methods of strings that read numbers."""

from __future__ import annotations

import re

from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.control import Incalculable
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.values import Ruby

# A prefix may stand before a number of its base.
_BASE_PREFIXES = {
    2: r"^(\s*[+-]?)0[bB]", 8: r"^(\s*[+-]?)0[oO]", 16: r"^(\s*[+-]?)0[xX]",
}  # fmt: skip


@method(str, name="to_i")
def to_i(call: Call) -> Ruby:
    base = call.argument(0, 10)
    if base == 0:
        raise Incalculable("a number that says its base is not followed")
    text = re.sub(_BASE_PREFIXES.get(base, r"()(?!)"), r"\1", str(call.receiver))
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"[:base]
    found = re.match(rf"\s*([+-]?[{digits}][{digits}_]*)", text, re.IGNORECASE)
    if found is None:
        return 0
    if len(found[1]) > limits.MAX_INTEGER_BITS // 4:
        raise Incalculable("the number is too long")
    return int(re.sub(r"_+", "_", found[1].rstrip("_")), base)


@method(str, name="to_f")
def to_f(call: Call) -> Ruby:
    found = re.match(r"\s*[+-]?\d[\d_]*(\.\d+)?([eE][+-]?\d+)?", str(call.receiver))
    return float(found[0].replace("_", "")) if found else 0.0


@method(str, names="hex oct")
def other_base(call: Call) -> Ruby:
    base = 16 if call.name == "hex" else 8
    text = str(call.receiver).strip().lower().removeprefix("0x")
    found = re.match(r"[+-]?[0-9a-f]+" if base == 16 else r"[+-]?[0-7]+", text[:1000])
    return int(found[0], base) if found else 0


@method(str, name="ord")
def ordinal(call: Call) -> Ruby:
    return ord(call.receiver[0])
