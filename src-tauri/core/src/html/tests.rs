use crate::{
    document::{CallOut, Document, Heading, Meta, Table, Text},
    html::render,
};

fn document() -> Document {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 9, 30).unwrap_or_default();
    let mut document = Document::new(Meta::new(
        "Practices & places",
        "Example Training Hub",
        day,
        day,
    ));
    document.contents("Contents", 2);
    document.heading_at(1, "first", "The first part");
    document.push(Heading::new(2, "A second level"));
    document.paragraph(
        Text::from("See ")
            .link("the guide", "https://example.org/?a=1&b=2")
            .then("."),
    );
    document.paragraph(
        Text::from("Back to ")
            .link_to("the first part", "first")
            .then("."),
    );
    document.call_out(CallOut::warning("Two versions").paragraph("Settle them."));
    document.table(
        Table::new(["Practice", "List size"])
            .caption("Practices")
            .numbers([1])
            .row_headers()
            .row(["High Street", "9,120"])
            .total(["All", "9,120"]),
    );
    document
}

#[test]
fn every_link_inside_leads_to_a_heading_that_is_there() {
    let page = render(&document());
    let mut inside = 0;
    for part in page.split("href=\"#").skip(1) {
        let anchor = part.split('"').next().unwrap_or_default();
        assert!(page.contains(&format!("id=\"{anchor}\"")), "{anchor}");
        inside += 1;
    }
    assert_eq!(inside, 3);
}

#[test]
fn cells_name_their_headers_and_the_table_its_subject() {
    let page = render(&document());
    assert!(page.contains("<caption>Practices</caption>"));
    assert!(page.contains("<th scope=\"col\" class=\"number\">List size</th>"));
    assert!(page.contains("<th scope=\"row\">High Street</th>"));
    assert!(
        page.contains("<html lang=\"en-GB\">")
            && page.contains("<title>Practices &amp; places</title>")
    );
}

#[test]
fn hostile_text_stays_text_and_nothing_can_run() {
    let mut document = document();
    let hostile = "</title><script>alert(1)</script><img src=x onerror=alert(1)>\u{202e}\u{0}";
    document.meta.title = hostile.into();
    document.marks.footer = hostile.into();
    document.heading(1, hostile);
    document.paragraph(Text::new().link(hostile, "javascript:alert(1)"));
    document.table(Table::new([hostile]).row([hostile]));
    let page = render(&document);
    assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("javascript:"));
    assert!(!page.contains('\u{0}'));
    assert!(page.contains("&lt;script&gt;alert(1)"));
}

#[test]
fn the_page_asks_the_network_for_nothing() {
    let page = render(&document());
    assert!(page.contains("default-src 'none'"));
    for word in ["src=\"", "@import", "url("] {
        assert!(!page.contains(word), "{word}");
    }
}
