//! One stakeholder in one place: posts, place on the map, contacts, what follows, groups, feedback.

use rusqlite::params;

use super::{map, timeline};
use crate::{
    contract::{PostLine, RecordRef, StakeholderPage},
    env::Env,
    record::Id,
    registers::stakeholders::{
        contact,
        last::{self, PARTIES},
        standing::Tier,
    },
    session::{
        Reply, Session,
        marks::{has_a_place, marks},
        records,
    },
    store::{Store, StoreError},
};

/// Entries of the timeline that the page itself holds.
const SHOWN: usize = 200;

impl Session {
    /// Everything about one stakeholder.
    pub(in crate::session) fn stakeholder_page(
        &mut self,
        env: &dyn Env,
        request: &RecordRef,
    ) -> Reply<StakeholderPage> {
        let store = self.read()?;
        let Some(kind) = PARTIES.into_iter().find(|p| *p == request.kind) else {
            let message = format!("A {} is no stakeholder.", request.kind.replace('_', " "));
            let hint = "Choose a person, an organisation, a practice or a PCN.";
            return Err(StoreError::refused("no_stakeholder", message, hint).into());
        };
        let id = records::record(store, request)?;
        let place = map::place_of(store, env, kind, id)?;
        let (last, _) = last::contact(store.db(), kind, id, env.today())?;
        let corner = place.as_ref().map(|p| Tier::of(p.influence, p.interest));
        let weeks = interval(store, kind, id, corner)?;
        let since = place.as_ref().and_then(|p| p.day.as_deref()?.parse().ok());
        let mut entries = timeline::of(store, env.today(), kind, id)?;
        let mut follow_ups: Vec<_> = entries
            .iter()
            .filter(|e| e.what == "follow_up")
            .cloned()
            .collect();
        follow_ups.sort_by(|a, b| a.day.cmp(&b.day));
        entries.retain(|e| e.what != "follow_up");
        let total = entries.len() as i64;
        entries.truncate(SHOWN);
        let posts = posts(store, env, kind, id)?;
        let behind = entries.iter().chain(&follow_ups).map(|e| &e.id);
        let shown = behind
            .chain(posts.iter().map(|p| &p.id))
            .chain(place.iter().map(|p| &p.id));
        let to_settle = marks(store, shown, has_a_place)?;
        Ok(StakeholderPage {
            kind: kind.into(),
            id: id.to_string(),
            title: store.title(kind, id)?,
            posts,
            place,
            last_contact: last.map(|d| d.to_string()),
            next_due: contact::due(weeks, last, since, env.today()).map(|d| d.to_string()),
            follow_ups,
            timeline: entries,
            total,
            to_settle,
        })
    }
}

/// In how many weeks a contact is meant: the stakeholder's own interval, else that of the corner.
pub(in crate::session) fn interval(
    store: &Store,
    kind: &str,
    id: Id,
    corner: Option<Tier>,
) -> Reply<Option<i64>> {
    let sql = format!(
        "SELECT coalesce((SELECT min(weeks) FROM live_contact_interval WHERE \"{kind}\" = ?1),
                         (SELECT min(weeks) FROM live_contact_interval WHERE tier = ?2))"
    );
    let weeks = store
        .db()
        .prepare_cached(&sql)
        .and_then(|mut s| s.query_row(params![id, corner.map(Tier::word)], |r| r.get(0)))
        .map_err(StoreError::from)?;
    Ok(weeks)
}

fn posts(store: &Store, env: &dyn Env, kind: &str, id: Id) -> Reply<Vec<PostLine>> {
    let sql = format!("SELECT id FROM live_post WHERE \"{kind}\" = ?1 ORDER BY \"from\" DESC, id");
    let found: Vec<Id> = store
        .db()
        .prepare_cached(&sql)
        .and_then(|mut s| s.query_map([id], |r| r.get(0))?.collect())
        .map_err(StoreError::from)?;
    let today = env.today().to_string();
    let mut out = vec![];
    for post in found {
        let row = store.row("post", post)?;
        let text = |name: &str| Some(row.text(name)).filter(|t| !t.is_empty());
        let other = PARTIES
            .into_iter()
            .filter(|party| {
                if kind == "person" {
                    *party != "person"
                } else {
                    *party == "person"
                }
            })
            .find_map(|party| Some((party, row.value(party).as_id()?)));
        let (from, to) = (text("from"), text("to"));
        let now =
            from.as_ref().is_none_or(|f| *f <= today) && to.as_ref().is_none_or(|t| *t >= today);
        out.push(PostLine {
            id: post.to_string(),
            role: row.text("role"),
            other_title: match other {
                Some((party, other)) => store.title(party, other)?,
                None => String::new(),
            },
            other: other.map(|(party, other)| RecordRef {
                kind: party.into(),
                id: other.to_string(),
            }),
            email: text("email"),
            telephone: text("telephone"),
            from,
            to,
            now,
        });
    }
    out.sort_by_key(|p| !p.now);
    Ok(out)
}
