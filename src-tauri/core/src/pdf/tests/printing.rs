//! Ways of printing: on both sides, in large letters.

use super::*;
use crate::pdf::style::Format;

fn printed(document: &Document, print: Print) -> Vec<u8> {
    render_for(document, print, &mut |_, _| true).unwrap()
}

#[test]
fn parts_begin_on_right_hand_pages_and_a_blank_page_says_so() {
    let mut pack = empty();
    for part in ["One", "Two", "Three"] {
        pack.page_break().heading(1, part).paragraph("Words");
    }
    pack.page_break()
        .heading(2, "Not a part")
        .paragraph("Words");
    let print = Print {
        on_both_sides: true,
        ..Print::default()
    };
    let layout = lay_out(&pack, print, &mut |_| true).unwrap();
    let pages: Vec<_> = layout
        .places
        .iter()
        .map(|place| place.unwrap().0 + 1)
        .collect();
    assert_eq!(pages, [1, 3, 5, 6]);
    let mut blank = String::new();
    layout.each_piece(1, |piece, _| blank.push_str(&piece.text));
    assert!(
        blank.starts_with("This page is left blank.") && blank.contains("Page 2 of 6"),
        "{blank}"
    );
    assert_tagged(&kept("both-sides.pdf", printed(&pack, print)));
}

#[test]
fn large_print_is_large_stays_inside_and_is_tagged() {
    let print = Print {
        enlarged: true,
        ..Print::default()
    };
    let pack = rich();
    let layout = lay_out(&pack, print, &mut |_| true).unwrap();
    let mut body = 0;
    for number in 0..layout.pages.len() {
        let format = layout.pages[number].format;
        let zoom = format.zoom();
        layout.each_piece(number, |piece, (x, baseline)| {
            let shown = piece.size * zoom;
            let in_table = piece.size < 9.0 && piece.slot.is_some();
            assert!(
                shown >= 12.0 || (in_table && shown >= 10.5),
                "{shown}: {piece:?}"
            );
            body += usize::from(shown >= 16.0);
            let width =
                lettering::width(piece.face, piece.text.trim_end()) as f32 * piece.size / 1000.0;
            let (right, top) = format.paper();
            assert!(
                x >= 0.0
                    && (x + width) * zoom <= right
                    && baseline >= 0.0
                    && (baseline + piece.size) * zoom <= top,
                "page {number}: {piece:?}"
            );
        });
    }
    assert!(body > 40, "{body}");
    // The cover on its own page, then the contents; the chart on its side.
    let mut second = String::new();
    layout.each_piece(1, |piece, _| second.push_str(&piece.text));
    assert!(second.starts_with("Contents"), "{second}");
    let sideways = layout
        .pages
        .iter()
        .filter(|page| page.format == Format::ENLARGED.sideways());
    assert_eq!(sideways.count(), 1);
    let bytes = kept("large-print.pdf", printed(&pack, print));
    assert_tagged(&bytes);
    assert!(page_count(&bytes).unwrap() > page_count(&rendered(&pack)).unwrap());
}
