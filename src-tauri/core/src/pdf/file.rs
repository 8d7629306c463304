//! The whole file: pages, structure, bookmarks, attachments, particulars.

use std::fmt::Write as _;

use super::faces::Cut;
use super::flow::Leads;
use super::guests::Guests;
use super::layout::Layout;
use super::metadata::Claim;
use super::objects::{Id, Objects, compress, name, string};
use super::{PdfError, images, import, metadata, outline, paint, seal, sheets, structure};
use crate::document::{Attachment, Relationship};

/// The compressed content of each of our pages, and the stamps of the papers' pages.
pub(super) struct Painted {
    pub contents: Vec<Vec<u8>>,
    pub stamps: Vec<Vec<u8>>,
}

/// Puts the file together from the laid-out document, its faces, what is painted and the papers.
pub(super) fn assemble(
    layout: &Layout<'_>,
    cuts: &[Cut],
    painted: Painted,
    guests: &Guests<'_>,
) -> Result<Vec<u8>, PdfError> {
    let mut objects = Objects::new();
    let fonts = fonts(&mut objects, cuts)?;
    let pictures = images::write(&mut objects, layout);
    let resources = objects.add(format!("<</Font {fonts}{pictures}>>").as_bytes());
    let tree = objects.reserve();
    let pages = ids(objects.reserve_many(layout.total), layout.total);
    let areas = ids(objects.reserve_many(layout.areas.len()), layout.areas.len());
    write_pages(
        &mut objects,
        layout,
        painted.contents,
        (tree, resources),
        &pages,
        &areas,
    );
    let shown = sheets::write(&mut objects, guests, painted.stamps, (tree, fonts), &pages)?;
    write_tree(&mut objects, tree, guests.order.iter().map(|at| pages[*at]));
    for (at, area) in areas.iter().enumerate() {
        let body = annotation(layout, at, &pages);
        objects.write(*area, body.as_bytes());
    }
    let root = structure::write(&mut objects, layout, &pages, &areas);
    let meta = &layout.document.meta;
    let mut catalog = String::from("<</Type/Catalog");
    let _ = write!(
        catalog,
        "/Pages {tree}/StructTreeRoot {root}/MarkInfo<</Marked true>>"
    );
    let claim = if guests.papers.is_empty() {
        Claim::Accessible
    } else {
        Claim::Nothing
    };
    let _ = write!(
        catalog,
        "/Lang({})/ViewerPreferences<</DisplayDocTitle true>>",
        metadata::language(meta)
    );
    let labels = sheets::labels(layout, guests);
    let xmp = metadata::xmp(&mut objects, meta, claim);
    let _ = write!(catalog, "/PageLabels<</Nums[{labels}]>>/Metadata {xmp}");
    if claim == Claim::Accessible {
        let intent = metadata::output_intent(&mut objects);
        let _ = write!(catalog, "/OutputIntents[{intent}]");
    }
    if let Some(outlines) = outline::write(&mut objects, layout, &pages, guests) {
        let _ = write!(catalog, "/Outlines {outlines}/PageMode/UseOutlines");
    }
    catalog.push_str(&shown.entry());
    catalog.push_str(&attachments(&mut objects, layout));
    let moment = metadata::moment(meta);
    let seal = objects.reserve();
    objects.write_plain(seal, seal::empty_field().as_bytes());
    let _ = write!(
        catalog,
        "/PieceInfo<</Hubfolio<</LastModified({moment})/Private {seal}>>>>>>"
    );
    let catalog = objects.add(catalog.as_bytes());
    let info = metadata::particulars(&mut objects, meta);
    Ok(objects.finish(catalog, info))
}

fn ids(first: Id, count: usize) -> Vec<Id> {
    (first.0..).take(count).map(Id).collect()
}

fn fonts(objects: &mut Objects, cuts: &[Cut]) -> Result<Id, PdfError> {
    let mut body = String::from("<<");
    for (key, id) in import::faces(&paint::specimen(cuts), objects)? {
        let _ = write!(body, "{}{id}", name(&key) + " ");
    }
    body.push_str(">>");
    Ok(objects.add(body.as_bytes()))
}

