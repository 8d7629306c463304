//! What a record kind is: one Rust struct in one file, whose doc comments are the help texts and whose field types
//! and attributes are the rules. Forms, lists, filters, messages, tables and exchange all read the [`Kind`] made
//! from it. This room knows no register and no store.

mod describe;
mod entry;
mod field;
mod from_lists;
mod id;
mod types;
mod value;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value as Json};

pub use entry::{EntryFault, from_json, from_text};
pub use field::{Bytes, Field, FieldType, ListValue};
pub use from_lists::{FromLists, Implied, Ticked};
pub use id::Id;
pub use types::{Hundredths, LONG_TEXT, LongText, Moment, Pence, Ref};
pub use value::{Value, decimal, pounds, thousands};

use crate::contract::{FieldFault, KindInfo};

/// Values by field name.
pub type Fields = BTreeMap<String, Value>;

/// A record kind. The struct is the *draft*: strict, checked when a person writes. Rows read back are
/// [`Fields`], since merged data may be missing, erased or unreadable, and reading never fails.
pub trait Record:
    Serialize + DeserializeOwned + JsonSchema + garde::Validate<Context = ()>
{
    /// What the struct itself cannot say.
    const DECLARATION: Declaration;

    /// Rules that one record can decide over several of its fields.
    fn faults(&self) -> Vec<FieldFault> {
        vec![]
    }
}

/// What a kind is called and how it hangs together.
#[derive(Debug, Clone, Copy)]
pub struct Declaration {
    /// Singular snake_case name; the table has the same.
    pub name: &'static str,
    /// What people call one.
    pub one: &'static str,
    /// What people call several.
    pub many: &'static str,
    /// Is about a person: its values leave the laptop protected only.
    pub personal: bool,
    /// Never goes into a copy for another team.
    pub confidential: bool,
    /// The field with which people keep one record of this kind out of every copy for another team: yes = confidential.
    pub confidential_when: Option<&'static str>,
    /// Area of the navigation.
    pub area: &'static str,
    /// How lists that others keep say what it holds.
    pub from_lists: FromLists,
    /// Fields that make its identity, so that two people who enter the same thing make one record.
    pub key: &'static [&'static str],
    /// Beside the key: groups of fields that tell one from another. Two records with the same in all fields of a group
    /// are put before a person, never refused.
    pub same_when: &'static [&'static [&'static str]],
    /// Paths whose words make its title.
    pub title: &'static [&'static str],
    /// Columns of a list unless told otherwise.
    pub columns: &'static [&'static str],
    /// Columns by which a list of many thousands is sorted and filtered at once: each has an index `<kind>_by_<column>`.
    pub quick: &'static [&'static str],
    /// The field that names the record this one is a part of.
    pub part_of: Option<&'static str>,
    /// Hangs on a record of any kind: it is found, removed, restored and erased with that one.
    pub hangs_on: Option<HangsOn>,
    /// The fields with its first and its last day, for what holds for a time.
    pub lasts: Option<(&'static str, &'static str)>,
    /// Says how things stood on a day: it stays as it is when what it names closes.
    pub stays: bool,
    /// People add and change these by hand; otherwise the program does, through a command of its own.
    pub by_hand: bool,
}

impl Declaration {
    /// A kind kept by hand without a natural key; refine with struct update syntax.
    pub const fn new(
        name: &'static str,
        one: &'static str,
        many: &'static str,
        area: &'static str,
    ) -> Self {
        Self {
            name,
            one,
            many,
            personal: false,
            confidential: false,
            confidential_when: None,
            area,
            from_lists: FromLists::PLAIN,
            key: &[],
            same_when: &[],
            title: &["name"],
            columns: &["name"],
            quick: &[],
            part_of: None,
            hangs_on: None,
            lasts: None,
            stays: false,
            by_hand: true,
        }
    }
}

/// The two fields that name a record of any kind.
#[derive(Debug, Clone, Copy)]
pub struct HangsOn {
    /// The field with its kind.
    pub kind: &'static str,
    /// The field with its identifier, as text.
    pub record: &'static str,
}

