//! Tells the legacy encodings of Vietnamese from each other and from all else, by reading a text each way.
//!
//! A reading is taken when nearly all its words with marks are syllables in use, when there are enough
//! different ones, and when the text as it stands and the other readings are far behind. Valid UTF-8 has the
//! benefit of the doubt: a short text stays what it is, and a line that holds letters which only Unicode has
//! (ế, ư, đ) is never touched.
//!
//! A page in UTF-8 may have a body in a legacy font. There the stretches between line ends, tags,
//! quotation marks and cells (U+001F) are judged one by one, and only those that are surely legacy are converted.

use super::evidence::Evidence;
use super::{Legacy, Reading, table, twice};

/// Of 100 words with marks so many are syllables in a right reading (97 in news on average, 80 in a
/// line of names).
const RIGHT: usize = 80;
/// Of 100 words so many are at most in a wrong one.
const WRONG: usize = 60;
/// The same of a text as it stands that has no letter which only Unicode has: in Vietnamese every
/// other word has one, so that their absence is evidence too. windows-1258 has a third of the letters
/// where Latin-1 has them.
const WRONG_WHOLE: usize = 75;
/// So many times the words that are no syllables has a wrong reading, where two are nearly right.
const APART: usize = 4;
/// Different syllables asked of 8-bit bytes, which are no UTF-8 in any case.
const DISTINCT_IN_BYTES: usize = 3;
/// Different syllables asked of text that is valid UTF-8.
const DISTINCT_IN_TEXT: usize = 4;
/// Different syllables asked of the converted parts of a page that also has Vietnamese in Unicode.
const DISTINCT_IN_PARTS: usize = 8;
/// Characters of legacy fonts below which UTF-8 is not looked at more closely.
const FOREIGN: usize = 4;

const ALL: [Legacy; 4] = [Legacy::Tcvn3, Legacy::VniWindows, Legacy::Windows1258, Legacy::Twice];

/// Reads 8-bit bytes that are no UTF-8, given as the characters of windows-1252; `known` is what the input
/// that they are from was found to be.
pub(super) fn in_bytes(view: &str, known: Option<Legacy>) -> Option<Reading> {
    let found = best(view, &ALL[..3], None);
    let sure = found.filter(|(_, evidence)| evidence.distinct() >= DISTINCT_IN_BYTES);
    sure.map(|(reading, _)| reading).or_else(|| as_known(view, known?))
}

/// Reads text that is valid UTF-8 and yet in a legacy encoding, all of it or in parts; none where it is
/// just text, which is nearly always and told in one pass over the bytes.
pub(super) fn in_text(text: &str, known: Option<Legacy>) -> Option<Reading> {
    if !is_suspect(text, if known.is_some() { 1 } else { FOREIGN }) {
        return None;
    }
    if text.chars().any(is_only_unicode) {
        return in_parts(text);
    }
    let sure = best(text, &ALL, Some(WRONG_WHOLE))
        .filter(|(_, evidence)| evidence.distinct() >= DISTINCT_IN_TEXT);
    sure.map(|(reading, _)| reading).or_else(|| as_known(text, known?))
}

/// Reads a text that says too little as what the rest of its input is, where it agrees.
fn as_known(view: &str, known: Legacy) -> Option<Reading> {
    let reading = read(view, known);
    let (plain, evidence) = (Evidence::of(view), Evidence::of(&reading.text));
    let better = evidence.holds(RIGHT) && evidence.others < plain.others;
    (better && reading.text != view).then_some(reading)
}

/// Whether at least so many characters are such as legacy fonts have for letters and Vietnamese text does not.
///
/// Every input and record passes here, so the bytes are counted in blocks without a branch, which the
/// compiler makes vector instructions of: a twentieth of what reading character by character takes.
fn is_suspect(text: &str, least: usize) -> bool {
    const BLOCK: usize = 128;
    let bytes = text.as_bytes();
    let mut found = 0;
    for (block, next) in bytes.chunks(BLOCK).zip(bytes.get(1..).unwrap_or_default().chunks(BLOCK)) {
        let pairs = block.iter().zip(next);
        found +=
            usize::from(pairs.map(|(&lead, &rest)| u8::from(is_foreign(lead, rest))).sum::<u8>());
    }
    found >= least
}

/// Whether two bytes of UTF-8 are a Latin-1 character other than the letters of Vietnamese and the signs
/// that news has (no-break space, § © « ® ° ² ³ · »).
fn is_foreign(lead: u8, rest: u8) -> bool {
    let within = |from: u8, to: u8| (rest >= from) & (rest <= to);
    let signs =
        within(0xB2, 0xB3) | matches!(rest, 0xA0 | 0xA7 | 0xA9 | 0xAB | 0xAE | 0xB0 | 0xB7 | 0xBB);
    // Small letters stand 32 places after their capitals.
    let rest = rest & 0xDF;
    let within = |from: u8, to: u8| (rest >= from) & (rest <= to);
    let letters = within(0x80, 0x83) // À Á Â Ã
        | within(0x88, 0x8A) // È É Ê
        | within(0x8C, 0x8D) // Ì Í
        | within(0x92, 0x95) // Ò Ó Ô Õ
        | within(0x99, 0x9A) // Ù Ú
        | (rest == 0x9D); // Ý
    ((lead == 0xC2) & !signs) | ((lead == 0xC3) & !letters)
}

