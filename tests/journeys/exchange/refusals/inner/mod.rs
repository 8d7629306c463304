//! What is wrong within: lines, what the file says of itself, who signed, what the changes say. Checksums, counts and the
//! signature of the last line are right throughout: only what is named is wrong.

mod authors;
mod edits;
mod lines;

use hubfolio_core::exchange::format::Tag;
use hubfolio_tests::liar::Liar;
use serde_json::Value as Json;

use super::{Case, Stage, by_words, case};

type Lines = Vec<(Tag, String)>;

/// Files that are sound but for what each case does to their lines.
struct Spoiler<'a> {
    stage: &'a Stage,
    cases: Vec<Case>,
}

impl Spoiler<'_> {
    /// Lines changed, counts and last line right.
    fn lines(&mut self, name: &'static str, code: &'static str, spoil: impl FnOnce(&mut Lines)) {
        let mut lines = self.stage.apart.lines();
        spoil(&mut lines);
        let apart = self.stage.apart.with(&lines).announced();
        let file = apart
            .counted(Some(self.stage.signer()))
            .together(&by_words());
        self.cases.push(case(name, code, file));
    }

    /// Lines changed, the last line right, the counts as they were.
    fn uncounted(
        &mut self,
        name: &'static str,
        code: &'static str,
        spoil: impl FnOnce(&mut Lines),
    ) {
        let mut lines = self.stage.apart.lines();
        spoil(&mut lines);
        let apart = self
            .stage
            .apart
            .with(&lines)
            .counted(Some(self.stage.signer()));
        self.cases
            .push(case(name, code, apart.together(&by_words())));
    }

    /// The text changed as bytes, nothing made right.
    fn text(&mut self, name: &'static str, code: &'static str, spoil: impl FnOnce(&mut Vec<u8>)) {
        let mut apart = self.stage.apart.clone();
        spoil(&mut apart.text);
        self.cases
            .push(case(name, code, apart.together(&by_words())));
    }

    /// What the file says of itself, changed.
    fn manifest(&mut self, name: &'static str, code: &'static str, spoil: impl FnOnce(&mut Json)) {
        self.uncounted(name, code, |lines| {
            let mut manifest: Json = serde_json::from_str(&lines[0].1).unwrap();
            spoil(&mut manifest);
            lines[0].1 = manifest.to_string();
        });
    }

    /// A change that Ben signed himself, spoilt.
    fn change(
        &mut self,
        name: &'static str,
        code: &'static str,
        spoil: impl FnOnce(&mut Json, &mut Json),
    ) {
        let liar = Liar::new(self.stage.signer(), [9; 16]).say_with(spoil);
        let file = liar.file(&self.stage.apart).together(&by_words());
        self.cases.push(case(name, code, file));
    }
}

fn place(lines: &Lines, tag: Tag, nth: usize) -> usize {
    let mut of = lines
        .iter()
        .enumerate()
        .filter(|l| l.1.0 == tag)
        .map(|l| l.0);
    of.nth(nth).unwrap()
}

const DAMAGED: &str = "file_damaged";
const LARGE: &str = "file_too_large";
