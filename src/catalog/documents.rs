//! Symbols of documents: `05-CT/TW`, `15/2021/NĐ-CP`, and what their codes mean.
//!
//! The Party writes number, hyphen, type, slash, body (Hướng dẫn 36-HD/VPTW of 3 April 2018); the State
//! writes number, slash, perhaps the year, type, hyphen, body. Newspapers mix the marks, so the body and
//! not the mark decides whose document it is; only where the body is unknown does the printed mark.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::ops::Range;

use super::data;
use super::table::rows;
use crate::article::DocumentSide;

/// Most digits of a number.
const DIGITS: usize = 5;
/// Most letters of a code.
const LETTERS: usize = 12;
/// Most words that begin an issuer's name.
const ISSUER_WORDS: usize = 5;
/// Most bodies of a symbol, such as the three of `TTLT-BTC-BNV-BCA`.
const BODIES: usize = 6;

/// Whose document it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// A Party body's.
    Party,
    /// The State's.
    State,
    /// Either writes it.
    Both,
    /// Neither's: a mass organisation's.
    Other,
}

/// A type of document.
#[derive(Debug)]
pub struct DocumentType {
    /// Its code as symbols print it, such as `CTr`; empty for a type that has none.
    pub code: &'static str,
    /// Its name, such as `chương trình`.
    pub name: &'static str,
    /// Who issues it.
    pub side: Side,
}

#[derive(Debug)]
struct Body {
    code: &'static str,
    issuer: Option<&'static str>,
    side: Side,
}

/// A symbol read from text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Its normal form.
    pub text: String,
    /// Its number.
    pub number: u32,
    /// The name of its type, where the code is known.
    pub kind: Option<&'static str>,
    /// Who issued it, where the code is one body's.
    pub issuer: Option<&'static str>,
    /// Whose it is, where the codes say so.
    pub side: Option<DocumentSide>,
    /// Bytes of the text it was read from.
    pub span: Range<usize>,
}

/// The types of documents and the bodies that issue them.
#[derive(Debug)]
pub struct DocumentTypes {
    types: Vec<DocumentType>,
    bodies: Vec<Body>,
    issuers: HashMap<&'static str, Issuer>,
    symbol_only: Vec<&'static str>,
    yearly: Vec<&'static str>,
    /// The last syllables of the names of types.
    lasts: HashSet<&'static str>,
}

/// What the first words of a body's name say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// Whose its documents are.
    pub side: DocumentSide,
    /// Whether it is one of the Party's central bodies.
    pub central: bool,
}

/// The pieces of a symbol as printed.
struct Pieces<'t> {
    number: &'t str,
    year: Option<&'t str>,
    dash_first: bool,
    codes: Vec<&'t str>,
    end: usize,
}

impl DocumentTypes {
    /// Those compiled into the program.
    pub fn embedded() -> Self {
        let mut known = Self {
            types: Vec::new(),
            bodies: Vec::new(),
            issuers: HashMap::new(),
            symbol_only: Vec::new(),
            yearly: Vec::new(),
            lasts: HashSet::new(),
        };
        for row in rows(data::DOCUMENTS) {
            match row[..] {
                ["symbol-only", name] => known.symbol_only.push(name),
                ["yearly", name] => known.yearly.push(name),
                ["issuer", words, whose] => {
                    let central = whose == "centre";
                    let side = side(if central { "party" } else { whose }).whose();
                    let issuer = side.map(|side| (words, Issuer { side, central }));
                    known.issuers.extend(issuer);
                }
                ["type", code, name, which] => {
                    known.types.push(DocumentType { code, name, side: side(which) });
                }
                ["name", name, which] => {
                    known.types.push(DocumentType { code: "", name, side: side(which) });
                }
                ["body", code, issuer, which] => {
                    let issuer = Some(issuer).filter(|issuer| !issuer.is_empty());
                    known.bodies.push(Body { code, issuer, side: side(which) });
                }
                _ => {}
            }
        }
        known.lasts = known.types.iter().filter_map(|kind| kind.name.rsplit(' ').next()).collect();
        known
    }

