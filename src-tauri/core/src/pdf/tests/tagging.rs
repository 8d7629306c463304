//! Is every painted word reached from the structure exactly once? Read with lopdf, not with our own writer's knowledge.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::Content;
use lopdf::{Dictionary, Object, ObjectId};

/// What one element of the structure reaches: marked contents by page and number.
fn reached(
    file: &lopdf::Document,
    element: &Object,
    page: Option<ObjectId>,
    found: &mut Vec<(ObjectId, i64)>,
) {
    let (id, element) = file.dereference(element).unwrap();
    match element {
        Object::Integer(content) => found.push((page.expect("a page"), *content)),
        Object::Array(kids) => kids.iter().for_each(|kid| reached(file, kid, page, found)),
        Object::Dictionary(entries) => {
            let own = entries
                .get(b"Pg")
                .and_then(Object::as_reference)
                .ok()
                .or(page);
            match entries.get(b"Type").and_then(Object::as_name) {
                Ok(b"MCR") => found.push((
                    own.unwrap(),
                    entries.get(b"MCID").unwrap().as_i64().unwrap(),
                )),
                Ok(b"OBJR") => {}
                _ => {
                    assert!(entries.has(b"S"), "an element {id:?} without a role");
                    if let Ok(kids) = entries.get(b"K") {
                        reached(file, kids, own, found);
                    }
                }
            }
        }
        other => panic!("unexpected {other:?}"),
    }
}

/// Every marked content of every page is reached from the tree exactly once, the parent tree leads back to the element
/// that holds it, and nothing is painted outside marked content.
pub(super) fn assert_tagged(bytes: &[u8]) {
    let file = lopdf::Document::load_mem(bytes).unwrap();
    let catalog = file.catalog().unwrap();
    let root = dictionary(&file, catalog.get(b"StructTreeRoot").unwrap());
    let mut found = Vec::new();
    reached(&file, root.get(b"K").unwrap(), None, &mut found);
    let once: BTreeSet<_> = found.iter().copied().collect();
    assert_eq!(once.len(), found.len(), "a marked content is reached twice");
    let mut painted = BTreeSet::new();
    for page in file.get_pages().into_values() {
        let content = Content::decode(&file.get_page_content(page)).unwrap();
        let mut open: Vec<bool> = Vec::new();
        for operation in &content.operations {
            match operation.operator.as_str() {
                "BDC" => {
                    let number = operation.operands[1]
                        .as_dict()
                        .ok()
                        .and_then(|entries| entries.get(b"MCID").ok());
                    if let Some(number) = number {
                        assert!(
                            painted.insert((page, number.as_i64().unwrap())),
                            "a number is used twice"
                        );
                    } else {
                        assert_eq!(operation.operands[0].as_name().unwrap(), b"Artifact");
                    }
                    open.push(true);
                }
                "BMC" => {
                    assert_eq!(operation.operands[0].as_name().unwrap(), b"Artifact");
                    open.push(true);
                }
                "EMC" => assert!(open.pop().is_some()),
                "Tj" | "TJ" | "f" | "S" => {
                    assert!(!open.is_empty(), "painted outside marked content")
                }
                _ => {}
            }
        }
        assert!(open.is_empty());
    }
    assert_eq!(once, painted);
    let parents = parent_tree(&file, root.get(b"ParentTree").unwrap());
    for (page, content) in painted {
        let key = file
            .get_dictionary(page)
            .unwrap()
            .get(b"StructParents")
            .unwrap()
            .as_i64()
            .unwrap();
        let array = file
            .dereference(&parents[&key])
            .unwrap()
            .1
            .as_array()
            .unwrap();
        let element = dictionary(&file, &array[usize::try_from(content).unwrap()]);
        let mut own = Vec::new();
        reached(
            &file,
            element.get(b"K").unwrap(),
            element.get(b"Pg").and_then(Object::as_reference).ok(),
            &mut own,
        );
        assert!(own.contains(&(page, content)));
    }
}

pub(super) fn dictionary<'a>(file: &'a lopdf::Document, object: &'a Object) -> &'a Dictionary {
    file.dereference(object).unwrap().1.as_dict().unwrap()
}

fn parent_tree(file: &lopdf::Document, node: &Object) -> BTreeMap<i64, Object> {
    let node = dictionary(file, node);
    let mut entries = BTreeMap::new();
    if let Ok(kids) = node.get(b"Kids") {
        kids.as_array()
            .unwrap()
            .iter()
            .for_each(|kid| entries.extend(parent_tree(file, kid)));
    }
    if let Ok(numbers) = node.get(b"Nums") {
        for pair in numbers.as_array().unwrap().chunks(2) {
            assert!(
                entries
                    .insert(pair[0].as_i64().unwrap(), pair[1].clone())
                    .is_none()
            );
        }
    }
    entries
}

/// The file with one thing changed, written again by lopdf.
pub(super) fn changed(bytes: &[u8], change: impl Fn(&mut lopdf::Document)) -> Vec<u8> {
    let mut file = lopdf::Document::load_mem(bytes).unwrap();
    change(&mut file);
    let mut out = Vec::new();
    file.save_to(&mut out).unwrap();
    out
}

/// The elements of a role.
pub(super) fn elements(file: &lopdf::Document, role: &[u8]) -> Vec<ObjectId> {
    let is = |object: &Object| {
        object.as_dict().is_ok_and(|entries| {
            entries
                .get(b"S")
                .and_then(Object::as_name)
                .is_ok_and(|name| name == role)
        })
    };
    file.objects
        .iter()
        .filter(|(_, object)| is(object))
        .map(|(id, _)| *id)
        .collect()
}

/// veraPDF and page-validation do not notice rows cut out of the tree; this check must.
#[test]
fn the_check_itself_catches_a_damaged_structure() {
    let good = super::rendered(&super::rich());
    assert_tagged(&changed(&good, |_| {}));
    let without_a_row = changed(&good, |file| {
        let body = elements(file, b"TBody")[0];
        let kids = file
            .get_dictionary_mut(body)
            .unwrap()
            .get_mut(b"K")
            .unwrap();
        kids.as_array_mut().unwrap().remove(1);
    });
    let with_a_row_twice = changed(&good, |file| {
        let body = elements(file, b"TBody")[0];
        let kids = file
            .get_dictionary_mut(body)
            .unwrap()
            .get_mut(b"K")
            .unwrap()
            .as_array_mut()
            .unwrap();
        let row = kids[0].clone();
        kids.push(row);
    });
    let with_crossed_parents = changed(&good, |file| {
        let pages: Vec<ObjectId> = file.get_pages().into_values().collect();
        file.get_dictionary_mut(pages[0])
            .unwrap()
            .set("StructParents", 1);
    });
    for (what, bytes) in [
        ("a row missing", without_a_row),
        ("a row twice", with_a_row_twice),
        ("parents crossed", with_crossed_parents),
    ] {
        let caught = std::panic::catch_unwind(|| assert_tagged(&bytes)).is_err();
        assert!(caught, "{what} is not caught");
    }
}
