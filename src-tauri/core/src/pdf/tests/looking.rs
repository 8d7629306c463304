//! Pages as pictures, beside the file.

use super::*;

/// What is looked at before a pack is written says what the file says, page by page.
#[test]
fn pictures_of_pages_hold_the_words_of_the_pages() {
    let pack = rich();
    let layout = lay_out(&pack, Print::default(), &mut |_| true).unwrap();
    let all = layout.pages.len();
    let drawn = pictures(&pack, 0..all + 5, &mut |_, _| true).unwrap();
    assert_eq!((drawn.total, drawn.pages.len()), (all, all));
    for (number, picture) in drawn.pages.iter().enumerate() {
        let format = layout.pages[number].format;
        assert_eq!(
            (picture.width, picture.height),
            (format.width(), format.height())
        );
        let mut words = Vec::new();
        layout.each_piece(number, |piece, _| words.push(piece.text.clone()));
        let svg = crate::drawing::svg::render(picture);
        let missing = words
            .iter()
            .find(|w| !svg.contains(&crate::markup::escaped(w)));
        assert_eq!(missing, None, "page {number}");
        assert!(!svg.contains("<script") && !svg.contains("href"));
    }
    assert_eq!(
        pictures(&pack, 1..2, &mut |_, _| true).unwrap().pages,
        drawn.pages[1..2]
    );
    assert_eq!(
        pictures(&pack, 90..95, &mut |_, _| true).unwrap().pages,
        vec![]
    );
    let stopped = pictures(&pack, 0..1, &mut |_, _| false);
    assert_eq!(stopped, Err(PdfError::Cancelled));
}