    /// Whether the name of a type may end with this canonical syllable: most words before a number are none.
    pub fn may_end_name(&self, syllable: &str) -> bool {
        self.lasts.contains(syllable)
    }

    /// The types, in the order of the catalogue.
    pub fn types(&self) -> &[DocumentType] {
        &self.types
    }

    /// The type of a code in any case: `CTR`, `Ctr` and `CTr` are one.
    pub fn by_code(&self, code: &str) -> Option<&DocumentType> {
        let code = upper(code);
        self.types.iter().find(|kind| !kind.code.is_empty() && upper(kind.code) == code)
    }

    /// The name of the type that canonical text ends with, the longest: `nghị quyết liên tịch`.
    pub fn name_at_end(&self, canonical: &str) -> Option<&'static str> {
        let ends = |name: &&str| {
            canonical.strip_suffix(*name).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
        };
        self.types.iter().map(|kind| kind.name).filter(ends).max_by_key(|name| name.len())
    }

    /// Whether a number behind this name of a type cites nothing: `phương án 2`.
    pub fn needs_symbol(&self, name: &str) -> bool {
        self.symbol_only.contains(&name)
    }

    /// Whether documents of this type are told by their year: `Hiến pháp 2013`.
    pub fn goes_by_year(&self, name: &str) -> bool {
        self.yearly.contains(&name)
    }

    /// What the first words of a body's name say, the longest known: `bộ chính trị` before `bộ`.
    pub fn issuer(&self, canonical: &str) -> Option<Issuer> {
        let ends = canonical.match_indices(' ').map(|(at, _)| at).chain([canonical.len()]);
        let known = |end: usize| self.issuers.get(&canonical[..end]).copied();
        ends.take(ISSUER_WORDS).filter_map(known).last()
    }

    /// Whose the documents of a type are, where only one side issues them.
    pub fn side_of(&self, name: &str) -> Option<DocumentSide> {
        self.types.iter().find(|kind| kind.name == name)?.side.whose()
    }

    /// The normal form of a symbol that a person typed, in any case; none when it is no symbol.
    ///
    /// ```
    /// # use tracuu::catalog::DocumentTypes;
    /// let types = DocumentTypes::embedded();
    /// assert_eq!(types.symbol("18/nq-đuk").as_deref(), Some("18-NQ/ĐUK"));
    /// assert_eq!(types.symbol("15/2021/NĐ-CP").as_deref(), Some("15/2021/NĐ-CP"));
    /// assert_eq!(types.symbol("10 chương trình"), None);
    /// ```
    pub fn symbol(&self, typed: &str) -> Option<String> {
        let text = typed.trim().to_uppercase();
        self.symbol_at(&text, 0).filter(|symbol| symbol.span.end == text.len()).map(|s| s.text)
    }

    /// The symbol whose number begins at byte `at` of stored text.
    ///
    /// Blanks are allowed around one dash: the first, before a known type with a slash behind it, or behind a year
    /// and a known type, as offices type them: `06- KH/ĐU`, `15/2021/NĐ - CP`.
    pub fn symbol_at(&self, text: &str, at: usize) -> Option<Symbol> {
        let pieces = self.pieces(text, at)?;
        let first = pieces.codes.first()?;
        let kind = self.by_code(first);
        let assembly = is_assembly(first) && pieces.year.is_some();
        if kind.is_none() && !assembly || kind.is_some() && pieces.codes.len() < 2 {
            return None;
        }
        let (last_code, body) = (pieces.codes.last()?, self.body(&pieces.codes));
        if assembly && pieces.codes.len() > 1 || !last_code.contains(char::is_uppercase) {
            return None;
        }
        Some(Symbol {
            text: self.normal(&pieces, kind, body),
            number: pieces.number.parse().ok()?,
            kind: kind.map(|kind| kind.name),
            issuer: body.and_then(|body| body.issuer),
            side: order(&pieces, body).whose(),
            span: at..pieces.end,
        })
    }

    /// Reads number, year and codes.
    fn pieces<'t>(&self, text: &'t str, at: usize) -> Option<Pieces<'t>> {
        let number = digits(text, at).filter(|number| number.len() <= DIGITS)?;
        let mut end = at + number.len();
        let year = separator(text, end, false)
            .and_then(|(_, after)| digits(text, after))
            .filter(|year| year.len() == 4 && (year.starts_with("19") || year.starts_with("20")));
        if let Some(year) = year {
            end = separator(text, end, false)?.1 + year.len();
        }
        let (dash_first, mut after) = separator(text, end, year.is_none())?;
        let spaced = text[end..after].contains(' ');
        let mut codes = Vec::new();
        while let Some(code) = code(text, after).filter(|_| codes.len() < BODIES) {
            codes.push(code);
            end = after + code.len();
            let blank = year.is_some() && codes.len() == 1 && self.by_code(code).is_some();
            let Some((_, next)) = separator(text, end, blank) else { break };
            after = next;
        }
        let proper = || codes.len() > 1 && self.by_code(codes[0]).is_some();
        let slash = || text[at + number.len()..end].contains('/');
        (!spaced || dash_first && proper() && slash()).then_some(Pieces {
            number,
            year,
            dash_first,
            codes,
            end,
        })
    }

    /// The issuing body: the first code behind the type.
    fn body(&self, codes: &[&str]) -> Option<&Body> {
        let code = normal_body(codes.get(1).or(codes.first())?);
        let fits = |body: &&Body| match (body.code.strip_suffix('*'), body.code.strip_prefix('*')) {
            (Some(head), _) => code.starts_with(head),
            (_, Some(tail)) => code.ends_with(&upper(tail)),
            _ => false,
        };
        let exact = self.bodies.iter().find(|body| upper(body.code) == code);
        exact.or_else(|| self.bodies.iter().find(fits))
    }

    /// Puts the pieces together in the order of marks that the issuer's side uses.
    fn normal(
        &self,
        pieces: &Pieces<'_>,
        kind: Option<&DocumentType>,
        body: Option<&Body>,
    ) -> String {
        let party = match order(pieces, body) {
            Side::Party => true,
            Side::State => false,
            Side::Both | Side::Other => pieces.dash_first,
        };
        let (first, second) = if party { ('-', '/') } else { ('/', '-') };
        let mut text = pieces.number.to_owned();
        if let Some(year) = pieces.year {
            let _ = write!(text, "/{year}");
        }
        text.push(first);
        let bodies = match kind {
            Some(kind) => {
                text.push_str(kind.code);
                &pieces.codes[1..]
            }
            None => &pieces.codes[..],
        };
        for (n, code) in bodies.iter().enumerate() {
            match (n, kind) {
                (0, None) => {}
                (0, Some(_)) => text.push(second),
                _ => text.push('-'),
            }
            let code = normal_body(code);
            let known = self.bodies.iter().find(|body| upper(body.code) == code);
            text.push_str(known.map_or(&code, |body| body.code));
        }
        text
    }
}

