//! Stakeholders of the practice hub: sixty on the map, a year of contacts, a strategy, groups, a feedback round. A few
//! things are late or not where the hub would like them.

use chrono::{Days, NaiveDate};

use super::{NETWORKS, Sample, day};
use crate::{
    generate::{at, fields},
    record::{Fields, Id, Value},
    store::{Result, Tx},
};

/// Practices on the map, beside all networks and partner organisations.
const PRACTICES_ON_MAP: usize = 17;
/// Contacts in the log.
const CONTACTS: usize = 160;
const LEVELS: [&str; 5] = ["unaware", "resistant", "neutral", "supportive", "leading"];
const WHY: [&str; 4] = [
    "Decides on rooms and supervisors for placements.",
    "Trains most of the people who come to work here.",
    "Its members hear of training through it first.",
    "Pays for part of the work.",
];
const SUBJECTS: [&str; 8] = [
    "Placements for next year",
    "Supervisors’ update",
    "New roles in the network",
    "Training needs of the nurses",
    "Forum of practice managers",
    "Apprenticeships",
    "Planning the workforce",
    "Newsletter of the term",
];
const OUTCOMES: [&str; 4] = [
    "Two more places if a room can be found.",
    "They will name a lead by the end of the month.",
    "Content with the support; asked for dates earlier.",
    "No capacity before the summer; to be asked again.",
];
const ACTIVITIES: [(&str, &str, i64); 8] = [
    ("Welcome letter to every practice", "email", -420),
    ("Forum of practice managers, autumn", "event", -200),
    ("Visits to the networks that are not engaged", "visit", -60),
    ("Newsletter, three times a year", "newsletter", -20),
    ("Forum of practice managers, spring", "event", 90),
    ("Open day with the universities", "event", 150),
    ("Web pages for supervisors", "web", 200),
    ("Survey of networks and the health system", "survey", 280),
];
const QUESTIONS: [(&str, &str); 6] = [
    ("The hub answers quickly", "engagement"),
    ("We know whom to ask in the hub", "engagement"),
    ("Training meets the needs of our teams", "programmes"),
    (
        "The hub helps us to plan our workforce",
        "workforce_planning",
    ),
    ("Our supervisors are well supported", "faculty"),
    ("The hub tells us early what is planned", "leadership"),
];

impl Sample {
    /// Partner organisations, networks and some practices, each with where it stands.
    pub(super) fn stakeholder_map(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        let organisations = self.organisations.iter().map(|id| ("organisation", *id));
        let networks = self.networks.iter().map(|id| ("pcn", *id));
        let practices = self
            .practices
            .iter()
            .take(PRACTICES_ON_MAP)
            .map(|id| ("practice", *id));
        let all: Vec<(&str, Id)> = organisations.chain(networks).chain(practices).collect();
        for (n, (field, id)) in all.into_iter().enumerate() {
            let now = 1 + self.dice.below(4);
            let wanted = (now + usize::from(n % 3 == 0)).max(2);
            let place = fields([
                (field, id.into()),
                ("influence", number(1 + self.dice.below(5))),
                ("interest", number(1 + self.dice.below(5))),
                ("engagement_now", level(now)),
                ("engagement_wanted", level(wanted)),
                ("owner", at(&self.team, n)),
                ("why", self.dice.one(&WHY).into()),
                ("day", self.ago(40 + n as u64)),
            ]);
            tx.put("stakeholder_mapping", None, &place)?;
        }
        for (corner, weeks) in [
            ("work_closely", 13),
            ("keep_satisfied", 26),
            ("keep_informed", 26),
        ] {
            let interval = fields([("tier", corner.into()), ("weeks", number(weeks))]);
            tx.put("contact_interval", None, &interval)?;
        }
        Ok(())
    }

    /// The strategy with its plan, and a year of contacts.
    pub(super) fn engagement(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        let strategy = fields([
            ("name", "Engagement strategy 2025 to 2028".into()),
            ("hub", self.hub.into()),
            ("from", day(2025, 4, 1)),
            ("to", day(2028, 3, 31)),
            (
                "purpose",
                "Every practice knows the hub, and every partner knows what it can ask of it."
                    .into(),
            ),
            ("agreed_by", "Oversight Board".into()),
            ("agreed_on", day(2025, 3, 12)),
        ]);
        let strategy = tx.put("engagement_strategy", None, &strategy)?;
        let part = |name: &str, more: Fields| {
            let mut part = fields([("strategy", strategy.into()), ("name", name.into())]);
            part.extend(more);
            part
        };
        let mut objectives = vec![];
        for name in [
            "Every network is engaged by the second year",
            "Partners plan placements with the hub",
            "Practices hear of training in time",
        ] {
            objectives.push(tx.put("engagement_objective", None, &part(name, Fields::new()))?);
        }
        let mut audiences = vec![];
        for (name, channel) in [
            ("Practice managers", "event"),
            ("Education leads of the networks", "meeting"),
            ("Universities and colleges", "meeting"),
            ("The health system", "newsletter"),
        ] {
            let audience = part(name, fields([("channel", channel.into())]));
            audiences.push(tx.put("engagement_audience", None, &audience)?);
        }
        let mut activities = vec![];
        for (n, (name, channel, due)) in ACTIVITIES.into_iter().enumerate() {
            let due = self.today + chrono::Duration::days(due);
            // What is past is done, but for one.
            let done = due < self.today && n != 2;
            let activity = fields([
                ("objective", at(&objectives, n)),
                ("audience", at(&audiences, n)),
                ("channel", channel.into()),
                ("owner", at(&self.team, n)),
                ("due", due.into()),
                ("done", done.then_some(due).into()),
            ]);
            activities.push(tx.put("engagement_activity", None, &part(name, activity))?);
        }
        for n in 0..CONTACTS {
            let contact = self.contact(n, &activities);
            let id = tx.put("engagement", None, &contact)?;
            if n % 4 == 0 {
                let also = fields([
                    ("engagement", id.into()),
                    ("person", at(&self.team, n / 4 + 1)),
                    ("ours", true.into()),
                ]);
                tx.put("engagement_party", None, &also)?;
            }
        }
        Ok(())
    }

