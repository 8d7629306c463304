//! What belongs together stands together: the last rows of a table and its note, a figure and its heading, the lines of a
//! cover.

use super::*;

/// What each page has to read, without white space.
fn pages(pack: &Document, print: Print) -> Vec<String> {
    let layout = lay_out(pack, print, &mut |_| true).unwrap();
    let mut pages = vec![String::new(); layout.pages.len()];
    for (number, words) in pages.iter_mut().enumerate() {
        layout.each_piece(number, |piece, _| {
            if piece.slot.is_some() {
                words.extend(piece.text.chars().filter(|c| !c.is_whitespace()));
            }
        });
    }
    pages
}

#[test]
fn the_last_row_of_a_table_and_its_note_never_stand_alone() {
    for rows in 20..80 {
        let mut pack = empty();
        pack.table(fixtures::long_table(rows));
        let pages = pages(&pack, Print::default());
        let last = pages.last().unwrap();
        for words in [format!("Row{}", rows - 1).as_str(), "Sum", "Anote"] {
            assert!(last.contains(words), "{rows} rows, {words}: {last}");
        }
    }
}

#[test]
fn a_figure_as_high_as_a_page_keeps_its_heading() {
    let mut pack = empty();
    let mut tall = chart();
    tall.height = 2_000.0;
    pack.paragraph("before ".repeat(120))
        .heading(1, "Heading")
        .figure(Figure::new(tall).caption("A caption"));
    let pages = pages(&pack, Print::default());
    assert_eq!(pages.len(), 2, "{pages:?}");
    assert!(!pages[0].contains("Heading"), "{pages:?}");
    assert!(pages[1].contains("Heading") && pages[1].contains("Acaption"));
}

#[test]
fn a_full_cover_stands_on_one_page_even_in_large_print() {
    let mut pack = rich();
    if let Some(cover) = &mut pack.cover {
        cover.lines = (1..=9)
            .map(|n| (format!("Line {n}"), "as it is".to_owned()))
            .collect();
    }
    let print = Print {
        enlarged: true,
        ..Print::default()
    };
    let full = pages(&pack, print);
    assert!(
        full[0].contains("Line9") && full[0].contains("Inconfidence"),
        "{full:?}"
    );
    assert!(full[1].starts_with("Contents"), "{full:?}");
}

#[test]
fn a_cover_does_not_say_its_mark_twice() {
    let mut pack = rich();
    let said = |pack: &Document| {
        pages(pack, Print::default())[0]
            .matches("Inconfidence")
            .count()
    };
    assert_eq!(said(&pack), 1);
    if let Some(cover) = &mut pack.cover {
        cover.lines.push(("Copy".into(), "In confidence".into()));
    }
    assert_eq!(said(&pack), 1);
}
