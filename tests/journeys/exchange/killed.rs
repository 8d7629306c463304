//! The power goes while a file comes in or is written: the hub file is as before or as after, a file is whole or not
//! there.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use hubfolio_core::exchange::Protecting;
use hubfolio_tests::{
    Laptop, World,
    soak::{Seed, seeds},
    team::LITTLE_WORK,
    writer_words,
};

use crate::crash::Writer;

/// Practices in the file that comes in.
const PRACTICES: usize = 120;

/// Ann's closed laptop, a file of Ben's, and what a whole bringing in gives.
struct Stage {
    ann: Laptop,
    file: PathBuf,
    _ben: Laptop,
    before: String,
    after: String,
    points: u64,
    takes: Duration,
}

fn heads(laptop: &mut Laptop) -> String {
    laptop.store().state_hash_heads().unwrap()
}

impl Stage {
    fn set() -> Self {
        let mut ann = Laptop::new(50);
        let mut ben = ann.joined(51);
        let words = || Protecting::Words(Some(writer_words().into()), LITTLE_WORK);
        let first = ben.file("first.hubx");
        ben.send(&first, true, words()).unwrap();
        let card = ann
            .staged(&[&first], Some(writer_words()))
            .unwrap()
            .remove(0)
            .card;
        ann.bring_in(&[&first], Some(writer_words()), &[card.key])
            .unwrap();
        for n in 0..PRACTICES {
            let values = [
                ("ods_code", format!("Z{n:05}").into()),
                ("name", "SURGERY".into()),
            ];
            ben.put("practice", None, &values).unwrap();
        }
        let file = ben.file("second.hubx");
        ben.send(&file, true, words()).unwrap();
        let before = heads(&mut ann);
        let mut whole = ann.copied(52);
        let start = Instant::now();
        let end = Writer::start(&whole, &file, 0).finish();
        let takes = start.elapsed();
        whole.reopen().unwrap();
        Self {
            points: end.strip_prefix("end ").unwrap().parse().unwrap(),
            after: heads(&mut whole),
            ann,
            file,
            _ben: ben,
            before,
            takes,
        }
    }

    /// Kills the program at a point that it names or at some time; the laptop it ran on is given back.
    fn kill(&mut self, seed: u64, n: usize, file: &Path, points: u64, takes: Duration) -> Laptop {
        let dice = World::new(seed);
        let laptop = self.ann.copied(seed);
        if n.is_multiple_of(2) {
            // The last points are those around the commit.
            let back = (n as u64 / 2) % 5;
            let point = if back < 3 {
                points + 1 - back.min(points)
            } else {
                1 + dice.roll() % points
            };
            let mut writer = Writer::start(&laptop, file, point);
            while !["point", "end", ""]
                .contains(&writer.next().split(' ').next().unwrap_or_default())
            {}
            writer.kill();
        } else {
            let writer = Writer::start(&laptop, file, 0);
            std::thread::sleep(Duration::from_micros(
                dice.roll() % (takes.as_micros() as u64 * 11 / 10),
            ));
            writer.kill();
        }
        laptop
    }
}

fn assert_sound_after(laptop: &mut Laptop) {
    let faults = laptop.store().check().unwrap().faults;
    assert!(faults.is_empty(), "{faults:?}");
    let kept = heads(laptop);
    laptop.rebuild().unwrap();
    assert_eq!(heads(laptop), kept);
}

#[test]
fn a_kill_while_a_file_comes_in_leaves_all_of_it_or_nothing() {
    let mut stage = Stage::set();
    let (mut before, mut after) = (0, 0);
    for (n, seed) in seeds(10).enumerate() {
        let _seed = Seed(seed);
        let (file, points, takes) = (stage.file.clone(), stage.points, stage.takes);
        let mut laptop = stage.kill(seed, n, &file, points, takes);
        laptop.reopen().unwrap();
        let now = heads(&mut laptop);
        assert!(
            now == stage.before || now == stage.after,
            "neither before nor after"
        );
        if now == stage.after {
            after += 1;
        } else {
            before += 1;
        }
        assert!(laptop.store().waiting().unwrap().is_empty());
        assert_sound_after(&mut laptop);
        // The same file again brings the rest, or nothing.
        laptop
            .bring_in(&[&file], Some(writer_words()), &[])
            .unwrap();
        assert_eq!(heads(&mut laptop), stage.after);
        laptop
            .put(
                "place",
                None,
                &[("ods_code", "00A".into()), ("name", "After".into())],
            )
            .unwrap();
        assert!(laptop.store().check().unwrap().faults.is_empty());
    }
    println!("{before} kills left the hub file as before, {after} as after");
    assert!(before > 0 && after > 0);
}

#[test]
fn a_kill_while_a_file_is_written_leaves_a_whole_file_or_none() {
    let mut stage = Stage::set();
    let whole = stage.ann.copied(53);
    let start = Instant::now();
    let end = Writer::start(&whole, &whole.file("sent.hubx"), 0).finish();
    let takes = start.elapsed();
    let points = end.strip_prefix("end ").unwrap().parse().unwrap();
    let (mut none, mut whole) = (0, 0);
    for (n, seed) in seeds(6).enumerate() {
        let _seed = Seed(seed);
        // The name is the same on every copy of the laptop; its folder is not.
        let mut laptop = stage.kill(seed, n, Path::new("sent.hubx"), points, takes);
        laptop.reopen().unwrap();
        assert_eq!(heads(&mut laptop), stage.before);
        let file = laptop.file("sent.hubx");
        if file.exists() {
            laptop.staged(&[&file], Some(writer_words())).unwrap();
            whole += 1;
        } else {
            none += 1;
        }
        assert_sound_after(&mut laptop);
    }
    println!("{none} kills left no file, {whole} a whole one");
    assert!(none > 0);
}
