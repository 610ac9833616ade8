"""Benchmarks: each prints its own figure beside a floor or a peer taken in the same run."""
