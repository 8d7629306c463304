//! Names and addresses of national files, which stand in capitals, as people write them.

/// Small words inside a name.
const SMALL: &[&str] = &[
    "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "upon", "with",
];

/// Small words between hyphens, in names of places: Stoke-sub-Hamdon, Ashby-de-la-Zouch.
const SMALL_IN_PLACES: &[&str] = &[
    "cum", "de", "en", "juxta", "la", "le", "next", "sub", "super", "under",
];

/// Abbreviations with a vowel that stay in capitals; those without one are told by that.
const CAPITALS: &[&str] = &[
    "APMS", "ICB", "ICS", "OOH", "PO", "UK", "WIC", "II", "III", "IV", "VI", "VII", "VIII", "IX",
    "XI", "XII",
];

/// Abbreviations without a vowel that are written like words.
const WORDS: &[&str] = &[
    "BLDG", "BLDGS", "BR", "CL", "CRT", "CT", "CTR", "DR", "DRS", "FT", "GRP", "GRV", "HLTH",
    "HSE", "HTH", "JNR", "LN", "LNE", "LTD", "MKT", "MR", "MRS", "MS", "MT", "NR", "NTH", "PK",
    "PL", "PRK", "RD", "SNR", "SQ", "ST", "STH", "STN", "STR", "TCE", "TR", "VLG",
];

