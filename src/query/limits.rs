//! How much a query may ask for. What is over a limit is refused with its place, or narrowed with a warning, so that
//! the work of any query is bounded before the index is asked.

/// Longest query accepted, in bytes.
pub const MAX_BYTES: usize = 16 << 10;
/// Most clauses and words, those of saved queries included.
pub const MAX_CLAUSES: usize = 1_024;
/// Most brackets, and saved queries, in one another.
pub const MAX_DEPTH: usize = 16;
/// Most syllables of a phrase. Of a longer exact one each piece of so many is a phrase.
pub const MAX_PHRASE: usize = 20;
/// Most other syllables in a sloppy phrase.
pub const MAX_SLOP: u32 = 20;
/// Most syllables between neighbours of `NEAR`.
pub const MAX_DISTANCE: u32 = 100;
/// What `NEAR` without a number means.
pub const DISTANCE: u32 = 10;
/// Most sides of one `NEAR`: each order of them is tried.
pub const MAX_SIDES: usize = 4;
/// Fewest characters of a prefix.
pub const MIN_PREFIX: usize = 2;
/// Most words that a prefix or a misspelt word stands for; the commonest count.
pub const MAX_EXPANSIONS: usize = 64;
/// Most saved queries that one query names, those within them included.
pub const MAX_SAVED: usize = 64;
/// Most prefixes and misspelt words: each is looked for among all words that the index holds.
pub const MAX_PATTERNS: usize = 16;
/// Most names of units, persons and the like: each is looked for among all that the index holds.
pub const MAX_NAMES: usize = 64;
