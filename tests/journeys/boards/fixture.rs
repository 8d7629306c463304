//! A hub with planted problems, and beside each something that is nearly one and fine.

use hubfolio_tests::Desk;
use serde_json::{Value, json};

/// The day.
pub const TODAY: &str = "2025-11-22";

pub struct Fixture {
    pub desk: Desk,
    /// What must be found: the rule and words of its sentence.
    pub planted: Vec<(String, String)>,
    /// Things that are nearly a problem.
    pub near: usize,
}

impl Fixture {
    pub fn new() -> Self {
        let desk = Desk::new(60);
        desk.world.set_today(TODAY);
        Self {
            desk,
            planted: vec![],
            near: 0,
        }
    }

    fn plant(&mut self, rule: &str, words: &str) {
        self.planted.push((rule.into(), words.into()));
    }

    fn fine(&mut self) {
        self.near += 1;
    }

    fn save(&mut self, kind: &str, mut fields: Value, more: Value) -> String {
        for (key, value) in more.as_object().unwrap() {
            fields[key] = value.clone();
        }
        self.desk.save(kind, fields)
    }

    fn person(&mut self, name: &str) -> String {
        self.desk.save("person", json!({ "name": name }))
    }

    /// A board without anything to complain of: a chair and a member who have declared, and a quorum of two.
    fn board(&mut self, name: &str, more: Value) -> String {
        let board = self.save("board", json!({ "name": name, "quorum": 2 }), more);
        for capacity in ["chair", "member"] {
            let who = format!("{name} {capacity}");
            self.member(&board, &who, capacity, json!({}));
        }
        board
    }

    /// A member since last year who has nothing to declare; their membership.
    fn member(&mut self, board: &str, name: &str, capacity: &str, more: Value) -> String {
        let person = self.person(name);
        let declared = json!({ "person": person, "declared": "nil", "fields": { "declared_on": "2025-06-01" } });
        self.desk.call("declare", declared);
        let fields = json!({ "board": board, "person": person, "capacity": capacity, "voting": capacity != "in_attendance",
                             "from": "2024-05-01" });
        self.save("board_membership", fields, more)
    }

    /// A meeting that was held, with an item and its minute, those present, and minutes up to a step.
    fn held(
        &mut self,
        board: &str,
        day: &str,
        present: &[&str],
        steps: &[&str],
        later: Option<&str>,
    ) -> String {
        let meeting = self.desk.save(
            "meeting",
            json!({ "board": board, "day": day, "state": "held", "starts": "09:00" }),
        );
        self.desk.save(
            "agenda_item",
            json!({ "meeting": meeting, "place": 1, "title": "Plan", "purpose": "decide", "allotted": 60, "minute": "Agreed." }),
        );
        for who in present {
            self.desk.call(
                "meeting_attend",
                json!({ "meeting": meeting, "person": who }),
            );
        }
        for step in steps {
            let step = json!({ "meeting": meeting, "step": step, "by": present[0], "at": later });
            self.desk.call("minutes_step", step);
        }
        meeting
    }

