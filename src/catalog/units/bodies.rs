//! Names of bodies that are no Party units (agencies, companies, associations), as they stand behind
//! `Đảng ủy`, `Đảng bộ`, `Đảng đoàn`.
//!
//! Known bodies are phrases of the catalogue. Others begin with a known word (`Sở`, `Công ty`) and go on
//! with capitalised words, so their end is where small letters, a mark or the place begins.

use super::grammar::{Grammar, Where};
use super::phrases::{Class, Kind};
use super::words::{Gap, Word, slug};

/// Longest name read, in words.
const MOST_WORDS: usize = 14;

/// A body's slug, class and place, and the index after it.
pub(crate) type Body = (String, Class, Where, usize);

impl Grammar<'_> {
    /// The body named at `at`.
    pub(super) fn body(&self, at: usize) -> Option<Body> {
        self.known(at).or_else(|| self.opened(at))
    }

    fn known(&self, at: usize) -> Option<Body> {
        let found = self.find(at, Kind::Body)?;
        let class = found.phrase.class?;
        let (place, end) = self.centred(found.end, class);
        Some((found.phrase.id.to_owned(), class, place, end))
    }

    /// The place behind a body; `Việt Nam` and ministries are the centre's.
    fn centred(&self, at: usize, class: Class) -> (Where, usize) {
        if self.vietnam(at) {
            return (Where::Centre, at + 2);
        }
        match self.trailing(at) {
            (Where::None, end)
                if matches!(
                    class,
                    Class::Ministry | Class::NationalUnion | Class::Army | Class::Group
                ) =>
            {
                (Where::Centre, end)
            }
            placed => placed,
        }
    }

    /// Whether `Việt Nam` stands at `at`.
    pub(crate) fn vietnam(&self, at: usize) -> bool {
        let word = |n: usize, fold: &str| {
            self.words.get(at + n).is_some_and(|w| w.folds_to(fold) && w.gap == Gap::Soft)
        };
        word(0, "viet") && word(1, "nam")
    }

    fn opened(&self, at: usize) -> Option<Body> {
        let opener = self.find(at, Kind::Opener)?;
        let class = opener.phrase.class?;
        let end = self.unsigned(at, opener.end, self.run(opener.end, at + MOST_WORDS));
        if end == opener.end {
            return None;
        }
        let (place, after) = self.centred(end, class);
        let centred = end > opener.end + 2 && self.vietnam(end - 2);
        match place {
            Where::None if centred => {
                Some((slug(&self.words[at..end - 2]), class, Where::Centre, end))
            }
            Where::None if matches!(class, Class::Business) => {
                Some((slug(&self.words[at..end]), class, self.last_place(opener.end, end), end))
            }
            Where::None
                if ["so", "cuc", "chi"].iter().any(|first| self.words[at].folds_to(first)) =>
            {
                let (place, own) = self.own_place(opener.end, end);
                Some((slug(&self.words[at..own]), class, place, end))
            }
            place => Some((slug(&self.words[at..end]), class, place, after)),
        }
    }

    /// A province's name that ends the body's own.
    fn last_place(&self, from: usize, end: usize) -> Where {
        self.own_place(from, end).0
    }

    /// A province's name that ends the body's own, and the index where it begins; else `end`.
    fn own_place(&self, from: usize, end: usize) -> (Where, usize) {
        let ending = |at| {
            let (place, after) = self.place(at)?;
            (after == end).then_some((place, at))
        };
        let found = (from.max(end.saturating_sub(3))..end).find_map(ending);
        found.unwrap_or((Where::None, end))
    }

    /// How many words in small letters go on the one in capitals before them: one (`Kinh tế`, `Đô thị`), or a
    /// few between two in capitals (`Pháp y tâm thần Trung ương`).
    fn small_words(&self, at: usize) -> usize {
        let small = |n: &usize| {
            let word = self.words.get(at + n);
            word.is_some_and(|w| w.gap == Gap::Soft && !w.capital && !w.is("và"))
                && self.levelled(at + n).is_none()
                && self.find(at + n, Kind::Stop).is_none()
        };
        let numbered = at > 0 && self.words.get(at - 1).is_some_and(Word::number);
        let n = (0..3).take_while(|n| !numbered && small(n)).count();
        let capital = self.words.get(at + n).is_some_and(|w| w.gap == Gap::Soft && w.capital);
        if capital { n } else { n.min(1) }
    }

    /// The index after words that are known to go on a name: `Ban Chính sách | pháp luật`.
    fn behind_tails(&self, at: usize) -> usize {
        let tail = |at: &usize| {
            let found = self.find(*at, Kind::Tail).filter(|found| !found.approximate);
            found.map(|found| found.end).filter(|_| self.follows(*at))
        };
        std::iter::successors(Some(at), tail).take(4).last().unwrap_or(at)
    }

    /// Cuts off the person whose title the body is in: `Bí thư Đảng ủy Công ty A Nguyễn Văn B`.
    fn unsigned(&self, at: usize, from: usize, end: usize) -> usize {
        let person = |at: &usize| self.surname(*at) == Some("common");
        let first = (from + 1..end.saturating_sub(1)).rev().take(4).find(person);
        first.filter(|_| self.titled(at)).unwrap_or(end)
    }

    /// The index after the words that go on a name.
    fn run(&self, from: usize, most: usize) -> usize {
        let mut end = from;
        let mut next = from;
        while let Some(word) = self.words.get(next).filter(|_| next < most) {
            if !matches!(word.gap, Gap::Soft | Gap::Dot)
                || self.levelled(next).is_some()
                || self.vietnam(next)
            {
                break;
            }
            if word.capital {
                next = self.behind_tails(next + 1 + self.small_words(next + 1));
                end = next;
            } else if let Some(joint) = self.find(next, Kind::Joint) {
                next = joint.end;
            } else {
                break;
            }
        }
        end
    }
}
