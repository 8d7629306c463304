//! Rules that are broken on purpose. Each must make the laws of the simulation fail, or the laws show nothing.

use std::collections::BTreeSet;

use hubfolio_core::{
    exchange::{ExchangeError, Staged},
    store::{
        StoreError, Verdict,
        log::hex,
        parcel::{Opened, Parcel},
        team::Standing,
    },
};
use rusqlite::params;

use super::team::Member;

/// How the laptops of a history behave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// As the program does.
    Sound,
    /// As the program does, by the way of the rules below: the control of the controls.
    SoundByHand,
    /// A change is known by actor and number, not by its hash: a re-used name swallows edits.
    NamesInsteadOfHashes,
    /// One change in a while is skipped as if it could not be read.
    SkipsOne,
    /// What a write replaces is forgotten on the way.
    ParentsStripped,
    /// What can't be applied yet is thrown away.
    ForgetsWhatWaits,
    /// A file is cut short in the middle, and what came so far is kept.
    KeepsHalf,
    /// Only the newest version of a field is kept.
    NewestWins,
    /// The tables show what arrived last.
    LastArrivedShows,
    /// A removal wins over edits that it had not seen.
    RemovalWins,
    /// Records that are gone stay gone: what was edited beside the removal is not shown in the tables.
    TablesAreNotKept,
    /// A save replaces what came while the form was open.
    BlindSaves,
    /// A refused file leaves a note in the hub file.
    RefusalsLeaveTraces,
    /// The bytes of papers are dropped when edits come in.
    PapersAreDropped,
}

/// All that are broken.
pub const BROKEN: [Rule; 12] = [
    Rule::NamesInsteadOfHashes,
    Rule::SkipsOne,
    Rule::ParentsStripped,
    Rule::ForgetsWhatWaits,
    Rule::KeepsHalf,
    Rule::NewestWins,
    Rule::LastArrivedShows,
    Rule::RemovalWins,
    Rule::TablesAreNotKept,
    Rule::BlindSaves,
    Rule::RefusalsLeaveTraces,
    Rule::PapersAreDropped,
];

impl Rule {
    /// Whether files come in by another way than the program's.
    fn has_its_own_way_in(self) -> bool {
        matches!(
            self,
            Self::SoundByHand
                | Self::NamesInsteadOfHashes
                | Self::SkipsOne
                | Self::ParentsStripped
                | Self::KeepsHalf
        )
    }

    /// Whether papers are attached and returns signed off: not all of the ways in by hand take bytes along.
    pub fn papers_travel(self) -> bool {
        matches!(self, Self::Sound | Self::PapersAreDropped)
    }

    /// Brings files in by this rule.
    pub fn bring_in(
        self,
        member: &mut Member,
        files: &mut [Staged],
        admit: &[String],
    ) -> Result<(), ExchangeError> {
        let laptop = member.laptop();
        let who = laptop.colleague();
        if self.has_its_own_way_in() {
            let team = laptop.store().team()?;
            let cards: Vec<_> = files
                .iter()
                .filter(|f| admit.contains(&f.card.key))
                .filter(|f| *team.standing(&f.card.key) == Standing::Waiting)
                .map(|f| f.manifest.card.clone())
                .collect();
            let (store, world) = (laptop.store.as_mut().unwrap(), &laptop.world);
            hubfolio_core::exchange::team::admit(store, world, who.id, &cards)?;
            for file in files {
                self.offer(member, file)?;
            }
            return Ok(());
        }
        let how = hubfolio_tests::team::receiving(&who, admit);
        let (store, world) = (laptop.store.as_mut().unwrap(), &laptop.world);
        hubfolio_core::exchange::bring_in(store, world, files, &how, None)?;
        self.spoil(member);
        Ok(())
    }

