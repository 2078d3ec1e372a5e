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

/// Longest byline, in words, without the photographers behind it.
const LONGEST: usize = 16;

/// Reads a whole text as a byline; none where anything in it is not understood.
pub(in crate::ingest) fn read(text: &str, outlets: &Outlets) -> Option<Signature> {
    Reader::new(outlets, false).read(text)
}

/// As [`read`], for a text whose place says that it is a byline: then one word may be a name.
pub(in crate::ingest) fn read_placed(text: &str, outlets: &Outlets) -> Option<Signature> {
    Reader::new(outlets, true).read(text)
}

/// Makes every name that of an interviewer where a mark says so; none where nothing was read.
fn finished(mut signature: Signature, interviewer: bool) -> Option<Signature> {
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

/// What stands before a photographer's credit or a source: `Tin: A - Ảnh: B`, `C Theo D`.
fn before_photo(text: &str) -> &str {
    const CREDITS: usize = 16;
    const SOURCE: usize = 6;
    let lower = text.to_lowercase();
    let marks = ["ảnh:", "ảnh :", "video:", "clip:", "đồ họa:", "đồ hoạ:", " theo "];
    let found = marks.iter().find_map(|mark| Some((lower.find(mark)?, *mark)));
    let Some((at, mark)) = found.filter(|(at, _)| *at > 0 && text.is_char_boundary(*at)) else {
        return text;
    };
    let most = if mark == " theo " { SOURCE + 1 } else { CREDITS };
    let short = text[at..].split_whitespace().nth(most).is_none();
    if short && !joined(&text[..at]) { &text[..at] } else { text }
}

/// Whether the words before `ảnh:` belong to it, as in `Bài, ảnh:` and `Bài và ảnh:`.
fn joined(before: &str) -> bool {
    let words = Words::new(before);
    words.len() <= 2 && words.starts(Kind::BylineStart).is_some()
}

struct Reader<'a> {
    outlets: &'a Outlets,
    signature: Signature,
    interviewer: bool,
    quoted: bool,
    /// Whether one word may be a name.
    placed: bool,
}

impl<'a> Reader<'a> {
    fn new(outlets: &'a Outlets, placed: bool) -> Self {
        let signature = Signature::default();
        Self { outlets, signature, interviewer: false, quoted: false, placed }
    }

