//! Every kind of pack there is, in every copy, drafted and signed: the same bytes for the same snapshot, whatever laptop,
//! and what validators of PDF/UA-1 and PDF/A-3a ask for.
//!
//! `cargo xtask packs` writes far more of them and has the validators look at them (`everything`).

use std::process::Command;

use hubfolio_core::{
    packs::{
        copies::{Face, Snapshot, issue},
        sign_off::Signed,
    },
    pdf,
};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{
    kinds::{self, Planter, day},
    written,
};

fn faces(papers: &[(String, Vec<String>)]) -> Vec<(&'static str, Face)> {
    let member = Face::Member {
        person: "A Member".into(),
        without_papers: papers.iter().take(1).map(|p| p.0.clone()).collect(),
    };
    vec![
        ("members", Face::Members),
        ("public", Face::Public),
        ("closed", Face::ClosedSession),
        ("member", member),
    ]
}

fn signed() -> Vec<Signed> {
    vec![Signed {
        name: "Prof. Eve Long".into(),
        role: "Chair".into(),
        day: "14 May 2026".into(),
        how: "Signed here, on Office laptop".into(),
        wording: "I confirm that this is the record.".into(),
        check_code: "0123 4567 89ab".into(),
    }]
}

type Files = Vec<(String, Vec<u8>)>;

fn each<S: Snapshot>(out: &mut Files, name: &str, mut whole: S, faces: &[(&str, Face)]) {
    for (state, signed) in [("draft", vec![]), ("signed", signed())] {
        whole.sign(signed);
        for (copy, face) in faces {
            let document = issue(&whole, face, day(20)).document;
            let bytes = pdf::render(&document, &mut |_, _| true).unwrap();
            out.push((format!("{name}--{state}--{copy}.pdf"), bytes));
        }
    }
}

/// Packs of snapshots, from one seed.
pub fn of_snapshots(seed: u64) -> Files {
    let mut out = vec![];
    let (board, papers) = kinds::board(&mut Planter::new(seed));
    let faces = faces(&papers);
    let planter = || Planter::new(seed);
    each(&mut out, "board", board, &faces);
    each(
        &mut out,
        "interests",
        kinds::interests(&mut planter()),
        &faces[..2],
    );
    each(
        &mut out,
        "minutes",
        kinds::minutes(&mut planter()),
        &faces[..3],
    );
    each(
        &mut out,
        "engagement",
        kinds::engagement(&mut planter()),
        &faces[..2],
    );
    each(
        &mut out,
        "strategy",
        kinds::strategy(&mut planter()),
        &faces[..2],
    );
    out
}

/// Packs of the practice hub: the KPI pack and every list.
fn of_the_practice_hub() -> Files {
    let mut out = vec![];
    let (mut desk, id) = super::signed(931);
    for copy in ["members", "public"] {
        let request = json!({ "pack": "kpi", "record": id, "copy": copy });
        let bytes = written(&mut desk, "kpi.pdf", request);
        out.push((format!("kpi-signed-{copy}.pdf"), bytes));
    }
    let mut desk = super::practice_hub(932);
    for kind in ["kpi", "strategy"] {
        for copy in ["members", "public"] {
            let request = json!({ "pack": kind, "copy": copy });
            let bytes = written(&mut desk, "draft.pdf", request);
            out.push((format!("{kind}-draft-{copy}.pdf"), bytes));
        }
    }
    for kind in [
        "practice",
        "pcn",
        "organisation",
        "person",
        "team_member",
        "place",
    ] {
        for copy in ["members", "public"] {
            let view = json!({ "source": { "kind": kind } });
            let request = json!({ "pack": "list", "view": view, "copy": copy });
            let bytes = written(&mut desk, "list.pdf", request);
            out.push((format!("list-{kind}-{copy}.pdf"), bytes));
        }
    }
    out
}

#[test]
fn every_kind_of_pack_is_written_in_every_copy() {
    let mut files = of_snapshots(1);
    files.extend(of_the_practice_hub());
    assert!(files.len() > 30);
    for (name, bytes) in &files {
        assert!(pdf::page_count(bytes).unwrap() >= 1, "{name}");
    }
    looked_at_by_qpdf(&files);
}

/// A share of the files, where the program is on this machine: the slow validators are for `cargo xtask packs`.
fn looked_at_by_qpdf(files: &Files) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pack.pdf");
    for (name, bytes) in files.iter().step_by(4) {
        std::fs::write(&file, bytes).unwrap();
        let Ok(said) = Command::new("qpdf").arg("--check").arg(&file).output() else {
            println!("skipped: qpdf is not on this machine");
            return;
        };
        assert!(said.status.success(), "{name}: {said:?}");
    }
}

fn digest(files: &Files) -> String {
    let mut hash = Sha256::new();
    for (name, bytes) in files {
        hash.update(name.as_bytes());
        hash.update(bytes);
    }
    let digest = hash.finalize();
    digest.iter().map(|b| format!("{b:02x}")).collect()
}

/// What another process of this test says, on its way to the test below.
const ASKED: &str = "HUBFOLIO_PACKS_DIGEST";

#[test]
fn the_same_snapshot_gives_the_same_bytes_on_every_run_thread_and_locale() {
    let here = digest(&of_snapshots(2));
    if let Ok(file) = std::env::var(ASKED) {
        std::fs::write(file, here).unwrap();
        return;
    }
    let thread = || std::thread::spawn(|| digest(&of_snapshots(2)));
    for other in [thread(), thread()] {
        assert_eq!(other.join().unwrap(), here);
    }
    let folder = tempfile::tempdir().unwrap();
    for (locale, zone) in [("tr_TR.UTF-8", "Asia/Kathmandu"), ("C", "America/St_Johns")] {
        let said = folder.path().join("digest");
        let done = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                concat!(
                    module_path!(),
                    "::the_same_snapshot_gives_the_same_bytes_on_every_run_thread_and_locale"
                )
                .trim_start_matches("journeys::"),
            ])
            .env(ASKED, &said)
            .envs([("LANG", locale), ("LC_ALL", locale), ("TZ", zone)])
            .output()
            .unwrap();
        assert!(done.status.success(), "{done:?}");
        assert_eq!(
            std::fs::read_to_string(&said).unwrap(),
            here,
            "{locale}, {zone}"
        );
        std::fs::remove_file(said).unwrap();
    }
    assert_ne!(digest(&of_snapshots(3)), here);
}
