//! What tells that two articles are the same text, or nearly.
//!
//! A [`Fingerprint`] is a hash of all that is printed, equal for the same article read twice, and a [`Sketch`]
//! of the body: the smallest hashes of its runs of four folded syllables, a uniform sample of them (A. Broder,
//! *On the resemblance and containment of documents*, 1997). Folded, so that neither tone style nor altered
//! accents part a reprint from its source; of runs, so that two reports of one event, which share words, do not
//! meet. `SimHash` was rejected: it mixes all runs into 64 bits and cannot tell a text with its lead cut off
//! from another text.

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::Article;
use crate::vi::{TokenKind, forms};

/// What tells copies of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// Hash of title, text, outlet and day of publication, of a short text also of its address: equal only in the
    /// same article.
    pub content: u64,
    /// What tells near copies.
    pub sketch: Sketch,
}

impl Fingerprint {
    /// The fingerprint of an article.
    pub fn of(article: &Article) -> Self {
        let sketch = Sketch::of(&article.body);
        Self { content: content(article, sketch.is_short()), sketch }
    }
}

/// Hash of everything that is printed, each part closed by a character that no text holds. White space does
/// not count: dumps of one page differ in it. A notice of a line is printed anew each week, so the address counts
/// of a short one.
fn content(article: &Article, is_short: bool) -> u64 {
    let outlet = article.outlet.as_ref().map_or("", |outlet| outlet.id.as_str());
    let day = article.published.as_ref().map(|published| published.iso.first_day().to_string());
    let parts = [
        article.title.as_deref().unwrap_or_default(),
        &article.body,
        outlet,
        day.as_deref().unwrap_or_default(),
        article.url.as_deref().filter(|_| is_short).unwrap_or_default(),
    ];
    let mut all = String::new();
    for part in parts {
        all.extend(part.split_whitespace());
        all.push('\0');
    }
    xxh3_64(all.as_bytes())
}

/// A sample of the runs of four syllables of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    /// The smallest hashes, ascending, each once, [`Sketch::MOST`] at most.
    hashes: Vec<u32>,
    /// Different runs in the whole text.
    runs: usize,
    /// Hashes of the different numbers, ascending, the smallest [`Sketch::MOST`].
    numbers: Vec<u32>,
}

/// Syllables of a run. With three, templates of daily reports meet; with five, one misspelt syllable costs five
/// runs instead of four.
const RUN: usize = 4;

impl Sketch {
    /// Hashes kept: a text of up to as many runs is compared exactly, a longer one with a standard error of
    /// 0.03 at the threshold.
    pub const MOST: usize = 256;

    /// Hashes by which candidates are looked up. Two texts that share half of their runs share none of twelve
    /// with a probability of 2⁻¹².
    pub const KEYS: usize = 12;

    /// Fewest runs of a text that can be compared: shorter ones are formulas.
    const LEAST: usize = 32;

    /// The sketch of a text.
    pub fn of(text: &str) -> Self {
        let Hashes { runs: mut hashes, mut numbers } = Hashes::of(text);
        let runs = sample(&mut hashes);
        sample(&mut numbers);
        Self { hashes, runs, numbers }
    }

    /// Whether the text is too short to be told from others of its kind.
    fn is_short(&self) -> bool {
        self.runs < Self::LEAST
    }

    /// The hashes by which candidates are looked up; none of a text too short to be compared.
    pub fn keys(&self) -> &[u32] {
        let keys = if self.is_short() { 0 } else { Self::KEYS };
        &self.hashes[..keys.min(self.hashes.len())]
    }

    /// The share of the runs of both that are in both, estimated from the smallest hashes of both.
    pub fn resemblance(&self, other: &Self) -> f64 {
        let all = self.hashes.len() + other.hashes.len();
        if self.is_short() || other.is_short() || all == 0 {
            return 0.0;
        }
        let whole = self.runs <= Self::MOST && other.runs <= Self::MOST;
        let sample = if whole { all } else { Self::MOST };
        let (mut i, mut j, mut seen, mut shared) = (0, 0, 0, 0);
        while seen < sample && i < self.hashes.len() && j < other.hashes.len() {
            let (a, b) = (self.hashes[i], other.hashes[j]);
            i += usize::from(a <= b);
            j += usize::from(b <= a);
            seen += 1;
            shared += usize::from(a == b);
        }
        let rest = (self.hashes.len() - i) + (other.hashes.len() - j);
        ratio(shared, (seen + rest).min(sample))
    }

    /// Whether one text is a near copy of the other: half of the runs of both are in both and most of the shorter
    /// one's, or nearly all of the shorter one's and four in ten of both. The first keeps apart two reports of one
    /// event: of 352 such pairs of Vietnamese news three pass, each a longer version of the other. The second is for
    /// what was cut short. Without a bound on both, an article would be a copy of every digest that quotes it.
    pub fn is_near(&self, other: &Self) -> bool {
        const NEAR: [(f64, f64); 2] = [(0.5, 0.75), (0.4, 0.9)];
        let resemblance = self.resemblance(other);
        // |A∩B| = J·|A∪B| and |A|+|B| = |A∪B|·(1+J).
        let shared = resemblance * ratio(self.runs + other.runs, 1) / (1.0 + resemblance);
        let contained = shared / ratio(self.runs.min(other.runs), 1);
        NEAR.iter().any(|(both, shorter)| resemblance >= *both && contained >= *shorter)
            && self.counts_the_same(other)
    }

