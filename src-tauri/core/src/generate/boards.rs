//! Boards, meetings and declared interests, made up: one board with three meetings for every thousand contacts, and a
//! declaration for every second contact.

use chrono::Days;

use super::{Maker, PER_COMMIT, at, fields};
use crate::{
    env::Env,
    record::{Fields, Id, Value},
    store::{Action, Result, Store, Tx, Verb},
};

/// Members of a board.
const MEMBERS: usize = 12;
/// Items of an agenda.
const ITEMS: usize = 12;
const KINDS: [&str; 3] = ["financial", "professional", "personal"];

impl Maker {
    /// All of them, in actions as people would make them.
    pub(super) fn boards(&mut self, store: &mut Store, env: &dyn Env, author: Id) -> Result<()> {
        for n in 0..self.size.contacts / 1_000 {
            store.transact(env, author, Action::new(Verb::Add), |tx| self.board(tx, n))?;
        }
        let declarations: Vec<usize> = (0..self.size.contacts / 2).collect();
        for batch in declarations.chunks(PER_COMMIT) {
            store.transact(env, author, Action::new(Verb::Add), |tx| {
                for (i, n) in batch.iter().enumerate() {
                    if i > 0 {
                        tx.next_action(Action::new(Verb::Add))?;
                    }
                    let values = self.declaration(*n);
                    tx.put("declaration", None, &values)?;
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    fn board(&mut self, tx: &mut Tx<'_>, n: usize) -> Result<()> {
        let name = format!("{} board {}", self.town(), n + 1);
        let board = fields([
            ("name", name.into()),
            ("quorum", Value::Int(6)),
            ("meetings_a_year", Value::Int(3)),
        ]);
        let board = tx.put("board", None, &board)?;
        for m in 0..MEMBERS {
            let capacity = if m == 0 { "chair" } else { "member" };
            let sitting = fields([
                ("person", at(&self.made.people, n * MEMBERS + m)),
                ("board", board.into()),
                ("capacity", capacity.into()),
                ("voting", true.into()),
                ("from", self.day(900).into()),
            ]);
            tx.put("board_membership", None, &sitting)?;
        }
        for m in 0..3 {
            let day = self.today + Days::new(30 + m * 120);
            let meeting = fields([
                ("board", board.into()),
                ("day", day.into()),
                ("state", "planned".into()),
            ]);
            let meeting = tx.put("meeting", None, &meeting)?;
            for place in 0..ITEMS {
                let item = fields([
                    ("meeting", meeting.into()),
                    ("place", Value::Int(place as i64 + 1)),
                    (
                        "title",
                        format!("Contract with {} partnership", self.town()).into(),
                    ),
                    ("purpose", "decide".into()),
                ]);
                tx.put("agenda_item", None, &item)?;
            }
        }
        Ok(())
    }

    fn declaration(&mut self, n: usize) -> Fields {
        let town = self.town();
        fields([
            ("person", at(&self.made.people, n)),
            ("declared", "interest".into()),
            ("declared_on", self.day(300).into()),
            ("kind", self.dice.one(&KINDS).into()),
            (
                "description",
                format!("Director of {town} partnership").into(),
            ),
            ("organisation_name", format!("{town} partnership").into()),
        ])
    }
}
