//! A supplier that the hub takes on asks the members of its boards for a declaration (COI-2). Pure but for the reading.

use chrono::{Days, NaiveDate};
use rusqlite::Connection;

use super::{
    Policy, Reason,
    due::{Asked, Due, Role, Said},
};
use crate::{
    dates::holds,
    store::{
        Result,
        column::{day, text},
    },
};

/// An organisation that supplies the hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supplier {
    /// What it is called.
    pub name: String,
    /// The day from which it does.
    pub since: NaiveDate,
}

/// Those of which the day is known, the longest first.
///
/// # Errors
/// When the tables can't be read.
pub fn suppliers(db: &Connection) -> Result<Vec<Supplier>> {
    let mut find = db.prepare_cached(
        "SELECT name, supplier_since FROM live_organisation WHERE supplier_since IS NOT NULL ORDER BY supplier_since, name, id",
    )?;
    let rows = find.query_map([], |r| Ok(day(r, 1)?.map(|since| (text(r, 0), since))))?;
    let mut all = vec![];
    for row in rows {
        if let Some((name, since)) = row? {
            all.push(Supplier { name: name?, since });
        }
    }
    Ok(all)
}

/// What suppliers ask for on a day of somebody with these roles, who has said this: a declaration that was made before a
/// supplier was taken on says nothing of it. Who joined later, and who has never declared, is asked as a member. With the
/// names of the suppliers.
pub fn asked(
    suppliers: &[Supplier],
    roles: &[Role],
    said: &[Said],
    policy: &Policy,
    today: NaiveDate,
) -> (Asked, Vec<String>) {
    let after = |day: Option<NaiveDate>| day.and_then(|d| d.succ_opt());
    let turns = roles.iter().flat_map(|r| [r.from, after(r.to)]);
    let days = turns
        .flatten()
        .chain(suppliers.iter().map(|s| s.since))
        .chain(said.iter().map(|s| s.on));
    let next = days.filter(|d| *d > today).min();
    let last = said.iter().map(|s| s.on).filter(|on| *on <= today).max();
    let sits_since = roles
        .iter()
        .filter(|r| holds(r.from, r.to, today))
        .filter_map(|r| r.from)
        .min();
    let (Some(last), Some(sits_since)) = (last, sits_since) else {
        return (Asked { due: None, next }, vec![]);
    };
    let unsaid: Vec<&Supplier> = suppliers
        .iter()
        .filter(|s| s.since > last && s.since > sits_since && s.since <= today)
        .collect();
    let due = unsaid.first().map(|first| Due {
        reason: Reason::NewProject,
        since: Some(first.since),
        due: first
            .since
            .checked_add_days(Days::new(policy.days_allowed))
            .unwrap_or(first.since),
        last: Some(last),
    });
    let names = unsaid.iter().map(|s| s.name.clone()).collect();
    (Asked { due, next }, names)
}

/// `Abbey Ltd`, `Abbey Ltd and 2 more suppliers`.
pub fn in_words(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first, rest @ ..] if rest.len() == 1 => format!("{first} and one more supplier"),
        [first, rest @ ..] => format!("{first} and {} more suppliers", rest.len()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::record::Id;

    fn date(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, month, day).unwrap()
    }

    fn of(from: NaiveDate, said_on: Option<NaiveDate>, today: NaiveDate) -> (Asked, Vec<String>) {
        let person = Id::natural("test", &["Ann"]);
        let role = Role {
            id: Id::natural("test", &["membership"]),
            person,
            name: "Ann".into(),
            board: None,
            what: "Board".into(),
            from: Some(from),
            to: None,
            earlier: false,
            held: vec![],
        };
        let said: Vec<Said> = said_on
            .map(|on| Said {
                person,
                board: None,
                on,
            })
            .into_iter()
            .collect();
        let supplier = |name: &str, since| Supplier {
            name: name.into(),
            since,
        };
        let all = [
            supplier("Abbey Ltd", date(6, 1)),
            supplier("Dene Ltd", date(7, 1)),
            supplier("Quay Ltd", date(9, 1)),
        ];
        asked(&all, &[role], &said, &Policy::default(), today)
    }

    #[test]
    fn a_supplier_taken_on_asks_every_member_who_has_not_declared_since() {
        let (asked, names) = of(date(1, 1), Some(date(5, 31)), date(7, 1));
        let due = asked.due.unwrap();
        assert_eq!((due.reason, due.due), (Reason::NewProject, date(6, 29)));
        assert!(!due.is_missing());
        assert_eq!(in_words(&names), "Abbey Ltd and one more supplier");
        assert_eq!(asked.next, Some(date(9, 1)));
        // On the day itself counts.
        let (asked, names) = of(date(1, 1), Some(date(6, 1)), date(7, 1));
        assert_eq!(asked.due.unwrap().due, date(7, 29));
        assert_eq!(in_words(&names), "Dene Ltd");
        assert_eq!(of(date(1, 1), Some(date(7, 1)), date(7, 2)).0.due, None);
    }

    #[test]
    fn who_joined_later_or_never_declared_is_asked_as_a_member_instead() {
        assert_eq!(of(date(7, 1), Some(date(5, 31)), date(7, 2)).0.due, None);
        assert_eq!(of(date(1, 1), None, date(7, 2)).0.due, None);
        assert_eq!(of(date(1, 1), Some(date(5, 1)), date(5, 31)).0.due, None);
    }
}
