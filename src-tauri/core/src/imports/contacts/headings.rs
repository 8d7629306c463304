//! What stands over the columns of lists of contacts: the words of Outlook and Google exports, of customer databases and
//! of plain spreadsheets.

use crate::{
    alike::plain,
    tabular::{Cell, Row, Sheet},
};

/// Rows in which the headings are looked for.
const LOOKED_AT: usize = 20;

/// A column of such a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    First,
    Last,
    Organisation,
    Code,
    Category,
    Role,
    Email,
    Telephone,
    Web,
    Address,
    Notes,
}

/// Headings without capitals and punctuation, the likeliest first.
const WORDS: &[(Column, &[&str])] = &[
    (
        Column::First,
        &["first name", "forename", "given name", "firstname"],
    ),
    (
        Column::Last,
        &["last name", "surname", "family name", "lastname"],
    ),
    (
        Column::Name,
        &[
            "full name",
            "contact name",
            "name",
            "display name",
            "contact",
            "stakeholder name",
            "stakeholder",
            "key contact",
        ],
    ),
    (
        Column::Organisation,
        &[
            "company",
            "organisation",
            "organization",
            "company name",
            "organisation name",
            "organization name",
            "account name",
            "account",
            "employer",
            "organization 1 name",
            "parent account",
            "trust",
            "practice",
            "institution",
        ],
    ),
    (
        Column::Code,
        &[
            "ods code",
            "ods",
            "organisation code",
            "org code",
            "national code",
            "practice code",
            "account number",
        ],
    ),
    (
        Column::Category,
        &[
            "category",
            "stakeholder category",
            "stakeholder type",
            "organisation type",
            "account type",
            "sector",
            "industry",
            "type",
        ],
    ),
    (
        Column::Role,
        &[
            "job title",
            "role",
            "position",
            "job role",
            "post",
            "organization 1 title",
            "designation",
            "title",
        ],
    ),
    (
        Column::Email,
        &[
            "email address",
            "email",
            "email 1 value",
            "work email",
            "primary email",
            "contact email",
            "nhs email",
            "email1",
            "mail",
        ],
    ),
    (
        Column::Telephone,
        &[
            "business phone",
            "telephone",
            "phone",
            "work phone",
            "primary phone",
            "telephone number",
            "phone number",
            "tel",
            "phone 1 value",
            "main phone",
            "mobile phone",
            "mobile",
            "contact number",
        ],
    ),
    (
        Column::Web,
        &["web page", "website", "web site", "url", "web"],
    ),
    (
        Column::Address,
        &[
            "business address",
            "address",
            "postal address",
            "billing address",
            "full address",
        ],
    ),
    (
        Column::Notes,
        &["notes", "comments", "comment", "description", "remarks"],
    ),
];

/// What stands under “Title” where this is no job title.
const SALUTATIONS: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "rev",
    "sir",
    "dame",
];

/// Whether a column holds nothing but salutations.
fn greets(rows: &[Row], column: usize) -> bool {
    let mut texts = rows
        .iter()
        .map(|r| plain(&r.text(column)))
        .filter(|t| !t.is_empty())
        .peekable();
    texts.peek().is_some() && texts.all(|t| SALUTATIONS.contains(&t.as_str()))
}

/// Where the columns stand in a sheet.
pub(super) struct Headings {
    /// Place of the first row under the headings.
    pub first: usize,
    places: Vec<(Column, usize)>,
    /// Headings as they are written.
    titles: Vec<String>,
}

impl Headings {
    /// Finds them: the first row that names a person or an organisation and something else.
    pub fn of(sheet: &Sheet) -> Option<Self> {
        sheet
            .rows
            .iter()
            .take(LOOKED_AT)
            .enumerate()
            .find_map(|(at, row)| {
                let titles: Vec<String> = row.cells.iter().map(|c| plain(&c.text())).collect();
                let place = |words: &[&str]| {
                    words
                        .iter()
                        .find_map(|w| titles.iter().position(|t| t == w))
                };
                let below = sheet.rows.get(at + 1..).unwrap_or_default();
                let is_greeting =
                    |at: usize| titles.get(at).is_some_and(|t| t == "title") && greets(below, at);
                let places: Vec<(Column, usize)> = WORDS
                    .iter()
                    .filter_map(|(column, words)| Some((*column, place(words)?)))
                    .filter(|(column, at)| *column != Column::Role || !is_greeting(*at))
                    .collect();
                let found = Self {
                    first: at + 1,
                    places,
                    titles: row.cells.iter().map(Cell::text).collect(),
                };
                let says_who = [
                    Column::Name,
                    Column::First,
                    Column::Last,
                    Column::Organisation,
                ];
                let enough =
                    found.places.len() > 1 && says_who.iter().any(|c| found.place(*c).is_some());
                enough.then_some(found)
            })
    }

    fn place(&self, column: Column) -> Option<usize> {
        self.places.iter().find(|p| p.0 == column).map(|p| p.1)
    }

    /// People, where they work and how to reach them: a list of contacts and nothing else.
    pub fn is_contacts(&self) -> bool {
        let has = |column| self.place(column).is_some();
        has(Column::First) && has(Column::Last) && has(Column::Organisation) && has(Column::Email)
    }

    /// Headings of the columns that hold something in these rows and are not read.
    pub fn unread(&self, rows: &[Row]) -> Vec<String> {
        let is_read = |at: usize| self.places.iter().any(|(_, place)| *place == at);
        let holds = |at: usize| rows.iter().any(|r| !r.cell(at).is_blank());
        let titles = self.titles.iter().enumerate();
        titles
            .map(|(at, title)| (at, title.trim().to_owned()))
            .filter(|(at, title)| !title.is_empty() && !is_read(*at) && holds(*at))
            .map(|(_, title)| title)
            .collect()
    }

    /// A cell's text on one line, without white space around it.
    pub fn text(&self, row: &Row, column: Column) -> String {
        let Some(place) = self.place(column) else {
            return String::new();
        };
        let text = row.cell(place).text();
        if column == Column::Notes {
            return text.trim().to_owned();
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The person's name, put together from its parts where there are such. `Example, Ann` is turned round.
    pub fn person(&self, row: &Row) -> String {
        let parts = [self.text(row, Column::First), self.text(row, Column::Last)];
        let parts = parts
            .iter()
            .filter(|p| !p.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(" ");
        let name = if parts.is_empty() {
            self.text(row, Column::Name)
        } else {
            parts
        };
        match name.split_once(", ") {
            Some((last, first)) if !first.contains(',') => format!("{first} {last}"),
            _ => name,
        }
    }
}
