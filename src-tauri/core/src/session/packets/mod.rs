//! Copies for and from other teams, as the window and the command line ask for them. What a copy holds is decided in
//! `packets`, how it travels in `exchange`, whom copies are taken from in the register of partners.

mod incoming;
mod outgoing;
mod page;
