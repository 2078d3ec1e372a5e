//! The passages of a long text where something asked for may stand, found without reading it: its bytes are searched
//! for the rarest syllables as papers print them, many at a time.
//!
//! Reading a megabyte into syllables takes ten milliseconds, this a few tenths of one. It may miss what is printed in
//! an unusual way; the beginning of a text is read whole whatever is found. The index's own positions would say where a
//! syllable stands too, but as a number of syllables, and to turn that into a byte means reading up to there.

use std::ops::Range;

use aho_corasick::packed;
use aho_corasick::{AhoCorasick, MatchKind};

use crate::vi::syllable::{Syllable, lookup, readings};

/// A syllable to look for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sought<'a> {
    /// Its canonical or folded text.
    pub(super) text: &'a str,
    /// Whether it stands for every form of it with marks.
    pub(super) is_folded: bool,
    /// Which part of the query it answers.
    pub(super) place: usize,
    /// What that part weighs.
    pub(super) weight: f32,
}

/// Most spellings that are looked for at a time: more than the vector instructions take slow the search tenfold.
const SPELLINGS: usize = 64;
/// Spellings of one syllable without marks, the commonest first; none that is written fifty times less often than that,
/// see [`Syllable::frequency`]: as the beginning of other syllables it would be found too often.
const READINGS: usize = 12;
const RARER: u8 = 22;
/// Syllables as frequent as this, see [`Syllable::frequency`], are looked for only if all are: such a one stands
/// in a megabyte of news some 400 times.
const COMMON: u8 = 64;
/// Places found, parts of words too, after which the search goes on for what was found less often: what stands
/// everywhere needs no more looking for.
const FINDS: usize = 2_048;
/// How often it goes on.
const ROUNDS: usize = 4;
/// Passages that are read, and how far they reach around what was found, in bytes: as far as a fragment.
const PASSAGES: usize = 12;
const AROUND: usize = 400;
/// A passage is judged by what stands in as many bytes.
const TOGETHER: usize = 640;

/// Searches texts for some syllables.
pub(super) struct Passages {
    engine: Engine,
    spellings: Vec<Spelling>,
}

/// A way to print what is sought.
#[derive(Clone, Debug)]
struct Spelling {
    text: String,
    /// The number of the part of the query it answers, below 64, and what that weighs.
    part: usize,
    weight: f32,
}

enum Engine {
    None,
    Packed(packed::Searcher),
    Automaton(AhoCorasick),
}

/// Something found.
#[derive(Clone, Copy, Debug)]
struct Find {
    from: usize,
    to: usize,
    part: usize,
    weight: f32,
}

