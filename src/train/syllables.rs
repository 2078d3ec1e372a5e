//! The list of attested syllables, from text, and the table that [`crate::vi::syllable`] reads, from the list.
//!
//! The list is what people look at and correct; the table is the same in the form that is quickest to look up.
//! Both are checked in, and a test here makes sure that they agree.

use std::collections::BTreeMap;
use std::fmt::Write;

use unicode_normalization::UnicodeNormalization;

use crate::vi::fold::write_folded_letters;
use crate::vi::normalize::canonical;
use crate::vi::syllable::is_syllable;
use crate::vi::vocabulary::{KEY_BYTES, SLOTS, class_of, key_of, slot_of};
use crate::vi::{TokenKind, tokens};

/// How often each syllable was seen.
///
/// ```
/// use tracuu::train::syllables::Counts;
/// let mut counts = Counts::default();
/// counts.add("Đảng uỷ, đảng bộ; xem video");
/// assert!(counts.list().ends_with("bộ\t1\nđảng\t2\nủy\t1\nxem\t1\n"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Counts(BTreeMap<String, u64>);

impl Counts {
    /// Counts the syllables of a line. Words in capitals that may be abbreviations or Roman numbers are none.
    pub fn add(&mut self, line: &str) {
        let mut words = tokens(line).filter(|token| token.kind != TokenKind::Whole).peekable();
        while let Some(word) = words.next() {
            let extra = words.next_if(|token| !token.kind.is_part());
            if word.kind == TokenKind::Word && extra.is_none() && is_syllable(&word.text) {
                *self.0.entry(word.text).or_default() += 1;
            }
        }
    }

    /// The list: a line `syllable<TAB>count` each, in the order of their folded forms.
    pub fn list(&self) -> String {
        let mut entries: Vec<_> = self.0.iter().map(|(text, n)| (fold(text), text, n)).collect();
        entries.sort_unstable();
        let mut list = String::from(HEADER);
        for (_, text, count) in entries {
            let _ = writeln!(list, "{text}\t{count}");
        }
        list
    }
}

const HEADER: &str = "\
# Syllables of Vietnamese in canonical spelling, and how often each was seen in the news of SOURCES.md.
# Sorted by folded form, then by spelling. Made by `cargo run --release --features train --example
# make_syllables -- count < TEXT`; after a change, `… -- table` makes syllables.bin anew.
";

/// The table of a list, in the layout that `vi/vocabulary.rs` describes.
///
/// # Errors
///
/// Says which line is no entry, no syllable in canonical spelling, or out of order.
pub fn table(list: &str) -> Result<Vec<u8>, String> {
    let entries = entries(list)?;
    let spellings = Spellings::of(&entries)?;
    let Spellings { records, texts, folds } = &spellings;
    let mut bytes = Vec::new();
    for n in [entries.len(), records.len(), texts.len(), folds.len()] {
        bytes.extend(narrow(n)?.to_le_bytes());
    }
    bytes.extend(slots(records)?.into_iter().flat_map(u16::to_le_bytes));
    for record in records {
        record.write(&mut bytes);
    }
    let mut by_id: Vec<usize> = (0..entries.len()).collect();
    by_id.sort_by_key(|&n| records[n].id);
    for n in by_id {
        bytes.extend(narrow(n)?.to_le_bytes());
    }
    bytes.extend(entries.iter().map(|entry| class_of(entry.count)));
    bytes.extend([texts.as_bytes(), folds.as_bytes()].concat());
    Ok(bytes)
}

/// The printed spellings of all syllables and what they lead to, the commonest first, so that what is often
/// read lies close together: first all canonical ones, then the others.
#[derive(Default)]
struct Spellings {
    records: Vec<Record>,
    texts: String,
    folds: String,
}

