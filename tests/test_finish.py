"""The finished file: two standards declared in one packet that agrees with itself, and bytes a strict checker takes."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from xml.etree import ElementTree

import page
import pikepdf
import pytest
from pikepdf import Name
from PIL import Image

from handouts.pdf.finish import finish_pdf
from tests.small import raw_pdf, small_pdf

RDF, DC = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}", "{http://purl.org/dc/elements/1.1/}"
HEAD = """<title>Fever &amp; {chills} &lt;now></title><meta name="author" content="Riverside &amp; Co">
<meta name="dcterms.modified" content="2026-11-22">"""


def xmp_of(pdf: bytes) -> str:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return str(opened.Root.Metadata.read_bytes(), "utf-8")


def passes_pdf_a(pdf: bytes) -> bool:
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_A_2A)
    assert report.rules.total > 50
    return not report.failures


def test_one_packet_declares_both_standards() -> None:
    xmp = xmp_of(small_pdf("<p>One.</p>"))
    assert len(re.findall("<rdf:RDF ", xmp)) == 1
    for declared in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<", "<pdfaSchema:prefix>pdfuaid<"):
        assert declared in xmp


def test_the_packet_agrees_with_the_document_information() -> None:
    pdf = small_pdf("<p>One.</p>", head=HEAD)
    root = ElementTree.fromstring(re.sub(r"<\?xpacket.*?\?>", "", xmp_of(pdf)))
    title, author = (root.find(f".//{DC}{name}//{RDF}li") for name in ("title", "creator"))
    assert title is not None
    assert author is not None
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert title.text == str(opened.docinfo.Title) == "Fever & {chills} <now>"
        assert author.text == str(opened.docinfo.Author) == "Riverside & Co"
        assert str(opened.docinfo.ModDate) == "D:20261122"
    dates = [element.text for element in root.iter() if element.tag.endswith(("CreateDate", "ModifyDate", "MetadataDate"))]
    assert dates == ["2026-11-22"]
    assert passes_pdf_a(pdf)


def test_no_clock_reaches_the_file() -> None:
    pdf = small_pdf("<p>One.</p>")
    assert b"Date" not in pdf
    assert "Date" not in xmp_of(pdf)


def test_a_viewer_may_not_invent_the_pixels_of_an_image() -> None:
    picture = BytesIO()
    Image.new("RGB", (3, 2), "white").save(picture, "PNG")
    raw = BytesIO()
    with pikepdf.open(BytesIO(raw_pdf("<p>One.</p>"))) as pdf:
        image = pdf.make_stream(b"\0" * 18, Type=Name.XObject, Subtype=Name.Image, Width=3, Height=2, BitsPerComponent=8, Interpolate=True)
        image.ColorSpace = Name.DeviceRGB
        pdf.pages[0].resources.XObject.Im = image
        pdf.save(raw)
    with pikepdf.open(BytesIO(finish_pdf(raw.getvalue()))) as pdf:
        assert pdf.pages[0].resources.XObject.Im.Interpolate == False  # noqa: E712  (a PDF's own)


def test_no_stream_ends_in_a_carriage_return() -> None:
    data = next(text for text in (b"y" * number for number in range(300)) if zlib.compress(text).endswith(b"\r"))
    raw = BytesIO()
    with pikepdf.open(BytesIO(raw_pdf("<p>One.</p>"))) as pdf:
        stream = pdf.make_stream(b"")
        stream.write(zlib.compress(data), filter=Name.FlateDecode)
        pdf.Root.PieceInfo = pikepdf.Dictionary(Test=stream)
        pdf.save(raw)
    finished = finish_pdf(raw.getvalue())
    assert b"\r\nendstream" not in finished
    with pikepdf.open(BytesIO(finished)) as pdf:
        assert pdf.Root.PieceInfo.Test.read_bytes() == data


def test_nor_does_one_that_is_made_while_saving() -> None:
    """Objects are packed into streams; where one would end so, they are not packed."""
    ends = set()
    with pikepdf.open(BytesIO(raw_pdf("<p>One.</p>"))) as pdf:
        for number in range(300):
            pdf.docinfo.Title = "y" * number
            raw = BytesIO()
            pdf.save(raw, stream_decode_level=pikepdf.StreamDecodeLevel.none)
            finished = finish_pdf(raw.getvalue())
            assert b"\r\nendstream" not in finished
            ends.add(b"/ObjStm" in finished)
            if len(ends) == 2:
                assert passes_pdf_a(finished)
                return
    pytest.fail("no title of 300 made a stream that ends in a carriage return")
