//! Where the paths of a list lead, and whether anything on the way is confidential.

use crate::{
    contract::{Filter, ViewSpec},
    exchange::{ExchangeError, Result},
    record::{FieldType, Kind, Kinds},
};

/// One hop of a path.
pub struct Step {
    /// The path up to here.
    pub path: String,
    /// The field in words.
    pub label: String,
    /// Never leaves.
    pub confidential: bool,
    /// The kind that it refers to.
    pub leads_to: Option<String>,
}

/// The hops of a path; none when it leads nowhere.
pub fn follow(kinds: &Kinds, kind: &Kind, path: &str) -> Option<Vec<Step>> {
    let mut at = Some(kind);
    let mut so_far = String::new();
    let mut out = vec![];
    for hop in path.split('.') {
        let kind = at?;
        if !so_far.is_empty() {
            so_far.push('.');
        }
        so_far.push_str(hop);
        let (label, type_, confidential) = match kind.field(hop) {
            Some(field) => (field.label.clone(), &field.type_, field.confidential),
            None => {
                let worked_out = kinds.column(kind.name(), hop)?;
                (worked_out.label.to_owned(), &worked_out.type_, false)
            }
        };
        let leads_to = match type_ {
            FieldType::Ref { kind } => Some(kind.clone()),
            _ => None,
        };
        at = leads_to.as_deref().and_then(|k| kinds.get(k));
        let closed = at.is_some_and(|k| k.declaration.confidential);
        out.push(Step {
            path: so_far.clone(),
            label,
            confidential: confidential || closed,
            leads_to,
        });
    }
    Some(out)
}

/// Refuses a list whose choice or order of rows would tell something confidential.
///
/// # Errors
/// Names the field.
pub fn refuse_telling(kinds: &Kinds, kind: &Kind, view: &ViewSpec) -> Result<()> {
    let mut found = None;
    for sort in &view.sort {
        found = found.or_else(|| confidential(kinds, kind, &sort.path));
    }
    if let Some(filter) = &view.filter {
        found = found.or_else(|| telling(kinds, kind, filter));
    }
    // A search looks into every field.
    let searched = view.search.as_deref().is_some_and(|s| !s.trim().is_empty());
    if searched {
        let field = kind.fields.iter().find(|f| f.confidential);
        found = found.or_else(|| field.map(|f| f.label.clone()));
    }
    match found {
        None => Ok(()),
        Some(field) => Err(ExchangeError::refused(
            "confidential",
            format!(
                "This list is chosen or ordered by something confidential ({field}). Nothing was written."
            ),
            "Take that condition, order or search away, then send the list.",
        )),
    }
}

fn confidential(kinds: &Kinds, kind: &Kind, path: &str) -> Option<String> {
    let steps = follow(kinds, kind, path)?;
    steps.into_iter().find(|s| s.confidential).map(|s| s.label)
}

fn telling(kinds: &Kinds, kind: &Kind, filter: &Filter) -> Option<String> {
    match filter {
        Filter::And(all) | Filter::Or(all) => all.iter().find_map(|f| telling(kinds, kind, f)),
        Filter::Not(one) => telling(kinds, kind, one),
        Filter::Field { path, .. } => confidential(kinds, kind, path),
        Filter::Exists {
            kind: other,
            field,
            filter,
        } => {
            let other = kinds.get(other)?;
            if other.declaration.confidential {
                return Some(other.declaration.many.to_owned());
            }
            let inner = filter.as_ref().and_then(|f| telling(kinds, other, f));
            inner.or_else(|| confidential(kinds, other, field))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use crate::{
        contract::{Compare, SortBy, Source},
        exchange::packet::gather::condition,
        registers,
    };

    fn refused(view: &ViewSpec) -> bool {
        let kinds = registers::kinds();
        let Source::Kind { kind } = &view.source else {
            panic!("a kind");
        };
        refuse_telling(&kinds, kinds.get(kind).unwrap(), view).is_err()
    }

    #[test]
    fn a_list_may_not_be_chosen_by_what_it_may_not_show() {
        let notes = condition("notes", Compare::Contains, "ill".into());
        let plain = ViewSpec::all_of("person");
        assert!(!refused(&plain));
        let with = |filter| ViewSpec {
            filter: Some(filter),
            ..ViewSpec::all_of("person")
        };
        assert!(refused(&with(notes.clone())));
        assert!(refused(&with(Filter::Not(Box::new(notes.clone())))));
        let name = condition("name", Compare::Contains, "a".into());
        assert!(!refused(&with(name.clone())));
        assert!(refused(&with(Filter::Or(vec![name, notes.clone()]))));
        let far = ViewSpec {
            filter: Some(condition(
                "person.notes",
                Compare::Empty,
                serde_json::Value::Null,
            )),
            ..ViewSpec::all_of("team_member")
        };
        assert!(refused(&far));
        let exists = Filter::Exists {
            kind: "person".into(),
            field: "name".into(),
            filter: Some(Box::new(notes)),
        };
        assert!(refused(&ViewSpec {
            filter: Some(exists),
            ..ViewSpec::all_of("practice")
        }));
    }

    #[test]
    fn a_list_may_not_be_ordered_or_searched_by_it_either() {
        let sort = vec![SortBy {
            path: "notes".into(),
            descending: false,
        }];
        assert!(refused(&ViewSpec {
            sort,
            ..ViewSpec::all_of("person")
        }));
        let search = Some("illness".to_owned());
        assert!(refused(&ViewSpec {
            search: search.clone(),
            ..ViewSpec::all_of("person")
        }));
        assert!(!refused(&ViewSpec {
            search,
            ..ViewSpec::all_of("practice")
        }));
    }
}
