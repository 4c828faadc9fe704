"""Several processes make the same output as one."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Project


def test_two_processes_make_the_same_output(site: "Project") -> None:
    """Reading and writing in parallel loses nothing, neither queries nor warnings."""
    for number in range(8):  # Sphinx reads fewer than six documents in one process
        site.write(
            f"docs/more-{number}.md",
            f"---\norphan: true\n---\n# More {number}\n\n{{commitment:ref}}`harbour-2001/ferry-pie`"
            f" {{commitment:ref}}`harbour-2001/ferry-pier`\n",
        )
    parallel = site.build("html", "-j", "2")
    serial = site.build_clean()
    assert parallel.tree() == serial.tree()
    assert sorted(parallel.warnings.splitlines()) == sorted(serial.warnings.splitlines())
    assert parallel.warnings.count("did you mean") == 8


def test_a_change_reaches_documents_that_were_read_in_parallel(site: "Project") -> None:
    """What each document asks is known after the processes are gone."""
    for number in range(8):
        site.write(
            f"docs/more-{number}.md",
            f"---\norphan: true\n---\n# {number}\n\n{{commitment:ref}}`harbour-2001/ferry-pier`",
        )
    site.build("html", "-j", "2")
    site.edit("commitments/harbour-2001/ferry-pier.yaml", "A second pier", "Another pier")
    again = site.build("html", "-j", "2")
    assert again.tree() == site.build_clean().tree()
    assert "Another pier" in again.page("more-7.html")
