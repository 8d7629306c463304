//! Signing off (PLN-6): the laptop's signature over the fingerprint of a copy, with who, in which role, to what words.

use rusqlite::params;
use serde_json::json;

use super::How;
use crate::{
    dates,
    env::Env,
    record::{Fields, Id, Value},
    registers::stakeholders::person_named,
    store::{Action, Cell, Kept, Result, Row, Store, StoreError, Verb, log, signature_fits},
};

/// What keeps a signature of a sign-off from being passed off as another.
const PURPOSE: &str = "sign-off";

/// What is signed off.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Kind.
    pub kind: String,
    /// Record.
    pub id: Id,
    /// Revision.
    pub revision: i64,
    /// What people call it.
    pub title: String,
    /// SHA-256 of its copy, hex.
    pub digest: String,
}

/// Whose sign-off, and how it came about.
#[derive(Debug, Clone)]
pub struct Signer {
    /// Signed here, or recorded for somebody.
    pub how: How,
    /// For a recorded one: the person's name. One that is not among the people yet is added.
    pub person: Option<String>,
    /// Role.
    pub role: String,
    /// For a recorded one: what shows it.
    pub evidence: Option<String>,
    /// Wording.
    pub wording: String,
}

/// Signs off. Returns the identifier of the sign-off.
///
/// # Errors
/// Missing person, role or evidence; a hub file open for reading only.
pub fn sign(
    store: &mut Store,
    env: &dyn Env,
    author: Id,
    subject: &Subject,
    signer: &Signer,
) -> Result<Id> {
    let holdings: Vec<_> = store
        .holdings()?
        .into_iter()
        .map(|(actor, (seq, hash))| (actor, seq, hash))
        .collect();
    let Some(laptop) = store.laptop() else {
        return Err(StoreError::ReadOnly);
    };
    let (key, name) = (laptop.public(), laptop.name.clone());
    let recorded = signer.how == How::Recorded;
    let named = signer
        .person
        .as_deref()
        .map(str::trim)
        .filter(|n| recorded && !n.is_empty());
    if recorded && named.is_none() {
        let hint = "Name the person whose sign-off you record.";
        return Err(StoreError::refused(
            "no_person",
            "It is not clear whose sign-off this is. Nothing was changed.",
            hint,
        ));
    }
    let known = named.map(|n| person_named(store, n)).transpose()?.flatten();
    let mut random = [0; 10];
    env.fill(&mut random);
    let person = if recorded {
        known.unwrap_or_else(|| Id::new(env.now(), random))
    } else {
        author
    };
    let day = env.today();
    let how = if recorded { "recorded" } else { "here" };
    let mut values: Fields = [
        ("subject_kind", subject.kind.as_str().into()),
        ("subject", subject.id.to_string().into()),
        ("revision", subject.revision.into()),
        ("person", person.into()),
        ("role", signer.role.trim().into()),
        ("how", how.into()),
        (
            "evidence",
            signer
                .evidence
                .clone()
                .filter(|e| recorded && !e.trim().is_empty())
                .into(),
        ),
        (
            "recorded_by",
            if recorded { author.into() } else { Value::Null },
        ),
        ("wording", signer.wording.trim().into()),
        ("day", day.into()),
        ("laptop", name.into()),
        ("digest", subject.digest.as_str().into()),
        ("key", log::hex(&key).into()),
        (
            "holdings",
            serde_json::to_string(&holdings).unwrap_or_default().into(),
        ),
    ]
    .into_iter()
    .map(|(k, v): (&str, Value)| (k.to_owned(), v))
    .collect();
    let signature = laptop.sign(
        PURPOSE,
        &signed_words(&|field| values.get(field).cloned().unwrap_or_default()),
    );
    values.insert("signature".into(), log::hex(&signature).into());
    let action = Action::new(Verb::SignOff).of(subject.title.clone());
    let (id, _) = store.transact(env, author, action, |tx| {
        if let (Some(name), None) = (named, known) {
            let person_fields = [
                ("name".to_owned(), Value::from(name)),
                ("role".to_owned(), signer.role.trim().into()),
            ];
            tx.put("person", Some(person), &person_fields.into())?;
        }
        tx.put("sign_off", None, &values)
    })?;
    Ok(id)
}

/// The fields that the signature covers, in this order.
const SIGNED: [&str; 13] = [
    "subject_kind",
    "subject",
    "revision",
    "person",
    "role",
    "how",
    "evidence",
    "recorded_by",
    "wording",
    "day",
    "laptop",
    "digest",
    "holdings",
];

/// The words that the signature covers.
fn signed_words(value: &dyn Fn(&str) -> Value) -> Vec<u8> {
    let words: Vec<_> = SIGNED.iter().map(|f| value(f).to_json()).collect();
    json!(words).to_string().into_bytes()
}

/// What the signature covers, as it was signed. Somebody who was merged with another person since is shown by that one:
/// signed is who was named then.
fn as_signed(store: &Store, sign_off: &Row) -> Result<Fields> {
    let mut values = Fields::new();
    for field in SIGNED {
        let shown = sign_off.value(field);
        let value = match shown.as_id() {
            None => shown,
            Some(_) => {
                let named = store.versions(sign_off.id, "sign_off", field)?;
                named.into_iter().next().flatten().unwrap_or(shown)
            }
        };
        values.insert(field.to_owned(), value);
    }
    Ok(values)
}

