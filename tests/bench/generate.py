"""Make a tracker of any size, with a site, from invented words: ``python generate.py DIR SIZE``."""

import sys
from pathlib import Path

from generating.group import GROUP
from generating.tracker import write_tracker


def main() -> None:
    """Write a tracker of SIZE records into the new folder DIR."""
    root, size = Path(sys.argv[1]), int(sys.argv[2])
    if size % GROUP or size < 3 * GROUP:
        sys.exit(f"a size is a multiple of {GROUP}, at least {3 * GROUP}")
    root.mkdir(parents=True)
    write_tracker(root, size)


if __name__ == "__main__":
    main()
