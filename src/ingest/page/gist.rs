//! What a text speaks of, as the pairs of neighbouring words in it: a headline shares some with its own text
//! and few with another's. Apart from the roles because it looks at many lines at once.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::line::PageLine;
use crate::vi::normalize::is_alphanumeric;

/// How much of a text is looked at, in bytes: what an article is about is said at its beginning.
const REACH: usize = 12_000;

/// The words of a text and their pairs.
#[derive(Debug, Default)]
pub(super) struct Gist {
    words: HashSet<u64>,
    pairs: HashSet<u64>,
}

impl Gist {
    /// The pairs of the paragraphs among some lines.
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a PageLine>) -> Self {
        let mut gist = Self::default();
        let mut left = REACH;
        for line in lines.filter(|line| line.prose()) {
            let end = (left.min(line.text.len())..=line.text.len())
                .find(|&end| line.text.is_char_boundary(end))
                .unwrap_or(line.text.len());
            gist.words.extend(words_of(&line.text[..end]).map(number));
            gist.pairs.extend(pairs_of(&line.text[..end]));
            left = left.saturating_sub(end);
            if left == 0 {
                break;
            }
        }
        gist
    }

    /// Whether a headline speaks of none of it: it shares hardly a pair of words, and all that it names, by a
    /// capital inside the line, is unknown here.
    pub(super) fn lacks(&self, headline: &str) -> bool {
        const SHARED: usize = 10;
        let mut named =
            words_of(headline).skip(1).filter(|word| word.starts_with(char::is_uppercase));
        let known = |word: &str| self.words.contains(&number(word));
        let Some(first) = named.next() else { return false };
        !known(first) && !named.any(known) && self.share(headline) <= SHARED
    }

    /// How many of a hundred pairs of a text are in this one; 0 for a text of fewer than two words.
    pub(super) fn share(&self, text: &str) -> usize {
        let pairs: Vec<u64> = pairs_of(text).collect();
        let known = pairs.iter().filter(|pair| self.pairs.contains(pair)).count();
        (100 * known).checked_div(pairs.len()).unwrap_or(0)
    }
}

/// The runs of letters and digits.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_alphanumeric(c)).filter(|word| !word.is_empty())
}

/// A number for a word, the same for capitals and small letters.
fn number(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.chars().flat_map(char::to_lowercase).for_each(|c| c.hash(&mut hasher));
    hasher.finish()
}

/// A number for each pair of neighbouring words.
fn pairs_of(text: &str) -> impl Iterator<Item = u64> {
    let mut last = None;
    words_of(text)
        .map(number)
        .filter_map(move |word| last.replace(word).map(|before: u64| before.rotate_left(1) ^ word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_shares_pairs_with_its_own_text_alone() {
        let text = "Sáng nay, Đảng ủy xã Mây Hạ họp bàn ba việc lớn với các thôn, bản trong toàn xã, rồi chia nhau đi từng nhà.";
        let lines = [PageLine::new(1, text)];
        let gist = Gist::of(lines.iter());
        assert_eq!(gist.share("ĐẢNG ỦY XÃ MÂY HẠ HỌP BÀN"), 100);
        assert_eq!(gist.share("Phiên chợ sớm ở Tà Lành"), 0);
        assert_eq!(gist.share("Họp"), 0);
        assert!(gist.share("Mây Hạ họp bàn ba việc với phụ nữ") > 40);
        assert!(gist.lacks("Phiên chợ sớm ở Tà Lành đông khách"));
        assert!(!gist.lacks("Phụ nữ Mây Hạ trồng hoa ven lối"));
        assert!(!gist.lacks("Không để ai bị bỏ lại phía sau"));
    }
}
