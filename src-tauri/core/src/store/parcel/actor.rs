//! Who wrote a change, as it travels.

use serde::Deserialize;

use super::refuse;
use crate::{
    record::Id,
    store::{Result, log::unhex, signature_fits},
};

/// Who wrote a change, as it travels.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, Deserialize)]
pub struct TravellingActor {
    /// Actor, hex.
    pub actor: String,
    /// Name of the laptop.
    pub laptop: String,
    /// Public key of the laptop, hex.
    pub key: String,
    /// The certificate that ties actor and key together: a line and that key's signature over it.
    pub cert: String,
    /// Why the actor was made.
    pub reason: String,
}

impl TravellingActor {
    /// Actor and key, when the certificate ties them together.
    ///
    /// # Errors
    /// When the certificate is not that key's, or speaks of another actor.
    pub fn verify(&self) -> Result<(Id, [u8; 32])> {
        #[derive(Deserialize)]
        struct Cert {
            line: String,
            sig: String,
        }
        #[derive(Deserialize)]
        struct Line {
            actor: String,
            key: String,
            laptop: String,
            reason: String,
        }
        let parsed = serde_json::from_str::<Cert>(&self.cert)
            .ok()
            .and_then(|c| Some((serde_json::from_str::<Line>(&c.line).ok()?, c)));
        let (Some((line, cert)), Some(actor), Some(key)) =
            (parsed, unhex::<16>(&self.actor), unhex::<32>(&self.key))
        else {
            return refuse("comes from a laptop without a certificate");
        };
        let Some(sig) = unhex::<64>(&cert.sig) else {
            return refuse("has a damaged certificate");
        };
        let speaks = (line.actor, line.key) == (self.actor.clone(), self.key.clone())
            && (line.laptop, line.reason) == (self.laptop.clone(), self.reason.clone());
        if speaks && signature_fits(&key, "actor", cert.line.as_bytes(), &sig) {
            Ok((Id::from_bytes(actor), key))
        } else {
            refuse("comes from a laptop whose certificate does not fit")
        }
    }
}
