//! Pages by others among ours: where they come, how large they are shown, what is stamped on them. The stamp has a strip of
//! its own at the page's top and the page is made a little smaller below it, so that nothing of it is covered.

use super::furniture;
use super::layout::Layout;
use super::strip::Item;
use super::tree::{Kid, ROOT, Role};
use crate::papers::{Page, Paper};

/// Height of the strip for the stamp, in points; less on small pages.
const BAND: f32 = 20.0;
/// The shorter side of A4, in points.
const NORMAL: f32 = 595.28;
/// The narrowest page a stamp can be read on, in points (100 mm): a smaller one is shown on a sheet this wide.
const NARROWEST: f32 = 283.5;
/// The lowest such page.
const LOWEST: f32 = 100.0;

/// A paper in its place in the pack.
#[derive(Debug, Clone)]
pub struct PaperPlace {
    /// Its number on the agenda, in words ("Paper 5a").
    pub label: String,
    /// Its title.
    pub title: String,
    /// The words of a mark on each of its pages ("In confidence").
    pub mark: Option<String>,
    /// Its pages.
    pub paper: Paper,
}

/// The papers' pages among the laid-out ones.
#[derive(Default)]
pub(super) struct Guests<'a> {
    pub papers: Vec<Guest<'a>>,
    /// Every page of the file in order: ours by their numbers, the papers' numbered on after them.
    pub order: Vec<usize>,
    pub stamps: Vec<Stamp>,
}

pub(super) struct Guest<'a> {
    pub place: &'a PaperPlace,
    /// The heading of its divider.
    pub heading: usize,
    /// The number of its first page, after all of ours.
    pub first: usize,
    /// Where its stamps begin.
    pub stamps: usize,
}

/// What is stamped on a page, and the page's size.
pub(super) struct Stamp {
    pub items: Vec<Item>,
    pub width: f32,
    pub height: f32,
    /// From the page's own units to its place on the sheet.
    pub matrix: [f32; 6],
}

/// Puts the papers behind their dividers: the last headings of level 1 of the document, one for each paper.
pub(super) fn seat<'a>(layout: &mut Layout<'_>, papers: &'a [PaperPlace]) -> Guests<'a> {
    let own = layout.pages.len();
    let dividers = layout.entries.len() - papers.len().min(layout.entries.len());
    let mut guests = Guests::default();
    let mut first = own;
    let mut starts = Vec::new();
    for (at, place) in papers.iter().enumerate() {
        let heading = dividers + at;
        // It comes after the page before the next divider.
        let next = layout.places.get(heading + 1).copied().flatten();
        starts.push((next.map_or(own, |(page, _)| page), first));
        guests.papers.push(Guest {
            place,
            heading,
            first,
            stamps: first - own,
        });
        first += place.paper.pages.len();
    }
    let mut pending = guests.papers.iter().zip(&starts).peekable();
    for number in 0..own {
        guests.order.push(number);
        while let Some((guest, _)) = pending.next_if(|(_, start)| start.0 <= number + 1) {
            guests
                .order
                .extend(guest.first..guest.first + guest.place.paper.pages.len());
        }
    }
    layout.total = first;
    let mut shown = vec![0; first];
    for (at, page) in guests.order.iter().enumerate() {
        shown[*page] = at + 1;
    }
    layout.numbers = shown;
    for guest in &guests.papers {
        tag(layout, guest);
        for (at, page) in guest.place.paper.pages.iter().enumerate() {
            let number = layout.numbers[guest.first + at];
            let whole = (guest.place.paper.pages.len(), layout.total);
            guests
                .stamps
                .push(stamp(guest.place, page, (at + 1, number), whole));
        }
    }
    guests
}

