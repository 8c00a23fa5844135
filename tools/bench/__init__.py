"""Benchmarks: one file each, with ``run(env)`` that returns rows of figures."""
