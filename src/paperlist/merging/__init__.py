"""Which records tell of one work, and how they unite."""
