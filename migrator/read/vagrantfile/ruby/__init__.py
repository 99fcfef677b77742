"""A partial evaluator for Ruby: values where they can be known, unknowns with a reason."""
