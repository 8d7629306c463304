//! Bringing files in: preview first, then all of it or nothing.

use super::{Reply, Session};
use crate::{
    contract::{ImportApply, ImportPreview, ImportRequest, Imported},
    env::Env,
    imports,
};

impl Session {
    /// What an import would do.
    pub(super) fn import_preview(
        &mut self,
        env: &dyn Env,
        request: &ImportRequest,
    ) -> Reply<ImportPreview> {
        imports::preview(self.read()?, env, request)
    }

    /// Brings a file in.
    pub(super) fn import_apply(&mut self, env: &dyn Env, request: &ImportApply) -> Reply<Imported> {
        let file = self.opened()?;
        imports::apply(&mut file.store, env, file.me, request)
    }
}
