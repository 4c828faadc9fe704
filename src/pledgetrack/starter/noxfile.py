"""How this tracker is checked and built: ``nox -l`` lists the sessions."""

import nox

nox.options.default_venv_backend = "venv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["check", "report"]


@nox.session
def check(session: nox.Session) -> None:
    """Check the records and the coverage of the texts."""
    session.install("-r", "requirements.txt")
    session.run("pledgetrack", "check", "--strict", *session.posargs)
    session.run("pledgetrack", "coverage")


@nox.session
def report(session: nox.Session) -> None:
    """Build the PDF reports into build/pdf and the site that links to them into build/html."""
    session.install("-r", "requirements.txt")
    build = ("sphinx-build", "-W", "docs")
    session.run(*build, "build/pdf", "-b", "pledgepdf")
    session.run(*build, "build/html", "-D", "pledgetrack_reports=../build/pdf")


@nox.session
def preview(session: nox.Session) -> None:
    """Serve the site on this machine and show each edit a moment after it is saved."""
    session.install("-r", "requirements.txt", "sphinx-autobuild")
    watched = ("--watch", "commitments", "--watch", "seeds")
    session.run("sphinx-autobuild", *watched, *session.posargs, "docs", "build/preview")
