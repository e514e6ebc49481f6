"""Nothing is slower than linear: `pytest benchmarks/linear`."""