impl Spellings {
    fn of(entries: &[Entry]) -> Result<Self, String> {
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by_key(|&id| u32::MAX - entries[id].count);
        let mut all = Self::default();
        let mut places = BTreeMap::new();
        for id in order {
            let entry = &entries[id];
            let record = Record {
                key: entry.text.clone(),
                id: narrow(id)?,
                text: narrow(all.texts.len())?,
                fold: *places.entry(&entry.fold).or_insert(narrow(all.folds.len())?),
                lengths: lengths(entry)?,
            };
            if usize::from(record.fold) == all.folds.len() {
                all.folds.push_str(&entry.fold);
            }
            all.texts.push_str(&entry.text);
            all.records.push(record);
        }
        let canonical = all.records.clone();
        for record in canonical {
            let others = spellings(&entries[usize::from(record.id)].text).into_iter();
            all.records.extend(others.map(|key| Record { key, ..record.clone() }));
        }
        Ok(all)
    }
}

/// A printed spelling.
#[derive(Clone)]
struct Record {
    key: String,
    id: u16,
    text: u16,
    fold: u16,
    lengths: u8,
}

impl Record {
    fn write(&self, out: &mut Vec<u8>) {
        let mut key = [0; KEY_BYTES];
        key[..self.key.len()].copy_from_slice(self.key.as_bytes());
        out.extend(key);
        out.push(self.lengths);
        for n in [self.id, self.text, self.fold] {
            out.extend(n.to_le_bytes());
        }
    }
}

/// The lengths of the canonical and the folded text, four bits each.
fn lengths(entry: &Entry) -> Result<u8, String> {
    u8::try_from(entry.text.len() | (entry.fold.len() << 4)).map_err(|error| error.to_string())
}

/// A line of the list.
struct Entry {
    text: String,
    fold: String,
    count: u32,
}

fn entries(list: &str) -> Result<Vec<Entry>, String> {
    let mut entries: Vec<Entry> = Vec::new();
    for (n, line) in list.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let entry = entry(line).ok_or_else(|| format!("line {}: no entry: {line}", n + 1))?;
        if let Some(last) = entries.last()
            && (&last.fold, &last.text) >= (&entry.fold, &entry.text)
        {
            return Err(format!("line {}: {} is out of order", n + 1, entry.text));
        }
        entries.push(entry);
    }
    Ok(entries)
}

fn entry(line: &str) -> Option<Entry> {
    let (text, count) = line.split_once('\t')?;
    let sound = is_syllable(text) && canonical(text) == text && text.len() <= KEY_BYTES;
    let count = count.parse().ok().filter(|&count| sound && count > 0)?;
    Some(Entry { text: text.to_owned(), fold: fold(text), count })
}

/// Spellings of one syllable beside the canonical one: the tone on the last letter, and there `i` for `y`.
fn spellings(text: &str) -> Vec<String> {
    let tone: String = text.nfd().filter(|c| TONES.contains(c)).collect();
    let plain: String = text.nfd().filter(|c| !TONES.contains(c)).nfc().collect();
    let with_i = plain.strip_suffix('y').map(|head| format!("{head}i"));
    let forms = [Some(plain), with_i].into_iter().flatten();
    forms
        .map(|form| format!("{form}{tone}").nfc().collect())
        .filter(|form: &String| form != text && form.len() <= KEY_BYTES && canonical(form) == text)
        .collect()
}

/// Combining marks.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}'];

/// Where each key is found: the commonest take their slots first.
fn slots(records: &[Record]) -> Result<Vec<u16>, String> {
    if records.len() >= SLOTS {
        return Err(format!("{} spellings, and room for less than {SLOTS}", records.len()));
    }
    let mut slots = vec![0; SLOTS];
    for (n, record) in records.iter().enumerate() {
        let key = key_of(record.key.as_bytes()).ok_or("a spelling is too long")?;
        let mut slot = slot_of(key);
        while slots[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        slots[slot] = narrow(n + 1)?;
    }
    Ok(slots)
}

/// [`crate::vi::fold()`] without the table, which is not there yet.
fn fold(text: &str) -> String {
    let mut folded = String::new();
    write_folded_letters(text, &mut folded);
    folded
}

fn narrow(n: usize) -> Result<u16, String> {
    u16::try_from(n).map_err(|_| format!("{n} does not fit in the table"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vi::vocabulary::{LIST, TABLE};

    #[test]
    fn the_table_is_made_of_the_list() {
        assert!(table(LIST).as_deref() == Ok(TABLE), "make syllables.bin anew: see syllables.tsv");
    }
}
