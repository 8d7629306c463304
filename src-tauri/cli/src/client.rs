//! The open hub file, asked through the core's list of commands with typed requests and replies.

use hubfolio_core::{
    contract::{
        Compare, Fault, Filter, HubOpen, Nothing, SortBy, Source, Status, ViewPage, ViewSpec,
    },
    record::{Id, Kinds},
    session::{Places, Program, Reply, Session},
    store::{Store, StoreError},
};
use serde::{Serialize, de::DeserializeOwned};

use crate::{arguments::Global, world::World};

/// The way to the core.
pub struct Client<'w> {
    session: Session,
    world: &'w World,
}

impl<'w> Client<'w> {
    /// Before any hub file is open.
    pub fn closed(global: &Global, world: &'w World) -> Reply<Self> {
        // The system's key store belongs to the account: it goes with the usual folder of settings alone.
        let keys = global.config.is_none().then(hubfolio_keys::of_this_account);
        let session =
            Session::new(places(global)?, global.as_.clone(), Program::CommandLine).with_keys(keys);
        Ok(Self { session, world })
    }

    /// With the hub file open; what people should know about it goes to stderr.
    pub fn open(global: &Global, world: &'w World) -> Reply<Self> {
        let mut client = Self::closed(global, world)?;
        let status: Status = client.ask("hub_open", HubOpen { file: None })?;
        for notice in status.hub.into_iter().flat_map(|h| h.notices) {
            if !global.json {
                eprintln!("{}. {}", notice.title, notice.text);
            }
        }
        Ok(client)
    }

    /// Asks the core.
    pub fn ask<R: DeserializeOwned>(&mut self, command: &str, request: impl Serialize) -> Reply<R> {
        let request = serde_json::to_value(request).map_err(unreadable)?;
        let reply = self.session.call(self.world, command, request)?;
        serde_json::from_value(reply).map_err(unreadable)
    }

    /// Asks the core for what needs no words.
    pub fn ask_for<R: DeserializeOwned>(&mut self, command: &str) -> Reply<R> {
        self.ask(command, Nothing {})
    }

    /// The record that a person names by identifier, code or name.
    pub fn identify(&self, kind: &str, named: &str) -> Reply<Id> {
        self.session.identify(kind, named)
    }

    /// Who works here.
    pub fn person(&self) -> Reply<Id> {
        self.session.person()
    }

    /// The whole of a list.
    pub fn whole(&mut self, view: &ViewSpec) -> Reply<ViewPage> {
        let today = hubfolio_core::env::Env::today(self.world);
        Ok(self.store()?.whole_view(view, today)?)
    }

    /// The open hub file, for the care of it.
    pub fn store(&mut self) -> Reply<&mut Store> {
        self.session.store()
    }

    /// The kinds of records.
    pub fn kinds(&self) -> &Kinds {
        self.session.kinds()
    }

    /// Where the hub file is, or will be.
    pub fn places(&self) -> &Places {
        self.session.places()
    }
}

/// All records of a kind that meet a condition, in the kind's own columns.
pub fn list_of(
    kind: &str,
    filter: Option<Filter>,
    columns: &[&str],
    sort: &[(&str, bool)],
) -> ViewSpec {
    ViewSpec {
        source: Source::Kind { kind: kind.into() },
        columns: columns.iter().map(|c| (*c).to_owned()).collect(),
        filter,
        sort: sort
            .iter()
            .map(|(path, descending)| SortBy {
                path: (*path).to_owned(),
                descending: *descending,
            })
            .collect(),
        group: None,
        search: None,
        offset: 0,
        limit: 0,
    }
}

/// A field that says exactly this.
pub fn is(path: &str, value: &str) -> Filter {
    Filter::Field {
        path: path.into(),
        op: Compare::Is,
        value: value.into(),
    }
}

/// A refusal of the command line's own.
pub fn fault(code: &str, message: impl Into<String>, hint: &str) -> Fault {
    StoreError::refused(code, message, hint).into()
}

fn unreadable(error: serde_json::Error) -> Fault {
    fault(
        "bad_reply",
        format!("The answer can't be read: {error}."),
        "",
    )
}

fn places(global: &Global) -> Reply<Places> {
    let usual = Places::usual();
    let store = global
        .store
        .clone()
        .or_else(|| Some(usual.as_ref()?.store.clone()));
    let config = global
        .config
        .clone()
        .or_else(|| Some(usual.as_ref()?.config.clone()));
    match (store, config) {
        (Some(store), Some(config)) => Ok(Places { config, store }),
        _ => Err(fault(
            "no_home",
            "This account has no folder of its own, so it is not clear where the hub file is.",
            "Say so with --store and --config.",
        )),
    }
}