impl Passages {
    /// The search for the rarest of some syllables.
    pub(super) fn new(sought: &[Sought<'_>]) -> Self {
        let mut rarest: Vec<&Sought<'_>> = sought.iter().filter(|one| one.text.len() > 1).collect();
        rarest.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.place.cmp(&b.place)));
        let rare = rarest.iter().filter(|one| !is_common(one)).count();
        if rare > 0 {
            rarest.retain(|one| !is_common(one));
        }
        let (mut spellings, mut places) = (Vec::<Spelling>::new(), Vec::<usize>::new());
        for one in rarest {
            let part = places.iter().position(|place| *place == one.place);
            let part = part.unwrap_or(places.len());
            let known = |text: &String| spellings.iter().any(|spelling| spelling.text == *text);
            let new: Vec<String> = printed(one).into_iter().filter(|text| !known(text)).collect();
            if part >= 64 || spellings.len() + new.len() > SPELLINGS {
                break;
            }
            if part == places.len() {
                places.push(one.place);
            }
            let weight = one.weight;
            spellings.extend(new.into_iter().map(|text| Spelling { text, part, weight }));
        }
        Self { engine: Engine::new(&spellings), spellings }
    }

    /// The stretches of a text that are worth reading, ascending and apart: its first `head` bytes, and what is around
    /// the places further on where most of what is sought stands.
    pub(super) fn stretches(&self, text: &str, head: usize) -> Vec<Range<usize>> {
        let head = border_before(text, head);
        let mut all = Vec::with_capacity(PASSAGES + 1);
        all.push(0..head);
        let finds = self.finds(text, 0);
        let mut passages = best_passages(&finds, head);
        passages.sort_by_key(|passage| passage.start);
        for passage in passages {
            let from = border_before(text, passage.start.saturating_sub(AROUND)).max(head);
            let to = border_before(text, passage.end + AROUND).max(from);
            match all.last_mut() {
                Some(last) if from <= last.end => last.end = to.max(last.end),
                _ => all.push(from..to),
            }
        }
        all
    }

    /// What stands behind byte `from`, as a word of its own.
    fn finds(&self, text: &str, mut from: usize) -> Vec<Find> {
        let mut finds = Vec::new();
        let mut counts = [0_usize; 64];
        let mut fewer: Option<(Engine, Vec<Spelling>)> = None;
        for _ in 0..ROUNDS {
            let (engine, spellings) = match &fewer {
                Some((engine, spellings)) => (engine, spellings),
                None => (&self.engine, &self.spellings),
            };
            let mut tried = 0;
            let end = engine.each(&text.as_bytes()[from..], &mut |(pattern, start, end)| {
                let Some(Spelling { part, weight, .. }) = spellings.get(pattern) else {
                    return true;
                };
                let find =
                    Find { from: from + start, to: from + end, part: *part, weight: *weight };
                if stands_alone(text, &find) {
                    finds.push(find);
                }
                counts[*part] += 1;
                tried += 1;
                tried < FINDS
            });
            let Some(end) = end else { break };
            from += end;
            // What was found nearly as often as the others, or more often, is everywhere.
            let sought: Vec<usize> = counts.iter().copied().filter(|count| *count > 0).collect();
            let mean = sought.iter().sum::<usize>() / sought.len().max(1);
            let rarer = |one: &&Spelling| 4 * counts[one.part] < mean;
            let left: Vec<Spelling> = spellings.iter().filter(rarer).cloned().collect();
            if left.is_empty() {
                break;
            }
            fewer = Some((Engine::new(&left), left));
        }
        finds
    }
}

impl Engine {
    fn new(spellings: &[Spelling]) -> Self {
        let texts: Vec<&str> = spellings.iter().map(|one| one.text.as_str()).collect();
        if texts.is_empty() {
            return Self::None;
        }
        // A longer spelling before one it begins with.
        let kind = packed::MatchKind::LeftmostLongest;
        let engine = packed::Config::new().match_kind(kind).builder().extend(&texts).build();
        if let Some(engine) = engine {
            return Self::Packed(engine);
        }
        let engine = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&texts);
        engine.map_or(Self::None, Self::Automaton)
    }

    /// Calls for each place found, with the number of the spelling, until told to stop; then says where.
    fn each(
        &self,
        bytes: &[u8],
        call: &mut dyn FnMut((usize, usize, usize)) -> bool,
    ) -> Option<usize> {
        let mut call = |m: aho_corasick::Match| {
            let goes_on = call((m.pattern().as_usize(), m.start(), m.end()));
            (!goes_on).then_some(m.end())
        };
        match self {
            Self::None => None,
            Self::Packed(engine) => engine.find_iter(bytes).find_map(&mut call),
            Self::Automaton(engine) => engine.find_iter(bytes).find_map(&mut call),
        }
    }
}

/// Whether what was found is a word of its own.
fn stands_alone(text: &str, find: &Find) -> bool {
    ends_word(&text.as_bytes()[..find.from]) && begins_none(&text.as_bytes()[find.to..])
}

/// Whether a syllable stands in every other passage.
fn is_common(one: &Sought<'_>) -> bool {
    let class = if one.is_folded {
        readings(one.text).map(Syllable::frequency).max()
    } else {
        lookup(one.text).map(Syllable::frequency)
    };
    let short = one.text.len() < 3;
    class.map_or(short, |class| class >= COMMON)
}