/// A kind as the rest of the program reads it.
pub struct Kind {
    /// What it is called and how it hangs together.
    pub declaration: Declaration,
    /// What it is for: the struct's doc comment.
    pub help: String,
    /// Its fields in the order of the file.
    pub fields: Vec<Field>,
    validate: fn(&Map<String, Json>) -> Vec<FieldFault>,
}

/// Where lists of values come from: name of the list -> its values.
pub type Lists<'a> = &'a dyn Fn(&str) -> Vec<ListValue>;

impl Kind {
    /// Reads a kind from its struct.
    pub fn of<T: Record>(lists: Lists<'_>) -> Self {
        let (help, fields) = describe::fields(
            &schemars::generate::SchemaSettings::draft2020_12()
                .with(|s| s.inline_subschemas = true)
                .into_generator()
                .into_root_schema_for::<T>(),
            lists,
        );
        Self {
            declaration: T::DECLARATION,
            help,
            fields,
            validate: entry::validate::<T>,
        }
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        self.declaration.name
    }

    /// The fields that name the record of any kind on which one of these hangs.
    pub fn hangs_on(&self) -> Option<HangsOn> {
        self.declaration.hangs_on
    }

    /// One of its fields.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.name == name)
    }

    /// The identifier that the key fields give, or `None` for a kind without a natural key or with a gap in it.
    pub fn natural_id(&self, fields: &Fields) -> Option<Id> {
        if self.declaration.key.is_empty() {
            return None;
        }
        let first = self
            .declaration
            .key
            .first()
            .and_then(|name| fields.get(*name));
        if first.unwrap_or(&Value::Null).is_null() {
            return None;
        }
        let mut parts = vec![];
        for name in self.declaration.key {
            parts.push(match fields.get(*name).unwrap_or(&Value::Null) {
                Value::Null => {
                    if self.field(name).is_some_and(|f| f.required) {
                        return None;
                    }
                    String::new()
                }
                Value::Int(i) => i.to_string(),
                Value::Text(t) => t.to_uppercase(),
                Value::Id(i) => i.to_string(),
            });
        }
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        Some(Id::natural(self.name(), &parts))
    }

    /// The groups of fields that tell one record from another: the key first.
    pub fn identifying(&self) -> impl Iterator<Item = &'static [&'static str]> {
        let key = Some(self.declaration.key).filter(|k| !k.is_empty());
        key.into_iter()
            .chain(self.declaration.same_when.iter().copied())
    }

    /// Checks a whole record against the rules of its struct; all faults at once.
    pub fn validate(&self, fields: &Fields) -> Vec<FieldFault> {
        let json = fields.iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| {
            let yes_no = self.field(k).is_some_and(|f| f.type_ == FieldType::YesNo);
            let json = if yes_no {
                Json::Bool(v.as_int() == Some(1))
            } else {
                v.to_json()
            };
            (k.clone(), json)
        });
        let json: Map<String, Json> = json.collect();
        let missing: Vec<FieldFault> = self
            .fields
            .iter()
            .filter(|f| f.required && !json.contains_key(&f.name))
            .map(|f| FieldFault {
                field: f.name.clone(),
                message: format!("{} is missing.", f.label),
            })
            .collect();
        if !missing.is_empty() {
            return missing;
        }
        let mut faults = (self.validate)(&json);
        for fault in &mut faults {
            if let Some(field) = self.field(&fault.field) {
                fault.message = entry::about(&field.label, &fault.message);
            }
        }
        faults
    }

    /// As the window needs it.
    pub fn info(&self) -> KindInfo {
        let d = &self.declaration;
        KindInfo {
            name: d.name.into(),
            one: d.one.into(),
            many: d.many.into(),
            help: self.help.clone(),
            area: d.area.into(),
            columns: d.columns.iter().map(|c| (*c).into()).collect(),
            part_of: d.part_of.map(Into::into),
            editable: d.by_hand,
            fields: self
                .fields
                .iter()
                .map(|f| f.info(d.key.contains(&f.name.as_str())))
                .collect(),
        }
    }
}

