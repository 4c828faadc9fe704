"""A file -> its verdict: every stage of verifying, in their order."""

from collections.abc import Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from pledgetrack.verifying import counting, holding
from pledgetrack.verifying.opening import Opened, RefusedError, open_report
from pledgetrack.verifying.reading import read_pages
from pledgetrack.verifying.verdict import Figure, Verdict, figure_of

MOST_FAULTS: Final = 200


def look(path: Path) -> Verdict:
    """Return all that is wrong with a report; whatever it makes us raise is wrong with it."""
    try:
        return _look(open_report(path))
    except RefusedError as error:
        return Verdict((str(error),))
    except MemoryError:
        return Verdict(("reading it takes more memory than any report does",))
    except Exception as error:  # noqa: BLE001  made to break us, perhaps in a library
        return Verdict((f"it cannot be read: {type(error).__name__}: {str(error)[:200]}",))


def _look(opened: Opened) -> Verdict:
    manifest = holding.read_manifest(opened.attachments)
    held, faults = holding.hold(opened.attachments, manifest)
    figures = tuple(figure_of(one) for one in manifest["figures"])
    found = chain(faults, opened.strange, _pages(opened, manifest), _figures(opened, held, figures))
    label = {key: manifest[key] for key in ("kind", "title", "tracker", "as_of", "known_by")}
    files = held.data.get("files", {})
    return Verdict(
        faults=tuple(islice(found, MOST_FAULTS)),
        label=label,
        pages=len(opened.pages),
        figures=figures,
        records=tuple(entry["id"] for entry in held.data.get("records", ())),
        files={
            path: holding.digest_of_data(content)
            for contents in files.values()
            for path, content in contents.items()
        },
    )


def _pages(opened: Opened, manifest: Mapping[str, Any]) -> list[str]:
    """Compare what is drawn on each page with what the manifest lists."""
    listed = manifest["pages"]
    if len(listed) != len(opened.pages):
        return [f"the file has {len(opened.pages)} pages, the manifest lists {len(listed)}"]
    pairs = enumerate(zip(opened.pages, listed, strict=True), start=1)
    return [
        f"page {number} is not the page that the manifest lists"
        for number, (drawn, known) in pairs
        if drawn != known
    ]


def _figures(opened: Opened, held: holding.Held, figures: tuple[Figure, ...]) -> chain[str]:
    manifest, ledger = held.manifest, held.ledger
    tables = manifest["tables"]
    numbers = {figure.page for figure in figures} | {table["page"] for table in tables}
    pages = read_pages(opened.content, numbers)
    faults = [
        counting.count_again(figures, ledger, manifest["language"]),
        counting.look_for(figures, pages),
        counting.misplaced(opened, tables),
    ]
    if ledger:
        names = set(counting.names_with_digits(ledger.register, manifest["language"]))
        faults += [
            counting.missing_figures(manifest["kind"], figures, ledger),
            counting.unlisted(tables, figures, pages, names),
        ]
    return chain.from_iterable(faults)
