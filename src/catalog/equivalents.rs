//! Rows of words that stand for one another in queries: `ĐUK` and `đảng ủy khối`, `phó CT` and `phó chủ tịch`.
//!
//! Articles keep what they print; only queries are widened, so a wrong reading costs a hit far down the
//! list and never a stored word. An abbreviation that is also a plain syllable (`TU`, `AN`) or stands for
//! many things (`CT`) is equal to its words only beside words that decide which are meant; those are
//! data too, and become part of the row, so that either way of writing finds the other by one look-up.

use std::borrow::Cow;

use super::data;
use super::table::{list, rows};
use crate::vi::fold::fold_char;
use crate::vi::{fold, matching};

/// Stands for the abbreviation in a context, and for any number.
const PLACE: char = '_';
const NUMBER: &str = "#";

/// Rows of words and what each is equal to.
///
/// A sorted list and no table of strings: it is made anew by every process that searches, for the few rows that
/// one query may ask for.
#[derive(Debug, Default)]
pub struct Equivalents {
    /// By their first word, and where that is alike the best known first.
    rows: Vec<Row>,
    abbreviations: Vec<String>,
    longest: usize,
}

/// What canonical syllables with a blank between are equal to, as text to be analysed.
#[derive(Debug)]
struct Row {
    /// [`folded_hash`] of the first word of `from`.
    first: u32,
    from: Cow<'static, str>,
    to: Cow<'static, str>,
}

impl Equivalents {
    /// Those compiled into the program.
    pub fn embedded() -> Self {
        let mut known = Self::default();
        for row in rows(data::ABBREVIATIONS) {
            let [abbreviation, scope, readings] = row[..] else { continue };
            let key = matching(abbreviation);
            for reading in list(readings).filter(|_| scope == "always") {
                known.add([key.clone().into(), abbreviation.into()], reading.into());
            }
            known.abbreviations.push(key);
        }
        for row in rows(data::ABBREVIATION_CONTEXTS) {
            let [abbreviation, reading, contexts] = row[..] else { continue };
            let key = matching(abbreviation);
            for context in list(contexts) {
                let with = |words| context.replace(PLACE, words).into();
                known.add([with(&key), with(abbreviation)], with(reading));
            }
        }
        known.rows.sort_by_key(|row| row.first);
        known
    }

