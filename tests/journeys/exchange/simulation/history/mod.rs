//! One seed, one history: a team works, files go astray, laptops come, go and come back; then everything that is left
//! is exchanged, and the laws are looked at.

mod counts;
mod end;
mod laptops;
mod papers;
mod post;

use hubfolio_core::store::StoreError;
use hubfolio_tests::World;

pub use self::counts::Counts;
use self::post::Letter;
use super::{
    laws::{self, Broken, Law, broken},
    ledger::Ledger,
    rules::Rule,
    team::{MOST, Member, member},
};

/// Steps of one history.
const STEPS: usize = 26;
/// Clocks are off by up to so much.
const DAYS_OFF: i64 = 400;

/// A history as it goes on.
pub struct History {
    dice: World,
    seed: u64,
    now: i64,
    members: Vec<Member>,
    post: Vec<Letter>,
    folder: tempfile::TempDir,
    ledger: Ledger,
    rule: Rule,
    counts: Counts,
    /// Says each step.
    aloud: bool,
}

/// Runs the history of a seed under a rule.
pub fn run(seed: u64, rule: Rule, aloud: bool) -> Result<Counts, Broken> {
    let dice = World::new(seed ^ 0x5EED);
    for _ in 0..8 {
        dice.roll();
    }
    let laptops = 2 + dice.below(4).min(MOST - 2);
    let mut history = History {
        members: (0..laptops).map(|n| member(n, seed)).collect(),
        dice,
        seed,
        now: 1_760_000_000_000,
        post: vec![],
        folder: hubfolio_tests::quick_folder(),
        ledger: Ledger::default(),
        rule,
        counts: Counts::default(),
        aloud,
    };
    for n in 0..history.members.len() {
        history.set_clock(n);
    }
    for _ in 0..STEPS {
        history.step()?;
    }
    history.end()?;
    history.counts.laptops = history.members.len() as u64;
    history.counts.changes = history.ledger.len() as u64;
    Ok(history.counts)
}

impl History {
    fn say(&self, words: impl FnOnce() -> String) {
        if self.aloud {
            eprintln!("{}", words());
        }
    }

    /// Each clock has its own error; some stand still, some jump.
    fn set_clock(&mut self, n: usize) {
        let dice = self.dice.below(20);
        let member = &mut self.members[n];
        let day = 86_400_000;
        match dice {
            0 => member.skew = (self.dice.below(2 * DAYS_OFF as usize + 1) as i64 - DAYS_OFF) * day,
            1 => member.stuck = !member.stuck,
            2 => member.skew = 0,
            _ => {}
        }
        if !member.stuck {
            let now = self.now + member.skew;
            member.laptop().world.set_clock(now);
        }
    }

    fn any(&self) -> usize {
        self.dice.below(self.members.len())
    }

    fn step(&mut self) -> Law {
        self.now += self.dice.below(7_200_000) as i64;
        let n = self.any();
        if !self.members[n].stuck || self.dice.below(8) == 0 {
            self.set_clock(n);
        }
        match self.dice.below(100) {
            0..=46 => self.edit(n),
            47 => self.sign_off(n),
            48..=49 => self.attach(n),
            50..=66 => self.send(n),
            67..=87 => self.deliver(n),
            88..=90 => self.deliver_damaged(n),
            91..=92 => self.keep_a_copy(n),
            93..=95 => self.restore(n),
            96 => self.clone_laptop(n),
            97 => self.late_joiner(n),
            98 => self.block(n),
            99 if self.dice.below(2) == 0 => self.erase(n),
            _ => {
                self.say(|| format!("{n} restarts"));
                self.members[n].laptop().reopen().unwrap();
                Ok(())
            }
        }
    }

    fn edit(&mut self, n: usize) -> Law {
        for _ in 0..1 + self.dice.below(2) {
            let member = &mut self.members[n];
            let before = member.store().generation().unwrap();
            member.random.blind = self.rule == Rule::BlindSaves;
            let step = member.random.edit_or_undo();
            self.say(|| format!("{n}: {}", step.words));
            let store = self.members[n].store();
            match step.result {
                Ok(_) => {
                    self.counts.edits += 1;
                    if let Some(seen) = step.seen {
                        laws::replaces_only_what_was_seen(store, before, seen)?;
                    }
                }
                Err(
                    StoreError::Invalid(_)
                    | StoreError::Refused(_)
                    | StoreError::Stopped
                    | StoreError::NoRecord { .. },
                ) => {}
                Err(e) => return broken(format!("an edit failed: {e}")),
            }
        }
        Ok(())
    }
}
