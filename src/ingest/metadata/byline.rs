//! Who signed: reads a line, or the last words of a body, as a byline.
//!
//! A byline is believed only where every word of it is understood: marks (`Bài, ảnh:`, `(thực hiện)`),
//! names, an outlet. A missed name is a gap, a wrong one is a falsehood.

use crate::article::{BylineRole, OutletId};
use crate::catalog::Outlets;
use crate::ingest::page::phrases::{Kind, Words, spans};

/// What a byline says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::ingest) struct Signature {
    /// The names with what each did.
    pub(in crate::ingest) names: Vec<(String, BylineRole)>,
    /// The outlet it names as its own, as in `(TTXVN)`; none for a source that is quoted.
    pub(in crate::ingest) outlet: Option<(OutletId, String)>,
    /// Whether a mark such as `(thực hiện)` or `PV` says that this is a byline.
    pub(in crate::ingest) marked: bool,
}

/// Longest byline, in words.
const LONGEST: usize = 14;

/// Reads a whole text as a byline; none where anything in it is not understood.
pub(in crate::ingest) fn read(text: &str, outlets: &Outlets) -> Option<Signature> {
    let text = trim(text);
    if text.is_empty() || text.split_whitespace().count() > LONGEST {
        return None;
    }
    let mut reader =
        Reader { outlets, signature: Signature::default(), interviewer: false, quoted: false };
    let rest = reader.brackets(text)?;
    let rest = reader.opening(before_photo(&rest));
    reader.parts(rest)?;
    let Reader { mut signature, interviewer, .. } = reader;
    if interviewer {
        signature.names.iter_mut().for_each(|(_, role)| *role = BylineRole::Interviewer);
    }
    (!signature.names.is_empty() || signature.outlet.is_some() || signature.marked)
        .then_some(signature)
}

/// The byline at the very end of a paragraph, behind its last sentence, and where it starts.
pub(in crate::ingest) fn tail<'t>(
    text: &'t str,
    outlets: &Outlets,
) -> Option<(&'t str, Signature)> {
    const REACH: usize = 160;
    const ENDS: usize = 6;
    let floor =
        (text.len().saturating_sub(REACH)..text.len()).find(|&i| text.is_char_boundary(i))?;
    let ends = text[floor..]
        .char_indices()
        .rev()
        .filter(|(_, c)| matches!(c, '.' | '!' | '?' | '…' | '"' | '”' | ')'))
        .map(|(i, c)| (floor + i, floor + i + c.len_utf8()));
    let mut found = None;
    for (_, end) in ends.take(ENDS).filter(|(start, _)| sentence_ends(text, *start)) {
        match read(&text[end..], outlets) {
            Some(signature) => found = Some((trim(&text[end..]), signature)),
            None if text[end..].trim().is_empty() => {}
            None => break,
        }
    }
    found
}

/// Whether the mark at a byte ends a sentence, and not an abbreviation or a number.
fn sentence_ends(text: &str, at: usize) -> bool {
    if !text[at..].starts_with('.') {
        return true;
    }
    let before = text[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let after = text[at + 1..].chars().next();
    let number =
        before.ends_with(|c: char| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit());
    let short = before.starts_with(char::is_uppercase)
        && (Words::new(before).is(Kind::Abbreviation) || before.chars().count() == 1);
    !number && !short
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '–' | '—' | '*' | '.' | '/' | '|' | ':' | ';' | ',' | '"' | '“' | '”'
            )
    })
}

/// What stands before a photographer's credit: `Tin: A - Ảnh: B`.
fn before_photo(text: &str) -> &str {
    let lower = text.to_lowercase();
    match ["ảnh:", "ảnh :"].iter().find_map(|mark| lower.find(mark)) {
        Some(at) if at > 0 && text.is_char_boundary(at) && !joined(&text[..at]) => &text[..at],
        _ => text,
    }
}

/// Whether the words before `ảnh:` belong to it, as in `Bài, ảnh:` and `Bài và ảnh:`.
fn joined(before: &str) -> bool {
    let words = Words::new(before);
    words.len() <= 2 || words.starts(Kind::BylineStart) == Some(words.len())
}

struct Reader<'a> {
    outlets: &'a Outlets,
    signature: Signature,
    interviewer: bool,
    quoted: bool,
}

