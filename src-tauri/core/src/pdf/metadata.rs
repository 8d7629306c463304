//! What the file says about itself: particulars, XMP with the claims of PDF/UA-1 and PDF/A-3a, colour, page labels.

use super::objects::{Id, Objects, compress, string};
use crate::document::Meta;
use crate::markup::escaped;

/// The output intent's profile (see `colour/README.md`).
const PROFILE: &[u8] = include_bytes!("../../colour/sRGB-v2-magic.icc");

const PRODUCER: &str = "Hubfolio";
/// How a file says, in words that are not compressed, that Hubfolio made it.
pub(super) const CLAIM: &str = "<pdf:Producer>Hubfolio</pdf:Producer>";

/// What a file may say of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    /// PDF/UA-1 and PDF/A-3a: every page is ours.
    Accessible,
    /// Neither: some pages are by others, and nobody can speak for those.
    Nothing,
}

impl Claim {
    /// The claims, and what explains their names.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Claim::Accessible => (CLAIMED, EXPLAINED),
            Claim::Nothing => ("", ""),
        }
    }
}

const CLAIMED: &str = "<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
";

const EXPLAINED: &str = r#"<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"#;

/// The day a pack was made, as PDF writes a moment: its first second, in UTC. There is no clock here.
pub(super) fn moment(meta: &Meta) -> String {
    meta.made_on.format("D:%Y%m%d000000Z").to_string()
}

pub(super) fn particulars(objects: &mut Objects, meta: &Meta) -> Id {
    let moment = moment(meta);
    let mut body = format!(
        "<</Title{}/Producer({PRODUCER})/CreationDate({moment})/ModDate({moment})",
        string(&meta.title)
    );
    for (key, value) in [("Author", &meta.organisation), ("Subject", &meta.subject)] {
        if !value.trim().is_empty() {
            body.push_str(&format!("/{key}{}", string(value)));
        }
    }
    body.push_str(">>");
    objects.add(body.as_bytes())
}

pub(super) fn output_intent(objects: &mut Objects) -> Id {
    let profile = objects.reserve();
    objects.write_stream(
        profile,
        "/N 3/Alternate/DeviceRGB",
        &compress(PROFILE),
        true,
    );
    let body = format!(
        "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile {profile}>>"
    );
    objects.add(body.as_bytes())
}

/// The XMP packet, readable in the file as PDF/A asks.
pub(super) fn xmp(objects: &mut Objects, meta: &Meta, claim: Claim) -> Id {
    let id = objects.reserve();
    objects.write_stream(
        id,
        "/Type/Metadata/Subtype/XML",
        packet(meta, claim).as_bytes(),
        false,
    );
    id
}

/// The language, if it looks like one ("en-GB"); British English otherwise.
pub(super) fn language(meta: &Meta) -> &str {
    let parts = |text: &str| {
        text.split('-').all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
    };
    let first = meta.language.split('-').next().unwrap_or("");
    let sound = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
    if sound && parts(&meta.language) {
        &meta.language
    } else {
        "en-GB"
    }
}

fn packet(meta: &Meta, claim: Claim) -> String {
    let (claimed, explained) = claim.words();
    let moment = meta.made_on.format("%Y-%m-%dT00:00:00Z");
    let title = escaped(&meta.title);
    let language = language(meta);
    let creator = if meta.organisation.trim().is_empty() {
        String::new()
    } else {
        format!(
            "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>",
            escaped(&meta.organisation)
        )
    };
    let subject = if meta.subject.trim().is_empty() {
        String::new()
    } else {
        let subject = escaped(&meta.subject);
        format!(
            "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{subject}</rdf:li></rdf:Alt></dc:description>"
        )
    };
    format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{creator}{subject}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdf:Producer>{PRODUCER}</pdf:Producer>
{claimed}</rdf:Description>
{explained}</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"#,
        bom = '\u{feff}',
    )
}
