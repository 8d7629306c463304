//! Words with their marks: strong, emphasis, links.

/// A run of words, in pieces that share their marks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// The pieces in order.
    pub spans: Vec<Span>,
}

/// Words that share their marks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Set in bold.
    pub strong: bool,
    /// Set in italic.
    pub emphasis: bool,
    /// Where a link leads.
    pub target: Option<Target>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A web or e-mail address.
    Uri(String),
    /// A heading of this document, by its anchor.
    Anchor(String),
}

/// Whether a link may lead there: the web or an e-mail address, without control characters or spaces. Anything else
/// (scripts, local files, programs) is shown as text.
#[must_use]
pub fn is_safe_address(uri: &str) -> bool {
    let lower = uri.to_ascii_lowercase();
    let scheme = ["https://", "http://", "mailto:"]
        .into_iter()
        .find(|scheme| lower.starts_with(scheme));
    scheme.is_some_and(|scheme| uri.len() > scheme.len() && uri.len() <= 2000)
        && !uri.chars().any(|c| c.is_control() || c.is_whitespace())
}

impl Text {
    /// No words yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds plain words.
    #[must_use]
    pub fn then(self, words: impl Into<String>) -> Self {
        self.with(Span {
            text: words.into(),
            ..Span::default()
        })
    }

    /// Adds words in bold.
    #[must_use]
    pub fn strong(self, words: impl Into<String>) -> Self {
        self.with(Span {
            text: words.into(),
            strong: true,
            ..Span::default()
        })
    }

    /// Adds words in italic.
    #[must_use]
    pub fn emphasis(self, words: impl Into<String>) -> Self {
        self.with(Span {
            text: words.into(),
            emphasis: true,
            ..Span::default()
        })
    }

    /// Adds a link to a web or e-mail address.
    #[must_use]
    pub fn link(self, words: impl Into<String>, uri: impl Into<String>) -> Self {
        self.with(Span {
            text: words.into(),
            target: Some(Target::Uri(uri.into())),
            ..Span::default()
        })
    }

    /// Adds a link to a heading of this document.
    #[must_use]
    pub fn link_to(self, words: impl Into<String>, anchor: impl Into<String>) -> Self {
        self.with(Span {
            text: words.into(),
            target: Some(Target::Anchor(anchor.into())),
            ..Span::default()
        })
    }

    /// Adds a piece with any marks.
    #[must_use]
    pub fn with(mut self, span: Span) -> Self {
        self.spans.push(span);
        self
    }

    /// The words without their marks.
    #[must_use]
    pub fn plain(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.spans.iter().all(|span| span.text.trim().is_empty())
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        words.to_owned().into()
    }
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        Text {
            spans: vec![Span {
                text: words,
                ..Span::default()
            }],
        }
    }
}

impl From<&String> for Text {
    fn from(words: &String) -> Self {
        words.clone().into()
    }
}
