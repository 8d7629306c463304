//! Undo, redo and the list of what was done.

use super::{Reply, Session, open::redo_label, records};
use crate::{
    contract::{ActionInfo, Undo, Undone},
    env::Env,
    record::Id,
    store::StoreError,
};

/// Actions in the list of what can be undone.
const LISTED: i64 = 100;

impl Session {
    /// Takes back the last action, or a named one.
    pub(super) fn undo(&mut self, env: &dyn Env, request: &Undo) -> Reply<Undone> {
        let action = match &request.action {
            Some(id) => records::id_of(id)?,
            None => match self.read()?.undo_next()? {
                Some(action) => action.id,
                None => {
                    return Err(StoreError::refused(
                        "nothing_to_undo",
                        "There is nothing to undo.",
                        "",
                    )
                    .into());
                }
            },
        };
        self.take_back(env, action, request.partly)
    }

    /// Takes back the last undo.
    pub(super) fn redo(&mut self, env: &dyn Env) -> Reply<Undone> {
        match self.read()?.redo_next()? {
            Some(action) => {
                let done = self.take_back(env, action.id, false)?;
                Ok(Undone {
                    label: redo_label(&done.label),
                    ..done
                })
            }
            None => {
                Err(StoreError::refused("nothing_to_redo", "There is nothing to redo.", "").into())
            }
        }
    }

    fn take_back(&mut self, env: &dyn Env, action: Id, partly: bool) -> Reply<Undone> {
        let file = self.opened()?;
        let done = file.store.undo(env, file.me, action, partly)?;
        Ok(Undone {
            label: done.label,
            change: done
                .receipt
                .action
                .map(|a| a.to_string())
                .unwrap_or_default(),
            restored: done.receipt.writes as i64,
            left: done.left,
            touched: records::touched(&done.receipt),
            generation: file.store.generation()?,
        })
    }

    /// The newest actions, newest first.
    pub(super) fn actions(&mut self) -> Reply<Vec<ActionInfo>> {
        let store = self.read()?;
        let mut out = vec![];
        for action in store.actions(LISTED)? {
            out.push(ActionInfo {
                id: action.id.to_string(),
                label: action.label,
                who: store.title("person", action.author)?,
                at: action.at,
                edits: action.writes,
                undone: action.undone,
                undoable: action.verb.is_some_and(crate::store::Verb::undoable),
            });
        }
        Ok(out)
    }
}