    pub fn plant_boards(&mut self) {
        let board = self.board("Seats", json!({}));
        let seat = |f: &mut Self, name: &str, more: Value| {
            f.save("board_seat", json!({ "board": board, "name": name }), more)
        };
        seat(self, "Empty seat", json!({}));
        self.plant(
            "board.vacant_seat",
            "The seat “Empty seat” of Seats is vacant.",
        );
        let left = seat(self, "Seat left yesterday", json!({}));
        self.member(
            &board,
            "Gone Yesterday",
            "member",
            json!({ "seat": left, "to": "2025-11-21" }),
        );
        self.plant("board.vacant_seat", "The seat “Seat left yesterday”");
        let today = seat(self, "Seat held to the end of today", json!({}));
        self.member(
            &board,
            "Here Today",
            "member",
            json!({ "seat": today, "to": "2025-11-22" }),
        );
        self.fine();
        seat(
            self,
            "Seat that may stay empty",
            json!({ "optional": true }),
        );
        self.fine();
        seat(self, "Seat from tomorrow", json!({ "from": "2025-11-23" }));
        self.fine();
        seat(self, "Seat that is no more", json!({ "to": "2025-11-21" }));
        self.fine();

        let none = self.save(
            "board",
            json!({ "name": "No chair", "quorum": 1 }),
            json!({}),
        );
        self.member(&none, "Only Member", "member", json!({}));
        self.plant("board.without_chair", "No chair has no chair.");
        let left = self.save(
            "board",
            json!({ "name": "Chair left", "quorum": 1 }),
            json!({}),
        );
        self.member(
            &left,
            "Former Chair",
            "chair",
            json!({ "to": "2025-11-21" }),
        );
        self.member(&left, "Deputy Stays", "deputy", json!({}));
        self.plant("board.without_chair", "Chair left has no chair.");
        let shared = self.save(
            "board",
            json!({ "name": "Shared chair", "quorum": 1 }),
            json!({}),
        );
        self.member(&shared, "Co Chair", "co_chair", json!({}));
        self.fine();
        self.save(
            "board",
            json!({ "name": "Old board", "quorum": 1, "to": "2025-11-21" }),
            json!({}),
        );
        self.fine();
        let parent = self.board("Parent", json!({}));
        self.save(
            "board",
            json!({ "name": "Leaderless subgroup", "parent": parent }),
            json!({}),
        );
        self.plant("board.subgroup_without_lead", "Leaderless subgroup");
        let lead = self.person("Sub Lead");
        self.save("board", json!({ "name": "Led subgroup", "parent": parent, "lead": lead, "report_back": "2025-11-23" }), json!({}));
        self.fine();
        self.save("board", json!({ "name": "Late subgroup", "parent": parent, "lead": lead, "report_back": "2025-11-22" }), json!({}));
        self.plant(
            "board.report_back",
            "Late subgroup was to report back by 22 November 2025.",
        );

        self.board("Old terms", json!({ "terms_review": "2025-11-22" }));
        self.plant("board.terms_review", "Old terms");
        self.board(
            "Terms until tomorrow",
            json!({ "terms_review": "2025-11-23" }),
        );
        self.fine();
        self.board("Undefined quorum", json!({ "quorum": null }));
        self.plant(
            "board.quorum_not_defined",
            "Undefined quorum has voting members and no quorum",
        );
        let silent = self.save("board", json!({ "name": "No votes" }), json!({}));
        self.member(&silent, "Silent Chair", "chair", json!({ "voting": false }));
        self.fine();

        let few = self.board("Too few", json!({ "meetings_a_year": 3 }));
        self.held(
            &few,
            "2025-05-14",
            &["Too few chair", "Too few member"],
            &["draft", "check"],
            None,
        );
        self.desk.save(
            "meeting",
            json!({ "board": few, "day": "2026-02-11", "state": "planned" }),
        );
        self.plant(
            "board.too_few_meetings",
            "it held one meeting so far and has one planned",
        );
        let enough = self.board("Enough", json!({ "meetings_a_year": 2 }));
        self.held(
            &enough,
            "2025-05-14",
            &["Enough chair", "Enough member"],
            &["draft", "check"],
            None,
        );
        self.desk.save(
            "meeting",
            json!({ "board": enough, "day": "2025-11-22", "state": "planned" }),
        );
        self.fine();
        self.board(
            "Young board",
            json!({ "meetings_a_year": 3, "from": "2025-04-02" }),
        );
        self.fine();

        let terms = self.board("Terms", json!({}));
        self.member(
            &terms,
            "Term Over",
            "member",
            json!({ "term_ends": "2025-11-21" }),
        );
        self.plant(
            "membership.term_over",
            "The term of Term Over on Terms ran out on 21 November 2025",
        );
        self.member(
            &terms,
            "Term Over And Gone",
            "member",
            json!({ "term_ends": "2025-11-20", "to": "2025-11-20" }),
        );
        self.fine();
        self.member(
            &terms,
            "Term Soon",
            "member",
            json!({ "term_ends": "2026-01-03" }),
        );
        self.plant(
            "membership.term_ends_soon",
            "The term of Term Soon on Terms runs out on 3 January 2026.",
        );
        self.member(
            &terms,
            "Term Later",
            "member",
            json!({ "term_ends": "2026-01-04" }),
        );
        self.fine();
        self.member(
            &terms,
            "Term And Leaving",
            "member",
            json!({ "term_ends": "2026-01-03", "to": "2026-01-03" }),
        );
        self.fine();
        self.member(
            &terms,
            "Co No Purpose",
            "co_opted",
            json!({ "to": "2026-03-31" }),
        );
        self.plant(
            "membership.co_option_open",
            "Co No Purpose is co-opted to Terms without a purpose.",
        );
        self.member(
            &terms,
            "Co No End",
            "co_opted",
            json!({ "purpose": "Library advice" }),
        );
        self.plant(
            "membership.co_option_open",
            "Co No End is co-opted to Terms without an end.",
        );
        self.member(
            &terms,
            "Co Fine",
            "co_opted",
            json!({ "purpose": "Library advice", "term_ends": "2026-03-31" }),
        );
        self.fine();
    }

