//! What the program says to people, in English or Vietnamese, from one table of data.
//!
//! JSON, ids and all else that scripts read never pass here. Not a general translation library: two languages, a few
//! hundred sentences and named places to fill need no plural rules of forty languages, and a table that people can
//! read is easier to keep right than messages spread over the code.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The table: key, English, Vietnamese.
const TABLE: &str = include_str!("messages.tsv");

/// A language the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Vietnamese.
    Vi,
}

impl Lang {
    /// The language of a name such as `vi` or of a locale such as `vi_VN.UTF-8`; none where it is neither of both.
    ///
    /// ```
    /// use tracuu::output::Lang;
    /// assert_eq!(Lang::named("vi_VN.UTF-8"), Some(Lang::Vi));
    /// assert_eq!(Lang::named("fr_FR"), None);
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        match name.split(['_', '-', '.', '@']).next()?.to_ascii_lowercase().as_str() {
            "vi" => Some(Self::Vi),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The language's name: `en` or `vi`.
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Vi => "vi",
        }
    }

    /// The message of a key with its places filled; the key itself where the table has none.
    ///
    /// ```
    /// use tracuu::output::Lang;
    /// assert_eq!(Lang::En.say("and-more", &[("n", &3)]), "and 3 more");
    /// ```
    pub fn say(self, key: &str, values: &[(&str, &dyn std::fmt::Display)]) -> String {
        let Some(row) = MESSAGES.get(key) else { return key.to_owned() };
        filled(row.of(self), values)
    }

    /// The keys of all messages, in the order of the table.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        rows().map(|(key, _)| key)
    }

    /// The message of a key that has no places to fill; none where the table does not have it.
    pub fn known(self, key: &str) -> Option<String> {
        MESSAGES.get(key).map(|row| row.of(self).to_owned())
    }

    /// A sentence of the library or the parser of arguments, which speak English, in this language; as it is where
    /// the table does not have it.
    ///
    /// Found by its English form, as translations usually are: so the library need not know of languages.
    pub fn translated(self, english: &str) -> String {
        if self == Self::En {
            return english.to_owned();
        }
        let found = SENTENCES.iter().find_map(|row| Some((row, row.values_in(english)?)));
        found.map_or_else(|| english.to_owned(), |(row, values)| row.in_vietnamese(&values))
    }
}

/// A message in both languages.
#[derive(Clone, Copy)]
struct Row {
    en: &'static str,
    vi: &'static str,
}

impl Row {
    fn of(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Vi => self.vi,
        }
    }

    /// What stands at the places of the English form in a sentence, if it is this one.
    fn values_in(self, sentence: &str) -> Option<Vec<(&'static str, String)>> {
        let mut values = Vec::new();
        let (first, mut rest_of_row) = self.en.split_once('{')?;
        let mut rest = sentence.strip_prefix(first)?;
        loop {
            let (name, after) = rest_of_row.split_once('}')?;
            let (literal, next) = after.split_once('{').unwrap_or((after, ""));
            let end = if next.is_empty() {
                rest.strip_suffix(literal)?.len()
            } else {
                rest.find(literal).filter(|_| !literal.is_empty())?
            };
            values.push((name, rest[..end].to_owned()));
            rest = &rest[end + literal.len()..];
            if next.is_empty() {
                return Some(values);
            }
            rest_of_row = next;
        }
    }

    fn in_vietnamese(self, values: &[(&'static str, String)]) -> String {
        let values: Vec<(&str, &dyn std::fmt::Display)> =
            values.iter().map(|(name, value)| (*name, value as &dyn std::fmt::Display)).collect();
        filled(self.vi, &values)
    }
}

/// A message with its places, `{name}`, filled.
fn filled(message: &str, values: &[(&str, &dyn std::fmt::Display)]) -> String {
    let mut out = String::with_capacity(message.len() + 16);
    let mut rest = message;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else { break };
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => out.push_str(&value.to_string()),
            None => out.extend(["{", name, "}"]),
        }
        rest = after;
    }
    out + rest
}

fn rows() -> impl Iterator<Item = (&'static str, Row)> {
    let lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut fields = line.split('\t');
        Some((fields.next()?, Row { en: fields.next()?, vi: fields.next()? }))
    })
}

static MESSAGES: LazyLock<HashMap<&str, Row>> = LazyLock::new(|| rows().collect());

/// The rows that are sentences of the library, by what their keys begin with; one that has no places to fill is
/// matched whole, those of more fixed text first.
static SENTENCES: LazyLock<Vec<Sentence>> = LazyLock::new(|| {
    let mut found: Vec<Sentence> =
        rows().filter(|(key, _)| key.starts_with("said.")).map(|(_, row)| Sentence(row)).collect();
    found.sort_by_key(|sentence| std::cmp::Reverse(sentence.0.en.len()));
    found
});

/// A row that is found by its English form.
struct Sentence(Row);

impl Sentence {
    fn values_in(&self, english: &str) -> Option<Vec<(&'static str, String)>> {
        if self.0.en.contains('{') {
            return self.0.values_in(english);
        }
        (self.0.en == english).then(Vec::new)
    }

    fn in_vietnamese(&self, values: &[(&'static str, String)]) -> String {
        self.0.in_vietnamese(values)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn places(message: &str) -> BTreeSet<&str> {
        message.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
    }

    #[test]
    fn every_message_is_in_both_languages_with_the_same_places() {
        let lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut keys = BTreeSet::new();
        for line in lines {
            let fields: Vec<&str> = line.split('\t').collect();
            let [key, en, vi] = fields[..] else { panic!("three fields: {line}") };
            assert!(!en.is_empty() && !vi.is_empty(), "{key}");
            assert_eq!(places(en), places(vi), "{key}");
            assert!(keys.insert(key), "{key} stands twice");
        }
        assert!(keys.len() > 20);
    }

    #[test]
    fn a_sentence_of_the_library_is_found_by_its_english_form() {
        let row = Row { en: "`{a}` is not {b}; try {c}", vi: "{c} / {b} / `{a}`" };
        let values = row.values_in("`x` is not there; try y").unwrap();
        assert_eq!(row.in_vietnamese(&values), "y / there / `x`");
        assert!(row.values_in("`x` was there; try y").is_none());
    }

    #[test]
    fn what_stands_at_a_place_is_not_read_as_a_place() {
        assert_eq!(filled("{a} {b}", &[("a", &"{b}"), ("b", &1)]), "{b} 1");
    }
}
