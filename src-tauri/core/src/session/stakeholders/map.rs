//! The map of influence and interest: who stands where, moving somebody, who is not where the hub would like them.

use crate::{
    contract::{MapPoint, MoveOnMap, Saved, StakeholderMap},
    env::Env,
    record::{Fields, Id, Value},
    registers::stakeholders::{
        last::{self, PARTIES},
        standing::{self, Level, Tier},
    },
    session::{
        Reply, Session,
        marks::{has_a_place, marks},
        records,
    },
    store::{Action, Row, Store, StoreError, Verb},
};

const KIND: &str = "stakeholder_mapping";

impl Session {
    /// The map of influence and interest.
    pub(in crate::session) fn stakeholder_map(&mut self, env: &dyn Env) -> Reply<StakeholderMap> {
        let store = self.read()?;
        let people_allowed = people_allowed(store)?;
        let mut points = vec![];
        let mut hidden = 0;
        for id in ids(store)? {
            match point(store, env, id)? {
                Some(point) if point.kind == "person" && !people_allowed => hidden += 1,
                Some(point) => points.push(point),
                None => {}
            }
        }
        points.sort_by(|a, b| {
            let standing = (b.influence, b.interest).cmp(&(a.influence, a.interest));
            standing.then_with(|| a.title.to_lowercase().cmp(&b.title.to_lowercase()))
        });
        let shown = points.iter().flat_map(|p| [&p.id, &p.record]);
        let to_settle = marks(store, shown, has_a_place)?;
        Ok(StakeholderMap {
            points,
            people_allowed,
            hidden,
            to_settle,
        })
    }

    /// Stakeholders who do not stand as the hub would like: by influence, then by how far it is.
    pub(in crate::session) fn stakeholder_gaps(&mut self, env: &dyn Env) -> Reply<Vec<MapPoint>> {
        let mut points = self.stakeholder_map(env)?.points;
        points.retain(|p| p.gap > 0);
        points.sort_by_key(|p| (-p.influence, -p.gap, -p.interest));
        Ok(points)
    }

    /// Moves a stakeholder on the map: one edit, judged today.
    pub(in crate::session) fn stakeholder_move(
        &mut self,
        env: &dyn Env,
        request: &MoveOnMap,
    ) -> Reply<Saved> {
        let id = records::id_of(&request.id)?;
        let file = self.opened()?;
        file.store.row(KIND, id)?;
        let on_map = 1..=5;
        if !on_map.contains(&request.influence) || !on_map.contains(&request.interest) {
            let message = "Influence and interest go from 1 to 5. Nothing was changed.";
            return Err(StoreError::refused("off_the_map", message, "").into());
        }
        let fields: Fields = [
            ("influence", Value::Int(request.influence)),
            ("interest", Value::Int(request.interest)),
            ("day", env.today().into()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into();
        let title = file.store.title(KIND, id)?;
        let words = format!("{title} on the map");
        let action = Action::new(Verb::Change)
            .of(words)
            .because(request.reason.clone());
        let (_, receipt) = file
            .store
            .transact(env, file.me, action, |tx| tx.put(KIND, Some(id), &fields))?;
        records::saved(&file.store, id, &receipt)
    }
}

/// Everybody who may be shown, without the rest of the map.
pub(in crate::session) fn points(store: &Store, env: &dyn Env) -> Reply<Vec<MapPoint>> {
    let people_allowed = people_allowed(store)?;
    let mut points = vec![];
    for id in ids(store)? {
        let shown = point(store, env, id)?.filter(|p| p.kind != "person" || people_allowed);
        points.extend(shown);
    }
    points.sort_by_key(|p| p.title.to_lowercase());
    Ok(points)
}

/// Whether named people may stand on the map.
fn people_allowed(store: &Store) -> Reply<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM live_hub_profile WHERE map_people = 1)";
    let allowed = store.db().query_row(sql, [], |r| r.get(0));
    Ok(allowed.map_err(StoreError::from)?)
}

fn ids(store: &Store) -> Reply<Vec<Id>> {
    let rows = store
        .db()
        .prepare_cached("SELECT id FROM live_stakeholder_mapping ORDER BY id")
        .and_then(|mut s| s.query_map([], |r| r.get(0))?.collect())
        .map_err(StoreError::from)?;
    Ok(rows)
}

/// A place on the map; none where the record lacks what makes one.
pub(super) fn point(store: &Store, env: &dyn Env, id: Id) -> Reply<Option<MapPoint>> {
    let row = store.row(KIND, id)?;
    let number = |name: &str| row.value(name).as_int();
    let (Some(influence), Some(interest)) = (number("influence"), number("interest")) else {
        return Ok(None);
    };
    let Some((kind, record)) = stakeholder(&row) else {
        return Ok(None);
    };
    let level = |name: &str| row.value(name).as_text().and_then(Level::named);
    let (now, wanted) = (level("engagement_now"), level("engagement_wanted"));
    let (last, _) = match kind {
        "post" => match store.row("post", record)?.value("person").as_id() {
            Some(person) => last::contact(store.db(), "person", person, env.today())?,
            None => (None, None),
        },
        party => last::contact(store.db(), party, record, env.today())?,
    };
    let owner = match row.value("owner").as_id() {
        Some(owner) => Some(store.title("person", owner)?),
        None => None,
    };
    Ok(Some(MapPoint {
        id: id.to_string(),
        kind: kind.into(),
        record: record.to_string(),
        title: store.title(kind, record)?,
        influence,
        interest,
        corner: Tier::of(influence, interest).label().into(),
        now: now.map(|l| l.word().into()),
        wanted: wanted.map(|l| l.word().into()),
        gap: standing::gap(now, wanted).map_or(0, i64::from),
        owner,
        day: Some(row.text("day")).filter(|d| !d.is_empty()),
        last_contact: last.map(|d| d.to_string()),
    }))
}

/// Whom a place on the map is about.
fn stakeholder(row: &Row) -> Option<(&'static str, Id)> {
    PARTIES
        .into_iter()
        .chain(["post"])
        .find_map(|party| Some((party, row.value(party).as_id()?)))
}

/// The place of a stakeholder on the map, if it may be shown.
pub(in crate::session) fn place_of(
    store: &Store,
    env: &dyn Env,
    kind: &str,
    record: Id,
) -> Reply<Option<MapPoint>> {
    if kind == "person" && !people_allowed(store)? {
        return Ok(None);
    }
    let sql = format!(
        "SELECT id FROM live_stakeholder_mapping WHERE \"{kind}\" = ?1 ORDER BY id LIMIT 1"
    );
    let found: Vec<Id> = store
        .db()
        .prepare_cached(&sql)
        .and_then(|mut s| s.query_map([record], |r| r.get(0))?.collect())
        .map_err(StoreError::from)?;
    match found.first() {
        Some(id) => point(store, env, *id),
        None => Ok(None),
    }
}
