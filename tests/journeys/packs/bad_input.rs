//! What nobody would type on purpose, read back by another program: whole, inside its page, no page blank.

use hubfolio_core::{
    document::{Document, Meta, Table},
    packs::{
        board::{BoardPack, PackItem, PackPaper},
        copies::{Face, issue},
        register_of_interests::InterestsRegister,
    },
    pdf,
};

use super::{
    kinds::day,
    reading::{close, read_aloud},
};

fn kept(folder: &tempfile::TempDir, document: &Document) -> std::path::PathBuf {
    let file = folder.path().join("pack.pdf");
    std::fs::write(&file, pdf::render(document, &mut |_, _| true).unwrap()).unwrap();
    file
}

/// A number of an attribute (`xMin="12.5"`).
fn number(line: &str, name: &str) -> f64 {
    let start = line.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
    let rest = &line[start..];
    rest[..rest.find('"').unwrap()].parse().unwrap()
}

/// Every word of every page stands inside the page, by another program's reckoning, and each page has words of its own
/// between the running header and footer.
fn assert_inside(file: &std::path::Path) {
    let Some(boxes) = read_aloud(file, &["-bbox"]) else {
        return;
    };
    let (mut width, mut height, mut own) = (0.0, 0.0, vec![]);
    for line in boxes.lines() {
        if line.contains("<page ") {
            (width, height) = (number(line, "width"), number(line, "height"));
            own.push(0);
        } else if line.contains("<word ") {
            let (left, right) = (number(line, "xMin"), number(line, "xMax"));
            let (top, bottom) = (number(line, "yMin"), number(line, "yMax"));
            let inside = left >= 0.0 && right <= width && top >= 0.0 && bottom <= height;
            assert!(inside, "{line} on a page of {width} by {height}");
            let body = top > 50.0 && bottom < height - 45.0;
            *own.last_mut().unwrap() += usize::from(body);
        }
    }
    assert!(!own.is_empty());
    let blank = own.iter().position(|words| *words == 0);
    assert_eq!(blank, None, "a page without words");
}

/// A narrative, a cover sheet and a table of hostile texts.
#[test]
fn a_long_narrative_without_spaces_in_a_board_pack_is_whole_and_inside_its_pages() {
    let folder = tempfile::tempdir().unwrap();
    let words: String = (0..5_000).map(|n| format!("word{n}")).collect();
    let pack = BoardPack {
        group: words[..300].to_owned(),
        items: vec![PackItem {
            id: "i".into(),
            number: words[..200].to_owned(),
            title: words[..2_000].to_owned(),
            presenter: words[..500].to_owned(),
            text: words.clone(),
            ..PackItem::default()
        }],
        papers: vec![PackPaper {
            id: "p".into(),
            item: "i".into(),
            reference: words[..100].to_owned(),
            summary: words.clone(),
            ..PackPaper::default()
        }],
        ..BoardPack::default()
    };
    let file = kept(&folder, &issue(&pack, &Face::Members, day(7)).document);
    assert_inside(&file);
    let Some(read) = read_aloud(&file, &["-nopgbrk"]) else {
        return;
    };
    // Running headers and footers stand between the pages: a page's worth of letters is found whole.
    let read = close(&read);
    let pieces: Vec<&str> = (0..words.len() - 400)
        .step_by(400)
        .map(|at| &words[at..at + 40])
        .collect();
    let missing: Vec<&&str> = pieces
        .iter()
        .filter(|p| read.matches(**p).count() < 2)
        .collect();
    // Only a piece that a page's end parts may be missing.
    assert!(missing.len() * 10 < pieces.len(), "{missing:?}");
}

#[test]
fn a_table_of_300_rows_with_a_cell_of_two_pages_is_read_whole_by_another_program() {
    let folder = tempfile::tempdir().unwrap();
    let mut pack = Document::new(Meta::new("A table", "A hub", day(1), day(1)));
    let mut table = Table::new(["Row", "Words"]).row_headers();
    for n in 0..300 {
        let words = if n == 7 {
            (0..900).map(|w| format!("cell{w} ")).collect()
        } else {
            format!("ordinary{n}")
        };
        table.push([format!("row{n}"), words]);
    }
    pack.heading(1, "Table").table(table);
    let file = kept(&folder, &pack);
    assert_inside(&file);
    let Some(read) = read_aloud(&file, &["-raw"]) else {
        return;
    };
    let at = |word: &str| {
        let found = read.split_whitespace().filter(|w| *w == word).count();
        assert_eq!(found, 1, "{word}");
        read.find(&format!("{word}\n"))
            .or_else(|| read.find(&format!("{word} ")))
            .unwrap()
    };
    // In the order in which it was written: nothing is cut, nothing is said twice.
    let mut before = 0;
    for word in (0..300)
        .map(|n| format!("row{n}"))
        .chain((0..900).map(|n| format!("cell{n}")))
    {
        let here = at(&word);
        if word.starts_with("row") {
            assert!(here >= before, "{word}");
            before = here;
        }
    }
}

#[test]
fn hostile_letters_stand_inside_their_pages() {
    let folder = tempfile::tempdir().unwrap();
    for words in [
        "שלום עולם ".repeat(400),
        "مرحبا بالعالم ".repeat(400),
        "\u{1f389}\u{1f469}\u{200d}\u{2695}\u{fe0f}".repeat(400),
        "a\u{0}\u{7}\u{1b}[31m\u{202e}b\u{feff} ".repeat(400),
        "Z\u{351}\u{36b}\u{343}\u{36a} ".repeat(400),
        "\u{fdfd}".repeat(50),
        "W".repeat(10_000),
    ] {
        let pack = BoardPack {
            items: vec![PackItem {
                title: words.clone(),
                text: words.clone(),
                ..PackItem::default()
            }],
            ..BoardPack::default()
        };
        assert_inside(&kept(
            &folder,
            &issue(&pack, &Face::Public, day(7)).document,
        ));
    }
    let empty = InterestsRegister::default();
    assert_inside(&kept(
        &folder,
        &issue(&empty, &Face::Public, day(7)).document,
    ));
}
