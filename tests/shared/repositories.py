"""Repositories that tests make, with git."""

import subprocess
from pathlib import Path

from trackers import environment


def git(folder: Path, *arguments: str, given: bytes = b"") -> str:
    """Run git in a folder and return what it says."""
    who = {
        f"GIT_{role}_{key}": "x" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")
    }
    settings = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", **who}
    allow = ("-c", "protocol.file.allow=always", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *allow, *arguments],
        cwd=folder,
        env={**environment(), **settings},
        input=given,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.decode().strip()
