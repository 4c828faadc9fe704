"""What WeasyPrint leaves undone in an accessible, archivable PDF.

WeasyPrint writes one variant at a time. It draws PDF/A-3a here, and this pass adds what PDF/UA-1
asks for beside it: the mark in the metadata, fonts that say which glyph is which, and the attached
files. Sources: ISO 14289-1:2014 sections 5 and 7.5, ISO 19005-3:2012 section 6.8.
"""

import io
from datetime import date

import pikepdf

from pledgetrack.errors import RenderingError
from pledgetrack.rendering.attachment import Attachment
from pledgetrack.rendering.pdf_files import attach
from pledgetrack.rendering.pdf_fonts import number_glyphs_alike
from pledgetrack.rendering.pdf_links import point_to_neighbours

SAFE_SCHEMES = ("http:", "https:", "mailto:", "./")
"""Where a link in a report may lead: to the web, and to files that lie beside it."""

_UA = "http://www.aiim.org/pdfua/ns/id/"
_END_OF_METADATA = b"</rdf:RDF>"
_UA_METADATA = f"""
<rdf:Description rdf:about="" xmlns:pdfuaid="{_UA}"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{_UA}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def finished(drawn: bytes, day: date, attachments: tuple[Attachment, ...]) -> bytes:
    """Return the PDF with its files, and what accessibility asks for beyond the archive format.

    ``drawn`` is a tagged PDF/A-3a, ``day`` the date of the files. Raises `RenderingError` if a
    link leads elsewhere than to a web page or an address of electronic mail.
    """
    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        _mark_as_accessible(pdf)
        attach(pdf, day, attachments)
        number_glyphs_alike(pdf)
        point_to_neighbours(pdf)
        _check_links(pdf)
        pdf.save(
            result, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
    return result.getvalue()


def _mark_as_accessible(pdf: pikepdf.Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes()
    if packet.count(_END_OF_METADATA) != 1:
        raise RenderingError("the metadata of the PDF are not as WeasyPrint is known to write them")
    packet = packet.replace(_END_OF_METADATA, _UA_METADATA.encode() + _END_OF_METADATA)
    pdf.Root.Metadata.write(packet)


def _check_links(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for note in page.get("/Annots", pikepdf.Array()):
            action = note.get("/A", pikepdf.Dictionary())
            address = str(action.get("/URI", "https:"))
            if not address.lower().startswith(SAFE_SCHEMES):
                raise RenderingError(f"a link leads to {address[:200]!r}; allowed are http, https")
