use std::{
    process::Command,
    time::{Duration, Instant},
};

use fantoccini::{
    Client, Locator,
    elements::{Element, ElementRef},
    wd::TimeoutConfiguration,
};
use serde_json::{Value, json};

use super::{
    driver::{Driver, runs},
    home::Home,
};

/// How long the window may take to show what a step leads to, on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// How long a script in the page may take: opening the practice hub and axe-core on a long page are the longest.
const SCRIPT: Duration = Duration::from_secs(180);

/// How long a new window is given to become the one that keys go to.
const ACTIVE: Duration = Duration::from_secs(10);

/// The open window.
pub struct Window {
    /// The WebDriver session.
    pub client: Client,
    driver: Driver,
}

impl Window {
    /// Starts the program in this home and waits for its first screen.
    pub async fn open(home: &Home, more: &[&str]) -> Self {
        let driver = Driver::start(home);
        let mut switches = home.switches();
        switches.extend(more.iter().map(ToString::to_string));
        let client = driver.session(&switches).await;
        client
            .update_timeouts(TimeoutConfiguration::new(Some(SCRIPT), None, None))
            .await
            .unwrap();
        let window = Self { client, driver };
        window.learn().await;
        window.css("main:not([aria-busy=true])").await;
        window.becomes_active().await;
        window
    }

    /// Waits until the window has the focus of its screen: before, nothing in it shows that it has the focus. On a screen
    /// shared with other windows it may never come.
    async fn becomes_active(&self) {
        let end = Instant::now() + ACTIVE;
        let active = "return document.hasFocus()";
        while self.run(active, vec![]).await != Value::Bool(true) && Instant::now() < end {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Ends the program as a desktop session does when a person logs out, and waits until it has ended: WebDriver would
    /// break it off.
    pub async fn close(self) {
        let program = self.driver.program();
        let first = program.first().expect("the program runs").to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &first])
                .status()
                .unwrap()
                .success()
        );
        let end = Instant::now() + PATIENCE;
        while program.iter().any(|process| runs(*process)) {
            assert!(Instant::now() < end, "the program did not end");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        // The driver may have noticed already.
        let _ = self.client.close().await;
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str, with: Vec<Value>) -> Value {
        self.client
            .execute(script, with)
            .await
            .unwrap_or_else(|fault| panic!("{script}: {fault}"))
    }

    /// Calls a command of the shell as a screen would: `{ value }` or `{ fault }`.
    pub async fn invoke(&self, command: &str, with: Value) -> Value {
        let body = "try { return { value: await __TAURI_INTERNALS__.invoke(args[0], args[1]) } } catch (fault) { return { fault } }";
        self.wait_for(body, vec![json!(command), with]).await
    }

    /// Asks the core, where no fault is expected.
    pub async fn ask(&self, name: &str, request: Value) -> Value {
        let asked = json!({ "name": name, "request": request });
        let answer = self.invoke("call", asked).await;
        assert!(answer.get("fault").is_none(), "{name}: {answer}");
        answer["value"].clone()
    }

    /// Runs the body of an async function in the page and waits for what it returns.
    pub async fn wait_for(&self, body: &str, with: Vec<Value>) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             (async (...args) => {{ {body} }})(...Array.prototype.slice.call(arguments, 0, -1))
               .then((value) => done({{ value: value ?? null }}), (fault) => done({{ fault: String(fault?.message ?? fault) }}));"
        );
        let answer = self
            .client
            .execute_async(&script, with)
            .await
            .unwrap_or_else(|fault| panic!("{body}: {fault}"));
        assert!(answer.get("fault").is_none(), "{body}: {}", answer["fault"]);
        answer["value"].clone()
    }

    /// The first element for a selector, as soon as there is one.
    pub async fn css(&self, selector: &str) -> Element {
        let found = self
            .client
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::Css(selector))
            .await;
        match found {
            Ok(element) => element,
            Err(fault) => panic!("{selector}: {fault}\n{}", self.text().await),
        }
    }

    /// How many elements a selector finds now.
    pub async fn count(&self, selector: &str) -> usize {
        self.client
            .find_all(Locator::Css(selector))
            .await
            .unwrap()
            .len()
    }

    /// The element with this role and name, as an assistive technology would find it, as soon as it can be seen.
    pub async fn role(&self, role: &str, name: &str) -> Element {
        let end = Instant::now() + PATIENCE;
        loop {
            let found = self
                .run(
                    "return hubfolioTest.find(arguments[0], arguments[1])",
                    vec![json!(role), json!(name)],
                )
                .await;
            if let Some(id) = found
                .as_object()
                .and_then(|object| object.values().next())
                .and_then(Value::as_str)
            {
                return Element::from_element_id(
                    self.client.clone(),
                    ElementRef::from(id.to_owned()),
                );
            }
            if Instant::now() > end {
                let names = self
                    .run("return hubfolioTest.names(arguments[0])", vec![json!(role)])
                    .await;
                panic!(
                    "no {role} named {name:?}; there is {names}\n{}",
                    self.text().await
                );
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// All that can be read in the window.
    pub async fn text(&self) -> String {
        let text = self.run("return document.body.innerText", vec![]).await;
        text.as_str().unwrap_or_default().replace('\u{a0}', " ")
    }

    /// What can be read in the first element for a selector, as soon as there is one.
    pub async fn text_of(&self, selector: &str) -> String {
        self.css(selector).await.text().await.unwrap()
    }

    /// Waits until this can be read.
    pub async fn reads(&self, wanted: &str) {
        self.until(wanted, true).await;
    }

    /// Waits until this can no longer be read.
    pub async fn no_longer_reads(&self, unwanted: &str) {
        self.until(unwanted, false).await;
    }

    async fn until(&self, text: &str, there: bool) {
        let end = Instant::now() + PATIENCE;
        loop {
            let now = self.text().await;
            if now.contains(text) == there {
                return;
            }
            assert!(
                Instant::now() < end,
                "{text:?} should {}be read in:\n{now}",
                if there { "" } else { "not " }
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until a script in the page, given one value, says true.
    pub async fn until_true(&self, script: &str, with: Value) {
        let end = Instant::now() + PATIENCE;
        while self.run(script, vec![with.clone()]).await != Value::Bool(true) {
            assert!(
                Instant::now() < end,
                "never true: {script} with {with}\n{}",
                self.text().await
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until the first row of the list shows this.
    pub async fn first_row_reads(&self, text: &str) {
        let script =
            "return document.querySelector('[data-at=\"0:0\"]')?.innerText.trim() === arguments[0]";
        self.until_true(script, json!(text)).await;
    }

    /// Chooses an option of a select. WebKitGTK shows options in a menu of the system, which WebDriver cannot reach.
    pub async fn choose_value(&self, selector: &str, value: &str) {
        self.css(selector)
            .await
            .select_by_value(value)
            .await
            .unwrap_or_else(|fault| panic!("{value}: {fault}"));
    }
}
