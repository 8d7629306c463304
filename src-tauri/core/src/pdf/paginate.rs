//! Strips onto pages: nothing cut, nothing glued parted, no page blank, table headings repeated.

use super::strip::Strip;
use super::style::Format;

/// A page and what stands on it.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub format: Format,
    pub placed: Vec<Placed>,
    /// What it bears beside the marks of the whole document, by its number.
    pub mark: Option<usize>,
}

/// A strip on a page; its top from the top of the column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub source: Source,
    pub top: f32,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Source {
    /// A strip of the document.
    Body(usize),
    /// A strip of a table's repeated headings: the table, the strip.
    Repeated(usize, usize),
}

/// Space between repeated headings and a row that goes on below them.
const AIR: f32 = 4.0;
/// Repeated headings may take up to this share of a page.
const MOST_REPEATED: f32 = 0.4;

pub(super) fn paginate(strips: &mut [Strip], headings: &[Vec<Strip>]) -> Vec<Page> {
    // What is glued to a sideways table stands on the sideways page.
    for at in (1..strips.len()).rev() {
        if strips[at - 1].glued && !strips[at].is_break() {
            strips[at - 1].format = strips[at].format;
        }
    }
    let mut book = Book {
        strips,
        headings,
        pages: Vec::new(),
        y: 0.0,
        mark: None,
    };
    let mut at = 0;
    let mut fresh = true;
    while at < book.strips.len() {
        if book.strips[at].is_break() {
            fresh = true;
            if let Some(mark) = book.strips[at].marks {
                book.mark = mark;
            }
            at += 1;
            continue;
        }
        at = book.place_from(at, fresh);
        fresh = false;
    }
    book.pages
}

struct Book<'a> {
    strips: &'a [Strip],
    headings: &'a [Vec<Strip>],
    pages: Vec<Page>,
    /// How much of the last page is used.
    y: f32,
    /// What pages opened from now on bear.
    mark: Option<usize>,
}

impl Book<'_> {
    /// Places the strip and all that is glued to it; says which strip is next.
    fn place_from(&mut self, at: usize, fresh: bool) -> usize {
        let first = &self.strips[at];
        let room = first.format.column_height();
        let mut end = at + 1;
        let mut height = first.height;
        while self.strips[end - 1].glued && end < self.strips.len() && !self.strips[end].is_break()
        {
            height += self.strips[end].gap + self.strips[end].height;
            end += 1;
        }
        let repeated = self.repeated_height(first, room);
        if height > room - repeated {
            // More is glued than a page holds: part it where it must be.
            end = at + 1;
            height = first.height;
        }
        let turned = self
            .pages
            .last()
            .is_none_or(|page| page.format != first.format);
        if fresh || turned || self.y + first.gap + height > room + 0.01 {
            self.open(first, repeated > 0.0);
        } else {
            self.y += first.gap;
        }
        for index in at..end {
            let strip = &self.strips[index];
            if index > at {
                self.y += strip.gap;
            }
            self.put(Source::Body(index), strip.height);
        }
        end
    }

    fn repeated_height(&self, strip: &Strip, room: f32) -> f32 {
        let Some(headings) = strip.headings.and_then(|table| self.headings.get(table)) else {
            return 0.0;
        };
        let height: f32 = headings.iter().map(|heading| heading.height).sum();
        if height > room * MOST_REPEATED {
            0.0
        } else if strip.continues {
            height + AIR
        } else {
            height
        }
    }

    fn open(&mut self, first: &Strip, repeat: bool) {
        self.pages.push(Page {
            format: first.format,
            placed: Vec::new(),
            mark: self.mark,
        });
        self.y = 0.0;
        let Some(table) = first.headings.filter(|_| repeat) else {
            return;
        };
        for at in 0..self.headings[table].len() {
            self.put(Source::Repeated(table, at), self.headings[table][at].height);
        }
        if first.continues {
            self.y += AIR;
        }
    }

    fn put(&mut self, source: Source, height: f32) {
        if let Some(page) = self.pages.last_mut() {
            page.placed.push(Placed {
                source,
                top: self.y,
            });
        }
        self.y += height;
    }
}

impl Strip {
    fn is_break(&self) -> bool {
        self.new_page && self.items.is_empty()
    }
}
