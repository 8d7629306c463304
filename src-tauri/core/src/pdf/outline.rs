//! Bookmarks, nested as the headings are; a paper's own stand below the heading that names it.

use std::fmt::Write as _;

use super::guests::{Guest, Guests};
use super::layout::Layout;
use super::objects::{Id, Objects, string};
use crate::papers;

struct Bookmark {
    words: String,
    /// The page, and the height on it.
    place: (usize, f32),
    parent: Option<usize>,
    children: Vec<usize>,
}

/// All bookmarks, and those at the top.
#[derive(Default)]
struct Bookmarks {
    all: Vec<Bookmark>,
    top: Vec<usize>,
}

/// Writes the bookmarks; none when the document has no headings.
pub(super) fn write(
    objects: &mut Objects,
    layout: &Layout<'_>,
    pages: &[Id],
    guests: &Guests<'_>,
) -> Option<Id> {
    let Bookmarks { all, top } = nested(layout, guests);
    if top.is_empty() {
        return None;
    }
    let root = objects.reserve();
    let first = objects.reserve_many(all.len());
    let id = |at: usize| Id(first.0 + u32::try_from(at).unwrap_or(0));
    for siblings in std::iter::once(&top).chain(all.iter().map(|bookmark| &bookmark.children)) {
        for (place, at) in siblings.iter().enumerate() {
            let bookmark = &all[*at];
            let parent = bookmark.parent.map_or(root, id);
            let words = string(bookmark.words.trim());
            let (page, top) = bookmark.place;
            let mut body = format!(
                "<</Title{words}/Parent {parent}/Dest[{}/XYZ null {top:.2} null]",
                pages[page]
            );
            if place > 0 {
                let _ = write!(body, "/Prev {}", id(siblings[place - 1]));
            }
            if let Some(next) = siblings.get(place + 1) {
                let _ = write!(body, "/Next {}", id(*next));
            }
            if let (Some(first), Some(last)) = (bookmark.children.first(), bookmark.children.last())
            {
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
            objects.write(id(*at), body.as_bytes());
        }
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
fn nested(layout: &Layout<'_>, guests: &Guests<'_>) -> Bookmarks {
    let mut bookmarks = Bookmarks::default();
    let mut open: Vec<(u8, usize)> = Vec::new();
    for (heading, entry) in layout.entries.iter().enumerate() {
        let Some(place) = layout.places[heading] else {
            continue;
        };
        while open.last().is_some_and(|(level, _)| *level >= entry.level) {
            open.pop();
        }
        let parent = open.last().map(|(_, above)| *above);
        let at = bookmarks.add(entry.words.clone(), place, parent);
        open.push((entry.level, at));
        if let Some(guest) = guests.papers.iter().find(|guest| guest.heading == heading) {
            bookmarks.of_paper(&guest.place.paper.bookmarks, guest, guests, at);
        }
    }
    bookmarks
}

impl Bookmarks {
    fn add(&mut self, words: String, place: (usize, f32), parent: Option<usize>) -> usize {
        let at = self.all.len();
        match parent {
            Some(above) => self.all[above].children.push(at),
            None => self.top.push(at),
        }
        self.all.push(Bookmark {
            words,
            place,
            parent,
            children: Vec::new(),
        });
        at
    }

    fn of_paper(
        &mut self,
        bookmarks: &[papers::Bookmark],
        guest: &Guest<'_>,
        guests: &Guests<'_>,
        parent: usize,
    ) {
        for bookmark in bookmarks {
            let height = guests
                .stamps
                .get(guest.stamps + bookmark.page)
                .map_or(0.0, |stamp| stamp.height);
            let place = (guest.first + bookmark.page, height);
            let at = self.add(bookmark.title.clone(), place, Some(parent));
            self.of_paper(&bookmark.below, guest, guests, at);
        }
    }
}
