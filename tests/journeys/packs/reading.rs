//! Everything that a file says to whoever looks for it: pages, particulars, bookmarks, structure, attached files.

use lopdf::{Document, Object};

/// All of a PDF's words, without white space: what its pages show, every text of every object, every stream unpacked.
pub fn said(bytes: &[u8]) -> String {
    let file = Document::load_mem(bytes).unwrap();
    let mut out = String::from_utf8_lossy(bytes).into_owned();
    let trailer = Object::Dictionary(file.trailer.clone());
    for object in file.objects.values().chain([&trailer]) {
        walk(object, &mut out);
    }
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    // The pages' letters are numbers of shapes in a face: they become words by the face's own table.
    out.push_str(&file.extract_text(&pages).unwrap());
    out.retain(|c| !c.is_whitespace());
    out
}

fn walk(object: &Object, out: &mut String) {
    match object {
        Object::String(bytes, _) => {
            out.push_str(&String::from_utf8_lossy(bytes));
            if let Ok(words) = lopdf::decode_text_string(object) {
                out.push_str(&words);
            }
            out.push(' ');
        }
        Object::Name(bytes) => out.push_str(&String::from_utf8_lossy(bytes)),
        Object::Array(kids) => kids.iter().for_each(|kid| walk(kid, out)),
        Object::Dictionary(entries) => entries.iter().for_each(|(key, kid)| {
            out.push_str(&String::from_utf8_lossy(key));
            walk(kid, out);
        }),
        Object::Stream(stream) => {
            walk(&Object::Dictionary(stream.dict.clone()), out);
            let plain = stream.get_plain_content().unwrap();
            out.push_str(&String::from_utf8_lossy(&plain));
        }
        _ => {}
    }
}

/// A page's text as another program reads it, if one is on this machine.
pub fn read_aloud(file: &std::path::Path, options: &[&str]) -> Option<String> {
    let done = std::process::Command::new("pdftotext")
        .args(options)
        .arg(file)
        .arg("-")
        .output();
    let Ok(done) = done else {
        println!("skipped: pdftotext is not on this machine");
        return None;
    };
    assert!(done.status.success(), "{done:?}");
    Some(String::from_utf8(done.stdout).unwrap())
}

/// Without white space, for comparing what was broken into lines.
pub fn close(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}
