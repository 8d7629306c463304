//! Two colleagues, two laptops, two windows open at the same time, and nothing between them but files: from an invitation
//! to two hub files that are the same. Pictures of every step are in `artefacts/window/two-laptops/`.

mod bring_in;
mod edit;
mod join;
mod same;
mod send;
mod settle;

use crate::harness::{Home, Window};

/// A colleague at a laptop.
struct Colleague {
    home: Home,
    window: Window,
    /// First part of the names of pictures.
    name: &'static str,
}

impl Colleague {
    async fn sits_down(name: &'static str, laptop: &'static str) -> Self {
        let home = Home::called(laptop);
        let window = Window::open(&home, &[]).await;
        Self { home, window, name }
    }

    /// A picture of a finished screen, checked for accessibility.
    async fn screen(&self, step: &str) {
        let name = format!("two-laptops/{step}-{}", self.name);
        self.window.screen(&name).await;
    }

    /// Goes to a page below the line of the navigation.
    async fn goes_to(&self, page: &str) {
        self.window.enter_on("link", page).await;
        self.window.role("heading", page).await;
    }
}

#[tokio::test]
async fn two_laptops_share_by_files_until_their_hub_files_are_the_same() {
    let mut ann = Colleague::sits_down("ann", "Ann’s laptop").await;
    join::founds_a_hub(&ann, "Ann Lee").await;
    edit::adds_a_practice(&ann).await;
    let (words, invitation) = join::invites(&ann, "Ben Carter").await;

    let ben = Colleague::sits_down("ben", "Ben’s laptop").await;
    join::joins(&ben, &invitation, &words, "Ben Carter").await;

    edit::changes_the_telephone(&ann, "01632 960111").await;
    edit::changes_the_telephone(&ben, "01632 960222").await;

    let from_ben = send::sends(&ben, "07").await;
    bring_in::sees_an_invited_laptop_and_two_versions(&ann, &from_ben).await;
    settle::sees_both_versions_everywhere(&ann, "10").await;

    let from_ann = send::sends(&ann, "12").await;
    bring_in::brings_in(&ben, &from_ann, "13").await;
    settle::sees_both_versions_everywhere(&ben, "14").await;

    settle::keeps(&ann, "Ben Carter", "Rang the practice, this one answers").await;
    let settled = send::sends(&ann, "18").await;
    bring_in::brings_in(&ben, &settled, "19").await;
    settle::has_nothing_left(&ben).await;

    // Opened by a double click: the file waits until the window listens, and is known.
    ann.window.close().await;
    ann.window = Window::open(&ann.home, &[from_ben.to_str().unwrap()]).await;
    bring_in::knows_this_file(&ann).await;

    ann.window.close().await;
    ben.window.close().await;
    same::hub_files_are_the_same(&ann.home, &ben.home);
}
