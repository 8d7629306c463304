//! Columns of a file that no field can hold: they are kept on the record, in columns that the hub makes itself.

use std::collections::BTreeMap;

use super::{entry, laid::Table, write::OF_LEFT_OUT};
use crate::{
    alike::plain,
    imports::plan::OwnText,
    record::{self, Field, FieldType, Fields, Id, Kind, OWN},
    registers::desk::own::{self, Column},
    store::{Result, Store},
    tabular::Cell,
};

/// The identifier that exported tables have in front.
const IDENTIFIER: &str = "identifier";

/// Longest heading that becomes a column.
const LONGEST: usize = 120;

/// The heading of the hub's own column that a match leads to; none for a field.
pub(super) fn called(field: &str) -> Option<&str> {
    field
        .strip_prefix(OWN)
        .map(str::trim)
        .filter(|name| !name.is_empty() && name.chars().count() <= LONGEST)
}

/// Own columns by name, and those among them that are yet to be made.
type Resolved = (BTreeMap<String, Column>, Vec<(Id, Fields)>);

/// The columns that the hub made for records of a kind.
pub(super) struct OwnColumns {
    known: Vec<Column>,
}

impl OwnColumns {
    /// Those that are there.
    pub fn of(store: &Store, kind: &Kind) -> Result<Self> {
        let known = own::columns(store, kind.name())?;
        Ok(Self { known })
    }

    /// The one with this name or heading.
    fn find(&self, called: &str) -> Option<&Column> {
        let wanted = plain(called);
        let is = |text: &str| plain(text) == wanted || text.eq_ignore_ascii_case(called);
        let by_name = self.known.iter().find(|c| is(&c.name));
        by_name.or_else(|| self.known.iter().find(|c| is(&c.heading)))
    }

    /// Columns of a file that hold something and go nowhere yet, each with the own column that it would fill.
    pub fn propose(
        &self,
        store: &Store,
        table: &Table<'_>,
        kind: &Kind,
        taken: &[usize],
    ) -> Vec<(usize, String)> {
        let mut out: Vec<(usize, String)> = vec![];
        if table.header == 0 {
            return out;
        }
        for (at, title) in table.titles.iter().enumerate() {
            let filled = table.rows.iter().any(|r| !r.cell(at).is_blank());
            if taken.contains(&at) || !filled || !table.headed(at) || ours(store, kind, title) {
                continue;
            }
            let name: String = title.chars().take(LONGEST).collect();
            let name = self.find(&name).map_or(name, |c| c.name.clone());
            let field = format!("{OWN}{name}");
            if called(&field).is_some() && !out.iter().any(|(_, other)| *other == field) {
                out.push((at, field));
            }
        }
        out
    }

    /// The own columns of these names, by name, and those among them that are yet to be made.
    pub fn resolve(&self, store: &Store, kind: &Kind, names: &[&str]) -> Result<Resolved> {
        let declared = store.kind(own::COLUMN)?;
        let (mut all, mut fresh) = (BTreeMap::new(), vec![]);
        for name in names.iter().copied() {
            if all.contains_key(name) {
                continue;
            }
            if let Some(column) = self.find(name) {
                all.insert(name.to_owned(), column.clone());
                continue;
            }
            let fields = own::new_column(kind.name(), name, self.known.len() + fresh.len() + 1);
            let Some(id) = declared.natural_id(&fields) else {
                continue;
            };
            let (heading, name) = (name.to_owned(), name.to_owned());
            let place = String::new();
            let column = Column {
                id,
                heading: heading.clone(),
                name,
                place,
            };
            all.insert(heading, column);
            fresh.push((id, fields));
        }
        Ok((all, fresh))
    }
}

/// A heading that this program wrote into a file: what is worked out, and what only it can fill.
fn ours(store: &Store, kind: &Kind, title: &str) -> bool {
    let title = plain(title);
    let moments = kind.fields.iter().filter(|f| f.type_ == FieldType::Moment);
    let mut labels: Vec<String> = moments.map(|f| plain(&f.label)).collect();
    labels.extend(
        store
            .kinds()
            .columns_of(kind.name())
            .map(|c| plain(c.label)),
    );
    labels.extend(OF_LEFT_OUT.iter().map(|t| plain(t)));
    labels.push(IDENTIFIER.to_owned());
    labels.contains(&title)
}

/// The cell as text; none when nothing stands there, a sentence where it can't be kept.
pub(super) fn text(
    store: &Store,
    cell: &Cell,
    title: &str,
) -> Result<std::result::Result<Option<String>, String>> {
    if cell.is_blank() {
        return Ok(Ok(None));
    }
    if let Cell::Error(error) = cell {
        let text = format!("{title}: the spreadsheet itself shows the error {error} here.");
        return Ok(Err(text));
    }
    let Some(field) = store.kind(own::VALUE)?.field("value") else {
        return Ok(Ok(None));
    };
    let label = title.to_owned();
    let field = Field {
        label,
        ..field.clone()
    };
    Ok(match record::from_text(&field, &entry::as_shown(cell)) {
        Ok(value) => Ok(value.as_text().map(ToOwned::to_owned)),
        Err(fault) => Err(fault.0),
    })
}

/// What a row says in such columns.
pub(super) fn texts(
    columns: &BTreeMap<String, Column>,
    said: &BTreeMap<String, String>,
) -> Vec<OwnText> {
    let texts = said.iter().filter_map(|(name, text)| {
        let column = columns.get(name)?;
        Some(OwnText {
            column: column.id,
            name: column.name.clone(),
            text: text.clone(),
        })
    });
    texts.collect()
}
