"""Puppet's functions, those of stdlib that manifests use most among them."""

from migrator.read.puppet.functions import collections, declaring, puphpet, sources, texts
from migrator.read.puppet.functions.registry import FUNCTIONS, FunctionCall

__all__ = ["FUNCTIONS", "FunctionCall", "collections", "declaring", "puphpet", "sources", "texts"]
