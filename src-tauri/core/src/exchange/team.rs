//! Starting a team, inviting, admitting, blocking, recovering. What the team is, the log says; this file writes it there.

use chrono::{Days, NaiveDate};

use super::{
    ExchangeError, Result, Words,
    send::{own_card, own_key},
    sharing,
};
use crate::{
    contract::{Fault, FieldFault},
    env::Env,
    record::Id,
    store::{
        Action, Store, Tx, Verb,
        log::hex,
        public_of, sign_with,
        team::{Card, Invitation, SignedCard, Standing, Team},
    },
};

/// Days for which an invitation can be used.
const INVITATION_DAYS: u64 = 14;
/// Words that recover a team.
const RECOVERY_WORDS: usize = 12;

/// Who does something, as the log and the card name them.
#[derive(Debug, Clone)]
pub struct Colleague {
    /// Record of the person.
    pub id: Id,
    /// Name.
    pub name: String,
}

/// What makes this laptop the first of the team.
struct Founding {
    own: String,
    card: String,
    /// The laptops that wrote to this very file before.
    others: Vec<String>,
}

impl Founding {
    /// None where there is a team.
    fn needed(store: &Store, who: &Colleague) -> Result<Option<Self>> {
        if !store.team()?.laptops.is_empty() {
            return Ok(None);
        }
        let own = own_key(store)?;
        let mut others: Vec<String> = store.actors()?.into_iter().map(|a| a.key).collect();
        others.sort();
        others.dedup();
        others.retain(|key| *key != own);
        Ok(Some(Self {
            card: card_text(&own_card(store, &who.name)?)?,
            own,
            others,
        }))
    }

    fn say(&self, tx: &mut Tx<'_>) -> crate::store::Result<()> {
        let admitted = ("state", "admitted".to_owned());
        let said = [admitted.clone(), ("card", self.card.clone())];
        tx.say_of_laptop(&self.own, &said)?;
        for key in &self.others {
            tx.say_of_laptop(key, std::slice::from_ref(&admitted))?;
        }
        Ok(())
    }
}

/// Makes this laptop the first of the team, unless there is one. Laptops that wrote to this very file before, when it
/// was moved or copied by hand, belong to it too.
///
/// # Errors
/// When the hub file can't be written.
pub fn start(store: &mut Store, env: &dyn Env, who: &Colleague) -> Result<()> {
    if let Some(founding) = Founding::needed(store, who)? {
        let action = Action::new(Verb::StartTeam);
        store.transact(env, who.id, action, |tx| founding.say(tx))?;
    }
    Ok(())
}

fn card_text(card: &SignedCard) -> Result<String> {
    Ok(serde_json::to_string(card).map_err(std::io::Error::from)?)
}

/// Laptops to be admitted with the cards they came with, and the team founded before where there is none.
pub struct Admission {
    founding: Option<Founding>,
    /// What admits them.
    admitting: Action,
    /// Key and card, as JSON, of each.
    cards: Vec<(String, String)>,
}

impl Admission {
    /// Prepares it; none when no card is one.
    ///
    /// # Errors
    /// When the hub file can't be read.
    pub fn of(store: &Store, who: &Colleague, cards: &[SignedCard]) -> Result<Option<Self>> {
        let known = Self::to_the_team(cards)?;
        Ok(match known {
            Some(known) => Some(Self {
                founding: Founding::needed(store, who)?,
                ..known
            }),
            None => None,
        })
    }

    fn to_the_team(cards: &[SignedCard]) -> Result<Option<Self>> {
        let (mut known, mut names) = (vec![], vec![]);
        for signed in cards {
            if let Some(card) = signed.verify() {
                names.push(format!("{} ({})", card.laptop, card.person));
                known.push((card.key, card_text(signed)?));
            }
        }
        if known.is_empty() {
            return Ok(None);
        }
        Ok(Some(Self {
            founding: None,
            admitting: Action::new(Verb::Admit).of(names.join(", ")),
            cards: known,
        }))
    }

    /// What it begins with.
    pub fn action(&self) -> Action {
        match &self.founding {
            Some(_) => Action::new(Verb::StartTeam),
            None => self.admitting.clone(),
        }
    }

    /// Writes it, in an action begun as [`Admission::action`].
    ///
    /// # Errors
    /// When the log can't be written.
    pub fn say(&self, tx: &mut Tx<'_>) -> crate::store::Result<()> {
        if let Some(founding) = &self.founding {
            founding.say(tx)?;
            tx.next_action(self.admitting.clone())?;
        }
        for (key, card) in &self.cards {
            let said = [("state", "admitted".into()), ("card", card.clone())];
            tx.say_of_laptop(key, &said)?;
        }
        Ok(())
    }
}

