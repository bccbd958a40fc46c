#!/usr/bin/env python3
"""make.py FOLDER: PDFs that break readers, always the same bytes, and manifest.jsonl with what must become of each:
`file`, `why`, `expect`: "text" (a record), "error" with `code`, "either" (a record or an error, but no harm)."""
import json
import sys
import zlib
from pathlib import Path

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
CV = (b"BT /F1 20 Tf 72 720 Td (Ada Example) Tj 0 -30 Td /F1 11 Tf (ada@example.org, 12 Example Street, Springfield) Tj "
      b"0 -40 Td /F1 14 Tf (Experience) Tj 0 -20 Td /F1 11 Tf (Engineer, Example Ltd., 2019 - 2021) Tj "
      b"0 -40 Td /F1 14 Tf (Education) Tj 0 -20 Td /F1 11 Tf (BSc, Example University, 2015 - 2019) Tj ET\n")


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (extra, len(data), data)


def flate(data: bytes) -> bytes:
    return stream(data, b"/Filter/FlateDecode")


def bomb(piece: bytes, times: int) -> bytes:
    packer = zlib.compressobj(9)
    block = piece * 1000
    return b"".join(packer.compress(block) for _ in range(times // 1000)) + packer.flush()


def write(objects: dict, root: int = 1, trailer: bytes = b"", version: bytes = b"1.5") -> bytes:
    out, offsets = b"%%PDF-%s\n" % version, {}
    for number in sorted(objects):
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    start, most = len(out), max(objects)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (most + 1)
    for number in range(1, most + 1):
        out += b"%010d 00000 n \n" % offsets[number] if number in offsets else b"0000000000 00001 f \n"
    return out + b"trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (most + 1, root, trailer, start)


def pages(contents, resources=b"", page=b"/MediaBox[0 0 612 792]", more=None) -> dict:
    """Objects of a PDF with a page for each content stream; 10 + 2 * i is page i, 4 to 9 and 1000 on are free."""
    kids = b" ".join(b"%d 0 R" % (10 + 2 * i) for i in range(len(contents)))
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(contents), kids), 3: FONT}
    for i, content in enumerate(contents):
        objects[10 + 2 * i] = b"<</Type/Page/Parent 2 0 R%s/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>%s>>>>" % (
            page, 11 + 2 * i, resources)
        objects[11 + 2 * i] = content if content.startswith(b"<<") else stream(content)
    objects.update(more or {})
    return objects


def forms(fan_out: int, depth: int, last: bytes) -> dict:
    """Form XObjects 1000... of which each draws the next `fan_out` times."""
    out = {}
    for i in range(depth):
        name = b"/X%d" % (i + 1)
        link = b"/Resources<</XObject<<%s %d 0 R>>/Font<</F1 3 0 R>>>>" % (name, 1001 + i)
        out[1000 + i] = stream((name + b" Do ") * fan_out, b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]" + link)
    out[1000 + depth] = last
    return out


def cmap_loop() -> dict:
    """A font (1002) whose encoding uses itself: some readers recurse until their stack ends."""
    info = b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    return {1000: stream(b"begincmap\n1 begincodespacerange\n<00> <ff>\nendcodespacerange\nendcmap\n",
                         b"/Type/CMap/CMapName/Loop%s/UseCMap 1000 0 R" % info),
            1001: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Loop%s/DW 500>>" % info,
            1002: b"<</Type/Font/Subtype/Type0/BaseFont/Loop/Encoding 1000 0 R/DescendantFonts[1001 0 R]>>"}


