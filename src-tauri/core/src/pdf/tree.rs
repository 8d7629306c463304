//! The logical structure of a pack while it is laid out: what each piece of text is, in reading order.

/// What a part is, by the standard names of PDF 1.7.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Document,
    Div,
    H(u8),
    P,
    Title,
    Toc,
    Toci,
    Reference,
    Link,
    L,
    Li,
    Lbl,
    LBody,
    Table,
    Caption,
    THead,
    TBody,
    Tr,
    Th,
    Td,
    Figure,
    Note,
}

impl Role {
    pub(super) fn name(self) -> &'static str {
        match self {
            Role::Document => "Document",
            Role::Div => "Div",
            Role::H(level) => ["H1", "H1", "H2", "H3", "H4", "H5", "H6"][usize::from(level.min(6))],
            Role::P => "P",
            Role::Title => "Title",
            Role::Toc => "TOC",
            Role::Toci => "TOCI",
            Role::Reference => "Reference",
            Role::Link => "Link",
            Role::L => "L",
            Role::Li => "LI",
            Role::Lbl => "Lbl",
            Role::LBody => "LBody",
            Role::Table => "Table",
            Role::Caption => "Caption",
            Role::THead => "THead",
            Role::TBody => "TBody",
            Role::Tr => "TR",
            Role::Th => "TH",
            Role::Td => "TD",
            Role::Figure => "Figure",
            Role::Note => "Note",
        }
    }
}

/// What else is said about a part.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Attribute {
    /// A heading cell heads its column.
    OfColumn,
    /// A heading cell heads its row.
    OfRow,
    /// A cell spans this many columns.
    Spanning(usize),
    /// A heading cell heads the rows below it and spans this many columns.
    Across(usize),
    /// How a list's items are marked.
    Numbered(bool),
    /// A figure's alternative text; its frame (left, bottom, right, top) is known once it is on a page.
    Figure {
        alternative: String,
        frame: [f32; 4],
    },
    /// An identifier, as notes need.
    Identifier(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kid {
    Node(u32),
    Slot(u32),
    /// A link's clickable area, by its number.
    Annotation(u32),
}

#[derive(Debug, Clone)]
pub(super) struct Node {
    pub role: Role,
    pub parent: u32,
    pub kids: Vec<Kid>,
    pub attribute: Option<Box<Attribute>>,
}

/// A place in the reading order for text that is still to be put on pages.
#[derive(Debug, Clone, Default)]
pub(super) struct Slot {
    pub node: u32,
    /// Page and number of the first marked content.
    pub first: Option<(u32, u32)>,
    /// Further ones, when the text runs over a page or is interrupted.
    pub more: Vec<(u32, u32)>,
}

#[derive(Debug, Clone)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
    pub slots: Vec<Slot>,
}

pub(super) const ROOT: u32 = 0;

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl Tree {
    pub(super) fn new() -> Self {
        let root = Node {
            role: Role::Document,
            parent: ROOT,
            kids: Vec::new(),
            attribute: None,
        };
        Self {
            nodes: vec![root],
            slots: Vec::new(),
        }
    }

    /// Adds a part at the end of another.
    pub(super) fn add(&mut self, parent: u32, role: Role) -> u32 {
        let id = number(self.nodes.len());
        self.nodes.push(Node {
            role,
            parent,
            kids: Vec::new(),
            attribute: None,
        });
        self.nodes[parent as usize].kids.push(Kid::Node(id));
        id
    }

    pub(super) fn add_with(&mut self, parent: u32, role: Role, attribute: Attribute) -> u32 {
        let id = self.add(parent, role);
        self.nodes[id as usize].attribute = Some(Box::new(attribute));
        id
    }

    /// Adds a place for text at the end of a part.
    pub(super) fn slot(&mut self, node: u32) -> u32 {
        let id = number(self.slots.len());
        self.slots.push(Slot {
            node,
            ..Slot::default()
        });
        self.nodes[node as usize].kids.push(Kid::Slot(id));
        id
    }

    /// Records that a slot's text, or part of it, is on a page under a number.
    pub(super) fn mark(&mut self, slot: u32, page: u32, content: u32) {
        let slot = &mut self.slots[slot as usize];
        if slot.first.is_none() {
            slot.first = Some((page, content));
        } else {
            slot.more.push((page, content));
        }
    }
}
