"""``python -m pledgetrack.cli``: the command line where no script is installed."""

import sys

from pledgetrack.cli import main

sys.exit(main())
