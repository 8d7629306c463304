//! Ways of printing a pack.

/// How a pack is to be printed. Every way is as legible in grey as in colour: no meaning rests on colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Print {
    /// For paper printed on both sides: each part begins on a right-hand page, after a blank one where it must.
    pub on_both_sides: bool,
    /// Large print: running text of 16 points, notes and tables of 12; charts as large as a page on its side allows, and
    /// their figures as a table.
    pub enlarged: bool,
}
