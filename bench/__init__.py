"""Measures speed, as ratios side by side in one run; no test depends on it."""
