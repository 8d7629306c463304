use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    sync::OnceLock,
};

/// Ends Xvfb when its standard input closes, which is when the test process is gone, however it went.
const SCREEN: &str = "Xvfb -displayfd 1 -screen 0 1440x1000x24 -nolisten tcp 2>/dev/null & \
                      screen=$!; read -r _; kill $screen";

/// A display of our own for the whole test process. `HUBFOLIO_TEST_DISPLAY` names another one, to look on.
pub fn display() -> &'static str {
    static DISPLAY: OnceLock<String> = OnceLock::new();
    DISPLAY.get_or_init(|| std::env::var("HUBFOLIO_TEST_DISPLAY").unwrap_or_else(|_| start()))
}

fn start() -> String {
    let mut shell = Command::new("sh")
        .args(["-c", SCREEN])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("sh starts");
    let mut said = BufReader::new(shell.stdout.take().unwrap());
    let mut number = String::new();
    said.read_line(&mut number).unwrap();
    assert!(
        !number.trim().is_empty(),
        "Xvfb did not start (Debian package xvfb)"
    );
    // Both ends stay open until this process ends.
    std::mem::forget((said, shell));
    format!(":{}", number.trim())
}
