"""Real PDFs for the demo, drawn by fpdf2: guides with a cover, and posters, cards and social pictures."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from fpdf import FPDF
from PIL import Image

from hub.patchwork import HUB, Drawing, Palette, cloth, cover, image

# always the same date, so that loading the demo twice makes the same bytes
MADE = datetime(2026, 9, 1, tzinfo=UTC)
# the core fonts know Latin-1 only, and need no font file on a newcomer's machine
PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "•": "-", "→": "to", "✓": "-", "☐": "[ ]"}
)
A4 = (210, 297)
MARGIN = 20


def plain(text: str) -> str:
    """Return text that the core fonts can show; what they cannot becomes a question mark."""
    return text.translate(PLAIN).encode("latin-1", "replace").decode("latin-1")


def rgb(colour: str) -> tuple[int, int, int]:
    """Return a colour like #173f3a as three numbers from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


class Guide(FPDF):
    """An A4 guide with page numbers at the foot."""

    def __init__(self, title: str, palette: Palette = HUB) -> None:
        super().__init__(format="A4")
        self.title_text, self.palette = plain(title), palette
        self.set_title(plain(title))
        self.set_lang("en-GB")
        self.set_author("Citizen Leadership Hub")
        self.set_creation_date(MADE)
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(True, margin=24)

    def footer(self) -> None:
        if self.page_no() == 1:
            return
        self.set_y(-16)
        self.set_font("Helvetica", size=9)
        self.set_text_color(77, 90, 87)
        self.cell(0, 8, f"{self.title_text}  -  page {self.page_no()}", align="C")

    def words(
        self,
        text: str,
        *,
        font: str = "Helvetica",
        style: str = "",
        size: float = 11.5,
        colour: str = "#1c2422",
        after: float = 2.5,
    ) -> None:
        """Write one paragraph and leave space below it, in millimetres."""
        self.set_font(font, style, size)
        self.set_text_color(*rgb(colour))
        self.multi_cell(0, size * 0.5, plain(text), new_x="LMARGIN", new_y="NEXT", align="L")
        self.ln(after)


def picture(drawing: Drawing, width: int, height: int) -> Image.Image:
    """Return a drawing as pixels, ready for fpdf2."""
    return image(drawing, (width, height))


def guide(title: str, sections: list[dict[str, Any]], *, key: str, palette: Palette = HUB) -> bytes:
    """Return a PDF: a cover, then each section with its heading, paragraphs and list.

    Args:
        sections: dicts with ``heading``, ``paragraphs`` and ``bullets``, the last two lists of sentences.
        key: decides the drawing on the cover.
    """
    pdf = Guide(title, palette)
    pdf.add_page()
    pdf.image(picture(cloth(palette=palette, key=key, cols=7, rows=6), 1260, 1080), x=0, y=0, w=A4[0], h=180)
    pdf.set_fill_color(*rgb(palette.deep))
    pdf.rect(0, 180, A4[0], A4[1] - 180, style="F")
    pdf.set_y(196)
    pdf.words(title, font="Times", size=38, colour="#ffffff", after=6)
    pdf.words("Part of the Citizen Leadership toolkit. Free to use, change and print.", size=13, colour="#ffffff")
    pdf.add_page()
    for section in sections:
        if pdf.get_y() > A4[1] - 70:
            pdf.add_page()
        pdf.start_section(plain(section["heading"]))
        pdf.words(section["heading"], font="Times", style="B", size=19, colour=palette.deep, after=3)
        for paragraph in section.get("paragraphs", []):
            pdf.words(paragraph)
        for bullet in section.get("bullets", []):
            pdf.words(f"[  ]  {bullet}", after=1.5)
        pdf.ln(5)
    return bytes(pdf.output())


def poster(headline: str, lines: list[str], *, key: str, drawing: str, palette: Palette = HUB) -> bytes:
    """Return an A4 poster: a picture above, a few words below, room to write a date and a place.

    Args:
        drawing: ``people``, ``pattern`` or ``plain``; the last one prints well in black and white.
    """
    pdf = FPDF(format="A4")
    pdf.set_title(plain(headline))
    pdf.set_lang("en-GB")
    pdf.set_creation_date(MADE)
    pdf.set_auto_page_break(False)
    pdf.add_page()
    top = 0.0
    if drawing != "plain":
        art = (
            cover(palette=palette, academy="hub", story=key, principles=[1, 7], people=3, cols=6, rows=5)
            if drawing == "people"
            else cloth(palette=palette, key=key, cols=6, rows=5)
        )
        top = 165
        pdf.image(picture(art, 1260, 990), x=0, y=0, w=A4[0], h=top)
    pdf.set_xy(MARGIN, top + 16)
    pdf.set_font("Times", size=52 if drawing == "plain" else 40)
    pdf.set_text_color(*rgb(palette.deep if drawing != "plain" else "#000000"))
    pdf.multi_cell(A4[0] - 2 * MARGIN, 18, plain(headline), new_x="LMARGIN", new_y="NEXT", align="L")
    pdf.set_font("Helvetica", size=17)
    pdf.set_text_color(28, 36, 34)
    for line in lines:
        pdf.set_x(MARGIN)
        pdf.multi_cell(A4[0] - 2 * MARGIN, 9.5, plain(line), new_x="LMARGIN", new_y="NEXT", align="L")
    pdf.set_draw_color(107, 119, 116)
    for number, label in enumerate(("When", "Where", "Ring")):
        y = A4[1] - 44 + number * 13
        pdf.text(MARGIN, y, label)
        pdf.line(MARGIN + 24, y + 1, A4[0] - MARGIN, y + 1)
    return bytes(pdf.output())


def cards(headline: str, text: str, *, key: str, palette: Palette = HUB) -> bytes:
    """Return one A4 page with four A6 cards to cut out."""
    pdf = FPDF(format="A4")
    pdf.set_title(plain(headline))
    pdf.set_lang("en-GB")
    pdf.set_creation_date(MADE)
    pdf.set_auto_page_break(False)
    pdf.add_page()
    strip = picture(cloth(palette=palette, key=key, cols=6, rows=4), 1050, 700)
    for row in range(2):
        for column in range(2):
            x, y = column * 105, row * 148.5
            pdf.image(strip, x=x, y=y, w=105, h=70)
            pdf.set_xy(x + 8, y + 80)
            pdf.set_font("Times", size=26)
            pdf.set_text_color(*rgb(palette.deep))
            pdf.multi_cell(89, 11, plain(headline), new_x="LEFT", new_y="NEXT", align="L")
            pdf.set_x(x + 8)
            pdf.set_font("Helvetica", size=12)
            pdf.set_text_color(28, 36, 34)
            pdf.multi_cell(89, 6.5, plain(text), align="L")
    return bytes(pdf.output())


def social_picture(*, key: str, palette: Palette = HUB) -> bytes:
    """Return a square PNG of 1080 by 1080 pixels; its words stand beside it on the page, never in it."""
    art = image(cover(palette=palette, academy="hub", story=key, principles=[1, 3, 7], people=3, cols=5, rows=5), (1080, 1080))
    out = BytesIO()
    art.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()
