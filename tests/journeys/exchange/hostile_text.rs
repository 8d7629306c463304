//! Texts that have broken programs before, in every text field of every kind: stored as text, the same bytes on a
//! colleague's laptop, inert in a table; what no form may hold is refused with the field's name.

use std::collections::BTreeMap;

use hubfolio_core::{
    exchange::Protecting,
    record::{FieldType, Fields, Id, Value},
    session::{Places, Program, Session},
    store::{Action, StoreError, Verb},
};
use hubfolio_tests::{
    Laptop, World,
    forge::apart,
    hostile,
    liar::Liar,
    random::{KINDS, Random},
    soak::one_in,
    team::LITTLE_WORK,
};
use serde_json::json;

/// Our own texts, and all or some of the public ones.
fn texts() -> Vec<String> {
    let mut out = hostile::texts();
    out.extend(hostile::public().into_iter().step_by(one_in(8)));
    out
}

fn text_fields(laptop: &Laptop) -> Vec<(&'static str, String)> {
    let kinds = laptop.kinds.iter();
    kinds
        .flat_map(|k| {
            let texts = k.fields.iter();
            let texts = texts.filter(|f| matches!(f.type_, FieldType::Text { .. }));
            texts.map(|f| (k.name(), f.name.clone()))
        })
        .collect()
}

/// What was kept: kind, record, field -> text.
type Kept = BTreeMap<(&'static str, Id, String), String>;

/// Through the door: each text in each text field of the kinds that people edit.
fn written(random: &mut Random) -> (Kept, usize) {
    let (texts, mut kept, mut refused) = (texts(), Kept::new(), 0);
    let fields = text_fields(&random.laptop);
    let mut kinds: Vec<&'static str> = KINDS.to_vec();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        let of_kind: Vec<&String> = fields
            .iter()
            .filter(|f| f.0 == kind)
            .map(|f| &f.1)
            .collect();
        let mut plan: Vec<(Fields, String, String)> = vec![];
        for field in of_kind {
            for text in &texts {
                // By dice there may be nothing to point at yet; the next throw finds something.
                let mut values = random.required(kind);
                for _ in 0..200 {
                    if values.values().all(|v| !v.is_null()) {
                        break;
                    }
                    values = random.required(kind);
                }
                values.insert(field.clone(), text.as_str().into());
                plan.push((values, field.clone(), text.clone()));
            }
        }
        let (world, me) = (&random.laptop.world, random.laptop.me);
        let store = random.laptop.store.as_mut().unwrap();
        let action = Action::new(if kind == "return" {
            Verb::OpenReturn
        } else {
            Verb::Import
        });
        let done = store.transact(world, me, action, |tx| {
            let mut made = vec![];
            for (values, field, text) in &plan {
                match tx.put(kind, None, values) {
                    Ok(id) => made.push((id, values, field.clone(), text.clone())),
                    Err(StoreError::Invalid(faults)) => {
                        assert!(
                            faults.iter().any(|f| f.field == *field),
                            "{kind}.{field} refuses {text:?} without its name: {faults:?}"
                        );
                        refused += 1;
                    }
                    Err(StoreError::Refused(_)) => refused += 1,
                    Err(e) => panic!("{kind}.{field} {text:.60?}: {e}"),
                }
            }
            Ok(made)
        });
        for (id, values, field, text) in done.unwrap().0 {
            // One record under one code: what came last stays.
            kept.retain(|k, _| !(k.0 == kind && k.1 == id && values.contains_key(&k.2)));
            kept.insert((kind, id, field), text);
        }
    }
    (kept, refused)
}

fn assert_kept(laptop: &Laptop, kept: &Kept) {
    let store = laptop.store.as_ref().unwrap();
    for ((kind, id, field), text) in kept {
        let shown = store.row(kind, *id).unwrap().value(field);
        assert_eq!(shown, Value::from(text.as_str()), "{kind}.{field}");
    }
}

/// The cells of a CSV file, by the rules of RFC 4180.
fn cells(text: &str) -> Vec<String> {
    let (mut out, mut cell, mut quoted) = (vec![], String::new(), false);
    let mut signs = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => cell.extend(signs.next()),
            '"' => quoted = !quoted,
            ',' | '\n' | '\r' if !quoted => out.push(std::mem::take(&mut cell)),
            _ => cell.push(sign),
        }
    }
    out.push(cell);
    out
}

