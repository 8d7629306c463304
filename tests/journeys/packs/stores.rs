//! The same from hub files: what is confidential in the registers is in no public copy that is made from them, and what a
//! member leaves the room for is in none of theirs, in any form.

use hubfolio_core::papers::word;
use hubfolio_tests::{
    Desk,
    soak::{Seed, seeds},
};
use serde_json::{Value, json};

use super::{
    kinds::Planter,
    reading::{close, said},
    written,
};

const MARKS: [&str; 4] = ["", "open", "in_confidence", "closed_session"];

/// A hub file with a board, two meetings that were held and one to come. Each of its words knows who may read it.
struct Planted {
    desk: Desk,
    p: Planter,
    board: String,
    people: Vec<String>,
    published: String,
    next: String,
    /// What goes with papers that the member leaves for.
    papers: Vec<String>,
}

impl Planted {
    fn new(seed: u64) -> Self {
        let mut desk = Desk::new(seed);
        let p = Planter::new(seed);
        let board = desk.save("board", json!({ "name": "Board", "quorum": 1 }));
        let mut people = vec![];
        for (at, capacity) in ["chair", "deputy", "member", "member"].iter().enumerate() {
            let person = desk.save("person", json!({ "name": format!("Person {at}") }));
            desk.save(
                "board_membership",
                json!({ "board": board, "person": person, "capacity": capacity, "voting": true, "from": "2024-05-01" }),
            );
            people.push(person);
        }
        let mut planted = Self {
            desk,
            p,
            board,
            people,
            published: String::new(),
            next: String::new(),
            papers: vec![],
        };
        let supplier = planted.interest();
        let first = planted.meeting("2025-09-03", "held", true, &supplier);
        let second = planted.meeting("2025-10-01", "held", false, &supplier);
        let next = planted.meeting("2025-12-03", "planned", true, &supplier);
        let correction = planted.p.word(false);
        for (meeting, steps) in [
            (&first, &["draft", "check", "approve", "publish"][..]),
            (&second, &["draft", "check"]),
        ] {
            for step in steps {
                planted.desk.call(
                    "minutes_step",
                    json!({ "meeting": meeting, "step": step, "by": planted.people[0], "at": second,
                            "corrections": correction }),
                );
            }
        }
        for mark in MARKS {
            let words = planted.p.word(mark.is_empty() || mark == "open");
            planted.desk.save(
                "decision",
                json!({ "board": planted.board, "day": "2025-11-01", "way": "chairs_action",
                        "taken_by": planted.people[0], "decision": words, "confidentiality": or_null(mark) }),
            );
        }
        (planted.published, planted.next) = (first, next);
        planted
    }

