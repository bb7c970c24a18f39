"""What `make bench` measures: as ratios, or with the machine's own limit beside.

Each part is a module that is run in a process of its own: `BESTFEW_HOME` and
`DATABASE_URL` say where, `BENCH_SIZE` how many people. It prints a JSON line for each
measure (`timing.say`).
"""
