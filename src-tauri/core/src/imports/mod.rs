//! placeholder until merged
use crate::{contract::*, env::Env, record::Id, store::Store};
pub fn mappings() -> Vec<MappingInfo> {
    vec![]
}
pub fn preview(_: &Store, _: &dyn Env, _: &ImportRequest) -> Result<ImportPreview, Fault> {
    Err(crate::store::StoreError::Stopped.into())
}
pub fn apply(_: &mut Store, _: &dyn Env, _: Id, _: &ImportApply) -> Result<Imported, Fault> {
    Err(crate::store::StoreError::Stopped.into())
}
