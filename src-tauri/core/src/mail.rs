//! Drafts of e-mails: a file that mail programs open as a draft (.eml, RFC 5322), and a link that opens a new message
//! (mailto:, RFC 6068). Nothing is sent from here. It knows no register: addresses come in as text.

use mail_builder::{
    MessageBuilder,
    headers::{address::Address, raw::Raw},
};

use crate::contract::{Fault, MailAddress, MailDraft};

/// Longest link that every system takes: Windows cuts commands at 2,048 letters.
const LONGEST_LINK: usize = 2_000;

/// A file that goes along.
pub struct Enclosed {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The draft as a file; `now` in UTC milliseconds.
pub fn file(draft: &MailDraft, enclosed: Option<Enclosed>, now: i64) -> Vec<u8> {
    let people: Vec<Address<'_>> = draft.people.iter().map(address).collect();
    let people = Address::new_list(people);
    let mut message = MessageBuilder::new()
        // What is opened is a draft to be sent, not a message that came.
        .header("X-Unsent", Raw::new("1"))
        .message_id(format!("{now}.draft@hubfolio.invalid"))
        .date(now / 1_000)
        .subject(one_line(&draft.subject))
        .text_body(draft.text.as_str());
    if !draft.people.is_empty() {
        message = if draft.hidden {
            message.bcc(people)
        } else {
            message.to(people)
        };
    }
    if let Some(file) = enclosed {
        message = message.attachment("application/octet-stream", one_line(&file.name), file.bytes);
    }
    message.write_to_vec().unwrap_or_default()
}

fn address(person: &MailAddress) -> Address<'_> {
    let name = one_line(&person.name);
    Address::new_address((!name.is_empty()).then_some(name), one_line(&person.email))
}

/// Text that stays one line: a line break would start a header of its own.
fn one_line(text: &str) -> String {
    let kept: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    kept.trim().to_owned()
}

/// The draft as a link.
///
/// # Errors
/// When it is longer than every system takes.
pub fn link(draft: &MailDraft) -> Result<String, Fault> {
    let addresses: Vec<String> = draft.people.iter().map(|p| encoded(&p.email)).collect();
    let addresses = addresses.join(",");
    let to = if draft.hidden { "" } else { &addresses };
    let mut parts = vec![];
    if draft.hidden && !addresses.is_empty() {
        parts.push(format!("bcc={addresses}"));
    }
    for (name, text) in [("subject", &draft.subject), ("body", &draft.text)] {
        if !text.trim().is_empty() {
            parts.push(format!("{name}={}", encoded(text)));
        }
    }
    let query = if parts.is_empty() {
        String::new()
    } else {
        format!("?{}", parts.join("&"))
    };
    let link = format!("mailto:{to}{query}");
    if link.len() <= LONGEST_LINK {
        return Ok(link);
    }
    Err(Fault {
        code: "draft_too_long".into(),
        message:
            "This draft is too long to hand over to the mail program directly. Nothing was opened."
                .into(),
        hint: "Copy the addresses and the text, or save the draft as a file and open that.".into(),
        fields: vec![],
    })
}

/// With everything but plain letters and figures as %XX (RFC 6068 §2), line breaks as CRLF.
fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text
        .trim()
        .replace("\r\n", "\n")
        .replace('\n', "\r\n")
        .bytes()
    {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'@' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn draft(hidden: bool) -> MailDraft {
        let person = |name: &str, email: &str| MailAddress {
            name: name.into(),
            email: email.into(),
        };
        MailDraft {
            people: vec![person("Zoë Ä", "zoe@x.org"), person("Ben", "ben@y.org")],
            hidden,
            subject: "Größe & more\r\nBcc: evil@x.org".into(),
            text: "Hello\nall".into(),
        }
    }

    #[test]
    fn a_draft_says_that_it_is_unsent_and_hides_addresses_when_asked() {
        let open = String::from_utf8(file(&draft(false), None, 0)).unwrap();
        assert!(open.contains("X-Unsent: 1\r\n"), "{open}");
        assert!(
            open.contains("\r\nTo: ") && !open.contains("\r\nBcc: "),
            "{open}"
        );
        assert!(open.contains("ben@y.org"));
        let hidden = String::from_utf8(file(&draft(true), None, 0)).unwrap();
        assert!(
            hidden.contains("\r\nBcc: ") && !hidden.contains("\r\nTo: "),
            "{hidden}"
        );
    }

    #[test]
    fn a_line_break_in_a_subject_starts_no_header_of_its_own() {
        let open = String::from_utf8(file(&draft(false), None, 0)).unwrap();
        assert!(!open.lines().any(|line| line.starts_with("Bcc:")), "{open}");
    }

    #[test]
    fn a_file_goes_along_under_its_name() {
        let enclosed = Enclosed {
            name: "Lease.pdf".into(),
            bytes: b"%PDF".to_vec(),
        };
        let text = String::from_utf8(file(&draft(false), Some(enclosed), 0)).unwrap();
        assert!(
            text.contains("Lease.pdf") && text.contains("JVBERg=="),
            "{text}"
        );
    }

    #[test]
    fn the_same_draft_at_the_same_moment_has_the_same_identity_and_day() {
        let text = String::from_utf8(file(&draft(false), None, 1_790_000_000_000)).unwrap();
        assert!(text.contains("Date: Mon, 21 Sep 2026"), "{text}");
    }

    #[test]
    fn a_link_carries_everything_in_letters_that_steer_nothing() {
        assert_eq!(
            link(&draft(false)).unwrap(),
            "mailto:zoe@x.org,ben@y.org?subject=Gr%C3%B6%C3%9Fe%20%26%20more%0D%0ABcc%3A%20evil@x.org&body=Hello%0D%0Aall"
        );
        assert!(
            link(&draft(true))
                .unwrap()
                .starts_with("mailto:?bcc=zoe@x.org,ben@y.org&")
        );
    }

    #[test]
    fn a_link_that_would_be_cut_is_none() {
        let long = MailDraft {
            text: "word ".repeat(500),
            ..draft(false)
        };
        assert_eq!(link(&long).unwrap_err().code, "draft_too_long");
    }
}
