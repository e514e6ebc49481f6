"""Coverage-guided fuzzing: what is tried (`targets`), what it starts from (`corpus/`), and how it is run (`run`)."""