    pub fn plant_meetings(&mut self) {
        let board = self.board("Meetings", json!({}));
        let both = ["Meetings chair", "Meetings member"];
        let done = ["draft", "check"];
        let late = self.held(&board, "2025-09-24", &both, &done, None);
        self.held(
            &board,
            "2025-06-11",
            &both,
            &["draft", "check", "approve"],
            Some(&late),
        );
        self.fine();
        self.held(&board, "2025-07-09", &both, &done, None);
        self.plant(
            "minutes.not_approved",
            "The minutes of Meetings on 9 July 2025 are checked",
        );
        // The newest of them has no later meeting yet.
        self.fine();

        let outside = self.person("Outside Chair");
        let chaired = self.board("Chaired", json!({}));
        let meeting = |f: &mut Self, board: &str, day: &str, more: Value| {
            f.save(
                "meeting",
                json!({ "board": board, "day": day, "state": "planned" }),
                more,
            )
        };
        meeting(self, &chaired, "2025-12-10", json!({ "chair": outside }));
        self.plant(
            "meeting.chair_not_member",
            "Outside Chair chairs the meeting of Chaired on 10 December 2025",
        );
        meeting(
            self,
            &chaired,
            "2025-12-11",
            json!({ "chair": outside, "state": "cancelled" }),
        );
        self.fine();
        let member = self.desk.call(
            "lookup",
            json!({ "kind": "person", "text": "Chaired member", "limit": 1 }),
        );
        meeting(
            self,
            &chaired,
            "2025-12-12",
            json!({ "chair": member[0]["id"] }),
        );
        self.fine();
        meeting(self, &chaired, "2025-11-21", json!({}));
        self.plant(
            "meeting.not_settled",
            "The meeting of Chaired on 21 November 2025 was planned",
        );
        meeting(
            self,
            &chaired,
            "2025-11-20",
            json!({ "state": "cancelled" }),
        );
        self.fine();
        meeting(self, &chaired, TODAY, json!({}));
        self.fine();

        let quorum = self.board("Quorum", json!({}));
        self.held(&quorum, "2025-11-04", &["Quorum chair"], &done, None);
        self.plant(
            "meeting.without_quorum",
            "Quorum: the meeting of 4 November 2025 was without a quorum",
        );
        let part = self.board("Part", json!({}));
        let there = self.held(
            &part,
            "2025-11-05",
            &["Part chair", "Part member"],
            &done,
            None,
        );
        self.desk.call(
            "meeting_attend",
            json!({ "meeting": there, "person": "Part member", "left": "09:59" }),
        );
        self.plant(
            "meeting.without_quorum",
            "Part: at the meeting of 5 November 2025 there was no quorum for item 1 “Plan”",
        );
        let whole = self.board("Whole", json!({}));
        let there = self.held(
            &whole,
            "2025-11-05",
            &["Whole chair", "Whole member"],
            &done,
            None,
        );
        self.desk.call(
            "meeting_attend",
            json!({ "meeting": there, "person": "Whole member", "left": "10:00" }),
        );
        self.fine();
        let undefined = self.save("board", json!({ "name": "Undefined" }), json!({}));
        self.member(
            &undefined,
            "Undefined chair",
            "chair",
            json!({ "voting": false }),
        );
        self.held(&undefined, "2025-11-05", &["Undefined chair"], &done, None);
        self.fine();
        let nobody = self.board("Nobody", json!({}));
        meeting(self, &nobody, "2025-11-06", json!({ "state": "held" }));
        self.plant(
            "meeting.not_settled",
            "The meeting of Nobody on 6 November 2025 was held, and nobody is down",
        );

        let written = self.board("Written", json!({}));
        let both = ["Written chair", "Written member"];
        self.held(&written, "2025-10-24", &both, &[], None);
        self.plant(
            "minutes.not_checked",
            "The minutes of Written on 24 October 2025 are not drafted yet.",
        );
        self.held(&written, "2025-10-23", &both, &["draft"], None);
        self.plant(
            "minutes.not_checked",
            "The minutes of Written on 23 October 2025 wait for the chair",
        );
        self.held(&written, "2025-10-25", &both, &[], None);
        self.fine();
    }

