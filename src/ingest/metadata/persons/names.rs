//! Where a name begins and ends among capitals.
//!
//! A run of capitalised words may hold a place before the name (`Tỉnh ủy Cà Mau Trần Văn Thử`) and the next
//! sentence behind it. The run is cut where something else begins; of the places where a name could
//! begin in it, the likeliest is taken: the surer surname, the usual three syllables, a middle name.

use std::ops::Range;

use crate::catalog::{Head, NameWord, Persons, Surname};
use crate::ingest::metadata::words::{Gap, Shape, Words};

/// Most words of a run.
const RUN: usize = 10;
/// Most syllables of a name.
const SYLLABLES: usize = 5;
/// Least likelihood of a name inside a run.
const LIKELY: i32 = 6;

/// Names in the words of one passage.
pub(super) struct Names<'a> {
    pub words: &'a Words<'a>,
    pub known: &'a Persons,
    /// What begins with each word: asked several times a word, so looked up once.
    heads: Vec<Head>,
}

impl<'a> Names<'a> {
    /// Names in these words.
    pub(super) fn of(words: &'a Words<'a>, known: &'a Persons) -> Self {
        let head = |at| known.head(words.phrase(at..at + 1));
        Self { words, known, heads: (0..words.list().len()).map(head).collect() }
    }

    /// Whether neither a name nor anything that matters beside one begins with word `at`.
    pub(super) fn is_plain(&self, at: usize) -> bool {
        self.heads[at].is_plain()
    }

    /// The longest phrase of one of `kinds` at word `at`, as the word behind it.
    pub(super) fn phrase(&self, at: usize, kinds: &[NameWord]) -> Option<usize> {
        let head = self.heads.get(at).filter(|head| head.may_begin(kinds))?;
        let whole = |end: &usize| {
            let range = at..*end;
            *end <= self.words.list().len()
                && self.words.list()[at + 1..*end].iter().all(|word| word.gap <= Gap::Dot)
                && self.known.is(self.words.phrase(range), kinds)
        };
        (at + 1..=at + head.longest()).rev().find(whole)
    }

    /// Whether a phrase of one of `kinds` ends right before word `at`, whatever mark stands between.
    pub(super) fn follows(&self, at: usize, kinds: &[NameWord]) -> bool {
        const LONGEST: usize = 3;
        (1..=LONGEST.min(at)).any(|len| {
            self.heads[at - len].may_begin(kinds)
                && self.known.is(self.words.phrase(at - len..at), kinds)
        })
    }

    fn syllable(&self, at: usize) -> &str {
        self.words.phrase(at..at + 1)
    }

    fn surname(&self, at: usize) -> Option<Surname> {
        self.heads.get(at)?.surname()
    }

    /// The capitalised words from `at` on, cut where something else begins; empty where none.
    pub(super) fn run(&self, at: usize) -> Range<usize> {
        let list = self.words.list();
        let Some(first) = list.get(at) else { return at..at };
        let shape = first.shape;
        if shape != Shape::Title && !(shape == Shape::Upper && self.surname(at).is_some()) {
            return at..at;
        }
        let mut end = at + 1;
        while end < list.len() && end <= at + RUN && self.continues(end, shape) {
            end += 1;
        }
        while self.known.is(self.syllable(end - 1), &[NameWord::Particle])
            && list[end - 1].shape == Shape::Lower
        {
            end -= 1;
        }
        let end = (at..end).find(|&cut| self.cuts(cut, at)).unwrap_or(end);
        at..self.once(at..end)
    }

    /// Whether the run goes on with word `at`: another capital of the same kind, the second half of a Korean name
    /// (`Jae-in`) or a particle of a foreign one (`al-Assad`).
    fn continues(&self, at: usize, shape: Shape) -> bool {
        let word = &self.words.list()[at];
        let particle = || {
            word.shape == Shape::Lower && self.known.is(self.syllable(at), &[NameWord::Particle])
        };
        let capital = word.shape == shape || word.shape == Shape::Title && word.span.len() == 1;
        match word.gap {
            Gap::Blank => capital || particle() && is_foreign_run(self.syllable(at - 1)),
            Gap::Tight => self.hyphened(at, capital),
            _ => false,
        }
    }

