//! Laptops of one team that exchange files (SYN-1 to SYN-7).

mod asks;
mod attention;
mod blocked;
mod by_itself;
mod cloned;
mod corrupt;
mod desks;
mod dice;
mod golden;
mod hostile_text;
mod killed;
mod laws;
mod left_out;
mod much;
mod newer;
mod packets;
mod preview_words;
mod refusals;
mod room;
mod same_state;
mod shared_folder;
mod simulation;
mod standing;
mod submitted_twice;
mod two_laptops;
