//! A paper's own bookmarks, so that they can stand below its title in a pack.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, decode_text_string};

use super::Page;

/// The most bookmarks taken; a paper with more is a book.
const MOST: usize = 2_000;
/// How deep they may be nested.
const DEEPEST: usize = 6;

/// A bookmark of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    /// Its words.
    pub title: String,
    /// The page it leads to, counted from 0.
    pub page: usize,
    /// Those below it.
    pub below: Vec<Bookmark>,
}

/// The bookmarks that lead to a page of the file.
pub(super) fn of(file: &Document, catalog: &Dictionary, pages: &[Page]) -> Vec<Bookmark> {
    let Some(first) = catalog
        .get_deref(b"Outlines", file)
        .and_then(Object::as_dict)
        .and_then(|root| root.get(b"First"))
        .ok()
    else {
        return Vec::new();
    };
    let mut walk = Walk {
        file,
        catalog,
        numbers: pages
            .iter()
            .enumerate()
            .map(|(at, page)| (page.id, at))
            .collect(),
        seen: BTreeSet::new(),
    };
    walk.siblings(first, 0)
}

struct Walk<'a> {
    file: &'a Document,
    catalog: &'a Dictionary,
    numbers: BTreeMap<ObjectId, usize>,
    seen: BTreeSet<ObjectId>,
}

impl<'a> Walk<'a> {
    fn siblings(&mut self, first: &'a Object, depth: usize) -> Vec<Bookmark> {
        let mut found = Vec::new();
        let mut next = first.as_reference().ok();
        while let Some(id) = next {
            if depth >= DEEPEST || self.seen.len() >= MOST || !self.seen.insert(id) {
                break;
            }
            let Ok(item) = self.file.get_dictionary(id) else {
                break;
            };
            let below = item
                .get(b"First")
                .map(|first| self.siblings(first, depth + 1))
                .unwrap_or_default();
            let title = item
                .get_deref(b"Title", self.file)
                .and_then(decode_text_string)
                .unwrap_or_default();
            match self.page(item) {
                Some(page) if !title.trim().is_empty() => {
                    found.push(Bookmark { title, page, below })
                }
                _ => found.extend(below),
            }
            next = item.get(b"Next").and_then(Object::as_reference).ok();
        }
        found
    }

    /// The page an entry leads to.
    fn page(&self, item: &'a Dictionary) -> Option<usize> {
        let target = item.get_deref(b"Dest", self.file).ok().or_else(|| {
            let action = item.get_deref(b"A", self.file).ok()?.as_dict().ok()?;
            let jump = action.get(b"S").and_then(Object::as_name).ok()? == b"GoTo";
            jump.then(|| action.get_deref(b"D", self.file).ok())?
        })?;
        let target = match target {
            Object::Name(name) | Object::String(name, _) => self.named(name)?,
            other => other,
        };
        let target = match target {
            Object::Dictionary(entries) => entries.get_deref(b"D", self.file).ok()?,
            other => other,
        };
        let page = target.as_array().ok()?.first()?.as_reference().ok()?;
        self.numbers.get(&page).copied()
    }

    /// A destination by its name: from the old dictionary or the tree of names.
    fn named(&self, name: &[u8]) -> Option<&'a Object> {
        let old = self
            .catalog
            .get_deref(b"Dests", self.file)
            .and_then(Object::as_dict);
        if let Ok(found) = old.and_then(|dests| dests.get_deref(name, self.file)) {
            return Some(found);
        }
        let names = self
            .catalog
            .get_deref(b"Names", self.file)
            .ok()?
            .as_dict()
            .ok()?;
        let tree = names.get_deref(b"Dests", self.file).ok()?.as_dict().ok()?;
        self.in_tree(tree, name, 0)
    }

    fn in_tree(&self, node: &'a Dictionary, name: &[u8], depth: usize) -> Option<&'a Object> {
        if depth > DEEPEST * 4 {
            return None;
        }
        if let Ok(pairs) = node
            .get_deref(b"Names", self.file)
            .and_then(Object::as_array)
        {
            let found = pairs
                .chunks_exact(2)
                .find(|pair| pair[0].as_str().is_ok_and(|key| key == name))?;
            return self
                .file
                .dereference(&found[1])
                .ok()
                .map(|(_, object)| object);
        }
        let kids = node
            .get_deref(b"Kids", self.file)
            .and_then(Object::as_array)
            .ok()?;
        kids.iter().find_map(|kid| {
            let kid = self.file.dereference(kid).ok()?.1.as_dict().ok()?;
            let limits = kid
                .get_deref(b"Limits", self.file)
                .and_then(Object::as_array)
                .ok()?;
            let within =
                limits.first()?.as_str().ok()? <= name && name <= limits.get(1)?.as_str().ok()?;
            within.then(|| self.in_tree(kid, name, depth + 1))?
        })
    }
}
