//! Key pages as pictures, compared with pictures that a person looked at. `HUBFOLIO_GOLDEN=write` writes them anew; then
//! look at them again.

use std::path::{Path, PathBuf};

use hubfolio_core::{
    document::{Document, Figure, Meta, Table},
    drawing::{
        grid::{Band, HeatMap, heat_map},
        places::{Position, positions},
    },
    packs::copies::{Face, issue},
    pdf,
};

use super::kinds::{self, Planter, day};

/// Grey dots of a page, row by row, and how many stand in a row.
struct Picture {
    width: usize,
    dots: Vec<u8>,
}

/// A side of the squares whose mean greys are compared: letters may be smoothed differently, what stands where may not.
const SQUARE: usize = 6;

impl Picture {
    fn read(file: &Path) -> Self {
        let decoder =
            png::Decoder::new(std::io::BufReader::new(std::fs::File::open(file).unwrap()));
        let mut reader = decoder.read_info().unwrap();
        let mut dots = vec![0; reader.output_buffer_size().unwrap()];
        let frame = reader.next_frame(&mut dots).unwrap();
        assert_eq!(frame.bit_depth, png::BitDepth::Eight);
        // Some versions of the program write grey as three equal colours.
        let dots = dots
            .chunks(frame.color_type.samples())
            .map(|dot| dot[0])
            .collect();
        Self {
            width: frame.width as usize,
            dots,
        }
    }

    fn squares(&self) -> Vec<f64> {
        let (across, down) = (self.width / SQUARE, self.dots.len() / self.width / SQUARE);
        let mean = |at: usize| {
            let (x, y) = (at % across * SQUARE, at / across * SQUARE);
            let rows = (y..y + SQUARE).map(|row| {
                let start = row * self.width + x;
                self.dots[start..start + SQUARE]
                    .iter()
                    .map(|d| f64::from(*d))
                    .sum::<f64>()
            });
            rows.sum::<f64>() / (SQUARE * SQUARE) as f64
        };
        (0..across * down).map(mean).collect()
    }

    /// The share of squares whose grey differs plainly.
    fn differs_from(&self, other: &Self) -> f64 {
        let (mine, theirs) = (self.squares(), other.squares());
        if mine.len() != theirs.len() {
            return 1.0;
        }
        let plainly = mine
            .iter()
            .zip(&theirs)
            .filter(|(a, b)| (*a - *b).abs() > 20.0);
        plainly.count() as f64 / mine.len() as f64
    }
}

/// A page as a picture; none without the program that draws it.
fn drawn(folder: &Path, document: &Document, page: usize) -> Option<PathBuf> {
    let file = folder.join("pack.pdf");
    std::fs::write(&file, pdf::render(document, &mut |_, _| true).unwrap()).unwrap();
    let root = folder.join(format!("page-{page}"));
    let number = page.to_string();
    let done = std::process::Command::new("pdftoppm")
        .args([
            "-r",
            "60",
            "-gray",
            "-png",
            "-singlefile",
            "-f",
            &number,
            "-l",
            &number,
        ])
        .args([&file, &root])
        .status();
    match done {
        Ok(status) if status.success() => Some(root.with_extension("png")),
        Ok(status) => panic!("pdftoppm: {status}"),
        Err(_) => {
            println!("skipped: pdftoppm is not on this machine");
            None
        }
    }
}

fn charts() -> Document {
    let mut pack = Document::new(Meta::new("Charts", "A hub", day(1), day(1)));
    let cells = |row: usize| {
        (0..5)
            .map(|at| (Some(((row + at) / 3).min(3)), (row * at).to_string()))
            .collect()
    };
    let map = heat_map(&HeatMap {
        title: "Risks".into(),
        across: "Likelihood".into(),
        columns: (1..=5).map(|n| n.to_string()).collect(),
        up: "Impact".into(),
        rows: (0..5)
            .map(|row| ((row + 1).to_string(), cells(row)))
            .collect(),
        bands: Band::risk(),
    });
    let people: Vec<Position> = (1..=5u8)
        .map(|n| Position {
            name: format!("Stakeholder {n}"),
            across: n,
            up: 6 - n,
        })
        .collect();
    let grid = positions("Stakeholders", "Interest", "Influence", &people);
    pack.heading(1, "Charts");
    pack.figure(Figure::new(map).caption("Risks"));
    pack.figure(Figure::new(grid).caption("Stakeholders"));
    pack.table(
        Table::new(["Name", "Number"])
            .numbers([1])
            .caption("A table")
            .row_headers()
            .row(["One", "1"])
            .total(["Sum", "1"]),
    );
    pack
}

#[test]
fn key_pages_look_as_they_did() {
    let folder = tempfile::tempdir().unwrap();
    let (board, _) = kinds::board(&mut Planter::new(4));
    let members = issue(&board, &Face::Members, day(20)).document;
    let pages = [
        ("cover", &members, 1),
        ("contents", &members, 2),
        ("agenda", &members, 3),
        ("charts", &charts(), 1),
    ];
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/packs");
    let mut before: Option<Picture> = None;
    for (name, document, page) in pages {
        let Some(file) = drawn(folder.path(), document, page) else {
            return;
        };
        let golden = fixtures.join(format!("{name}.png"));
        if std::env::var("HUBFOLIO_GOLDEN").is_ok_and(|v| v == "write") {
            std::fs::create_dir_all(&fixtures).unwrap();
            std::fs::copy(&file, &golden).unwrap();
        }
        let (found, golden) = (Picture::read(&file), Picture::read(&golden));
        let differs = found.differs_from(&golden);
        assert!(
            differs < 0.01,
            "{name} differs in {:.1} % of the page",
            differs * 100.0
        );
        // Another page is not taken for this one: the comparison can fail.
        if let Some(other) = before.replace(golden) {
            assert!(found.differs_from(&other) > 0.02, "{name}");
        }
    }
}
