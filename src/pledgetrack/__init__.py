"""Keep, check and publish records of commitments.

The line from a file to a page, one module a stage:

    files -> loading -> validation -> decoding -> register -> checks
          -> assessment -> scoring -> views -> rendering

Start reading at :func:`pledgetrack.line.load_register`.
"""

__version__: str

__all__ = ["__version__"]


def __getattr__(name: str) -> str:
    """Look the version up when it is asked for: to find it costs more than to check a record."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return version("pledgetrack")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "0+unknown"
