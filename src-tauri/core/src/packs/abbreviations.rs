//! Abbreviations of the field, said once: packs explain those that they use.

/// In the order of the alphabet, with what they stand for.
const KNOWN: [(&str, &str); 23] = [
    ("AHP", "Allied health profession"),
    (
        "ARRS",
        "Additional Roles Reimbursement Scheme: staff whom networks employ",
    ),
    ("CPD", "Continuing professional development"),
    ("EDI", "Equality, diversity and inclusion"),
    ("FTE", "Full-time equivalent"),
    ("GDPR", "General Data Protection Regulation"),
    ("GP", "General practitioner"),
    ("GPN", "General practice nurse"),
    ("HEI", "Higher education institution"),
    (
        "ICB",
        "Integrated care board: it plans and pays for local health care",
    ),
    ("ICS", "Integrated care system: the local health system"),
    ("KPI", "Key performance indicator"),
    ("LMC", "Local medical committee"),
    ("MDT", "Multidisciplinary team"),
    ("NHS", "National Health Service"),
    ("NHSE", "NHS England"),
    (
        "ODS",
        "Organisation Data Service: the codes of practices and networks",
    ),
    ("PA", "Physician associate"),
    ("PCN", "Primary care network: practices that work together"),
    ("RAG", "Red, amber or green"),
    ("SRO", "Senior responsible officer"),
    ("TNA", "Training needs analysis"),
    ("WTE", "Whole-time equivalent"),
];

/// All of them.
pub(super) fn known() -> impl Iterator<Item = (&'static str, &'static str)> {
    KNOWN.into_iter()
}

/// These, in the order of the alphabet.
pub(super) fn of(short: &[&str]) -> impl Iterator<Item = (&'static str, &'static str)> {
    known().filter(|known| short.contains(&known.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_stand_in_the_order_of_the_alphabet_once_each() {
        assert!(KNOWN.windows(2).all(|two| two[0].0 < two[1].0));
        assert_eq!(
            of(&["PCN", "KPI"]).map(|k| k.0).collect::<Vec<_>>(),
            ["KPI", "PCN"]
        );
    }
}