    /// Whether most numbers of the one with fewer stand in the other: what is printed each day with other figures
    /// (prices, the weather, one notice for each village) has most of its words in common. Few numbers say nothing.
    fn counts_the_same(&self, other: &Self) -> bool {
        const FEW: usize = 3;
        let (fewer, more) = if self.numbers.len() <= other.numbers.len() {
            (&self.numbers, &other.numbers)
        } else {
            (&other.numbers, &self.numbers)
        };
        let shared = fewer.iter().filter(|number| more.binary_search(number).is_ok()).count();
        fewer.len() < FEW || shared * 5 >= fewer.len() * 3
    }
}

/// Leaves the smallest [`Sketch::MOST`] of some hashes, each once, ascending; how many different ones there were.
fn sample(hashes: &mut Vec<u32>) -> usize {
    hashes.sort_unstable();
    hashes.dedup();
    let different = hashes.len();
    hashes.truncate(Sketch::MOST);
    hashes.shrink_to_fit();
    different
}

#[expect(clippy::cast_precision_loss, reason = "counts of runs are far below 2⁵²")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// The hashes of every run of syllables and of every number.
#[derive(Default)]
struct Hashes {
    runs: Vec<u32>,
    numbers: Vec<u32>,
}

impl Hashes {
    fn of(text: &str) -> Self {
        let mut forms = forms(text);
        let mut last = [0_u64; RUN];
        let mut count = 0;
        let mut all = Self::default();
        while forms.advance() {
            if !forms.kind().is_part() {
                continue;
            }
            last.rotate_left(1);
            last[RUN - 1] = xxh3_64(forms.folded().as_bytes());
            if forms.kind() == TokenKind::Number {
                all.numbers.push(upper(last[RUN - 1]));
            }
            count += 1;
            if count >= RUN {
                all.runs.push(mixed(&last));
            }
        }
        all
    }
}

/// The upper half of a hash of hashes.
fn mixed(hashes: &[u64; RUN]) -> u32 {
    let mut bytes = [0; RUN * 8];
    for (place, hash) in bytes.chunks_exact_mut(8).zip(hashes) {
        place.copy_from_slice(&hash.to_le_bytes());
    }
    upper(xxh3_64_with_seed(&bytes, 0))
}

fn upper(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(range: std::ops::Range<usize>) -> String {
        range.map(|n| format!("tiếng{n}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn tone_style_and_altered_accents_leave_a_sketch_as_it_was() {
        let text = "Đảng uỷ xã Mây Hạ họp bàn ba việc lớn, hoà giải ở thôn, bản được khen thưởng kịp thời \
                    trong quý này và quý sau nữa";
        let other = text.replace("uỷ", "ủy").replace("hoà", "hòa").replace("khen", "khén");
        assert_eq!(Sketch::of(text), Sketch::of(&other));
    }

    #[test]
    fn a_text_without_its_lead_is_near_and_one_that_shares_a_third_is_not() {
        let whole = Sketch::of(&words(0..400));
        assert!(whole.is_near(&Sketch::of(&words(90..400))));
        assert!(whole.is_near(&Sketch::of(&words(0..440))));
        assert!(!whole.is_near(&Sketch::of(&words(200..600))));
        assert!(!whole.is_near(&Sketch::of(&words(0..130))));
    }

    #[test]
    fn a_notice_printed_each_day_with_other_figures_is_no_copy() {
        let day = |n: usize| {
            let figure =
                |i: usize| format!(" loại {i} giá {} đồng một cân,", 500 + 37 * n + 11 * i);
            let figures = [0, 1, 2, 3, 4, 5].map(figure).concat();
            let frame = "giá chè búp tươi tại chợ đầu mối do tổ hợp tác ghi vào mỗi buổi sáng và đọc trên loa của thôn để bà \
                         con biết mà tính ngày hái, ngày bán cho kịp chuyến xe";
            format!("Ngày {n} tháng 3: {frame};{figures} {frame} {frame}")
        };
        let (one, other) = (Sketch::of(&day(4)), Sketch::of(&day(5)));
        assert!(one.resemblance(&other) > 0.4);
        assert!(!one.is_near(&other));
        assert!(one.is_near(&Sketch::of(&format!("Theo loa của thôn. {}", day(4)))));
    }

    #[test]
    fn short_texts_are_near_nothing_and_have_no_keys() {
        let short = Sketch::of("Trung ương họp phiên thứ ba tại hội trường lớn.");
        assert_eq!(short.keys(), [0; 0]);
        assert!(!short.is_near(&short));
    }

    #[test]
    fn estimates_of_long_texts_lie_close_to_the_truth() {
        let one = Sketch::of(&words(0..4000));
        for (from, to) in [(400, 4000), (2000, 6000), (1000, 5000), (3900, 4000)] {
            let other = Sketch::of(&words(from..to));
            let truth = ratio(4000 - from, to);
            assert!((one.resemblance(&other) - truth).abs() < 0.1, "{from}..{to}");
        }
    }

    proptest! {
        #[test]
        fn resemblance_is_symmetric_and_whole_with_itself(a in "[a-f ]{0,400}", b in "[a-f ]{0,400}") {
            let (a, b) = (Sketch::of(&a), Sketch::of(&b));
            prop_assert_eq!(a.resemblance(&b).to_bits(), b.resemblance(&a).to_bits());
            prop_assert_eq!(a.is_near(&b), b.is_near(&a));
            if !a.keys().is_empty() {
                prop_assert!((a.resemblance(&a) - 1.0).abs() < 1e-9);
                prop_assert!(a.is_near(&a));
            }
        }
    }
}
