//! From what a person or a file wrote to values, with a plain sentence where that does not work.

use serde_json::{Map, Value as Json};
use thiserror::Error;

use super::{Field, FieldType, Id, Record, Value};
use crate::{contract::FieldFault, dates};

/// Why what was written is no value of the field.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct EntryFault(pub String);

/// Fields that hold a code of the Organisation Data Service, of whichever kind: written in capitals, whatever was typed.
const CODES: &[&str] = &["ods_code", "ics"];

fn fault(text: impl Into<String>) -> EntryFault {
    EntryFault(text.into())
}

/// A value from the window: JSON of the field's own type, or text as a person types it.
///
/// # Errors
/// A sentence to show beside the field.
pub fn from_json(field: &Field, json: &Json) -> Result<Value, EntryFault> {
    match (json, &field.type_) {
        (Json::Null, _) => Ok(Value::Null),
        (Json::Bool(b), FieldType::YesNo) => Ok(Value::from(*b)),
        (Json::Number(n), t) if t.is_number() => {
            let number = n
                .as_i64()
                .ok_or_else(|| fault(format!("{} must be a whole number.", field.label)))?;
            in_bounds(field, number)
        }
        (Json::Number(n), _) => from_text(field, &n.to_string()),
        (Json::String(s), _) => from_text(field, s),
        _ => Err(fault(format!("{} can't hold this.", field.label))),
    }
}

/// A value from text, as a person types it or a file holds it.
///
/// # Errors
/// A sentence to show beside the field.
pub fn from_text(field: &Field, text: &str) -> Result<Value, EntryFault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Value::Null);
    }
    let label = &field.label;
    match &field.type_ {
        FieldType::Text { long, max } => {
            let text = clean(label, text, *long, *max)?;
            Ok(Value::Text(if CODES.contains(&field.name.as_str()) {
                text.to_ascii_uppercase()
            } else {
                text
            }))
        }
        FieldType::Choice { open, options, .. } => {
            let known = options
                .iter()
                .find(|o| o.value == text || o.label.eq_ignore_ascii_case(text));
            match known {
                Some(option) => Ok(Value::Text(option.value.clone())),
                None if *open => clean(label, text, false, 200).map(Value::Text),
                None => {
                    let all: Vec<&str> = options.iter().map(|o| o.label.as_str()).collect();
                    Err(fault(format!(
                        "{label} must be one of: {}.",
                        all.join(", ")
                    )))
                }
            }
        }
        FieldType::Date => dates::parse_uk(text)
            .map_err(|e| fault(format!("{label}: {e}.")))
            .map(Value::from),
        FieldType::YesNo => match text.to_lowercase().as_str() {
            "yes" | "y" | "true" | "1" => Ok(Value::Int(1)),
            "no" | "n" | "false" | "0" => Ok(Value::Int(0)),
            _ => Err(fault(format!("{label} must be yes or no."))),
        },
        FieldType::Integer { .. } => {
            let number = text.replace(',', "").parse();
            in_bounds(
                field,
                number
                    .map_err(|_| fault(format!("{label} must be a whole number, like 1,250.")))?,
            )
        }
        FieldType::Hundredths { .. } => in_bounds(
            field,
            hundredths(text).ok_or_else(|| {
                fault(format!(
                    "{label} must be a number with at most two decimals."
                ))
            })?,
        ),
        FieldType::Money => hundredths(text.trim_start_matches('£'))
            .map(Value::Int)
            .ok_or_else(|| {
                fault(format!(
                    "{label} must be an amount in pounds, like 1,250.00."
                ))
            }),
        FieldType::Moment => text
            .parse()
            .map(Value::Int)
            .map_err(|_| fault(format!("{label} must be a moment in milliseconds."))),
        FieldType::Ref { .. } => text
            .parse::<Id>()
            .map(Value::Id)
            .map_err(|_| fault(format!("{label} must be chosen from the list."))),
    }
}

fn in_bounds(field: &Field, number: i64) -> Result<Value, EntryFault> {
    let (min, max) = match &field.type_ {
        FieldType::Integer { min, max } | FieldType::Hundredths { min, max } => (*min, *max),
        _ => (None, None),
    };
    // 2^53: the largest number that every reader of an exchange file keeps exactly.
    let (low, high) = (min.unwrap_or(-(1 << 53)), max.unwrap_or(1 << 53));
    if (low..=high).contains(&number) {
        return Ok(Value::Int(number));
    }
    let words = |n: i64| Value::Int(n).words(&field.type_);
    Err(fault(match (min, max) {
        (Some(a), Some(b)) => format!(
            "{} must be between {} and {}.",
            field.label,
            words(a),
            words(b)
        ),
        (Some(a), None) => format!("{} must be {} or more.", field.label, words(a)),
        (None, Some(b)) => format!("{} must be {} or less.", field.label, words(b)),
        (None, None) => format!("{} is too large a number.", field.label),
    }))
}

