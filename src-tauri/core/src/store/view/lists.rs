//! What was worked out of a list a moment ago: its order, its length, its groups. Kept until the file changes, so that
//! jumping through a long list costs one page and not the whole list.

use std::{cell::RefCell, collections::VecDeque, rc::Rc};

use crate::{
    contract::GroupCount,
    record::{Id, Value},
    store::{Result, Store},
};

/// Lists kept: those of the screens that a person goes to and fro between. The order of 60,000 rows takes 1 MB.
const KEPT: usize = 8;

/// What a list was asked with: its SQL and the values in it.
type Question = (String, Vec<Value>);

/// What is kept of one list.
enum Known {
    Order(Rc<[Id]>),
    Length(i64),
    Groups(Rc<Vec<GroupCount>>),
}

/// Lists worked out while the file stood as it does.
#[derive(Default)]
pub struct Lists {
    /// Rows changed by this program and by others, when these were worked out.
    state: (i64, i64),
    known: VecDeque<(Question, Known)>,
}

impl Store {
    /// The identifiers of a whole list in its order.
    pub(super) fn order_of(&self, sql: &str, values: &[Value]) -> Result<Rc<[Id]>> {
        if let Some(known) = self.recall(sql, values, |k| match k {
            Known::Order(ids) => Some(Rc::clone(ids)),
            _ => None,
        })? {
            return Ok(known);
        }
        let mut read = self.db().prepare_cached(sql)?;
        let used = read.parameter_count();
        let ids: Rc<[Id]> = read
            .query_map(rusqlite::params_from_iter(&values[..used]), |r| r.get(0))?
            .collect::<rusqlite::Result<Vec<Id>>>()?
            .into();
        self.keep(sql, values, Known::Order(Rc::clone(&ids)));
        Ok(ids)
    }

    /// The number of rows of a list.
    pub(super) fn length_of(&self, sql: &str, values: &[Value]) -> Result<i64> {
        if let Some(known) = self.recall(sql, values, |k| match k {
            Known::Length(n) => Some(*n),
            _ => None,
        })? {
            return Ok(known);
        }
        let mut read = self.db().prepare_cached(sql)?;
        // Values of columns and sort keys come after those that the conditions use.
        let used = read.parameter_count();
        let length = read.query_row(rusqlite::params_from_iter(&values[..used]), |r| r.get(0))?;
        self.keep(sql, values, Known::Length(length));
        Ok(length)
    }

    /// The groups of a list, worked out where they are not known.
    pub(super) fn groups_by(
        &self,
        sql: &str,
        values: &[Value],
        work_out: impl FnOnce() -> Result<Vec<GroupCount>>,
    ) -> Result<Rc<Vec<GroupCount>>> {
        if let Some(known) = self.recall(sql, values, |k| match k {
            Known::Groups(groups) => Some(Rc::clone(groups)),
            _ => None,
        })? {
            return Ok(known);
        }
        let groups = Rc::new(work_out()?);
        self.keep(sql, values, Known::Groups(Rc::clone(&groups)));
        Ok(groups)
    }

    fn recall<T>(
        &self,
        sql: &str,
        values: &[Value],
        fit: impl Fn(&Known) -> Option<T>,
    ) -> Result<Option<T>> {
        // Every change of a row counts, also those outside the record of edits.
        let state = self
            .db()
            .prepare_cached("SELECT total_changes(), data_version FROM pragma_data_version")?
            .query_row([], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let mut lists = self.lists.borrow_mut();
        if lists.state != state {
            lists.state = state;
            lists.known.clear();
        }
        let found = lists
            .known
            .iter()
            .find(|((s, v), _)| s == sql && v == values);
        Ok(found.and_then(|(_, known)| fit(known)))
    }

    fn keep(&self, sql: &str, values: &[Value], known: Known) {
        let mut lists = self.lists.borrow_mut();
        if lists.known.len() >= KEPT * 3 {
            lists.known.pop_front();
        }
        lists
            .known
            .push_back(((sql.to_owned(), values.to_vec()), known));
    }
}

/// A place for them in the store.
pub type Place = RefCell<Lists>;