/// How papers print a syllable: in small letters, with a capital, in capitals, the tone in either style.
fn printed(one: &Sought<'_>) -> Vec<String> {
    let text = one.text.trim_start_matches('^');
    let mut forms = vec![text.to_owned()];
    if one.is_folded {
        let mut known: Vec<Syllable> = readings(text).collect();
        known.sort_by_key(|syllable| std::cmp::Reverse(syllable.frequency()));
        let most = known.first().map_or(0, |syllable| syllable.frequency());
        known.retain(|syllable| syllable.frequency() + RARER >= most);
        forms.extend(known.iter().take(READINGS).map(|syllable| syllable.canonical().to_owned()));
    }
    let newer: Vec<String> = forms.iter().filter_map(|form| in_new_style(form)).collect();
    forms.extend(newer);
    let mut all = Vec::new();
    for form in forms {
        let capitals = form.to_uppercase();
        let mut letters = form.chars();
        let first = letters.next().map(char::to_uppercase).into_iter().flatten();
        all.push(first.chain(letters).collect());
        all.push(form);
        if !one.is_folded {
            all.push(capitals);
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// An open syllable in oa, oe or uy with the tone on the last letter, where papers differ.
fn in_new_style(form: &str) -> Option<String> {
    const STYLES: [(&str, &str); 15] = [
        ("òa", "oà"),
        ("óa", "oá"),
        ("ỏa", "oả"),
        ("õa", "oã"),
        ("ọa", "oạ"),
        ("òe", "oè"),
        ("óe", "oé"),
        ("ỏe", "oẻ"),
        ("õe", "oẽ"),
        ("ọe", "oẹ"),
        ("ùy", "uỳ"),
        ("úy", "uý"),
        ("ủy", "uỷ"),
        ("ũy", "uỹ"),
        ("ụy", "uỵ"),
    ];
    STYLES.iter().find_map(|(old, new)| Some(format!("{}{new}", form.strip_suffix(old)?)))
}

/// Whether the bytes end so that a word can begin behind them: in white space or punctuation.
fn ends_word(bytes: &[u8]) -> bool {
    match bytes {
        [] => true,
        [.., last] if last.is_ascii() => !last.is_ascii_alphanumeric(),
        // Punctuation that is not ASCII: U+0080 to U+00BF and U+2000 to U+2FFF.
        [.., 0xE2, _, _] | [.., 0xC2, _] => true,
        _ => false,
    }
}

/// Whether the bytes begin with no letter or digit.
fn begins_none(bytes: &[u8]) -> bool {
    match bytes.first() {
        None | Some(0xE2 | 0xC2) => true,
        Some(byte) => byte.is_ascii() && !byte.is_ascii_alphanumeric(),
    }
}

/// What stands together in a passage.
struct Passage {
    range: Range<usize>,
    /// The parts of the query in it, a bit each.
    parts: u64,
    /// What neighbours side by side add.
    beside: f32,
}

impl Passage {
    fn new(finds: &[Find]) -> Self {
        let (mut parts, mut beside) = (0, 0.0);
        for (n, find) in finds.iter().enumerate().take(32) {
            parts |= 1 << find.part;
            let next = finds.get(n + 1).filter(|next| next.from <= find.to + 3);
            if let Some(next) = next.filter(|next| next.part != find.part) {
                beside += find.weight.min(next.weight) / 2.0;
            }
        }
        let (from, to) = (finds.first().map_or(0, |f| f.from), finds.last().map_or(0, |f| f.to));
        Self { range: from..to, parts, beside }
    }

    /// What it is worth where each part weighs so much.
    fn worth(&self, weights: &[f32; 64]) -> f32 {
        let (mut sum, mut left) = (self.beside, self.parts);
        while left != 0 {
            sum += weights[left.trailing_zeros() as usize];
            left &= left - 1;
        }
        sum
    }
}

/// The passages behind byte `head` that show most of what is sought, each part less the more often it was shown, there
/// or before.
fn best_passages(finds: &[Find], head: usize) -> Vec<Range<usize>> {
    let mut weights = [0.0; 64];
    for find in finds {
        weights[find.part] = find.weight;
    }
    let (before, mut rest) = finds.split_at(finds.partition_point(|find| find.from < head));
    let shown = before.iter().fold(0_u64, |shown, find| shown | 1 << find.part);
    discount(&mut weights, shown);
    let mut passages = Vec::new();
    while let Some(first) = rest.first() {
        let here = rest.partition_point(|find| find.to <= first.from + TOGETHER).max(1);
        passages.push(Passage::new(&rest[..here]));
        rest = &rest[here..];
    }
    let mut best = Vec::new();
    while best.len() < PASSAGES && !passages.is_empty() {
        let worth = passages.iter().map(|passage| passage.worth(&weights)).enumerate();
        // Of equal ones the first.
        let found = worth.reduce(|best, next| if next.1 > best.1 { next } else { best });
        let Some((at, _)) = found else { break };
        let passage = passages.remove(at);
        discount(&mut weights, passage.parts);
        best.push(passage.range);
    }
    best
}

/// Halves the weights of parts that were shown.
fn discount(weights: &mut [f32; 64], shown: u64) {
    for (part, weight) in weights.iter_mut().enumerate() {
        if shown & (1 << part) != 0 {
            *weight /= 2.0;
        }
    }
}

/// The border of a word at or before byte `at`; of a character where no blank is near.
fn border_before(text: &str, at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    let near = at.saturating_sub(128);
    let blank = text.as_bytes()[near..at].iter().rposition(|byte| matches!(byte, b' ' | b'\n'));
    let character = || (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    blank.map_or_else(character, |n| near + n + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sought(text: &str, place: usize) -> Sought<'_> {
        Sought { text, is_folded: false, place, weight: 4.0 }
    }

    fn long(end: &str) -> String {
        format!("{} {end}", "Một câu khác kể chuyện khác.\n".repeat(8_000))
    }

    fn found<'t>(sought: &[Sought<'_>], text: &'t str) -> Vec<&'t str> {
        let stretches = Passages::new(sought).stretches(text, 1_000);
        stretches.into_iter().skip(1).map(|stretch| &text[stretch]).collect()
    }

    #[test]
    fn what_stands_at_the_end_of_a_long_text_is_found_however_it_is_printed() {
        for printed in ["ủy", "Ủy", "ỦY", "uỷ", "Uỷ", "(ủy)", "“ủy”"] {
            let text = long(printed);
            let all = found(&[sought("ủy", 0)], &text);
            assert!(all.len() == 1 && all[0].ends_with(printed), "{printed}");
        }
        assert!(found(&[sought("ủy", 0)], &long("thủy ủyx")).is_empty());
    }

    #[test]
    fn passages_that_hold_more_of_it_come_before_others() {
        let one = "Họ vận động. ".repeat(3) + &"Câu khác. ".repeat(200);
        let text = long(&(one.repeat(40) + "Tổ dân vận họp."));
        let all = found(&[sought("dân", 0), sought("vận", 1)], &text);
        assert!(all.iter().any(|passage| passage.contains("dân vận họp")));
    }

    #[test]
    fn stretches_ascend_and_lie_apart() {
        let text = ("vận động ".repeat(9) + &"câu khác ".repeat(400)).repeat(40);
        let stretches = Passages::new(&[sought("vận", 0)]).stretches(&text, 5_000);
        assert!(stretches.len() > 1);
        assert!(stretches.windows(2).all(|two| two[0].end < two[1].start));
    }

    #[test]
    fn a_word_without_marks_is_looked_for_in_all_its_usual_forms() {
        let folded = Sought { text: "khoi", is_folded: true, place: 0, weight: 4.0 };
        for printed in ["khối", "Khối", "khởi", "khoi"] {
            assert_eq!(found(&[folded], &long(printed)).len(), 1, "{printed}");
        }
    }
}
