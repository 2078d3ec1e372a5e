//! Tables of words that are looked up for every word of every article. Their keys are the catalogue's own, so
//! nobody can make them collide on purpose; the standard hasher, made against that, takes four times as long.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// A map of words.
pub(super) type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;
/// A set of words.
pub(super) type QuickSet<K> = HashSet<K, BuildHasherDefault<Quick>>;

/// Hashes bytes at once; a hash that is given is its own.
#[derive(Default)]
pub(super) struct Quick(u64);

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64_with_seed(bytes, self.0);
    }

    fn write_u8(&mut self, byte: u8) {
        self.0 = self.0.rotate_left(8) ^ u64::from(byte);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 ^= hash;
    }
}
