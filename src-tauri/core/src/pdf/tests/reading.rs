//! The reading copy: whose page stands where, and that nothing of it can run, lead away or be mistaken for ours.

use std::collections::BTreeSet;

use super::*;
use crate::papers::tests::{Sheet, bytes, made, paper};

fn a3() -> Sheet {
    Sheet {
        frame: [0.0, 0.0, 841.89, 1190.55],
        ..Sheet::default()
    }
}

/// Our cover, contents and two parts, then papers of all shapes.
fn copy() -> ReadingCopy {
    let mut document = empty();
    document.cover = Some(Cover {
        title: "Board pack".into(),
        ..Cover::default()
    });
    document.marks.footer = "A hub".into();
    document.contents("Contents", 2).page_break();
    document
        .heading(1, "1. Welcome")
        .paragraph("Words.")
        .page_break()
        .heading(1, "2. Finance")
        .paragraph("More words.");
    let place = |label: &str, title: &str, sheets: &[Sheet]| PaperPlace {
        label: label.into(),
        title: title.into(),
        mark: None,
        paper: paper(sheets),
    };
    let plain = Sheet::default();
    let turned = |turned| Sheet {
        turned,
        words: format!("Turned by {turned}"),
        ..Sheet::default()
    };
    let small = Sheet {
        frame: [0.0, 0.0, 120.0, 80.0],
        ..Sheet::default()
    };
    let scanned = Sheet {
        scanned: true,
        ..Sheet::default()
    };
    let lively = Sheet {
        lively: true,
        ..Sheet::default()
    };
    let mut secret = place("Paper 5b", "Appointments", &[lively, scanned]);
    secret.mark = Some("In confidence".into());
    ReadingCopy {
        print: crate::pdf::Print::default(),
        document,
        papers: vec![
            place(
                "Paper 5a",
                "Finance report",
                &[plain, turned(90), turned(180), turned(270)],
            ),
            secret,
            place("Paper 6", "", &[a3(), small]),
        ],
    }
}

fn made_of(copy: &ReadingCopy) -> Vec<u8> {
    reading_copy(copy, &mut |_, _| true).unwrap()
}

/// The words painted on a page, drawings on it included.
fn words(file: &lopdf::Document, page: u32) -> String {
    let painted = std::process::Command::new("pdftotext").arg("-v").output();
    if painted.is_err() {
        return String::new();
    }
    let mut kept = tempfile::NamedTempFile::new().unwrap();
    let mut bytes = Vec::new();
    file.clone().save_to(&mut bytes).unwrap();
    std::io::Write::write_all(&mut kept, &bytes).unwrap();
    let page = page.to_string();
    let out = std::process::Command::new("pdftotext")
        .args(["-f", &page, "-l", &page, "-layout"])
        .arg(kept.path())
        .arg("-")
        .output()
        .unwrap();
    String::from_utf8_lossy(&out.stdout).into_owned()
}

fn text(file: &lopdf::Document, object: &lopdf::Object) -> String {
    lopdf::decode_text_string(file.dereference(object).unwrap().1).unwrap()
}

#[test]
fn every_page_is_there_in_the_order_of_the_agenda() {
    let bytes = kept("reading.pdf", made_of(&copy()));
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    // Cover, contents, two parts; a divider before each paper.
    let pages = file.get_pages();
    assert_eq!(pages.len(), 4 + (1 + 4) + (1 + 2) + (1 + 2));
    let shapes: Vec<_> = pages
        .values()
        .map(|page| {
            let frame = file
                .get_dictionary(*page)
                .unwrap()
                .get(b"MediaBox")
                .unwrap();
            let frame = frame.as_array().unwrap();
            (
                frame[2].as_float().unwrap() as i32,
                frame[3].as_float().unwrap() as i32,
            )
        })
        .collect();
    let (a4, wide) = ((595, 841), (841, 595));
    assert_eq!(
        shapes[5..9],
        [a4, wide, a4, wide],
        "turned pages stand upright"
    );
    assert_eq!(shapes[13..], [(841, 1190), (283, 100)], "A3 stays A3");
    let said = words(&file, 7);
    if said.is_empty() {
        println!("skipped: pdftotext is not here");
        return;
    }
    assert!(
        said.contains("Paper 5a · page 2 of 4") && said.contains("Pack page 7 of 15"),
        "{said}"
    );
    assert!(words(&file, 5).contains("Paper 5a: Finance report"));
    assert!(
        words(&file, 5).contains("Page 5 of 15"),
        "our numbers count the papers"
    );
    let marked = words(&file, 11);
    assert!(
        marked.contains("In confidence") && marked.contains("Filled in"),
        "{marked}"
    );
    assert!(
        words(&file, 2).contains("10"),
        "contents: the second divider is on page 10"
    );
}

