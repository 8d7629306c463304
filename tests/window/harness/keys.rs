use std::time::{Duration, Instant};

use fantoccini::{
    actions::{InputSource, KeyAction, KeyActions},
    elements::Element,
    key::Key,
};
use serde_json::Value;

use super::Window;

/// No screen has more stops than this between one place and itself.
const MOST_STOPS: usize = 400;

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
        let target = self.role(role, name).await;
        self.travel(&target, &format!("{role} {name:?}")).await;
    }

    /// Goes with the keys to what a selector finds.
    pub async fn tab_to_css(&self, selector: &str) {
        let target = self.css(selector).await;
        self.travel(&target, selector).await;
    }

    /// Goes with the Tab key, and with arrows inside a group of radio buttons. Every stop on the way must show that it
    /// has the focus.
    async fn travel(&self, target: &Element, name: &str) {
        let target = serde_json::to_value(target).unwrap();
        let mut stops = Vec::new();
        for _ in 0..MOST_STOPS {
            let stop = self.stop(&target).await;
            if stop["here"] == true {
                return;
            }
            stops.push(stop["what"].as_str().unwrap_or_default().to_owned());
            self.press(if stop["arrow"] == true {
                Key::Down
            } else {
                Key::Tab
            })
            .await;
        }
        stops.truncate(60);
        panic!(
            "the keys do not lead to {name}; they stop at\n{}",
            stops.join("\n")
        );
    }

    /// Where the focus is now. It must show; a transition may take a moment.
    async fn stop(&self, target: &Value) -> Value {
        let end = Instant::now() + Duration::from_secs(1);
        loop {
            let stop = self
                .run(
                    "return hubfolioTest.stop(arguments[0])",
                    vec![target.clone()],
                )
                .await;
            if stop["shows"] == true {
                return stop;
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
