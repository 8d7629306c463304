use std::{fs, path::PathBuf, time::Duration};

use super::Window;

/// Two frames after a change the picture is of now: taken at once it was an older one in 25 of 60 tries.
const TWO_FRAMES: &str =
    "await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))";

/// WebKitGTK sometimes never answers a request for a picture; a busy machine takes its time.
const LIMIT: Duration = Duration::from_secs(60);

impl Window {
    /// Keeps a picture of the window in `artefacts/window/`; the name may lead into a folder there.
    pub async fn picture(&self, name: &str) {
        self.picture_in("artefacts/window", name).await;
    }

    /// Keeps a picture of the window in a folder of the project. Returns its size in bytes.
    pub async fn picture_in(&self, folder: &str, name: &str) -> usize {
        self.wait_for(TWO_FRAMES, vec![]).await;
        let shot = tokio::time::timeout(LIMIT, self.client.screenshot()).await;
        let shot = shot.expect("a picture within a minute").unwrap();
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
        let file = folder.join(format!("{name}.png"));
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, &shot).unwrap();
        shot.len()
    }

    /// A finished screen: a picture of it, and no violation of accessibility.
    pub async fn screen(&self, name: &str) {
        self.picture(name).await;
        self.is_accessible(name).await;
    }
}