    fn contact(&mut self, n: usize, activities: &[Id]) -> Fields {
        const KINDS: [&str; 5] = ["meeting", "call", "email", "visit", "event"];
        let mut contact = fields([
            ("day", self.ago(2 + n as u64 * 365 / CONTACTS as u64)),
            ("kind", self.dice.one(&KINDS).into()),
            ("subject", self.dice.one(&SUBJECTS).into()),
            ("by", at(&self.team, n)),
            ("outcome", self.dice.one(&OUTCOMES).into()),
            ("hub", self.hub.into()),
        ]);
        let (field, place) = match n % 3 {
            0 => ("organisation", at(&self.organisations, n / 3)),
            1 => ("pcn", at(&self.networks, n / 3)),
            _ => ("person", at(&self.contacts, n * 7)),
        };
        contact.insert(field.into(), place);
        if n % 10 == 5 {
            contact.insert("activity".into(), at(activities, n / 10));
        }
        if n % 12 == 3 {
            let due = 2 + n as u64 * 365 / CONTACTS as u64;
            contact.insert("follow_up".into(), "Send the supervisors’ guide".into());
            contact.insert("follow_up_owner".into(), at(&self.team, n));
            contact.insert("follow_up_due".into(), self.ago(due.saturating_sub(14)));
            if n > 12 {
                contact.insert("follow_up_done".into(), self.ago(due.saturating_sub(10)));
            }
        }
        contact
    }

    /// Groups with minutes, joint plans, and what networks said of the hub last spring.
    pub(super) fn groups_and_feedback(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        for (n, (name, part)) in [
            ("Forum of practice managers", "leads"),
            ("People board", "member"),
            ("Placements group of the universities", "member"),
            ("Local workforce network", "attends"),
        ]
        .into_iter()
        .enumerate()
        {
            let run_by = if part == "leads" {
                Value::Null
            } else {
                at(&self.organisations, n)
            };
            let group = fields([
                ("name", name.into()),
                ("part", part.into()),
                ("organisation", run_by),
                ("person", at(&self.team, n)),
                ("meets", "Every three months".into()),
                ("from", day(2023, 1 + n as u32, 1)),
            ]);
            let group = tx.put("stakeholder_group", None, &group)?;
            for age in [30, 120, 210] {
                let minutes = fields([("group", group.into()), ("day", self.ago(age + n as u64))]);
                tx.put("group_minutes", None, &minutes)?;
            }
            if n < 2 {
                let plan = fields([
                    ("name", format!("Joint plan of the {name}").into()),
                    ("group", group.into()),
                    ("agreed", self.ago(300)),
                    ("to", (self.today + Days::new(400)).into()),
                ]);
                tx.put("joint_plan", None, &plan)?;
            }
        }
        let round = fields([
            ("name", "Feedback from networks, last spring".into()),
            (
                "asked",
                "Clinical directors and education leads of the networks".into(),
            ),
            ("invited", number(NETWORKS)),
            ("from", self.ago(230)),
            ("to", self.ago(200)),
            ("hub", self.hub.into()),
        ]);
        let round = tx.put("survey_round", None, &round)?;
        for (n, (name, function)) in QUESTIONS.into_iter().enumerate() {
            let question = fields([
                ("round", round.into()),
                ("number", number(n + 1)),
                ("name", name.into()),
                ("function", function.into()),
            ]);
            let question = tx.put("survey_question", None, &question)?;
            for network in 0..NETWORKS - 5 {
                // One question goes badly.
                let least = if n == 5 { 1 } else { 3 };
                let answer = fields([
                    ("question", question.into()),
                    ("respondent", format!("Network {}", network + 1).into()),
                    ("pcn", at(&self.networks, network)),
                    ("score", number(least + self.dice.below(3))),
                    (
                        "comment",
                        (network == 2)
                            .then(|| "Dates came too late for our rota.".to_owned())
                            .map_or(Value::Null, Value::Text),
                    ),
                ]);
                tx.put("survey_answer", None, &answer)?;
            }
        }
        Ok(())
    }

    fn ago(&self, days: u64) -> Value {
        let day: NaiveDate = self.today - Days::new(days);
        day.into()
    }
}

fn number(n: usize) -> Value {
    Value::Int(i64::try_from(n).unwrap_or_default())
}

fn level(n: usize) -> Value {
    LEVELS.get(n).copied().unwrap_or("neutral").into()
}