#[test]
fn hostile_text_stays_text_on_every_laptop_and_is_inert_in_a_table() {
    let mut ann = Random::new(81);
    for _ in 0..4 {
        ann.first_records();
    }
    let (kept, refused) = written(&mut ann);
    println!(
        "{} texts kept, {refused} refused with the field's name",
        kept.len()
    );
    assert!(kept.len() > 1_000 && refused > 50);
    assert_kept(&ann.laptop, &kept);
    let file = ann.laptop.file("hostile.hubx");
    let sent = ann
        .laptop
        .send(&file, true, Protecting::Words(None, LITTLE_WORK))
        .unwrap();
    let ben = hubfolio_tests::team::join(82, &file, sent.words.as_deref());
    assert_kept(&ben, &kept);
    assert!(
        ben.store
            .as_ref()
            .unwrap()
            .check()
            .unwrap()
            .faults
            .is_empty()
    );
    let mut closed = ben;
    closed.store = None;
    let places = Places {
        config: closed.config(),
        store: closed.path(),
    };
    let mut session = Session::new(places, None, Program::CommandLine);
    let folder = closed.file("tables");
    let world = World::new(83);
    session
        .call(&world, "hub_open", json!({ "file": closed.path() }))
        .unwrap();
    session
        .call(
            &world,
            "export_all",
            json!({ "folder": folder, "workbooks": false }),
        )
        .unwrap();
    let mut looked = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = String::from_utf8(std::fs::read(entry.unwrap().path()).unwrap()).unwrap();
        for cell in cells(&text) {
            looked += 1;
            let runs = cell.starts_with(['=', '+', '@', '\t', '＝'])
                || (cell.starts_with('-') && cell.parse::<f64>().is_err());
            assert!(!runs, "a cell that a spreadsheet would run: {cell:?}");
        }
    }
    assert!(looked > kept.len());
}

#[test]
fn hostile_text_by_a_file_alone_is_kept_as_it_is_or_the_file_is_refused() {
    let mut ann = Laptop::new(84);
    let mut ben = ann.joined(85);
    let file = ben.file("frame.hubx");
    let sent = ben
        .send(&file, true, Protecting::Words(None, LITTLE_WORK))
        .unwrap();
    let words = sent.words.unwrap();
    let card = ann.staged(&[&file], Some(&words)).unwrap().remove(0).card;
    ann.bring_in(&[&file], Some(&words), &[card.key]).unwrap();
    let frame = apart(&std::fs::read(&file).unwrap(), &ann.keys(Some(&words)));
    let fields = text_fields(&ann);
    let protection = hubfolio_core::exchange::Protection::Words(
        hubfolio_core::exchange::Words::typed(&words),
        LITTLE_WORK,
    );
    let (mut kept, mut refused) = (0, 0);
    for (n, text) in texts().iter().enumerate().filter(|t| t.1.len() < 200_000) {
        let mut actor = [3; 16];
        actor[0] = n as u8;
        actor[1] = (n >> 8) as u8;
        let record = |kind: &str| Id::natural(kind, &[&n.to_string()]);
        let liar = Liar::new(ben.store.as_ref().unwrap().laptop().unwrap(), actor);
        let liar = liar.say_with(|line, contents| {
            let mut values = vec![contents[0].clone()];
            let mut ops = vec![];
            for (kind, field) in &fields {
                ops.push(json!({ "k": kind, "r": record(kind), "f": [[field, []]] }));
                values.push(text.as_str().into());
            }
            line["ops"] = ops.into();
            *contents = values.into();
        });
        let path = ben.file(&format!("{n}.hubx"));
        std::fs::write(&path, liar.file(&frame).together(&protection)).unwrap();
        let unfit = text
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\t'));
        let came = ann.bring_in(&[&path], Some(&words), &[]);
        assert_eq!(came.is_err(), unfit, "{text:?}: {came:?}");
        if unfit {
            refused += 1;
            continue;
        }
        kept += 1;
        for (kind, field) in &fields {
            let versions = ann.store().versions(record(kind), kind, field).unwrap();
            assert_eq!(
                versions,
                [Some(Value::from(text.as_str()))],
                "{kind}.{field}"
            );
            let _ = ann.store().row(kind, record(kind)).unwrap();
        }
    }
    println!(
        "{kept} texts kept in {} fields, {refused} files refused",
        fields.len()
    );
    assert!(kept > 60 && refused > 3);
    assert!(ann.store().check().unwrap().faults.is_empty());
    let heads = ann.store().state_hash_heads().unwrap();
    ann.rebuild().unwrap();
    assert_eq!(ann.store().state_hash_heads().unwrap(), heads);
}
