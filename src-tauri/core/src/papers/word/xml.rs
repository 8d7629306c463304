//! XML as a tree, within limits: names without their prefixes, attributes, words. Entities of the file's own are refused: with
//! them a few letters can mean gigabytes.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::super::Reason;

/// How deep elements may be nested; Word stays below a hundred.
const DEEPEST: usize = 256;
/// The most elements.
const MOST: usize = 4_000_000;

/// An element.
#[derive(Debug, Clone, Default)]
pub(super) struct Node {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
    /// The words directly in it.
    text: String,
}

impl Node {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name)?;
        Some(&found.1)
    }

    /// The attribute `val`, which says most of what Word has to say.
    pub(super) fn val(&self) -> Option<&str> {
        self.attribute("val")
    }

    pub(super) fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The value of a child.
    pub(super) fn child_val(&self, name: &str) -> Option<&str> {
        self.child(name)?.val()
    }

    /// Whether a switch is on: there, and not said to be off.
    pub(super) fn is_on(&self, name: &str) -> bool {
        self.child(name)
            .is_some_and(|child| !matches!(child.val(), Some("0" | "false" | "off" | "none")))
    }

    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first element of that name anywhere inside.
    pub(super) fn inside(&self, name: &str) -> Option<&Node> {
        self.children.iter().find_map(|child| {
            if child.name == name {
                Some(child)
            } else {
                child.inside(name)
            }
        })
    }

    /// All the words inside it, whatever they are.
    pub(super) fn words(&self) -> String {
        let mut words = self.text.clone();
        for child in &self.children {
            words.push_str(&child.words());
        }
        words
    }

    /// The words directly in it.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

/// Reads a part.
pub(super) fn read(text: &str) -> Result<Node, Reason> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut open: Vec<Node> = vec![Node::default()];
    let mut count = 0;
    loop {
        let event = reader.read_event().map_err(|_| Reason::Broken)?;
        match event {
            Event::Start(element) => {
                count += 1;
                if open.len() > DEEPEST || count > MOST {
                    return Err(Reason::Broken);
                }
                open.push(node(&element));
            }
            Event::Empty(element) => {
                count += 1;
                if count > MOST {
                    return Err(Reason::Broken);
                }
                if let Some(parent) = open.last_mut() {
                    parent.children.push(node(&element));
                }
            }
            Event::End(_) => {
                let done = open.pop().ok_or(Reason::Broken)?;
                open.last_mut().ok_or(Reason::Broken)?.children.push(done);
            }
            Event::Text(words) => add(&mut open, &words),
            Event::CData(words) => add(&mut open, &words),
            Event::GeneralRef(name) => {
                let letter = match name.resolve_char_ref() {
                    Ok(Some(letter)) => letter.to_string(),
                    _ => quick_xml::escape::resolve_predefined_entity(&name)
                        .ok_or(Reason::Broken)?
                        .to_owned(),
                };
                add(&mut open, &letter);
            }
            Event::DocType(_) => return Err(Reason::Broken),
            Event::Eof => break,
            _ => {}
        }
    }
    if open.len() != 1 {
        return Err(Reason::Broken);
    }
    let root = open.pop().and_then(|mut top| top.children.pop());
    root.ok_or(Reason::Broken)
}

fn add(open: &mut [Node], words: &str) {
    if let Some(node) = open.last_mut() {
        node.text.push_str(words);
    }
}

fn node(element: &BytesStart<'_>) -> Node {
    let attributes = element
        .attributes()
        .flatten()
        .filter_map(|attribute| {
            let value = quick_xml::escape::unescape(&attribute.value).ok()?;
            Some((
                attribute.key.local_name().as_ref().to_owned(),
                value.into_owned(),
            ))
        })
        .collect();
    Node {
        name: element.local_name().as_ref().to_owned(),
        attributes,
        ..Node::default()
    }
}
