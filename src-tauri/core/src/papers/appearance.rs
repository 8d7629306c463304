//! What lies on top of a page and is seen: filled-in fields, stamps, highlights, notes written on the page. It is kept as a
//! picture of itself; nothing about it can be clicked or changed any more.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::pages::{numbers, rectangle};

/// The most things looked at on one page.
const MOST: usize = 5_000;
/// Bits of an annotation's flags: hidden, not shown on a screen.
const UNSEEN: i64 = 0b10 | 0b10_0000;

/// Something drawn on top of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Appearance {
    /// The drawing.
    pub drawing: ObjectId,
    /// Where it goes: from its own units to the page's.
    pub place: [f32; 6],
}

/// Everything seen on top of a page.
pub(super) fn of(file: &Document, page: &Dictionary) -> Vec<Appearance> {
    let Ok(annotations) = page.get_deref(b"Annots", file).and_then(Object::as_array) else {
        return Vec::new();
    };
    annotations
        .iter()
        .take(MOST)
        .filter_map(|annotation| {
            let (_, annotation) = file.dereference(annotation).ok()?;
            one(file, annotation.as_dict().ok()?)
        })
        .collect()
}

fn one(file: &Document, annotation: &Dictionary) -> Option<Appearance> {
    let kind = annotation.get(b"Subtype").and_then(Object::as_name).ok()?;
    if matches!(kind, b"Link" | b"Popup") {
        return None;
    }
    let flags = annotation.get(b"F").and_then(Object::as_i64).unwrap_or(0);
    if flags & UNSEEN != 0 {
        return None;
    }
    let looks = annotation.get_deref(b"AP", file).ok()?.as_dict().ok()?;
    let mut normal = looks.get(b"N").ok()?;
    if let (_, Object::Dictionary(states)) = file.dereference(normal).ok()? {
        // A box or a button: the state it is in.
        let state = annotation.get(b"AS").and_then(Object::as_name).ok()?;
        normal = states.get(state).ok()?;
    }
    let drawing = normal.as_reference().ok()?;
    let form = &file.get_object(drawing).ok()?.as_stream().ok()?.dict;
    let target = rectangle(file, annotation, b"Rect")?;
    let frame = rectangle(file, form, b"BBox")?;
    let own = form
        .get_deref(b"Matrix", file)
        .ok()
        .and_then(|matrix| numbers(file, matrix))
        .unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    Some(Appearance {
        drawing,
        place: fitted(frame, own, target)?,
    })
}

/// The step that brings a drawing's frame, after its own matrix, onto its rectangle (ISO 32000-1, 12.5.5).
fn fitted(frame: [f32; 4], own: [f32; 6], target: [f32; 4]) -> Option<[f32; 6]> {
    let [left, bottom, right, top] = frame;
    let corners = [(left, bottom), (left, top), (right, bottom), (right, top)].map(|(x, y)| {
        (
            own[0] * x + own[2] * y + own[4],
            own[1] * x + own[3] * y + own[5],
        )
    });
    let least = corners
        .iter()
        .fold((f32::MAX, f32::MAX), |a, b| (a.0.min(b.0), a.1.min(b.1)));
    let most = corners
        .iter()
        .fold((f32::MIN, f32::MIN), |a, b| (a.0.max(b.0), a.1.max(b.1)));
    let (width, height) = (most.0 - least.0, most.1 - least.1);
    if !(width > 0.01 && height > 0.01) {
        return None;
    }
    let (wide, high) = (
        (target[2] - target[0]) / width,
        (target[3] - target[1]) / height,
    );
    let place = [
        wide,
        0.0,
        0.0,
        high,
        target[0] - least.0 * wide,
        target[1] - least.1 * high,
    ];
    place.iter().all(|n| n.is_finite()).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::fitted;

    #[test]
    fn a_drawing_is_brought_onto_its_rectangle_also_when_it_is_turned() {
        let identity = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
        assert_eq!(
            fitted(
                [0.0, 0.0, 10.0, 20.0],
                identity,
                [100.0, 200.0, 120.0, 220.0]
            ),
            Some([2.0, 0.0, 0.0, 1.0, 100.0, 200.0])
        );
        // Turned by a quarter: ten wide and twenty high become twenty wide and ten high, left of where they were.
        let turned = [0.0, 1.0, -1.0, 0.0, 0.0, 0.0];
        assert_eq!(
            fitted([0.0, 0.0, 10.0, 20.0], turned, [0.0, 0.0, 20.0, 10.0]),
            Some([1.0, 0.0, 0.0, 1.0, 20.0, 0.0])
        );
        assert_eq!(
            fitted([0.0, 0.0, 10.0, 20.0], [0.0; 6], [0.0, 0.0, 1.0, 1.0]),
            None
        );
    }
}
