//! Lists of contacts as mail programs, customer databases and plain spreadsheets have them: a row for a person with where
//! they work, or for an organisation. One row becomes a person, an organisation and the post between them.
//!
//! What is surely there already is used: the same code, the same e-mail under nearly the same name, the same name in the
//! same place. All else is added, and the list of duplicates shows what may be one. What a field can't hold
//! is kept in the notes, and columns that are not read are named.

mod headings;
mod known;

use self::{
    headings::{Column, Headings},
    known::{Known, Place},
};
use super::{
    Mapping,
    plan::{Planned, Reading},
    spreadsheet::beside,
    words::{are, counted, fault, listed, with_nought},
};
use crate::{
    contract::Fault,
    record::{Field, FieldType, Fields, Id, Value, from_text},
    tabular::{Row, Workbook},
};

pub(super) const MAPPING: Mapping = Mapping {
    name: "contacts",
    label: "Contacts and stakeholders",
    help: "A list of people and organisations, as Outlook, a customer database or a spreadsheet has it. Every row becomes \
           a person, an organisation and the post between them; columns are known by their headings (First Name, Last \
           Name, Company, Job Title, E-mail Address, Business Phone and the like).",
    asks_ics: false,
    fits,
    read,
};

/// Columns that are not imported are told by name up to this many.
const MOST_TOLD: usize = 12;

/// What a post is called where the list does not say.
const CONTACT: &str = "Contact";

fn fits(workbook: &Workbook) -> bool {
    let sheets = workbook.sheets.iter().filter(|s| !s.hidden);
    sheets.filter_map(Headings::of).any(|h| h.is_contacts())
}

fn read(reading: &mut Reading<'_>) -> Result<(), Fault> {
    let workbook = reading.workbook;
    let mut known = Known::of(reading.store)?;
    let mut found = false;
    let mut unread: Vec<String> = vec![];
    for (number, sheet) in workbook
        .sheets
        .iter()
        .enumerate()
        .filter(|(_, s)| !s.hidden)
    {
        let Some(headings) = Headings::of(sheet) else {
            continue;
        };
        found = true;
        let rows = sheet.rows.get(headings.first..).unwrap_or_default();
        for title in headings.unread(rows) {
            if !unread.contains(&title) {
                unread.push(title);
            }
        }
        reading.plan.rows += rows.len();
        for (done, row) in rows.iter().enumerate() {
            reading.go_on(done, rows.len())?;
            let mut line = Line {
                reading,
                known: &mut known,
                headings: &headings,
                row,
                sheet: number,
                kept: vec![],
            };
            line.read();
        }
    }
    if !found {
        return Err(fault(
            "not_this_list",
            format!(
                "“{}” has no headings of a list of contacts. Nothing was changed.",
                workbook.name
            ),
            "Name the columns in the first row, like Name, Organisation, Job title, E-mail, Telephone.",
        ));
    }
    let doubtful = known.doubtful;
    if doubtful > 0 {
        let said = counted(
            doubtful,
            "person of a name that is there already is",
            "people of names that are there already are",
        );
        reading.plan.notes.push(format!(
            "{said} added: look at the list of duplicates afterwards."
        ));
    }
    if known.kept > 0 {
        let said = counted(known.kept, "entry", "entries");
        reading.plan.notes.push(format!(
            "{said} that no field can hold {} kept in the notes.",
            are(known.kept)
        ));
    }
    if !unread.is_empty() {
        let said = counted(unread.len(), "column is", "columns are");
        let more = unread.split_off(unread.len().min(MOST_TOLD)).len();
        if more > 0 {
            unread.push(format!("{more} more"));
        }
        reading.plan.notes.push(format!(
            "{said} not imported: {}. To keep what stands there, import the file as any other spreadsheet.",
            listed(&unread)
        ));
    }
    reading.plan.tell_left_out();
    Ok(())
}

/// One row being read.
struct Line<'l, 'r> {
    reading: &'l mut Reading<'r>,
    known: &'l mut Known,
    headings: &'l Headings,
    row: &'l Row,
    sheet: usize,
    /// What no field can hold.
    kept: Vec<String>,
}

impl Line<'_, '_> {
    fn text(&self, column: Column) -> String {
        self.headings.text(self.row, column)
    }

    fn read(&mut self) {
        if self.row.cells.iter().all(crate::tabular::Cell::is_blank) {
            return;
        }
        if let Some(reason) = beside::aside(self.row) {
            let reason = reason.trim_end_matches('.');
            self.reading.plan.leave_out(self.row, reason);
            return;
        }
        let name = self.headings.person(self.row);
        let place = self.place();
        if name.chars().count() < 2 {
            if place.is_none() {
                self.reading
                    .plan
                    .leave_out(self.row, "Names neither a person nor an organisation");
            }
            return;
        }
        let Some(person) = self.person(&name, place) else {
            return;
        };
        if let Some(place) = place {
            self.post(person, place, &name);
        }
    }

    /// The provisional identifier of something new in this row.
    fn fresh(&mut self, kind: &str) -> Id {
        let (sheet, row) = (self.sheet.to_string(), self.row.number.to_string());
        let id = Id::natural("contacts", &[kind, &sheet, &row]);
        self.reading.plan.fresh.insert(id);
        id
    }

