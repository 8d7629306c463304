from common import measured, rows
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

headings, lines = rows()


def make(path):
    style = getSampleStyleSheet()["BodyText"]
    style.fontSize, style.leading = 8, 10
    # Only a paragraph wraps; the other cells are plain strings, which is the quicker way.
    body = [line[:7] + [Paragraph(line[7], style)] for line in lines]
    table = LongTable([headings] + body, repeatRows=1, colWidths=[45, 105, 60, 50, 70, 55, 35, 100])
    table.setStyle(TableStyle([("FONTSIZE", (0, 0), (-1, -1), 8), ("LINEBELOW", (0, 0), (-1, -1), 0.3, colors.grey)]))
    SimpleDocTemplate(path, pagesize=A4, title="Placements").build([table])


measured(make)
