//! What styles and lists mean: which paragraphs are headings, which lists are numbered.

use std::collections::BTreeMap;

use super::super::Reason;
use super::archive::Package;
use super::xml::Node;

/// How far a style may lead back to others.
const LONGEST_CHAIN: usize = 30;

/// What a style says that matters here.
#[derive(Debug, Clone, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    /// 0 is the highest level of the outline.
    outline: Option<u8>,
    list: Option<(String, usize)>,
}

/// The look of a file.
#[derive(Debug, Default)]
pub(super) struct Look {
    styles: BTreeMap<String, Style>,
    /// Whether a list's level is numbered, by the list and the level.
    numbered: BTreeMap<(String, usize), bool>,
}

impl Look {
    pub(super) fn of(package: &Package) -> Result<Self, Reason> {
        let mut look = Self::default();
        for style in package.styles.iter().flat_map(|styles| styles.all("style")) {
            let Some(id) = style.attribute("styleId") else {
                continue;
            };
            let properties = style.child("pPr");
            look.styles.insert(
                id.to_owned(),
                Style {
                    name: style.child_val("name").unwrap_or_default().to_lowercase(),
                    based_on: style.child_val("basedOn").map(str::to_owned),
                    outline: properties.and_then(outline),
                    list: properties.and_then(list),
                },
            );
        }
        if let Some(numbering) = &package.numbering {
            look.lists(numbering);
        }
        Ok(look)
    }

    fn lists(&mut self, numbering: &Node) {
        let mut kinds: BTreeMap<&str, Vec<(usize, bool)>> = BTreeMap::new();
        for list in numbering.all("abstractNum") {
            let levels = list.all("lvl").filter_map(|level| {
                let at = level.attribute("ilvl")?.parse().ok()?;
                let kind = level.child_val("numFmt").unwrap_or("decimal");
                Some((at, !matches!(kind, "bullet" | "none")))
            });
            if let Some(id) = list.attribute("abstractNumId") {
                kinds.insert(id, levels.collect());
            }
        }
        for number in numbering.all("num") {
            let (Some(id), Some(kind)) =
                (number.attribute("numId"), number.child_val("abstractNumId"))
            else {
                continue;
            };
            for (level, numbered) in kinds.get(kind).into_iter().flatten() {
                self.numbered.insert((id.to_owned(), *level), *numbered);
            }
        }
    }

    /// The level of a heading, from 1; none for other paragraphs.
    pub(super) fn heading(&self, properties: Option<&Node>) -> Option<u8> {
        if let Some(level) = properties.and_then(outline) {
            return (level < 6).then_some(level + 1);
        }
        self.chain(properties).find_map(|style| {
            if style.name == "title" {
                return Some(1);
            }
            let named = style
                .name
                .strip_prefix("heading ")
                .and_then(|level| level.parse::<u8>().ok())
                .filter(|level| (1..=9).contains(level))
                .map(|level| level.min(6));
            named.or_else(|| {
                style
                    .outline
                    .filter(|level| *level < 6)
                    .map(|level| level + 1)
            })
        })
    }

    /// The list a paragraph is an item of: which, how deep, whether numbered.
    pub(super) fn list(&self, properties: Option<&Node>) -> Option<(String, usize, bool)> {
        let (id, level) = properties
            .and_then(list)
            .or_else(|| self.chain(properties).find_map(|style| style.list.clone()))?;
        // List 0 says that the paragraph is in no list although its style is.
        if id == "0" {
            return None;
        }
        let numbered = self
            .numbered
            .get(&(id.clone(), level))
            .copied()
            .unwrap_or(false);
        Some((id, level.min(8), numbered))
    }

    /// Whether a paragraph is set in the style of a caption.
    pub(super) fn is_caption(&self, properties: Option<&Node>) -> bool {
        self.chain(properties).any(|style| style.name == "caption")
    }

    /// Whether a paragraph is an entry of a list of contents: page numbers in it are not ours.
    pub(super) fn is_contents(&self, properties: Option<&Node>) -> bool {
        self.chain(properties)
            .next()
            .is_some_and(|style| style.name.starts_with("toc "))
    }

    /// A paragraph's style and those it is based on.
    fn chain<'a>(&'a self, properties: Option<&Node>) -> impl Iterator<Item = &'a Style> {
        let first = properties.and_then(|p| p.child_val("pStyle"));
        let mut next = first.and_then(|id| self.styles.get(id));
        std::iter::from_fn(move || {
            let style = next?;
            next = style.based_on.as_ref().and_then(|id| self.styles.get(id));
            Some(style)
        })
        .take(LONGEST_CHAIN)
    }
}

fn outline(properties: &Node) -> Option<u8> {
    properties.child_val("outlineLvl")?.parse().ok()
}

fn list(properties: &Node) -> Option<(String, usize)> {
    let list = properties.child("numPr")?;
    let level = list.child_val("ilvl").and_then(|level| level.parse().ok());
    Some((list.child_val("numId")?.to_owned(), level.unwrap_or(0)))
}
