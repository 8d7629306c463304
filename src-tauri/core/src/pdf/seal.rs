//! The file seal: the exporting laptop's signature over every byte of the file but the signature itself.
//!
//! Every pack carries one field of fixed length, `/HubfolioSeal`, blank until sealed. Key and purpose are inside what is
//! signed; only the 128 hexadecimal digits of the signature are not. This file knows no keys: the caller signs and
//! verifies.

use sha2::{Digest, Sha256};

/// How a field begins. `<` cannot stand in the file's readable texts (they are XML or escaped), and everything else is
/// compressed, so the words are in the file once.
const MARK: &str = "<</Type/HubfolioSeal/V 1/Key<";
const AFTER_KEY: &str = ">/Purpose<";
const AFTER_PURPOSE: &str = ">/Signature<";
const AFTER_SIGNATURE: &str = ">>>";
/// Digits of the key, the purpose (up to 1,024 bytes) and the signature.
const KEY: usize = 64;
const PURPOSE: usize = 2048;
const SIGNATURE: usize = 128;

/// A seal as found in a file. Whether the signature is right is for the caller to verify, over `digest`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// The key the file names as its signer's.
    pub public_key: [u8; 32],
    /// The signature over `digest`.
    pub signature: [u8; 64],
    /// SHA-256 of every byte of the file but the signature's digits.
    pub digest: [u8; 32],
    /// What the seal is for, as the exporter wrote it (JSON).
    pub purpose: String,
}

/// Why a seal could not be read or set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// No field.
    #[error(
        "This file has no seal: it is not a pack made by Hubfolio, or it has been saved by another program."
    )]
    Missing,
    /// More than one field.
    #[error("This file has more than one seal. It has been changed since it was made.")]
    Several,
    /// The field is not as Hubfolio writes it.
    #[error("The seal of this file is damaged. It has been changed since it was made.")]
    Damaged,
    /// The field is blank.
    #[error("This pack has not been sealed.")]
    Blank,
    /// The purpose is longer than the field.
    #[error("What the seal is for is longer than 1,024 bytes.")]
    PurposeTooLong,
}

/// Whether a file says of itself that Hubfolio made it, seal or none: one that does and has no seal was changed.
pub fn claims_to_be_ours(bytes: &[u8]) -> bool {
    let claim = super::metadata::CLAIM.as_bytes();
    bytes.windows(claim.len()).any(|window| window == claim)
}

/// Whether bytes hold what looks like a seal, so that a file with them in it would seem to have two.
pub(super) fn stands_in(bytes: &[u8]) -> bool {
    crate::papers::contains(bytes, MARK.as_bytes())
}

/// The blank field.
pub(super) fn empty_field() -> String {
    let zeros = |count| "0".repeat(count);
    let (key, purpose, signature) = (zeros(KEY), zeros(PURPOSE), zeros(SIGNATURE));
    format!("{MARK}{key}{AFTER_KEY}{purpose}{AFTER_PURPOSE}{signature}{AFTER_SIGNATURE}")
}

/// Where the parts of the field are.
struct Field {
    key: usize,
    purpose: usize,
    signature: usize,
}

fn find(bytes: &[u8]) -> Result<Field, SealError> {
    let mark = MARK.as_bytes();
    let mut places = bytes
        .windows(mark.len())
        .enumerate()
        .filter(|(_, window)| *window == mark)
        .map(|(at, _)| at);
    let start = places.next().ok_or(SealError::Missing)?;
    if places.next().is_some() {
        return Err(SealError::Several);
    }
    let key = start + mark.len();
    let purpose = key + KEY + AFTER_KEY.len();
    let signature = purpose + PURPOSE + AFTER_PURPOSE.len();
    let end = signature + SIGNATURE;
    let stands = |at: usize, text: &str| bytes.get(at..at + text.len()) == Some(text.as_bytes());
    if stands(key + KEY, AFTER_KEY)
        && stands(purpose + PURPOSE, AFTER_PURPOSE)
        && stands(end, AFTER_SIGNATURE)
    {
        Ok(Field {
            key,
            purpose,
            signature,
        })
    } else {
        Err(SealError::Damaged)
    }
}

fn digest(bytes: &[u8], field: &Field) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(&bytes[..field.signature]);
    hasher.update(&bytes[field.signature + SIGNATURE..]);
    hasher.finalize().into()
}

/// Fills the field of a pack: writes key and purpose, has the digest of all other bytes signed, writes the signature.
pub fn seal(
    mut bytes: Vec<u8>,
    sign: &dyn Fn(&[u8; 32]) -> [u8; 64],
    public_key: [u8; 32],
    purpose: &str,
) -> Result<Vec<u8>, SealError> {
    let field = find(&bytes)?;
    if purpose.len() * 2 > PURPOSE {
        return Err(SealError::PurposeTooLong);
    }
    write_digits(&mut bytes[field.key..], &public_key);
    bytes[field.purpose..field.purpose + PURPOSE].fill(b'0');
    write_digits(&mut bytes[field.purpose..], purpose.as_bytes());
    let signature = sign(&digest(&bytes, &field));
    write_digits(&mut bytes[field.signature..], &signature);
    Ok(bytes)
}

/// These bytes with the seal of another file in place of their own: whether it fits says whether they are what it was set
/// on.
///
/// # Errors
/// When either file has no field, or a damaged one.
pub fn under_the_seal_of(mut bytes: Vec<u8>, other: &[u8]) -> Result<Vec<u8>, SealError> {
    let (own, theirs) = (find(&bytes)?, find(other)?);
    let length = theirs.signature + SIGNATURE - theirs.key;
    bytes[own.key..own.key + length].copy_from_slice(&other[theirs.key..theirs.key + length]);
    Ok(bytes)
}

/// Reads a file's seal.
pub fn read_seal(bytes: &[u8]) -> Result<Seal, SealError> {
    let field = find(bytes)?;
    let public_key = read_digits(&bytes[field.key..field.key + KEY])?;
    let signature = read_digits(&bytes[field.signature..field.signature + SIGNATURE])?;
    let mut purpose = read_digits(&bytes[field.purpose..field.purpose + PURPOSE])?;
    purpose.truncate(
        purpose
            .iter()
            .rposition(|byte| *byte != 0)
            .map_or(0, |last| last + 1),
    );
    if signature.iter().all(|byte| *byte == 0) {
        return Err(SealError::Blank);
    }
    Ok(Seal {
        public_key: public_key.try_into().map_err(|_| SealError::Damaged)?,
        signature: signature.try_into().map_err(|_| SealError::Damaged)?,
        digest: digest(bytes, &field),
        purpose: String::from_utf8(purpose).map_err(|_| SealError::Damaged)?,
    })
}

fn write_digits(place: &mut [u8], bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for (pair, byte) in place.chunks_exact_mut(2).zip(bytes) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 15)];
    }
}

/// Reads digits as this file writes them, and no other way: a capital letter would be a changed byte nobody signed.
fn read_digits(digits: &[u8]) -> Result<Vec<u8>, SealError> {
    let value = |digit: u8| match digit {
        b'0'..=b'9' => Ok(digit - b'0'),
        b'a'..=b'f' => Ok(digit - b'a' + 10),
        _ => Err(SealError::Damaged),
    };
    digits
        .chunks_exact(2)
        .map(|pair| Ok(value(pair[0])? << 4 | value(pair[1])?))
        .collect()
}
