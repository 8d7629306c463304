//! What people write over the columns of their lists: data alone.

/// What people write over a column, by the field that it means. The label and the name of a field need no line.
pub(super) const SYNONYMS: &[(&str, &[&str])] = &[
    (
        "name",
        &[
            "full name",
            "contact",
            "contact name",
            "title",
            "stakeholder",
            "stakeholder name",
            "organisation",
            "organization",
            "trust",
            "surgery",
            "employer",
            "network",
            "network name",
            "locality",
        ],
    ),
    (
        "email",
        &[
            "email address",
            "mail",
            "nhs email",
            "work email",
            "contact email",
            "e mail address",
        ],
    ),
    (
        "telephone",
        &[
            "phone",
            "phone number",
            "tel",
            "tel no",
            "telephone number",
            "telephone no",
            "mobile",
            "mobile number",
            "contact number",
            "main number",
        ],
    ),
    (
        "role",
        &[
            "job title",
            "job role",
            "position",
            "post",
            "job",
            "designation",
        ],
    ),
    (
        "ods_code",
        &[
            "ods",
            "code",
            "org code",
            "organisation code",
            "practice code",
            "gp code",
            "gp practice code",
            "pcn code",
            "national code",
            "m code",
        ],
    ),
    ("postcode", &["post code", "post cd"]),
    (
        "address",
        &["postal address", "full address", "site address", "location"],
    ),
    (
        "list_size",
        &[
            "patients",
            "registered patients",
            "list",
            "patient list",
            "patient list size",
            "number of patients",
            "population",
            "registered list",
        ],
    ),
    (
        "notes",
        &[
            "note",
            "comment",
            "comments",
            "remarks",
            "further information",
            "info",
        ],
    ),
    (
        "opened",
        &[
            "open date",
            "date opened",
            "start",
            "start date",
            "opened on",
        ],
    ),
    (
        "closed",
        &["close date", "date closed", "end", "end date", "closed on"],
    ),
    (
        "from",
        &["start", "start date", "from date", "date from", "since"],
    ),
    ("to", &["end", "end date", "to date", "date to", "until"]),
    ("web", &["website", "web site", "url", "web address"]),
    (
        "category",
        &[
            "type",
            "kind",
            "organisation type",
            "stakeholder type",
            "sector",
        ],
    ),
    ("ics", &["icb", "icb code", "ics code", "stp"]),
    (
        "practice",
        &["practice name", "gp practice", "surgery", "practice code"],
    ),
    (
        "pcn",
        &["network", "pcn name", "pcn code", "primary care network"],
    ),
    (
        "organisation",
        &[
            "employer",
            "trust",
            "company",
            "organization",
            "organisation name",
        ],
    ),
    (
        "person",
        &["name", "contact", "colleague", "staff member", "lead"],
    ),
    // The stakeholder map and the contact log.
    (
        "influence",
        &["power", "level of influence", "influence score"],
    ),
    ("interest", &["level of interest", "interest score"]),
    (
        "engagement_now",
        &[
            "current engagement",
            "current level",
            "current support",
            "stance",
            "attitude",
        ],
    ),
    (
        "engagement_wanted",
        &[
            "desired engagement",
            "target engagement",
            "required engagement",
            "desired level",
            "target level",
        ],
    ),
    (
        "owner",
        &[
            "relationship owner",
            "relationship manager",
            "hub lead",
            "lead officer",
        ],
    ),
    (
        "why",
        &["rationale", "why they matter", "reason for engagement"],
    ),
    (
        "day",
        &["date", "contact date", "date of contact", "meeting date"],
    ),
    ("subject", &["topic", "purpose", "summary", "agenda"]),
    (
        "outcome",
        &["outcomes", "result", "discussion", "notes of the meeting"],
    ),
    (
        "kind",
        &[
            "type of contact",
            "contact type",
            "method",
            "engagement type",
        ],
    ),
    (
        "by",
        &["contacted by", "attended by", "hub staff", "logged by"],
    ),
    (
        "follow_up",
        &[
            "action",
            "actions",
            "next step",
            "next steps",
            "follow up action",
        ],
    ),
    (
        "follow_up_due",
        &["due date", "action due", "follow up date", "follow up by"],
    ),
    ("respondent", &["response", "response id", "respondent id"]),
    // Registers of interests, as Civica Declare and hosts' own spreadsheets have them.
    (
        "declared_on",
        &[
            "declaration date",
            "date declared",
            "date of declaration",
            "date submitted",
        ],
    ),
    (
        "host_type",
        &[
            "declaration type",
            "type of declaration",
            "type of interest",
            "interest type",
            "category of interest",
        ],
    ),
    (
        "organisation_name",
        &[
            "name of organisation",
            "organisation name",
            "company",
            "third party",
            "supplier",
            "provider",
        ],
    ),
    (
        "description",
        &[
            "details",
            "details of interest",
            "nature of interest",
            "interest declared",
            "declared interest",
        ],
    ),
    ("whose", &["relative", "family member", "name of relative"]),
    (
        "value_band",
        &["value", "estimated value", "value of interest"],
    ),
    (
        "action",
        &[
            "mitigation",
            "mitigating action",
            "action taken to mitigate",
            "management action",
        ],
    ),
    ("reason", &["reason for declaration", "trigger"]),
];
