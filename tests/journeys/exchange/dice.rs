//! The fuzz targets driven by our own dice, on any compiler: sound inputs spoilt a little, over and over. `fuzz/` drives
//! the same functions with coverage.

use hubfolio_core::env::Env;
use hubfolio_tests::{
    World,
    soak::{Seed, seeds},
    targets::{TARGETS, beginnings},
};

/// Pieces that parsers stumble over.
const PIECES: &[&str] = &[
    "null",
    "-1",
    "0",
    "1e9",
    "9223372036854775807",
    "18446744073709551616",
    "\"\"",
    "[]",
    "{}",
    "[[",
    "]]",
    "\\u0000",
    "\\ud800",
    "\u{202e}",
    "@life",
    "@laptop",
    "@action",
    "admitted",
    "blocked",
    ",",
    ":",
    "\"",
    "\n",
    "\u{0}",
];

/// A sound input with one to four things done to it.
fn spoilt(world: &World, sound: &[u8]) -> Vec<u8> {
    let mut out = sound.to_vec();
    for _ in 0..1 + world.below(4) {
        if out.is_empty() {
            out.push(world.roll() as u8);
        }
        let at = world.below(out.len());
        match world.below(8) {
            0 => out[at] ^= 1 << world.below(8),
            1 => out[at] = world.roll() as u8,
            2 => drop(out.remove(at)),
            3 => out.truncate(at),
            4 => {
                let piece = PIECES[world.below(PIECES.len())];
                out.splice(at..at, piece.bytes());
            }
            5 => {
                // A number or a letter for another of its sort: keeps the form, changes the meaning.
                let from = (at..out.len()).find(|i| out[*i].is_ascii_alphanumeric());
                if let Some(from) = from {
                    out[from] = if out[from].is_ascii_digit() {
                        b'0' + world.below(10) as u8
                    } else {
                        b'a' + world.below(26) as u8
                    };
                }
            }
            6 => {
                let to = (at + 1 + world.below(40)).min(out.len());
                let part = out[at..to].to_vec();
                out.splice(at..at, part);
            }
            _ => {
                let mut noise = [0; 8];
                world.fill(&mut noise);
                out.splice(at..at, noise);
            }
        }
    }
    out
}

#[test]
fn dice_find_nothing_that_the_fuzz_targets_stumble_over() {
    for (name, target) in TARGETS {
        let start = std::time::Instant::now();
        let sound = beginnings(name);
        for input in &sound {
            target(input);
        }
        let mut count = 0;
        for seed in seeds(150) {
            let _seed = Seed(seed);
            let world = World::new(seed);
            for _ in 0..4 {
                target(&spoilt(&world, &sound[world.below(sound.len())]));
                count += 1;
            }
        }
        println!("{name}: {count} inputs in {:?}", start.elapsed());
    }
}
