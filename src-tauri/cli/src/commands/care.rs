//! Care of the hub file: check, backup, fingerprint.

use std::path::Path;

use hubfolio_core::{
    contract::{CheckReport, CheckRequest, CopyDone, CopyRestore, CopyWrite, HubOpen, Status},
    record::thousands,
    session::Reply,
};
use serde_json::json;

use crate::{client::Client, outcome::Outcome};

/// Checks the hub file.
pub fn check(client: &mut Client<'_>, rebuild: bool) -> Reply<Outcome> {
    let report: CheckReport = client.ask("check", CheckRequest { rebuild })?;
    let mut lines = report.lines.clone();
    lines.extend(report.faults.iter().map(|fault| format!("Fault: {fault}")));
    lines.push(if report.sound {
        "The hub file is sound.".into()
    } else {
        "The hub file is not sound. Keep a copy of it as it is, and open a backup copy.".into()
    });
    Ok(Outcome::new(lines.join("\n"), json!(report)).unsound_if(!report.sound))
}

/// Writes a checked copy of the hub file.
pub fn backup(client: &mut Client<'_>, file: &Path) -> Reply<Outcome> {
    let name = file.display().to_string();
    let request = CopyWrite {
        file: Some(name.clone()),
    };
    let done: CopyDone = client.ask("copy_write", request)?;
    let size = thousands(done.bytes);
    let text = format!("A checked copy was written to {name} ({size} bytes).");
    Ok(Outcome::new(
        text,
        json!({ "file": name, "bytes": done.bytes }),
    ))
}

/// Puts a copy back in place of the hub file, which may be damaged or gone.
pub fn restore_backup(mut client: Client<'_>, file: &Path) -> Reply<Outcome> {
    let name = file.display().to_string();
    // Where the hub file can be opened, a copy of another hub's does not take its place.
    let _: Reply<Status> = client.ask("hub_open", HubOpen { file: None });
    let request = CopyRestore { file: name.clone() };
    let status: Status = client.ask("copy_restore", request)?;
    let mut lines = vec![format!("The copy {name} is the hub file now.")];
    let notices = status.hub.iter().flat_map(|hub| &hub.notices);
    lines.extend(notices.map(|n| format!("{}. {}", n.title, n.text)));
    Ok(Outcome::new(lines.join("\n"), json!(status)))
}

/// Fingerprint of the content.
pub fn state_hash(client: &mut Client<'_>, heads: bool) -> Reply<Outcome> {
    let store = client.store()?;
    let content = store.state_hash()?;
    if !heads {
        return Ok(Outcome::new(
            content.as_str(),
            json!({ "state_hash": content }),
        ));
    }
    let with_heads = store.state_hash_heads()?;
    let reply = json!({ "state_hash": content, "state_hash_heads": with_heads });
    Ok(Outcome::new(with_heads.as_str(), reply))
}
