import typst
from common import measured, rows

headings, lines = rows()
quoted = lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
cells = ",\n".join(",".join(quoted(cell) for cell in line) for line in lines)
source = f"""#set document(title: "Placements", date: datetime(year: 2026, month: 9, day: 30))
#set text(font: "Liberation Sans", size: 8pt, lang: "en", region: "GB")
#set page(paper: "a4", numbering: "1")
= Placements
#table(columns: (auto, 2fr, auto, auto, 1fr, auto, auto, 2fr), table.header({",".join(quoted(h) for h in headings)}), {cells})
"""


def make(path):
    pdf = typst.compile(source.encode(), format="pdf", pdf_standards=["ua-1"])
    with open(path, "wb") as file:
        file.write(pdf)


measured(make)
