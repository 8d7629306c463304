use std::time::{Duration, Instant};

use fantoccini::{
    actions::{InputSource, KeyAction, KeyActions},
    key::Key,
};
use serde_json::Value;

use super::{Window, window::PATIENCE};

/// No screen has more stops than this between one place and itself.
const MOST_STOPS: usize = 400;

/// How long the focus may take to show.
const SHOWS: Duration = Duration::from_secs(10);

/// Longer than the web view remembers which letters were typed into a list of choices.
const FORGOTTEN: Duration = Duration::from_millis(1_500);

/// Where the keys should lead.
#[derive(Debug)]
enum Target<'a> {
    /// What has this role and name.
    Role(&'a str, &'a str),
    /// What a selector finds.
    Css(&'a str),
}

impl Window {
    /// Presses a key, with others held.
    pub async fn press_with(&self, held: &[Key], key: impl Into<char>) {
        let key = key.into();
        let mut actions = KeyActions::new("keyboard".into());
        for value in held {
            actions = actions.then(KeyAction::Down {
                value: (*value).into(),
            });
        }
        actions = actions
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        for value in held.iter().rev() {
            actions = actions.then(KeyAction::Up {
                value: (*value).into(),
            });
        }
        self.client.perform_actions(actions).await.unwrap();
    }

    /// Presses a key.
    pub async fn press(&self, key: impl Into<char>) {
        self.press_with(&[], key).await;
    }

    /// Presses a key so many times without looking in between.
    pub async fn press_times(&self, key: impl Into<char>, times: usize) {
        let value = key.into();
        let mut actions = KeyActions::new("keyboard".into());
        for _ in 0..times {
            actions = actions
                .then(KeyAction::Down { value })
                .then(KeyAction::Up { value });
        }
        self.client.perform_actions(actions).await.unwrap();
    }

    /// Chooses all of the text where the focus is, so that typing takes its place.
    pub async fn select_all(&self) {
        self.press_with(&[Key::Control], 'a').await;
    }

    /// Types where the focus is.
    pub async fn type_text(&self, text: &str) {
        let mut actions = KeyActions::new("keyboard".into());
        for value in text.chars() {
            actions = actions
                .then(KeyAction::Down { value })
                .then(KeyAction::Up { value });
        }
        self.client.perform_actions(actions).await.unwrap();
    }

    /// Goes with the keys to what has this role and name.
    pub async fn tab_to(&self, role: &str, name: &str) {
        self.travel(&Target::Role(role, name)).await;
    }

    /// Goes with the keys to what a selector finds.
    pub async fn tab_to_css(&self, selector: &str) {
        self.travel(&Target::Css(selector)).await;
    }

    /// Goes with the Tab key, and with arrows inside a group of radio buttons. Every stop on the way must show that it
    /// has the focus. What is drawn anew on the way is looked for again.
    async fn travel(&self, to: &Target<'_>) {
        let mut target = self.find(to).await;
        let mut stops: Vec<String> = Vec::new();
        let mut arrow = Key::Down;
        for _ in 0..MOST_STOPS {
            let Some(stop) = self.stop(&target).await else {
                target = self.find(to).await;
                continue;
            };
            if stop["here"] == true {
                return;
            }
            let what = stop["what"].as_str().unwrap_or_default().to_owned();
            // The last of a group is the end of it here: the way back leads to the others.
            let is_end = stop["arrow"] == true && stops.last() == Some(&what);
            stops.push(what);
            if is_end {
                arrow = Key::Up;
            }
            self.press(if stop["arrow"] == true {
                arrow
            } else {
                Key::Tab
            })
            .await;
        }
        stops.truncate(60);
        panic!(
            "the keys do not lead to {to:?}; they stop at\n{}",
            stops.join("\n")
        );
    }

    async fn find(&self, target: &Target<'_>) -> Value {
        let found = match target {
            Target::Role(role, name) => self.role(role, name).await,
            Target::Css(selector) => self.css(selector).await,
        };
        serde_json::to_value(found).unwrap()
    }

    /// Where the focus is now, or nothing if the target is no longer there. The focus must show; a transition may take a
    /// moment, on a busy machine a longer one.
    async fn stop(&self, target: &Value) -> Option<Value> {
        const STOP: &str = "return hubfolioTest.stop(arguments[0])";
        let end = Instant::now() + SHOWS;
        loop {
            let stop = match self.client.execute(STOP, vec![target.clone()]).await {
                Ok(stop) => stop,
                Err(fault) if fault.to_string().contains("was not found") => return None,
                Err(fault) => panic!("{STOP}: {fault}"),
            };
            if stop["shows"] == true {
                return Some(stop);
            }
            assert!(
                Instant::now() < end,
                "{} has the focus and does not show it; {stop}",
                stop["what"]
            );
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// Goes there with the Tab key and types.
    pub async fn fill_by_keys(&self, role: &str, name: &str, text: &str) {
        self.tab_to(role, name).await;
        self.type_text(text).await;
    }

    /// Goes to a list of choices and types the beginning of one. Letters that come too slowly are taken for another choice,
    /// as for a person who pauses: then it is typed once more.
    pub async fn choose_by_keys(&self, name: &str, option: &str) {
        self.tab_to("combobox", name).await;
        let end = Instant::now() + PATIENCE;
        loop {
            self.type_text(option).await;
            let chosen = "const at = document.activeElement; return at.selectedOptions?.[0]?.text ?? at.value ?? ''";
            let chosen = self.run(chosen, vec![]).await;
            if chosen.as_str().is_some_and(|text| text.starts_with(option)) {
                return;
            }
            assert!(
                Instant::now() < end,
                "{option:?} in {name:?} cannot be chosen with the keys, but {chosen}"
            );
            tokio::time::sleep(FORGOTTEN).await;
            self.select_all().await;
        }
    }

    /// Goes there with the keys and presses Enter.
    pub async fn enter_on(&self, role: &str, name: &str) {
        self.tab_to(role, name).await;
        self.press(Key::Enter).await;
    }

    /// Role and name of what has the focus.
    pub async fn focused(&self) -> (String, String) {
        let focused = self.run("return hubfolioTest.focused()", vec![]).await;
        let text = |key: &str| focused[key].as_str().unwrap_or_default().to_owned();
        (text("role"), text("name"))
    }
}
