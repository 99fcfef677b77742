"""Methods of integers, floats, true, false and nil."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable

from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.control import Incalculable, WrongUse
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.values import Range, Ruby

_ARITHMETIC: dict[str, Callable[[Ruby, Ruby], Ruby]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "%": operator.mod,
    "&": operator.and_, "|": operator.or_, "^": operator.xor,
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
}  # fmt: skip


@method(int, float, names=" ".join(_ARITHMETIC))
def arithmetic(call: Call) -> Ruby:
    other = call.required()
    if isinstance(other, bool) or not isinstance(other, (int, float)):
        raise WrongUse("the other operand is not a number")
    return _ARITHMETIC[call.name](call.receiver, other)


@method(int, float, name="modulo")
def modulo(call: Call) -> Ruby:
    return call.receiver % call.required()


@method(int, float, names="/")
def divide(call: Call) -> Ruby:
    other = call.required()
    if isinstance(call.receiver, float) or isinstance(other, float):
        if other:
            return call.receiver / other
        return math.copysign(math.inf, call.receiver) if call.receiver else math.nan
    if other == 0:
        raise WrongUse("divided by 0", "ZeroDivisionError")
    return call.receiver // other


@method(int, float, name="div")
def div(call: Call) -> Ruby:
    return int(call.receiver // call.required())


@method(int, float, name="fdiv")
def fdiv(call: Call) -> Ruby:
    return call.receiver / call.required()


@method(int, float, name="divmod")
def div_and_mod(call: Call) -> Ruby:
    return list(divmod(call.receiver, call.required()))


@method(int, float, names="** pow")
def power(call: Call) -> Ruby:
    base, exponent = call.receiver, call.required()
    if len(call.arguments) > 1:
        return pow(base, exponent, call.required(1))
    if isinstance(base, int) and isinstance(exponent, int):
        is_large = base.bit_length() * exponent > limits.MAX_INTEGER_BITS
        if exponent < 0 or is_large:
            raise Incalculable("the number is too large")
    return base**exponent


@method(int, names="<< >>")
def shift(call: Call) -> Ruby:
    places = call.required() if call.name == "<<" else -call.required()
    if places > limits.MAX_INTEGER_BITS:
        raise Incalculable("the number is too large")
    return call.receiver << places if places >= 0 else call.receiver >> -places


@method(int, name="[]")
def bit(call: Call) -> Ruby:
    place = call.required()
    return (call.receiver >> place) & 1 if 0 <= place <= limits.MAX_INTEGER_BITS else 0


@method(int, float, name="<=>")
def compare(call: Call) -> Ruby:
    other = call.required()
    if not isinstance(other, (int, float)):
        return None
    return (call.receiver > other) - (call.receiver < other)


@method(int, float, name="-@")
def negative(call: Call) -> Ruby:
    return -call.receiver


@method(int, float, name="+@")
def positive(call: Call) -> Ruby:
    return call.receiver


@method(int, name="~@")
def inverted(call: Call) -> Ruby:
    return ~call.receiver


@method(int, float, names="abs magnitude")
def absolute(call: Call) -> Ruby:
    return abs(call.receiver)


@method(int, float, names="to_i to_int truncate")
def to_i(call: Call) -> Ruby:
    return int(call.receiver)


@method(int, float, name="to_f")
def to_f(call: Call) -> Ruby:
    return float(call.receiver)


@method(int, float, names="floor ceil round")
def rounded(call: Call) -> Ruby:
    value, digits = call.receiver, call.argument(0, 0)
    digits = 0 if isinstance(digits, dict) else digits
    if not -30 <= digits <= 30:
        raise Incalculable("the number of digits is too large")
    scale = 10.0**digits
    if call.name == "round":
        result = math.floor(abs(value) * scale + 0.5) / scale * (1 if value >= 0 else -1)
    else:
        result = (math.floor if call.name == "floor" else math.ceil)(value * scale) / scale
    if isinstance(value, int) and digits >= 0:
        return value
    return result if digits > 0 else int(result)


@method(int, names="succ next")
def successor(call: Call) -> Ruby:
    return call.receiver + 1


@method(int, name="pred")
def predecessor(call: Call) -> Ruby:
    return call.receiver - 1


@method(int, name="chr")
def character(call: Call) -> Ruby:
    return chr(call.receiver)


@method(int, name="ord")
def itself(call: Call) -> Ruby:
    return call.receiver


@method(int, float, names="even? odd? zero? positive? negative? integer? finite? nan?")
def question(call: Call) -> Ruby:
    value = call.receiver
    answers: dict[str, Callable[[], bool]] = {
        "even?": lambda: value % 2 == 0,
        "odd?": lambda: value % 2 == 1,
        "zero?": lambda: value == 0,
        "positive?": lambda: value > 0,
        "negative?": lambda: value < 0,
        "integer?": lambda: isinstance(value, int),
        "finite?": lambda: math.isfinite(value),
        "nan?": lambda: value != value,
    }
    return answers[call.name]()


@method(int, float, names="clamp")
def clamp(call: Call) -> Ruby:
    bounds = call.required()
    least, most = (
        (bounds.first, bounds.last) if isinstance(bounds, Range) else (bounds, call.required(1))
    )
    raised = call.receiver if least is None else max(call.receiver, least)
    return raised if most is None else min(raised, most)


@method(int, float, name="remainder")
def remainder(call: Call) -> Ruby:
    """What is left of a division, with the sign of what was divided."""
    result = abs(call.receiver) % abs(call.required())
    return -result if call.receiver < 0 else result


@method(int, name="bit_length")
def bit_length(call: Call) -> Ruby:
    return call.receiver.bit_length()


@method(int, float, name="between?")
def between(call: Call) -> Ruby:
    return bool(call.required(0) <= call.receiver <= call.required(1))


@method(int, names="gcd lcm")
def divisors(call: Call) -> Ruby:
    return (math.gcd if call.name == "gcd" else math.lcm)(call.receiver, call.required())


@method(int, name="to_s")
def integer_text(call: Call) -> Ruby:
    base = call.argument(0, 10)
    if base == 10:
        return str(call.receiver)
    digits, value = "", abs(call.receiver)
    while value:
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[value % base] + digits
        value //= base
    return ("-" if call.receiver < 0 else "") + (digits or "0")


@method(int, name="digits")
def digits(call: Call) -> Ruby:
    return [int(digit) for digit in reversed(str(call.receiver))]
