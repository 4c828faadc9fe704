"""Links between the files of an edition, which lie side by side wherever they are taken."""

import re

import pikepdf

NEIGHBOURS = "https://neighbour_files.invalid/"
"""What a relative address in a document is relative to while it is drawn. The name is reserved and
leads nowhere: RFC 2606 section 2. No record can write it: addresses there have no underscore."""

_FILE = re.compile(r"[\w.-]+\.pdf(#[\w=./%-]*)?")


def point_to_neighbours(pdf: pikepdf.Pdf) -> None:
    """Make links to other files of the edition relative: they hold wherever the files lie.

    What a link is called stays readable: the file and, where it is named, the page.
    """
    for page in pdf.pages:
        for note in page.get("/Annots", pikepdf.Array()):
            action = note.get("/A", pikepdf.Dictionary())
            file = str(action.get("/URI", "")).removeprefix(NEIGHBOURS)
            if str(action.get("/URI", "")).startswith(NEIGHBOURS) and _FILE.fullmatch(file):
                action.URI = pikepdf.String(f"./{file}")
                note.Contents = pikepdf.String(file.replace("#page=", ", "))