/// A sign-off with all that is needed to prove it without the hub file; `person` is the name to show.
///
/// # Errors
/// When the file can't be read.
pub fn proof(store: &Store, sign_off: &Row, person: &str) -> Result<serde_json::Value> {
    let values = as_signed(store, sign_off)?;
    let words: Vec<_> = SIGNED.iter().map(|f| values[*f].to_json()).collect();
    Ok(json!({
        "words": words,
        "name": person,
        "key": sign_off.text("key"),
        "signature": sign_off.text("signature"),
    }))
}

/// A sign-off as a pack carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// Whose, as the pack says: the signature covers the person's identifier, not the name.
    pub person: String,
    /// Kind of what was signed.
    pub subject_kind: String,
    /// Identifier of what was signed.
    pub subject: String,
    /// Role.
    pub role: String,
    /// Signed `here`, or `recorded` with its evidence.
    pub how: String,
    /// Wording.
    pub wording: String,
    /// Day.
    pub day: Option<chrono::NaiveDate>,
    /// Laptop.
    pub laptop: String,
    /// SHA-256 of the copy that was signed, hex.
    pub digest: String,
    /// The signature, hex.
    pub signature: String,
    /// The signature is the key's over these very words.
    pub fits: bool,
}

impl Proven {
    /// Reads what [`proof`] wrote; none when it is something else.
    pub fn read(proof: &serde_json::Value) -> Option<Self> {
        let words = proof["words"]
            .as_array()
            .filter(|w| w.len() == SIGNED.len())?;
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let word = |name: &str| {
            let at = SIGNED.iter().position(|field| *field == name);
            at.map(|at| text(&words[at])).unwrap_or_default()
        };
        let signature = text(&proof["signature"]);
        let fits = log::unhex::<32>(&text(&proof["key"]))
            .zip(log::unhex::<64>(&signature))
            .is_some_and(|(key, signature)| {
                let words = json!(words).to_string().into_bytes();
                signature_fits(&key, PURPOSE, &words, &signature)
            });
        Some(Self {
            person: text(&proof["name"]),
            subject_kind: word("subject_kind"),
            subject: word("subject"),
            role: word("role"),
            how: word("how"),
            wording: word("wording"),
            day: word("day").parse().ok(),
            laptop: word("laptop"),
            digest: word("digest"),
            signature,
            fits,
        })
    }
}

/// Something that was signed was erased on a person's request since: the copy, or words of the sign-off itself. What is
/// left shows that something was signed, no longer what.
///
/// # Errors
/// When the file can't be read.
pub fn content_erased(store: &Store, sign_off: &Row) -> Result<bool> {
    let words = SIGNED
        .iter()
        .any(|field| sign_off.cells.get(*field) == Some(&Cell::Erased));
    Ok(words || store.kept(&sign_off.text("digest"))? == Kept::Erased)
}

/// The signature fits the sign-off as it stands, and the copy that it speaks of is in the hub file as it was, or was
/// erased. Where words of the sign-off itself were erased, nothing speaks against it.
///
/// # Errors
/// When the file can't be read.
pub fn intact(store: &Store, sign_off: &Row) -> Result<bool> {
    let erased = content_erased(store, sign_off)?;
    if erased && store.kept(&sign_off.text("digest"))? != Kept::Erased {
        return Ok(true);
    }
    let (Some(key), Some(signature)) = (
        log::unhex::<32>(&sign_off.text("key")),
        log::unhex::<64>(&sign_off.text("signature")),
    ) else {
        return Ok(false);
    };
    let values = as_signed(store, sign_off)?;
    let words = signed_words(&|field| values.get(field).cloned().unwrap_or_default());
    let fits = signature_fits(&key, PURPOSE, &words, &signature);
    Ok(fits && (erased || store.blob(&sign_off.text("digest"))?.is_some()))
}

/// Withdraws a sign-off: a new, visible act.
///
/// # Errors
/// One that was withdrawn already; no reason.
pub fn withdraw(
    store: &mut Store,
    env: &dyn Env,
    author: Id,
    sign_off: Id,
    reason: &str,
) -> Result<()> {
    let row = store.row("sign_off", sign_off)?;
    if let Some(day) = row.value("withdrawn_on").as_date() {
        let message = format!(
            "This sign-off was withdrawn on {} already.",
            dates::in_words(day)
        );
        return Err(StoreError::refused("withdrawn", message, ""));
    }
    if reason.trim().is_empty() {
        let message = "Withdrawing a sign-off needs a reason. Nothing was changed.";
        return Err(StoreError::refused(
            "reason_needed",
            message,
            "Say in a few words why.",
        ));
    }
    let values: Fields = [
        ("withdrawn_on".to_owned(), Value::from(env.today())),
        ("withdrawn_because".to_owned(), Value::from(reason.trim())),
    ]
    .into();
    let action = Action::new(Verb::WithdrawSignOff).because(Some(reason.to_owned()));
    store.transact(env, author, action, |tx| {
        tx.put("sign_off", Some(sign_off), &values)
    })?;
    Ok(())
}

/// The sign-offs of a record, newest first.
///
/// # Errors
/// When the file can't be read.
pub fn of(store: &Store, kind: &str, subject: Id) -> Result<Vec<Row>> {
    let mut rows = store.db().prepare_cached(
        "SELECT id FROM live_sign_off WHERE subject_kind = ?1 AND subject = ?2 ORDER BY day DESC, id DESC",
    )?;
    let ids = rows
        .query_map(params![kind, subject.to_string()], |r| r.get(0))?
        .collect::<rusqlite::Result<Vec<Id>>>()?;
    ids.into_iter()
        .map(|id| store.row("sign_off", id))
        .collect()
}
