//! Reads one page of the guide: Markdown to sections that a window can show as they are. Only what is written there comes
//! in: raw HTML, pictures and addresses elsewhere are left out.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::contract::{GuidePage, GuideSection};

/// A page, cut at its second-level headings; the first-level heading is its title.
pub(super) fn read(slug: &str, markdown: &str) -> GuidePage {
    let mut title = String::new();
    let mut parts = vec![Part::default()];
    let mut within = None;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { level, .. }) if level <= HeadingLevel::H2 => {
                within = Some(level);
                if level == HeadingLevel::H2 {
                    parts.push(Part::default());
                }
            }
            Event::End(TagEnd::Heading(level)) if level <= HeadingLevel::H2 => within = None,
            event => match (within, parts.last_mut()) {
                (Some(HeadingLevel::H1), _) => title.push_str(words(&event)),
                (Some(_), Some(part)) => part.title.push_str(words(&event)),
                (None, Some(part)) => part.events.push(event),
                (_, None) => {}
            },
        }
    }
    let sections = parts.into_iter().filter(Part::says_something);
    GuidePage {
        slug: slug.to_owned(),
        title,
        sections: sections.map(|part| part.section(slug)).collect(),
    }
}

/// What stands between two second-level headings.
#[derive(Default)]
struct Part<'a> {
    title: String,
    events: Vec<Event<'a>>,
}

impl<'a> Part<'a> {
    fn says_something(&self) -> bool {
        !self.title.is_empty() || !self.events.is_empty()
    }

    fn section(self, page: &str) -> GuideSection {
        let text = plain(&self.events);
        let mut html = String::new();
        html::push_html(&mut html, Shown::new(page).events(self.events).into_iter());
        GuideSection {
            id: id_of(&self.title),
            title: self.title,
            html: html.trim().to_owned(),
            text,
        }
    }
}

/// How a heading is called in an address.
fn id_of(title: &str) -> String {
    let lower = title.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

fn words<'e>(event: &'e Event<'_>) -> &'e str {
    match event {
        Event::Text(text) | Event::Code(text) => text,
        Event::SoftBreak | Event::HardBreak => " ",
        _ => "",
    }
}

/// The words without marks, for searching; what stands in different paragraphs and cells stays apart.
fn plain(events: &[Event<'_>]) -> String {
    let mut text = String::new();
    for event in events {
        match event {
            Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link | TagEnd::Image) => {}
            Event::End(_) => text.push(' '),
            event => text.push_str(words(event)),
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Changes a page's marks to what the window shows.
struct Shown<'p> {
    page: &'p str,
    /// Whether each link that is still open leads somewhere in the guide.
    links: Vec<bool>,
    in_head: bool,
}

impl<'p> Shown<'p> {
    fn new(page: &'p str) -> Self {
        Self {
            page,
            links: Vec::new(),
            in_head: false,
        }
    }

    fn events<'a>(mut self, events: Vec<Event<'a>>) -> Vec<Event<'a>> {
        events
            .into_iter()
            .filter_map(|event| self.event(event))
            .collect()
    }

    fn event<'a>(&mut self, event: Event<'a>) -> Option<Event<'a>> {
        match event {
            Event::Html(_) | Event::InlineHtml(_) => None,
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
            Event::Start(Tag::Link { dest_url, .. }) => {
                let address = within_guide(&dest_url, self.page);
                self.links.push(address.is_some());
                address.map(|address| markup(format!("<a href=\"{address}\">")))
            }
            Event::End(TagEnd::Link) => {
                self.links.pop().unwrap_or_default().then(|| markup("</a>"))
            }
            Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell)
            | Event::End(
                TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell,
            ) => Some(markup(self.table(&event))),
            event => Some(event),
        }
    }

    /// Tables as the window has them: wide ones scroll by themselves and can be reached with the Tab key.
    fn table(&mut self, event: &Event<'_>) -> &'static str {
        match event {
            Event::Start(Tag::Table(_)) => {
                "<div class=\"table-wrap\" role=\"group\" tabindex=\"0\" aria-label=\"Table\"><table class=\"data\">"
            }
            Event::End(TagEnd::Table) => "</tbody></table></div>\n",
            Event::Start(Tag::TableHead) => {
                self.in_head = true;
                "<thead><tr>"
            }
            Event::End(TagEnd::TableHead) => {
                self.in_head = false;
                "</tr></thead><tbody>"
            }
            Event::Start(Tag::TableRow) => "<tr>",
            Event::End(TagEnd::TableRow) => "</tr>",
            Event::Start(_) if self.in_head => "<th scope=\"col\">",
            Event::Start(_) => "<td>",
            _ if self.in_head => "</th>",
            _ => "</td>",
        }
    }
}

fn markup<'a>(text: impl Into<CowStr<'a>>) -> Event<'a> {
    Event::InlineHtml(text.into())
}

/// The address in the window of another page, or of a heading: `packs.md#copies`. None for what leads out of the guide.
fn within_guide(address: &str, own: &str) -> Option<String> {
    let (page, heading) = address.split_once('#').unwrap_or((address, ""));
    let page = page.strip_suffix(".md").unwrap_or(page);
    let plain = |name: &str| {
        name.bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    if !plain(page) || !plain(heading) || (page.is_empty() && heading.is_empty()) {
        return None;
    }
    let page = if page.is_empty() { own } else { page };
    let at = if heading.is_empty() {
        String::new()
    } else {
        format!("?at={heading}")
    };
    Some(format!("#/help/{page}{at}"))
}
