//! Indicators and returns (KPI-1 to KPI-4): sets of indicators, their baselines and targets, half-yearly returns.
//!
//! Figures are worked out from the other registers through the named sets of [`sets`]; nothing here is typed that a
//! register holds.

mod answer;
mod baseline;
pub mod copy;
pub mod figures;
mod indicator;
mod kpi_return;
mod kpi_set;
mod period;
pub mod returns;
mod revision;
pub mod sets;
mod target;
pub mod waiting;

pub use answer::Answer;
pub use baseline::Baseline;
pub use indicator::{Direction, FigureKind, Indicator};
pub use kpi_return::{KpiReturn, ReturnState};
pub use kpi_set::KpiSet;
pub use period::{Period, PeriodFault};
pub use revision::ReturnRevision;
pub use target::Target;

/// Name of the area of the navigation.
pub(super) const AREA: &str = "kpis";
