//! The file seal: who sealed what, and that any changed byte is caught.

use proptest::prelude::*;

use super::*;

fn sealed() -> Vec<u8> {
    use ed25519_dalek::{Signer, SigningKey};
    let key = SigningKey::from_bytes(&[7; 32]);
    let sign = |digest: &[u8; 32]| key.sign(digest).to_bytes();
    seal(
        rendered(&empty()),
        &sign,
        key.verifying_key().to_bytes(),
        r#"{"pack":"kpi"}"#,
    )
    .unwrap()
}

fn is_intact(bytes: &[u8]) -> bool {
    use ed25519_dalek::{Signature, VerifyingKey};
    let Ok(seal) = read_seal(bytes) else {
        return false;
    };
    let own = ed25519_dalek::SigningKey::from_bytes(&[7; 32])
        .verifying_key()
        .to_bytes();
    let Ok(key) = VerifyingKey::from_bytes(&seal.public_key) else {
        return false;
    };
    seal.public_key == own
        && key
            .verify_strict(&seal.digest, &Signature::from_bytes(&seal.signature))
            .is_ok()
}

#[test]
fn a_sealed_pack_says_who_sealed_it_and_for_what() {
    let bytes = kept("sealed.pdf", sealed());
    assert!(is_intact(&bytes));
    assert_eq!(read_seal(&bytes).unwrap().purpose, r#"{"pack":"kpi"}"#);
    assert_tagged(&bytes);
    assert_eq!(read_seal(&rendered(&empty())), Err(SealError::Blank));
    assert_eq!(read_seal(b"%PDF"), Err(SealError::Missing));
    let long = "x".repeat(1025);
    assert_eq!(
        seal(bytes, &|_| [0; 64], [0; 32], &long),
        Err(SealError::PurposeTooLong)
    );
}

#[test]
fn appended_and_doubled_seals_are_caught() {
    let mut bytes = sealed();
    bytes.push(b'\n');
    assert!(!is_intact(&bytes));
    let mut twice = sealed();
    twice.extend(sealed());
    assert_eq!(read_seal(&twice), Err(SealError::Several));
}

#[test]
fn words_that_look_like_a_seal_do_not_confuse_it() {
    let mut pack = rich();
    let words = "<</Type/HubfolioSeal/V 1/Key<00>/Purpose<00>/Signature<00>>>";
    pack.meta.title = words.into();
    pack.meta.subject = words.into();
    pack.attachments[0].name = words.into();
    pack.attachments[0].bytes = words.into();
    pack.heading(1, words);
    assert_eq!(read_seal(&rendered(&pack)), Err(SealError::Blank));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn any_changed_byte_of_a_sealed_pack_is_caught(place in any::<prop::sample::Index>(), flip in 1u8..) {
        use std::sync::OnceLock;
        static PACK: OnceLock<Vec<u8>> = OnceLock::new();
        let mut bytes = PACK.get_or_init(sealed).clone();
        let at = place.index(bytes.len());
        bytes[at] ^= flip;
        prop_assert!(!is_intact(&bytes), "byte {at} changed by {flip:08b}");
    }
}