/// A name as people write it. What is not all in capitals is left as it is, so that doing it twice changes nothing and
/// names that somebody has put right stay right.
pub(super) fn readable(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().any(char::is_lowercase) {
        return text;
    }
    let text = spaced(&text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(start) = rest.find(is_word) {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let inside = inside(&out, &rest[end..]);
        out.push_str(&word(&rest[..end], inside));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// `2 ST.GEORGES ROAD` as `2 ST. GEORGES ROAD`; `H.C.` stays.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut words = text.split('.').peekable();
    while let Some(part) = words.next() {
        out.push_str(part);
        let Some(next) = words.peek() else { break };
        out.push('.');
        let letters =
            |chars: &mut dyn Iterator<Item = char>| chars.take_while(|c| c.is_alphabetic()).count();
        let (before, after) = (letters(&mut part.chars().rev()), letters(&mut next.chars()));
        if before > 1 && after > 1 {
            out.push(' ');
        }
    }
    out
}

/// Lines of an address as one line, each part once.
pub(super) fn address<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut parts: Vec<String> = vec![];
    for part in lines.flat_map(|line| line.split(',')) {
        let part = part.split_whitespace().collect::<Vec<_>>().join(" ");
        if !part.is_empty() && !parts.contains(&part) {
            parts.push(part);
        }
    }
    readable(&parts.join(", "))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_apostrophe(c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Where a word stands, for the small ones.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// First or last, or after a comma: always with a capital.
    Neither,
    /// Between other words.
    Name,
    /// Between hyphens.
    Hyphens,
}

fn inside(before: &str, after: &str) -> Inside {
    if before.ends_with('-') && after.starts_with('-') {
        return Inside::Hyphens;
    }
    let words_before = before
        .trim_end_matches(' ')
        .ends_with(|c: char| is_word(c) || matches!(c, '&' | ')'));
    if before.ends_with(' ') && words_before && after.starts_with(' ') {
        Inside::Name
    } else {
        Inside::Neither
    }
}

fn word(word: &str, inside: Inside) -> String {
    let bare: String = word.chars().filter(|c| !is_apostrophe(*c)).collect();
    let small = word.to_lowercase();
    let is_small = match inside {
        Inside::Neither => false,
        Inside::Name => SMALL.contains(&small.as_str()),
        Inside::Hyphens => [SMALL, SMALL_IN_PLACES].concat().contains(&small.as_str()),
    };
    if is_small {
        small
    } else if word.starts_with(|c: char| c.is_ascii_digit()) {
        numbered(word)
    } else if word.chars().any(|c| c.is_ascii_digit()) || stays(&bare, word) {
        plural_of_capitals(word)
    } else {
        capitalised(word)
    }
}

/// `1ST` as `1st`; `67B` stays.
fn numbered(word: &str) -> String {
    let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
    match &word[digits.len()..] {
        tail @ ("ST" | "ND" | "RD" | "TH") => format!("{digits}{}", tail.to_lowercase()),
        _ => word.to_owned(),
    }
}

/// An abbreviation that is said letter by letter: it has no vowel.
fn stays(bare: &str, word: &str) -> bool {
    let vowel = |c: char| matches!(c, 'A' | 'E' | 'I' | 'O' | 'U' | 'Y') || !c.is_ascii();
    let without_tail = word.find(is_apostrophe).map_or(word, |at| &word[..at]);
    CAPITALS.contains(&bare)
        || (without_tail.len() > 1
            && !without_tail.chars().any(vowel)
            && !WORDS.contains(&without_tail))
}

/// `GP'S` as `GP's`.
fn plural_of_capitals(word: &str) -> String {
    match word.find(is_apostrophe) {
        Some(at) => format!("{}{}", &word[..at], word[at..].to_lowercase()),
        None => word.to_owned(),
    }
}

/// `FERRYMAN'S` as `Ferryman's`, `O'BRIEN` as `O'Brien`, `MCDONALD` as `McDonald`.
fn capitalised(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut upper = true;
    for (at, c) in word.char_indices() {
        if is_apostrophe(c) {
            out.push(c);
            let head = &word[..at];
            upper = head.is_empty() || head.chars().count() == 1;
            continue;
        }
        if upper {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        upper = word.len() > 4 && out == "Mc";
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_read_as_people_write_them() {
        for (file, wanted) in [
            ("RED ROOFS SURGERY", "Red Roofs Surgery"),
            (
                "DORDON & POLESWORTH GROUP PRACTICE",
                "Dordon & Polesworth Group Practice",
            ),
            ("HENLEY-IN-ARDEN MED CTR", "Henley-in-Arden Med Ctr"),
            ("VALE OF RED HORSE", "Vale of Red Horse"),
            ("THE OLD COLE HOUSE PRACTICE", "The Old Cole House Practice"),
            (
                "WILLENHALL PRIMARY CARE CENTRE - 1",
                "Willenhall Primary Care Centre - 1",
            ),
            ("HILLFIELDS - DR BANO", "Hillfields - Dr Bano"),
            ("ST WULFSTAN SURGERY", "St Wulfstan Surgery"),
            ("42 ST. PAUL'S ROAD", "42 St. Paul's Road"),
            (
                "COVENTRY GP GROUP OF PRACTICES",
                "Coventry GP Group of Practices",
            ),
            (
                "CAMP HILL GP LED HEALTH CENTRE",
                "Camp Hill GP Led Health Centre",
            ),
            ("GP CONNECT PCN", "GP Connect PCN"),
            ("CW UNITY PCN", "CW Unity PCN"),
            (
                "NHS COVENTRY HEALTHCARE & WIC",
                "NHS Coventry Healthcare & WIC",
            ),
            (
                "FERRYMAN'S \"OLD QUAY\" PRACTICE",
                "Ferryman's \"Old Quay\" Practice",
            ),
            ("DR O'BRIEN AND PARTNERS", "Dr O'Brien and Partners"),
            ("DR MCDONALD", "Dr McDonald"),
            ("DOCTORS' HOUSE", "Doctors' House"),
            ("THE GP'S HOUSE", "The GP's House"),
            (
                "1ST FLOOR, 67B DEEDMORE ROAD",
                "1st Floor, 67B Deedmore Road",
            ),
            ("WESTWOOD MEDICAL H/CENTRE", "Westwood Medical H/Centre"),
            ("GEORGE VI SURGERY", "George VI Surgery"),
            (
                "MALLING HEALTH AT STOKE ALDERMOOR",
                "Malling Health at Stoke Aldermoor",
            ),
            ("ASHBY-DE-LA-ZOUCH", "Ashby-de-la-Zouch"),
            ("THE AVENUE ON", "The Avenue On"),
            ("MYTON WRY", "Myton Wry"),
            ("2 ST.GEORGES ROAD", "2 St. Georges Road"),
            ("BROOMFIELD PARK MED.CTR.", "Broomfield Park Med. Ctr."),
            ("CITY OF COVENTRY H.C.", "City of Coventry H.C."),
        ] {
            assert_eq!(readable(file), wanted);
        }
    }

    #[test]
    fn an_address_is_one_line_with_every_part_once() {
        let lines = [
            "THE SURGERY",
            "162 LONG STREET",
            "DORDON,TAMWORTH",
            "",
            "TAMWORTH",
        ];
        assert_eq!(
            address(lines.into_iter()),
            "The Surgery, 162 Long Street, Dordon, Tamworth"
        );
        assert_eq!(address(["", " "].into_iter()), "");
    }

    #[test]
    fn what_somebody_has_written_is_left_alone() {
        assert_eq!(readable("Red  roofs SURGERY"), "Red roofs SURGERY");
    }

    proptest! {
        #[test]
        fn doing_it_twice_changes_nothing(text in "[A-Z0-9'’ .,&()/-]{0,40}|.{0,30}") {
            let once = readable(&text);
            prop_assert_eq!(readable(&once), once);
        }
    }
}