    fn offer(self, member: &mut Member, file: &mut Staged) -> Result<(), ExchangeError> {
        let laptop = member.laptop();
        let (store, world) = (laptop.store.as_mut().unwrap(), &laptop.world);
        let mut names: BTreeSet<(String, i64)> = {
            let mut rows = store
                .db()
                .prepare(
                    "SELECT a.actor, c.seq FROM log_change c JOIN log_actor a USING (actor_no)",
                )
                .unwrap();
            let rows = rows.query_map([], |r| Ok((hex(&r.get::<_, Vec<u8>>(0)?), r.get(1)?)));
            rows.unwrap().map(Result::unwrap).collect()
        };
        let half = file.manifest.counts.changes / 2;
        let mut count = 0;
        store.take_in(world, |taking| {
            for actor in &file.actors {
                taking.meet(actor)?;
            }
            for signature in &file.signatures {
                taking.keep_signature(signature)?;
            }
            let offered = file.changes(|opened, parcel| {
                count += 1;
                let name = (opened.line.actor.to_owned(), opened.line.seq);
                let skip = match self {
                    Self::NamesInsteadOfHashes => !names.insert(name),
                    Self::SkipsOne => opened.hash[0] % 16 == 0,
                    Self::KeepsHalf => count > half,
                    _ => false,
                };
                if skip || taking.knows(&opened)? {
                    return Ok(());
                }
                if self == Self::ParentsStripped {
                    let line = without_parents(&opened);
                    let parcel = Parcel {
                        line: &line,
                        contents: parcel.contents,
                    };
                    let again = parcel.open_again(opened.hash)?;
                    taking.offer(again, &parcel)?;
                } else {
                    taking.offer(opened, parcel)?;
                }
                Ok(())
            });
            match offered {
                Ok(()) => Ok(((), Verdict::Keep)),
                Err(ExchangeError::Store(e)) => Err(e),
                Err(e) => Err(StoreError::Log(e.to_string())),
            }
        })?;
        Ok(())
    }

    /// Spoils the tables after a sound bringing in.
    fn spoil(self, member: &Member) {
        let db = member.store().db();
        let sql: &[&str] = match self {
            Self::ForgetsWhatWaits => &["DELETE FROM log_waiting"],
            Self::NewestWins => &[
                "DELETE FROM head WHERE EXISTS (SELECT 1 FROM head h WHERE h.record = head.record
                 AND h.field_no = head.field_no AND h.clock > head.clock)",
            ],
            Self::LastArrivedShows => &[
                "UPDATE practice SET name = (SELECT w.value FROM log_write w JOIN log_field f USING (field_no)
                 WHERE w.record = practice.id AND f.kind = 'practice' AND f.field = 'name'
                 ORDER BY w.change_no DESC LIMIT 1)",
                "UPDATE practice SET list_size = (SELECT w.value FROM log_write w JOIN log_field f USING (field_no)
                 WHERE w.record = practice.id AND f.kind = 'practice' AND f.field = 'list_size'
                 ORDER BY w.change_no DESC LIMIT 1)",
            ],
            Self::RemovalWins => &[
                "UPDATE practice SET deleted = 1 WHERE EXISTS (SELECT 1 FROM head h JOIN log_field f USING (field_no)
                 JOIN log_write w ON w.change_no = h.change_no AND w.idx = h.idx
                 WHERE h.record = practice.id AND f.field = '@life' AND w.value = 0)",
            ],
            Self::PapersAreDropped => &["DELETE FROM blob"],
            Self::TablesAreNotKept => &["UPDATE practice SET notes = NULL, telephone = NULL, postcode = NULL"],
            _ => &[],
        };
        for sql in sql {
            db.execute(sql, []).unwrap();
        }
    }

    /// A file was refused.
    pub fn refused(self, member: &Member) {
        if self == Self::RefusalsLeaveTraces {
            member
                .store()
                .db()
                .execute(
                    "INSERT INTO share_file (digest, name, size, maker, at, what, text)
                     VALUES (?1, 'x', 0, '', 0, 'refused', '')",
                    params![[0u8; 32].as_slice()],
                )
                .unwrap();
        }
    }
}

fn without_parents(opened: &Opened<'_>) -> String {
    let mut line: serde_json::Value = serde_json::json!({
        "v": 1, "actor": opened.line.actor, "seq": opened.line.seq, "prev": opened.line.prev,
        "deps": opened.line.deps,
        "clock": hubfolio_core::store::log::clock_text(opened.clock),
        "author": opened.line.author, "schema": 1,
        "action": { "id": opened.line.action.id, "verb": opened.line.action.verb,
                    "part": opened.line.action.part, "of": opened.line.action.of },
    });
    let ops: Vec<serde_json::Value> = opened
        .line
        .ops
        .iter()
        .map(|op| {
            let fields: Vec<_> =
                op.f.iter()
                    .map(|f| (f.0, Vec::<(usize, i64)>::new()))
                    .collect();
            serde_json::json!({ "k": op.k, "r": op.r, "f": fields })
        })
        .collect();
    line["ops"] = ops.into();
    line.to_string()
}
