//! A look at what would need attention after a bringing in.

use super::{
    super::{Result, findings},
    Taking,
};

/// Most records that came in for which this is worked out: a look is to be quick.
const MOST: usize = 2_000;

impl Taking<'_> {
    /// Works out what would need attention, as far as what was taken in bears on it. Says whether it did: not where very much
    /// came in or something was erased, nor where the list is of another day. Call [`Taking::list`] before.
    ///
    /// # Errors
    /// When the tables can't be read or written.
    pub fn find(&self) -> Result<bool> {
        let (today, touched) = (self.env.today(), &self.fields.touched);
        let known = findings::as_of(self.db)? == Some(today);
        if !known || self.done.orders > 0 || touched.len() > MOST {
            return Ok(false);
        }
        self.rules
            .refresh(self.db, touched, today, &mut |_, _| Ok(()))?;
        Ok(true)
    }
}
