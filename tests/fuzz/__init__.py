"""Coverage-guided fuzzing: what is tried (`targets`), what it starts from (`corpus/`), how it runs (`run`, `fuzz`)."""