    fn read(mut self, text: &str) -> Option<Signature> {
        const TOKENS: usize = 40;
        let text = trim(text);
        if text.is_empty() || text.split_whitespace().nth(TOKENS).is_some() {
            return None;
        }
        let rest = self.brackets(enclosed(text))?;
        let rest = before_photo(&rest);
        if rest.split_whitespace().count() > LONGEST {
            return None;
        }
        let rest = self.opening(rest);
        self.parts(rest)?;
        finished(self.signature, self.interviewer)
    }

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
        let from = words.plain().first().is_some_and(|word| word == "từ");
        if (from && words.len() <= 6) || inner.contains('@') || is_post(&words) {
            return Some(());
        }
        let mut inner = inner;
        if words.folded().first().is_some_and(|word| word == "theo") {
            self.quoted = true;
            inner = spans(inner).first().map_or(inner, |span| inner[span.end..].trim());
        }
        if self.quoted && words.len() <= 6 {
            return Some(());
        }
        self.outlet(inner)
    }

    /// Takes an outlet's mark or name, whole or as the first word of it (`VOV miền Trung`).
    fn outlet(&mut self, text: &str) -> Option<()> {
        const SHORTEST: usize = 3;
        let text = trim(text);
        if text.chars().count() < SHORTEST {
            return None;
        }
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
            let english = words.plain()[0] == "by";
            if text[..end.end].starts_with(char::is_lowercase) && !english {
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
            && (self.outlet(source).is_some() || (is_name(trim(names)) && is_credit(source)))
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
        let words = Words::new(part);
        let source = words.folded().first().is_some_and(|word| word == "theo") && words.len() <= 6;
        if part.is_empty() || source {
            return Some(());
        }
        if words.is(Kind::Generic) {
            self.signature.names.push((part.to_owned(), BylineRole::Generic));
            self.signature.marked = true;
            return Some(());
        }
        if self.outlet(part).is_some() {
            return Some(());
        }
        let post = is_post(&words) || is_abbreviated(part) || part.contains('@');
        if !self.signature.names.is_empty() && post {
            return Some(());
        }
        if let Some((left, right)) = two(part) {
            self.part(left)?;
            return self.part(right);
        }
        self.name(part)
    }

    /// Takes a single name.
    fn name(&mut self, part: &str) -> Option<()> {
        let name = once(without_degree(self.without_end(part)));
        // A source named in Latin letters alone is a foreign agency or an unknown site.
        if self.quoted && name.is_ascii() {
            return Some(());
        }
        let single = (self.placed || self.signature.marked) && !self.quoted && is_single(name);
        (single || is_name(name))
            .then(|| self.signature.names.push((title_case(name), BylineRole::Author)))
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

/// The inside of a text that stands in one pair of brackets, where it has the shape of names: `(Thu Hiền)`.
fn enclosed(text: &str) -> &str {
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let named = |inner: &&str| inner.split(['-', ',']).all(|part| is_name(trim(part)));
    inner.filter(named).unwrap_or(text)
}

/// Whether words say what a person is or works for, or where: `Học viện Chính trị`, `Hà Nội`.
fn is_post(words: &Words) -> bool {
    words.starts(Kind::Office).is_some() || words.is(Kind::NotName)
}

/// Whether a text that is no name opens with an abbreviation in capitals, as of an office: `VP Đảng ủy`.
fn is_abbreviated(text: &str) -> bool {
    const LONGEST: usize = 6;
    let first = text.split_whitespace().next().unwrap_or_default();
    (2..=LONGEST).contains(&first.chars().count())
        && first.chars().all(char::is_uppercase)
        && !is_name(text)
}

/// A name without the degrees, ranks and trades before it: `PGS.TS. Lê Thu Hiền`.
fn without_degree(name: &str) -> &str {
    let words = Words::new(name);
    let spans = spans(name);
    let mut taken = 0;
    while let Some(n) = words.starts_at(Kind::Degree, taken) {
        taken += n;
    }
    spans.get(taken).map_or(name, |span| &name[span.start..])
}

/// Whether a text may be a pen name of one word: `Hải`, `HẢI`.
fn is_single(text: &str) -> bool {
    const LONGEST: usize = 6;
    (2..=LONGEST).contains(&text.chars().count())
        && text.chars().all(char::is_alphabetic)
        && is_syllable(text)
        && is_spoken(text)
        && !is_office(text)
}

/// Whether a word has a vowel and no letter that Vietnamese names lack: not `PV`, `TTXVN`, `Zalo`.
fn is_spoken(word: &str) -> bool {
    crate::vi::syllable::is_syllable(&word.to_lowercase())
}

/// Two names that only a hyphen or a blank divides: `Thu Hà-Văn Minh`, `T.Hà V.Minh`.
fn two(part: &str) -> Option<(&str, &str)> {
    let hyphen = part.split_once('-').filter(|(left, right)| is_name(left) && is_name(right));
    let blank =
        || part.split_once(' ').filter(|(left, right)| initialled(left) && initialled(right));
    hyphen.or_else(blank)
}

/// A name cut short: `T.Minh`.
fn initialled(token: &str) -> bool {
    token.split_once('.').is_some_and(|(initial, rest)| {
        initial.chars().count() == 1 && !rest.is_empty() && !rest.contains(' ')
    })
}

/// A name that is printed twice in a row, once.
fn once(name: &str) -> &str {
    let half = name.len() / 2;
    match (name.get(..half), name.get(half + 1..)) {
        (Some(left), Some(right)) if left == right => left,
        _ => name,
    }
}

/// Whether a text names an account, a menu entry or an office rather than a person.
pub(in crate::ingest) fn is_office(text: &str) -> bool {
    let words = Words::new(text);
    let kinds = [Kind::Section, Kind::Chrome, Kind::Account, Kind::Foot, Kind::Box, Kind::Tags];
    words.starts(Kind::NotName).is_some() || words.cover(&kinds).is_some()
}

/// Whether a text behind a name and a slash is what the name works for: a short text in capitals that is
/// no name.
fn is_credit(text: &str) -> bool {
    const LONGEST: usize = 6;
    let words = text.split_whitespace();
    (2..=LONGEST).contains(&words.clone().count())
        && words.into_iter().all(|word| word.starts_with(char::is_uppercase))
        && !is_name(trim(text))
}

/// Whether a text has the shape of a person's name or pen name: two to five syllables, each with a
/// capital, none that begins an office, a place or a menu entry.
pub(in crate::ingest) fn is_name(text: &str) -> bool {
    let text = text.trim();
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let capitals = !text.chars().any(char::is_lowercase);
    let count = if capitals { 2..=4 } else { 2..=5 };
    let initials = tokens.len() == 1 && text.chars().nth(1) == Some('.');
    let shouted = |t: &&str| t.chars().count() > 1 && t.chars().all(char::is_uppercase);
    if !capitals && tokens.iter().any(shouted) {
        return false;
    }
    if !(count.contains(&tokens.len()) || initials) || !tokens.iter().all(|t| is_syllable(t)) {
        return false;
    }
    !is_office(text)
}

/// A syllable of a name: a capital and small letters, capitals alone, or an initial before one
/// (`N.Minh`).
fn is_syllable(token: &str) -> bool {
    const LONGEST: usize = 8;
    let token = match token.split_once('.') {
        Some((initial, rest)) if initial.chars().count() == 1 && !rest.is_empty() => rest,
        _ => token,
    };
    let mut letters = token.chars().filter(|c| !matches!(c, '\'' | '’' | '-'));
    let first = letters.next().is_some_and(char::is_uppercase);
    let joint = token.contains(['\'', '’', '-']);
    let rest: Vec<char> = letters.collect();
    let even =
        joint || rest.iter().all(|c| c.is_lowercase()) || rest.iter().all(|c| c.is_uppercase());
    first && even && rest.len() < LONGEST && rest.iter().all(|c| c.is_alphabetic())
}

/// A name printed in capitals as it is spoken of: `QUỐC HUY` is `Quốc Huy`.
fn title_case(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let word = |word: &str| {
        if word.contains('.') {
            return word.to_owned();
        }
        let mut chars = word.chars();
        let first = chars.next().map(String::from).unwrap_or_default();
        first + &chars.as_str().to_lowercase()
    };
    name.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    static OUTLETS: LazyLock<Outlets> = LazyLock::new(Outlets::embedded);

    fn names(text: &str) -> Option<Vec<String>> {
        let signature = read(text, &OUTLETS)?;
        Some(signature.names.into_iter().map(|(name, _)| name).collect())
    }

    #[test]
    fn bylines_in_every_usual_form() {
        let table = [
            ("Thu Hiền (thực hiện)", "Thu Hiền"),
            ("Thực hiện: Thu Hiền", "Thu Hiền"),
            ("Bài, ảnh: Thu Hiền - Văn Toàn", "Thu Hiền|Văn Toàn"),
            ("Bài và ảnh: Thu Hiền – Văn Toàn", "Thu Hiền|Văn Toàn"),
            ("Tin: Thu Hiền - Ảnh: Văn Toàn", "Thu Hiền"),
            ("Thu Hiền-Văn Toàn", "Thu Hiền|Văn Toàn"),
            ("Thu Hiền và Văn Toàn", "Thu Hiền|Văn Toàn"),
            ("THU HIỀN", "Thu Hiền"),
            ("PV Thu Hiền/VOV miền Bắc", "Thu Hiền"),
            ("Thu Hiền  (TTXVN)", "Thu Hiền"),
            ("(Tổng hợp) Thu Hiền", "Thu Hiền"),
            ("Thu Hiền -", "Thu Hiền"),
            ("Theo Thu Hiền", "Thu Hiền"),
            ("Thu Hiền Theo Reuters", "Thu Hiền"),
            ("Thu Hiền Thu Hiền", "Thu Hiền"),
            ("N.Hiền", "N.Hiền"),
            ("Tin, ảnh: Hải", "Hải"),
            ("(Thu Hiền)", "Thu Hiền"),
            ("ThS. Lê Thu Hiền", "Lê Thu Hiền"),
            ("PGS.TS. Lê Thu Hiền", "Lê Thu Hiền"),
            ("Đại tá Lê Thu Hiền", "Lê Thu Hiền"),
            ("TS Lê Thu Hiền, Học viện Mây Hạ", "Lê Thu Hiền"),
            ("Lê Thu Hiền - Ban Tuyên giáo Tỉnh ủy", "Lê Thu Hiền"),
            ("Lê Thu Hiền - VP Đảng ủy", "Lê Thu Hiền"),
            ("Lê Thu Hiền (Văn phòng Huyện ủy)", "Lê Thu Hiền"),
            ("Thu Hiền (từ Hà Nội)", "Thu Hiền"),
            ("Thu Hiền (thuhien@suoimay.example)", "Thu Hiền"),
            ("Thực hiện: Thu Hiền; Ảnh: Lê Văn Toàn; Đồ họa: Trần Minh Lộc", "Thu Hiền"),
            ("Thu Hiền & Văn Toàn", "Thu Hiền|Văn Toàn"),
            ("by Thu Hiền", "Thu Hiền"),
            ("PV", "PV"),
            ("P.V", "P.V"),
        ];
        for (text, wanted) in table {
            let wanted: Vec<&str> = wanted.split('|').collect();
            assert_eq!(names(text).unwrap_or_default(), wanted, "{text}");
        }
    }

    #[test]
    fn outlets_accounts_offices_and_places_sign_nothing() {
        for text in [
            "Theo VGP",
            "Theo Báo Dân trí",
            "Theo Gizmag",
            "Super Admin",
            "Ban Tổ Chức",
            "Hà Nội",
            "Trang Chủ",
            "Hồ Chí Minh",
            "Xem Thêm",
            "Tin Mới",
            "hội nghị",
            "Kết luận",
            "Nguồn:",
            "Tổng biên tập: Thu Hiền",
            "Ảnh: Thu Hiền",
            "Hải",
            "Huế",
            "Ông Lê Thu Hiền",
            "Học viện Chính trị",
            "Tổ chức ra quân - Ảnh: Thu Hiền",
        ] {
            assert_eq!(names(text).unwrap_or_default(), [""; 0], "{text}");
        }
    }

    #[test]
    fn one_word_is_a_name_only_where_its_place_says_so() {
        let placed = |text| read_placed(text, &OUTLETS).map(|signature| signature.names.len());
        assert_eq!((placed("Hải"), placed("HẢI"), placed("Đạt")), (Some(1), Some(1), Some(1)));
        for text in ["Zalo", "PV2", "Video", "hải", "Ảnh"] {
            assert_eq!(placed(text).unwrap_or_default(), 0, "{text}");
        }
    }

    #[test]
    fn an_interviewer_and_a_paper_are_told() {
        let signature = read("Thu Hiền (thực hiện)", &OUTLETS).unwrap();
        assert_eq!(signature.names[0].1, BylineRole::Interviewer);
        let signature = read("Thu Hiền (TTXVN)", &OUTLETS).unwrap();
        assert_eq!(signature.outlet.unwrap().0.as_str(), "ttxvn");
        assert_eq!(read("Thu Hiền (Theo Dân trí)", &OUTLETS).unwrap().outlet, None);
    }

    #[test]
    fn only_what_follows_the_last_sentence_is_a_closing_byline() {
        let found = |text| tail(text, &OUTLETS).map(|(raw, _)| raw.to_owned());
        assert_eq!(found("Hội nghị kết thúc. Thu Hiền").as_deref(), Some("Thu Hiền"));
        assert_eq!(found("Hội nghị kết thúc./. Thu Hiền/VOV").as_deref(), Some("Thu Hiền/VOV"));
        assert_eq!(found("…tốt hơn”. (Tổng hợp) Thu Hiền").as_deref(), Some("(Tổng hợp) Thu Hiền"));
        assert_eq!(found("Lễ ra mắt tại TP. Hồ Chí Minh"), None);
        assert_eq!(found("Đến dự có TS. Lê Thu Hiền"), None);
        assert_eq!(found("Tổng số 3.500 Đảng viên"), None);
        assert_eq!(found("Hội nghị kết thúc tốt đẹp."), None);
    }
}
