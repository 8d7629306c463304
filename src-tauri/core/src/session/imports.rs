//! Bringing files in: preview first, then all of it or nothing.

use super::{Reply, Session};
use crate::{
    contract::{
        BookApply, BookImport, BookPreview, ImportApply, ImportPreview, ImportRequest, Imported,
        SheetApply, SheetImport, SheetLook, SheetPreview, SheetRejected, TableDone,
    },
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

    /// What any spreadsheet holds.
    pub(super) fn import_sheet_look(
        &mut self,
        env: &dyn Env,
        request: &SheetImport,
    ) -> Reply<SheetLook> {
        imports::spreadsheet::look(self.read()?, env, request)
    }

    /// What an import of any spreadsheet would do.
    pub(super) fn import_sheet_preview(
        &mut self,
        env: &dyn Env,
        request: &SheetImport,
    ) -> Reply<SheetPreview> {
        imports::spreadsheet::preview(self.read()?, env, request)
    }

    /// Brings the good rows of any spreadsheet in.
    pub(super) fn import_sheet_apply(
        &mut self,
        env: &dyn Env,
        request: &SheetApply,
    ) -> Reply<Imported> {
        let file = self.opened()?;
        imports::spreadsheet::apply(&mut file.store, env, file.me, request)
    }

    /// What an import of several sheets would do.
    pub(super) fn import_book_preview(
        &mut self,
        env: &dyn Env,
        request: &BookImport,
    ) -> Reply<BookPreview> {
        imports::spreadsheet::book::preview(self.read()?, env, request)
    }

    /// Brings several sheets in.
    pub(super) fn import_book_apply(
        &mut self,
        env: &dyn Env,
        request: &BookApply,
    ) -> Reply<Imported> {
        let file = self.opened()?;
        imports::spreadsheet::book::apply(&mut file.store, env, file.me, request)
    }

    /// Writes the rows that an import leaves out.
    pub(super) fn import_sheet_rejected(
        &mut self,
        env: &dyn Env,
        request: &SheetRejected,
    ) -> Reply<TableDone> {
        imports::spreadsheet::rejected(self.read()?, env, request)
    }
}
