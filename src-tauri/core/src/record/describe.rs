//! From the JSON Schema of a kind's struct to its fields.

use schemars::Schema;
use serde_json::{Map, Value as Json};

use super::{Bytes, Field, FieldType, ListValue, Lists};

/// Longest line of text, in characters, unless the field says otherwise.
const LINE: i64 = 500;

/// The kind's help text and its fields.
pub fn fields(schema: &Schema, lists: Lists<'_>) -> (String, Vec<Field>) {
    let root = schema.as_object();
    let help = root.map(|r| text(r, "description")).unwrap_or_default();
    let required: Vec<&str> = root
        .and_then(|r| r.get("required")?.as_array())
        .map(|a| a.iter().filter_map(Json::as_str).collect())
        .unwrap_or_default();
    let fields = root
        .and_then(|r| r.get("properties")?.as_object())
        .map(|p| {
            p.iter()
                .map(|(name, s)| field(name, s, required.contains(&name.as_str()), lists))
                .collect()
        })
        .unwrap_or_default();
    (help, fields)
}

fn field(name: &str, schema: &Json, required: bool, lists: Lists<'_>) -> Field {
    let none = Map::new();
    let outer = schema.as_object().unwrap_or(&none);
    let inner = without_null(outer);
    let title = text(outer, "title");
    Field {
        name: name.to_owned(),
        label: if title.is_empty() { label(name) } else { title },
        help: text(outer, "description"),
        type_: type_of(outer, inner, lists),
        required,
        bytes: match outer.get("x-bytes").and_then(Json::as_str) {
            Some("copy") => Some(Bytes::Copy),
            Some("file") => Some(Bytes::File),
            _ => None,
        },
        confidential: outer.get("x-confidential") == Some(&Json::Bool(true)),
        proof: outer.get("x-proof") == Some(&Json::Bool(true)),
    }
}

/// `Option<T>` of an inlined type is `anyOf [T, null]`.
fn without_null(schema: &Map<String, Json>) -> &Map<String, Json> {
    schema
        .get("anyOf")
        .and_then(Json::as_array)
        .and_then(|a| {
            a.iter()
                .find(|s| s.get("type") != Some(&Json::from("null")))
        })
        .and_then(Json::as_object)
        .unwrap_or(schema)
}

fn type_of(outer: &Map<String, Json>, inner: &Map<String, Json>, lists: Lists<'_>) -> FieldType {
    let get = |key: &str| inner.get(key).or_else(|| outer.get(key));
    let number = |key: &str| get(key).and_then(Json::as_i64);
    if let Some(list) = get("x-list").and_then(Json::as_str) {
        return FieldType::Choice {
            list: list.to_owned(),
            open: true,
            options: lists(list),
        };
    }
    if let Some(options) = closed_set(inner) {
        return FieldType::Choice {
            list: String::new(),
            open: false,
            options,
        };
    }
    let is = |name: &str| match get("type") {
        Some(Json::String(t)) => t == name,
        Some(Json::Array(a)) => a.contains(&Json::from(name)),
        _ => false,
    };
    let (min, max) = (number("minimum"), number("maximum"));
    match get("format").and_then(Json::as_str).unwrap_or_default() {
        "ref" => FieldType::Ref {
            kind: get("x-kind")
                .and_then(Json::as_str)
                .unwrap_or_default()
                .to_owned(),
        },
        "pence" => FieldType::Money,
        "hundredths" => FieldType::Hundredths { min, max },
        "moment" => FieldType::Moment,
        "date" => FieldType::Date,
        format => {
            if is("boolean") {
                FieldType::YesNo
            } else if is("integer") {
                FieldType::Integer { min, max }
            } else {
                FieldType::Text {
                    long: format == "long",
                    max: number("maxLength").unwrap_or(LINE),
                }
            }
        }
    }
}

/// A Rust enum: `oneOf` with constants, or a plain `enum`.
fn closed_set(schema: &Map<String, Json>) -> Option<Vec<ListValue>> {
    let value = |v: &Json, title: Option<&str>| {
        let value = v.as_str()?.to_owned();
        let label = title.map_or_else(|| label(&value), ToOwned::to_owned);
        Some(ListValue { value, label })
    };
    if let Some(values) = schema.get("enum").and_then(Json::as_array) {
        return Some(values.iter().filter_map(|v| value(v, None)).collect());
    }
    let one_of = schema.get("oneOf")?.as_array()?;
    let mut out = vec![];
    for option in one_of {
        let title = option.get("title").and_then(Json::as_str);
        if let Some(constant) = option.get("const") {
            out.extend(value(constant, title));
        } else if let Some(values) = option.get("enum").and_then(Json::as_array) {
            out.extend(values.iter().filter_map(|v| value(v, None)));
        }
    }
    Some(out)
}

fn text(schema: &Map<String, Json>, key: &str) -> String {
    schema
        .get(key)
        .and_then(Json::as_str)
        .unwrap_or_default()
        .replace('\n', " ")
}

/// `list_size` as `List size`; abbreviations of the field stay capitals.
fn label(name: &str) -> String {
    let words = name.split('_').enumerate().map(|(i, w)| match w {
        "ods" | "pcn" | "ics" | "kpi" | "wte" | "icb" => w.to_uppercase(),
        _ if i == 0 => {
            let mut chars = w.chars();
            chars
                .next()
                .map(|c| c.to_uppercase().chain(chars).collect())
                .unwrap_or_default()
        }
        _ => w.to_owned(),
    });
    words.collect::<Vec<String>>().join(" ")
}
