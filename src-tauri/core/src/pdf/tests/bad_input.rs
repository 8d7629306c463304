//! Text that nobody would type on purpose: laid out whole, inside its page, and named where it can't be shown.

use super::*;
use crate::document::check;

/// Everything inside its page, every letter there once, and the file sound.
fn assert_whole(name: &str, pack: &Document, expected: &str) {
    assert_inside(pack);
    let expected: String = lettering::legible(expected)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    assert_eq!(shown(pack), expected, "{name}");
    assert_tagged(&kept(&format!("{name}.pdf"), rendered(pack)));
}

#[test]
fn a_narrative_of_5000_words_without_a_space_is_whole() {
    let words: String = (0..5_000).map(|n| format!("word{n}")).collect();
    let mut pack = empty();
    pack.paragraph(words.as_str());
    assert_whole("no-spaces", &pack, &words);
    let layout = lay_out(&pack, Print::default(), &mut |_| true).unwrap();
    assert!(layout.pages.len() > 5);
    // In a narrow cell, too.
    let mut pack = empty();
    let mut table = Table::new((0..8).map(|n| format!("H{n}")));
    table.push((0..8).map(|n| if n == 3 { words.as_str() } else { "x" }));
    pack.table(table);
    assert_whole(
        "no-spaces-in-a-cell",
        &pack,
        &format!("H0H1H2H3H4H5H6H7xxx{words}xxxx"),
    );
}

#[test]
fn text_from_right_to_left_is_whole_and_its_place_is_named() {
    for (name, words) in [
        ("hebrew", "שלום עולם, 12 מרפאות"),
        ("arabic", "مرحبا بالعالم"),
        ("mixed", "The practice مرحبا is open"),
    ] {
        let mut pack = empty();
        pack.heading(1, "Title").paragraph(words);
        let said = check(&pack);
        assert_eq!(said.len(), 1, "{name}: {said:?}");
        assert!(said[0].message.contains("right to left"), "{said:?}");
        assert!(said[0].place.contains("Title"), "{said:?}");
        assert_whole(name, &pack, &format!("Title{words}"));
    }
    let mut pack = empty();
    pack.heading(1, "Title")
        .paragraph("Tŷ Gŵyr, café, naïve, ✓");
    assert_eq!(check(&pack), vec![]);
}

#[test]
fn pictures_made_of_letters_leave_a_mark_and_are_named() {
    let words = "Well done \u{1f389}\u{1f469}\u{200d}\u{2695}\u{fe0f} \u{1f1ec}\u{1f1e7}!";
    let mut pack = empty();
    pack.heading(1, "Title").paragraph(words);
    assert!(!check(&pack).is_empty());
    assert_whole("emoji", &pack, &format!("Title{words}"));
}

#[test]
fn control_characters_are_dropped_and_nothing_beside_them() {
    let words: String = (0..0xa0u8).map(|n| format!("{}a", char::from(n))).collect();
    let mut pack = empty();
    pack.heading(1, "Title\u{0}\u{7}\u{1b}")
        .paragraph(words.as_str());
    assert_whole("control", &pack, &format!("Title{words}"));
    let text = shown(&pack);
    assert!(text.chars().all(|c| !c.is_control()), "{text:?}");
}

#[test]
fn a_picture_that_is_not_there_leaves_its_words() {
    let mut pack = empty();
    pack.extend(from_markdown("Before ![the map](missing.png) after", 1));
    assert_whole("no-picture", &pack, "Before the map after");
    // A file of this laptop is never linked to.
    let text = String::from_utf8_lossy(&rendered(&pack)).into_owned();
    assert!(!text.contains("missing.png"));
}

#[test]
fn marks_on_pages_stand_on_every_one_of_their_pages_and_on_no_other() {
    let mut pack = empty();
    // However much else stands in the running header.
    pack.meta.title = "A title that is far too long for the running header ".repeat(3);
    pack.marks.draft = Some("DRAFT: not signed off".into());
    pack.marks.confidentiality = Some("Copy for somebody with quite a long name".into());
    pack.paragraph("open before");
    pack.heading(1, "Secret part")
        .mark_pages(Some("CLOSED SESSION"));
    (0..120).for_each(|n| {
        pack.paragraph(format!("secret {n}"));
    });
    pack.mark_pages(None::<&str>).paragraph("open after");
    let layout = lay_out(&pack, Print::default(), &mut |_| true).unwrap();
    assert!(layout.pages.len() > 4);
    for number in 0..layout.pages.len() {
        let (mut marked, mut secret) = (false, false);
        layout.each_piece(number, |piece, _| {
            marked |= piece.slot.is_none() && piece.text.contains("CLOSED SESSION");
            secret |= piece.slot.is_some() && piece.text.to_lowercase().contains("secret");
        });
        assert_eq!(marked, secret, "page {number}");
    }
    // The mark in the header is decoration: it is said in the text as well, once, below the heading that moved with it.
    assert!(shown(&pack).starts_with("openbeforeSecretpartCLOSEDSESSIONsecret0"));
    assert_inside(&pack);
    assert_tagged(&kept("marked.pdf", rendered(&pack)));
}