/// Each page becomes a part of the structure behind its divider, so that what can be read in it is read out there.
fn tag(layout: &mut Layout<'_>, guest: &Guest<'_>) {
    let section = layout.tree.add(ROOT, Role::Div);
    for at in 0..guest.place.paper.pages.len() {
        let node = layout.tree.add(section, Role::P);
        let slot = layout.tree.slot(node);
        let page = u32::try_from(guest.first + at).unwrap_or(u32::MAX);
        layout.tree.mark(slot, page, 0);
        layout.marked.push(vec![node]);
    }
    // Before the next divider in reading order.
    if let Some(next) = layout.entries.get(guest.heading + 1) {
        let next = next.node;
        let kids = &mut layout.tree.nodes[ROOT as usize].kids;
        if let Some(before) = kids.iter().position(|kid| *kid == Kid::Node(next))
            && let Some(own) = kids.pop()
        {
            kids.insert(before, own);
        }
    }
}

fn stamp(
    place: &PaperPlace,
    page: &Page,
    (page_number, number): (usize, usize),
    (pages, total): (usize, usize),
) -> Stamp {
    let (width, height) = (page.width.max(NARROWEST), page.height.max(LOWEST));
    // In step with the page: an A3 page is often printed on A4.
    let band = (BAND * (width.min(height) / NORMAL).clamp(1.0, 3.0))
        .min(height * 0.15)
        .min(width * 0.05);
    let whose = format!("{} · page {page_number} of {pages}", place.label.trim());
    let mark = place.mark.as_deref().unwrap_or("");
    let numbered = format!("Pack page {number} of {total}");
    Stamp {
        items: furniture::stamp((width, band), [&whose, mark, &numbered]),
        width,
        height,
        matrix: matrix(page, (width, height - band)),
    }
}

/// From a page's own units to the room below the stamp: turned upright, as large as it was or just small enough, centred,
/// its top at the room's top.
fn matrix(page: &Page, (width, height): (f32, f32)) -> [f32; 6] {
    let [left, bottom, right, top] = page.frame;
    let fits = (width / page.width).min(height / page.height).min(1.0);
    let s = page.unit * fits;
    let (x, y) = (
        (width - page.width * fits) / 2.0,
        height - page.height * fits,
    );
    match page.turned {
        90 => [0.0, -s, s, 0.0, x - bottom * s, y + right * s],
        180 => [-s, 0.0, 0.0, -s, x + right * s, y + top * s],
        270 => [0.0, s, -s, 0.0, x + top * s, y - left * s],
        _ => [s, 0.0, 0.0, s, x - left * s, y - bottom * s],
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::matrix;
    use crate::papers::tests::{Sheet, paper};

    /// The corners of a page go to the corners of its room, whichever way it is turned.
    #[test]
    fn a_page_fills_its_room_whichever_way_it_is_turned() {
        for turned in [0, 90, 180, 270] {
            let sheet = Sheet {
                frame: [10.0, 20.0, 310.0, 420.0],
                turned,
                ..Sheet::default()
            };
            let page = &paper(&[sheet]).pages[0];
            let seen = if turned % 180 == 90 {
                (400.0, 300.0)
            } else {
                (300.0, 400.0)
            };
            assert_eq!((page.width, page.height), seen);
            let [a, b, c, d, e, f] = matrix(page, (seen.0, seen.1 - 20.0));
            let scale = (seen.1 - 20.0) / seen.1;
            let put = |(x, y): (f32, f32)| (a * x + c * y + e, b * x + d * y + f);
            let corners = [put((10.0, 20.0)), put((310.0, 420.0))];
            let (left, right) = (
                corners[0].0.min(corners[1].0),
                corners[0].0.max(corners[1].0),
            );
            let (low, high) = (
                corners[0].1.min(corners[1].1),
                corners[0].1.max(corners[1].1),
            );
            assert!((right - left - seen.0 * scale).abs() < 0.01, "{turned}");
            assert!(
                low.abs() < 0.01 && (high - seen.1 * scale).abs() < 0.01,
                "{turned}"
            );
            assert!((left - (seen.0 - right)).abs() < 0.01, "centred");
        }
        // Turned by a quarter clockwise, the lower left corner is seen at the upper left.
        let sheet = Sheet {
            frame: [0.0, 0.0, 300.0, 400.0],
            turned: 90,
            ..Sheet::default()
        };
        let page = paper(&[sheet]).pages.remove(0);
        let [_, _, _, _, e, f] = matrix(&page, (400.0, 300.0));
        assert_eq!((e, f), (0.0, 300.0));
    }
}
