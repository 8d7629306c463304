//! A report as plain data: what a register has to say inside a pack, whatever register that is.

use serde::{Deserialize, Serialize};

use crate::document::{CallOut, Column, Document, Paragraph, Table, from_markdown};

/// A report: a title and its parts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Report {
    /// Title.
    pub title: String,
    /// The one sentence that matters most; may be empty.
    pub lead: String,
    /// The parts, in their order.
    pub sections: Vec<ReportSection>,
}

/// A part of a report.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReportSection {
    /// Heading; empty for none.
    pub heading: String,
    /// Formatted text; may be empty.
    pub text: String,
    /// Something to know or to act on, set off from the text; may be empty.
    pub warning: String,
    /// A table.
    pub table: Option<ReportTable>,
}

/// A table of a report.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReportTable {
    /// Caption.
    pub caption: String,
    /// Column headings.
    pub headings: Vec<String>,
    /// Which columns hold numbers, from 0.
    pub numbers: Vec<usize>,
    /// The rows; the first cell names the row.
    pub rows: Vec<Vec<String>>,
    /// The sums, where there are any.
    pub total: Option<Vec<String>>,
    /// A remark below it; may be empty.
    pub note: String,
}

/// The report below a heading of its own, which stands at `level`.
pub(super) fn write(pack: &mut Document, level: u8, report: &Report) {
    pack.heading(level, report.title.clone());
    if !report.lead.trim().is_empty() {
        pack.push(Paragraph::lead(report.lead.clone()));
    }
    for section in &report.sections {
        let mut below = level + 1;
        if !section.heading.trim().is_empty() {
            pack.heading(below, section.heading.clone());
            below += 1;
        }
        if !section.warning.trim().is_empty() {
            pack.call_out(CallOut::warning("Please note").paragraph(section.warning.clone()));
        }
        pack.extend(from_markdown(&section.text, below));
        if let Some(table) = &section.table {
            self::table(pack, table);
        }
    }
}

fn table(pack: &mut Document, shown: &ReportTable) {
    if shown.rows.is_empty() {
        pack.paragraph(format!(
            "{}: nothing is on record.",
            shown.caption.trim_end_matches('.')
        ));
        return;
    }
    let columns = shown.headings.iter().map(|h| Column::new(h.clone()));
    let mut table = Table::of(columns)
        .numbers(shown.numbers.iter().copied())
        .row_headers();
    if !shown.caption.is_empty() {
        table = table.caption(shown.caption.clone());
    }
    for row in &shown.rows {
        table.push(row.iter().cloned());
    }
    if let Some(total) = &shown.total {
        table = table.total(total.iter().cloned());
    }
    if !shown.note.is_empty() {
        table = table.note(shown.note.clone());
    }
    pack.table(table);
}
