//! The logical structure as objects: elements, the tree from marked content back to them, notes by name.

use std::fmt::Write as _;

use super::layout::Layout;
use super::objects::{Id, Objects, string};
use super::tree::{Attribute, Kid, Node, ROOT};

/// Entries in one leaf of a number tree.
const LEAF: usize = 64;

/// Writes the structure; says which object is its root. `areas` are the annotation objects of the clickable areas.
pub(super) fn write(objects: &mut Objects, layout: &Layout<'_>, pages: &[Id], areas: &[Id]) -> Id {
    let root = objects.reserve();
    let first = objects.reserve_many(layout.tree.nodes.len());
    let writer = Writer {
        layout,
        pages,
        areas,
        root,
        first,
    };
    let mut body = String::new();
    for (index, node) in layout.tree.nodes.iter().enumerate() {
        body.clear();
        writer.element(&mut body, index, node);
        objects.write(writer.element_id(index as u32), body.as_bytes());
    }
    let parents = writer.parent_tree(objects);
    let notes = writer.notes(objects);
    let next = pages.len() + areas.len();
    let document = writer.element_id(ROOT);
    let root_body = format!(
        "<</Type/StructTreeRoot/K {document}/ParentTree {parents}/ParentTreeNextKey {next}/RoleMap<</Title/P>>{notes}>>"
    );
    objects.write(root, root_body.as_bytes());
    root
}

struct Writer<'a> {
    layout: &'a Layout<'a>,
    pages: &'a [Id],
    areas: &'a [Id],
    root: Id,
    first: Id,
}

impl Writer<'_> {
    fn element_id(&self, node: u32) -> Id {
        Id(self.first.0 + node)
    }

    fn element(&self, out: &mut String, index: usize, node: &Node) {
        let parent = if index == ROOT as usize {
            self.root
        } else {
            self.element_id(node.parent)
        };
        let _ = write!(out, "<</S/{}/P {parent}", node.role.name());
        // The page of the element's first content; numbers alone then mean content on that page.
        let page = node.kids.iter().find_map(|kid| match kid {
            Kid::Slot(slot) => self.layout.tree.slots[*slot as usize]
                .first
                .map(|(page, _)| page),
            _ => None,
        });
        if let Some(page) = page {
            let _ = write!(out, "/Pg {}", self.pages[page as usize]);
        }
        self.kids(out, node, page);
        if let Some(attribute) = &node.attribute {
            attribute_entries(out, attribute);
        }
        out.push_str(">>");
    }

    fn kids(&self, out: &mut String, node: &Node, page: Option<u32>) {
        let mut kids = Vec::with_capacity(node.kids.len());
        for kid in &node.kids {
            match kid {
                Kid::Node(child) => kids.push(self.element_id(*child).to_string()),
                Kid::Slot(slot) => {
                    let slot = &self.layout.tree.slots[*slot as usize];
                    for (on, content) in slot.first.iter().chain(&slot.more) {
                        kids.push(if Some(*on) == page {
                            content.to_string()
                        } else {
                            format!(
                                "<</Type/MCR/Pg {}/MCID {content}>>",
                                self.pages[*on as usize]
                            )
                        });
                    }
                }
                Kid::Annotation(area) => {
                    let on = self.pages[self.layout.areas[*area as usize].page];
                    kids.push(format!(
                        "<</Type/OBJR/Pg {on}/Obj {}>>",
                        self.areas[*area as usize]
                    ));
                }
            }
        }
        match kids.as_slice() {
            [] => {}
            [one] => {
                let _ = write!(out, "/K {one}");
            }
            several => {
                let _ = write!(out, "/K[{}]", several.join(" "));
            }
        }
    }

    /// For each page the elements of its marked content, then the element of each clickable area.
    fn parent_tree(&self, objects: &mut Objects) -> Id {
        let mut entries = Vec::with_capacity(self.pages.len() + self.areas.len());
        for marked in &self.layout.marked {
            let mut body = String::from("[");
            for node in marked {
                let _ = write!(body, "{} ", self.element_id(*node));
            }
            body.push(']');
            entries.push(objects.add(body.as_bytes()));
        }
        for area in &self.layout.areas {
            entries.push(self.element_id(self.layout.links[area.link].node));
        }
        let mut leaves = String::new();
        for (at, leaf) in entries.chunks(LEAF).enumerate() {
            let from = at * LEAF;
            let mut body = format!("<</Limits[{from} {}]/Nums[", from + leaf.len() - 1);
            for (offset, entry) in leaf.iter().enumerate() {
                let _ = write!(body, "{} {entry} ", from + offset);
            }
            body.push_str("]>>");
            let _ = write!(leaves, "{} ", objects.add(body.as_bytes()));
        }
        objects.add(format!("<</Kids[{leaves}]>>").as_bytes())
    }

    fn notes(&self, objects: &mut Objects) -> String {
        let mut notes: Vec<(&str, Id)> = Vec::new();
        for (index, node) in self.layout.tree.nodes.iter().enumerate() {
            if let Some(Attribute::Identifier(name)) = node.attribute.as_deref() {
                notes.push((name, self.element_id(index as u32)));
            }
        }
        notes.sort_unstable_by_key(|(name, _)| *name);
        let (Some(first), Some(last)) = (notes.first(), notes.last()) else {
            return String::new();
        };
        let mut body = format!("<</Limits[({})({})]/Names[", first.0, last.0);
        for (name, id) in &notes {
            let _ = write!(body, "({name}) {id} ");
        }
        body.push_str("]>>");
        let leaf = objects.add(body.as_bytes());
        format!(
            "/IDTree {}",
            objects.add(format!("<</Kids[{leaf}]>>").as_bytes())
        )
    }
}

fn attribute_entries(out: &mut String, attribute: &Attribute) {
    let _ = match attribute {
        Attribute::OfColumn => write!(out, "/A<</O/Table/Scope/Column>>"),
        Attribute::OfRow => write!(out, "/A<</O/Table/Scope/Row>>"),
        Attribute::Across(columns) => write!(out, "/A<</O/Table/Scope/Row/ColSpan {columns}>>"),
        Attribute::Spanning(columns) => write!(out, "/A<</O/Table/ColSpan {columns}>>"),
        Attribute::Numbered(true) => write!(out, "/A<</O/List/ListNumbering/Decimal>>"),
        Attribute::Numbered(false) => write!(out, "/A<</O/List/ListNumbering/Disc>>"),
        Attribute::Figure {
            alternative,
            frame: [left, bottom, right, top],
        } => {
            let text = string(alternative);
            write!(
                out,
                "/Alt {text}/A<</O/Layout/Placement/Block/BBox[{left:.2} {bottom:.2} {right:.2} {top:.2}]>>"
            )
        }
        Attribute::Identifier(name) => write!(out, "/ID({name})"),
    };
}
