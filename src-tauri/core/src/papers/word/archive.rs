//! The archive that a Word file is: its parts, within limits.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::super::Reason;
use super::xml::{self, Node};

/// The most parts.
const MOST_PARTS: usize = 4_000;
/// The most that all parts may unfold to, in bytes.
const UNFOLDED: u64 = 300 * 1024 * 1024;
/// The largest part of text: a book of a thousand pages stays below.
const LARGEST_TEXT: u64 = 48 * 1024 * 1024;

/// The parts of a Word file.
pub(super) struct Package {
    /// The text itself.
    pub body: Node,
    pub styles: Option<Node>,
    pub numbering: Option<Node>,
    core: Option<Node>,
    /// What the text's links mean: target, and whether it leads outside.
    pub links: BTreeMap<String, (String, bool)>,
    /// Footnotes and comments are there; so is a program.
    pub has_macros: bool,
    /// Pictures by the name of their part.
    pub pictures: BTreeMap<String, Vec<u8>>,
}

pub(super) fn open(bytes: &[u8]) -> Result<Package, Reason> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Reason::NotWord)?;
    if archive.len() > MOST_PARTS {
        return Err(Reason::TooLarge);
    }
    if archive.index_for_name("word/document.xml").is_none() {
        return Err(Reason::NotWord);
    }
    let declared = archive.decompressed_size().unwrap_or(u128::MAX);
    if declared > u128::from(UNFOLDED) {
        return Err(Reason::TooLarge);
    }
    let mut left = UNFOLDED;
    let body = text(&mut archive, "word/document.xml", &mut left)?.ok_or(Reason::Broken)?;
    let styles = text(&mut archive, "word/styles.xml", &mut left)?;
    let numbering = text(&mut archive, "word/numbering.xml", &mut left)?;
    let core = text(&mut archive, "docProps/core.xml", &mut left)?;
    let mut links = BTreeMap::new();
    if let Some(rels) = text(&mut archive, "word/_rels/document.xml.rels", &mut left)? {
        for link in rels.all("Relationship") {
            let outside = link.attribute("TargetMode") == Some("External");
            if let (Some(id), Some(target)) = (link.attribute("Id"), link.attribute("Target")) {
                links.insert(id.to_owned(), (target.to_owned(), outside));
            }
        }
    }
    let mut pictures = BTreeMap::new();
    let names: Vec<String> = links
        .values()
        .filter(|(target, outside)| !outside && target.contains("media/"))
        .map(|(target, _)| target.clone())
        .collect();
    for name in names {
        let whole = match name.strip_prefix('/') {
            Some(from_the_top) => from_the_top.to_owned(),
            None => format!("word/{name}"),
        };
        if let Some(bytes) = bytes_of(&mut archive, &whole, LARGEST_TEXT, &mut left)? {
            pictures.insert(name, bytes);
        }
    }
    Ok(Package {
        body,
        styles,
        numbering,
        core,
        links,
        has_macros: archive.index_for_name("word/vbaProject.bin").is_some(),
        pictures,
    })
}

fn text(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    left: &mut u64,
) -> Result<Option<Node>, Reason> {
    let Some(bytes) = bytes_of(archive, name, LARGEST_TEXT, left)? else {
        return Ok(None);
    };
    let text = String::from_utf8(bytes).map_err(|_| Reason::Broken)?;
    xml::read(&text).map(Some)
}

/// A part, if it is there; the sizes that really come out count, because a directory can lie.
fn bytes_of(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    most: u64,
    left: &mut u64,
) -> Result<Option<Vec<u8>>, Reason> {
    if archive.index_for_name(name).is_none() {
        return Ok(None);
    }
    let part = archive.by_name(name).map_err(|_| Reason::Broken)?;
    let most = most.min(*left);
    let mut bytes = Vec::new();
    part.take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| Reason::Broken)?;
    *left = left.saturating_sub(bytes.len() as u64);
    if bytes.len() as u64 > most {
        return Err(Reason::TooLarge);
    }
    Ok(Some(bytes))
}

impl Package {
    /// The title its author gave it.
    pub(super) fn title(&self) -> String {
        let title = self.core.as_ref().and_then(|core| core.child("title"));
        title.map(Node::words).unwrap_or_default().trim().to_owned()
    }
}