    pub fn plant_work(&mut self) {
        let board = self.board("Work", json!({}));
        let owner = self.person("Olive Owner");
        let action = |f: &mut Self, what: &str, more: Value| {
            f.save(
                "board_action",
                json!({ "board": board, "what": what, "status": "open" }),
                more,
            )
        };
        action(
            self,
            "Overdue action",
            json!({ "owner": owner, "due": "2025-11-21" }),
        );
        self.plant(
            "action.overdue",
            "“Overdue action” (Olive Owner) was due on 21 November 2025.",
        );
        action(self, "Due today", json!({ "owner": owner, "due": TODAY }));
        self.fine();
        action(
            self,
            "Done late",
            json!({ "owner": owner, "due": "2025-11-01", "status": "done" }),
        );
        self.fine();
        action(self, "Nobody's action", json!({ "due": "2025-12-01" }));
        self.plant(
            "action.incomplete",
            "“Nobody's action” has nobody to do it.",
        );
        action(self, "Some day", json!({ "owner": owner }));
        self.plant("action.incomplete", "“Some day” has no day.");
        action(
            self,
            "Dropped",
            json!({ "status": "dropped", "progress": "No longer wanted" }),
        );
        self.fine();

        let both = ["Work chair", "Work member"];
        let told = self.held(&board, "2025-11-10", &both, &[], None);
        let decision = |f: &mut Self, day: &str, more: Value| {
            f.save(
                "decision",
                json!({ "board": board, "day": day, "decision": "Agreed.", "way": "email" }),
                more,
            )
        };
        decision(self, "2025-11-03", json!({}));
        self.plant(
            "decision.not_reported",
            "Work decided something between meetings on 3 November 2025",
        );
        decision(self, "2025-11-04", json!({ "reported_at": told }));
        self.fine();
        decision(self, "2025-11-11", json!({}));
        self.fine();
        decision(
            self,
            "2025-11-10",
            json!({ "way": "meeting", "meeting": told }),
        );
        self.fine();

        let paper = |f: &mut Self, title: &str, day: &str, due: &str, state: &str| {
            let meeting = json!({ "board": board, "day": day, "state": state, "papers_due": due });
            let meeting = f.desk.save("meeting", meeting);
            f.desk.save(
                "agenda_item",
                json!({ "meeting": meeting, "place": 1, "title": title, "purpose": "note", "paper_expected": true }),
            )
        };
        paper(self, "Late paper", "2025-12-01", "2025-11-21", "planned");
        self.plant(
            "item.paper_missing",
            "The paper for “Late paper” was due on 21 November 2025.",
        );
        paper(self, "Paper due today", "2025-12-02", TODAY, "planned");
        self.fine();
        paper(
            self,
            "Paper of a cancelled meeting",
            "2025-12-03",
            "2025-11-01",
            "cancelled",
        );
        self.fine();
        let item = paper(
            self,
            "Paper that is there",
            "2025-12-04",
            "2025-11-21",
            "planned",
        );
        let file = self.desk.file("paper.txt");
        std::fs::write(&file, "A paper.").unwrap();
        self.desk.call(
            "attach",
            json!({ "kind": "agenda_item", "id": item, "file": file }),
        );
        self.fine();

        let release = |f: &mut Self, by: &str| {
            let by = f.desk.call(
                "lookup",
                json!({ "kind": "person", "text": by, "limit": 1 }),
            )[0]["id"]
                .clone();
            let fields = json!({ "item": item, "given_by": by, "day": "2025-11-12", "public": true, "scope": "All of it" });
            f.desk.save("release_permission", fields);
        };
        release(self, "Work member");
        self.plant(
            "release.not_by_chair",
            "“Paper that is there” was released on 12 November 2025",
        );
        release(self, "Work chair");
        self.fine();
    }