#[test]
fn bookmarks_and_labels_name_the_papers() {
    let file = lopdf::Document::load_mem(&made_of(&copy())).unwrap();
    let catalog = file.catalog().unwrap();
    let pages: Vec<_> = file.get_pages().into_values().collect();
    let outlines = catalog
        .get_deref(b"Outlines", &file)
        .unwrap()
        .as_dict()
        .unwrap();
    let mut found = Vec::new();
    let mut next = outlines.get(b"First").ok();
    while let Some(item) = next {
        let item = file.dereference(item).unwrap().1.as_dict().unwrap();
        let below = item
            .get(b"Count")
            .and_then(lopdf::Object::as_i64)
            .unwrap_or(0);
        let target = item.get(b"Dest").unwrap().as_array().unwrap()[0]
            .as_reference()
            .unwrap();
        let page = pages.iter().position(|page| *page == target).unwrap();
        found.push((text(&file, item.get(b"Title").unwrap()), page + 1, -below));
        next = item.get(b"Next").ok();
    }
    let expected = [
        ("Contents", 2, 0),
        ("1. Welcome", 3, 0),
        ("2. Finance", 4, 0),
        ("Paper 5a: Finance report", 5, 4),
        ("Paper 5b: Appointments", 10, 2),
        ("Paper 6", 13, 2),
    ];
    assert_eq!(
        found,
        expected.map(|(title, page, below)| (title.to_owned(), page, below))
    );
    let labels = catalog
        .get_deref(b"PageLabels", &file)
        .unwrap()
        .as_dict()
        .unwrap();
    let labels = labels.get(b"Nums").unwrap().as_array().unwrap();
    let starts: Vec<_> = labels.iter().filter_map(|n| n.as_i64().ok()).collect();
    assert_eq!(starts, [0, 5, 9, 10, 12, 13]);
    let prefix = labels[3].as_dict().unwrap().get(b"P").unwrap();
    assert_eq!(text(&file, prefix), "Paper 5a, page ");
}

#[test]
fn it_claims_nothing_for_others_and_is_sealed_like_any_pack() {
    let bytes = made_of(&copy());
    assert!(
        !crate::papers::contains(&bytes, b"<pdfuaid:part")
            && !crate::papers::contains(&bytes, b"<pdfaid:part")
    );
    assert!(crate::papers::contains(
        &bytes,
        b"Reading copy with papers by others"
    ));
    assert!(claims_to_be_ours(&bytes));
    let sealed = seal(bytes, &|_| [9; 64], [7; 32], "{}").unwrap();
    assert_eq!(read_seal(&sealed).unwrap().public_key, [7; 32]);
    // A sealed pack of ours may itself be a paper: the copy still has one seal, its own.
    let again = ReadingCopy {
        print: crate::pdf::Print::default(),
        document: empty(),
        papers: vec![PaperPlace {
            label: "Paper 1".into(),
            title: "Last month's pack".into(),
            mark: None,
            paper: crate::papers::read("pack.pdf", &sealed).unwrap(),
        }],
    };
    let again = kept("reading-of-reading.pdf", made_of(&again));
    assert_eq!(read_seal(&again).unwrap_err(), SealError::Blank);
}

