use std::{fs, path::PathBuf};

use serde_json::Value;

use super::Window;

/// What the harness adds to the page. Roles and names are worked out by axe-core, which follows the standards.
const LOOK_UP: &str = include_str!("look_up.js");

impl Window {
    /// Brings axe-core and the look-up into the page.
    pub async fn learn(&self) {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let axe = fs::read_to_string(root.join("ui/node_modules/axe-core/axe.min.js"));
        let axe = axe.expect("axe-core is among the packages of ui/");
        self.run(&axe, vec![]).await;
        self.run(LOOK_UP, vec![]).await;
    }

    /// Checks the screen with axe-core: every rule it has, no violation.
    pub async fn is_accessible(&self, screen: &str) {
        let found = self
            .wait_for("return await hubfolioTest.axe()", vec![])
            .await;
        let passes = found["passes"].as_u64().unwrap_or_default();
        assert!(
            passes > 10,
            "{screen}: only {passes} rules of axe-core applied"
        );
        let violations = found["violations"].as_array().unwrap();
        let list = violations
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join("\n");
        assert!(violations.is_empty(), "{screen}: axe-core found\n{list}");
    }
}
