//! Files of our own making as papers: sound, turned, locked, hostile.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use proptest::prelude::*;

use super::*;

/// A page to make a file of.
#[derive(Clone)]
pub(crate) struct Sheet {
    pub frame: [f32; 4],
    pub turned: i64,
    pub words: String,
    /// A picture in place of words.
    pub scanned: bool,
    /// A link, a filled-in field and a script on it.
    pub lively: bool,
}

impl Default for Sheet {
    fn default() -> Self {
        Self {
            frame: [0.0, 0.0, 595.28, 841.89],
            turned: 0,
            words: "Words of a paper".into(),
            scanned: false,
            lively: false,
        }
    }
}

/// A file of these pages, with a bookmark to each.
pub(crate) fn made(sheets: &[Sheet]) -> Document {
    let mut file = Document::with_version("1.7");
    let tree = file.new_object_id();
    let font = file.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let picture = file.add_object(Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 16, "Height" => 16,
            "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
        },
        (0u8..=255).collect(),
    ));
    let mut kids = Vec::new();
    for sheet in sheets {
        let [left, bottom, right, top] = sheet.frame;
        let content = if sheet.scanned {
            format!(
                "q {} 0 0 {} {left} {bottom} cm /Im Do Q",
                right - left,
                top - bottom
            )
        } else {
            format!(
                "BT /A 14 Tf {} {} Td ({}) Tj ET\n0 0 1 RG {} {} {} {} re S",
                left + 20.0,
                top - 40.0,
                sheet.words,
                left + 2.0,
                bottom + 2.0,
                right - left - 4.0,
                top - bottom - 4.0
            )
        };
        let content = file.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
        let mut page = dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => content, "Rotate" => sheet.turned,
            "MediaBox" => sheet.frame.iter().map(|n| Object::Real(*n)).collect::<Vec<_>>(),
            "Resources" => dictionary! {
                "Font" => dictionary! { "A" => font }, "XObject" => dictionary! { "Im" => picture },
            },
        };
        if sheet.lively {
            let look = file.add_object(Stream::new(
                dictionary! {
                    "Type" => "XObject", "Subtype" => "Form",
                    "BBox" => vec![0.into(), 0.into(), 100.into(), 20.into()],
                    "Resources" => dictionary! { "Font" => dictionary! { "A" => font } },
                },
                b"BT /A 12 Tf 2 5 Td (Filled in) Tj ET".to_vec(),
            ));
            let field = file.add_object(dictionary! {
                "Type" => "Annot", "Subtype" => "Widget", "FT" => "Tx", "F" => 4,
                "Rect" => vec![50.into(), 50.into(), 250.into(), 90.into()],
                "AP" => dictionary! { "N" => look },
            });
            let link = file.add_object(dictionary! {
                "Type" => "Annot", "Subtype" => "Link",
                "Rect" => vec![50.into(), 150.into(), 250.into(), 190.into()],
                "A" => dictionary! { "S" => "URI", "URI" => Object::string_literal("https://evil.example/") },
            });
            page.set("Annots", vec![Object::from(field), link.into()]);
            page.set("AA", dictionary! { "O" => dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") } });
        }
        kids.push(Object::from(file.add_object(page)));
    }
    let outline = file.new_object_id();
    let marks: Vec<_> = kids.iter().map(|_| file.new_object_id()).collect();
    for (at, mark) in marks.iter().enumerate() {
        let mut entries = dictionary! {
            "Title" => Object::string_literal(format!("Part {}", at + 1)), "Parent" => outline,
            "Dest" => vec![kids[at].clone(), "Fit".into()],
        };
        if let Some(next) = marks.get(at + 1) {
            entries.set("Next", *next);
        }
        file.set_object(*mark, entries);
    }
    if let (Some(first), Some(last)) = (marks.first(), marks.last()) {
        file.set_object(
            outline,
            dictionary! { "Type" => "Outlines", "First" => *first, "Last" => *last },
        );
    }
    let count = kids.len() as i64;
    file.set_object(
        tree,
        dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count },
    );
    let root = file
        .add_object(dictionary! { "Type" => "Catalog", "Pages" => tree, "Outlines" => outline });
    file.trailer.set("Root", root);
    file
}

