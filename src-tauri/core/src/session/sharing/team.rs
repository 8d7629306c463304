//! The team's laptops: inviting, admitting, blocking, recovering.

use super::{
    super::{Reply, Session},
    held,
};
use crate::{
    contract::{Invite, Invited, LaptopKey, LaptopLost, Recover, RecoveryWords, SharingPage},
    env::Env,
    exchange::{Words, team},
    store::Verdict,
};

impl Session {
    /// Makes an invitation.
    pub(in crate::session) fn invite(&mut self, env: &dyn Env, request: &Invite) -> Reply<Invited> {
        let who = self.colleague()?;
        let (invitation, words) =
            team::invite(&mut self.opened()?.store, env, &who, &request.person)?;
        Ok(Invited {
            id: invitation.id.to_string(),
            person: invitation.person,
            words: words.text().to_owned(),
            until: invitation.until.map(|d| d.to_string()).unwrap_or_default(),
        })
    }

    /// Admits a laptop whose edits wait here, and lets them in.
    pub(in crate::session) fn laptop_admit(
        &mut self,
        env: &dyn Env,
        request: &LaptopKey,
    ) -> Reply<SharingPage> {
        let who = self.colleague()?;
        let file = self.opened()?;
        let found = file
            .store
            .actors()?
            .into_iter()
            .find(|a| a.key == request.key);
        let known = file.store.team()?.laptops.contains_key(&request.key);
        let Some(actor) = found else {
            if known {
                team::readmit(&mut file.store, env, who.id, &request.key)?;
                return self.sharing(env);
            }
            return Err(team::no_such_laptop().into());
        };
        team::start(&mut file.store, env, &who)?;
        team::readmit(&mut file.store, env, who.id, &actor.key)?;
        file.store.take_in(env, |_| Ok(((), Verdict::Keep)))?;
        self.sharing(env)
    }

    /// Blocks a laptop.
    pub(in crate::session) fn laptop_block(
        &mut self,
        env: &dyn Env,
        request: &LaptopKey,
    ) -> Reply<LaptopLost> {
        let who = self.colleague()?;
        let file = self.opened()?;
        team::start(&mut file.store, env, &who)?;
        let name = team::laptop_name(&file.store, &request.key)?;
        team::block(
            &mut file.store,
            env,
            who.id,
            &request.key,
            request.reason.clone(),
        )?;
        let mut lost = held::of(&file.store, &request.key)?;
        lost.lines.insert(
            0,
            format!(
                "{name} is blocked. Its edits until now count; later ones are held. Send a file to your colleagues so that \
                 their laptops block it too."
            ),
        );
        Ok(lost)
    }

    /// What a laptop holds as far as known.
    pub(in crate::session) fn laptop_held(
        &mut self,
        _: &dyn Env,
        request: &LaptopKey,
    ) -> Reply<LaptopLost> {
        let store = self.read()?;
        let known = store.team()?.laptops.contains_key(&request.key)
            || store.actors()?.iter().any(|a| a.key == request.key);
        if !known {
            return Err(team::no_such_laptop().into());
        }
        held::of(store, &request.key)
    }

    /// Makes the recovery words.
    pub(in crate::session) fn recovery_words(&mut self, env: &dyn Env) -> Reply<RecoveryWords> {
        let who = self.colleague()?;
        let words = team::recovery_words(&mut self.opened()?.store, env, &who)?;
        Ok(RecoveryWords {
            words: words.text().to_owned(),
        })
    }

    /// Uses the recovery words.
    pub(in crate::session) fn recover(
        &mut self,
        env: &dyn Env,
        request: &Recover,
    ) -> Reply<SharingPage> {
        let who = self.colleague()?;
        team::recover(
            &mut self.opened()?.store,
            env,
            &who,
            &Words::typed(&request.words),
        )?;
        self.sharing(env)
    }
}