    /// Whether a hyphen joins word `at` to a foreign name.
    fn hyphened(&self, at: usize, capital: bool) -> bool {
        let list = self.words.list();
        let mark = self.words.between(list[at - 1].span.end..list[at].span.start);
        let plain = |at: usize| self.syllable(at).is_ascii();
        let particle = self.known.is(self.syllable(at - 1), &[NameWord::Particle]);
        let short = list[at].shape == Shape::Lower && list[at].span.len() <= 5;
        mark == "-" && plain(at) && plain(at - 1) && (short || capital && particle)
    }

    /// The end of a run that says a name only once: captions run into their own beginnings.
    fn once(&self, run: Range<usize>) -> usize {
        let half = run.start + run.len() / 2;
        let twice = run.len() > 3
            && run.len().is_multiple_of(2)
            && self.words.phrase(run.start..half) == self.words.phrase(half..run.end);
        if twice { half } else { run.end }
    }

    /// Whether a name that began at `start` has ended before word `at`.
    fn cuts(&self, at: usize, start: usize) -> bool {
        let given = at == start + 2 && matches!(self.syllable(at - 1), "văn" | "thị");
        if given && self.surname(start).is_some() {
            return false;
        }
        if at > start + 1 && self.phrase(at, &[NameWord::After]).is_some() {
            return self.phrase(start, &[NameWord::Place]).is_none_or(|end| end <= at);
        }
        if self.phrase(at, &[NameWord::Stop, NameWord::Body]).is_some() {
            return true;
        }
        let other = [NameWord::Title, NameWord::Honorific, NameWord::Status, NameWord::End];
        at > start && self.phrase(at, &other).is_some_and(|end| end > at + 1)
    }

    /// The name right behind an honorific, of two syllables or more; `strict` asks for a surname.
    pub(super) fn addressed(&self, at: usize, strict: bool) -> Option<Range<usize>> {
        let run = self.run(at);
        if run.len() < 2 || self.is_place(run.clone()) || self.is_initial(run.end - 1) {
            return None;
        }
        if self.surname(at).is_some() {
            let long = if run.len() > SYLLABLES { 3 } else { run.len() };
            return Some(at..at + long);
        }
        let foreign = run.clone().take(4).any(|word| is_foreign(self.syllable(word)));
        let end = self.trimmed(run.clone());
        (!strict && foreign && end > at + 1).then_some(at..end)
    }

    /// The name in the run at `at` behind a title, with the words from `unit` on between.
    pub(super) fn titled(&self, at: usize, unit: usize) -> Option<Range<usize>> {
        let run = self.run(at);
        if run.len() < 2 || self.is_place(run.clone()) || self.is_initial(run.end - 1) {
            return None;
        }
        let local = at > unit && self.follows(at, &[NameWord::Locality]) && !self.wide(at);
        let apart = local || self.follows(at, &[NameWord::Namesake]);
        if apart && self.known.is_namesake(self.words.phrase(run.clone())) {
            return None;
        }
        let start = self.place(run.clone());
        let best = (start..run.end)
            .filter_map(|k| Some((self.likelihood(k, at, &run, local)?, k)))
            .max_by_key(|(likely, k)| (*likely, std::cmp::Reverse(*k)));
        match best.filter(|(likely, _)| *likely >= LIKELY) {
            Some((_, k)) => Some(k..run.end).filter(|name| self.fits(name, at, unit)),
            None => self.foreigner(start, &run, unit),
        }
    }

    /// How likely a name begins at word `k` of a run that began at `at`.
    fn likelihood(&self, k: usize, at: usize, run: &Range<usize>, local: bool) -> Option<i32> {
        let syllables = run.end - k;
        let sure = match self.surname(k)? {
            Surname::Common => 6,
            Surname::Rarer => 2,
        };
        let length = match syllables {
            2 => 1,
            3 => 4,
            4 => 3,
            SYLLABLES => 0,
            _ => return None,
        };
        let middle = if matches!(self.syllable(k + 1), "văn" | "thị") { 4 } else { 0 };
        let place = match (k - at, local) {
            (0, true) if syllables == 2 || sure < 6 => return None,
            (0, false) => 4,
            (2, true) => 2,
            (1, true) => 1,
            (n, false) if n > 0 && self.place(run.clone()) == k => 4,
            _ => 0,
        };
        Some(sure + length + middle + place)
    }