def cases():
    plain = write(pages([CV]))
    yield "empty", b"", "error", 4, "no bytes"
    yield "header-only", b"%PDF-1.7\n", "error", 4, "a header and nothing else"
    yield "text", b"Ada Example\nEngineer\n", "error", 4, "plain text"
    yield "web-page", b"<!DOCTYPE html><html><body>Ada Example</body></html>", "error", 4, "HTML under the name of a PDF"
    yield "picture", b"\x89PNG\r\n\x1a\n" + bytes(200), "error", 4, "a picture under the name of a PDF"
    yield "zeros", bytes(100_000), "error", 4, "zero bytes, as after a crash of a file system"
    yield "no-text", write(pages([b"0 0 100 100 re f"])), "error", 6, "a drawing"
    yield "no-pages", write({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 0/Kids[]>>"}), "error", 4, "no pages"
    yield "many-pages", write(pages([b""] * 1200)), "error", 7, "more pages than the limit"
    yield "plain", plain, "text", 0, "nothing wrong with it"
    for share in (25, 50, 75, 95):
        yield f"cut-{share}", plain[: len(plain) * share // 100], "either", 0, "cut off, as by a broken download"
    yield "no-xref", plain.replace(b"\nxref\n", b"\n"), "text", 0, "no table of objects: it can be made anew"
    yield "junk-before", b"\x00junk\r\n" * 50 + plain, "text", 0, "bytes before the header"
    yield "junk-behind", plain + b"\x00" * 5000, "text", 0, "bytes behind the end"
    yield "line-ends", plain.replace(b"\n", b"\r\n"), "text", 0, "all offsets are wrong"
    yield "prev-loop", write(pages([CV]), trailer=b"/Prev 9"), "either", 0, "the table before this one is nowhere"
    yield "count-lies", write(pages([CV])).replace(b"/Count 1", b"/Count 9"), "either", 0, "more pages are announced than there are"
    yield "kids-loop", write({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 1/Kids[2 0 R]>>"}), "error", 4, "the tree of pages holds itself"
    yield "length-loop", write(pages([CV])).replace(b"/Length %d" % len(CV), b"/Length 11 0 R"), "either", 0, "a length that is the stream itself"
    yield "length-huge", write(pages([CV])).replace(b"/Length %d" % len(CV), b"/Length 99999999999"), "either", 0, "a length beyond the file"
    yield "nested-arrays", write(pages([CV], more={1000: b"[" * 200_000 + b"]" * 200_000})), "text", 0, "arrays in arrays, 200,000 deep, that nobody uses"
    yield "nested-contents", write(pages([b"[" * 100_000])), "either", 0, "arrays in arrays as content"
    deep = {1: b"<</Type/Catalog/Pages 1000 0 R>>", 3: FONT, 10: b"<</Type/Page/Parent 2999 0 R/MediaBox[0 0 612 792]/Contents 11 0 R/Resources<</Font<</F1 3 0 R>>>>>>", 11: stream(CV)}
    deep.update({n: b"<</Type/Pages/Count 1/Kids[%d 0 R]%s>>" % (n + 1 if n < 2999 else 10, b"" if n == 1000 else b"/Parent %d 0 R" % (n - 1)) for n in range(1000, 3000)})
    yield "deep-tree", write(deep), "either", 0, "pages 2,000 levels deep"
    yield "states", write(pages([b"q " * 300_000 + CV])), "either", 0, "graphics states that are never restored"
    yield "form-self", write(pages([CV + b"/X0 Do"], b"/XObject<</X0 1000 0 R>>", more={1000: stream(b"/X0 Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X0 1000 0 R>>>>")})), "either", 0, "a form that draws itself"
    yield "form-fan", write(pages([CV + b"/X0 Do"], b"/XObject<</X0 1000 0 R>>", more=forms(8, 12, stream(b"BT /F1 9 Tf (x) Tj ET", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")))), "either", 0, "forms that draw 8^12 letters: no end"
    yield "bomb-spaces", write(pages([stream(bomb(b" " * 1000, 200_000), b"/Filter/FlateDecode")])), "either", 0, "200 MB of spaces in 200 kB"
    yield "bomb-words", write(pages([stream(bomb(b"BT /F1 9 Tf 9 9 Td (ab) Tj ET\n", 4_000_000), b"/Filter/FlateDecode")])), "either", 0, "4 million words on one spot"
    yield "strewn-letters", write(pages([flate(b"BT /F1 6 Tf\n" + b"".join(b"1 0 0 1 %d %d Tm (%c) Tj\n" % (i * 7919 % 590, i * 104729 % 780, 97 + i % 26) for i in range(40_000)) + b"ET")])), "either", 0, "40,000 letters strewn over a page"
    yield "long-word", write(pages([CV + b"BT /F1 5 Tf 10 300 Td (" + b"a" * 60_000 + b") Tj ET"])), "either", 0, "a word of 60,000 letters"
    yield "control-characters", write(pages([CV + b"BT /F1 9 Tf 72 300 Td (\\000\\001\\033[31m\\177\\200) Tj ET"])), "text", 0, "control characters as text"
    yield "media-nan", write(pages([CV], page=b"/MediaBox[nan inf -1e400 1e400]")), "either", 0, "a page of no size"
    yield "media-huge", write(pages([CV], page=b"/MediaBox[0 0 1e30 1e30]")), "either", 0, "a page beyond the Earth"
    yield "rotate-odd", write(pages([CV], page=b"/MediaBox[0 0 612 792]/Rotate 2147483647")), "either", 0, "an angle that is none"
    yield "far-text", write(pages([CV + b"BT /F1 9 Tf 1e38 -1e38 Td (far) Tj 1e38 1e38 Td (away) Tj ET"])), "either", 0, "words beyond all numbers"
    yield "font-size-huge", write(pages([CV + b"BT /F1 1e38 Tf 9 9 Td (huge) Tj /F1 0 Tf (none) Tj /F1 -9 Tf (mirrored) Tj ET"])), "either", 0, "type sizes of all sizes"
    annots = b"/MediaBox[0 0 612 792]/Annots[" + b"1000 0 R " * 60_000 + b"]"
    yield "links-many", write(pages([CV], page=annots, more={1000: b"<</Type/Annot/Subtype/Link/Rect[0 0 612 792]/A<</S/URI/URI(https://example.org/)>>>>"})), "either", 0, "60,000 links over the whole page"
    yield "link-long", write(pages([CV], page=b"/MediaBox[0 0 612 792]/Annots[1000 0 R]", more={1000: b"<</Type/Annot/Subtype/Link/Rect[0 0 612 792]/A<</S/URI/URI(https://example.org/" + b"a" * 3_000_000 + b")>>>>"})), "text", 0, "a web address of 3 MB"
    yield "cmap-range", write(pages([CV + b"BT /F2 9 Tf 72 300 Td <00010002> Tj ET"], more={
        1000: stream(b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0000> <ffffffff> <d800> endbfrange endcmap"),
        1001: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Foo/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500>>",
        1002: b"<</Type/Font/Subtype/Type0/BaseFont/Foo/Encoding/Identity-H/DescendantFonts[1001 0 R]/ToUnicode 1000 0 R>>"}).copy()).replace(b"<</F1 3 0 R>>", b"<</F1 3 0 R/F2 1002 0 R>>"), "either", 0, "a map to halves of characters"
    loop = pages([CV, b"BT /F2 9 Tf 9 9 Td (ab) Tj ET", CV.replace(b"Experience", b"Publications")], more=cmap_loop())
    loop[12] = loop[12].replace(b"<</F1 3 0 R>>", b"<</F1 3 0 R/F2 1002 0 R>>")
    yield "second-page", write(loop), "text", 0, "reading page 2 overflows the stack: pages 1 and 3 are to be read"
    yield "type3-self", write(pages([CV + b"BT /F2 9 Tf 72 300 Td (a) Tj ET"], more={
        1000: b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/CharProcs<</a 1001 0 R>>/Encoding<</Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[9]/Resources<</Font<</F2 1000 0 R>>>>>>",
        1001: stream(b"9 0 0 0 9 9 d1 BT /F2 9 Tf (a) Tj ET")})).replace(b"<</F1 3 0 R>>", b"<</F1 3 0 R/F2 1000 0 R>>"), "either", 0, "a letter that draws itself"
    yield "title-long", write(pages([CV], more={1000: b"<</Title(" + b"x" * 300_000 + b")>>"}), trailer=b"/Info 1000 0 R"), "text", 0, "a title of 300 kB"
    yield "errors", write(pages([CV + b"/None gs /None Do /None sh " * 20_000])), "either", 0, "60,000 faults"
    for i, name in enumerate(("-rf", "it's \"quoted\" $(touch harm)", "line\nbreak", "right\u202eto left", "履歴書", "x" * 200)):
        yield name, write(pages([CV + b"%% %d" % i])), "text", 0, "an odd name"


def make(folder: Path):
    folder.mkdir(parents=True, exist_ok=True)
    manifest = []
    for name, content, expect, code, why in cases():
        (folder / f"{name}.pdf").write_bytes(content)
        manifest.append({"file": f"{name}.pdf", "why": why, "expect": expect, "code": code})
    (folder / "manifest.jsonl").write_text("".join(json.dumps(m) + "\n" for m in manifest))
    return manifest


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(len(make(Path(sys.argv[1]))), "files")
