//! Keys: a root outside the data, house keys wrapped under it, and one key per subject.
//!
//! Invariant: the root is never stored in the database, and nothing is sealed under it directly.

use crate::edge::Chance;
use crate::error::Error;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Thirty-two secret bytes.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Key([u8; 32]);

impl Key {
    pub fn new(bytes: [u8; 32]) -> Key {
        Key(bytes)
    }
    pub fn fresh(chance: &Chance) -> Key {
        Key(chance.bytes())
    }
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
    fn derive(&self, purpose: &str, epoch: i64) -> Key {
        let mut out = [0; 32];
        Hkdf::<Sha256>::new(Some(&epoch.to_be_bytes()), &self.0)
            .expand(purpose.as_bytes(), &mut out)
            .expect("32 bytes is a valid length");
        Key(out)
    }
}

/// The root of one epoch, from which the wrapping key is derived.
pub struct Root {
    pub epoch: i64,
    key: Key,
}

impl Root {
    pub fn new(epoch: i64, key: Key) -> Root {
        Root { epoch, key }
    }

    /// The root as the words of the recovery sheet.
    pub fn words(&self) -> String {
        bip39::Mnemonic::from_entropy(self.key.bytes())
            .map(|m| m.to_string())
            .unwrap_or_default()
    }

    /// Reads the words of a recovery sheet.
    /// Errors: when a word is misspelt or missing; the sheet carries a checksum.
    pub fn from_words(epoch: i64, words: &str) -> Result<Root, Error> {
        let sheet = bip39::Mnemonic::parse_normalized(words.trim())
            .map_err(|_| Error::engine("these are not the words of a recovery sheet".into()))?;
        let bytes: [u8; 32] = sheet
            .to_entropy()
            .try_into()
            .map_err(|_| Error::engine("a recovery sheet has twenty-four words".into()))?;
        Ok(Root::new(epoch, Key::new(bytes)))
    }

    pub fn key(&self) -> &Key {
        &self.key
    }

    fn wrapping(&self) -> Key {
        self.key.derive("throughcare wrap", self.epoch)
    }

    /// Wraps a key, bound to what it is for.
    pub fn wrap(&self, key: &Key, what: &str, chance: &Chance) -> Vec<u8> {
        seal(&self.wrapping(), what, key.bytes(), chance)
    }

    /// Errors: when it was wrapped under another root, or for something else.
    pub fn unwrap(&self, wrapped: &[u8], what: &str) -> Result<Key, Error> {
        let bytes = open(&self.wrapping(), what, wrapped)?;
        let bytes: [u8; 32] = bytes
            .try_into()
            .map_err(|_| Error::engine(format!("the key of {what} has a wrong length")))?;
        Ok(Key(bytes))
    }
}

/// The house keys, unwrapped: what the blind index and the checkpoints are made with.
pub struct HouseKeys {
    pub index: Key,
    pub index_generation: i64,
    pub signing: Key,
}

impl HouseKeys {
    /// A keyed 64-bit token, equal for equal text of the same kind, in this installation only.
    pub fn token(&self, kind: &str, text: &str) -> i64 {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(self.index.bytes())
            .expect("any length is a valid key");
        mac.update(kind.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        let out = mac.finalize().into_bytes();
        i64::from_be_bytes(out[..8].try_into().expect("eight bytes"))
    }
}

const FORM: u8 = 1;

/// Seals bytes under a key, bound to their place.
/// Shape: one byte of form, 24 of nonce, then the sealed text.
pub fn seal(key: &Key, place: &str, plain: &[u8], chance: &Chance) -> Vec<u8> {
    let nonce: [u8; 24] = chance.bytes();
    let cipher = XChaCha20Poly1305::new(key.bytes().into());
    let sealed = cipher
        .encrypt(
            &XNonce::from(nonce),
            Payload {
                msg: plain,
                aad: place.as_bytes(),
            },
        )
        .expect("sealing into memory does not fail");
    let mut out = Vec::with_capacity(25 + sealed.len());
    out.push(FORM);
    out.extend_from_slice(&nonce);
    out.extend_from_slice(&sealed);
    out
}

/// Opens what [`seal`] made.
/// Errors: another key, another place, or changed bytes.
pub fn open(key: &Key, place: &str, sealed: &[u8]) -> Result<Vec<u8>, Error> {
    let failed = || Error::engine(format!("{place} does not open: wrong key, or changed"));
    let (form, rest) = sealed.split_first().ok_or_else(failed)?;
    if *form != FORM || rest.len() < 24 {
        return Err(failed());
    }
    let (nonce, body) = rest.split_at(24);
    let nonce: [u8; 24] = nonce.try_into().map_err(|_| failed())?;
    XChaCha20Poly1305::new(key.bytes().into())
        .decrypt(
            &XNonce::from(nonce),
            Payload {
                msg: body,
                aad: place.as_bytes(),
            },
        )
        .map_err(|_| failed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_in_its_place_with_its_key_only() {
        let chance = Chance::seeded(1);
        let key = Key::fresh(&chance);
        let sealed = seal(&key, "person.name/7", b"Daniel", &chance);
        assert_eq!(open(&key, "person.name/7", &sealed).unwrap(), b"Daniel");
        assert!(open(&key, "person.name/8", &sealed).is_err());
        assert!(open(&Key::fresh(&chance), "person.name/7", &sealed).is_err());
        let mut changed = sealed.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert!(open(&key, "person.name/7", &changed).is_err());
    }

    #[test]
    fn a_root_comes_back_from_its_recovery_sheet() {
        let root = Root::new(1, Key::fresh(&Chance::seeded(2)));
        let words = root.words();
        assert_eq!(words.split(' ').count(), 24);
        assert_eq!(
            Root::from_words(1, &words).unwrap().key().bytes(),
            root.key().bytes()
        );
        let (first, rest) = words.split_once(' ').unwrap();
        assert!(Root::from_words(1, &format!("{first}x {rest}")).is_err());
    }

    #[test]
    fn tokens_differ_between_installations_and_kinds() {
        let keys = |n| HouseKeys {
            index: Key::fresh(&Chance::seeded(n)),
            index_generation: 1,
            signing: Key::fresh(&Chance::seeded(n)),
        };
        let here = keys(1);
        assert_eq!(here.token("name", "daniel"), here.token("name", "daniel"));
        assert_ne!(here.token("name", "daniel"), here.token("email", "daniel"));
        assert_ne!(
            here.token("name", "daniel"),
            keys(2).token("name", "daniel")
        );
    }
}
