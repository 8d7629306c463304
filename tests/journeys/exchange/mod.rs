//! Laptops of one team that exchange files (SYN-1 to SYN-7).

mod two_laptops;
