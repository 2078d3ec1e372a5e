//! Documents that everybody cites in words: which symbol `Chỉ thị 05` or `Nghị quyết Trung ương 4 khóa XII`
//! stands for.
//!
//! Apart from the types and codes of symbols, which are rules, since these are facts, each of which may be
//! wrong. The same symbol is given anew in every term, so a symbol has several rows; a name has one.
//! Names are compared without accents, so that filters can share the table; a full search of titles was
//! rejected, since articles shorten them freely.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::data;
use super::table::{list, rows};
use crate::vi::fold::fold_char;
use crate::vi::normalize::{canonical, is_alphanumeric};

/// A document of a central body.
#[derive(Debug, PartialEq, Eq)]
pub struct KnownDocument {
    /// Its symbol in normal form, `05-CT/TW`.
    pub symbol: &'static str,
    /// The name of its type, `chỉ thị`.
    pub kind: &'static str,
    /// Its number, 5.
    pub number: u32,
    /// Who issued it, `Bộ Chính trị`.
    pub issuer: &'static str,
    /// Its day, where known.
    pub date: Option<NaiveDate>,
    /// What it is about, without `về`.
    pub title: &'static str,
    /// Other names, `Nghị quyết Trung ương 4 khóa XII`.
    pub names: Vec<&'static str>,
}

impl KnownDocument {
    fn of(row: &[&'static str]) -> Option<Self> {
        let [symbol, kind, issuer, date, title, ref names @ ..] = *row else { return None };
        Some(Self {
            symbol,
            kind,
            number: symbol.split_once('-')?.0.parse().ok()?,
            issuer,
            date: date.parse().ok(),
            title,
            names: names.first().into_iter().flat_map(|names| list(names)).collect(),
        })
    }

    /// Whether type and number alone mean this document.
    pub fn is_usual(&self) -> bool {
        let short = name_key(&format!("{} {}", self.kind, self.number));
        self.names.iter().any(|name| name_key(name) == short)
    }
}

/// The documents known beforehand.
#[derive(Debug)]
pub struct KnownDocuments {
    list: Vec<KnownDocument>,
    by_symbol: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
}

impl KnownDocuments {
    /// Those compiled into the program.
    pub fn embedded() -> Self {
        let list = rows(data::KNOWN_DOCUMENTS).filter_map(|row| KnownDocument::of(&row));
        let mut known =
            Self { list: list.collect(), by_symbol: HashMap::new(), by_name: HashMap::new() };
        for (at, document) in known.list.iter().enumerate() {
            known.by_symbol.entry(document.symbol.to_uppercase()).or_default().push(at);
            let short = format!("{} {}", document.kind, document.number);
            for name in document.names.iter().copied().chain([&*short, document.symbol]) {
                let places = known.by_name.entry(name_key(name)).or_default();
                if places.last() != Some(&at) {
                    places.push(at);
                }
            }
        }
        known
    }

    /// All of them, by day.
    pub fn all(&self) -> &[KnownDocument] {
        &self.list
    }

    /// Those that bear a symbol in normal form, in any case: one a term, the oldest first.
    pub fn with_symbol(&self, symbol: &str) -> Vec<&KnownDocument> {
        self.places(&self.by_symbol, &symbol.to_uppercase())
    }

    /// The latest that bears a symbol in normal form.
    pub fn known(&self, symbol: &str) -> Option<&KnownDocument> {
        self.with_symbol(symbol).pop()
    }

    /// Those that a name may stand for, the oldest first: other names, type and number, or the symbol, with or
    /// without accents.
    ///
    /// ```
    /// # use tracuu::catalog::KnownDocuments;
    /// let known = KnownDocuments::embedded();
    /// let symbols = |name| known.named(name).iter().map(|document| document.symbol).collect::<Vec<_>>();
    /// assert_eq!(symbols("chi thi 05"), ["05-CT/TW"]);
    /// assert_eq!(symbols("05-ct/tw"), ["05-CT/TW"]);
    /// assert_eq!(symbols("NQTW 4 khóa 12"), ["04-NQ/TW"]);
    /// assert_eq!(symbols("nghị quyết"), [""; 0]);
    /// ```
    pub fn named(&self, name: &str) -> Vec<&KnownDocument> {
        self.places(&self.by_name, &name_key(name))
    }

    /// The symbols that a name may stand for, each once.
    pub fn symbols(&self, name: &str) -> Vec<&'static str> {
        let mut symbols: Vec<&str> =
            self.named(name).iter().map(|document| document.symbol).collect();
        symbols.dedup();
        symbols
    }

    /// The documents of a type and number, the oldest first.
    pub fn numbered(&self, kind: &str, number: u32) -> Vec<&KnownDocument> {
        self.named(&format!("{kind} {number}"))
    }

