//! Three laptops that meet through a shared folder alone, as its program makes of it what it likes: files twice under
//! "(1)", files of which half has arrived. All come to the same, and nobody touches another's files.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use hubfolio_tests::Desk;
use serde_json::json;

struct Team {
    desks: Vec<Desk>,
    folder: PathBuf,
    _kept: tempfile::TempDir,
}

impl Team {
    /// Ann, and Ben and Cay who join with the invitations that she puts there.
    fn new(seed: u64) -> Self {
        let kept = tempfile::tempdir().unwrap();
        let folder = kept.path().join("shared");
        std::fs::create_dir(&folder).unwrap();
        let mut ann = Desk::new(seed);
        let mut desks = vec![];
        for (n, person) in ["Ben Cole", "Cay Dunn"].iter().enumerate() {
            let invited = ann.call("invite", json!({ "person": person }));
            let file = folder.join(format!("for-{n}.hubx")).display().to_string();
            let share = json!({ "everything": true, "protection": "words", "words": invited["words"], "invitation": invited["id"] });
            ann.call("share_write", json!({ "share": share, "file": file }));
            let mut desk = Desk::closed(seed + 1 + n as u64);
            desk.call(
                "join",
                json!({ "file": file, "words": invited["words"], "person": person }),
            );
            std::fs::remove_file(file).unwrap();
            desks.push(desk);
        }
        desks.insert(0, ann);
        for desk in &mut desks {
            let settings = json!({ "folder": folder.display().to_string(), "by_itself": true });
            desk.call("sharing_settings", settings);
        }
        let mut team = Self {
            desks,
            folder,
            _kept: kept,
        };
        // Who is new to somebody is looked at by a person.
        for n in [1, 2, 0, 0, 1, 2, 1, 2, 0] {
            team.exchange(n);
            team.look_at_all(n);
        }
        team
    }

    fn look_at_all(&mut self, n: usize) {
        let desk = &mut self.desks[n];
        for file in desk.call("folder_files", json!({})).as_array().unwrap() {
            let incoming = json!({ "files": [file["file"]] });
            let token = desk.call("incoming_preview", incoming.clone())["token"].clone();
            desk.call(
                "incoming_apply",
                json!({ "incoming": incoming, "token": token }),
            );
        }
    }

    /// One goes through the folder; whatever is not its own lies there afterwards as before.
    fn exchange(&mut self, n: usize) -> serde_json::Value {
        let before = self.bytes();
        let store = self.desks[n].session.store().unwrap();
        let others: Vec<PathBuf> = names(&self.folder)
            .into_iter()
            .filter(|path| !hubfolio_core::exchange::is_ours(store, path).unwrap())
            .collect();
        let done = self.desks[n].call("folder_exchange", json!({}));
        let after = self.bytes();
        for path in others {
            assert!(path.exists(), "{} is not its own", path.display());
        }
        let put = done["put"].as_str();
        let new: Vec<_> = after.difference(&before).collect();
        assert_eq!(new.len(), usize::from(put.is_some()), "{done}");
        done
    }

    fn bytes(&self) -> BTreeSet<Vec<u8>> {
        let files = names(&self.folder).into_iter();
        files.map(|path| std::fs::read(path).unwrap()).collect()
    }

    fn hashes(&mut self) -> Vec<String> {
        let stores = self.desks.iter_mut().map(|d| d.session.store().unwrap());
        stores.map(|s| s.state_hash_heads().unwrap()).collect()
    }
}

fn names(folder: &Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    out.sort();
    out
}

#[test]
fn three_laptops_come_to_the_same_through_a_folder_that_doubles_and_halves_files() {
    let mut team = Team::new(420);
    for (round, n) in [0, 1, 2, 2, 0, 1].into_iter().enumerate() {
        team.desks[n].save("place", json!({ "name": format!("Place {round}") }));
        let done = team.exchange(n);
        assert_eq!(done["waiting"], json!([]), "round {round}: {done}");
        let Some(put) = done["put"].as_str() else {
            panic!("round {round}: its edit went nowhere: {done}");
        };
        let whole = std::fs::read(team.folder.join(put)).unwrap();
        let stem = put.trim_end_matches(".hubx");
        if round % 2 == 0 {
            std::fs::write(team.folder.join(format!("{stem} (1).hubx")), &whole).unwrap();
        } else {
            // Half of it has arrived elsewhere, under a name of its own.
            let half = team.folder.join(format!("{stem} (2).hubx"));
            std::fs::write(&half, &whole[..whole.len() / 2]).unwrap();
        }
    }
    for n in [0, 1, 2, 0, 1, 2] {
        team.exchange(n);
    }
    let hashes = team.hashes();
    assert!(hashes.iter().all(|h| *h == hashes[0]), "{hashes:?}");
    // Everybody has said what they have: nothing is left to do, however often they look.
    for n in 0..3 {
        let done = team.exchange(n);
        assert_eq!(
            (&done["put"], &done["brought_in"], &done["refused"]),
            (&json!(null), &json!([]), &json!([])),
            "{done}"
        );
    }
}

/// Ann saves the file for somebody new where all of their files lie.
#[test]
fn a_file_that_words_open_stays_until_somebody_takes_it_away() {
    let mut team = Team::new(430);
    let ann = &mut team.desks[0];
    let invited = ann.call("invite", json!({ "person": "Dot Early" }));
    let file = team.folder.join("for-dot.hubx");
    let share = json!({ "everything": true, "protection": "words", "words": invited["words"], "invitation": invited["id"] });
    ann.call(
        "share_write",
        json!({ "share": share, "file": file.display().to_string() }),
    );
    ann.save("place", json!({ "name": "A new place" }));
    assert!(team.exchange(0)["put"].is_string());
    assert!(file.exists(), "nobody new could join by it any more");
    let done = team.exchange(1);
    let says = "for-dot.hubx (protected by words: ask for them by telephone)";
    assert_eq!(done["waiting"], json!([says]));
}

#[test]
fn the_folder_that_holds_the_hub_file_is_not_shared() {
    let mut ann = Desk::new(440);
    let folder = ann.folder.path().display().to_string();
    let settings = json!({ "folder": folder, "by_itself": null });
    assert_eq!(
        ann.refused("sharing_settings", settings).code,
        "hub_in_folder"
    );
    assert_eq!(ann.call("sharing", json!({}))["folder"], json!(null));
}
