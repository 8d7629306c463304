//! Builds the screens (`ui/`) with Node.js, then lets Tauri embed them, so that `cargo build` alone makes the program.

use std::{
    path::Path,
    process::{Command, ExitCode},
    time::{Duration, SystemTime},
};

/// The commands a window may call. Each needs `allow-<name>` in `src-tauri/capabilities`; anything else is refused.
const COMMANDS: &[&str] = &[
    "call",
    "choose_file",
    "choose_files",
    "open_made",
    "open_mail",
    "cancel",
    "ready",
];

/// What the built screens depend on. `ui/bindings` holds types only: they leave no trace in the bundle.
const SCREENS: &[&str] = &[
    "src",
    "public",
    "index.html",
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "svelte.config.js",
    "tsconfig.json",
];

fn main() -> ExitCode {
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            for line in sentence.lines() {
                println!("cargo::error={line}");
            }
            ExitCode::FAILURE
        }
    }
}

fn build() -> Result<(), String> {
    println!("cargo::rerun-if-changed=src-tauri/capabilities");
    println!("cargo::rerun-if-changed=icons");
    if !tauri_build::is_dev() {
        build_screens()?;
    }
    tauri_build::try_build(
        tauri_build::Attributes::new()
            .capabilities_path_pattern("./src-tauri/capabilities/*.json")
            .app_manifest(tauri_build::AppManifest::new().commands(COMMANDS)),
    )
    .map_err(|fault| {
        format!("tauri.conf.json or src-tauri/capabilities could not be used: {fault:#}")
    })
}

fn build_screens() -> Result<(), String> {
    for name in SCREENS {
        let path = Path::new("ui").join(name);
        // Cargo calls a watched path that does not exist dirty for ever.
        if path.exists() {
            println!("cargo::rerun-if-changed={}", path.display());
        }
    }
    let lock = Path::new("ui/package-lock.json");
    if !lock.exists() {
        return Err("ui/package-lock.json is missing, so the screens cannot be built. Check out the whole project.".into());
    }
    let installed = Path::new("ui/node_modules/.package-lock.json");
    if changed(installed).is_none_or(|installed| changed(lock).is_some_and(|lock| installed < lock))
    {
        npm(&["ci", "--no-audit", "--no-fund"])?;
    }
    npm(&["run", "--silent", "ui:build"])?;
    watch_built(Path::new("ui/dist/index.html"))
}

fn changed(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|data| data.modified()).ok()
}

/// Watches the result too, so that a deleted `ui/dist` is built again. Its time is set into the past, since cargo calls
/// a watched file that is newer than the start of this script dirty for ever.
fn watch_built(index: &Path) -> Result<(), String> {
    let past = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    std::fs::File::options()
        .append(true)
        .open(index)
        .and_then(|file| file.set_modified(past))
        .map_err(|fault| {
            format!(
                "The screens were built, but {} is not there: {fault}",
                index.display()
            )
        })?;
    println!("cargo::rerun-if-changed={}", index.display());
    Ok(())
}

fn npm(arguments: &[&str]) -> Result<(), String> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let run = Command::new(program).args(arguments).current_dir("ui").output().map_err(|fault| {
        format!(
            "{program} could not be started ({fault}). Building the screens needs Node.js 20.19 or newer: \
             install it, or run `cargo xtask run`, which says how."
        )
    })?;
    if run.status.success() {
        return Ok(());
    }
    Err(format!(
        "`npm {}` failed in the folder ui:\n{}\n{}",
        arguments.join(" "),
        String::from_utf8_lossy(&run.stdout).trim(),
        String::from_utf8_lossy(&run.stderr).trim()
    ))
}