fn write_pages(
    objects: &mut Objects,
    layout: &Layout<'_>,
    contents: Vec<Vec<u8>>,
    (tree, resources): (Id, Id),
    pages: &[Id],
    areas: &[Id],
) {
    let mut next_area = 0;
    for (number, content) in contents.into_iter().enumerate() {
        let stream = objects.reserve();
        objects.write_stream(stream, "", &content, true);
        let paper = layout.pages[number].format.paper();
        let mut body = format!(
            "<</Type/Page/Parent {tree}/MediaBox[0 0 {} {}]/Resources {resources}/Contents {stream}/StructParents {number}/Tabs/S",
            paper.0, paper.1,
        );
        let mut annotations = String::new();
        while layout
            .areas
            .get(next_area)
            .is_some_and(|area| area.page == number)
        {
            let _ = write!(annotations, "{} ", areas[next_area]);
            next_area += 1;
        }
        if !annotations.is_empty() {
            let _ = write!(body, "/Annots[{annotations}]");
        }
        body.push_str(">>");
        objects.write(pages[number], body.as_bytes());
    }
}

/// The list of pages, in the order they are read.
fn write_tree(objects: &mut Objects, tree: Id, pages: impl ExactSizeIterator<Item = Id>) {
    let mut kids = String::new();
    let count = pages.len();
    for page in pages {
        let _ = write!(kids, "{page} ");
    }
    let body = format!("<</Type/Pages/Count {count}/Kids[{kids}]>>");
    objects.write(tree, body.as_bytes());
}

/// A clickable area.
fn annotation(layout: &Layout<'_>, at: usize, pages: &[Id]) -> String {
    let area = &layout.areas[at];
    let link = &layout.links[area.link];
    let [left, bottom, right, top] = area.frame;
    let mut body = format!(
        "<</Type/Annot/Subtype/Link/Rect[{left:.2} {bottom:.2} {right:.2} {top:.2}]/Border[0 0 0]/F 4/P {}/StructParent {}/Contents{}",
        pages[area.page],
        pages.len() + at,
        string(link.words.trim()),
    );
    match &link.leads {
        Leads::To(heading) => {
            if let Some((page, top)) = layout.places.get(*heading).copied().flatten() {
                let _ = write!(body, "/Dest[{}/XYZ null {top:.2} null]", pages[page]);
            }
        }
        Leads::Out(uri) => {
            let _ = write!(body, "/A<</S/URI/URI{}>>", string(&address(uri)));
        }
    }
    body.push_str(">>");
    body
}

/// An address in ASCII, as PDF wants it.
fn address(uri: &str) -> String {
    let mut out = String::with_capacity(uri.len());
    for byte in uri.bytes() {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The attached files; what the catalogue says about them.
fn attachments(objects: &mut Objects, layout: &Layout<'_>) -> String {
    let mut files: Vec<&Attachment> = layout.document.attachments.iter().collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    if files.is_empty() {
        return String::new();
    }
    let moment = metadata::moment(&layout.document.meta);
    let mut names: Vec<(String, Id)> = Vec::new();
    for (at, file) in files.into_iter().enumerate() {
        let stream = objects.reserve();
        let entries = format!(
            "/Type/EmbeddedFile/Subtype{}/Params<</Size {}/ModDate({moment})>>",
            name(&file.mime),
            file.bytes.len()
        );
        objects.write_stream(stream, &entries, &compress(&file.bytes), true);
        let relationship = match file.relationship {
            Relationship::Source => "Source",
            Relationship::Table => "Data",
            Relationship::Supplement => "Supplement",
            Relationship::Unspecified => "Unspecified",
        };
        let shown = string(&file.name);
        let body = format!(
            "<</Type/Filespec/F{shown}/UF{shown}/Desc{}/AFRelationship/{relationship}/EF<</F {stream}/UF {stream}>>>>",
            string(&file.description)
        );
        // The tree's keys only have to be in order and different; the file's own name is in its specification.
        names.push((format!("file-{at:06}"), objects.add(body.as_bytes())));
    }
    let mut tree = String::new();
    let mut associated = String::new();
    for (key, id) in &names {
        let _ = write!(tree, "({key}) {id} ");
        let _ = write!(associated, "{id} ");
    }
    format!("/Names<</EmbeddedFiles<</Names[{tree}]>>>>/AF[{associated}]")
}
