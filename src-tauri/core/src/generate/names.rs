//! What made-up people and places are called. No name is of anybody or anywhere.

use super::Maker;
use crate::record::Value;

pub(super) const FIRST: [&str; 24] = [
    "Alder", "Bryony", "Caspian", "Delphine", "Emrys", "Fenella", "Gideon", "Hester", "Ivo",
    "Juno", "Kester", "Linnea", "Merrick", "Nerys", "Orson", "Petra", "Quill", "Rowena", "Soren",
    "Tamsin", "Ulric", "Verity", "Wilf", "Yara",
];
/// Names of towns, and of people after them, begin so.
pub(crate) const START: [&str; 20] = [
    "Ash", "Brack", "Cold", "Dun", "Elder", "Fern", "Gold", "Haw", "Iron", "Kest", "Lark", "Mill",
    "North", "Oak", "Pen", "Quarr", "Rush", "Stan", "Thorn", "Wether",
];
/// And end so.
pub(crate) const END: [&str; 20] = [
    "bourne", "combe", "dale", "field", "gate", "ham", "hurst", "ing", "ley", "mere", "ness",
    "over", "pool", "ridge", "stow", "thwaite", "ton", "well", "wick", "worth",
];
pub(super) const ROLES: [&str; 8] = [
    "Practice manager",
    "Nurse",
    "GP",
    "Clinical pharmacist",
    "Physiotherapist",
    "Tutor",
    "Care coordinator",
    "Administrator",
];
pub(super) const CATEGORIES: [&str; 6] = [
    "community_trust",
    "acute_trust",
    "university",
    "voluntary_sector",
    "local_authority",
    "lmc",
];

impl Maker {
    pub(super) fn town(&mut self) -> String {
        format!("{}{}", self.dice.one(&START), self.dice.one(&END))
    }

    pub(super) fn telephone(&mut self) -> String {
        // A range that is kept free for drama.
        format!("01632 960{:03}", self.dice.below(1_000))
    }

    pub(super) fn list_size(&mut self) -> Value {
        Value::Int(2_000 + self.dice.below(14_000) as i64)
    }
}
