//! Objects of printpdf's document into the file being written: the embedded faces.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::PdfError;
use super::objects::{Id, Objects, compress, name};

/// Copies the faces of a specimen page; says which object each became, by its name in the content.
pub(super) fn faces(
    specimen: &Document,
    objects: &mut Objects,
) -> Result<Vec<(String, Id)>, PdfError> {
    let page = specimen.page_iter().next().ok_or(PdfError::Backend)?;
    let resources = entry(
        specimen,
        specimen
            .get_dictionary(page)
            .map_err(|_| PdfError::Backend)?,
        b"Resources",
    )?;
    let fonts = entry(specimen, resources, b"Font")?;
    let mut import = Import {
        specimen,
        objects,
        done: BTreeMap::new(),
    };
    let mut found = Vec::new();
    for (key, value) in fonts {
        let id = value.as_reference().map_err(|_| PdfError::Backend)?;
        found.push((
            String::from_utf8_lossy(key).into_owned(),
            import.object(id)?,
        ));
    }
    Ok(found)
}

fn entry<'a>(
    document: &'a Document,
    dictionary: &'a Dictionary,
    key: &[u8],
) -> Result<&'a Dictionary, PdfError> {
    let value = dictionary.get(key).map_err(|_| PdfError::Backend)?;
    let (_, value) = document.dereference(value).map_err(|_| PdfError::Backend)?;
    value.as_dict().map_err(|_| PdfError::Backend)
}

struct Import<'a> {
    specimen: &'a Document,
    objects: &'a mut Objects,
    done: BTreeMap<ObjectId, Id>,
}

impl Import<'_> {
    fn object(&mut self, id: ObjectId) -> Result<Id, PdfError> {
        if let Some(known) = self.done.get(&id) {
            return Ok(*known);
        }
        let new = self.objects.reserve();
        self.done.insert(id, new);
        let specimen = self.specimen;
        match specimen.get_object(id).map_err(|_| PdfError::Backend)? {
            Object::Stream(stream) => {
                let mut entries = String::new();
                for (key, value) in &stream.dict {
                    if !matches!(key.as_slice(), b"Length" | b"Filter" | b"DecodeParms") {
                        let key = name(&String::from_utf8_lossy(key));
                        let _ = write!(entries, "{key} {}", self.written(value)?);
                    }
                }
                let data = stream.get_plain_content().map_err(|_| PdfError::Backend)?;
                self.objects
                    .write_stream(new, &entries, &compress(&data), true);
            }
            other => {
                let body = self.written(other)?;
                self.objects.write(new, body.as_bytes());
            }
        }
        Ok(new)
    }

    fn written(&mut self, object: &Object) -> Result<String, PdfError> {
        let mut out = String::new();
        match object {
            Object::Null => out.push_str("null"),
            Object::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
            Object::Integer(value) => out = value.to_string(),
            Object::Real(value) => out = value.to_string(),
            Object::Name(bytes) => out = name(&String::from_utf8_lossy(bytes)),
            Object::String(bytes, _) => {
                out.push('<');
                for byte in bytes {
                    let _ = write!(out, "{byte:02X}");
                }
                out.push('>');
            }
            Object::Array(values) => {
                out.push('[');
                for (at, value) in values.iter().enumerate() {
                    if at > 0 {
                        out.push(' ');
                    }
                    out.push_str(&self.written(value)?);
                }
                out.push(']');
            }
            Object::Dictionary(entries) => {
                out.push_str("<<");
                for (key, value) in entries {
                    let key = name(&String::from_utf8_lossy(key));
                    let _ = write!(out, "{key} {}", self.written(value)?);
                }
                out.push_str(">>");
            }
            Object::Reference(id) => out = self.object(*id)?.to_string(),
            Object::Stream(_) => return Err(PdfError::Backend),
        }
        Ok(out)
    }
}
