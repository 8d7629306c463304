use std::{
    fs,
    net::TcpListener,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use fantoccini::{Client, ClientBuilder, error::NewSessionError};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};

use super::{display::Display, home::Home};

/// A WebKitWebDriver of our own, and the program it starts.
pub struct Driver {
    process: Child,
    port: u16,
    /// Kept for its end, after the program's.
    _display: Display,
}

impl Driver {
    /// Starts a driver whose program will live in this home.
    pub fn start(home: &Home) -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let display = Display::start();
        let loud = std::env::var_os("HUBFOLIO_TEST_LOUD").is_some();
        let process = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("DISPLAY", display.name())
            .env_remove("WAYLAND_DISPLAY")
            // Without it the program does not let itself be driven.
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            // No session bus: its helpers would live in this home and hold on to it.
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .env("NO_AT_BRIDGE", "1")
            .env("TZ", "Europe/London")
            .envs(home.environment())
            .stdout(Stdio::null())
            .stderr(if loud {
                Stdio::inherit()
            } else {
                Stdio::null()
            })
            .spawn()
            .expect("WebKitWebDriver starts (Debian package webkit2gtk-driver)");
        Self {
            process,
            port,
            _display: display,
        }
    }

    /// Starts the program with these switches and takes the wheel.
    pub async fn session(&self, switches: &[String]) -> Client {
        let asked = json!({
            "webkitgtk:browserOptions": { "binary": env!("CARGO_BIN_EXE_hubfolio"), "args": switches },
        });
        let Value::Object(asked) = asked else {
            unreachable!()
        };
        let end = Instant::now() + Duration::from_secs(40);
        loop {
            match self.try_session(asked.clone()).await {
                Ok(client) => return client,
                Err(fault) => assert!(Instant::now() < end, "no session with the window: {fault}"),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The processes of the program.
    pub fn program(&self) -> Vec<u32> {
        children(self.process.id())
    }

    async fn try_session(&self, asked: Map<String, Value>) -> Result<Client, NewSessionError> {
        let address = format!("http://127.0.0.1:{}", self.port);
        ClientBuilder::new(HttpConnector::new())
            .capabilities(asked)
            .connect(&address)
            .await
    }
}

impl Drop for Driver {
    /// After a failed test the program still runs: it ends with its driver.
    fn drop(&mut self) {
        let started = children(self.process.id());
        let _ = self.process.kill();
        let _ = self.process.wait();
        for child in started {
            let _ = Command::new("kill")
                .arg(child.to_string())
                .stderr(Stdio::null())
                .status();
        }
    }
}

/// The processes that a process started, with all of theirs.
pub fn children(of: u32) -> Vec<u32> {
    let numbers = fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = numbers.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let own = numbers
        .filter(|number| parent(*number) == Some(of))
        .collect::<Vec<_>>();
    own.into_iter()
        .flat_map(|child| std::iter::once(child).chain(children(child)))
        .collect()
}

fn parent(of: u32) -> Option<u32> {
    state_and_parent(of).map(|(_, parent)| parent)
}

/// Does the process still run? One that ended and was not yet collected does not.
pub fn runs(process: u32) -> bool {
    state_and_parent(process).is_some_and(|(state, _)| state != "Z")
}

fn state_and_parent(of: u32) -> Option<(String, u32)> {
    let stat = fs::read_to_string(format!("/proc/{of}/stat")).ok()?;
    // "12 (name, which may hold brackets) S 7 …": state and parent follow the last bracket.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
    Some((fields.next()?.to_owned(), fields.next()?.parse().ok()?))
}