    /// Whether two syllables are a name: behind words of a unit they may be part of it.
    fn fits(&self, name: &Range<usize>, at: usize, unit: usize) -> bool {
        name.len() > 2
            || at == unit
            || name.start > at
            || self.surname(name.start) == Some(Surname::Common)
            || self.wide(at)
    }

    /// Whether the words before are those of a province, whose names are all known.
    fn wide(&self, at: usize) -> bool {
        self.follows(at, &[NameWord::Wide])
    }

    /// A foreign name behind a title and at most the name of a country.
    fn foreigner(&self, start: usize, run: &Range<usize>, unit: usize) -> Option<Range<usize>> {
        let name = start..self.trimmed(start..run.end);
        let direct = run.start == unit || start > run.start && run.start <= unit + 1;
        let foreign = name.clone().any(|word| is_foreign(self.syllable(word)));
        let kinds = [NameWord::Namesake, NameWord::Locality, NameWord::Honorific, NameWord::End];
        let body = self.phrase(start, &kinds).is_some() || self.is_unit_of(name.end);
        let own = self.syllable(start).contains(is_vietnamese);
        (name.len() >= 2 && direct && foreign && !own && !body).then_some(name)
    }

    /// The end of a foreign name in a run: at most four words, particles not counted among them nor left at its end,
    /// without the Vietnamese word or the country behind it.
    fn trimmed(&self, run: Range<usize>) -> usize {
        const WORDS: usize = 4;
        let particle = |at: usize| self.known.is(self.syllable(at), &[NameWord::Particle]);
        let other = |at: usize| {
            self.phrase(at, &[NameWord::Place]).is_some()
                || self.syllable(at).contains(is_vietnamese) && !is_foreign(self.syllable(at))
        };
        let behind = run.start + 1..run.end;
        let mut end = behind.clone().find(|at| other(*at)).unwrap_or(run.end);
        if let Some(last) = (run.start..end).filter(|at| !particle(*at)).nth(WORDS - 1) {
            end = last + 1;
        }
        while end > run.start + 1 && particle(end - 1) {
            end -= 1;
        }
        end
    }

    /// Whether what ended before word `at` is the body whose head is named next: `Chủ tịch Real Madrid, ông …`.
    fn is_unit_of(&self, at: usize) -> bool {
        let comma = self.words.list().get(at).is_some_and(|word| word.gap == Gap::Comma);
        comma && self.phrase(at, &[NameWord::Honorific, NameWord::Academic]).is_some()
    }

    /// The word behind the place that a run begins with; its first where it begins with none.
    fn place(&self, run: Range<usize>) -> usize {
        self.phrase(run.start, &[NameWord::Place])
            .filter(|end| *end <= run.end)
            .unwrap_or(run.start)
    }

    fn is_place(&self, run: Range<usize>) -> bool {
        self.place(run.clone()) == run.end
    }

    /// `Nguyễn Thị L`: a name withheld names nobody.
    fn is_initial(&self, at: usize) -> bool {
        let syllable = self.syllable(at);
        syllable.len() == 1 && syllable != "y"
    }

    /// A run that a surname begins, without a word beside it that says what it is.
    pub(super) fn bare(&self, at: usize) -> Option<Range<usize>> {
        self.surname(at).filter(|_| !self.is_inside(at))?;
        let run = self.run(at);
        let apart = [NameWord::Credit, NameWord::Body];
        let fits = (2..=4).contains(&run.len())
            && !self.is_place(run.clone())
            && !self.is_initial(run.end - 1);
        (fits && !self.follows(at, &apart)).then_some(run)
    }

