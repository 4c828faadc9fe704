"""``python -m pledgetrack``."""

import sys

from pledgetrack.cli import main

sys.exit(main())
