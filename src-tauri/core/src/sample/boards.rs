//! Boards, meetings and interests of the practice hub: enough to try a meeting on, with a seat that is empty, a
//! declaration that is due and an item that touches an interest.

use chrono::{Days, NaiveDate};

use super::{Sample, full_name, person, town};
use crate::{
    catalogue,
    generate::{at, fields},
    record::{Id, Value},
    store::{Result, Tx},
};

/// Number of the first person who is made up for the boards.
const PEOPLE: usize = 210;
/// The supplier that an item and an interest are about.
const SUPPLIER: &str = "Fernwick Learning Ltd";

/// A member: capacity, what they do, and whether they vote.
const HUB_BOARD: [(&str, &str, bool); 8] = [
    ("chair", "Primary care dean", true),
    ("deputy", "Lead clinician of the ICS", true),
    ("member", "Lead nurse", true),
    ("member", "Lead for allied health professions", true),
    ("member", "GP training programme director", true),
    ("member", "Practice manager", true),
    ("co_opted", "Head of library services", false),
    ("in_attendance", "Minute taker", false),
];
const OVERSIGHT: [(&str, &str, bool); 4] = [
    ("chair", "Director of workforce, ICB", true),
    ("member", "Regional training programme lead", true),
    ("member", "Commissioner, NHS England", true),
    ("member", "Chair of the local medical committee", true),
];

impl Sample {
    /// Two boards with their seats, members, meetings and declarations.
    pub(super) fn boards(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        let supplier = fields([("name", SUPPLIER.into()), ("category", "supplier".into())]);
        let supplier = tx.put("organisation", None, &supplier)?;
        let (board, people) = self.board(tx, "ics_hub_board", "Hub board", Some(4), &HUB_BOARD)?;
        let (oversight, _) = self.board(
            tx,
            "oversight_board",
            "Oversight board",
            Some(3),
            &OVERSIGHT,
        )?;
        let group = fields([
            ("name", "Placements working group".into()),
            ("template", "subgroup".into()),
            ("parent", board.into()),
            ("lead", at(&people, 2)),
            ("report_back", (self.today + Days::new(60)).into()),
        ]);
        tx.put("board", None, &group)?;
        self.interests(tx, &people, supplier)?;
        let last = self.held(tx, board, &people)?;
        self.planned(tx, board, &people, supplier)?;
        self.work(tx, board, &people, last)?;
        let oversight = fields([
            ("board", oversight.into()),
            ("day", (self.today + Days::new(75)).into()),
            ("state", "planned".into()),
            ("starts", "14:00".into()),
        ]);
        tx.put("meeting", None, &oversight)?;
        Ok(())
    }

    /// A board from its usual terms, with a member on each seat but the last of those that must be filled.
    fn board(
        &mut self,
        tx: &mut Tx<'_>,
        template: &str,
        name: &str,
        quorum: Option<i64>,
        members: &[(&str, &str, bool)],
    ) -> Result<(Id, Vec<Id>)> {
        let usual = catalogue::group_templates()
            .iter()
            .find(|t| t.code == template);
        let text = |read: fn(&catalogue::GroupTemplate) -> &String| -> Value {
            usual.map(|t| read(t).clone()).into()
        };
        let since = self.today - Days::new(500);
        let board = fields([
            ("name", name.into()),
            ("template", template.into()),
            ("hub", self.hub.into()),
            ("purpose", text(|t| &t.purpose)),
            ("chair_rule", text(|t| &t.chair_rule)),
            ("terms", text(|t| &t.terms)),
            ("quorum", quorum.map_or(Value::Null, Value::Int)),
            ("terms_review", (self.today + Days::new(200)).into()),
            ("from", since.into()),
        ]);
        let board = tx.put("board", None, &board)?;
        let mut people = vec![];
        for (n, (capacity, role, voting)) in members.iter().enumerate() {
            let number = PEOPLE + name.len() * 10 + n;
            let who = tx.put("person", None, &person(&full_name(number), role, number))?;
            people.push(who);
            let seat = fields([
                ("board", board.into()),
                ("name", (*role).into()),
                ("voting", (*voting).into()),
                ("optional", (!*voting).into()),
                ("from", since.into()),
            ]);
            let seat = tx.put("board_seat", None, &seat)?;
            // The newest member joined a fortnight ago and is to declare; nobody has followed the lead nurse's colleague.
            let newest = *role == "Practice manager";
            if *role == "Commissioner, NHS England" {
                continue;
            }
            let from = if newest {
                self.today - Days::new(14)
            } else {
                since
            };
            let co_opted = *capacity == "co_opted";
            let sitting = fields([
                ("person", who.into()),
                ("board", board.into()),
                ("seat", seat.into()),
                ("capacity", (*capacity).into()),
                ("voting", (*voting).into()),
                ("from", from.into()),
                (
                    "purpose",
                    co_opted.then_some("Advice on the library offer").into(),
                ),
                ("term_ends", (self.today + Days::new(400)).into()),
            ]);
            tx.put("board_membership", None, &sitting)?;
            if !newest && *capacity != "in_attendance" {
                let nil = fields([
                    ("person", who.into()),
                    ("declared", "nil".into()),
                    ("declared_on", (self.today - Days::new(120)).into()),
                    ("reason", "refresh".into()),
                ]);
                tx.put("declaration", None, &nil)?;
            }
        }
        Ok((board, people))
    }