/// Text without what no form should hold; tabs and line breaks stay in long text.
fn clean(label: &str, text: &str, long: bool, max: i64) -> Result<String, EntryFault> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\t'))
    {
        return Err(fault(format!(
            "{label} holds characters that can't be shown. Type it again."
        )));
    }
    let text = if long {
        text
    } else {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    if length > max {
        return Err(fault(format!(
            "{label} is {length} characters long; at most {max} are kept."
        )));
    }
    Ok(text)
}

/// `1,234.5` as hundredths, exactly: no floats.
fn hundredths(text: &str) -> Option<i64> {
    let text = text.replace([',', ' '], "");
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.as_str()),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if part.len() > 2
        || !digits.chars().any(|c| c.is_ascii_digit())
        || !part.chars().all(|c| c.is_ascii_digit())
    {
        return None;
    }
    if !whole.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let whole: i64 = if whole.is_empty() {
        0
    } else {
        whole.parse().ok()?
    };
    let part: i64 = format!("{part:0<2}").parse().ok()?;
    whole.checked_mul(100)?.checked_add(part)?.checked_mul(sign)
}

/// The rules of a kind's struct: garde's for single fields, then the kind's own over several.
pub fn validate<T: Record>(json: &Map<String, Json>) -> Vec<FieldFault> {
    let draft: T = match serde_json::from_value(Json::Object(json.clone())) {
        Ok(draft) => draft,
        Err(e) => {
            return vec![FieldFault {
                field: String::new(),
                message: format!("This can't be kept: {e}."),
            }];
        }
    };
    let mut faults: Vec<FieldFault> = match draft.validate() {
        Ok(()) => vec![],
        Err(report) => report
            .iter()
            .map(|(path, error)| FieldFault {
                field: path.to_string(),
                message: error.message().to_owned(),
            })
            .collect(),
    };
    faults.extend(draft.faults());
    faults
}

/// The checking library's own short remarks as sentences about a field; what a rule of ours says stays as it is.
pub(super) fn about(label: &str, message: &str) -> String {
    let rest = |start: &str| message.strip_prefix(start);
    let characters = |count: &str| match count {
        "1" => "1 character".to_owned(),
        _ => format!("{count} characters"),
    };
    if let Some(least) = rest("length is lower than ") {
        format!("{label} needs at least {}.", characters(least))
    } else if let Some(most) = rest("length is greater than ") {
        format!("{label} can have at most {}.", characters(most))
    } else if let Some(least) = rest("lower than ") {
        format!("{label} must be {least} or more.")
    } else if let Some(most) = rest("greater than ") {
        format!("{label} must be {most} or less.")
    } else {
        message.to_owned()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[derive(garde::Validate)]
    struct Bounds {
        #[garde(length(chars, min = 2, max = 4))]
        name: String,
        #[garde(range(min = 1, max = 5))]
        score: i64,
    }

    #[test]
    fn every_remark_of_the_checking_library_is_a_sentence() {
        let said = |name: &str, score: i64| -> Vec<String> {
            let name = name.to_owned();
            let report = garde::Validate::validate(&Bounds { name, score }).unwrap_err();
            report
                .iter()
                .map(|(_, e)| about("Score", e.message()))
                .collect()
        };
        assert_eq!(
            said("A", 0),
            [
                "Score needs at least 2 characters.",
                "Score must be 1 or more."
            ]
        );
        assert_eq!(
            said("Abbey", 6),
            [
                "Score can have at most 4 characters.",
                "Score must be 5 or less."
            ]
        );
        assert_eq!(about("Code", "“x” is no code."), "“x” is no code.");
    }

    fn field(type_: FieldType) -> Field {
        Field {
            name: "f".into(),
            label: "Amount".into(),
            help: String::new(),
            type_,
            required: false,
            bytes: None,
            confidential: false,
            proof: false,
        }
    }

    #[test]
    fn codes_are_kept_in_capitals() {
        let text = FieldType::Text {
            long: false,
            max: 20,
        };
        let code = Field {
            name: "ods_code".into(),
            ..field(text.clone())
        };
        let read = from_text(&code, " m84001 ");
        assert_eq!(read, Ok(Value::Text("M84001".into())));
        assert_eq!(
            from_text(&field(text), "m84001"),
            Ok(Value::Text("m84001".into()))
        );
    }

    #[test]
    fn money_is_read_to_the_penny() {
        let money = field(FieldType::Money);
        assert_eq!(from_text(&money, "£1,250.5"), Ok(Value::Int(125_050)));
        assert_eq!(from_text(&money, "-0.01"), Ok(Value::Int(-1)));
        for bad in ["1.234", "ten", ".", "1.-5", "--1", "+-1", "1.2.3"] {
            assert!(from_text(&money, bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn bounds_are_said_in_words() {
        let size = field(FieldType::Integer {
            min: Some(0),
            max: None,
        });
        assert_eq!(
            from_text(&size, "-5"),
            Err(EntryFault("Amount must be 0 or more.".into()))
        );
    }

    #[test]
    fn control_characters_are_refused() {
        let text = field(FieldType::Text {
            long: true,
            max: 100,
        });
        assert!(from_text(&text, "a\u{0}b").is_err());
        assert_eq!(from_text(&text, "a\r\nb"), Ok(Value::from("a\nb")));
    }
}
