//! A made-up hub for measurements and rehearsals. Never into a hub that holds records of its own.

use hubfolio_core::{
    contract::{HubCreate, Status},
    env::Env,
    generate::{Size, generate},
    record::thousands,
    session::Reply,
};
use serde_json::json;

use crate::{
    arguments::{Generate, Global},
    client::{Client, fault, list_of},
    outcome::Outcome,
    world::World,
};

/// Kinds that a hub which was only just started has none of.
const OF_ITS_OWN: &[&str] = &["practice", "pcn", "place", "organisation"];

/// Fills a new hub file, or one that was only just started.
pub fn run(global: &Global, world: &World, wanted: &Generate) -> Reply<Outcome> {
    let mut client = Client::closed(global, world)?;
    if client.places().store.exists() {
        client = Client::open(global, world)?;
        refuse_used(&mut client)?;
    } else {
        let request = HubCreate {
            hub: "Made-up Training Hub".into(),
            person: global.as_.clone().unwrap_or_default(),
            ics: None,
            file: None,
        };
        let _: Status = client.ask("hub_create", request)?;
    }
    let author = client.person()?;
    let store = client.store()?;
    let mut tell =
        |done: usize, total: usize| world.progress(done as u64, total as u64, "Making records");
    generate(
        store,
        world,
        author,
        &size(wanted.scale),
        wanted.seed,
        &mut tell,
    )?;
    let records: i64 = store
        .db()
        .query_row("SELECT count(*) FROM search_document", [], |r| r.get(0))
        .unwrap_or_default();
    let text = format!("{} made-up records were written.", thousands(records));
    Ok(Outcome::new(text, json!({ "records": records })))
}

/// Scale in hundredths: 100 is a whole ICS.
fn size(hundredths: usize) -> Size {
    let whole = Size::scale(hundredths);
    Size {
        practices: whole.practices / 100,
        contacts: whole.contacts / 100,
        people: whole.people / 100,
        engagements: whole.engagements / 100,
        edits: whole.edits / 100,
    }
}

fn refuse_used(client: &mut Client<'_>) -> Reply<()> {
    for kind in OF_ITS_OWN {
        if client.whole(&list_of(kind, None, &[], &[]))?.total > 0 {
            return Err(fault(
                "hub_in_use",
                "This hub file holds records already, and made-up ones do not belong among them. Nothing was changed.",
                "Name a new file with --store.",
            ));
        }
    }
    Ok(())
}
