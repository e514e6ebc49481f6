"""What the speed and memory of paperlist are measured with."""