/// A letter of Vietnamese that Latin-1 lacks, or a combining mark: what no legacy font has for a letter.
fn is_only_unicode(c: char) -> bool {
    matches!(c, 'Ă' | 'ă' | 'Đ' | 'đ' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | '\u{300}'..='\u{323}' | 'Ạ'..='ỹ')
}

/// The one right reading, where the other readings are wrong and so is the text as it stands: less than
/// `wrong` of 100 of its words are syllables. Bytes that are no UTF-8 are no text as they stand.
fn best(view: &str, among: &[Legacy], wrong: Option<usize>) -> Option<(Reading, Evidence)> {
    let plain = Evidence::of(view);
    if wrong.is_some_and(|share| plain.holds(share)) {
        return None;
    }
    let weighed = among.iter().map(|&legacy| {
        let reading = read(view, legacy);
        let evidence = Evidence::of(&reading.text);
        (reading, evidence)
    });
    let changed = weighed.filter(|(reading, _)| reading.text != view);
    let mut good: Vec<_> = changed.filter(|(_, evidence)| evidence.holds(WRONG)).collect();
    good.sort_by_key(|(_, evidence)| evidence.others);
    let apart = good.len() < 2 || good[1].1.others >= APART * (good[0].1.others + 1);
    let (reading, evidence) = good.into_iter().next().filter(|_| apart)?;
    (evidence.holds(RIGHT) && evidence.syllables > plain.syllables).then_some((reading, evidence))
}

/// Reads a text in one way, whatever comes out.
fn read(view: &str, legacy: Legacy) -> Reading {
    let (text, legacy) = match legacy {
        Legacy::Tcvn3 => (table::tcvn3(view), legacy),
        Legacy::VniWindows => (table::VNI.decode(view), legacy),
        Legacy::Windows1258 => (table::windows_1258(view), legacy),
        _ => layers(view),
    };
    Reading { text, legacy, partly: false }
}

/// Takes away as many layers of UTF-8 as make more syllables, two at most.
fn layers(view: &str) -> (String, Legacy) {
    let (once, left) = twice::peel(view);
    let (again, left_again) = twice::peel(&once);
    let deeper = Evidence::of(&again).syllables > Evidence::of(&once).syllables;
    let name = |left, whole, damaged| if left == 0 { whole } else { damaged };
    if deeper {
        (again, name(left + left_again, Legacy::ThreeTimes, Legacy::ThreeTimesDamaged))
    } else {
        (once, name(left, Legacy::Twice, Legacy::TwiceDamaged))
    }
}

/// Converts the parts of a text that are surely in the one legacy encoding, and leaves the rest.
fn in_parts(text: &str) -> Option<Reading> {
    let mut found: Vec<Converted> = ALL.iter().map(|&legacy| convert(text, legacy)).collect();
    found.retain(|converted| converted.evidence.distinct() > 0);
    found.sort_by_key(|converted| converted.evidence.syllables);
    let best = found.pop()?;
    let next = found.last().map_or(0, |converted| converted.evidence.syllables);
    let sure = best.evidence.distinct() >= DISTINCT_IN_PARTS && best.evidence.syllables >= 4 * next;
    sure.then_some(best.reading)
}

struct Converted {
    reading: Reading,
    evidence: Evidence,
}

/// Reads in one way every part that this makes right and that is wrong as it stands.
fn convert(text: &str, legacy: Legacy) -> Converted {
    let mut whole = Reading { text: String::with_capacity(text.len()), legacy, partly: true };
    let mut evidence = Evidence::default();
    for part in text.split_inclusive(['\n', '<', '>', '"', '\u{1F}']) {
        match convert_part(part, legacy) {
            Some(reading) => {
                evidence.add(&reading.text);
                whole.text.push_str(&reading.text);
                whole.legacy = whole.legacy.max(reading.legacy);
            }
            None => whole.text.push_str(part),
        }
    }
    Converted { reading: whole, evidence }
}

fn convert_part(part: &str, legacy: Legacy) -> Option<Reading> {
    if part.is_ascii() || part.chars().any(is_only_unicode) {
        return None;
    }
    let plain = Evidence::of(part);
    if plain.holds(WRONG) {
        return None;
    }
    let reading = read(part, legacy);
    let evidence = Evidence::of(&reading.text);
    (evidence.holds(RIGHT) && evidence.syllables > plain.syllables).then_some(reading)
}