/// A set of records that a register defines, such as the numerator of a figure: the rows of a list and the count of a
/// figure are the same set, so they can't disagree.
#[derive(Debug, Clone, Copy)]
pub struct NamedSet {
    /// Name (`kpi.8.numerator`).
    pub name: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// Kind of its records.
    pub kind: &'static str,
    /// `SELECT id …` with the parameters as `:name`.
    pub sql: &'static str,
    /// Its parameters; `hub` is an identifier, the others are text.
    pub params: &'static [&'static str],
}

/// A column worked out from other records, such as the number of patients of a network today.
#[derive(Debug, Clone)]
pub struct DerivedColumn {
    /// Kind whose lists can show it.
    pub kind: &'static str,
    /// Name, as in a path.
    pub name: &'static str,
    /// Heading.
    pub label: &'static str,
    /// What it holds.
    pub type_: FieldType,
    /// A scalar expression over the record `t`; `:today` is the day that rules go by.
    pub sql: &'static str,
}

/// Columns that a hub made itself: which there are stands in the hub file.
#[derive(Debug, Clone, Copy)]
pub struct OwnColumns {
    /// Identifier and heading of the columns for lists of the kind `?1`, in their order.
    pub list: &'static str,
    /// A scalar expression over the record `t`; `:column` is the column.
    pub value: &'static str,
}

/// In front of a column that a hub made itself, in a path: `own.` and its identifier or heading.
pub const OWN: &str = "own.";

/// All kinds the program knows, with the sets and columns worked out from them.
#[derive(Default)]
pub struct Kinds {
    kinds: Vec<Kind>,
    sets: Vec<NamedSet>,
    columns: Vec<DerivedColumn>,
    own: Option<OwnColumns>,
}

impl Kinds {
    /// From the lists of the registers.
    pub fn new(kinds: Vec<Kind>, sets: Vec<NamedSet>, columns: Vec<DerivedColumn>) -> Self {
        Self {
            kinds,
            sets,
            columns,
            own: None,
        }
    }

    /// With columns that a hub makes itself.
    #[must_use]
    pub fn with_own_columns(self, own: OwnColumns) -> Self {
        let own = Some(own);
        Self { own, ..self }
    }

    /// How columns that a hub made itself are read, where there can be any.
    pub fn own_columns(&self) -> Option<OwnColumns> {
        self.own
    }

    /// The kinds whose records hang on records of any kind.
    pub fn hanging(&self) -> impl Iterator<Item = (&Kind, HangsOn)> {
        let hanging = |k| Some((k, Kind::hangs_on(k)?));
        self.kinds.iter().filter_map(hanging)
    }

    /// The kind of this name.
    pub fn get(&self, name: &str) -> Option<&Kind> {
        self.kinds.iter().find(|k| k.name() == name)
    }

    /// The set of this name.
    pub fn set(&self, name: &str) -> Option<&NamedSet> {
        self.sets.iter().find(|s| s.name == name)
    }

    /// A worked-out column of a kind.
    pub fn column(&self, kind: &str, name: &str) -> Option<&DerivedColumn> {
        self.columns
            .iter()
            .find(|c| c.kind == kind && c.name == name)
    }

    /// The worked-out columns of a kind.
    pub fn columns_of<'k>(&'k self, kind: &'k str) -> impl Iterator<Item = &'k DerivedColumn> {
        self.columns.iter().filter(move |c| c.kind == kind)
    }

    /// Every column that a list of a kind can have without following a reference: its fields, then what is worked out.
    pub fn all_columns(&self, kind: &str) -> Vec<String> {
        let fields = self.get(kind).into_iter().flat_map(|k| &k.fields);
        let worked_out = self.columns_of(kind).map(|c| c.name.to_owned());
        fields.map(|f| f.name.clone()).chain(worked_out).collect()
    }

    /// The named sets.
    pub fn sets(&self) -> &[NamedSet] {
        &self.sets
    }

    /// All kinds in the order of the list.
    pub fn iter(&self) -> std::slice::Iter<'_, Kind> {
        self.kinds.iter()
    }
}

impl<'a> IntoIterator for &'a Kinds {
    type Item = &'a Kind;
    type IntoIter = std::slice::Iter<'a, Kind>;

    fn into_iter(self) -> Self::IntoIter {
        self.kinds.iter()
    }
}
