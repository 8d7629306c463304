//! What the window may call. Each command hands its work to a thread of its own, so that the window keeps responding.

use std::sync::{Mutex, PoisonError, atomic::Ordering};

use hubfolio_core::contract::Fault;
use serde::Deserialize;
use serde_json::Value;
use tauri::{AppHandle, Emitter, Manager, async_runtime::spawn_blocking};

use crate::{
    app::Shell,
    desktop::Purpose,
    laptop,
    progress::{Progress, Throttle},
    tickets::ChosenFile,
    window,
    work::Work,
};

/// Asks the core. One call at a time: the next one waits for the one before.
#[tauri::command]
pub async fn call(app: AppHandle, name: String, request: Value) -> Result<Value, Fault> {
    let job = name.clone();
    let done = spawn_blocking(move || {
        let shell = app.state::<Shell>();
        let tell = |progress: Progress| {
            if let Err(fault) = app.emit_to(window::LABEL, "progress", progress) {
                log::warn!("the window did not hear of progress: {fault}");
            }
        };
        // After a fault of the program the session itself is sound: its transaction was rolled back on the way out.
        let mut session = shell.session.lock().unwrap_or_else(PoisonError::into_inner);
        shell.stop.store(false, Ordering::Relaxed);
        let work = Work {
            job: kind_of_work(&name),
            today: shell.today,
            tickets: &shell.tickets,
            stop: &shell.stop,
            tell: &tell,
            throttle: Mutex::new(Throttle::default()),
        };
        session.call(&work, &name, request)
    })
    .await
    .unwrap_or_else(|_| Err(own_fault()));
    if let Err(fault) = &done {
        log::warn!("{job}: {}", fault.code);
    }
    done
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
        let mut random = [0; 16];
        laptop::fill(&mut random);
        Some(shell.tickets.keep(path, purpose.usage(), random))
    })
    .await
    .map_err(|_| own_fault())
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
        opened.map_err(|fault| not_opened(&fault))
    })
    .await
    .unwrap_or_else(|_| Err(own_fault()))
}

/// Asks the work that is going on to stop.
#[tauri::command]
pub fn cancel(app: AppHandle) {
    app.state::<Shell>().stop.store(true, Ordering::Relaxed);
}

/// The first screen is painted and can be used.
#[tauri::command]
pub fn ready(app: AppHandle) {
    let shell = app.state::<Shell>();
    shell.ready.call_once(|| {
        let taken = shell.started.elapsed().as_millis();
        log::info!("ready after {taken} ms");
        if std::env::var_os("HUBFOLIO_TIMING").is_some() {
            println!("ready_ms {taken}");
        }
    });
}

/// What the window calls the work: reading a file and applying it are both `import`.
fn kind_of_work(command: &str) -> &str {
    command.split_once('_').map_or(command, |(first, _)| first)
}

fn own_fault() -> Fault {
    Fault {
        code: "own_fault".into(),
        message: "Hubfolio met a fault of its own and stopped this step. What was saved before is safe.".into(),
        hint: "Look whether the step was done before you repeat it. If it happens again, send the log to whoever \
               looks after Hubfolio."
            .into(),
        fields: vec![],
    }
}

fn not_opened(why: &str) -> Fault {
    log::warn!("a file could not be opened: {why}");
    Fault {
        code: "file_not_opened".into(),
        message: "The file is written, but no program on this laptop would open it.".into(),
        hint: "Open it from its folder.".into(),
        fields: vec![],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_goes_by_the_first_word_of_its_command() {
        assert_eq!(kind_of_work("import_preview"), "import");
        assert_eq!(kind_of_work("import_apply"), "import");
        assert_eq!(kind_of_work("pack"), "pack");
    }
}
