//! Returns, made up.

use super::{Maker, RETURNS, fields};
use crate::{
    catalogue,
    env::Env,
    record::Id,
    registers::indicators::{Period, returns},
    store::{Action, Result, Store, Verb},
};

impl Maker {
    /// Returns of the half-years before today, the newest still open, each with a narrative for every question.
    pub(super) fn returns(&mut self, store: &mut Store, env: &dyn Env, author: Id) -> Result<()> {
        let Some(hub) = self.made.hubs.first().copied() else {
            return Ok(());
        };
        let set = catalogue::shipped_kpi_set(catalogue::NATIONAL);
        let mut periods = vec![Period::of(self.today).before()];
        while let (Some(last), true) = (periods.last(), periods.len() < RETURNS) {
            periods.push(last.before());
        }
        for (age, period) in periods.iter().enumerate().rev() {
            let id = returns::open(store, env, author, hub, set, *period)?;
            let indicators = store
                .db()
                .prepare("SELECT id FROM live_indicator WHERE \"set\" = ?1 ORDER BY place")?
                .query_map([set], |r| r.get(0))?
                .collect::<rusqlite::Result<Vec<Id>>>()?;
            store.transact(env, author, Action::new(Verb::Change), |tx| {
                for indicator in indicators {
                    let narrative = format!(
                        "Work went on at {} as planned in {}.",
                        self.town(),
                        period.words()
                    );
                    let values = fields([
                        ("kpi_return", id.into()),
                        ("indicator", indicator.into()),
                        ("narrative", narrative.into()),
                    ]);
                    tx.put("answer", None, &values)?;
                }
                Ok(())
            })?;
            if age > 0 {
                returns::submit(store, env, author, id)?;
            }
        }
        Ok(())
    }
}
