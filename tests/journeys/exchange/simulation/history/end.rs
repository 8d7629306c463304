//! The end of a history: everything that is left is exchanged, and the laws are looked at.

use std::collections::BTreeSet;

use hubfolio_core::store::team::Standing;

use super::{
    super::{
        laws::{self, Law, broken},
        ledger::{Hash, Weight, applied, waiting},
        team::Member,
    },
    History,
};

impl History {
    /// Every file that is not lost arrives somewhere; then everybody exchanges everything with the founder.
    pub(super) fn end(&mut self) -> Law {
        self.say(|| "the end: everything is exchanged".into());
        let mut arrived = BTreeSet::new();
        let unblocked = |history: &Self| -> Vec<usize> {
            let all = 0..history.members.len();
            all.filter(|n| !history.members[*n].blocked).collect()
        };
        let left = unblocked(self);
        let on_the_way: Vec<usize> = (0..self.post.len())
            .filter(|number| !self.post[*number].lost)
            .collect();
        let papers = self.papers_held(&left);
        let mut unread = on_the_way.clone();
        for n in &left {
            let read = self.bring_in(*n, &unread, false)?;
            unread.retain(|number| !read.contains(number));
        }
        for number in on_the_way.iter().filter(|n| !unread.contains(n)) {
            arrived.extend(self.post[*number].holds.iter().cloned());
        }
        // What was on its way may have told of the block.
        self.block_again()?;
        let left = unblocked(self);
        // One more edit each: what came in since the last one is from now on the past of something that counts.
        let mut files = vec![];
        for n in &left {
            let name = format!("The end of {n}").as_str().into();
            let laptop = self.members[*n].laptop();
            if let Err(e) = laptop.put("organisation", None, &[("name", name)]) {
                return broken(format!("the last edit failed: {e}"));
            }
            if *n != left[0] {
                files.push(self.send_as(*n, true, false)?);
            }
        }
        self.bring_in(left[0], &files, true)?;
        let back = self.send_as(left[0], true, false)?;
        for n in &left[1..] {
            self.bring_in(*n, &[back], true)?;
        }
        for n in &left {
            arrived.extend(applied(self.members[*n].store()));
            arrived.extend(waiting(self.members[*n].store()));
        }
        if self.rule.papers_travel() {
            for n in &left {
                laws::papers_arrived(&self.members[*n], &papers)?;
            }
        }
        self.laws_at_the_end(&left, &arrived)
    }

    pub(super) fn laws_at_the_end(&mut self, left: &[usize], arrived: &BTreeSet<Hash>) -> Law {
        let team = self.members[left[0]].store().team().unwrap();
        let counts = |key: &str, actor: &str, seq: i64| match team.standing(key) {
            Standing::Admitted => Weight::Yes,
            Standing::Waiting => Weight::No,
            Standing::Blocked(upto) if upto.get(actor).is_some_and(|most| seq <= *most) => {
                Weight::Yes
            }
            Standing::Blocked(_) => Weight::AsPast,
        };
        let members: Vec<&Member> = left.iter().map(|n| &self.members[*n]).collect();
        laws::nothing_lost(&self.ledger, &members, arrived, counts)?;
        laws::converged(&members)?;
        for member in &members {
            laws::sound(member)?;
            laws::as_the_oracle_says(member)?;
        }
        let sql = "SELECT count(*) FROM field_note WHERE note = 'versions'";
        let db = members[0].store().db();
        self.counts.versions = db.query_row(sql, [], |r| r.get::<_, i64>(0)).unwrap() as u64;
        let one = left[self.dice.below(left.len())];
        laws::as_rebuilt(&mut self.members[one])
    }
}
