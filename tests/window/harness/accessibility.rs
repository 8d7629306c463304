use std::{fs, path::PathBuf};

use serde_json::{Value, json};

use super::Window;

/// What the harness adds to the page: axe-core, which works out roles and names by the standards; what finds elements by
/// them; and what a walk over all screens needs.
const SCRIPTS: [&str; 3] = [
    "ui/node_modules/axe-core/axe.min.js",
    "tests/window/harness/look_up.js",
    "tests/window/harness/walk.js",
];

/// The rules of axe-core that hang on colours.
pub const COLOUR_RULES: [&str; 2] = ["color-contrast", "link-in-text-block"];

impl Window {
    /// Brings the scripts of the harness into the page.
    pub async fn learn(&self) {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        for name in SCRIPTS {
            let script = fs::read_to_string(root.join(name));
            let script = script.unwrap_or_else(|fault| panic!("{name}: {fault}"));
            self.run(&script, vec![]).await;
        }
    }

    /// Checks the screen with axe-core: every rule it has, no violation; in the dark once more those about colours.
    pub async fn is_accessible(&self, screen: &str) {
        let found = self
            .wait_for("return await hubfolioWalk.axe()", vec![])
            .await;
        let passes = found["passes"].as_u64().unwrap_or_default();
        assert!(
            passes > 10,
            "{screen}: only {passes} rules of axe-core applied"
        );
        no_violation(screen, &found);
        let in_the_dark = "await hubfolioWalk.dark(true);
                           const found = await hubfolioWalk.axe(args[0]);
                           await hubfolioWalk.dark(false);
                           return found";
        let found = self.wait_for(in_the_dark, vec![json!(COLOUR_RULES)]).await;
        no_violation(&format!("{screen}, dark"), &found);
    }
}

fn no_violation(screen: &str, found: &Value) {
    let violations = found["violations"].as_array().unwrap();
    let list = violations.iter().filter_map(Value::as_str);
    let list = list.collect::<Vec<_>>().join("\n");
    assert!(violations.is_empty(), "{screen}: axe-core found\n{list}");
}
