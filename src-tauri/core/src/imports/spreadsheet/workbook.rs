//! The sheets of a file: what each most likely holds, and in which order they are best brought in.

use super::{
    laid::{Laid, whole},
    matching,
};
use crate::{
    contract::SheetInfo,
    record::{FieldType, Kind},
};

/// Every sheet. Hidden ones and those that match nothing have no place in the order.
pub(super) fn sheets(laid: &Laid, kinds: &[&Kind]) -> Vec<SheetInfo> {
    let mut infos = vec![];
    for (at, sheet) in laid.file.workbook.sheets.iter().enumerate() {
        let best = laid
            .other(at, kinds)
            .and_then(|table| matching::fits(&table, kinds, &[]).into_iter().next())
            .filter(|fit| fit.matched > 0);
        infos.push(SheetInfo {
            name: sheet.name.clone(),
            hidden: sheet.hidden,
            rows: whole(sheet.rows.len()),
            kind: best.map(|fit| fit.kind).unwrap_or_default(),
            place: 0,
        });
    }
    let mut order: Vec<usize> = (0..infos.len())
        .filter(|at| {
            infos
                .get(*at)
                .is_some_and(|i| !i.hidden && !i.kind.is_empty())
        })
        .collect();
    let there: Vec<String> = infos.iter().map(|i| i.kind.clone()).collect();
    let depth = |at: &usize| {
        let name = infos.get(*at).map_or("", |i| i.kind.as_str());
        (depth(name, kinds, kinds.len()), names(name, kinds, &there))
    };
    // A stable sort: sheets of one depth stay in the order of their tabs.
    order.sort_by_key(depth);
    for (place, at) in order.into_iter().enumerate() {
        if let Some(info) = infos.get_mut(at) {
            info.place = whole(place + 1);
        }
    }
    infos
}

/// How many kinds among the sheets a kind can name without having to.
fn names(name: &str, kinds: &[&Kind], there: &[String]) -> usize {
    let fields = kinds
        .iter()
        .filter(|k| k.name() == name)
        .flat_map(|k| &k.fields);
    let named = fields.filter(|f| match &f.type_ {
        FieldType::Ref { kind } => kind != name && there.contains(kind),
        _ => false,
    });
    named.count()
}

/// How many steps of references lead on from a kind. `most` ends circles.
fn depth(name: &str, kinds: &[&Kind], most: usize) -> usize {
    let Some(kind) = kinds.iter().find(|k| k.name() == name).filter(|_| most > 0) else {
        return 0;
    };
    let others = kind.fields.iter().filter_map(|f| match &f.type_ {
        FieldType::Ref { kind } if kind != name && f.required => Some(kind),
        _ => None,
    });
    others
        .map(|other| 1 + depth(other, kinds, most - 1))
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registers;

    #[test]
    fn what_others_point_at_comes_first() {
        let kinds = registers::kinds();
        let kinds: Vec<&Kind> = kinds.iter().collect();
        let of = |name| depth(name, &kinds, kinds.len());
        assert_eq!(of("practice"), 0);
        assert!(of("pcn_membership") > of("pcn") && of("pcn_membership") > of("practice"));
    }
}
