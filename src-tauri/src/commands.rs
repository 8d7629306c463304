//! What the window may call. What takes time happens on another thread, so that the window keeps responding.

use std::path::PathBuf;

use hubfolio_core::{
    contract::{Fault, MailDraft},
    mail,
};
use serde::Deserialize;
use serde_json::Value;
use tauri::{AppHandle, Manager, async_runtime::spawn_blocking};

use crate::{
    app::Shell,
    desktop::Purpose,
    faults, laptop,
    tickets::{ChosenFile, Use},
    timing, window,
    worker::Worker,
};

/// Asks the core. The number is the window's own for this call: it can be stopped by it.
#[tauri::command]
pub async fn call(
    app: AppHandle,
    name: String,
    request: Value,
    number: Option<u64>,
) -> Result<Value, Fault> {
    let number = number.unwrap_or_default();
    let shell = app.state::<Shell>();
    shell.stops.begin(number);
    let answer = app.state::<Worker>().call(name, request, number).await;
    shell.stops.end(number);
    answer
}

/// Lets a person choose a file; `null` when they cancelled.
#[tauri::command]
pub async fn choose_file(
    app: AppHandle,
    purpose: Purpose,
    name: String,
) -> Result<Option<ChosenFile>, Fault> {
    spawn_blocking(move || {
        let shell = app.state::<Shell>();
        let path = shell.desktop.choose(purpose, &name)?;
        Some(ticket(&shell, path, purpose.usage()))
    })
    .await
    .map_err(|_| faults::own())
}

/// Lets a person choose files that are there, several at once; none when they cancelled.
#[tauri::command]
pub async fn choose_files(app: AppHandle, purpose: Purpose) -> Result<Vec<ChosenFile>, Fault> {
    spawn_blocking(move || {
        let shell = app.state::<Shell>();
        let chosen = shell.desktop.choose_several(purpose).into_iter();
        chosen
            .map(|path| ticket(&shell, path, purpose.usage()))
            .collect()
    })
    .await
    .map_err(|_| faults::own())
}

/// Keeps a file under a new ticket.
pub fn ticket(shell: &Shell, path: PathBuf, usage: Use) -> ChosenFile {
    let mut random = [0; 16];
    laptop::fill(&mut random);
    shell.tickets.keep(path, usage, random)
}

/// How to show a file that was made.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// With the program for such files.
    Open,
    /// In its folder.
    Folder,
}

/// Opens a file that was made here, or shows it in its folder.
#[tauri::command]
pub async fn open_made(app: AppHandle, ticket: String, how: How) -> Result<(), Fault> {
    spawn_blocking(move || {
        let shell = app.state::<Shell>();
        let file = shell.tickets.made(&ticket)?;
        let opened = match how {
            How::Open => shell.desktop.open(&file),
            How::Folder => shell.desktop.show_in_folder(&file),
        };
        opened.map_err(|why| {
            log::warn!("a file could not be opened: {why}");
            faults::not_opened()
        })
    })
    .await
    .unwrap_or_else(|_| Err(faults::own()))
}

/// Hands a draft of an e-mail to the mail program. The link is made here from the draft: a page can open nothing else.
#[tauri::command]
pub async fn open_mail(app: AppHandle, draft: MailDraft) -> Result<(), Fault> {
    spawn_blocking(move || {
        let link = mail::link(&draft)?;
        app.state::<Shell>()
            .desktop
            .open_mail(&link)
            .map_err(|why| {
                log::warn!("the mail program could not be opened: {why}");
                faults::no_mail_program()
            })
    })
    .await
    .unwrap_or_else(|_| Err(faults::own()))
}

/// Asks one call to stop.
#[tauri::command]
pub fn cancel(app: AppHandle, number: u64) {
    app.state::<Shell>().stops.ask(number);
}

/// The first screen is painted and can be used, and the window listens: it gets the files that waited for it.
#[tauri::command]
pub fn ready(app: AppHandle) {
    let shell = app.state::<Shell>();
    shell.ready.call_once(|| {
        let taken = shell.started.elapsed();
        log::info!("ready after {} ms", taken.as_millis());
        timing::say("ready", taken);
    });
    window::deliver(&app);
}
