"""Keep, check and publish records of commitments.

The line from a file to a page, one module a stage:

    files -> loading -> validation -> decoding -> register -> checks
          -> assessment -> scoring -> views -> rendering

Start reading at :func:`pledgetrack.line.load_register`.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("pledgetrack")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0+unknown"

__all__ = ["__version__"]
