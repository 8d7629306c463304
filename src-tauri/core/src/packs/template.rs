//! What a hub's strategy has to say, section by section (PLN-2).

/// A section of the template: its name, its heading, what belongs there.
pub struct Wanted {
    /// Its name, for good.
    pub name: &'static str,
    /// Heading.
    pub heading: &'static str,
    /// What belongs there, said while it is empty.
    pub prompt: &'static str,
}

/// The template, in its order.
pub const TEMPLATE: [Wanted; 13] = [
    wanted(
        "foreword",
        "Foreword",
        "Why this strategy, for whom, and what will be different at its end.",
    ),
    wanted(
        "glance",
        "At a glance",
        "The few figures and promises that a reader should remember.",
    ),
    wanted(
        "funding",
        "Funding sources",
        "Each source, who commissions it, what it is for and until when it is certain.",
    ),
    wanted(
        "workstreams",
        "Workstreams",
        "Who leads what, and what each workstream delivers by when.",
    ),
    wanted(
        "area",
        "Our area",
        "The people served, the places, the networks and the practices.",
    ),
    wanted(
        "governance",
        "Governance",
        "Which groups decide what, to whom they answer, how often they meet.",
    ),
    wanted(
        "people",
        "Our people",
        "The hub's team and those whom it relies on.",
    ),
    wanted(
        "workforce",
        "Workforce planning",
        "What the system needs and how the hub helps to find it.",
    ),
    wanted(
        "placements",
        "Learning environments and placements",
        "Capacity, quality and growth.",
    ),
    wanted(
        "new_roles",
        "New roles and new ways of working",
        "Roles, preceptorship, supervision.",
    ),
    wanted(
        "retention",
        "Retention, wellbeing and inclusion",
        "What keeps people in the work, and who is missing.",
    ),
    wanted("references", "References", "What this strategy builds on."),
    wanted(
        "next",
        "What happens next",
        "Review dates, and how progress will be reported.",
    ),
];

const fn wanted(name: &'static str, heading: &'static str, prompt: &'static str) -> Wanted {
    Wanted {
        name,
        heading,
        prompt,
    }
}
