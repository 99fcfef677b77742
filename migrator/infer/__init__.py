"""From evidence to a model of what runs: pure functions, no input or output."""