pub(crate) fn bytes(mut file: Document) -> Vec<u8> {
    let mut out = Vec::new();
    file.save_to(&mut out).unwrap();
    out
}

pub(crate) fn paper(sheets: &[Sheet]) -> Paper {
    read("paper.pdf", &bytes(made(sheets))).unwrap()
}

fn refused(bytes: &[u8]) -> Reason {
    let refusal = read("Paper 5a.pdf", bytes).unwrap_err();
    assert!(refusal.to_string().contains("Paper 5a.pdf"), "{refusal}");
    assert!(!refusal.hint().is_empty() && refusal.code().starts_with("paper_"));
    refusal.reason
}

/// The file encrypted with a password to open it.
fn locked(user: &str) -> Vec<u8> {
    use lopdf::{EncryptionState, EncryptionVersion, Permissions};
    let mut file = made(&[Sheet::default()]);
    let id = Object::string_literal("0123456789abcdef");
    file.trailer.set("ID", vec![id.clone(), id]);
    let version = EncryptionVersion::V2 {
        document: &file,
        owner_password: "owner",
        user_password: user,
        key_length: 128,
        permissions: Permissions::PRINTABLE,
    };
    let state = EncryptionState::try_from(version).unwrap();
    file.encrypt(&state).unwrap();
    bytes(file)
}

#[test]
fn a_paper_has_its_pages_as_they_are_seen() {
    let a3 = [0.0, 0.0, 841.89, 1190.55];
    let found = paper(&[
        Sheet::default(),
        Sheet {
            turned: 90,
            ..Sheet::default()
        },
        Sheet {
            frame: a3,
            turned: -90,
            ..Sheet::default()
        },
        Sheet {
            turned: 540,
            scanned: true,
            ..Sheet::default()
        },
    ]);
    let seen: Vec<_> = found
        .pages
        .iter()
        .map(|p| (p.width, p.height, p.turned))
        .collect();
    assert_eq!(
        seen,
        [
            (595.28, 841.89, 0),
            (841.89, 595.28, 90),
            (1190.55, 841.89, 270),
            (595.28, 841.89, 180)
        ]
    );
    assert_eq!(found.left_behind, Vec::<&str>::new());
    let marks: Vec<_> = found
        .bookmarks
        .iter()
        .map(|b| (b.title.as_str(), b.page))
        .collect();
    assert_eq!(
        marks,
        [("Part 1", 0), ("Part 2", 1), ("Part 3", 2), ("Part 4", 3)]
    );
}

#[test]
fn a_page_has_size_and_turn_from_the_branches_above_it_and_shows_what_is_cropped() {
    let mut file = made(&[Sheet::default()]);
    let page = file.get_pages()[&1];
    let parent = file
        .get_dictionary(page)
        .unwrap()
        .get(b"Parent")
        .unwrap()
        .as_reference()
        .unwrap();
    let entries = file.get_dictionary_mut(page).unwrap();
    entries.remove(b"MediaBox");
    entries.remove(b"Rotate");
    entries.set(
        "CropBox",
        vec![700.into(), 900.into(), 100.into(), 100.into()],
    );
    entries.set("UserUnit", 2);
    let above = file.get_dictionary_mut(parent).unwrap();
    above.set("MediaBox", vec![0.into(), 0.into(), 600.into(), 800.into()]);
    above.set("Rotate", 90);
    let found = read("x.pdf", &bytes(file)).unwrap();
    let page = &found.pages[0];
    assert_eq!(page.frame, [100.0, 100.0, 600.0, 800.0]);
    assert_eq!((page.width, page.height, page.turned), (1400.0, 1000.0, 90));
}

