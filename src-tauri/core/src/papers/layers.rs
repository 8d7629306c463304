//! Layers of a drawing that its author switched off: they stay off in a copy, or it would show what nobody was meant to see.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

/// The layers of a file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layers {
    pub all: BTreeSet<ObjectId>,
    /// Those that are not shown.
    pub off: BTreeSet<ObjectId>,
}

pub(super) fn of(file: &Document, catalog: &Dictionary) -> Layers {
    let Ok(layers) = catalog
        .get_deref(b"OCProperties", file)
        .and_then(Object::as_dict)
    else {
        return Layers::default();
    };
    let named = |entries: &Dictionary, key: &[u8]| -> BTreeSet<ObjectId> {
        let listed = entries.get_deref(key, file).and_then(Object::as_array);
        let listed = listed.map(Vec::as_slice).unwrap_or_default();
        listed
            .iter()
            .filter_map(|layer| layer.as_reference().ok())
            .collect()
    };
    let all = named(layers, b"OCGs");
    let off = match layers.get_deref(b"D", file).and_then(Object::as_dict) {
        Ok(shown)
            if shown
                .get(b"BaseState")
                .and_then(Object::as_name)
                .is_ok_and(|s| s == b"OFF") =>
        {
            let on = named(shown, b"ON");
            all.difference(&on).copied().collect()
        }
        Ok(shown) => named(shown, b"OFF"),
        Err(_) => BTreeSet::new(),
    };
    Layers { all, off }
}
