//! Which parts a pack has, in which order, as somebody chose them (PCK-1).

use super::{
    super::{Reply, Session},
    board,
};
use crate::{
    contract::{PackPart, PackParts, PackPartsOf},
    record::Id,
    registers::desk::{self, Composed},
    store::{Result, Store, StoreError, unsettled},
};

impl Session {
    /// The parts of a pack: those chosen in their order, behind them those left out.
    pub(in super::super) fn pack_parts(&mut self, request: &PackPartsOf) -> Reply<PackParts> {
        let store = self.read()?;
        let Some(pack) = Composed::named(&request.pack) else {
            let message = format!(
                "The parts of a pack called {} can't be chosen.",
                request.pack
            );
            let hint = "Those that can be chosen: board, engagement, strategy.";
            return Err(StoreError::refused("unknown_pack", message, hint).into());
        };
        let of = match pack {
            Composed::Board => board(store, request.board.as_deref())?,
            _ => None,
        };
        let chosen = desk::chosen(store.db(), pack, of)?;
        let order: Vec<String> = match &chosen {
            Some(chosen) => chosen.parts.clone(),
            None => pack.parts().iter().map(|part| part.0.to_owned()).collect(),
        };
        let part = |(name, words): &desk::Part, on: bool| PackPart {
            name: (*name).to_owned(),
            words: (*words).to_owned(),
            on,
            always: pack.always() == Some(*name),
        };
        let known = |name: &String| pack.parts().iter().find(|part| part.0 == name.as_str());
        let on = order.iter().filter_map(known).map(|one| part(one, true));
        let left_out = |part: &&desk::Part| !order.iter().any(|one| one == part.0);
        let off = pack.parts().iter().filter(left_out);
        let off = off.map(|one| part(one, false));
        let parts = on.chain(off).collect();
        let own = chosen.filter(|chosen| chosen.board == of);
        Ok(PackParts {
            template: own.as_ref().map(|own| own.template.to_string()),
            name: match own {
                Some(own) => own.name,
                None => usual_name(store, pack, of)?,
            },
            parts,
        })
    }
}

/// What a choice is called until somebody calls it something else.
fn usual_name(store: &Store, pack: Composed, board: Option<Id>) -> Result<String> {
    let of = match board {
        Some(board) => store.title("board", board)?,
        None => pack.words().to_owned(),
    };
    Ok(format!("Parts of the pack: {of}"))
}

/// What waits to be settled in the choice of a pack's parts, a sentence each.
pub(super) fn parts_wait(store: &Store, pack: Composed, board: Option<Id>) -> Result<Vec<String>> {
    let Some(chosen) = desk::chosen(store.db(), pack, board)? else {
        return Ok(vec![]);
    };
    unsettled::sentences(store, |thing| {
        let is_it = thing.kind == "pack_template" && thing.record == chosen.template;
        // What the choice itself is called stands in no pack.
        Ok(is_it && thing.about != "name")
    })
}
