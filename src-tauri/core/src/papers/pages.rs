//! The pages of a file: what belongs to each, with what it has from the branches above it.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::appearance::{self, Appearance};
use super::{MOST_PAGES, Reason};

/// How deep a tree of pages may be; sound files stay below ten.
const DEEPEST: usize = 60;
/// The longest side of a page, in points: what PDF 1.7 allows (200 inches).
const LONGEST: f32 = 14_400.0;
/// A4 upright, for a page that does not say its size.
const A4: [f32; 4] = [0.0, 0.0, 595.28, 841.89];

/// One page of a paper.
#[derive(Debug, Clone)]
pub struct Page {
    /// Width as seen, in points.
    pub width: f32,
    /// Height as seen, in points.
    pub height: f32,
    /// By how many degrees it is turned clockwise to be read: 0, 90, 180 or 270.
    pub turned: u16,
    /// The visible part: left, bottom, right, top in the page's own units.
    pub(crate) frame: [f32; 4],
    /// Points in one of the page's own units.
    pub(crate) unit: f32,
    pub(crate) id: ObjectId,
    /// Fonts, pictures and so on, its own or inherited.
    pub(crate) resources: Option<Object>,
    /// What is drawn on top of it: filled-in fields, stamps, highlights.
    pub(crate) appearances: Vec<Appearance>,
}

/// What a page has from the branches above it.
#[derive(Clone, Default)]
struct Inherited<'a> {
    resources: Option<&'a Object>,
    media: Option<[f32; 4]>,
    crop: Option<[f32; 4]>,
    turned: i64,
}

/// The pages in order.
pub(super) fn of(file: &Document, catalog: &Dictionary) -> Result<Vec<Page>, Reason> {
    let root = catalog
        .get(b"Pages")
        .and_then(Object::as_reference)
        .map_err(|_| Reason::Broken)?;
    let mut walk = Walk {
        file,
        seen: BTreeSet::new(),
        pages: Vec::new(),
    };
    walk.branch(root, &Inherited::default(), 0)?;
    if walk.pages.is_empty() {
        return Err(Reason::Empty);
    }
    Ok(walk.pages)
}

struct Walk<'a> {
    file: &'a Document,
    seen: BTreeSet<ObjectId>,
    pages: Vec<Page>,
}

impl<'a> Walk<'a> {
    fn branch(&mut self, id: ObjectId, above: &Inherited<'a>, depth: usize) -> Result<(), Reason> {
        if depth > DEEPEST || !self.seen.insert(id) {
            return Err(Reason::Broken);
        }
        let Ok(node) = self.file.get_dictionary(id) else {
            // A page that is not there at all: the others are not shown as if they were the whole.
            return Err(Reason::Broken);
        };
        let mut own = above.clone();
        if let Ok(resources) = node.get(b"Resources") {
            own.resources = Some(resources);
        }
        own.media = rectangle(self.file, node, b"MediaBox").or(own.media);
        own.crop = rectangle(self.file, node, b"CropBox").or(own.crop);
        if let Ok(turned) = node
            .get_deref(b"Rotate", self.file)
            .and_then(Object::as_i64)
        {
            own.turned = turned;
        }
        if let Ok(kids) = node
            .get_deref(b"Kids", self.file)
            .and_then(Object::as_array)
        {
            for kid in kids {
                let kid = kid.as_reference().map_err(|_| Reason::Broken)?;
                self.branch(kid, &own, depth + 1)?;
            }
            return Ok(());
        }
        if self.pages.len() >= MOST_PAGES {
            return Err(Reason::TooManyPages);
        }
        self.pages.push(self.page(id, node, &own));
        Ok(())
    }

    fn page(&self, id: ObjectId, node: &Dictionary, own: &Inherited<'_>) -> Page {
        let media = own.media.unwrap_or(A4);
        let frame = own
            .crop
            .and_then(|crop| common(media, crop))
            .unwrap_or(media);
        let unit = node
            .get_deref(b"UserUnit", self.file)
            .and_then(Object::as_float)
            .ok()
            .filter(|unit| (0.01..=1000.0).contains(unit))
            .unwrap_or(1.0);
        let across = ((frame[2] - frame[0]) * unit).min(LONGEST);
        let upright = ((frame[3] - frame[1]) * unit).min(LONGEST);
        // Quarter turns only; anything else is read as the nearest one below, as readers do.
        let turned = u16::try_from(own.turned.rem_euclid(360) / 90 * 90).unwrap_or(0);
        let (width, height) = if turned % 180 == 90 {
            (upright, across)
        } else {
            (across, upright)
        };
        Page {
            width,
            height,
            turned,
            frame,
            unit,
            id,
            resources: own.resources.cloned(),
            appearances: appearance::of(self.file, node),
        }
    }
}

/// A rectangle of a dictionary, its corners in order; none where it is missing, empty or absurd.
pub(super) fn rectangle(file: &Document, entries: &Dictionary, key: &[u8]) -> Option<[f32; 4]> {
    let [a, b, c, d] = numbers(file, entries.get_deref(key, file).ok()?)?;
    let found = [a.min(c), b.min(d), a.max(c), b.max(d)];
    let sound = found
        .iter()
        .all(|side| side.is_finite() && side.abs() < 1.0e6)
        && found[2] - found[0] >= 1.0
        && found[3] - found[1] >= 1.0;
    sound.then_some(found)
}

/// As many numbers as are asked for.
pub(super) fn numbers<const N: usize>(file: &Document, object: &Object) -> Option<[f32; N]> {
    let values = object.as_array().ok().filter(|values| values.len() == N)?;
    let mut out = [0.0; N];
    for (place, value) in out.iter_mut().zip(values) {
        let (_, value) = file.dereference(value).ok()?;
        *place = value.as_float().ok().filter(|value| value.is_finite())?;
    }
    Some(out)
}

/// What two rectangles share.
fn common(a: [f32; 4], b: [f32; 4]) -> Option<[f32; 4]> {
    let shared = [
        a[0].max(b[0]),
        a[1].max(b[1]),
        a[2].min(b[2]),
        a[3].min(b[3]),
    ];
    (shared[2] - shared[0] >= 1.0 && shared[3] - shared[1] >= 1.0).then_some(shared)
}
