//! Preview and apply: the same plan twice, bound together by a token.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::{
    compare::{self, Difference, stopped_unless},
    file::{self, File},
    mapping,
    plan::{Plan, Problem, Reading},
    spreadsheet::write::put,
    words::{counted, fault, listed},
};
use crate::{
    contract::{
        Fault, ImportApply, ImportCount, ImportPreview, ImportRequest, Imported, RowProblem,
    },
    env::Env,
    record::Id,
    store::{Action, Store, Verb},
};

/// Records between two words on how far the writing has come.
const STEP: usize = 50;

/// Problems named in a refusal; a preview names them all.
const NAMED: usize = 3;

/// A file, what it asks for, and how that differs from the hub.
struct Prepared {
    file: File,
    plan: Plan,
    difference: Difference,
    token: String,
}

fn prepare(store: &Store, env: &dyn Env, request: &ImportRequest) -> Result<Prepared, Fault> {
    let mapping = mapping(&request.mapping)?;
    let file = file::read(env, &request.file)?;
    let mut reading = Reading {
        store,
        env,
        request,
        workbook: &file.workbook,
        plan: Plan::default(),
    };
    (mapping.read)(&mut reading)?;
    let mut plan = reading.plan;
    let difference = compare::difference(store, &mut plan)?;
    let token = token(store, mapping.name, &file, &plan, &difference)?;
    Ok(Prepared {
        file,
        plan,
        difference,
        token,
    })
}

/// Stands for the file's bytes, the mapping, the health system, the state of the hub and everything that would be
/// written: when any of these changes, so does it.
fn token(
    store: &Store,
    mapping: &str,
    file: &File,
    plan: &Plan,
    difference: &Difference,
) -> Result<String, Fault> {
    let ics = plan.system.ics.as_deref().unwrap_or_default();
    let parts: [&[u8]; 4] = [
        b"hubfolio/import/1",
        mapping.as_bytes(),
        &file.digest,
        ics.as_bytes(),
    ];
    token_of(store, &parts, difference)
}

/// Stands for what was asked for (`parts`), the state of the hub and everything that would be written.
pub(super) fn token_of(
    store: &Store,
    parts: &[&[u8]],
    difference: &Difference,
) -> Result<String, Fault> {
    let mut hash = Sha256::new();
    let mut add = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    };
    for part in parts {
        add(part);
    }
    add(&store.generation()?.to_be_bytes());
    for write in &difference.writes {
        add(write.kind.as_bytes());
        add(write.id.as_bytes());
        for (name, value) in &write.fields {
            add(name.as_bytes());
            add(&value.tagged_bytes());
        }
    }
    let digest: [u8; 32] = hash.finalize().into();
    Ok(digest.iter().map(|b| format!("{b:02x}")).collect())
}

/// What an import would do; nothing is written.
///
/// # Errors
/// A file that can't be read or is not the list that was chosen, in words for a person.
pub fn preview(
    store: &Store,
    env: &dyn Env,
    request: &ImportRequest,
) -> Result<ImportPreview, Fault> {
    let prepared = prepare(store, env, request)?;
    let summary = summary(&prepared);
    let Prepared {
        file,
        plan,
        difference,
        token,
    } = prepared;
    let must_choose = plan.system.ics.is_none() && !plan.system.choices.is_empty();
    Ok(ImportPreview {
        file: file.name,
        token,
        rows: whole(plan.rows),
        summary,
        can_apply: plan.problems.is_empty() && !must_choose,
        ics_choices: plan.system.choices,
        ics: plan.system.ics,
        counts: difference.counts,
        left_out: plan.left_out,
        problems: plan.problems.into_iter().map(shown).collect(),
        changes: difference.changes,
    })
}

