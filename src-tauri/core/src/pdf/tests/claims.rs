//! What a file that claims PDF/UA-1 and PDF/A-3a has to say, checked without the validators, and files with one thing
//! taken away, each of which has to be caught.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Document, Object, ObjectId};

use super::{
    rendered, rich,
    tagging::{assert_tagged, changed, dictionary, elements},
};

/// What the catalogue, the pages, the links, the pictures, the tables and the faces have to say.
fn assert_claims(bytes: &[u8]) {
    let file = Document::load_mem(bytes).unwrap();
    let catalogue = file.catalog().unwrap();
    let language = catalogue.get(b"Lang").unwrap().as_str().unwrap();
    assert_eq!(language, b"en-GB");
    let marks = dictionary(&file, catalogue.get(b"MarkInfo").unwrap());
    assert!(marks.get(b"Marked").unwrap().as_bool().unwrap());
    let viewer = dictionary(&file, catalogue.get(b"ViewerPreferences").unwrap());
    assert!(viewer.get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
    let (_, intents) = file
        .dereference(catalogue.get(b"OutputIntents").unwrap())
        .unwrap();
    assert_eq!(intents.as_array().unwrap().len(), 1);
    let metadata = catalogue.get(b"Metadata").unwrap().as_reference().unwrap();
    let metadata = file.get_object(metadata).unwrap().as_stream().unwrap();
    assert!(!metadata.dict.has(b"Filter"), "the particulars are packed");
    let words = String::from_utf8(metadata.content.clone()).unwrap();
    for claim in [
        "<pdfuaid:part>1<",
        "<pdfaid:part>3<",
        "<pdfaid:conformance>A<",
    ] {
        assert!(words.contains(claim), "{claim}");
    }
    assert!(catalogue.has(b"Outlines") && catalogue.has(b"AF"));
    for page in file.get_pages().into_values() {
        let page = file.get_dictionary(page).unwrap();
        assert_eq!(page.get(b"Tabs").unwrap().as_name().unwrap(), b"S");
        assert!(page.has(b"StructParents"));
    }
    for (id, object) in &file.objects {
        let Ok(entries) = object.as_dict() else {
            continue;
        };
        let is = |key: &[u8], name: &[u8]| {
            entries
                .get(key)
                .and_then(Object::as_name)
                .is_ok_and(|n| n == name)
        };
        if is(b"Subtype", b"Link") {
            assert!(
                entries.has(b"StructParent"),
                "a link {id:?} outside the structure"
            );
            let said = entries.get(b"Contents").unwrap().as_str().unwrap();
            assert!(!said.is_empty());
        }
        if is(b"S", b"Figure") {
            assert!(!entries.get(b"Alt").unwrap().as_str().unwrap().is_empty());
        }
        if is(b"S", b"TH") {
            let (_, about) = file.dereference(entries.get(b"A").unwrap()).unwrap();
            let about = match about {
                Object::Array(all) => all.iter().any(|a| dictionary(&file, a).has(b"Scope")),
                one => one.as_dict().unwrap().has(b"Scope"),
            };
            assert!(about, "a heading cell {id:?} that heads nothing");
        }
        if is(b"Subtype", b"Type0") {
            assert!(
                entries.has(b"ToUnicode"),
                "a face {id:?} that can't be read back"
            );
        }
        if is(b"Type", b"FontDescriptor") {
            assert!(
                entries.has(b"FontFile2"),
                "a face {id:?} that is not inside"
            );
        }
    }
}

fn first(file: &Document, key: &[u8], name: &[u8]) -> ObjectId {
    let is = |object: &&Object| {
        object.as_dict().is_ok_and(|entries| {
            entries
                .get(key)
                .and_then(Object::as_name)
                .is_ok_and(|n| n == name)
        })
    };
    let found = file.objects.iter().find(|(_, object)| is(object));
    *found.unwrap().0
}

fn without(file: &mut Document, id: ObjectId, key: &[u8]) {
    let gone = file.get_dictionary_mut(id).unwrap().remove(key);
    assert!(
        gone.is_some(),
        "{} was not there",
        String::from_utf8_lossy(key)
    );
}

fn catalogue(file: &Document) -> ObjectId {
    file.trailer.get(b"Root").unwrap().as_reference().unwrap()
}

type Damage = fn(&mut Document);

#[test]
fn a_good_file_with_one_thing_taken_away_is_caught() {
    let good = rendered(&rich());
    let sound = |bytes: &[u8]| {
        let check = || {
            assert_claims(bytes);
            assert_tagged(bytes);
        };
        catch_unwind(AssertUnwindSafe(check)).is_ok()
    };
    assert!(sound(&good) && sound(&changed(&good, |_| {})));
    let damages: [(&str, Damage); 15] = [
        ("language", |f| without(f, catalogue(f), b"Lang")),
        ("mark", |f| without(f, catalogue(f), b"MarkInfo")),
        ("title shown", |f| {
            without(f, catalogue(f), b"ViewerPreferences")
        }),
        ("colours", |f| without(f, catalogue(f), b"OutputIntents")),
        ("particulars", |f| without(f, catalogue(f), b"Metadata")),
        ("bookmarks", |f| without(f, catalogue(f), b"Outlines")),
        ("attached file", |f| without(f, catalogue(f), b"AF")),
        ("structure", |f| without(f, catalogue(f), b"StructTreeRoot")),
        ("order of keys", |f| {
            without(f, first(f, b"Type", b"Page"), b"Tabs")
        }),
        ("page's structure", |f| {
            without(f, first(f, b"Type", b"Page"), b"StructParents")
        }),
        ("link's words", |f| {
            without(f, first(f, b"Subtype", b"Link"), b"Contents")
        }),
        ("link's structure", |f| {
            without(f, first(f, b"Subtype", b"Link"), b"StructParent")
        }),
        ("picture's words", |f| {
            without(f, elements(f, b"Figure")[0], b"Alt")
        }),
        ("heading cell", |f| without(f, elements(f, b"TH")[0], b"A")),
        ("letters' meaning", |f| {
            without(f, first(f, b"Subtype", b"Type0"), b"ToUnicode")
        }),
    ];
    for (what, damage) in damages {
        assert!(
            !sound(&changed(&good, damage)),
            "{what} taken away is not caught"
        );
    }
}
