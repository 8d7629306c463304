//! Looking into the hub file beside long work.

use std::cell::RefCell;

use hubfolio_tests::{Desk, Followed};
use serde_json::{Value, json};

/// Somebody looks at the list of people whenever long work says how far it has come.
#[test]
fn what_is_looked_at_beside_long_work_is_as_it_was_before_and_afterwards_as_it_is() {
    let mut desk = Desk::new(80);
    let beside = desk.session.beside().unwrap();
    let world = &desk.world;
    let people = json!({ "source": { "kind": "person" } });
    let seen: RefCell<Vec<Value>> = RefCell::default();
    let follow = |_: u64, _: u64, _: &str| {
        let mut session = beside.open(world).unwrap();
        let page = session.call(world, "view", people.clone()).unwrap();
        seen.borrow_mut().push(page["total"].clone());
        let save = json!({ "kind": "person", "fields": { "name": "Nobody" } });
        let refused = session.call(world, "save", save).unwrap_err();
        assert_eq!(refused.code, "read_only");
        true
    };
    let looking = Followed {
        world,
        follow: &follow,
    };
    let rows: Vec<Value> = (0..600)
        .map(|n| json!({ "fields": { "name": format!("Person {n}") } }))
        .collect();
    let many = json!({ "kind": "person", "how": "paste", "rows": rows });
    desk.session.call(&looking, "save_many", many).unwrap();
    let seen = seen.take();
    assert!(seen.len() > 4, "{}", seen.len());
    assert!(seen.iter().all(|total| *total == 1), "{seen:?}");
    let mut after = beside.open(world).unwrap();
    let found = after
        .call(world, "search", json!({ "text": "Person 599", "limit": 5 }))
        .unwrap();
    assert!(found.to_string().contains("Person 599"), "{found}");
    drop(after);
    // The one who writes goes on as before.
    assert_eq!(desk.call("view", people.clone())["total"], 601);
    desk.save("person", json!({ "name": "Una Holt" }));
    assert_eq!(desk.call("view", people)["total"], 602);
}
