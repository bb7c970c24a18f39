"""What `make bench` measures: as ratios, or with the machine's own limit beside."""
