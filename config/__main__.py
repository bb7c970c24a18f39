"""`python -m config …` is `bestfew …`, where no script is installed."""

from __future__ import annotations

from config.cli import main

main()
