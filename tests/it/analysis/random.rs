//! Text changed at random for as long as `TRACUU_FUZZ_SECONDS` says, against what must hold of any text.
//!
//! It runs on the stable toolchain: in place of the coverage that libFuzzer reads from an instrumented program,
//! a text is kept and changed further when it goes a way not seen before, by what came out. The same
//! seed (`TRACUU_FUZZ_SEED`) gives the same texts; a failure names the seed and the shortest text found.

use std::collections::HashSet;
use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use unicode_normalization::UnicodeNormalization;

/// What is put to the test.
#[derive(Clone, Copy)]
pub(crate) struct Target {
    /// Texts to begin with.
    pub(crate) corpus: &'static [&'static str],
    /// What is put in.
    pub(crate) pieces: &'static [&'static str],
    /// The longest text, in bytes; more would only be slower.
    pub(crate) longest: usize,
    /// Panics where a text breaks a law.
    pub(crate) check: fn(&str),
    /// Numbers for what a text led to: what tells one way through the program from another.
    pub(crate) ways: fn(&str) -> Vec<u64>,
}

/// `SplitMix64` (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).expect("below a usize")
    }

    fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }

    fn char(&mut self) -> char {
        let end = [0x80, 0x250, 0x500, 0x2100, 0x1_0000, 0x11_0000][self.below(6)];
        char::from_u32(u32::try_from(self.below(end)).expect("a code point")).unwrap_or('\u{1E00}')
    }

    /// A range of characters, a short one as a rule.
    fn range(&mut self, text: &str) -> std::ops::Range<usize> {
        let mut borders: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
        borders.push(text.len());
        let from = self.below(borders.len());
        let rest = borders.len() - from;
        let length = if self.below(4) == 0 { rest } else { rest.min(6) };
        borders[from]..borders[from + self.below(length)]
    }

    /// `text` with one change.
    fn changed(&mut self, mut text: String, (target, pool): (&Target, &[String])) -> String {
        let range = self.range(&text);
        let old = &text[range.clone()];
        let new = match self.below(12) {
            0..3 => format!("{old}{}", self.of(target.pieces)),
            3 => self.of(target.pieces).to_owned(),
            4 => String::new(),
            5 => self.char().to_string(),
            6 => old.repeat(1 + self.below(3)),
            7 => old.nfd().collect(),
            8 => old.to_uppercase(),
            9 => old.replace(char::is_whitespace, ""),
            10 => old.chars().rev().collect(),
            _ => {
                let other = &pool[self.below(pool.len())];
                format!("{old}{}", &other[self.range(other)])
            }
        };
        text.replace_range(range, &new);
        text
    }

    fn text(&mut self, target: &Target, pool: &[String]) -> String {
        let mut text = pool[self.below(pool.len())].clone();
        for _ in 0..=self.below(6) {
            text = self.changed(text, (target, pool));
        }
        let end =
            (0..=target.longest.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
        text.truncate(end.unwrap_or(0));
        text
    }
}

impl Target {
    fn fails(&self, text: &str) -> bool {
        catch_unwind(|| (self.check)(text)).is_err()
    }

    /// The text without every character that it fails without.
    fn shortest(&self, mut text: String) -> String {
        let mut size = text.chars().count();
        while size > 0 {
            let borders: Vec<usize> =
                text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
            let cut = borders
                .windows(size + 1)
                .map(|window| format!("{}{}", &text[..window[0]], &text[window[size]..]));
            match cut.into_iter().find(|shorter| self.fails(shorter)) {
                Some(shorter) => text = shorter,
                None => size /= 2,
            }
            size = size.min(text.chars().count());
        }
        text
    }

    /// Tries texts until the time is up.
    #[expect(
        clippy::print_stdout,
        reason = "cargo shows it of a test that fails, and where asked to"
    )]
    pub(crate) fn run(&self) {
        let (seconds, seed) = (number("TRACUU_FUZZ_SECONDS", 1), number("TRACUU_FUZZ_SEED", 1));
        let mut random = Random(seed);
        let mut pool: Vec<String> = self.corpus.iter().map(|&text| text.to_owned()).collect();
        let mut seen: HashSet<u64> = HashSet::new();
        let (start, mut tried) = (Instant::now(), 0_u64);
        while start.elapsed() < Duration::from_secs(seconds) {
            let text = random.text(self, &pool);
            let begin = Instant::now();
            if self.fails(&text) {
                let text = self.shortest(text);
                panic!(
                    "with TRACUU_FUZZ_SEED={seed}, text {tried}: {text:?} breaks a law, see above"
                );
            }
            // A hundredth of it would be slow; more than all of it is a hang on a busy machine as well.
            assert!(begin.elapsed() < Duration::from_secs(10), "{text:?} takes too long");
            let known = seen.len();
            seen.extend((self.ways)(&text));
            if seen.len() > known {
                pool.push(text);
            }
            tried += 1;
        }
        assert!(tried > 0);
        println!("{tried} texts, {} kept, {} ways", pool.len(), seen.len());
    }
}

fn number(name: &str, default: u64) -> u64 {
    let given = std::env::var(name).ok();
    given.map_or(default, |value| value.parse().unwrap_or_else(|_| panic!("{name}={value}")))
}