    /// Whether word `at` stands inside a run of capitals, such as `Sơn` in `Tân Sơn Nhất`, and nothing before it
    /// says that a name begins.
    fn is_inside(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|before| &self.words.list()[before]) else {
            return false;
        };
        let kinds = [
            NameWord::Title,
            NameWord::Suffix,
            NameWord::Honorific,
            NameWord::Status,
            NameWord::Academic,
            NameWord::End,
            NameWord::Stop,
            NameWord::Body,
            NameWord::Credit,
        ];
        self.words.list()[at].gap == Gap::Blank
            && before.shape == Shape::Title
            && !before.gap.parts()
            && !self.follows(at, &kinds)
            && !self.follows(at, &[NameWord::Place])
    }

    /// Whether a bare run is what a street, school or company is called.
    pub(super) fn is_called(&self, name: &Range<usize>) -> bool {
        self.follows(name.start, &[NameWord::Namesake, NameWord::Locality])
    }

    /// Whether a dash joins a run to another: a junction of streets, a match of two clubs.
    fn is_paired(&self, name: &Range<usize>) -> bool {
        let list = self.words.list();
        let dash =
            |at: usize| list.get(at).is_some_and(|word| matches!(word.gap, Gap::Dash | Gap::Tight));
        let capital = |at: usize| list.get(at).is_some_and(|word| word.shape != Shape::Lower);
        let before = name.start > 0 && dash(name.start) && capital(name.start - 1);
        before || dash(name.end) && capital(name.end)
    }

    /// Whether a person's age or year of birth follows in brackets: `(25 tuổi`, `(SN 1964`.
    pub(super) fn is_aged(&self, name: &Range<usize>) -> bool {
        let open = self.words.list().get(name.end).is_some_and(|word| word.gap == Gap::Open);
        let next = self.words.phrase(name.end..name.end + 2);
        let born = ["sn ", "sinh năm"].iter().any(|words| next.starts_with(words));
        open && (born || next.ends_with(" tuổi"))
    }

    /// Whether a bare run may be taken for a person with nothing else to say so.
    pub(super) fn stands_alone(&self, name: &Range<usize>) -> bool {
        let list = self.words.list();
        let before = name.start.checked_sub(1).map(|n| &list[n]);
        let glued = list[name.start].gap == Gap::Blank
            && before.is_some_and(|word| matches!(word.shape, Shape::Upper | Shape::Title))
            && !self.follows(name.start, &[NameWord::Place]);
        let signs = name.end == list.len() && list[name.start].gap.parts();
        (3..=4).contains(&name.len())
            && self.surname(name.start) == Some(Surname::Common)
            && !self.known.is_namesake(self.words.phrase(name.clone()))
            && !glued
            && !signs
            && !self.is_paired(name)
    }
}

/// A letter that only Vietnamese has among the languages of names.
fn is_vietnamese(c: char) -> bool {
    c == 'đ' || "ăâêôơư".contains(c) || !c.is_ascii() && !"éèáíóúüöäñçãõ".contains(c)
}

/// Whether a syllable may stand before a particle of a foreign name.
fn is_foreign_run(syllable: &str) -> bool {
    syllable.is_ascii() && is_foreign(syllable)
}

/// Whether a canonical syllable cannot be Vietnamese: letters or endings the language lacks, or two
/// groups of vowels.
fn is_foreign(syllable: &str) -> bool {
    let vowel = |c: char| !c.is_ascii() && c != 'đ' || "aeiouy".contains(c);
    let letters: Vec<char> = syllable.chars().collect();
    let groups = letters.windows(2).filter(|w| vowel(w[0]) && !vowel(w[1])).count();
    let open = letters.last().is_some_and(|last| vowel(*last));
    let ending = syllable.trim_start_matches(|c| !vowel(c)).trim_start_matches(vowel);
    let native = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"].contains(&ending);
    syllable.contains(['f', 'j', 'w', 'z']) || groups + usize::from(open) > 1 || !native
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_syllables_are_told() {
        for word in ["kyle", "rodda", "donald", "putin", "smith", "jean", "keir"] {
            assert!(is_foreign(word), "{word}");
        }
        for word in ["nguyễn", "quyền", "khuya", "thuở", "anh", "y", "đạo", "oanh", "nghiêng"]
        {
            assert!(!is_foreign(word), "{word}");
        }
    }
}