    /// Puts a text into a field, unless the field can't hold it: then it is kept for the notes.
    fn fill(&mut self, fields: &mut Fields, kind: &str, field: &str, text: String) {
        if text.is_empty() {
            return;
        }
        let kinds = self.reading.store.kinds();
        let Some(declared) = kinds.get(kind).and_then(|k| k.field(field)) else {
            return;
        };
        let value = value(declared, &text).filter(|value| {
            let mut whole = Fields::from([
                ("name".to_owned(), Value::from("Name")),
                (field.to_owned(), value.clone()),
            ]);
            whole.retain(|name, _| kinds.get(kind).is_some_and(|k| k.field(name).is_some()));
            let faults = kinds
                .get(kind)
                .map(|k| k.validate(&whole))
                .unwrap_or_default();
            faults.iter().all(|f| f.field != field)
        });
        match value {
            Some(value) => drop(fields.insert(field.to_owned(), value)),
            None => self.kept.push(format!("{}: {text}", declared.label)),
        }
    }

    /// Where the person works, or the organisation itself: one that is there or planned, else a new one.
    fn place(&mut self) -> Option<Place> {
        let name = self.text(Column::Organisation);
        let code = self.text(Column::Code).to_uppercase();
        if name.chars().count() < 2 && code.is_empty() {
            return None;
        }
        if let Some(place) = self.known.place(&code, &name) {
            return Some(place);
        }
        let name = if name.is_empty() { code.clone() } else { name };
        let id = self.fresh("organisation");
        let mut fields = Fields::from([("name".to_owned(), Value::from(name.as_str()))]);
        self.fill(&mut fields, "organisation", "ods_code", code.clone());
        let category = self.text(Column::Category);
        self.fill(&mut fields, "organisation", "category", category);
        if self.headings.person(self.row).is_empty() {
            for (field, column) in [
                ("telephone", Column::Telephone),
                ("web", Column::Web),
                ("address", Column::Address),
            ] {
                let text = match column {
                    Column::Telephone => with_nought(&self.text(column)),
                    _ => self.text(column),
                };
                self.fill(&mut fields, "organisation", field, text);
            }
            self.note(&mut fields);
        }
        let place = Place {
            field: "organisation",
            id,
        };
        self.known.add_place(&code, &name, place);
        self.reading.plan.records.push(Planned {
            kind: "organisation",
            id,
            fields,
            row: self.row.number,
            title: name,
        });
        Some(place)
    }

    fn person(&mut self, name: &str, place: Option<Place>) -> Option<Id> {
        let email = self.text(Column::Email);
        if let Some(id) = self.known.person(name, &email, place) {
            return Some(id);
        }
        let id = self.fresh("person");
        let mut fields = Fields::from([("name".to_owned(), Value::from(name))]);
        self.fill(&mut fields, "person", "email", email.clone());
        let telephone = with_nought(&self.text(Column::Telephone));
        self.fill(&mut fields, "person", "telephone", telephone);
        if place.is_none() {
            let role = self.text(Column::Role);
            self.fill(&mut fields, "person", "role", role);
        }
        self.note(&mut fields);
        self.known.add_person(name, &email, place, id);
        self.reading.plan.records.push(Planned {
            kind: "person",
            id,
            fields,
            row: self.row.number,
            title: name.to_owned(),
        });
        Some(id)
    }

    /// The notes of the list, and what no field could hold.
    fn note(&mut self, fields: &mut Fields) {
        let mut notes: Vec<String> = vec![self.text(Column::Notes)];
        self.known.kept += self.kept.len();
        notes.append(&mut self.kept);
        notes.retain(|n| !n.is_empty());
        if !notes.is_empty() {
            fields.insert("notes".into(), Value::Text(notes.join("\n")));
        }
    }

    fn post(&mut self, person: Id, place: Place, name: &str) {
        let role = self.text(Column::Role);
        let role = if role.chars().count() < 2 {
            CONTACT.to_owned()
        } else {
            role.chars().take(200).collect()
        };
        if !self.known.new_post(person, place, &role) {
            return;
        }
        let id = self.fresh("post");
        let fields = Fields::from([
            ("person".to_owned(), Value::Id(person)),
            (place.field.to_owned(), Value::Id(place.id)),
            ("role".to_owned(), Value::from(role.as_str())),
        ]);
        self.reading.plan.records.push(Planned {
            kind: "post",
            id,
            fields,
            row: self.row.number,
            title: format!("{role}, {name}"),
        });
    }
}

/// A text as a value; none where the field can't hold it. A word of an open list is one whatever its form.
fn value(field: &Field, text: &str) -> Option<Value> {
    if let FieldType::Choice { options, .. } = &field.type_ {
        let plain = crate::alike::plain(text);
        let known = options.iter().find(|o| {
            crate::alike::plain(&o.label) == plain || crate::alike::plain(&o.value) == plain
        });
        if let Some(option) = known {
            return Some(Value::from(option.value.as_str()));
        }
    }
    from_text(field, text).ok()
}
