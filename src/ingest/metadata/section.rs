//! The section path: from a breadcrumb, section words beside the date, or a record's field.

use crate::article::LineRole;
use crate::date::scan::stamps;
use crate::ingest::Passage;
use crate::ingest::metadata::outlet::own_name;
use crate::ingest::page::phrases::{Kind, Words, spans};

/// The path that the section lines of a page give, outermost first, and the line it begins on.
pub(in crate::ingest) fn read(passages: &[Passage]) -> Option<(Vec<String>, u32, String)> {
    let own: Vec<&Passage> = passages.iter().filter(|p| p.role == LineRole::Section).collect();
    if let Some(first) = own.first() {
        let path: Vec<String> = own.iter().flat_map(|p| split(&p.text)).collect();
        return Some((path, first.line, first.text.clone()));
    }
    let mut dated = passages.iter().filter(|p| p.role == LineRole::Date);
    dated.find_map(|p| Some((beside_date(&p.text)?, p.line, p.text.clone())))
}

/// The levels of a path as printed: between `>` and the like, or run together and told apart by the
/// names of known sections (`Chính trị - Xã hội Xây dựng Đảng`).
pub(in crate::ingest) fn split(text: &str) -> Vec<String> {
    let levels = text.split(['>', '»', '›', '|', '/', '\\', '→']);
    let levels = levels.flat_map(|level| level.split("::")).map(str::trim);
    let section = |level: &&str| !level.is_empty() && own_name(level).is_none();
    levels.filter(section).flat_map(known).collect()
}

/// The known sections a text is made of; the text itself where something else is in it.
fn known(text: &str) -> Vec<String> {
    let words = Words::new(text);
    let Some(parts) = words.cover(&[Kind::Section, Kind::Chrome]) else {
        return vec![text.to_owned()];
    };
    let spans = spans(text);
    let sections = parts.iter().filter(|part| part.kind == Kind::Section);
    sections
        .filter_map(|part| {
            let (first, last) = (spans.get(part.words.start)?, spans.get(part.words.end - 1)?);
            Some(text[first.start..last.end].to_owned())
        })
        .collect()
}

/// The section beside a date: `Đời sống 06/02/2020 - 10:15`.
fn beside_date(text: &str) -> Option<Vec<String>> {
    let first = stamps(text).first()?.span.start;
    let before = text[..first].trim().trim_matches(['|', '-', '–', ',', ' ']);
    let words = Words::new(before);
    words.cover(&[Kind::Section]).filter(|parts| !parts.is_empty())?;
    Some(split(before))
}
