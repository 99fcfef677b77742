"""From text to things: the readers. They know nothing of what the things mean."""