/// Whose order of marks a symbol takes: that of a year's, of the body's, else the printed one.
fn order(pieces: &Pieces<'_>, body: Option<&Body>) -> Side {
    match (pieces.year, body.map(|body| body.side)) {
        (Some(_), _) => Side::State,
        (None, Some(Side::Other)) => Side::Other,
        (None, Some(side @ (Side::Party | Side::State))) => side,
        _ if pieces.dash_first => Side::Party,
        _ => Side::State,
    }
}

impl Side {
    /// One side; none for both.
    fn whose(self) -> Option<DocumentSide> {
        match self {
            Self::Party => Some(DocumentSide::Party),
            Self::State => Some(DocumentSide::State),
            Self::Other => Some(DocumentSide::Other),
            Self::Both => None,
        }
    }
}

fn side(word: &str) -> Side {
    match word {
        "party" => Side::Party,
        "state" => Side::State,
        "other" => Side::Other,
        _ => Side::Both,
    }
}

/// Capitals, with the Icelandic letter that old fonts left in place of `Đ` put right.
fn upper(code: &str) -> String {
    code.to_uppercase().replace('Ð', "Đ")
}

/// A body's code in capitals with one spelling of the centre: `TƯ`, `T.Ư`, `T.W` are `TW`.
fn normal_body(code: &str) -> String {
    upper(code).replace("T.Ư", "TW").replace("T.W", "TW").replace("TƯ", "TW")
}