    fn mark(&self) -> &'static str {
        MARKS[self.p.dice.below(MARKS.len())]
    }

    /// An interest of a member; the organisation concerned.
    fn interest(&mut self) -> String {
        let p = &mut self.p;
        let (withheld, indirect) = (p.dice.below(2) == 0, p.dice.below(2) == 0);
        // The public reads the organisation of an open interest where an item concerns it.
        let supplier = if withheld {
            p.word(false)
        } else {
            format!("Supplier {}", p.dice.below(9))
        };
        let mut fields = json!({
            "kind": if indirect { "indirect" } else { "financial" },
            "description": if withheld { p.word(false) } else { "Has shares".to_owned() },
            "organisation_name": supplier,
            "private": p.word(false),
        });
        if withheld {
            fields["withheld"] = json!(true);
            fields["withheld_because"] = json!(p.word(false));
        }
        if indirect {
            fields["whose"] = json!(p.word(false));
            fields["relationship"] = json!(p.word(false));
        }
        let request = json!({ "person": self.people[2], "declared": "interest", "fields": fields });
        self.desk.call("declare", request);
        supplier
    }

    /// A meeting with random items, decisions and actions. `shown`: a public copy is made of what it said.
    fn meeting(&mut self, day: &str, state: &str, shown: bool, supplier: &str) -> String {
        let meeting = self.desk.save(
            "meeting",
            json!({ "board": self.board, "day": day, "state": state, "starts": "09:00" }),
        );
        let held = state == "held";
        if held {
            for person in self.people.clone() {
                let there = json!({ "meeting": meeting, "person": person });
                self.desk.call("meeting_attend", there);
            }
        }
        let mut all_open = true;
        let leaves = self.p.dice.below(3);
        for place in 0..3 {
            let concerns = (place == leaves).then_some(supplier);
            all_open &= self.item(&meeting, (place, held, shown), concerns);
        }
        for mark in MARKS {
            let public = mark == "open" || mark.is_empty() && all_open;
            self.outcomes(&meeting, None, mark, (public, held, shown));
        }
        meeting
    }

    /// An item, its paper and what came of it; whether the public may read it.
    fn item(
        &mut self,
        meeting: &str,
        (place, held, shown): (usize, bool, bool),
        concerns: Option<&str>,
    ) -> bool {
        let mark = self.mark();
        let closed = !mark.is_empty() && mark != "open";
        let released = closed && self.p.dice.below(3) == 0;
        let public = !closed || released;
        let seen = public && shown;
        let title = self.p.word(seen);
        // Minutes have no papers, so those of an open item are in no public copy once the meeting is over.
        let [name, recommendation] = [0, 1].map(|_| {
            if held && seen {
                "Paper".to_owned()
            } else {
                self.p.word(seen)
            }
        });
        let minute = if held {
            self.p.word(seen)
        } else {
            String::new()
        };
        let fields = json!({
            "meeting": meeting, "place": place + 1, "title": title, "purpose": "decide", "allotted": 10,
            "confidentiality": or_null(mark), "recommendation": recommendation, "minute": minute,
        });
        let item = self.desk.save("agenda_item", fields);
        if released {
            let scope = self.p.word(false);
            self.desk.save(
                "release_permission",
                json!({ "item": item, "given_by": self.people[0], "day": "2025-08-01", "public": true, "scope": scope }),
            );
        }
        let file = self.desk.file(&format!("{name}.txt"));
        std::fs::write(&file, "Words of a paper.").unwrap();
        let attached = json!({ "kind": "agenda_item", "id": item, "file": file });
        self.desk.call("attach", attached);
        if let Some(supplier) = concerns {
            self.desk
                .save("item_subject", json!({ "item": item, "name": supplier }));
            if held {
                self.ruled(&item, &minute);
            } else {
                self.papers.extend([name, recommendation]);
            }
        }
        if held {
            let own = self.mark();
            let outcome = public && (own.is_empty() || own == "open");
            self.outcomes(meeting, Some(&item), own, (outcome, held, shown));
        }
        public
    }

    /// The member leaves, and the minute is what was drafted for it.
    fn ruled(&mut self, item: &str, minute: &str) {
        let page = self.desk.call(
            "meeting_rule",
            json!({ "item": item, "person": self.people[2], "ruled": "left" }),
        );
        let mut items = page["items"].as_array().unwrap().iter();
        let drafted = &items.find(|i| i["id"] == item).unwrap()["drafted"][0];
        let minute = format!("{minute} {}", drafted.as_str().unwrap());
        self.desk.call(
            "save",
            json!({ "kind": "agenda_item", "id": item, "fields": { "minute": minute } }),
        );
    }

    /// A decision and an action with a mark, of an item or of none.
    fn outcomes(
        &mut self,
        meeting: &str,
        item: Option<&str>,
        mark: &str,
        (public, held, shown): (bool, bool, bool),
    ) {
        if !held {
            return;
        }
        let (decision, action) = (self.p.word(public && shown), self.p.word(public));
        self.desk.save(
            "decision",
            json!({ "board": self.board, "day": "2025-09-03", "way": "meeting", "meeting": meeting, "item": item,
                    "decision": decision, "confidentiality": or_null(mark) }),
        );
        self.desk.save(
            "board_action",
            json!({ "board": self.board, "what": action, "status": "open", "meeting": meeting, "item": item,
                    "confidentiality": or_null(mark) }),
        );
    }

    /// A copy in every form, each as all that somebody could find in it.
    fn copies(&mut self, pack: &str, record: &str, copy: &str) -> Vec<String> {
        let request = json!({ "pack": pack, "record": record, "copy": copy });
        let mut filed = request.clone();
        if pack == "board" {
            filed["papers"] = "filed".into();
        }
        let pdf = written(&mut self.desk, "copy.pdf", filed);
        let html = written(&mut self.desk, "copy.html", request.clone());
        let docx = written(&mut self.desk, "copy.docx", request);
        let paper = word::read("copy.docx", &docx).unwrap();
        vec![
            said(&pdf),
            close(&String::from_utf8(html).unwrap()),
            close(&format!("{:?}", paper.blocks)),
        ]
    }
}

fn or_null(mark: &str) -> Value {
    if mark.is_empty() {
        Value::Null
    } else {
        mark.into()
    }
}

fn held_in(found: &[String], words: &[String]) -> Vec<String> {
    let held = |word: &&String| found.iter().any(|f| f.contains(word.as_str()));
    words.iter().filter(held).cloned().collect()
}

#[test]
fn no_copy_made_from_a_hub_file_says_what_its_reader_may_not_read() {
    let mut kept_from_a_member = 0;
    for seed in seeds(8) {
        let _said = Seed(seed);
        let mut it = Planted::new(seed);
        let (published, next, board) = (it.published.clone(), it.next.clone(), it.board.clone());
        let packs = [
            ("minutes", &published),
            ("board", &next),
            ("interests", &board),
        ];
        let (mut public, mut members) = (vec![], vec![]);
        for (pack, record) in packs {
            public.extend(it.copies(pack, record, "public"));
            members.extend(it.copies(pack, record, "members"));
        }
        assert_eq!(held_in(&public, &it.p.closed), Vec::<String>::new());
        let open = it.p.open.clone();
        assert_eq!(held_in(&public, &open), open);
        // The members read most of it, so that a leak would be seen.
        assert!(held_in(&members, &it.p.closed).len() * 3 > it.p.closed.len());
        let own = format!("member:{}", it.people[2]);
        let own = it.copies("board", &next, &own);
        assert_eq!(held_in(&own, &it.papers), Vec::<String>::new());
        kept_from_a_member += held_in(&members, &it.papers).len();
    }
    assert!(kept_from_a_member > 0);
}
