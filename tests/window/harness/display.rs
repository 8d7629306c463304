use std::{
    io::{BufRead, BufReader},
    process::{Child, ChildStdin, Command, Stdio},
};

/// Ends Xvfb when its standard input closes: when the display is dropped, or the test process is gone, however it went.
const SCREEN: &str = "Xvfb -displayfd 1 -screen 0 1440x1000x24 -nolisten tcp 2>/dev/null & \
                      screen=$!; read -r _; kill $screen; wait";

/// A screen of its own for one window: on a shared one only one window could have the focus.
pub struct Display {
    name: String,
    process: Option<(Child, ChildStdin)>,
}

impl Display {
    /// A new screen; `HUBFOLIO_TEST_DISPLAY` names another one, to look on.
    pub fn start() -> Self {
        if let Ok(name) = std::env::var("HUBFOLIO_TEST_DISPLAY") {
            return Self {
                name,
                process: None,
            };
        }
        let mut shell = Command::new("sh")
            .args(["-c", SCREEN])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("sh starts");
        let mut number = String::new();
        let mut said = BufReader::new(shell.stdout.take().unwrap());
        said.read_line(&mut number).unwrap();
        assert!(
            !number.trim().is_empty(),
            "Xvfb did not start (Debian package xvfb)"
        );
        let stdin = shell.stdin.take().unwrap();
        Self {
            name: format!(":{}", number.trim()),
            process: Some((shell, stdin)),
        }
    }

    /// What DISPLAY says.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        if let Some((mut shell, stdin)) = self.process.take() {
            drop(stdin);
            let _ = shell.wait();
        }
    }
}
