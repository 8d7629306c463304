//! A look at one record: what of it waits for a person.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Thing, What, late, merged, note, same, settled_field, token};
use crate::{
    record::{FieldType, Id, Kind, Kinds, Value},
    store::{
        Result, Rules,
        aliases::Touched,
        heads::{self, Head, LIFE},
        log::special::ALIAS,
    },
};

/// What a look reads from.
pub struct Look<'a> {
    pub db: &'a Connection,
    pub kinds: &'a Kinds,
    pub rules: &'a dyn Rules,
}

/// A record as its table shows it.
struct Shown {
    deleted: bool,
    /// The record that stands for it.
    merged: Option<Id>,
    /// Field, kind and record that it leads to.
    references: Vec<(String, String, Id)>,
}

impl Look<'_> {
    /// What waits at a record. At one that is not there, nothing does.
    pub fn at(&self, kind: &str, record: Id) -> Result<Vec<Thing>> {
        let Some(kind) = self.kinds.get(kind) else {
            return Ok(vec![]);
        };
        let Some(shown) = self.shown(kind, record)? else {
            return Ok(vec![]);
        };
        let mut out = vec![];
        if shown.deleted {
            return Ok(out);
        }
        self.two_mergings(kind, record, &mut out)?;
        self.removed(kind, record, &mut out)?;
        if let Some(stands) = shown.merged {
            merged::look(self, kind, record, stands, &mut out)?;
            return Ok(out);
        }
        self.fields(kind, record, &mut out)?;
        self.missing(kind, record, &shown.references, &mut out)?;
        same::look(self, kind, record, &mut out)?;
        late::look(self, kind, record, &mut out)?;
        // A late edit beside what was submitted is one thing to settle, not two.
        let late: Vec<String> = out
            .iter()
            .filter(|t| t.what == What::Signed)
            .map(|t| t.about.clone())
            .collect();
        out.retain(|t| t.what != What::Field || !late.contains(&t.about));
        Ok(out)
    }

    /// Shows texts of two versions again: whether they can be joined is known for sure once all changes are in the log.
    pub fn show_versions(&self, kind: &str, record: Id) -> Result<()> {
        let Some(kind) = self.kinds.get(kind) else {
            return Ok(());
        };
        for (name, number, said) in self.notes(kind, record)? {
            if let Some(field) = kind.field(&name)
                && (said == "versions" || said == note::JOINED)
                && matches!(field.type_, FieldType::Text { long: true, .. })
            {
                heads::show(self.db, kind, record, &[(number, field)])?;
            }
        }
        Ok(())
    }

    /// Other records at which something may wait, or cease to, for what happened to this one.
    pub fn around(&self, kind: &str, record: Id, out: &mut Touched) -> Result<()> {
        let mut named = self
            .db
            .prepare_cached("SELECT kind, record FROM unsettled WHERE target = ?1")?;
        for other in named.query_map([record], |r| Ok((r.get(0)?, r.get(1)?)))? {
            out.insert(other?);
        }
        let mut merged = self
            .db
            .prepare_cached("SELECT record FROM alias WHERE other = ?1 AND kind = ?2")?;
        for other in merged.query_map(params![record, kind], |r| r.get(0))? {
            out.insert((kind.to_owned(), other?));
        }
        out.extend(self.rules.freezes(self.db, kind, record)?);
        match self.kinds.get(kind) {
            Some(kind) => same::around(self, kind, record, out),
            None => Ok(()),
        }
    }

    fn shown(&self, kind: &Kind, record: Id) -> Result<Option<Shown>> {
        let references: Vec<(&str, &str)> = kind
            .fields
            .iter()
            .filter_map(|f| match &f.type_ {
                FieldType::Ref { kind } => Some((f.name.as_str(), kind.as_str())),
                _ => None,
            })
            .collect();
        let columns: String = references
            .iter()
            .map(|r| format!(", \"{}\"", r.0))
            .collect();
        let sql = format!(
            "SELECT deleted, alias_of{columns} FROM \"{}\" WHERE id = ?1",
            kind.name()
        );
        Ok(self
            .db
            .prepare_cached(&sql)?
            .query_row([record], |r| {
                let mut led = vec![];
                for (i, (field, kind)) in references.iter().enumerate() {
                    if let Ok(Value::Id(target)) = r.get(i + 2) {
                        led.push(((*field).to_owned(), (*kind).to_owned(), target));
                    }
                }
                Ok(Shown {
                    deleted: r.get::<_, Option<bool>>(0)? != Some(false),
                    merged: r.get(1)?,
                    references: led,
                })
            })
            .optional()?)
    }

    fn notes(&self, kind: &Kind, record: Id) -> Result<Vec<(String, i64, String)>> {
        let mut notes = self.db.prepare_cached(
            "SELECT f.field, n.field_no, n.note FROM field_note n JOIN log_field f USING (field_no)
             WHERE n.record = ?1 AND f.kind = ?2",
        )?;
        let notes = notes.query_map(params![record, kind.name()], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?))
        })?;
        Ok(notes.collect::<rusqlite::Result<_>>()?)
    }

    /// Fields of two versions, and fields that hold what does not fit them.
    fn fields(&self, kind: &Kind, record: Id, out: &mut Vec<Thing>) -> Result<()> {
        for (name, number, said) in self.notes(kind, record)? {
            let heads = heads::of(self.db, record, number)?;
            match said.as_str() {
                "versions" | note::JOINED => out.push(Thing {
                    what: What::Field,
                    kind: kind.name().into(),
                    record,
                    note: if said == note::JOINED {
                        said
                    } else {
                        String::new()
                    },
                    about: name,
                    target: None,
                    since: second_version(&heads),
                }),
                note::UNREADABLE
                    if !self.left(kind.name(), record, What::Rule, &name, &heads)? =>
                {
                    out.push(Thing {
                        what: What::Rule,
                        kind: kind.name().into(),
                        record,
                        about: name,
                        note: said,
                        target: None,
                        since: newest(&heads),
                    });
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The record was merged into two different ones.
    fn two_mergings(&self, kind: &Kind, record: Id, out: &mut Vec<Thing>) -> Result<()> {
        let Some(number) = heads::number(self.db, kind.name(), ALIAS)? else {
            return Ok(());
        };
        let heads = heads::of(self.db, record, number)?;
        let mut values = heads.iter().filter_map(|h| h.value.as_ref());
        let first = values.next();
        if values.any(|v| Some(v) != first) {
            out.push(Thing {
                what: What::Field,
                kind: kind.name().into(),
                record,
                about: ALIAS.into(),
                note: String::new(),
                target: None,
                since: second_version(&heads),
            });
        }
        Ok(())
    }

    /// Removed by one, while the record stays for what others did.
    fn removed(&self, kind: &Kind, record: Id, out: &mut Vec<Thing>) -> Result<()> {
        let Some(number) = heads::number(self.db, kind.name(), LIFE)? else {
            return Ok(());
        };
        let words = heads::of(self.db, record, number)?;
        let (removals, others): (Vec<_>, Vec<_>) =
            words.iter().partition(|h| h.value == Some(Value::Int(0)));
        let Some(removal) = removals.iter().map(|h| h.clock).min() else {
            return Ok(());
        };
        let mut kept: Option<i64> = others.iter().map(|h| h.clock).min();
        for at in heads::unseen(self.db, kind, record, number)? {
            let clock: i64 = self
                .db
                .prepare_cached("SELECT clock FROM log_change WHERE change_no = ?1")?
                .query_row([at.0], |r| r.get(0))?;
            kept = Some(kept.map_or(clock, |k| k.min(clock)));
        }
        let since = kept.map_or(removal, |k| k.max(removal)) >> 16;
        out.push(Thing {
            what: What::Removed,
            kind: kind.name().into(),
            record,
            about: String::new(),
            note: String::new(),
            target: None,
            since,
        });
        Ok(())
    }

    fn missing(
        &self,
        kind: &Kind,
        record: Id,
        references: &[(String, String, Id)],
        out: &mut Vec<Thing>,
    ) -> Result<()> {
        for (field, to, target) in references {
            if self.is_here(to, *target)? {
                continue;
            }
            let heads = match heads::number(self.db, kind.name(), field)? {
                Some(number) => heads::of(self.db, record, number)?,
                None => vec![],
            };
            if self.left(kind.name(), record, What::Missing, field, &heads)? {
                continue;
            }
            out.push(Thing {
                what: What::Missing,
                kind: kind.name().into(),
                record,
                about: field.clone(),
                note: String::new(),
                target: Some(*target),
                since: newest(&heads),
            });
        }
        Ok(())
    }

    /// A record was made here or ships with the program; removed ones count.
    fn is_here(&self, kind: &str, record: Id) -> Result<bool> {
        let Some(kind) = self.kinds.get(kind) else {
            return Ok(true);
        };
        let sql = format!("SELECT deleted FROM \"{}\" WHERE id = ?1", kind.name());
        let deleted: Option<Option<bool>> = self
            .db
            .prepare_cached(&sql)?
            .query_row([record], |r| r.get(0))
            .optional()?;
        match deleted.map(|d| d == Some(false)) {
            None => Ok(false),
            Some(true) => Ok(true),
            // Removed, or only spoken of: then nobody ever said that it is there.
            Some(false) => match heads::number(self.db, kind.name(), LIFE)? {
                Some(number) => Ok(!heads::of(self.db, record, number)?.is_empty()),
                None => Ok(false),
            },
        }
    }

    /// Somebody looked at exactly these versions and left them as they are.
    pub fn left(
        &self,
        kind: &str,
        record: Id,
        what: What,
        about: &str,
        versions: &[Head],
    ) -> Result<bool> {
        let said = self.said(kind, record, what, about)?;
        if said.is_empty() {
            return Ok(false);
        }
        for version in versions {
            let token = token(self.db, version.at)?;
            if !said.iter().any(|s| s.split(' ').any(|t| t == token)) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What people said when they left a thing as it is: the versions that they had looked at.
    pub fn said(&self, kind: &str, record: Id, what: What, about: &str) -> Result<Vec<String>> {
        let Some(number) = heads::number(self.db, kind, &settled_field(what, about))? else {
            return Ok(vec![]);
        };
        let heads = heads::of(self.db, record, number)?;
        Ok(heads
            .into_iter()
            .filter_map(|h| match h.value {
                Some(Value::Text(text)) => Some(text),
                _ => None,
            })
            .collect())
    }
}

/// When a field came to have two versions that differ.
fn second_version(heads: &[Head]) -> i64 {
    let mut first: Vec<(&Value, i64)> = vec![];
    for head in heads {
        let Some(value) = &head.value else { continue };
        match first.iter_mut().find(|f| f.0 == value) {
            Some(known) => known.1 = known.1.min(head.clock),
            None => first.push((value, head.clock)),
        }
    }
    let mut clocks: Vec<i64> = first.into_iter().map(|f| f.1).collect();
    clocks.sort_unstable();
    clocks.get(1).or(clocks.first()).map_or(0, |c| c >> 16)
}

fn newest(heads: &[Head]) -> i64 {
    heads.iter().map(|h| h.clock).max().unwrap_or(0) >> 16
}
