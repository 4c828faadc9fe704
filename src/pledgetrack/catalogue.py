"""Every check there is, by name: loading, shape, files, texts and meaning."""

from pledgetrack import checks, files, loading, storage, validation
from pledgetrack.findings import Check

CATALOGUE: dict[str, Check] = {
    check.name: check
    for check in sorted(
        (
            *loading.CHECKS,
            *files.CHECKS,
            *validation.CHECKS,
            storage.TEXT_UNREADABLE,
            *checks.CHECKS,
        ),
        key=lambda check: check.name,
    )
}
