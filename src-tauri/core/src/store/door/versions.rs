//! What a writer may do about versions: write over exactly those that were looked at, and make one record another name
//! for a second one.

use super::Tx;
use crate::{
    record::{Id, Kind, Value},
    store::{
        Result, StoreError,
        heads::WriteAt,
        log::special::{ALIAS, MERGED},
    },
};

impl Tx<'_> {
    /// Writes a value over exactly these versions: what arrived since stays beside it. `still` may write to a record
    /// that stands still, to put it back as it stood.
    pub(in crate::store) fn write_exactly(
        &mut self,
        kind: &Kind,
        id: Id,
        field: &str,
        value: Value,
        over: Vec<WriteAt>,
        still: bool,
    ) -> Result<()> {
        if !still {
            self.refuse_frozen(kind, id)?;
        }
        self.write_over(kind.name(), id, field, value, over)?;
        self.show(kind, id, std::iter::once(field), true)?;
        self.touch(kind.name(), id);
        Ok(())
    }

    /// A word about one of the log's own things, such as an actor.
    pub(in crate::store) fn write_word(
        &mut self,
        kind: &str,
        id: Id,
        field: &str,
        value: Value,
    ) -> Result<()> {
        let number = self.field_no(kind, field)?;
        let over = self.seen(id, number, None)?;
        self.write_over(kind, id, field, value, over)
    }

    /// Makes `other` another name for `keep`. What `keep` does not say, it takes over from `other`; references to either
    /// lead to `keep` from now on.
    ///
    /// # Errors
    /// Records that are not there or stand still; one and the same record.
    pub fn merge(&mut self, kind: &str, keep: Id, other: Id) -> Result<()> {
        let kinds = self.kinds;
        let kind = kinds
            .get(kind)
            .ok_or_else(|| StoreError::UnknownKind(kind.to_owned()))?;
        if keep == other {
            return Err(StoreError::refused(
                "same_record",
                "These are one and the same record already. Nothing was changed.",
                "",
            ));
        }
        for id in [keep, other] {
            if self.alive(kind, id)? != Some(true) {
                return Err(StoreError::NoRecord {
                    kind: kind.declaration.one.to_owned(),
                    id,
                });
            }
            self.refuse_frozen(kind, id)?;
        }
        let (Some(kept), Some(taken)) = (self.values(kind, keep)?, self.values(kind, other)?)
        else {
            return Err(StoreError::Log("a record without a row".into()));
        };
        let mut gaps = kept.clone();
        for (name, value) in taken {
            // What makes a record's identity is its own.
            let own = kind.declaration.key.contains(&name.as_str());
            if !own && !value.is_null() && kept.get(&name).is_none_or(Value::is_null) {
                gaps.insert(name, value);
            }
        }
        // Filled gaps may not go together with the rest, such as a last day before the first: then the gaps stay.
        if gaps != kept && self.check(kind, Some(&kept), &gaps).is_ok() {
            for (name, value) in gaps.iter().filter(|(n, v)| kept.get(*n) != Some(*v)) {
                self.write(kind, keep, name, value.clone(), None)?;
            }
            self.show(kind, keep, gaps.keys().map(String::as_str), false)?;
        }
        self.write(kind, other, ALIAS, Value::Id(keep), None)?;
        self.write(kind, keep, MERGED, Value::Id(other), None)?;
        Ok(())
    }
}
