//! Conflicts of interest (COI-1 to COI-7): what people declare, when they must, which items of an agenda it touches,
//! what the chair ruled, and the register of it all.

mod declaration;
mod doubt;
pub mod due;
pub mod facts;
mod lists;
mod policy;
pub mod posts;
pub mod programmes;
pub mod recusal;
pub mod register;
mod request;
mod ruling;
pub mod rulings;
pub mod similar;
pub mod suppliers;
pub mod waiting;

pub use declaration::{ActualOrPotential, Declared, InterestDeclaration, InterestKind, Reason};
pub use doubt::{DoubtStep, InterestDoubt};
pub use policy::{HostPolicy, Policy};
pub use request::DeclarationRequest;
pub use ruling::{ItemRuling, Ruled};
