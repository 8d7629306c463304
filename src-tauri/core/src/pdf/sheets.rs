//! The papers' pages as pages of the file: each is a drawing of its own, shown below its stamp. Only what a page shows comes
//! along: its content, what that needs, and the look of what lies on top of it.

use std::fmt::Write as _;

use lopdf::{Document, Object};

use super::PdfError;
use super::copies::{Copier, Copies};
use super::guests::{Guest, Guests, Stamp};
use super::layout::Layout;
use super::objects::{Id, Objects, compress_text, string};
use crate::papers::Page;

/// The most that one page's content may swell to, in bytes, where it is in several parts that have to be joined.
const SWOLLEN: usize = 64 * 1024 * 1024;

/// The papers' layers in the file, and those of them that are not shown.
#[derive(Default)]
pub(super) struct Shown {
    layers: Vec<Id>,
    off: Vec<Id>,
}

/// Writes the pages of all papers.
pub(super) fn write(
    objects: &mut Objects,
    guests: &Guests<'_>,
    stamps: Vec<Vec<u8>>,
    (tree, fonts): (Id, Id),
    pages: &[Id],
) -> Result<Shown, PdfError> {
    let mut shown = Shown::default();
    let mut copies = Copies::default();
    let mut painted = guests.stamps.iter().zip(stamps);
    for guest in &guests.papers {
        let paper = &guest.place.paper;
        let mut copier = Copier::new(&paper.file, &mut copies, objects);
        for (at, (page, (stamp, ink))) in paper.pages.iter().zip(&mut painted).enumerate() {
            let number = guest.first + at;
            sheet(
                &mut copier,
                (page, stamp, ink),
                &paper.file,
                (tree, fonts),
                (pages[number], number),
            )
            .map_err(|_| PdfError::Paper(guest.place.label.clone()))?;
        }
        shown.layers.extend(copier.copied(&paper.layers.all));
        shown.off.extend(copier.copied(&paper.layers.off));
    }
    Ok(shown)
}

impl Shown {
    /// What the catalogue says about the layers; empty where there are none.
    pub(super) fn entry(&self) -> String {
        if self.layers.is_empty() {
            return String::new();
        }
        let list = |ids: &[Id]| ids.iter().map(Id::to_string).collect::<Vec<_>>().join(" ");
        let (all, off) = (list(&self.layers), list(&self.off));
        format!("/OCProperties<</OCGs[{all}]/D<</OFF[{off}]>>>>")
    }
}

fn sheet(
    copier: &mut Copier<'_>,
    (page, stamp, ink): (&Page, &Stamp, Vec<u8>),
    file: &Document,
    (tree, fonts): (Id, Id),
    (id, number): (Id, usize),
) -> Result<(), PdfError> {
    let drawing = drawing(copier, page, file)?;
    let [left, bottom, right, top] = page.frame;
    let mut shown = format!("/P<</MCID 0>>BDC\nq {}cm\n", numbers(&stamp.matrix));
    let _ = write!(
        shown,
        "{}re W n\n/Pg Do\n",
        numbers(&[left, bottom, right - left, top - bottom])
    );
    let mut forms = format!("/Pg {drawing}");
    for (at, appearance) in page.appearances.iter().enumerate() {
        let form = copier.object(appearance.drawing)?;
        let _ = write!(forms, "/A{at} {form}");
        let _ = writeln!(shown, "q {}cm /A{at} Do Q", numbers(&appearance.place));
    }
    shown.push_str("Q\nEMC\n");
    let mut content = shown.into_bytes();
    content.extend_from_slice(&ink);
    let stream = copier.objects.reserve();
    copier
        .objects
        .write_stream(stream, "", &compress_text(content), true);
    let body = format!(
        "<</Type/Page/Parent {tree}/MediaBox[0 0 {}]/Resources<</Font {fonts}/XObject<<{forms}>>>>/Contents {stream}/StructParents {number}/Tabs/S>>",
        numbers(&[stamp.width, stamp.height]).trim_end(),
    );
    copier.objects.write(id, body.as_bytes());
    Ok(())
}

/// A page's content as a drawing that brings its own fonts and pictures.
fn drawing(copier: &mut Copier<'_>, page: &Page, file: &Document) -> Result<Id, PdfError> {
    let mut entries = format!(
        "/Type/XObject/Subtype/Form/BBox[{}]/Resources ",
        numbers(&page.frame).trim_end()
    )
    .into_bytes();
    let resources = page
        .resources
        .as_ref()
        .and_then(|found| file.dereference(found).ok());
    match (page.resources.as_ref(), resources) {
        (Some(found), Some((_, Object::Dictionary(_)))) => copier.write(&mut entries, found)?,
        _ => entries.extend_from_slice(b"<<>>"),
    }
    if let Some(group) = file
        .get_dictionary(page.id)
        .ok()
        .and_then(|entries| entries.get_deref(b"Group", file).ok())
    {
        entries.extend_from_slice(b"/Group ");
        copier.write(&mut entries, group)?;
    }
    let parts = file.get_page_contents(page.id);
    if let [one] = parts.as_slice() {
        let stream = file
            .get_object(*one)
            .and_then(Object::as_stream)
            .map_err(|_| PdfError::Unreadable)?;
        return copier.stream_as(stream, &entries);
    }
    let mut plain = Vec::new();
    for part in parts {
        let stream = file
            .get_object(part)
            .and_then(Object::as_stream)
            .map_err(|_| PdfError::Unreadable)?;
        let room = SWOLLEN.saturating_sub(plain.len());
        let content = stream
            .get_plain_content_with_limit(room)
            .map_err(|_| PdfError::Unreadable)?;
        plain.extend_from_slice(&content);
        plain.push(b'\n');
    }
    Ok(copier.shared_stream(&entries, &plain))
}

/// Numbers with a space after each, as exact as a page needs.
fn numbers(values: &[f32]) -> String {
    let mut out = String::new();
    for value in values {
        let text = format!("{value:.4}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        out.push_str(if matches!(text, "" | "-0") { "0" } else { text });
        out.push(' ');
    }
    out
}

/// What a reader's window calls each page: ours by the number printed on it, a paper's by its name and own number.
pub(super) fn labels(layout: &Layout<'_>, guests: &Guests<'_>) -> String {
    let mut labels = String::new();
    let guest_of = |number: usize| -> Option<&Guest<'_>> {
        guests.papers.iter().find(|guest| {
            (guest.first..guest.first + guest.place.paper.pages.len()).contains(&number)
        })
    };
    let mut before: Option<Option<usize>> = None;
    for (at, number) in guests.order.iter().enumerate() {
        let guest = guest_of(*number);
        let kind = guest.map(|guest| guest.first);
        if before == Some(kind) {
            continue;
        }
        before = Some(kind);
        let _ = match guest {
            Some(guest) => {
                let prefix = string(&format!("{}, page ", guest.place.label.trim()));
                write!(labels, "{at}<</S/D/P{prefix}>>")
            }
            None => write!(labels, "{at}<</S/D/St {}>>", layout.numbers[*number]),
        };
    }
    labels
}
