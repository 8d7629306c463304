//! The settings of the national list of prescribing cost centres, in both codings, in plain words. Only one of them is a
//! GP practice. Source: ODS reference data catalogue, GP practices (prescribing cost centres), mapping of the legacy
//! prescribing setting to non-primary roles.

/// Number of the older coding, role of the newer one, several of them in words.
const SETTINGS: &[(&str, &str, &str)] = &[
    ("0", "RO72", "other services that prescribe"),
    ("1", "RO87", "walk-in centres"),
    ("2", "RO80", "out-of-hours services"),
    ("4", "RO76", "GP practices"),
    ("8", "RO255", "public health services"),
    ("9", "RO247", "community health services"),
    ("10", "RO250", "hospital services"),
    ("11", "RO252", "optometry services"),
    ("12", "RO259", "urgent and emergency care"),
    ("13", "RO249", "hospices"),
    ("14", "RO246", "care homes and nursing homes"),
    ("15", "RO245", "Border Force"),
    ("16", "RO260", "young offender institutions"),
    ("17", "RO257", "secure training centres"),
    ("18", "RO256", "secure children's homes"),
    ("19", "RO251", "immigration removal centres"),
    ("20", "RO248", "courts"),
    ("21", "RO254", "police custody"),
    ("22", "RO258", "sexual assault referral centres"),
    ("24", "RO253", "other places of the justice system"),
    ("25", "RO82", "prisons"),
    ("26", "RO321", "services run by a whole PCN"),
    ("27", "RO323", "community pharmacies that prescribe"),
];

/// The older coding has a number for what the newer one writes as two roles, `RO80|RO87`.
const BOTH: (&str, &str) = ("3", "walk-in centres with out-of-hours services");

/// Why a row of this setting is no GP practice, in plain words; none when it is one.
pub(super) fn other_than_practice(setting: &str) -> Option<String> {
    let parts: Vec<&str> = setting.split('|').map(str::trim).collect();
    let has = |code: &str| parts.iter().any(|p| p.eq_ignore_ascii_case(code));
    if has("4") || has("RO76") {
        return None;
    }
    let what = if has(BOTH.0) || (has("RO80") && has("RO87")) {
        BOTH.1.to_owned()
    } else if let Some(known) = SETTINGS.iter().find(|s| has(s.0) || has(s.1)) {
        known.2.to_owned()
    } else if setting.trim().is_empty() {
        "no setting is given".to_owned()
    } else {
        let shown: String = setting.trim().chars().take(40).collect();
        format!("a setting that Hubfolio does not know (“{shown}”)")
    };
    Some(format!("Not a GP practice: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_setting_is_a_practice_in_either_coding() {
        for practice in ["4", "RO76", "RO76|RO268", "ro76", " RO268 | RO76 "] {
            assert_eq!(other_than_practice(practice), None, "{practice}");
        }
        let settings = SETTINGS.iter().filter(|s| s.0 != "4");
        for (number, role, words) in settings {
            let reason = Some(format!("Not a GP practice: {words}"));
            assert_eq!(other_than_practice(number), reason);
            assert_eq!(other_than_practice(role), reason);
        }
    }

    #[test]
    fn two_roles_at_once_are_the_older_number_three() {
        assert_eq!(other_than_practice("RO80|RO87"), other_than_practice("3"));
        assert!(other_than_practice("").is_some_and(|r| r.contains("no setting")));
        assert!(other_than_practice("99").is_some_and(|r| r.contains("“99”")));
    }
}
