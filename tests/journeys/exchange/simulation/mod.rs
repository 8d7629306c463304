//! A team on real hub files, by dice (SYN-1 to SYN-7): edits, files that are lost, late, twice, old or stopped half-way,
//! papers and sign-offs, clocks that are wrong, copies put back, laptops cloned, blocked, late. One seed is one history:
//! `HUBFOLIO_SEED=n` shows it again.

mod history;
mod laws;
mod ledger;
mod rules;
mod team;

use std::sync::{
    Mutex,
    atomic::{AtomicU64, AtomicUsize, Ordering},
};

use hubfolio_tests::soak::{only_seed, seeds};

use self::{
    history::{Counts, run},
    laws::Broken,
    rules::{BROKEN, Rule},
};

/// Histories on every day.
const HISTORIES: u64 = 2_000;
/// Histories in which a broken rule must show.
const CONTROLS: u64 = 40;

/// Runs all, on every core; returns what happened, and the first seed that broke a law.
fn run_all(seeds: &[u64]) -> (Counts, Option<(u64, Broken)>) {
    let (next, failed) = (AtomicUsize::new(0), Mutex::new(None));
    let sum = Mutex::new(Counts::default());
    let done = AtomicU64::new(0);
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while failed.lock().unwrap().is_none() {
                    let Some(seed) = seeds.get(next.fetch_add(1, Ordering::Relaxed)) else {
                        break;
                    };
                    match caught(*seed, Rule::Sound) {
                        Ok(counts) => *sum.lock().unwrap() += counts,
                        Err(why) => *failed.lock().unwrap() = Some((*seed, why)),
                    }
                    if done.fetch_add(1, Ordering::Relaxed) % 100 == 99 {
                        println!("{} histories so far", done.load(Ordering::Relaxed));
                    }
                }
            });
        }
    });
    let sum = *sum.lock().unwrap();
    (sum, failed.into_inner().unwrap())
}

/// A panic in a history is a broken law too.
fn caught(seed: u64, rule: Rule) -> Result<Counts, Broken> {
    std::panic::catch_unwind(|| run(seed, rule, only_seed() == Some(seed)))
        .unwrap_or_else(|_| Err(Broken("the program or the simulation panicked".into())))
}

#[test]
fn a_team_of_a_simulation_comes_together_and_loses_nothing() {
    let seeds: Vec<u64> = match only_seed() {
        Some(seed) => vec![seed],
        None => seeds(HISTORIES).collect(),
    };
    let start = std::time::Instant::now();
    let (counts, failed) = run_all(&seeds);
    println!(
        "{} histories from seed {} in {:?}: {counts:?}",
        seeds.len(),
        seeds[0],
        start.elapsed()
    );
    if let Some((seed, Broken(why))) = failed {
        panic!("{why}\nThe same history again: HUBFOLIO_SEED={seed}");
    }
    if seeds.len() > 100 {
        let rare = [
            counts.restored,
            counts.cloned,
            counts.joined,
            counts.blocked,
            counts.erased,
            counts.attached,
            counts.signed,
            counts.interrupted,
            counts.refused,
            counts.waited,
            counts.versions,
        ];
        assert!(rare.iter().all(|n| *n > 0), "the histories were too tame");
    }
}

#[test]
fn a_simulation_notices_every_broken_rule() {
    for seed in 1..=CONTROLS / 4 {
        if let Err(Broken(why)) = caught(seed, Rule::SoundByHand) {
            panic!("sound by hand, seed {seed}: {why}");
        }
    }
    for rule in BROKEN {
        let noticed = (1..=CONTROLS).find_map(|seed| Some((seed, caught(seed, rule).err()?)));
        let Some((seed, Broken(why))) = noticed else {
            panic!("{CONTROLS} histories did not notice {rule:?}");
        };
        println!("{rule:?} was noticed at seed {seed}: {why:.120}");
    }
}