    fn interests(&mut self, tx: &mut Tx<'_>, people: &[Id], supplier: Id) -> Result<()> {
        let declared = self.today - Days::new(120);
        let indirect = fields([
            ("person", at(people, 3)),
            ("declared", "interest".into()),
            ("declared_on", declared.into()),
            ("reason", "appointment".into()),
            ("kind", "indirect".into()),
            ("whose", full_name(PEOPLE + 180).into()),
            ("relationship", "Partner".into()),
            ("actual", "potential".into()),
            (
                "description",
                "Partner works for a company that sells e-learning to hubs.".into(),
            ),
            ("organisation", supplier.into()),
            ("from", (declared - Days::new(600)).into()),
            (
                "action",
                "Leaves the room when its contract is discussed.".into(),
            ),
        ]);
        tx.put("declaration", None, &indirect)?;
        let professional = fields([
            ("person", at(people, 1)),
            ("declared", "interest".into()),
            ("declared_on", declared.into()),
            ("reason", "refresh".into()),
            ("kind", "professional".into()),
            ("actual", "potential".into()),
            (
                "description",
                "Trustee of a charity that trains volunteers in care.".into(),
            ),
            (
                "organisation_name",
                format!("{} Volunteers", town(350)).into(),
            ),
            ("from", (declared - Days::new(900)).into()),
        ]);
        tx.put("declaration", None, &professional)?;
        Ok(())
    }

    fn meeting(&self, tx: &mut Tx<'_>, board: Id, day: NaiveDate, state: &str) -> Result<Id> {
        let meeting = fields([
            ("board", board.into()),
            ("day", day.into()),
            ("state", state.into()),
            ("starts", "10:00".into()),
            ("ends", "12:00".into()),
            ("place", format!("Meeting room 2, {}", town(0)).into()),
            ("papers_due", (day - Days::new(10)).into()),
            ("papers_out", (day - Days::new(7)).into()),
        ]);
        tx.put("meeting", None, &meeting)
    }

    /// The last meeting, three weeks ago, with those who were there and what was said.
    fn held(&mut self, tx: &mut Tx<'_>, board: Id, people: &[Id]) -> Result<Id> {
        let meeting = self.meeting(tx, board, self.today - Days::new(21), "held")?;
        for (n, who) in people.iter().enumerate() {
            let presence = if n == 4 { "apologies" } else { "present" };
            let there = fields([
                ("meeting", meeting.into()),
                ("person", (*who).into()),
                ("presence", presence.into()),
            ]);
            tx.put("attendance", None, &there)?;
        }
        let items = [
            (
                "Minutes of the last meeting",
                "note",
                5,
                "Agreed as a true record.",
            ),
            (
                "Half-year return of indicators",
                "assure",
                30,
                "The board was content with the figures.",
            ),
            (
                "Plan for placements next year",
                "decide",
                40,
                "The plan was agreed, with one more practice.",
            ),
        ];
        for (n, (title, purpose, allotted, minute)) in items.into_iter().enumerate() {
            let item = fields([
                ("meeting", meeting.into()),
                ("place", Value::Int(n as i64 + 1)),
                ("title", title.into()),
                ("purpose", purpose.into()),
                ("allotted", Value::Int(allotted)),
                ("presenter", at(&self.team, n)),
                ("minute", minute.into()),
            ]);
            tx.put("agenda_item", None, &item)?;
        }
        Ok(meeting)
    }

    /// The next meeting, in a month, with an item that touches an interest and one that is confidential.
    fn planned(&mut self, tx: &mut Tx<'_>, board: Id, people: &[Id], supplier: Id) -> Result<()> {
        let meeting = self.meeting(tx, board, self.today + Days::new(32), "planned")?;
        let items = [
            ("Minutes of the last meeting", "note", 5, "open"),
            ("Renewal of the e-learning contract", "decide", 25, "open"),
            (
                "A practice that gives cause for concern",
                "assure",
                20,
                "closed_session",
            ),
            ("Any other business", "note", 10, "open"),
        ];
        for (n, (title, purpose, allotted, who_sees)) in items.into_iter().enumerate() {
            let paper = n == 1;
            let item = fields([
                ("meeting", meeting.into()),
                ("place", Value::Int(n as i64 + 1)),
                ("title", title.into()),
                ("purpose", purpose.into()),
                ("allotted", Value::Int(allotted)),
                ("presenter", at(people, n)),
                ("confidentiality", who_sees.into()),
                ("paper_expected", paper.into()),
                (
                    "recommendation",
                    paper
                        .then_some("That the contract be renewed for a year.")
                        .into(),
                ),
            ]);
            let item = tx.put("agenda_item", None, &item)?;
            if paper {
                let subject = fields([("item", item.into()), ("organisation", supplier.into())]);
                tx.put("item_subject", None, &subject)?;
            }
        }
        Ok(())
    }

    fn work(&mut self, tx: &mut Tx<'_>, board: Id, people: &[Id], meeting: Id) -> Result<()> {
        let decision = fields([
            ("board", board.into()),
            ("day", (self.today - Days::new(21)).into()),
            ("decision", "The plan for placements was agreed.".into()),
            ("way", "meeting".into()),
            ("meeting", meeting.into()),
        ]);
        tx.put("decision", None, &decision)?;
        let actions = [
            (
                "Ask two more practices to host placements",
                2,
                self.today + Days::new(20),
            ),
            (
                "Write to the university about supervisors",
                3,
                self.today - Days::new(3),
            ),
        ];
        for (what, owner, due) in actions {
            let action = fields([
                ("board", board.into()),
                ("what", what.into()),
                ("owner", at(people, owner)),
                ("due", due.into()),
                ("status", "open".into()),
                ("meeting", meeting.into()),
            ]);
            tx.put("board_action", None, &action)?;
        }
        Ok(())
    }
}
