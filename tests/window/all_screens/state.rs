//! The three states of data in which every screen is looked at, and what is in them to look at.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use crate::harness::{Home, Window};

/// What a hub file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// A hub that was just started.
    Empty,
    /// The practice hub.
    Sample,
    /// The practice hub, where nothing can be read any more but what is open.
    Error,
}

/// What still works when nothing else can be read: the frame of the window needs it.
const STILL_WORKS: [&str; 2] = ["status", "kinds"];

/// What there is to look at.
pub struct Known {
    /// Names of the kinds of records whose lists the navigation leads to.
    pub lists: Vec<String>,
    /// Kinds that have every type of field between them: forms and pages of records are made from the types.
    pub various: Vec<String>,
    /// The parts of the navigation.
    pub areas: Vec<String>,
    ids: HashMap<String, String>,
}

impl Known {
    /// A record of this kind, or one that is not there.
    pub fn id(&self, kind: &str) -> &str {
        self.ids.get(kind).map_or("none", String::as_str)
    }
}

impl State {
    /// What it is called in the table of results.
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Sample => "sample",
            Self::Error => "error",
        }
    }

    /// A window on a hub in this state, which follows what is asked of the shell.
    pub async fn open(self, home: &Home) -> (Window, Known) {
        let window = Window::open(home, &["--today", "2025-11-22"]).await;
        let made = match self {
            Self::Empty => {
                let hub = json!({ "hub": "Aldershire Training Hub", "person": "Morgan Hale", "ics": "QZZ", "file": null });
                window.ask("hub_create", hub).await
            }
            Self::Sample | Self::Error => {
                window.ask("sample_open", json!({ "again": false })).await
            }
        };
        assert!(made["hub"].is_object(), "{made}");
        window.client.refresh().await.unwrap();
        window.learn().await;
        window.css("main h1").await;
        let known = what_is_there(&window).await;
        window.run("hubfolioWalk.watch()", vec![]).await;
        if self == Self::Error {
            // Not the page that the walk begins with: it would stand there read.
            window.run("location.hash = '#/no/such/page'", vec![]).await;
            window.reads("There is no such page").await;
            let script = "hubfolioWalk.stillWorks = arguments[0]";
            window.run(script, vec![json!(STILL_WORKS)]).await;
        }
        (window, known)
    }
}

async fn what_is_there(window: &Window) -> Known {
    let kinds = window.ask("kinds", json!({})).await;
    let kinds = kinds.as_array().unwrap();
    let mut ids = HashMap::new();
    for kind in kinds {
        let name = kind["name"].as_str().unwrap();
        let first = json!({ "source": { "kind": name }, "limit": 1 });
        let page = window.ask("view", first).await;
        if let Some(id) = page["rows"][0]["id"].as_str() {
            ids.insert(name.to_owned(), id.to_owned());
        }
    }
    let areas = led_to(window, "#/area/").await;
    assert_eq!(areas.len(), 7, "all areas but Home: {areas:?}");
    let mut lists = vec![];
    for area in &areas {
        let address = json!(format!("#/area/{area}"));
        window
            .run("location.hash = arguments[0]", vec![address])
            .await;
        let current = "return document.querySelector('nav [aria-current]')?.hash === arguments[0]";
        let here = json!(format!("#/area/{area}"));
        window.until_true(current, here).await;
        lists.extend(led_to(window, "#/list/").await);
    }
    assert!(lists.len() > 8, "{lists:?}");
    Known {
        various: various(kinds, &lists),
        lists,
        areas,
        ids,
    }
}

/// What the navigation leads to now, without the beginning of its address.
async fn led_to(window: &Window, beginning: &str) -> Vec<String> {
    let found = "return [...document.querySelectorAll('nav a')].map((a) => a.hash).filter((h) => h.startsWith(arguments[0])).map((h) => h.slice(arguments[0].length))";
    let found = window.run(found, vec![json!(beginning)]).await;
    let found = found.as_array().unwrap().iter();
    found.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Of the kinds with a list, each that has a type of field which none before it has.
fn various(kinds: &[Value], lists: &[String]) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut chosen = vec![];
    for kind in kinds {
        let name = kind["name"].as_str().unwrap();
        if !lists.iter().any(|list| list == name) {
            continue;
        }
        let types = kind["fields"].as_array().unwrap().iter();
        let types = types.map(|field| field["type"]["is"].to_string());
        if types.filter(|is| seen.insert(is.clone())).count() > 0 {
            chosen.push(name.to_owned());
        }
    }
    chosen
}
