//! The power goes in the middle of an import: the hub file is as before or as after, never between, and the next edit
//! works.

use std::{
    fmt::Write,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use hubfolio_tests::{
    Laptop, World,
    soak::{Seed, seeds},
};

use crate::properties::assert_sound;

/// Practices of the list: enough for two parts of 5,000 writes.
const PRACTICES: usize = 520;

/// The points at the end of an import that every run stops at: the last records, the seal of each part, and what follows
/// from them: search and what needs attention.
const LAST_POINTS: u64 = 10;

/// An invented list in the layout of epraccur.
fn list(name: &str, practices: usize) -> String {
    let mut out = String::new();
    for n in 0..practices {
        writeln!(
            out,
            "\"Z{n:05}\",\"{name} {n}\",\"Y99\",\"QZZ\",\"{n} HIGH STREET\",\"\",\"\",\"ALDERBRIDGE\",\"\",\
             \"ZZ1 2AA\",\"19740401\",\"\",\"A\",\"B\",\"Z9Z9Z\",\"20210401\",\"\",\"01632 960001\",\"\",\"\",\"\",\"0\",\
             \"\",\"Z9Z9Z\",\"\",\"4\",\"\""
        )
        .unwrap();
    }
    out
}

/// The program that will be killed, and what it says.
pub(crate) struct Writer {
    child: Child,
    says: BufReader<std::process::ChildStdout>,
}

impl Writer {
    /// `stop_at`: number of the point at which it waits; 0 = runs to its end.
    pub(crate) fn start(laptop: &Laptop, list: &Path, stop_at: u64) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_writer"))
            .args([laptop.path(), laptop.config(), list.to_owned()])
            .args(["7".to_owned(), stop_at.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let says = BufReader::new(child.stdout.take().unwrap());
        Self { child, says }
    }

    pub(crate) fn next(&mut self) -> String {
        let mut line = String::new();
        self.says.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }

    /// Waits until it says this, then until it ends.
    pub(crate) fn finish(mut self) -> String {
        assert_eq!(self.next(), "open");
        let last = self.next();
        assert!(self.child.wait().unwrap().success());
        last
    }

    /// SIGKILL: no destructor, no last word.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// A laptop before the import, the list, and what a whole import gives.
struct Stage {
    base: Laptop,
    list: PathBuf,
    before: String,
    after: String,
    points: u64,
    takes: Duration,
}

impl Stage {
    fn set() -> Self {
        let mut base = Laptop::new(40);
        let first = base.folder.path().join("first.csv");
        std::fs::write(&first, list("SURGERY", PRACTICES)).unwrap();
        let list_path = base.folder.path().join("second.csv");
        std::fs::write(&list_path, list("HEALTH CENTRE", PRACTICES)).unwrap();
        let before_any = base.store().state_hash().unwrap();
        base.store = None;
        assert!(Writer::start(&base, &first, 0).finish().starts_with("end "));
        base.reopen().unwrap();
        let before = base.store().state_hash().unwrap();
        assert_ne!(before, before_any);
        // A control: half an import is told from none and from a whole one.
        let half = base.folder.path().join("half.csv");
        std::fs::write(&half, list("HEALTH CENTRE", PRACTICES / 2)).unwrap();
        let mut halfway = base.copied(42);
        assert!(
            Writer::start(&halfway, &half, 0)
                .finish()
                .starts_with("end ")
        );
        halfway.reopen().unwrap();
        let between = halfway.store().state_hash().unwrap();
        let mut whole = base.copied(41);
        let start = Instant::now();
        let end = Writer::start(&whole, &list_path, 0).finish();
        let takes = start.elapsed();
        whole.reopen().unwrap();
        let after = whole.store().state_hash().unwrap();
        assert!(between != before && between != after);
        Self {
            after,
            points: end.strip_prefix("end ").unwrap().parse().unwrap(),
            base,
            list: list_path,
            before,
            takes,
        }
    }

    /// Everything that must hold after a kill. Returns whether the import is in.
    fn look(&self, mut laptop: Laptop) -> bool {
        laptop.reopen().unwrap();
        let notices = laptop.store().notices();
        assert!(notices.is_empty(), "{notices:?}");
        let now = laptop.store().state_hash().unwrap();
        assert!(
            now == self.before || now == self.after,
            "neither before nor after"
        );
        assert!(laptop.store().check().unwrap().faults.is_empty());
        let heads = laptop.store().state_hash_heads().unwrap();
        laptop.rebuild().unwrap();
        assert_eq!(laptop.store().state_hash_heads().unwrap(), heads);
        laptop
            .put(
                "practice",
                None,
                &[
                    ("ods_code", "Z99999".into()),
                    ("name", "After the kill".into()),
                ],
            )
            .unwrap();
        laptop.reopen().unwrap();
        assert_eq!(laptop.store().search("after the kill", 2).unwrap().len(), 1);
        now == self.after
    }
}

#[test]
fn a_kill_leaves_the_file_as_before_or_as_after() {
    let mut stage = Stage::set();
    let (mut before, mut after) = (0, 0);
    for (n, seed) in seeds(12).enumerate() {
        let _seed = Seed(seed);
        let dice = World::new(seed);
        let laptop = stage.base.copied(seed);
        // Every other time at a point that the program itself names, else whenever the dice say.
        if n % 2 == 0 {
            let back = (n as u64 / 2) % (LAST_POINTS + 2);
            let point = match back {
                0 => stage.points + 1,
                b if b <= LAST_POINTS => stage.points + 1 - b,
                _ => 1 + dice.roll() % stage.points,
            };
            let mut writer = Writer::start(&laptop, &stage.list, point);
            while !["point", "end"].contains(&writer.next().split(' ').next().unwrap_or_default()) {
            }
            writer.kill();
        } else {
            let writer = Writer::start(&laptop, &stage.list, 0);
            let longest = stage.takes.as_micros() as u64 * 11 / 10;
            std::thread::sleep(Duration::from_micros(dice.roll() % longest));
            writer.kill();
        }
        if stage.look(laptop) {
            after += 1;
        } else {
            before += 1;
        }
    }
    println!("{before} kills left the file as before, {after} as after");
    assert!(before > 0 && after > 0);
}

#[test]
fn a_kill_leaves_tables_that_a_rebuild_would_give() {
    let mut stage = Stage::set();
    let mut laptop = stage.base.copied(5);
    let mut writer = Writer::start(&laptop, &stage.list, stage.points);
    while writer.next() != "point" {}
    writer.kill();
    laptop.reopen().unwrap();
    assert_sound(&mut laptop);
}

#[test]
fn a_kill_in_the_first_edit_on_a_new_laptop_leaves_at_most_one_writer_more() {
    let mut stage = Stage::set();
    let actors = |laptop: &mut Laptop| -> i64 {
        let sql = "SELECT count(*) FROM log_actor";
        laptop
            .store()
            .db()
            .query_row(sql, [], |r| r.get(0))
            .unwrap()
    };
    for back in 0..3 {
        let mut laptop = stage.base.copied(6 + back);
        std::fs::remove_dir_all(laptop.config()).unwrap();
        let mut writer = Writer::start(&laptop, &stage.list, stage.points - back);
        while !["point", "end"].contains(&writer.next().split(' ').next().unwrap_or_default()) {}
        writer.kill();
        for _ in 0..3 {
            laptop.reopen().unwrap();
            assert!(actors(&mut laptop) <= 2);
        }
        laptop
            .put("place", None, &[("name", "After the kill".into())])
            .unwrap();
        assert!(actors(&mut laptop) <= 3);
        assert_sound(&mut laptop);
    }
}
