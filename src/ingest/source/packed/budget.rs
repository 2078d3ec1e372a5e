//! How much an archive may unpack to, so that a small file that holds petabytes stops early.

use std::cell::Cell;
use std::io::{Error, ErrorKind, Read, Result};
use std::rc::Rc;

/// Times its packed size that an archive may unpack to. Text packs to a tenth, tables full of repeats to a
/// hundredth; deflate reaches 1,032, zstd and overlapping zip members any number.
const RATIO: u64 = 250;
/// Bytes that any archive may unpack to, whatever the ratio: four of the longest pages.
const FREE: u64 = 64 << 20;
/// Bytes one archive may unpack to at all: far above what a newspaper ever wrote, hours of reading.
const MOST: u64 = 1 << 40;

/// What was read of an archive and what came out of it.
#[derive(Clone, Default)]
pub(super) struct Budget {
    packed: Rc<Cell<u64>>,
    unpacked: Rc<Cell<u64>>,
}

impl Budget {
    /// The budget of an archive of so many bytes.
    pub(super) fn of(packed: u64) -> Self {
        Self { packed: Rc::new(Cell::new(packed)), ..Self::default() }
    }

    /// A reader of unpacked bytes that stops where the budget is spent.
    pub(super) fn guard<R: Read>(&self, input: R) -> Guarded<R> {
        Guarded { input, budget: self.clone() }
    }

    fn spend(&self, bytes: u64) -> Result<()> {
        self.unpacked.set(self.unpacked.get() + bytes);
        if self.is_spent() { Err(Error::new(ErrorKind::QuotaExceeded, SPENT)) } else { Ok(()) }
    }

    /// Whether more was unpacked than there may be.
    pub(super) fn is_spent(&self) -> bool {
        let bound = self.packed.get().saturating_mul(RATIO).clamp(FREE, MOST);
        self.unpacked.get() > bound
    }
}

/// Why an archive is not read further.
pub(super) const SPENT: &str =
    "unpacks to more than 250 times its size, as no text does; the rest is not read";

/// Counts packed bytes as they are read.
pub(super) struct Metered<R> {
    input: R,
    packed: Rc<Cell<u64>>,
}

impl<R: Read> Metered<R> {
    pub(super) fn new(input: R) -> (Self, Budget) {
        let budget = Budget::default();
        (Self { input, packed: Rc::clone(&budget.packed) }, budget)
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        let read = self.input.read(into)?;
        self.packed.set(self.packed.get() + read as u64);
        Ok(read)
    }
}

/// Counts unpacked bytes and stops where the budget is spent.
pub(super) struct Guarded<R> {
    input: R,
    budget: Budget,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        let read = self.input.read(into)?;
        self.budget.spend(read as u64)?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_archives_may_unpack_to_anything_and_large_ones_to_a_multiple() {
        assert!(Budget::of(1).spend(FREE).is_ok());
        assert!(Budget::of(1).spend(FREE + 1).is_err());
        assert!(Budget::of(FREE).spend(FREE * RATIO).is_ok());
        assert!(Budget::of(FREE).spend(FREE * RATIO + 1).is_err());
        assert!(Budget::of(u64::MAX).spend(MOST + 1).is_err());
    }

    #[test]
    fn members_share_the_budget_of_their_archive() {
        let budget = Budget::of(1);
        let half = || std::io::repeat(0).take(FREE / 2 + 1);
        assert!(std::io::copy(&mut budget.guard(half()), &mut std::io::sink()).is_ok());
        let error = std::io::copy(&mut budget.guard(half()), &mut std::io::sink()).unwrap_err();
        assert!(error.to_string().contains("250 times"), "{error}");
    }
}