    pub fn plant_interests(&mut self) {
        let board = self.board("Interests", json!({}));
        let joins = |f: &mut Self, name: &str, more: Value| {
            let person = f.person(name);
            let fields =
                json!({ "board": board, "person": person, "capacity": "member", "voting": true });
            f.save("board_membership", fields, more);
            person
        };
        let says = |f: &mut Self, person: &str, on: &str| {
            let said =
                json!({ "person": person, "declared": "nil", "fields": { "declared_on": on } });
            f.desk.call("declare", said);
        };
        joins(self, "Never Declared", json!({ "from": "2025-10-24" }));
        self.plant(
            "interest.declaration_overdue",
            "Never Declared, who joined Interests, was to declare",
        );
        joins(self, "Declares Soon", json!({ "from": "2025-10-25" }));
        self.plant("interest.declaration_due", "Declares Soon, who joined Interests, is to declare interests, or none, by 22 November 2025.");
        joins(self, "Joins Tomorrow", json!({ "from": "2025-11-23" }));
        self.fine();
        joins(
            self,
            "Comes Along",
            json!({ "from": "2025-01-01", "capacity": "in_attendance", "voting": false }),
        );
        self.fine();
        joins(
            self,
            "Left Undeclared",
            json!({ "from": "2025-01-01", "to": "2025-11-21" }),
        );
        self.fine();
        let early = joins(self, "Declared Early", json!({ "from": "2025-10-01" }));
        says(self, &early, "2025-09-03");
        self.fine();
        let again = joins(self, "Declares Again", json!({ "from": "2020-10-01" }));
        says(self, &again, "2024-12-20");
        self.plant("interest.refresh_due", "Declares Again (Interests) last declared on 20 December 2024; the next is due by 20 December 2025.");
        let later = joins(self, "Declares Later", json!({ "from": "2020-10-01" }));
        says(self, &later, "2024-12-21");
        self.fine();

        let hub = self.desk.call(
            "lookup",
            json!({ "kind": "hub_profile", "text": "", "limit": 1 }),
        )[0]["id"]
            .clone();
        let post = |f: &mut Self, person: &str, start: &str| {
            f.desk.save(
                "team_member",
                json!({ "hub": hub, "person": person, "role": "placement_lead", "start": start }),
            );
        };
        let posted = joins(self, "New Post", json!({ "from": "2024-10-01" }));
        says(self, &posted, "2025-05-01");
        post(self, &posted, "2025-11-10");
        self.plant(
            "interest.new_post",
            "New Post took a new post on 10 November 2025",
        );
        let told = joins(self, "New Post Declared", json!({ "from": "2024-10-01" }));
        says(self, &told, "2025-11-15");
        post(self, &told, "2025-11-10");
        self.fine();
        let only = self.person("Only Staff");
        post(self, &only, "2025-11-10");
        self.fine();

        let interest = |f: &mut Self, person: &str, more: Value| {
            let fields = json!({ "person": person, "declared": "interest", "kind": "financial", "description": "Shares",
                                 "declared_on": "2025-06-01" });
            f.save("declaration", fields, more)
        };
        let holder = self.person("Hester Holder");
        interest(self, &holder, json!({ "ended": true }));
        self.plant(
            "interest.ended_without_day",
            "An interest of Hester Holder is marked as ended without its last day",
        );
        interest(self, &holder, json!({ "ended": true, "to": "2025-06-30" }));
        self.fine();
        let gone = joins(
            self,
            "Gone Member",
            json!({ "from": "2020-01-01", "to": "2025-08-31" }),
        );
        interest(self, &gone, json!({ "description": "Open interest" }));
        self.plant(
            "interest.person_left",
            "Gone Member left on 31 August 2025, and an interest of theirs is still open.",
        );
        let tidy = joins(
            self,
            "Gone Tidy",
            json!({ "from": "2020-01-01", "to": "2025-08-31" }),
        );
        interest(self, &tidy, json!({ "to": "2025-08-31", "ended": true }));
        self.fine();
        let doubted = interest(self, &holder, json!({ "description": "Doubtful" }));
        let doubt = |f: &mut Self, of: &str, step: &str, day: &str| {
            let fields = json!({ "declaration": of, "step": step, "day": day, "by": holder, "words": "Is it one?" });
            f.desk.save("interest_doubt", fields);
        };
        doubt(self, &doubted, "referred_to_chair", "2025-11-01");
        doubt(self, &doubted, "referred_to_board", "2025-11-05");
        self.plant(
            "interest.doubt_open",
            "is with the board since 5 November 2025.",
        );
        let ruled = interest(self, &holder, json!({ "description": "Ruled on" }));
        doubt(self, &ruled, "referred_to_chair", "2025-11-01");
        doubt(self, &ruled, "ruled", "2025-11-01");
        self.fine();
        interest(
            self,
            &holder,
            json!({ "declared_on": "2018-01-01", "to": "2019-11-21" }),
        );
        self.plant(
            "interest.kept_too_long",
            "An interest of Hester Holder ended on 21 November 2019",
        );
        interest(
            self,
            &holder,
            json!({ "declared_on": "2018-01-01", "to": "2019-11-22" }),
        );
        self.fine();

        let asked = |f: &mut Self, person: &str, on: &str, due: &str, answer: Value| {
            let fields = json!({ "person": person, "asked_on": on, "due": due, "answer": answer });
            f.desk.save("declaration_request", fields);
        };
        asked(self, &holder, "2025-10-01", "2025-11-21", Value::Null);
        self.plant(
            "interest.not_answered",
            "Hester Holder was asked to declare by 21 November 2025",
        );
        asked(self, &holder, "2025-10-02", TODAY, Value::Null);
        self.fine();
        asked(self, &holder, "2025-10-03", "2025-10-31", json!(doubted));
        self.fine();

        let policy = |f: &mut Self, name: &str, from: &str, to: Value| {
            f.desk.save(
                "host_policy",
                json!({ "name": name, "from": from, "to": to }),
            );
        };
        policy(self, "First policy", "2020-01-01", json!("2022-12-31"));
        policy(self, "Second policy", "2023-01-01", json!("2024-12-31"));
        self.fine();
        policy(self, "Third policy", "2024-12-31", Value::Null);
        self.plant("interest.two_policies", "hold on the same days.");
    }
}