/// Brings a file in: all of it in one action, or nothing.
///
/// # Errors
/// What [`preview`] refuses; rows that stop the import; a file or a hub that changed since the preview. Nothing was
/// changed then.
pub fn apply(
    store: &mut Store,
    env: &dyn Env,
    author: Id,
    apply: &ImportApply,
) -> Result<Imported, Fault> {
    let prepared = prepare(store, env, &apply.request)?;
    if apply.token.as_ref().is_some_and(|t| *t != prepared.token) {
        return Err(changed_since(&prepared.file.name));
    }
    if prepared.plan.system.ics.is_none() && !prepared.plan.system.choices.is_empty() {
        return Err(fault(
            "ics_needed",
            format!(
                "“{}” holds {} health systems, and one must be chosen. Nothing was changed.",
                prepared.file.name,
                prepared.plan.system.choices.len()
            ),
            "Say which one, by its code.",
        ));
    }
    if let Some(refusal) = refusal(&prepared) {
        return Err(refusal);
    }
    let action = Action::new(Verb::Import).of(prepared.file.name.as_str());
    let writes = &prepared.difference.writes;
    let (_, receipt) = store.transact(env, author, action, |tx| {
        let mut made = BTreeMap::new();
        for (done, write) in writes.iter().enumerate() {
            if done.is_multiple_of(STEP) {
                let total = writes.len() as u64;
                stopped_unless(env.progress(done as u64, total, "Writing records"))?;
            }
            put(tx, &mut made, write)?;
        }
        Ok(())
    })?;
    Ok(Imported {
        change: receipt.action.map(|a| a.to_string()).unwrap_or_default(),
        summary: done(&prepared),
        counts: prepared.difference.counts,
        left_out: prepared.plan.left_out,
        generation: store.generation()?,
    })
}

/// Refuses to write what nobody looked at.
pub(super) fn changed_since(file: &str) -> Fault {
    fault(
        "import_changed",
        format!("“{file}” or this hub has changed since you looked. Nothing was changed now."),
        "Look at what the import would do once more, then decide.",
    )
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn shown(problem: Problem) -> RowProblem {
    RowProblem {
        row: whole(problem.row),
        column: problem.column,
        text: problem.text,
    }
}

/// Why nothing is written, when rows stop the import. Its code is the rows' own when they all have the same.
fn refusal(prepared: &Prepared) -> Option<Fault> {
    let problems = &prepared.plan.problems;
    let first = problems.first()?;
    let same = problems.iter().all(|p| p.code == first.code);
    let one = |p: &Problem| match p.column.as_str() {
        "" => format!("Row {}: {}", p.row, p.text),
        column => format!("Row {}, column {column}: {}", p.row, p.text),
    };
    let mut named: Vec<String> = problems.iter().take(NAMED).map(one).collect();
    if let more @ 1.. = problems.len().saturating_sub(NAMED) {
        named.push(format!("And {}.", counted(more, "row more", "rows more")));
    }
    Some(fault(
        if same { first.code } else { "bad_rows" },
        format!(
            "“{}” was not brought in. {} Nothing was changed.",
            prepared.file.name,
            named.join(" ")
        ),
        "Put these rows right in the file, or bring in the lists that they build on first; then try again.",
    ))
}

fn summary(prepared: &Prepared) -> String {
    let plan = &prepared.plan;
    let mut said = vec![];
    if !plan.system.choices.is_empty() {
        said.push(format!(
            "The file holds {}. Choose which one to bring in.",
            counted(plan.system.choices.len(), "health system", "health systems")
        ));
    }
    said.extend(plan.system.note.clone());
    said.extend(plan.notes.iter().cloned());
    if let n @ 1.. = plan.problems.len() {
        said.push(format!(
            "{} the import.",
            counted(n, "row stops", "rows stop")
        ));
    } else if !prepared.difference.counts.is_empty() {
        said.push(format!(
            "{}.",
            counts(&prepared.difference.counts, "would be ")
        ));
    } else if plan.system.ics.is_some() || plan.system.choices.is_empty() {
        said.push("There is nothing in it for this hub.".into());
    }
    said.join(" ")
}

fn done(prepared: &Prepared) -> String {
    if prepared.difference.counts.is_empty() {
        return format!(
            "No row of “{}” is for this hub. Nothing was changed.",
            prepared.file.name
        );
    }
    if prepared.difference.writes.is_empty() {
        return format!(
            "“{}” says nothing new. Nothing was changed.",
            prepared.file.name
        );
    }
    format!(
        "Brought in “{}”: {}.",
        prepared.file.name,
        counts(&prepared.difference.counts, "")
    )
}

/// `Practices: 3 would be added, 7 changed, 119 are as the file says`.
fn counts(counts: &[ImportCount], would_be: &str) -> String {
    let one = |c: &ImportCount| {
        let mut parts = vec![];
        let mut would_be = would_be;
        for (number, what) in [(c.added, "added"), (c.changed, "changed")] {
            if number > 0 {
                parts.push(format!(
                    "{} {would_be}{what}",
                    crate::record::thousands(number)
                ));
                would_be = "";
            }
        }
        if c.unchanged > 0 || parts.is_empty() {
            let number = crate::record::thousands(c.unchanged);
            parts.push(format!("{number} as the file says already"));
        }
        format!("{}: {}", c.label, listed(&parts))
    };
    counts.iter().map(one).collect::<Vec<_>>().join("; ")
}
