//! The shared folder.

use std::path::PathBuf;

use hubfolio_core::{
    contract::{FolderDone, SharingPage, SharingSettings},
    session::Reply,
};
use serde_json::json;

use super::{files::to_take_back, name};
use crate::{
    client::{Client, fault},
    outcome::Outcome,
};

pub(super) fn folder(
    client: &mut Client<'_>,
    dir: Option<PathBuf>,
    by_itself: Option<&str>,
    none: bool,
) -> Reply<Outcome> {
    let by_itself = match by_itself {
        None => None,
        Some("yes") => Some(true),
        Some("no") => Some(false),
        Some(_) => {
            return Err(fault(
                "bad_request",
                "Say yes or no to --by-itself. Nothing was changed.",
                "",
            ));
        }
    };
    let folder = if none {
        Some(String::new())
    } else {
        dir.as_deref().map(name)
    };
    if folder.is_some() || by_itself.is_some() {
        let page: SharingPage =
            client.ask("sharing_settings", SharingSettings { folder, by_itself })?;
        if none {
            return Ok(Outcome::new(
                "No shared folder is used any more.",
                json!(page),
            ));
        }
    }
    let done: FolderDone = client.ask_for("folder_exchange")?;
    let brought_in = done.brought_in.iter();
    let mut lines: Vec<String> = brought_in
        .map(|b| b.summary.clone() + &to_take_back(b))
        .collect();
    lines.extend(
        done.waiting
            .iter()
            .map(|f| format!("{f} waits for you: look with “exchange preview”.")),
    );
    lines.extend(done.refused.iter().cloned());
    lines.push(match &done.put {
        Some(file) => format!("Put into the shared folder: {file}"),
        None => "Nothing new to put into the shared folder.".into(),
    });
    Ok(Outcome::new(lines.join("\n"), json!(done)))
}