#[test]
fn what_runs_or_leads_away_is_left_behind_and_said() {
    let found = paper(&[Sheet {
        lively: true,
        ..Sheet::default()
    }]);
    assert_eq!(
        found.left_behind,
        [
            "scripts",
            "links",
            "fields that can be filled in (what is filled in stays visible)"
        ]
    );
    // The field's look is kept, at its place; the link has none.
    assert_eq!(found.pages[0].appearances.len(), 1);
    assert_eq!(
        found.pages[0].appearances[0].place,
        [2.0, 0.0, 0.0, 2.0, 50.0, 50.0]
    );
}

#[test]
fn a_locked_file_is_refused_and_one_that_opens_without_a_password_is_read() {
    assert_eq!(refused(&locked("open sesame")), Reason::Locked);
    let found = read("x.pdf", &locked("")).unwrap();
    assert_eq!(found.left_behind, ["protection against changes"]);
}

#[test]
fn what_is_no_paper_is_refused_with_what_to_do() {
    let sound = bytes(made(&[Sheet::default()]));
    assert_eq!(refused(b""), Reason::NotPdf);
    assert_eq!(refused(b"PK\x03\x04 a Word file"), Reason::NotPdf);
    assert_eq!(refused(b"%PDF-1.7\nnothing more"), Reason::Broken);
    assert_eq!(refused(&sound[..sound.len() / 2]), Reason::Broken);
    assert_eq!(refused(&bytes(made(&[]))), Reason::Empty);
    assert_eq!(refused(&vec![b'x'; LARGEST + 1]), Reason::TooLarge);
    let many = vec![
        Sheet {
            words: "x".into(),
            ..Sheet::default()
        };
        MOST_PAGES + 1
    ];
    assert_eq!(refused(&bytes(made(&many))), Reason::TooManyPages);
    let mut form = made(&[Sheet::default()]);
    let catalog = form.catalog_mut().unwrap();
    catalog.set("NeedsRendering", true);
    catalog.set(
        "AcroForm",
        dictionary! { "XFA" => Object::string_literal("<xdp/>") },
    );
    assert_eq!(refused(&bytes(form)), Reason::LiveForm);
    let hostile = read("a\u{7}\nb.pdf", b"").unwrap_err();
    assert_eq!(hostile.name, "ab.pdf");
}

#[test]
fn a_tree_of_pages_that_bites_its_tail_is_refused() {
    let mut file = made(&[Sheet::default()]);
    let root = file
        .catalog()
        .unwrap()
        .get(b"Pages")
        .unwrap()
        .as_reference()
        .unwrap();
    file.get_dictionary_mut(root)
        .unwrap()
        .set("Kids", vec![Object::from(root)]);
    assert_eq!(refused(&bytes(file)), Reason::Broken);
    let mut file = made(&[Sheet::default()]);
    let root = file
        .catalog()
        .unwrap()
        .get(b"Pages")
        .unwrap()
        .as_reference()
        .unwrap();
    file.get_dictionary_mut(root)
        .unwrap()
        .set("Kids", vec![Object::from((999, 0))]);
    assert_eq!(refused(&bytes(file)), Reason::Broken);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever is changed in a file, it is read or refused.
    #[test]
    fn a_damaged_file_is_read_or_refused(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut file = bytes(made(&[Sheet { lively: true, ..Sheet::default() }, Sheet { scanned: true, ..Sheet::default() }]));
        for (place, byte) in changes {
            let at = place.index(file.len());
            file[at] = byte;
        }
        if let Some(cut) = cut {
            file.truncate(cut.index(file.len()));
        }
        if let Ok(found) = read("x.pdf", &file) {
            prop_assert!(!found.pages.is_empty());
            prop_assert!(found.pages.iter().all(|p| p.width > 0.0 && p.height > 0.0));
        }
    }
}
