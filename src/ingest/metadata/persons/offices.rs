//! Whose office a title is: the key of its unit, from the units already read in the article.
//!
//! No name is read anew: a printed unit is compared with the printed forms of the article's units, both cut
//! down to what tells them apart, so that `UBND tỉnh Cà Mau` is the place of `Tỉnh ủy Cà Mau`. What the article does not
//! name otherwise stays without a key.

use std::collections::HashMap;

use crate::article::{Person, PersonTitle, Unit, UnitKey};
use crate::vi::normalize::canonical;

/// Gives the titles their units' keys.
pub(super) fn place(persons: &mut [Person], units: &[Unit]) {
    let mut titles = persons.iter_mut().flat_map(|person| &mut person.titles).peekable();
    if units.is_empty() || titles.peek().is_none() {
        return;
    }
    let known = Known::of(units);
    for title in titles {
        title.key = known.key(title);
    }
}

/// Keys by the cut form of a printed name; none where two units share it.
pub(in crate::ingest::metadata) struct Known<'u>(HashMap<String, Option<&'u UnitKey>>);

impl<'u> Known<'u> {
    pub(in crate::ingest::metadata) fn of(units: &'u [Unit]) -> Self {
        let mut known = Self(HashMap::new());
        for unit in units {
            for mention in unit.mentions.iter().chain([&unit.name]) {
                let form = form(mention);
                if unit.key.organ().is_none()
                    && let Some(level) = LEVELS.iter().find(|level| starts(&form, level))
                {
                    known.add((*level).to_owned(), &unit.key);
                }
                known.add(form, &unit.key);
            }
        }
        known
    }

    fn add(&mut self, form: String, key: &'u UnitKey) {
        let held = self.0.entry(form).or_insert(Some(key));
        if held.is_some_and(|held| held != key) {
            *held = None;
        }
    }

    /// The key of the unit or place of a printed name.
    pub(in crate::ingest::metadata) fn named(&self, name: &str) -> Option<UnitKey> {
        self.0.get(&form(name)).copied().flatten().cloned()
    }

    /// The key of a title's unit: by its form, with the body the title itself names, or for an authority of a place
    /// that place's.
    fn key(&self, title: &PersonTitle) -> Option<UnitKey> {
        let unit = form(title.unit.as_deref()?);
        let office = title.title.to_lowercase();
        let body = [("ban", "ban"), ("văn phòng", "văn phòng")];
        let own = body.iter().filter(|(end, _)| office.ends_with(end)).map(|(_, body)| *body);
        let forms = own.map(|body| format!("{body} {unit}")).chain([unit.clone()]);
        forms.into_iter().find_map(|form| self.0.get(&form).copied().flatten()).cloned()
    }
}

/// The words of levels that stand alone for the one place of that level.
const LEVELS: [&str; 7] = ["tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường"];
/// Committees and authorities that are the unit or the place itself, the longer before the shorter.
const HEADS: [&str; 15] = [
    "ban thường vụ",
    "ban chấp hành",
    "thường trực",
    "uvtv",
    "bch",
    "btv",
    "đảng ủy",
    "đảng bộ",
    "ủy ban nhân dân",
    "hội đồng nhân dân",
    "ubnd",
    "hđnd",
    "đoàn đại biểu quốc hội",
    "đoàn đbqh",
    "ủy ban",
];
const WRITTEN_OUT: [(&str, &str); 7] = [
    ("tỉnh ủy", "tỉnh"),
    ("thành ủy", "thành phố"),
    ("huyện ủy", "huyện"),
    ("quận ủy", "quận"),
    ("thị ủy", "thị xã"),
    ("tp", "thành phố"),
    ("tw", "trung ương"),
];

fn starts(form: &str, level: &str) -> bool {
    form.strip_prefix(level).is_some_and(|rest| rest.starts_with(' '))
}

/// A name in canonical syllables, without committees, places in one form.
fn form(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut form = words.map(canonical).collect::<Vec<_>>().join(" ");
    while let Some(rest) = HEADS
        .iter()
        .find_map(|head| form.strip_prefix(head).and_then(|rest| rest.strip_prefix(' ')))
    {
        form = rest.to_owned();
    }
    for (printed, plain) in WRITTEN_OUT {
        if let Some(at) = word_at(&form, printed) {
            form.replace_range(at..at + printed.len(), plain);
        }
    }
    form.replace("thành phố thành phố", "thành phố")
}

/// Where whole words stand in canonical text.
fn word_at(text: &str, words: &str) -> Option<usize> {
    let whole = |at: &usize| {
        let end = at + words.len();
        (*at == 0 || text[..*at].ends_with(' '))
            && (end == text.len() || text[end..].starts_with(' '))
    };
    text.match_indices(words).map(|(at, _)| at).find(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Method, PersonRole, UnitRole};

    fn unit(key: &str, mentions: &[&str]) -> Unit {
        Unit {
            key: UnitKey::parse(key).expect("a key"),
            name: mentions[0].to_owned(),
            role: UnitRole::Mentioned,
            mentions: mentions.iter().map(|m| (*m).to_owned()).collect(),
            lines: vec![1],
            method: Method::Catalog,
            unplaced: false,
        }
    }

    fn key_of(title: &str, body: &str) -> Option<String> {
        let units = [
            unit("vn/ca-mau", &["Tỉnh ủy Cà Mau", "Ban Thường vụ Tỉnh ủy"]),
            unit("vn/ca-mau#bto", &["Ban Tổ chức Tỉnh ủy"]),
            unit("vn/ca-mau/nam-can", &["Đảng bộ huyện Năm Căn"]),
            unit("vn/ca-mau/cai-nuoc", &["Huyện ủy Cái Nước"]),
        ];
        let title = PersonTitle { title: title.into(), unit: Some(body.into()), key: None };
        let mut persons = [Person {
            name: "Lê Thị Mẫu".into(),
            role: PersonRole::Subject,
            titles: vec![title],
            lines: vec![1],
            method: crate::article::Method::Explicit,
        }];
        place(&mut persons, &units);
        persons[0].titles[0].key.as_ref().map(|key| key.as_str().to_owned())
    }

    #[test]
    fn a_title_takes_the_key_of_its_unit() {
        for (title, body, key) in [
            ("Bí thư", "Tỉnh uỷ Cà Mau", Some("vn/ca-mau")),
            ("Phó Bí thư", "Tỉnh ủy", Some("vn/ca-mau")),
            ("Chủ tịch", "UBND tỉnh Cà Mau", Some("vn/ca-mau")),
            ("Chủ tịch", "HĐND tỉnh", Some("vn/ca-mau")),
            ("Trưởng ban", "Tổ chức Tỉnh ủy", Some("vn/ca-mau#bto")),
            ("Bí thư", "Huyện ủy Năm Căn", Some("vn/ca-mau/nam-can")),
            ("Bí thư", "Huyện ủy", None),
            ("Giám đốc", "Công ty Mây Tre", None),
        ] {
            assert_eq!(key_of(title, body).as_deref(), key, "{title} {body}");
        }
    }
}