/// Admits laptops with the cards they came with, to a team that there is.
///
/// # Errors
/// When the hub file can't be written.
pub fn admit(store: &mut Store, env: &dyn Env, who: Id, cards: &[SignedCard]) -> Result<()> {
    if let Some(admission) = Admission::to_the_team(cards)? {
        store.transact(env, who, admission.action(), |tx| admission.say(tx))?;
    }
    Ok(())
}

/// Admits a laptop that the log knows, with the card it was known by, if any: one that waits, or that was blocked.
///
/// # Errors
/// When the hub file can't be written.
pub fn readmit(store: &mut Store, env: &dyn Env, who: Id, key: &str) -> Result<()> {
    let card = sharing::card_of(store.db(), key)?;
    let name = match card.as_ref().and_then(SignedCard::verify) {
        Some(card) => format!("{} ({})", card.laptop, card.person),
        None => laptop_name(store, key)?,
    };
    let mut said = vec![("state", "admitted".to_owned())];
    if let Some(card) = &card {
        said.push(("card", card_text(card)?));
    }
    store.transact(env, who, Action::new(Verb::Admit).of(name), |tx| {
        tx.say_of_laptop(key, &said)
    })?;
    Ok(())
}

/// Blocks a laptop: what it wrote until now counts, later edits are held.
///
/// # Errors
/// This very laptop; one that the team does not know; a hub file that can't be written.
pub fn block(
    store: &mut Store,
    env: &dyn Env,
    who: Id,
    key: &str,
    reason: Option<String>,
) -> Result<()> {
    if own_key(store)? == key {
        return Err(ExchangeError::refused(
            "this_laptop",
            "This is the laptop you work on. Nothing was changed.",
            "Block it from another laptop of the team.",
        ));
    }
    let actors: Vec<String> = store
        .actors()?
        .into_iter()
        .filter(|a| a.key == key)
        .map(|a| a.actor)
        .collect();
    if actors.is_empty() && !store.team()?.laptops.contains_key(key) {
        return Err(no_such_laptop());
    }
    let held = store.holdings()?;
    let upto: Vec<(String, i64)> = actors
        .into_iter()
        .filter_map(|a| held.get(&a).map(|h| h.0).map(|seq| (a, seq)))
        .collect();
    let upto = serde_json::to_string(&upto).map_err(std::io::Error::from)?;
    let name = laptop_name(store, key)?;
    let action = Action::new(Verb::Block).of(name).because(reason);
    store.transact(env, who, action, |tx| {
        tx.say_of_laptop(key, &[("state", "blocked".into()), ("upto", upto)])
    })?;
    Ok(())
}

/// No laptop of that key.
pub fn no_such_laptop() -> ExchangeError {
    ExchangeError::refused(
        "no_laptop",
        "There is no such laptop in this team. Nothing was changed.",
        "",
    )
}

/// What people call a laptop.
///
/// # Errors
/// When the file can't be read.
pub fn laptop_name(store: &Store, key: &str) -> Result<String> {
    let team = store.team()?;
    if let Some(card) = team.laptops.get(key).and_then(|m| m.card()) {
        return Ok(format!("{} ({})", card.laptop, card.person));
    }
    let named = store.actors()?.into_iter().find(|a| a.key == key);
    Ok(named.map_or_else(|| "a laptop".into(), |a| a.laptop))
}

/// Makes an invitation for one person: usable once, for fourteen days.
///
/// # Errors
/// No name; a hub file that can't be written.
pub fn invite(
    store: &mut Store,
    env: &dyn Env,
    who: &Colleague,
    person: &str,
) -> Result<(Invitation, Words)> {
    let person = person.trim();
    if person.is_empty() || person.chars().count() > 200 {
        return Err(ExchangeError::refused(
            "no_person",
            "It is not clear who is invited. Nothing was changed.",
            "Give the person's name.",
        ));
    }
    start(store, env, who)?;
    let words = Words::new(env, super::words::FILE_WORDS);
    let team = store.meta("hub_file")?.unwrap_or_default();
    let today = env.today();
    let mut random = [0; 10];
    env.fill(&mut random);
    let invitation = Invitation {
        id: Id::new(env.now(), random),
        person: person.to_owned(),
        key: hex(&public_of(&words.key("invitation", &team))),
        made_on: Some(today),
        until: today.checked_add_days(Days::new(INVITATION_DAYS)),
    };
    let action = Action::new(Verb::Invite).of(person);
    store.transact(env, who.id, action, |tx| tx.say_invitation(&invitation))?;
    Ok((invitation, words))
}