    /// The document of a type that a plenum of the Central Committee in a term passed: the fourth of the
    /// twelfth.
    pub fn of_plenum(&self, kind: &str, plenum: u32, term: u32) -> Option<&KnownDocument> {
        self.named(&format!("{kind} trung ương {plenum} khóa {term}")).first().copied()
    }

    fn places(&self, table: &HashMap<String, Vec<usize>>, key: &str) -> Vec<&KnownDocument> {
        table.get(key).into_iter().flatten().map(|at| &self.list[*at]).collect()
    }
}

/// A name as it is compared: folded words, abbreviations of types and of the centre written out, numbers
/// without leading zeros, terms as numbers.
fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let lower = name.to_lowercase();
    let words = lower.split(|c| !is_alphanumeric(c)).filter(|word| !word.is_empty());
    for word in words {
        let folded: String = canonical(word).chars().map(fold_char).collect();
        for word in written_out(&folded).split(' ').filter(|word| *word != "so") {
            let number = word.parse::<u32>().ok().or_else(|| term_number(word));
            match number {
                Some(number) => key.push_str(&number.to_string()),
                None => key.push_str(word),
            }
            key.push(' ');
        }
    }
    key
}

fn written_out(word: &str) -> &str {
    match word {
        "nq" => "nghi quyet",
        "nqtw" => "nghi quyet trung uong",
        "ct" => "chi thi",
        "kl" => "ket luan",
        "kltw" => "ket luan trung uong",
        "tw" | "tu" => "trung uong",
        _ => word,
    }
}

/// A Roman numeral up to 39, of two letters or more or `v`, `x`, `i`; terms are counted so.
pub(crate) fn term_number(word: &str) -> Option<u32> {
    let tens = word.bytes().take_while(|letter| letter.eq_ignore_ascii_case(&b'x')).count();
    let ones = match word[tens..].to_ascii_lowercase().as_str() {
        "" => 0,
        "i" => 1,
        "ii" => 2,
        "iii" => 3,
        "iv" => 4,
        "v" => 5,
        "vi" => 6,
        "vii" => 7,
        "viii" => 8,
        "ix" => 9,
        _ => return None,
    };
    let number = 10 * u32::try_from(tens).ok()? + ones;
    (tens <= 3 && number > 0).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::DocumentTypes;

    #[test]
    fn every_row_is_whole() {
        let types = DocumentTypes::embedded();
        let known = KnownDocuments::embedded();
        assert_eq!(known.list.len(), rows(data::KNOWN_DOCUMENTS).count());
        for document in known.all() {
            assert_eq!(types.symbol(document.symbol).as_deref(), Some(document.symbol));
            assert!(types.types().iter().any(|kind| kind.name == document.kind), "{document:?}");
            assert!(!document.title.is_empty(), "{document:?}");
        }
        assert!(known.all().is_sorted_by_key(|document| document.date));
    }

    #[test]
    fn a_name_means_one_document() {
        let known = KnownDocuments::embedded();
        for name in known.all().iter().flat_map(|document| &document.names) {
            assert_eq!(known.symbols(name).len(), 1, "{name}");
        }
    }

    #[test]
    fn names_are_read_as_people_type_them() {
        let known = KnownDocuments::embedded();
        for (name, symbol) in [
            ("Chỉ thị 05", "05-CT/TW"),
            ("CT 05", "05-CT/TW"),
            ("chỉ thị số 5", "05-CT/TW"),
            ("nghi quyet trung uong 4 khoa xii", "04-NQ/TW"),
            ("NQTW 4 (khoá XI)", "12-NQ/TW"),
            ("Quy định 37", "37-QĐ/TW"),
            ("37-qđ/tw", "37-QĐ/TW"),
        ] {
            assert_eq!(known.symbols(name), [symbol], "{name}");
        }
        assert_eq!(known.of_plenum("nghị quyết", 4, 12).map(|d| d.symbol), Some("04-NQ/TW"));
        assert_eq!(known.of_plenum("nghị quyết", 6, 12), None);
    }

    #[test]
    fn a_symbol_recurs_in_every_term() {
        let known = KnownDocuments::embedded();
        let days: Vec<_> = known.with_symbol("18-NQ/TW").iter().filter_map(|d| d.date).collect();
        assert!(days.len() > 1 && days.is_sorted());
        assert_eq!(known.known("18-nq/tw").and_then(|d| d.date), days.last().copied());
    }

    #[test]
    fn numerals_of_terms_are_read() {
        for (word, number) in [("xii", 12), ("XIV", 14), ("ix", 9), ("v", 5), ("xxx", 30)] {
            assert_eq!(term_number(word), Some(number));
        }
        for word in ["", "xvx", "iiii", "an", "xl"] {
            assert_eq!(term_number(word), None, "{word}");
        }
    }
}
