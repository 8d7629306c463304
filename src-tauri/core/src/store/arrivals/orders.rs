//! Erasure orders that come with edits: which of them count, and carrying them out.
//!
//! An order counts when the laptop that signed it belongs to the team, or a laptop of the team carried it out and passes it
//! on. So whoever heard of a block before or after the order comes to the same: erasure wins, and what a lost laptop
//! orders after its block nobody in the team stands behind.

use super::{
    super::{
        Result,
        erasures::{self, ErasureOrder, carry_out, suppressed},
        team::Standing,
    },
    Taking,
    fields::Fields,
    waiting,
};

impl Taking<'_> {
    /// Carries an order out that came in a file of the laptop `maker` (key in hex), if it counts; else it is kept, and
    /// tried again when the team changes.
    ///
    /// # Errors
    /// An order that is not what it says; a hub file that can't be written.
    pub fn take_order(&mut self, order: &ErasureOrder, maker: &str) -> Result<bool> {
        let line = order.verify()?;
        if erasures::is_here(self.db, line.id)? {
            return Ok(true);
        }
        if self.stands_behind(&order.key) || self.stands_behind(maker) {
            self.carry_order_out(order)?;
            return Ok(true);
        }
        erasures::hold(self.db, line.id, order, maker)?;
        Ok(false)
    }

    /// The team may have changed since these came: carries out what counts by now.
    pub(super) fn take_held_orders(&mut self) -> Result<()> {
        for held in erasures::held(self.db)? {
            self.take_order(&held.order, &held.maker)?;
        }
        Ok(())
    }

    fn stands_behind(&self, key: &str) -> bool {
        *self.team.standing(key) == Standing::Admitted
            || key == self.own_key
            || self.supposed.contains(key)
    }

    fn carry_order_out(&mut self, order: &ErasureOrder) -> Result<()> {
        self.show()?;
        let now = self.env.now();
        let done = carry_out(self.db, self.kinds, std::slice::from_ref(order), now)?;
        self.done.orders += done.orders;
        if done.orders > 0 {
            self.fields.touched.extend(done.touched);
            self.fields = Fields::begin_with(self.db, std::mem::take(&mut self.fields.touched))?;
            self.suppressed = suppressed(self.db)?;
            // What came without the values that it names needs them no longer.
            self.free(&[waiting::AN_ORDER.to_owned()])?;
        }
        Ok(())
    }
}
