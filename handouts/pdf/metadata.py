"""What a PDF says of itself: PDF/UA-1 and PDF/A-2a in one file, in one XMP packet that agrees with the document information.

WeasyPrint writes one standard at a time; a second rdf:RDF beside its own is not read. So the packet is written here, whole, and what
PDF/A wants besides.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
{said}
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
  <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
    <pdfaProperty:name>part</pdfaProperty:name>
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
    <pdfaProperty:category>internal</pdfaProperty:category>
    <pdfaProperty:description>The part of ISO 14289 the file conforms to</pdfaProperty:description>
  </rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
_PROPERTIES = {
    "/Title": '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:title>',
    "/Author": "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>",
    "/Subject": '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:description>',
    "/Keywords": "<pdf:Keywords>{}</pdf:Keywords>",
    "/Producer": "<pdf:Producer>{}</pdf:Producer>",
    "/Creator": "<xmp:CreatorTool>{}</xmp:CreatorTool>",
    "/CreationDate": "<xmp:CreateDate>{}</xmp:CreateDate>",
    "/ModDate": "<xmp:ModifyDate>{}</xmp:ModifyDate>",
}
_PROFILE = "sRGB2014.icc"  # of the International Color Consortium, free to embed
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")


def declare_standards(pdf: pikepdf.Pdf) -> None:
    """Write the XMP packet of an open PDF from its document information; say what its colours mean; take away what PDF/A forbids."""
    stream = pdf.make_stream(_packet(pdf.docinfo).encode())
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = stream
    pdf.Root.OutputIntents = Array([_srgb(pdf)])
    for image in (each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == Name.Image):
        image.Interpolate = False  # PDF/A-2, 6.2.8: a viewer may not invent pixels


def _srgb(pdf: pikepdf.Pdf) -> Dictionary:
    """Return the output intent: the reds, greens and blues of the file are those of sRGB, whatever prints them."""
    profile = pdf.make_stream(files("weasyprint.pdf").joinpath(_PROFILE).read_bytes(), N=3)
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )


def _packet(information: Any) -> str:
    told = {key: str(information[key]) for key in _PROPERTIES if key in information}
    said = (_PROPERTIES[key].format(escape(_day(value) if key.endswith("Date") else value)) for key, value in told.items())
    return _PACKET.format(said="\n".join(said))


def _day(text: str) -> str:
    """Return a PDF date as XMP writes it: "D:20261122" is "2026-11-22"."""
    date = _DATE.match(text)
    return "-".join(part for part in date.groups() if part) if date else text