impl Reader<'_> {
    /// Reads what stands in brackets and gives back the rest; none where a bracket is not understood.
    fn brackets(&mut self, text: &str) -> Option<String> {
        let mut rest = String::new();
        let mut from = text;
        while let Some(open) = from.find('(') {
            let close = from[open..].find(')').map_or(from.len(), |i| open + i);
            let inner = from[open + 1..close].trim();
            rest.push_str(&from[..open]);
            self.bracket(inner)?;
            from = from.get(close + 1..).unwrap_or_default();
        }
        rest.push_str(from);
        Some(rest)
    }

    fn bracket(&mut self, inner: &str) -> Option<()> {
        let words = Words::new(inner);
        let ends = [Kind::BylineEnd, Kind::BylineStart, Kind::Interviewer];
        if words.cover(&ends).is_some() {
            self.interviewer |= words.hold(Kind::Interviewer);
            self.signature.marked = true;
            return Some(());
        }
        let mut inner = inner;
        if words.folded().first().is_some_and(|word| word == "theo") {
            self.quoted = true;
            inner = spans(inner).first().map_or(inner, |span| inner[span.end..].trim());
        }
        self.outlet(inner)
    }

    /// Takes an outlet's mark or name, whole or as the first word of it (`VOV miền Trung`).
    fn outlet(&mut self, text: &str) -> Option<()> {
        let text = trim(text);
        let first = text.split([' ', '-', '/']).next().unwrap_or(text);
        let entry = self
            .outlets
            .by_mark(text)
            .or_else(|| self.outlets.by_name(text))
            .or_else(|| {
                self.outlets.by_mark(first).filter(|_| first.chars().all(char::is_uppercase))
            })
            .or_else(|| text.contains('.').then(|| self.outlets.by_domain(text)).flatten())?;
        if !self.quoted {
            self.signature.outlet = Some((entry.id.clone(), text.to_owned()));
        }
        Some(())
    }

    /// Takes the marks before the names; gives back what follows.
    fn opening<'t>(&mut self, mut text: &'t str) -> &'t str {
        loop {
            let words = Words::new(text);
            let spans = spans(text);
            let Some(taken) = words.starts(Kind::BylineStart).filter(|_| !words.is(Kind::Generic))
            else {
                return text;
            };
            let Some(end) = taken.checked_sub(1).and_then(|last| spans.get(last)) else {
                return text;
            };
            if text[..end.end].starts_with(char::is_lowercase) {
                return text;
            }
            self.signature.marked = true;
            self.quoted |= words.folded()[0] == "theo";
            self.interviewer |= words.folded()[..taken].join(" ") == "thuc hien";
            text = trim(&text[end.end..]);
        }
    }

    /// Reads the names between separators; none where a part is neither a name nor an outlet.
    fn parts(&mut self, text: &str) -> Option<()> {
        if text.is_empty() {
            return Some(());
        }
        if let Some((names, source)) = text.split_once('/')
            && self.outlet(source).is_some()
        {
            return self.parts(trim(names));
        }
        if self.outlet(text).is_some() {
            return Some(());
        }
        let text = text.replace(" và ", ",").replace(" VÀ ", ",");
        for part in text.split([',', ';', '&', '–', '—', '/', '+']).flat_map(|p| p.split(" - "))
        {
            self.part(trim(part))?;
        }
        Some(())
    }

    fn part(&mut self, part: &str) -> Option<()> {
        if part.is_empty() {
            return Some(());
        }
        let words = Words::new(part);
        if words.is(Kind::Generic) {
            self.signature.names.push((part.to_owned(), BylineRole::Generic));
            self.signature.marked = true;
            return Some(());
        }
        if self.outlet(part).is_some() {
            return Some(());
        }
        if let Some((left, right)) = part.split_once('-').filter(|(l, r)| is_name(l) && is_name(r))
        {
            self.part(left)?;
            return self.part(right);
        }
        let name = self.without_end(part);
        is_name(name).then(|| self.signature.names.push((title_case(name), BylineRole::Author)))
    }

    /// The part without a mark behind the name that is not in brackets: `Thu Hà thực hiện`.
    fn without_end<'t>(&mut self, part: &'t str) -> &'t str {
        let words = Words::new(part);
        let Some(taken) = words.ends(Kind::BylineEnd).filter(|&n| n < words.len()) else {
            return part;
        };
        let Some(first) = spans(part).get(words.len() - taken).cloned() else { return part };
        if part[first.start..].starts_with(char::is_uppercase) {
            return part;
        }
        self.signature.marked = true;
        self.interviewer |= words.hold(Kind::Interviewer);
        trim(&part[..first.start])
    }
}

/// Whether a text names an account, a menu entry or an office rather than a person.
pub(in crate::ingest) fn is_office(text: &str) -> bool {
    let words = Words::new(text);
    let kinds = [Kind::Section, Kind::Chrome, Kind::Account, Kind::Foot, Kind::Box, Kind::Tags];
    words.starts(Kind::NotName).is_some() || words.cover(&kinds).is_some()
}

/// Whether a text has the shape of a person's name or pen name: two to five syllables, each with a
/// capital, none that begins an office, a place or a menu entry.
pub(in crate::ingest) fn is_name(text: &str) -> bool {
    let text = text.trim();
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let capitals = !text.chars().any(char::is_lowercase);
    let count = if capitals { 2..=4 } else { 2..=5 };
    let initials = tokens.len() == 1 && text.len() > 3 && text.chars().nth(1) == Some('.');
    if !(count.contains(&tokens.len()) || initials) || !tokens.iter().all(|t| is_syllable(t)) {
        return false;
    }
    !is_office(text)
}

fn is_syllable(token: &str) -> bool {
    let letters = token.chars().filter(|c| c.is_alphabetic()).count();
    let rest = token.chars().skip(1);
    let first = token.chars().next().is_some_and(char::is_uppercase);
    let marks = token.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-'));
    let even = rest.clone().filter(|c| c.is_alphabetic()).all(char::is_lowercase)
        || rest.filter(|c| c.is_alphabetic()).all(char::is_uppercase)
        || token.contains(['.', '\'', '’', '-']);
    first && marks && even && (1..=8).contains(&letters)
}

/// A name printed in capitals as it is spoken of: `QUỐC HUY` is `Quốc Huy`.
fn title_case(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let word = |word: &str| {
        let mut chars = word.chars();
        let first = chars.next().map(String::from).unwrap_or_default();
        first + &chars.as_str().to_lowercase()
    };
    name.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}
