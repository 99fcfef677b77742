"""Methods that Ruby has and that are not followed: what they give is unknown.

Without these the reader would say that there is no such method, and go on in a `rescue`
where Ruby does not. The names are those of Ruby 3.1.
"""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.methods.enumerables import WALKED
from migrator.read.vagrantfile.ruby.registry import Call, function, method
from migrator.read.vagrantfile.ruby.values import Match, Module, Proc, Range, Regexp, Ruby, Symbol


def _unfollowed(call: Call) -> Ruby:
    return call.unknown(f"`{call.name}` is not followed")


_NAMES: tuple[tuple[tuple[type, ...], str], ...] = (
    (WALKED, "bsearch bsearch_index chain chunk slice_after slice_before minmax_by"),
    ((list,), "next pack peek rewind repeated_combination repeated_permutation"),
    ((dict,), "< <= > >= default_proc default_proc= compare_by_identity? to_proc"),
    (
        (str,),
        "chr each_codepoint each_grapheme_cluster getbyte grapheme_clusters hash sum crypt "
        "to_c to_r undump unicode_normalized? unpack unpack1",
    ),
    (
        (int, float),
        "allbits? angle anybits? arg coerce denominator gcdlcm infinite? next_float nobits? "
        "numerator phase prev_float quo rationalize size to_c to_r ~",
    ),
    ((type(None),), "rationalize to_c to_r"),
    ((Symbol,), "casecmp casecmp? encoding slice swapcase"),
    ((Range,), "bsearch"),
    ((Proc,), "binding parameters ruby2_keywords source_location"),
    ((Regexp,), "casefold? encoding fixed_encoding? named_captures names options ~"),
    ((Match,), "begin end length match match_length names offset regexp size string values_at"),
    (
        (Module,),
        "autoload class_variable_defined? class_variable_get class_variables const_source_location "
        "include? included_modules module_exec private_instance_methods private_method_defined? "
        "protected_instance_methods public_instance_method public_instance_methods "
        "public_method_defined? remove_class_variable remove_method undef_method",
    ),
    (
        (object,),
        "enum_for initialize_copy private_methods protected_methods public_method "
        "remove_instance_variable singleton_method singleton_methods",
    ),
)

for _types, _names in _NAMES:
    method(*_types, names=_names, unknowns=True)(_unfollowed)
function("Rational Complex BigDecimal enum_for to_enum")(_unfollowed)