#[test]
fn a_paper_that_holds_the_words_of_a_seal_does_not_spoil_ours() {
    let mut file = made(&[Sheet::default()]);
    let page = file.get_pages()[&1];
    let content = file.get_page_contents(page)[0];
    let stream = file
        .get_object_mut(content)
        .unwrap()
        .as_stream_mut()
        .unwrap();
    // A filter that leaves the words readable in the file.
    let words = b"<</Type/HubfolioSeal/V 1/Key<00";
    let mut runs = vec![words.len() as u8 - 1];
    runs.extend_from_slice(words);
    runs.push(128);
    stream.set_content(runs);
    stream.dict.set("Filter", "RunLengthDecode");
    let bytes = bytes(file);
    assert!(crate::papers::contains(&bytes, words));
    let copy = ReadingCopy {
        print: crate::pdf::Print::default(),
        document: empty(),
        papers: vec![PaperPlace {
            label: "Paper 1".into(),
            title: String::new(),
            mark: None,
            paper: crate::papers::read("x.pdf", &bytes).unwrap(),
        }],
    };
    assert_eq!(read_seal(&made_of(&copy)).unwrap_err(), SealError::Blank);
}

#[test]
fn nothing_in_it_runs_or_leads_away() {
    let file = lopdf::Document::load_mem(&made_of(&copy())).unwrap();
    let everything = format!("{:?}", file.objects);
    for word in ["JavaScript", "evil.example", "Widget", "AcroForm"] {
        assert!(!everything.contains(word), "{word}");
    }
}

#[test]
fn what_can_be_read_is_read_out_in_order_and_the_stamp_is_not() {
    let bytes = made_of(&copy());
    assert_tagged(&bytes);
}

#[test]
fn a_face_or_picture_in_ten_papers_is_written_once() {
    let mut copy = copy();
    let one = copy.papers[0].clone();
    copy.papers = vec![one; 10];
    let file = lopdf::Document::load_mem(&made_of(&copy)).unwrap();
    let count = |kind: &[u8], value: &[u8]| {
        let is = |entries: &lopdf::Dictionary| {
            entries
                .get(kind)
                .is_ok_and(|name| name.as_name().is_ok_and(|n| n == value))
        };
        file.objects
            .values()
            .filter(|object| match object {
                lopdf::Object::Dictionary(entries) => is(entries),
                lopdf::Object::Stream(stream) => is(&stream.dict),
                _ => false,
            })
            .count()
    };
    assert_eq!(count(b"Subtype", b"Image"), 1);
    assert_eq!(count(b"BaseFont", b"Helvetica"), 1);
    assert_eq!(count(b"Subtype", b"Form"), 4, "four different pages");
}

#[test]
fn the_same_papers_make_the_same_bytes_and_a_hundred_pages_are_quick() {
    let mut copy = copy();
    copy.papers[0].paper = paper(&vec![Sheet::default(); 100]);
    let started = std::time::Instant::now();
    let first = made_of(&copy);
    println!("{} bytes in {:?}", first.len(), started.elapsed());
    assert!(first == made_of(&copy));
}

#[test]
fn a_document_without_papers_is_the_pack_it_is() {
    let copy = ReadingCopy {
        print: crate::pdf::Print::default(),
        document: rich(),
        papers: vec![],
    };
    let numbers: BTreeSet<usize> = [made_of(&copy), rendered(&rich())]
        .iter()
        .map(|bytes| page_count(bytes).unwrap())
        .collect();
    assert_eq!(numbers.len(), 1);
}

#[test]
fn a_paper_whose_content_cannot_be_read_is_named() {
    let mut file = made(&[Sheet::default()]);
    let page = file.get_pages()[&1];
    let nowhere = vec![lopdf::Object::from((4, 0)), (999, 0).into()];
    file.get_dictionary_mut(page)
        .unwrap()
        .set("Contents", nowhere);
    let mut copy = copy();
    copy.papers[0].paper = crate::papers::read("x.pdf", &bytes(file)).unwrap();
    let fault = reading_copy(&copy, &mut |_, _| true).unwrap_err();
    assert_eq!(fault, PdfError::Paper("Paper 5a".into()));
}

