//! One seed, one history: a team works, files go astray, laptops come, go and come back; then everything that is left
//! is exchanged, and the laws are looked at.

use std::{collections::BTreeSet, path::PathBuf};

use hubfolio_core::{
    exchange::{ExchangeError, Keys, Protecting, Staged, Words, team},
    record::Id,
    store::{Erasure, StoreError, team::Standing},
};
use hubfolio_tests::{World, team::LITTLE_WORK};

use super::{
    laws::{self, Broken, Law, broken},
    ledger::{Hash, Ledger, Weight, applied, in_a_file, waiting},
    rules::Rule,
    team::{MOST, Member, clone_of, member, member_of},
};

/// Steps of one history.
const STEPS: usize = 26;
/// Clocks are off by up to so much.
const DAYS_OFF: i64 = 400;

/// A file on its way.
struct Letter {
    path: PathBuf,
    words: Option<String>,
    holds: BTreeSet<Hash>,
    lost: bool,
}

/// What happened in some histories.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    pub laptops: u64,
    pub edits: u64,
    pub sent: u64,
    pub brought_in: u64,
    pub refused: u64,
    pub restored: u64,
    pub cloned: u64,
    pub joined: u64,
    pub blocked: u64,
    pub erased: u64,
    pub waited: u64,
    pub versions: u64,
    pub changes: u64,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, o: Self) {
        self.laptops += o.laptops;
        self.edits += o.edits;
        self.sent += o.sent;
        self.brought_in += o.brought_in;
        self.refused += o.refused;
        self.restored += o.restored;
        self.cloned += o.cloned;
        self.joined += o.joined;
        self.blocked += o.blocked;
        self.erased += o.erased;
        self.waited += o.waited;
        self.versions += o.versions;
        self.changes += o.changes;
    }
}

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
            0..=49 => self.edit(n),
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

    fn send(&mut self, n: usize) -> Law {
        let everything = self.dice.below(3) == 0;
        // Seldom, since words cost time on purpose.
        let in_words = self.dice.below(40) == 0;
        self.send_as(n, everything, in_words).map(|_| ())
    }

    /// Makes a file; returns its number in the post.
    fn send_as(&mut self, n: usize, everything: bool, in_words: bool) -> Result<usize, Broken> {
        let path = self.folder.path().join(format!("{}.hubx", self.post.len()));
        let alone = self.members[n].store().team().is_ok_and(|team| {
            let others = team.laptops.values();
            others.filter(|m| m.standing == Standing::Admitted).count() < 2
        });
        let protection = if in_words {
            Protecting::Words(None, LITTLE_WORK)
        } else if alone {
            self.for_everybody()
        } else {
            Protecting::Colleagues
        };
        let laptop = self.members[n].laptop();
        let who = laptop.colleague();
        team::start(laptop.store.as_mut().unwrap(), &laptop.world, &who)
            .map_err(|e| Broken(format!("a team could not start: {e:?}")))?;
        let holds = in_a_file(self.members[n].store(), everything);
        self.ledger.learn(self.members[n].store());
        let sent = match self.members[n].laptop().send(&path, everything, protection) {
            Ok(sent) => sent,
            Err(e) => return broken(format!("a file could not be made: {e:?}")),
        };
        self.counts.sent += 1;
        let lost = self.dice.below(5) == 0;
        let number = self.post.len();
        self.say(|| {
            format!(
                "{n} sends file {number}: {} edits, all: {everything}, lost: {lost}",
                sent.changes
            )
        });
        self.post.push(Letter {
            path,
            words: sent.words,
            holds,
            lost,
        });
        Ok(number)
    }

    /// For every laptop of this history: what somebody without admitted colleagues would use words for, at far less cost.
    fn for_everybody(&self) -> Protecting {
        let keys = self.members.iter().filter_map(|member| {
            let laptop = member.store().laptop()?;
            hubfolio_core::exchange::reading_key(laptop.reading_secret())
        });
        Protecting::Partner(keys.collect())
    }

    fn deliver(&mut self, n: usize) -> Law {
        let mut numbers: Vec<usize> = (0..self.post.len())
            .filter(|i| !self.post[*i].lost)
            .collect();
        if numbers.is_empty() {
            return Ok(());
        }
        let count = 1 + usize::from(self.dice.below(4) == 0) * 2;
        let mut chosen = vec![];
        for _ in 0..count.min(numbers.len()) {
            // Mostly new files; some come late, or a second time.
            let at = if self.dice.below(3) > 0 {
                numbers.len() - 1
            } else {
                self.dice.below(numbers.len())
            };
            chosen.push(numbers.remove(at));
        }
        let admits = self.dice.below(3) > 0;
        if self.dice.below(6) == 0 {
            self.look(n, &chosen)?;
        }
        self.bring_in(n, &chosen, admits).map(|_| ())
    }

    fn keys(&self, n: usize, words: Option<&str>) -> Keys {
        let laptop = self.members[n].store().laptop().unwrap();
        Keys {
            laptop: Some(*laptop.reading_secret()),
            words: words.map(Words::typed),
        }
    }

    /// Those of the files that were written for this laptop.
    fn staged(&self, n: usize, numbers: &[usize]) -> Result<Vec<(usize, Staged)>, Broken> {
        let mut out = vec![];
        for number in numbers {
            let letter = &self.post[*number];
            let keys = self.keys(n, letter.words.as_deref());
            match Staged::open(&letter.path, &keys) {
                Ok(staged) => out.push((*number, staged)),
                Err(ExchangeError::NotForUs) => {}
                Err(e) => return broken(format!("file {number} was refused: {e:?}")),
            }
        }
        Ok(out)
    }

    /// Looking changes nothing.
    fn look(&mut self, n: usize, numbers: &[usize]) -> Law {
        let mut staged: Vec<Staged> = self.staged(n, numbers)?.into_iter().map(|s| s.1).collect();
        let laptop = self.members[n].laptop();
        let before = laws::bytes(&laptop.path());
        let who = laptop.colleague();
        let how = hubfolio_tests::team::receiving(&who, &[]);
        let (store, world) = (laptop.store.as_mut().unwrap(), &laptop.world);
        if let Err(e) = hubfolio_core::exchange::look(store, world, &mut staged, &how) {
            return broken(format!("looking failed: {e:?}"));
        }
        if laws::bytes(&self.members[n].laptop().path()) != before {
            return broken("looking changed the hub file");
        }
        Ok(())
    }

    /// Brings in what this laptop can open; returns what that held.
    fn bring_in(
        &mut self,
        n: usize,
        numbers: &[usize],
        admits: bool,
    ) -> Result<Vec<usize>, Broken> {
        let (opened, mut staged): (Vec<usize>, Vec<Staged>) =
            self.staged(n, numbers)?.into_iter().unzip();
        self.say(|| format!("{n} brings in {opened:?} of {numbers:?}, admits: {admits}"));
        if staged.is_empty() {
            return Ok(opened);
        }
        let blocked: Vec<String> = self
            .members
            .iter()
            .filter(|m| m.blocked)
            .map(Member::key)
            .collect();
        let admit: Vec<String> = staged
            .iter()
            .map(|f| f.card.key.clone())
            .filter(|k| admits && !blocked.contains(k))
            .collect();
        let rule = self.rule;
        match rule.bring_in(&mut self.members[n], &mut staged, &admit) {
            Ok(()) => {}
            Err(e) => return broken(format!("a sound file was refused: {e:?}")),
        }
        self.counts.brought_in += 1;
        let member = &mut self.members[n];
        self.counts.waited += u64::from(!member.store().waiting().unwrap().is_empty());
        laws::as_the_oracle_says(member)?;
        member.random.look_around();
        self.ledger.learn(self.members[n].store());
        for number in &opened {
            laws::kept_or_waits(&self.ledger, &self.members[n], &self.post[*number].holds)?;
        }
        Ok(opened)
    }

    /// A file that was damaged on the way leaves no trace.
    fn deliver_damaged(&mut self, n: usize) -> Law {
        if self.post.is_empty() {
            return Ok(());
        }
        let letter = &self.post[self.dice.below(self.post.len())];
        let mut file = std::fs::read(&letter.path).unwrap();
        if self.dice.below(3) == 0 {
            file.truncate(self.dice.below(file.len()));
        } else {
            let at = self.dice.below(file.len());
            file[at] ^= 1 << self.dice.below(8);
        }
        let keys = self.keys(n, letter.words.as_deref());
        let before = laws::bytes(&self.members[n].laptop().path());
        let mut input = std::io::Cursor::new(file);
        if Staged::read(&mut input, "damaged.hubx".into(), &keys).is_ok() {
            return broken("a damaged file was taken for a sound one");
        }
        self.counts.refused += 1;
        self.rule.refused(&self.members[n]);
        if laws::bytes(&self.members[n].laptop().path()) != before {
            return broken("a refused file changed the hub file");
        }
        Ok(())
    }

    fn keep_a_copy(&mut self, n: usize) -> Law {
        self.say(|| format!("{n} keeps a copy"));
        let copy = self.members[n].copy();
        self.members[n].copies.push(copy);
        Ok(())
    }

    fn restore(&mut self, n: usize) -> Law {
        let member = &mut self.members[n];
        if member.copies.is_empty() {
            return self.keep_a_copy(n);
        }
        // What is lost here was written down elsewhere, if it ever left.
        let at = self.dice.below(member.copies.len());
        let everything = self.dice.below(2) == 0;
        let copy = member.copies[at].path().to_owned();
        member.restore(&copy, everything);
        self.counts.restored += 1;
        self.say(|| format!("{n} is put back, witness too: {everything}"));
        laws::as_the_oracle_says(&self.members[n])
    }

    fn clone_laptop(&mut self, n: usize) -> Law {
        if self.members.len() < MOST + 2 {
            let seed = self.seed * 64 + 32 + self.members.len() as u64;
            let mut clone = clone_of(&mut self.members[n], seed);
            // It has the same keys, so it is the same laptop to the team.
            clone.blocked = self.members[n].blocked;
            self.say(|| format!("{n} is cloned"));
            self.members.push(clone);
            self.counts.cloned += 1;
        }
        Ok(())
    }

    fn late_joiner(&mut self, n: usize) -> Law {
        if self.members.len() >= MOST + 2 || self.members[n].blocked {
            return Ok(());
        }
        let number = self.send_as(n, true, true)?;
        let letter = &self.post[number];
        let seed = self.seed * 64 + 32 + self.members.len() as u64;
        let laptop = hubfolio_tests::team::join(seed, &letter.path, letter.words.as_deref());
        self.say(|| format!("{} joins by file {number}", self.members.len()));
        self.members.push(member_of(laptop));
        self.counts.joined += 1;
        let newest = self.members.len() - 1;
        laws::as_the_oracle_says(&self.members[newest])
    }

    /// The founder blocks a laptop, once in a history.
    fn block(&mut self, n: usize) -> Law {
        let key = self.members[n].key();
        let founders = self.members[0].key();
        if self.counts.blocked > 0 || key == founders {
            return Ok(());
        }
        let laptop = self.members[0].laptop();
        let (store, world, me) = (laptop.store.as_mut().unwrap(), &laptop.world, laptop.me);
        match team::block(store, world, me, &key, Some("lost on a train".into())) {
            Ok(()) => {}
            // The founder never heard of it.
            Err(ExchangeError::Refused(_)) => return Ok(()),
            Err(e) => return broken(format!("blocking failed: {e:?}")),
        }
        self.say(|| format!("{n} is blocked"));
        for member in &mut self.members {
            member.blocked |= member.key() == key;
        }
        self.counts.blocked += 1;
        Ok(())
    }

    /// A person is erased, by order.
    fn erase(&mut self, n: usize) -> Law {
        if self.rule != Rule::Sound {
            // Not all of the ways in by hand know orders.
            return Ok(());
        }
        let me = self.members[n].laptop().me;
        let people = self.members[n].random.known.iter();
        let people: Vec<Id> = people
            .filter(|k| k.0 == "person" && k.1 != me)
            .map(|k| k.1)
            .collect();
        if people.is_empty() {
            return Ok(());
        }
        let erasure = Erasure {
            kind: "person".into(),
            record: people[self.dice.below(people.len())],
            fields: vec![],
            ground: "Asked for it".into(),
            case_number: "IG-1".into(),
            approved_by: Some(people[0]),
        };
        self.say(|| format!("{n} erases {}", erasure.record));
        let laptop = self.members[n].laptop();
        let (store, world) = (laptop.store.as_mut().unwrap(), &laptop.world);
        match store.erase(world, me, &erasure) {
            Ok(_) => self.counts.erased += 1,
            Err(StoreError::Refused(_) | StoreError::NoRecord { .. }) => {}
            Err(e) => return broken(format!("erasing failed: {e}")),
        }
        laws::as_the_oracle_says(&self.members[n])
    }

    /// Every file that is not lost arrives somewhere; then everybody exchanges everything with the founder.
    fn end(&mut self) -> Law {
        self.say(|| "the end: everything is exchanged".into());
        let mut arrived = BTreeSet::new();
        let left: Vec<usize> = (0..self.members.len())
            .filter(|n| !self.members[*n].blocked)
            .collect();
        let on_the_way: Vec<usize> = (0..self.post.len())
            .filter(|number| !self.post[*number].lost)
            .collect();
        let mut unread = on_the_way.clone();
        for n in &left {
            let read = self.bring_in(*n, &unread, false)?;
            unread.retain(|number| !read.contains(number));
        }
        for number in on_the_way.iter().filter(|n| !unread.contains(n)) {
            arrived.extend(self.post[*number].holds.iter().cloned());
        }
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
        self.laws_at_the_end(&left, &arrived)
    }

    fn laws_at_the_end(&mut self, left: &[usize], arrived: &BTreeSet<Hash>) -> Law {
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
