//! Laptops of one team that exchange files (SYN-1 to SYN-7).

mod blocked;
mod cloned;
mod corrupt;
mod desks;
mod dice;
mod golden;
mod hostile_text;
mod killed;
mod laws;
mod newer;
mod packets;
mod refusals;
mod simulation;
mod two_laptops;
