//! Words that people who use Hubfolio never see: those of its makers. `ui/tests/words.test.ts` watches the texts of the
//! window, this those of the core: names and help texts of records and fields, and every sentence in the code.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use crate::{record::FieldType, registers};

/// Whole words, and with `*` beginnings.
const NEVER: &[&str] = &[
    "head",
    "heads",
    "packet*",
    "kind",
    "kinds",
    "viewspec",
    "store",
    "stores",
    "stored",
    "storing",
    "snapshot*",
    "digest*",
    "hash",
    "hashes",
    "hashed",
    "actor*",
    "device*",
    "witness*",
    "fork",
    "forks",
    "roster*",
    "revok*",
    "stub*",
    "alias*",
    "derived",
    "scope*",
    "recus*",
    "redlin*",
    "exchang*",
    "finding",
    "findings",
];

/// What may say such a word: the keys of the system are in its "key store", and a role is a role.
const MAY: &[&str] = &["key store", "Head of library services"];

fn never(text: &str) -> Option<String> {
    let mut text = text.to_owned();
    for may in MAY {
        text = text.replace(may, "");
    }
    // What stands in braces is filled in.
    let mut depth = 0;
    let said: String = text
        .chars()
        .filter(|c| {
            depth += i32::from(*c == '{');
            let outside = depth == 0;
            depth -= i32::from(*c == '}');
            outside
        })
        .collect();
    let words = said.split(|c: char| !c.is_alphanumeric());
    words.map(str::to_lowercase).find(|word| {
        NEVER.iter().any(|no| match no.strip_suffix('*') {
            Some(start) => word.starts_with(start),
            None => word == no,
        })
    })
}

#[test]
fn records_and_fields_are_called_by_words_of_the_field() {
    let mut wrong = vec![];
    let mut look = |place: String, text: &str| {
        if let Some(word) = never(text) {
            wrong.push(format!("{place}: “{word}” in “{text}”"));
        }
    };
    for kind in registers::kinds().iter() {
        for text in [
            kind.declaration.one,
            kind.declaration.many,
            kind.help.as_str(),
        ] {
            look(kind.name().into(), text);
        }
        for field in &kind.fields {
            look(format!("{}.{}", kind.name(), field.name), &field.label);
            look(format!("{}.{}", kind.name(), field.name), &field.help);
            if let FieldType::Choice { options, .. } = &field.type_ {
                for option in options {
                    look(format!("{}.{}", kind.name(), field.name), &option.label);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_sentence_of_the_core_has_a_word_of_its_makers() {
    let mut wrong = vec![];
    let mut sentences = 0;
    for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let source = std::fs::read_to_string(&file).unwrap();
        for text in texts(&source).into_iter().filter(|t| is_sentence(t)) {
            sentences += 1;
            if let Some(word) = never(&text) {
                wrong.push(format!("{}: “{word}” in “{text}”", file.display()));
            }
        }
    }
    assert!(sentences > 1_000, "{sentences}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_word_of_the_makers_is_caught() {
    assert_eq!(never("Each hash is worked out again."), Some("hash".into()));
    assert_eq!(never("It is {kind} and nobody’s business."), None);
    let code = "let a = \"Say \\\"this\\\" once.\"; // \"Not this.\"\n#[cfg(test)]\nmod tests { \"Nor this.\" }";
    assert_eq!(texts(code), ["Say \\\"this\\\" once."]);
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![];
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.contains("test") {
            continue;
        }
        if path.is_dir() {
            found.extend(sources(&path));
        } else if name.ends_with(".rs") {
            found.push(path);
        }
    }
    found
}

/// The texts in a source file, without its comments and its tests.
fn texts(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]\nmod ").next().unwrap();
    let mut found = vec![];
    let mut letters = source.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '/' if letters.peek() == Some(&'/') => drop(letters.by_ref().find(|c| *c == '\n')),
            // A letter on its own, such as a quotation mark.
            '\'' if letters.peek() == Some(&'"') => drop(letters.next()),
            '"' => {
                let mut text = String::new();
                while let Some(c) = letters.next() {
                    match c {
                        '"' => break,
                        '\\' => text.extend([Some(c), letters.next()].into_iter().flatten()),
                        _ => text.push(c),
                    }
                }
                found.push(text);
            }
            _ => {}
        }
    }
    found
}

/// Something that is said to people, and no SQL: that begins with one of its verbs, all in capitals.
fn is_sentence(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let verb = first.len() > 1 && first.chars().all(|c| c.is_uppercase());
    let begins = first.starts_with(|c: char| c.is_uppercase() || c == '“' || c == '{');
    begins && !verb && text.contains(' ')
}