    /// Adds a row with an abbreviation, by its canonical syllables and as people print it, and what it stands for,
    /// which is canonical in the data.
    fn add(&mut self, [key, printed]: [Cow<'static, str>; 2], reading: Cow<'static, str>) {
        for (from, to) in [(key, reading.clone()), (reading, printed)] {
            self.longest = self.longest.max(from.split(' ').count());
            let first = folded_hash(from.split(' ').next().unwrap_or_default());
            self.rows.push(Row { first, from, to });
        }
    }

    /// What canonical syllables in a row are equal to, as text to be analysed; where they are read `widely`, one
    /// without marks stands for every form of it. Best known first; empty when nothing is known.
    ///
    /// ```
    /// # use tracuu::catalog::Equivalents;
    /// let known = Equivalents::embedded();
    /// assert_eq!(known.of(&["đuk"], false), ["đảng ủy khối"]);
    /// assert_eq!(known.of(&["dang", "uy", "khoi"], true), ["ĐUK", "ĐU khối"]);
    /// assert_eq!(known.of(&["đảng", "uy", "khoi"], true), ["ĐUK", "ĐU khối"]);
    /// assert!(known.of(&["đáng", "uy", "khoi"], true).is_empty());
    /// assert_eq!(known.of(&["nq", "18"], false), ["nghị quyết 18"]);
    /// assert!(known.of(&["tu"], false).is_empty());
    /// ```
    pub fn of(&self, parts: &[&str], widely: bool) -> Vec<String> {
        let Some(first) = parts.first().map(|part| folded_hash(part)) else { return Vec::new() };
        let start = self.rows.partition_point(|row| row.first < first);
        let near = self.rows[start..].iter().take_while(|row| row.first == first);
        let number = parts.iter().find(|part| is_number(part));
        let mut equal = Vec::new();
        for row in near.filter(|row| row.is(parts, widely)) {
            let to = number.map_or_else(|| row.to.to_string(), |n| row.to.replace(NUMBER, n));
            if !equal.contains(&to) {
                equal.push(to);
            }
        }
        equal
    }

    /// Whether a canonical syllable is an abbreviation too, ambiguous ones included.
    pub fn is_abbreviation(&self, part: &str) -> bool {
        self.abbreviations.iter().any(|known| known == part)
    }

    /// Most syllables of a row that [`Self::of`] knows.
    pub fn longest(&self) -> usize {
        self.longest
    }
}

impl Row {
    fn is(&self, parts: &[&str], widely: bool) -> bool {
        let same = |known: &str, part: &str| {
            known == part
                || (known == NUMBER && is_number(part))
                || (widely && part.is_ascii() && fold(known) == fold(part))
        };
        let mut known = self.from.split(' ');
        parts.iter().all(|part| known.next().is_some_and(|known| same(known, part)))
            && known.next().is_none()
    }
}

/// A number that is equal for words that fold alike: FNV-1a of their letters without marks, `i` for `y`, which meet
/// in folding.
fn folded_hash(word: &str) -> u32 {
    let letters = word.chars().map(fold_char).map(|c| if c == 'y' { 'i' } else { c });
    letters.fold(0x811C_9DC5, |hash, c| (hash ^ u32::from(c)).wrapping_mul(0x0100_0193))
}

fn is_number(part: &str) -> bool {
    part.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The syllables of a row as queries have them; the place of a number, which is no syllable, kept.
    fn key(row: &str) -> String {
        let word = |word: &str| if word == NUMBER { word.to_owned() } else { matching(word) };
        row.split(' ').map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn rows_are_understood_and_none_stands_twice() {
        let mut seen = std::collections::HashSet::new();
        for row in rows(data::ABBREVIATIONS) {
            assert!(matches!(row[..], [_, "always" | "ambiguous", _]), "{row:?}");
            assert!(seen.insert(row[0]), "{} stands twice", row[0]);
        }
        for row in rows(data::ABBREVIATION_CONTEXTS) {
            let [abbreviation, reading, contexts] = row[..] else { panic!("{row:?}") };
            let listed = |row: Vec<&'static str>| {
                row[0] == abbreviation && list(row[2]).any(|r| r == reading)
            };
            assert!(rows(data::ABBREVIATIONS).any(listed), "{abbreviation} {reading}");
            for context in list(contexts) {
                assert_eq!(context.matches(PLACE).count(), 1, "{abbreviation}: {context}");
                assert!(context.split(' ').count() > 1, "{abbreviation}: {context}");
                assert!(context.matches(NUMBER).count() < 2, "{abbreviation}: {context}");
            }
        }
    }

    #[test]
    fn words_are_canonical() {
        let canonical =
            |text: &str| text.split(' ').all(|word| word == "#" || matching(word) == word);
        for row in rows(data::ABBREVIATIONS) {
            assert!(list(row[2]).all(canonical), "{row:?}");
        }
        for row in rows(data::ABBREVIATION_CONTEXTS) {
            assert!(
                canonical(row[1])
                    && canonical(
                        &row[2]
                            .replace([PLACE, '|'], " ")
                            .split_whitespace()
                            .collect::<Vec<_>>()
                            .join(" ")
                    ),
                "{row:?}"
            );
        }
    }

    #[test]
    fn nothing_is_equal_to_itself() {
        for row in Equivalents::embedded().rows {
            assert!(key(&row.to) != row.from, "{row:?}");
        }
    }

    #[test]
    fn what_is_equal_one_way_is_equal_the_other() {
        let known = Equivalents::embedded();
        for row in &known.rows {
            let back = known.rows.iter().filter(|other| other.from == key(&row.to));
            assert!(back.into_iter().any(|other| key(&other.to) == row.from), "{row:?}");
        }
    }

    #[test]
    fn several_readings_are_all_given() {
        let known = Equivalents::embedded();
        let readings = known.of(&["tccs"], false);
        assert_eq!(readings, ["tạp chí cộng sản", "tổ chức cơ sở", "tổ chức cơ sở đảng"]);
        assert_eq!(known.of(&["tổ", "chức", "cơ", "sở", "đảng"], false), ["TCCS", "TCCSĐ"]);
    }

    #[test]
    fn a_word_beside_it_decides_what_an_ambiguous_one_means() {
        let known = Equivalents::embedded();
        assert_eq!(known.of(&["phó", "ct"], false), ["phó chủ tịch"]);
        assert_eq!(known.of(&["ct", "tnhh"], false), ["công ty tnhh"]);
        assert_eq!(known.of(&["chỉ", "thị", "5"], false), ["CT 5"]);
        for ambiguous in ["ct", "tu", "btc", "an"] {
            assert!(known.of(&[ambiguous], false).is_empty(), "{ambiguous}");
        }
        assert!(known.of(&["chỉ", "thị"], false).is_empty());
    }

    #[test]
    fn a_name_printed_with_or_without_its_dot_is_one_row() {
        let known = Equivalents::embedded();
        assert_eq!(known.of(&["tp", "hcm"], false)[0], "thành phố hồ chí minh");
        assert!(known.of(&["kinh", "tế", "xã", "hội"], false).contains(&"KT-XH".to_owned()));
    }

    #[test]
    fn an_unknown_row_is_equal_to_nothing() {
        let known = Equivalents::embedded();
        assert!(known.of(&["xyz"], false).is_empty() && known.of(&[], true).is_empty());
        assert!(known.of(&["5", "6"], false).is_empty());
    }
}
