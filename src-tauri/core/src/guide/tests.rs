#![allow(clippy::unwrap_used, clippy::panic)]

use std::{collections::BTreeSet, path::Path};

use super::{PAGES, guide, licences, page::read};

/// Every address of a page in the window: page, heading.
fn addresses(html: &str) -> Vec<(String, String)> {
    let links = html.split("<a href=\"#/help/").skip(1);
    let address = links
        .filter_map(|rest| rest.split_once('"'))
        .map(|(address, _)| address);
    address
        .map(|a| a.split_once("?at=").unwrap_or((a, "")))
        .map(|(page, at)| (page.to_owned(), at.to_owned()))
        .collect()
}

#[test]
fn every_page_of_the_folder_is_in_the_guide() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide");
    let there: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| {
            file.unwrap()
                .file_name()
                .to_string_lossy()
                .replace(".md", "")
        })
        .collect();
    let known: BTreeSet<String> = PAGES.iter().map(|(slug, _)| (*slug).to_owned()).collect();
    assert_eq!(known, there);
}

#[test]
fn every_page_has_a_title_and_words_and_every_link_leads_to_a_heading() {
    let pages = guide();
    for page in &pages {
        assert!(!page.title.is_empty(), "{}", page.slug);
        assert!(
            page.sections.iter().any(|s| s.text.len() > 100),
            "{}",
            page.slug
        );
        for section in &page.sections {
            for (to, at) in addresses(&section.html) {
                let target = pages
                    .iter()
                    .find(|p| p.slug == to)
                    .unwrap_or_else(|| panic!("{}: {to}", page.slug));
                assert!(
                    at.is_empty() || target.sections.iter().any(|s| s.id == at),
                    "{}: {to}#{at}",
                    page.slug
                );
            }
        }
    }
}

#[test]
fn a_page_is_cut_at_its_headings() {
    let page = read(
        "own",
        "# The *title*\n\nBefore.\n\n## Add & edit `it`\n\nSome **bold** words.\n\n### Deeper\n\n- one\n- two\n",
    );
    assert_eq!(page.title, "The title");
    let [before, part] = &page.sections[..] else {
        panic!("{page:?}")
    };
    assert_eq!(
        (before.title.as_str(), before.text.as_str()),
        ("", "Before.")
    );
    assert_eq!(
        (part.id.as_str(), part.title.as_str()),
        ("add-edit-it", "Add & edit it")
    );
    assert_eq!(part.text, "Some bold words. Deeper one two");
    assert!(part.html.contains("<h3>Deeper</h3>"), "{}", part.html);
}

#[test]
fn raw_html_pictures_and_addresses_elsewhere_are_left_out() {
    let page = read(
        "own",
        "a <b onclick=\"x()\">c</b> ![alt](p.png) [d](https://example.org) [e](javascript:f) <script>g</script>\n\n<div>h</div>\n",
    );
    let html = &page.sections[0].html;
    assert_eq!(html, "<p>a c alt d e g</p>");
}

#[test]
fn links_lead_to_pages_and_headings_of_the_guide() {
    let page = read("own", "[a](packs.md) [b](packs.md#copies) [c](#here)");
    assert_eq!(
        page.sections[0].html,
        "<p><a href=\"#/help/packs\">a</a> <a href=\"#/help/packs?at=copies\">b</a> <a href=\"#/help/own?at=here\">c</a></p>"
    );
}

#[test]
fn a_table_is_named_can_be_scrolled_and_has_heads() {
    let page = read("own", "| a | b |\n|---|---|\n| 1 | <2 |\n");
    assert_eq!(
        page.sections[0].html,
        "<div class=\"table-wrap\" role=\"group\" tabindex=\"0\" aria-label=\"Table\"><table class=\"data\"><thead><tr><th scope=\"col\">a</th>\
         <th scope=\"col\">b</th></tr></thead><tbody><tr><td>1</td><td>&lt;2</td></tr></tbody></table></div>"
    );
    assert_eq!(page.sections[0].text, "a b 1 <2");
}

#[test]
fn every_package_has_a_licence() {
    let all = licences();
    assert!(all.len() > 100);
    for one in all {
        assert!(!one.name.is_empty() && !one.licence.is_empty(), "{one:?}");
    }
}