/// `QH15`: the National Assembly with its term stands where a type would.
fn is_assembly(code: &str) -> bool {
    upper(code).strip_prefix("QH").is_some_and(|term| {
        !term.is_empty() && term.len() <= 2 && term.bytes().all(|b| b.is_ascii_digit())
    })
}

fn digits(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..)?;
    let end = rest.bytes().take(DIGITS + 1).take_while(u8::is_ascii_digit).count();
    (end > 0).then(|| &rest[..end])
}

/// A slash or dash at `at`: whether it is a dash, and the byte after it. With `loose`, blanks may stand
/// around a dash.
fn separator(text: &str, at: usize, loose: bool) -> Option<(bool, usize)> {
    let blank = |at: usize| usize::from(loose && text[at..].starts_with(' '));
    let from = at + blank(at);
    match text[from..].chars().next()? {
        '/' if from == at => Some((false, from + 1)),
        c @ ('-' | '‐' | '‑' | '–' | '—' | '−') => {
            let after = from + c.len_utf8();
            Some((true, after + blank(after)))
        }
        _ => None,
    }
}

/// Letters, perhaps with a term number behind or the dot of `T.Ư` inside, at least one of them a capital.
fn code(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..)?;
    let (mut end, mut letters, mut capital, mut digit) = (0, 0, false, false);
    for (n, c) in rest.char_indices().take(2 * LETTERS) {
        match c {
            c if c.is_alphabetic() && !digit => {
                capital |= c.is_uppercase();
                letters += 1;
            }
            c if c.is_ascii_digit() && letters > 0 => digit = true,
            '.' if rest[..n].ends_with('T') && rest[n + 1..].starts_with(['Ư', 'W']) => {}
            _ => break,
        }
        end = n + c.len_utf8();
    }
    (capital && letters <= LETTERS).then(|| &rest[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn normal(text: &str) -> Option<String> {
        DocumentTypes::embedded().symbol_at(text, 0).map(|symbol| symbol.text)
    }

    #[test]
    fn every_row_is_understood() {
        let types = DocumentTypes::embedded();
        let lists = types.symbol_only.len() + types.yearly.len() + types.issuers.len();
        let read = types.types.len() + types.bodies.len() + lists;
        assert_eq!(read, rows(data::DOCUMENTS).count());
    }

    #[test]
    fn names_of_types_are_canonical() {
        for kind in DocumentTypes::embedded().types() {
            for syllable in kind.name.split(' ') {
                assert_eq!(syllable, crate::vi::normalize::canonical(syllable));
            }
        }
    }

    #[test]
    fn party_symbols_take_the_hyphen_first() {
        for (printed, wanted) in [
            ("05-CT/TW", "05-CT/TW"),
            ("07-Ctr/ĐUK ngày", "07-CTr/ĐUK"),
            ("19/NQ-ĐUK", "19-NQ/ĐUK"),
            ("452/QĐ-HU,", "452-QĐ/HU"),
            ("09- KH/ĐUCQ", "09-KH/ĐUCQ"),
            ("07 - NQ/HU", "07-NQ/HU"),
            ("42 –CT/T.Ư.", "42-CT/TW"),
            ("9-QÐ/TƯ", "9-QĐ/TW"),
            ("28-TB/BTCTU", "28-TB/BTCTU"),
            ("33/HD-UBKTTƯ", "33-HD/UBKTTW"),
        ] {
            assert_eq!(normal(printed).as_deref(), Some(wanted), "{printed}");
        }
    }

    #[test]
    fn state_symbols_take_the_slash_first() {
        for (printed, wanted) in [
            ("911/QĐ-UBND", "911/QĐ-UBND"),
            ("15/2021/NĐ-CP", "15/2021/NĐ-CP"),
            ("254/2025/QH15", "254/2025/QH15"),
            ("44-CT/TTg", "44/CT-TTg"),
            ("03/2013/TTLT-BTC-BNV", "03/2013/TTLT-BTC-BNV"),
            ("15/2021/NĐ - CP của", "15/2021/NĐ-CP"),
        ] {
            assert_eq!(normal(printed).as_deref(), Some(wanted), "{printed}");
        }
    }

    #[test]
    fn what_only_looks_like_a_symbol_is_none() {
        for text in [
            "2-pho-giam",
            "15/GP-BVHTTDL",
            "10 chương trình",
            "3-2",
            "02/02/2018",
            "7/10-CTX",
            "24 - KL",
            "1-QĐ",
            "5 - CT TW",
        ] {
            assert_eq!(normal(text), None, "{text}");
        }
    }

    #[test]
    fn one_code_of_two_bodies_keeps_the_printed_order() {
        assert_eq!(normal("37/QĐ-BCT").as_deref(), Some("37/QĐ-BCT"));
        assert_eq!(normal("37-QĐ/BCT").as_deref(), Some("37-QĐ/BCT"));
    }

    #[test]
    fn a_body_tells_whose_its_documents_are() {
        let types = DocumentTypes::embedded();
        for (body, side, central) in [
            ("bộ chính trị khóa xii", DocumentSide::Party, true),
            ("bộ y tế", DocumentSide::State, false),
            ("ban thường vụ huyện ủy", DocumentSide::Party, false),
            ("tổng liên đoàn lao động", DocumentSide::Other, false),
        ] {
            assert_eq!(types.issuer(body), Some(Issuer { side, central }), "{body}");
        }
        assert_eq!(types.issuer("một người"), None);
        let side = |text| types.symbol_at(text, 0).and_then(|symbol| symbol.side);
        assert_eq!(side("05-CT/TW"), Some(DocumentSide::Party));
        assert_eq!(side("911/QĐ-UBND"), Some(DocumentSide::State));
        assert_eq!(side("07-KH/TLĐ"), Some(DocumentSide::Other));
    }

    proptest! {
        #[test]
        fn the_normal_form_is_its_own_normal_form(
            number in "[0-9]{1,5}",
            year in prop::option::of("20[0-9]{2}"),
            dash in "[-/]",
            code in "(NQ|CT|QĐ|QÐ|Ctr|QĐi|NĐ|KH|TTLT)",
            body in "(TW|T.Ư|TƯ|ĐUK|HU|UBND|CP|TTg|UBKTTƯ|Xy|BTCTU-Z)",
        ) {
            let other = if dash == "-" { "/" } else { "-" };
            let year = year.map(|y| format!("/{y}")).unwrap_or_default();
            let types = DocumentTypes::embedded();
            let printed = format!("{number}{year}{dash}{code}{other}{body}");
            let once = types.symbol_at(&printed, 0).expect("a symbol").text;
            prop_assert_eq!(types.symbol_at(&once, 0).map(|s| s.text), Some(once.clone()));
            prop_assert_eq!(types.symbol(&once.to_lowercase()), Some(once));
        }

        #[test]
        fn any_text_is_read(text in "[0-9]{0,6}[-/ –]{0,3}[A-ZĐa-z.Ư0-9/ -]{0,20}.{0,5}") {
            let types = DocumentTypes::embedded();
            let _ = types.symbol(&text);
            if let Some(symbol) = types.symbol_at(&text, 0) {
                prop_assert!(text.is_char_boundary(symbol.span.end));
            }
        }
    }
}
