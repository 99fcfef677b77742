"""Measurements of the project's own speed, as ratios in one run."""