#[test]
fn a_layer_that_was_switched_off_stays_off() {
    use lopdf::{Dictionary, Object, dictionary};
    let mut file = made(&[Sheet::default()]);
    let layer = |file: &mut lopdf::Document| {
        file.add_object(
            dictionary! { "Type" => "OCG", "Name" => Object::string_literal("Layer 1") },
        )
    };
    let (on, off) = (layer(&mut file), layer(&mut file));
    let page = file.get_pages()[&1];
    let content = file.get_page_contents(page)[0];
    let words = b"/OC /On BDC BT /A 14 Tf 20 300 Td (Seen) Tj ET EMC /OC /Off BDC BT /A 14 Tf 20 200 Td (Salaries) Tj ET EMC";
    file.get_object_mut(content)
        .unwrap()
        .as_stream_mut()
        .unwrap()
        .set_plain_content(words.to_vec());
    let resources = file
        .get_dictionary_mut(page)
        .unwrap()
        .get_mut(b"Resources")
        .unwrap()
        .as_dict_mut()
        .unwrap();
    resources.set("Properties", dictionary! { "On" => on, "Off" => off });
    let shown: Dictionary = dictionary! { "OFF" => vec![Object::from(off)] };
    let layers = dictionary! { "OCGs" => vec![Object::from(on), off.into()], "D" => shown };
    file.catalog_mut().unwrap().set("OCProperties", layers);
    let place = PaperPlace {
        label: "Paper 1".into(),
        title: String::new(),
        mark: None,
        paper: crate::papers::read("x.pdf", &bytes(file)).unwrap(),
    };
    let copy = ReadingCopy {
        print: crate::pdf::Print::default(),
        document: empty(),
        papers: vec![place],
    };
    let file = lopdf::Document::load_mem(&kept("layers.pdf", made_of(&copy))).unwrap();
    let layers = file
        .catalog()
        .unwrap()
        .get(b"OCProperties")
        .unwrap()
        .as_dict()
        .unwrap();
    let all = layers.get(b"OCGs").unwrap().as_array().unwrap();
    let off = layers
        .get(b"D")
        .unwrap()
        .as_dict()
        .unwrap()
        .get(b"OFF")
        .unwrap()
        .as_array()
        .unwrap();
    assert_eq!(
        (all.len(), off.len()),
        (2, 1),
        "two layers that look alike stay two"
    );
    // The one that is off is the one its words belong to.
    let named = file.objects.values().find_map(|object| {
        let form = &object.as_stream().ok()?.dict;
        let resources = form.get(b"Resources").ok()?.as_dict().ok()?;
        resources
            .get(b"Properties")
            .ok()?
            .as_dict()
            .ok()?
            .get(b"Off")
            .ok()?
            .as_reference()
            .ok()
    });
    assert_eq!(named, off[0].as_reference().ok());
}

#[test]
fn the_archive_copy_carries_the_papers_unchanged_and_stays_tagged() {
    let filed = |label: &str, name: &str, bytes: Vec<u8>| crate::papers::Filed {
        label: label.into(),
        title: "Finance report".into(),
        name: name.into(),
        mime: "application/pdf".into(),
        pages: Some(1),
        bytes,
    };
    // A sealed pack of ours as a paper: the archive copy still has one seal.
    let sealed = seal(rendered(&empty()), &|_| [9; 64], [7; 32], "{}").unwrap();
    let papers = [
        filed("Paper 5a", "a.pdf", bytes(made(&[Sheet::default()]))),
        filed("Paper 5b", "pack.pdf", sealed),
    ];
    let document = crate::papers::archive_copy(&rich(), &papers);
    let bytes = kept("archive.pdf", rendered(&document));
    assert_tagged(&bytes);
    assert_eq!(read_seal(&bytes).unwrap_err(), SealError::Blank);
    let files = attachments(&bytes).unwrap();
    for paper in &papers {
        assert!(
            files
                .iter()
                .any(|(name, content)| *name == paper.name && *content == paper.bytes)
        );
    }
}