/// Whether these are the words of an open invitation of the team.
///
/// # Errors
/// No such invitation; other words, named as a fault of the field `words`.
pub fn check_invitation(store: &Store, invitation: &str, words: &Words) -> Result<()> {
    let team = store.team()?;
    let Some(invitation) = team
        .invitations
        .iter()
        .find(|i| i.id.to_string() == invitation)
    else {
        return Err(ExchangeError::refused(
            "no_invitation",
            "This invitation is not known here. No file was written.",
            "Make a new invitation under “Sharing and copies”.",
        ));
    };
    let team_id = store.meta("hub_file")?.unwrap_or_default();
    if invitation.key == hex(&public_of(&words.key("invitation", &team_id))) {
        return Ok(());
    }
    let message = format!(
        "These are not the six words of the invitation for {}. No file was written.",
        invitation.person
    );
    Err(ExchangeError::Refused(Fault {
        code: "invitation_words".into(),
        message: message.clone(),
        hint: "Check each word, or make a new invitation.".into(),
        fields: vec![FieldFault {
            field: "words".into(),
            message,
        }],
    }))
}

/// Remembers that this laptop comes with an invitation, when the words are those of one. Returns whom it is for.
///
/// # Errors
/// When the hub file can't be read or written.
pub fn accept_invitation(store: &Store, words: &Words) -> Result<Option<String>> {
    let team = store.team()?;
    if team.invitations.is_empty() {
        // Making a key of words takes long on purpose.
        return Ok(None);
    }
    let team_id = store.meta("hub_file")?.unwrap_or_default();
    let secret = words.key("invitation", &team_id);
    let public = hex(&public_of(&secret));
    let Some(invitation) = team.invitations.iter().find(|i| i.key == public) else {
        return Ok(None);
    };
    let own = own_key(store)?;
    let proof = hex(&sign_with(&secret, "invitation", own.as_bytes()));
    let text = serde_json::to_string(&(invitation.id, proof)).map_err(std::io::Error::from)?;
    store.set_meta("invitation", &text)?;
    Ok(Some(invitation.person.clone()))
}

/// Makes the recovery words. Earlier ones no longer count.
///
/// # Errors
/// When the hub file can't be written.
pub fn recovery_words(store: &mut Store, env: &dyn Env, who: &Colleague) -> Result<Words> {
    start(store, env, who)?;
    let words = Words::new(env, RECOVERY_WORDS);
    let team = store.meta("hub_file")?.unwrap_or_default();
    let key = hex(&public_of(&words.key("recovery", &team)));
    let action = Action::new(Verb::RecoveryWords);
    store.transact(env, who.id, action, |tx| tx.say_recovery(&key))?;
    Ok(words)
}

/// Uses the recovery words: this laptop belongs to the team again, here and, with the proof on its card, elsewhere.
///
/// # Errors
/// Words that are not this team's.
pub fn recover(store: &mut Store, env: &dyn Env, who: &Colleague, words: &Words) -> Result<()> {
    let team_id = store.meta("hub_file")?.unwrap_or_default();
    let secret = words.key("recovery", &team_id);
    if !store.team()?.recovery.contains(&hex(&public_of(&secret))) {
        let first = words.slip().map_or_else(
            || "Check the spelling".to_owned(),
            |word| format!("Look at “{word}” first, which Hubfolio never makes up"),
        );
        return Err(ExchangeError::refused(
            "recovery_wrong",
            "These are not the recovery words of this hub. Nothing was changed.",
            format!("{first}; if newer recovery words were printed, use those."),
        ));
    }
    let own = own_key(store)?;
    store.set_meta(
        "recovery_proof",
        &hex(&sign_with(&secret, "recovery", own.as_bytes())),
    )?;
    let card = own_card(store, &who.name)?;
    admit(store, env, who.id, &[card])
}

/// Whether a laptop comes in with its card alone; and in words how, or why not.
///
/// # Errors
/// In words: why somebody has to admit it.
pub fn comes_in(team: &Team, card: &Card, today: NaiveDate) -> std::result::Result<String, String> {
    if team.recovered(card) {
        return Ok(format!(
            "{} ({}) comes with the recovery words.",
            card.laptop, card.person
        ));
    }
    if card.recovery.is_some() && card.invitation.is_none() {
        return Err("It comes with recovery words that could not be proven here.".into());
    }
    let invitation = team.invited(card, today)?;
    Ok(format!(
        "{} ({}) comes with the invitation for {}.",
        card.laptop, card.person, invitation.person
    ))
}

/// Whether a laptop counts.
pub fn is_admitted(team: &Team, key: &str) -> bool {
    *team.standing(key) == Standing::Admitted
}
