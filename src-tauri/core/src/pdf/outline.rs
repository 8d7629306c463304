//! Bookmarks, nested as the headings are.

use std::fmt::Write as _;

use super::layout::Layout;
use super::objects::{Id, Objects, string};

struct Bookmark {
    heading: usize,
    parent: Option<usize>,
    children: Vec<usize>,
}

/// Writes the bookmarks; none when the document has no headings.
pub(super) fn write(objects: &mut Objects, layout: &Layout<'_>, pages: &[Id]) -> Option<Id> {
    let (bookmarks, top) = nested(layout);
    if top.is_empty() {
        return None;
    }
    let root = objects.reserve();
    let first = objects.reserve_many(bookmarks.len());
    let id = |at: usize| Id(first.0 + u32::try_from(at).unwrap_or(0));
    for (at, bookmark) in bookmarks.iter().enumerate() {
        let siblings = bookmark
            .parent
            .map_or(&top, |parent| &bookmarks[parent].children);
        let place = siblings
            .iter()
            .position(|sibling| *sibling == at)
            .unwrap_or(0);
        let parent = bookmark.parent.map_or(root, id);
        let words = &layout.entries[bookmark.heading].words;
        let mut body = format!("<</Title{}/Parent {parent}", string(words.trim()));
        if let Some((page, top)) = layout.places[bookmark.heading] {
            let _ = write!(body, "/Dest[{}/XYZ null {top:.2} null]", pages[page]);
        }
        if place > 0 {
            let _ = write!(body, "/Prev {}", id(siblings[place - 1]));
        }
        if let Some(next) = siblings.get(place + 1) {
            let _ = write!(body, "/Next {}", id(*next));
        }
        if let (Some(first), Some(last)) = (bookmark.children.first(), bookmark.children.last()) {
            // Negative: closed until the reader opens it.
            let _ = write!(
                body,
                "/First {}/Last {}/Count -{}",
                id(*first),
                id(*last),
                bookmark.children.len()
            );
        }
        body.push_str(">>");
        objects.write(id(at), body.as_bytes());
    }
    let (first, last) = (id(top[0]), id(top[top.len() - 1]));
    let body = format!(
        "<</Type/Outlines/First {first}/Last {last}/Count {}>>",
        top.len()
    );
    objects.write(root, body.as_bytes());
    Some(root)
}

/// Headings as bookmarks, each below the nearest higher heading before it; and those at the top.
fn nested(layout: &Layout<'_>) -> (Vec<Bookmark>, Vec<usize>) {
    let mut bookmarks: Vec<Bookmark> = Vec::new();
    let mut top = Vec::new();
    let mut open: Vec<(u8, usize)> = Vec::new();
    for (heading, entry) in layout.entries.iter().enumerate() {
        if layout.places[heading].is_none() {
            continue;
        }
        while open.last().is_some_and(|(level, _)| *level >= entry.level) {
            open.pop();
        }
        let at = bookmarks.len();
        let parent = open.last().map(|(_, above)| *above);
        match parent {
            Some(above) => bookmarks[above].children.push(at),
            None => top.push(at),
        }
        bookmarks.push(Bookmark {
            heading,
            parent,
            children: Vec::new(),
        });
        open.push((entry.level, at));
    }
    (bookmarks, top)
}
