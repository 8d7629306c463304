//! How a PDF is made of a pack: with or without its papers, for which paper.

use super::{super::Reply, papers::Enclosing};
use crate::{contract::PackPrint, pdf, store::StoreError};

/// How a PDF is made of a pack.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Way {
    pub(super) papers: Enclosing,
    pub(super) paper: PackPrint,
}

impl Way {
    /// As asked for.
    pub(super) fn asked(papers: Option<&str>, paper: Option<PackPrint>) -> Reply<Self> {
        Ok(Self {
            papers: Enclosing::named(papers)?,
            paper: paper.unwrap_or_default(),
        })
    }

    /// For the layout.
    pub(super) fn print(self) -> pdf::Print {
        pdf::Print {
            on_both_sides: self.paper.both_sides,
            enlarged: self.paper.large,
        }
    }

    /// Whether a pack of this kind, in a file with this ending, can be made so: nothing that is asked for is left out in
    /// silence.
    pub(super) fn refuse_for(self, pack: &str, ending: &str) -> Reply<()> {
        let (papers, paper) = (
            self.papers != Enclosing::Listed,
            self.paper != PackPrint::default(),
        );
        let refused = |code, message, hint| Err(StoreError::refused(code, message, hint).into());
        if papers && pack != "board" {
            let message = "Only a board pack has papers that can come along. Nothing was written.";
            return refused("no_papers", message, "Leave the papers out.");
        }
        if papers && ending != "pdf" {
            let message = "Papers come along in a PDF alone. Nothing was written.";
            return refused(
                "papers_need_pdf",
                message,
                "Give the file a name that ends in .pdf, or only list the papers.",
            );
        }
        if paper && ending != "pdf" {
            let message = "Right-hand pages and large print are for a PDF. Nothing was written.";
            return refused(
                "print_needs_pdf",
                message,
                "Give the file a name that ends in .pdf.",
            );
        }
        Ok(())
    }
}
