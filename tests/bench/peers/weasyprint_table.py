from html import escape
from common import measured, rows
from weasyprint import HTML

headings, lines = rows()


def make(path):
    head = "".join(f"<th>{escape(h)}</th>" for h in headings)
    body = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in line) + "</tr>" for line in lines)
    page = f"""<html lang="en-GB"><head><title>Placements</title><style>body {{ font: 8pt Liberation Sans }}
    td, th {{ border-bottom: 0.3pt solid grey; text-align: left }}</style></head><body><h1>Placements</h1>
    <table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></body></html>"""
    HTML(string=page).write_pdf(path, pdf_variant="pdf/ua-1")


measured(make)
