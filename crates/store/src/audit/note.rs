//! Signed notes: a checkpoint as a few lines of text that anybody can keep, compare and countersign.
//!
//! Source: C2SP signed-note and tlog-checkpoint. Invariant: what was signed is the text itself, so that a note can be
//! kept on paper and read by programs that know nothing of this product.

use super::merkle::Hash;
use crate::keys::Key;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

/// The mark of Ed25519 in key ids and verifier keys.
const ED25519: u8 = 1;

/// What a checkpoint says: how many streams there were, the root over their last entries, and up to which instant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Checkpoint {
    pub streams: i64,
    pub root: Hash,
    /// Entries later than this are not covered. Unit: microseconds since 1970.
    pub cut: i64,
}

/// The key with which an installation signs its checkpoints.
pub struct CheckpointKey {
    key: SigningKey,
}

/// The public half of a signing key, under the name by which witnesses know it.
#[derive(Clone, Debug)]
pub struct Verifier {
    pub origin: String,
    key: VerifyingKey,
}

impl CheckpointKey {
    pub fn new(key: &Key) -> CheckpointKey {
        CheckpointKey {
            key: SigningKey::from_bytes(key.bytes()),
        }
    }

    pub fn verifier(&self) -> Verifier {
        let key = self.key.verifying_key();
        let name = crate::tx::hex(&Sha256::digest(key.as_bytes())[..8]);
        Verifier {
            origin: format!("throughcare/{name}"),
            key,
        }
    }

    /// The checkpoint as a signed note.
    /// Shape: origin, streams, root in base64, `cut N`, a blank line, and the signature's line.
    pub fn sign(&self, checkpoint: &Checkpoint) -> String {
        let verifier = self.verifier();
        let text = format!(
            "{}\n{}\n{}\ncut {}\n",
            verifier.origin,
            checkpoint.streams,
            BASE64.encode(checkpoint.root),
            checkpoint.cut
        );
        let mut mark = verifier.key_id().to_vec();
        mark.extend(self.key.sign(text.as_bytes()).to_bytes());
        format!(
            "{text}\n\u{2014} {} {}\n",
            verifier.origin,
            BASE64.encode(mark)
        )
    }
}

impl Verifier {
    fn key_id(&self) -> [u8; 4] {
        let mut hash = Sha256::new();
        hash.update(self.origin.as_bytes());
        hash.update([b'\n', ED25519]);
        hash.update(self.key.as_bytes());
        let id = hash.finalize();
        [id[0], id[1], id[2], id[3]]
    }

    /// The key as a line that a witness keeps: `name+id+key`.
    pub fn line(&self) -> String {
        let mut key = vec![ED25519];
        key.extend(self.key.as_bytes());
        format!(
            "{}+{}+{}",
            self.origin,
            crate::tx::hex(&self.key_id()),
            BASE64.encode(key)
        )
    }

    /// Reads a note that this key signed; none when it did not, or the note is no checkpoint.
    pub fn read(&self, note: &str) -> Option<Checkpoint> {
        let (text, marks) = note.split_once("\n\n")?;
        let text = format!("{text}\n");
        let signed = marks
            .lines()
            .filter_map(|line| line.strip_prefix("\u{2014} ")?.split_once(' '))
            .filter(|(name, _)| *name == self.origin)
            .any(|(_, mark)| self.signed(&text, mark));
        if signed { self.parse(&text) } else { None }
    }

    fn signed(&self, text: &str, mark: &str) -> bool {
        let Ok(mark) = BASE64.decode(mark) else {
            return false;
        };
        let Some(signature) = mark.strip_prefix(&self.key_id()) else {
            return false;
        };
        Signature::from_slice(signature)
            .is_ok_and(|s| self.key.verify_strict(text.as_bytes(), &s).is_ok())
    }

    fn parse(&self, text: &str) -> Option<Checkpoint> {
        let mut lines = text.lines();
        if lines.next()? != self.origin {
            return None;
        }
        Some(Checkpoint {
            streams: lines.next()?.parse().ok()?,
            root: BASE64.decode(lines.next()?).ok()?.try_into().ok()?,
            cut: lines.next()?.strip_prefix("cut ")?.parse().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edge::Chance;

    fn signer(seed: u64) -> CheckpointKey {
        CheckpointKey::new(&Key::fresh(&Chance::seeded(seed)))
    }

    #[test]
    fn a_note_is_read_by_its_own_key_and_only_as_it_was_signed() {
        let checkpoint = Checkpoint {
            streams: 3,
            root: [7; 32],
            cut: 1_795_510_800_000_000,
        };
        let note = signer(1).sign(&checkpoint);
        let verifier = signer(1).verifier();
        assert_eq!(verifier.read(&note), Some(checkpoint));
        assert_eq!(signer(2).verifier().read(&note), None);
        for (from, to) in [
            ("\n3\n", "\n4\n"),
            ("cut 1", "cut 2"),
            ("Bwc", "BwB"),
            ("\u{2014} throughcare/", "\u{2014} elsewhere/"),
        ] {
            assert!(note.contains(from), "{from}");
            assert_eq!(verifier.read(&note.replacen(from, to, 1)), None, "{from}");
        }
        assert_eq!(verifier.read(""), None);
    }

    #[test]
    fn a_countersigned_note_is_still_read() {
        let checkpoint = Checkpoint {
            streams: 1,
            root: [1; 32],
            cut: 5,
        };
        let note = signer(1).sign(&checkpoint) + "\u{2014} witness.example AAAAAA==\n";
        assert_eq!(signer(1).verifier().read(&note), Some(checkpoint));
    }

    #[test]
    fn the_key_line_has_a_name_an_id_and_a_key() {
        let line = signer(1).verifier().line();
        let parts: Vec<&str> = line.splitn(3, '+').collect();
        assert!(parts[0].starts_with("throughcare/"));
        assert_eq!(parts[1].len(), 8);
        assert_eq!(BASE64.decode(parts[2]).unwrap().len(), 33);
    }
}
