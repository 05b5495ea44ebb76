//! The root of a Merkle tree over leaves that come one after another.

use sha2::{Digest, Sha256};

/// A hash of the tree.
pub type Hash = [u8; 32];

/// The hash of one leaf.
/// Source: RFC 6962, section 2.1.
pub fn leaf(parts: &[&[u8]]) -> Hash {
    let mut hash = Sha256::new();
    hash.update([0]);
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

fn node(left: &Hash, right: &Hash) -> Hash {
    let mut hash = Sha256::new();
    hash.update([1]);
    hash.update(left);
    hash.update(right);
    hash.finalize().into()
}

/// A tree to which leaves are added on the right.
/// Shape: one complete subtree for each bit of its size, so that millions of leaves take a few hundred bytes.
#[derive(Clone, Default, Debug)]
pub struct Tree {
    complete: Vec<(u32, Hash)>,
    size: i64,
}

impl Tree {
    pub fn push(&mut self, leaf: Hash) {
        let (mut height, mut hash) = (0, leaf);
        while let Some((_, left)) = self.complete.pop_if(|(h, _)| *h == height) {
            hash = node(&left, &hash);
            height += 1;
        }
        self.complete.push((height, hash));
        self.size += 1;
    }

    pub fn size(&self) -> i64 {
        self.size
    }

    pub fn root(&self) -> Hash {
        let mut subtrees = self.complete.iter().rev().map(|(_, hash)| *hash);
        match subtrees.next() {
            None => Sha256::digest([]).into(),
            Some(last) => subtrees.fold(last, |right, left| node(&left, &right)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tx::hex;

    /// The roots that Certificate Transparency publishes for its own tests.
    #[test]
    fn roots_are_those_of_rfc_6962() {
        let leaves: [&[u8]; 8] = [
            b"",
            b"\x00",
            b"\x10",
            b"\x20\x21",
            b"\x30\x31",
            b"\x40\x41\x42\x43",
            b"\x50\x51\x52\x53\x54\x55\x56\x57",
            b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
        ];
        let roots = [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        let mut tree = Tree::default();
        assert_eq!(hex(&tree.root()), roots[0]);
        for (given, root) in leaves.iter().zip(&roots[1..]) {
            tree.push(leaf(&[given]));
            assert_eq!(hex(&tree.root()), *root);
        }
        assert_eq!(tree.size(), 8);
    }
}
