//! The topics: ten groups of Party work, each topic with the triggers that reveal it.
//!
//! A trigger is a phrase of canonical syllables. It matches whole syllables only, so `đảng` never finds
//! itself in a longer word; commas, dashes and slashes between its syllables do not matter, because the
//! text searched holds syllables and single blanks. All triggers are looked for at once, by the hash of
//! their first two syllables: an automaton over bytes takes five times as long, since most of what it
//! follows are syllables that begin like some trigger and are none.

use xxhash_rust::xxh3::xxh3_64;

use super::quick::QuickMap;
use super::table::{list, rows};
use super::{OwnCatalog, Resolved, data};
use crate::article::TopicId;
use crate::vi::fold;
use crate::vi::normalize::canonical;

/// Most candidates offered where a name fits none or several.
const CANDIDATES: usize = 5;

/// What a phrase says about its topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TriggerKind {
    /// The phrase is part of a name or saying that only looks like a trigger: what lies in it is void.
    Exclusion,
    /// The phrase alone shows the topic.
    Strong,
    /// The phrase shows the topic beside a strong trigger or another weak one.
    Weak,
}

/// A trigger found in canonical text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// The topic's place in [`Topics::all`].
    pub topic: usize,
    /// What it says.
    pub kind: TriggerKind,
    /// First byte in the text searched.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

/// A topic of the catalogue.
#[derive(Debug)]
pub struct TopicEntry {
    /// Its id.
    pub id: TopicId,
    /// Its Vietnamese label.
    pub label: &'static str,
    /// The id of the group it belongs to.
    pub group: &'static str,
    strong: Vec<&'static str>,
}

/// A group of topics.
#[derive(Debug)]
pub struct TopicGroup {
    /// Its id, such as `tu-tuong`.
    pub id: &'static str,
    /// Its Vietnamese label.
    pub label: &'static str,
}

/// The topics and what reveals them.
#[derive(Debug)]
pub struct Topics {
    version: u32,
    groups: Vec<TopicGroup>,
    entries: Vec<TopicEntry>,
    patterns: Vec<Pattern>,
    by_first: QuickMap<u64, Vec<u32>>,
    /// By some bits of a hash, whether the table has one with them: most have none.
    may_begin: Vec<bool>,
}

/// A trigger or exclusion to look for.
#[derive(Clone, Copy, Debug)]
struct Pattern {
    topic: usize,
    kind: TriggerKind,
    phrase: &'static str,
}

impl Topics {
    /// Those compiled into the program.
    pub fn embedded() -> Self {
        Self::with(None)
    }

    /// The same with a user's.
    pub(super) fn with(own: Option<&OwnCatalog>) -> Self {
        let mut topics = Self {
            version: 0,
            groups: Vec::new(),
            entries: Vec::new(),
            patterns: Vec::new(),
            by_first: QuickMap::default(),
            may_begin: vec![false; PLACES],
        };
        for row in rows(data::TOPICS) {
            topics.add(&row);
        }
        for row in own.into_iter().flat_map(OwnCatalog::topics) {
            topics.add(&canonical_row(row));
        }
        topics
    }

    fn add(&mut self, row: &[&'static str]) {
        match *row {
            ["version", number] => self.version = number.parse().unwrap_or_default(),
            ["group", id, label] => self.groups.push(TopicGroup { id, label }),
            ["topic", id, group, label, strong, ref rest @ ..] => {
                let Ok(id) = TopicId::parse(id) else { return };
                let fields = std::iter::once(&strong).chain(rest);
                self.add_triggers(self.entries.len(), fields);
                self.entries.push(TopicEntry { id, label, group, strong: list(strong).collect() });
            }
            ["triggers", id, ref fields @ ..] => {
                let topic = self.entries.iter().position(|topic| topic.id.as_str() == id);
                if let Some(topic) = topic {
                    self.add_triggers(topic, fields.iter());
                }
            }
            _ => {}
        }
    }

    /// Adds strong triggers, weak ones and exclusions of a topic, each a field.
    fn add_triggers<'f>(&mut self, topic: usize, fields: impl Iterator<Item = &'f &'static str>) {
        let kinds = [TriggerKind::Strong, TriggerKind::Weak, TriggerKind::Exclusion];
        for (kind, field) in kinds.into_iter().zip(fields) {
            for phrase in list(field) {
                let mut words = phrase.split(' ').map(word_hash);
                let first = words.next().unwrap_or_default();
                let key = words.next().map_or(first, |second| pair(first, second));
                let number = u32::try_from(self.patterns.len()).unwrap_or(u32::MAX);
                self.by_first.entry(key).or_default().push(number);
                self.may_begin[place(key)] = true;
                self.patterns.push(Pattern { topic, kind, phrase });
            }
        }
    }

    /// The number that changes whenever the data do.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// All topics, in the order of the catalogue.
    pub fn all(&self) -> &[TopicEntry] {
        &self.entries
    }

    /// The groups, in the order of the catalogue.
    pub fn groups(&self) -> &[TopicGroup] {
        &self.groups
    }

    /// The topic of an id.
    pub fn get(&self, id: &TopicId) -> Option<&TopicEntry> {
        self.entries.iter().find(|topic| topic.id == *id)
    }

    /// The label of an id; the id itself where the catalogue does not know it.
    pub fn label<'a>(&'a self, id: &'a TopicId) -> &'a str {
        self.get(id).map_or(id.as_str(), |topic| topic.label)
    }

    /// Every trigger and exclusion in `text`, which holds canonical syllables and single blanks.
    /// Triggers may overlap.
    pub fn triggers(&self, text: &str) -> Vec<Trigger> {
        let mut start = 0;
        let words = text.split(' ').map(|word| {
            let at = start;
            start += word.len() + 1;
            (at, word_hash(word))
        });
        self.triggers_of(text, words)
    }

    /// The same where the syllables of the text are known: the byte where each begins, and its [`word_hash`].
    pub(crate) fn triggers_of(
        &self,
        text: &str,
        words: impl Iterator<Item = (usize, u64)>,
    ) -> Vec<Trigger> {
        let mut found = Vec::new();
        let mut before: Option<(usize, u64)> = None;
        for (start, hash) in words {
            self.begin(text, (start, hash), &mut found);
            if let Some((first, other)) = before {
                self.begin(text, (first, pair(other, hash)), &mut found);
            }
            before = Some((start, hash));
        }
        found
    }

    /// The triggers with this hash that stand at `start`.
    fn begin(&self, text: &str, (start, hash): (usize, u64), found: &mut Vec<Trigger>) {
        if !self.may_begin[place(hash)] {
            return;
        }
        for number in self.by_first.get(&hash).into_iter().flatten() {
            let Pattern { topic, kind, phrase } = self.patterns[*number as usize];
            let end = start + phrase.len();
            if text[start..].starts_with(phrase)
                && matches!(text.as_bytes().get(end), None | Some(b' '))
            {
                found.push(Trigger { topic, kind, start, end });
            }
        }
    }

    /// The topic that a name means: its id, label, part of a label or strong trigger, with or without
    /// accents, in either tone style.
    ///
    /// ```
    /// # use tracuu::catalog::{Resolved, Topics};
    /// let topics = Topics::embedded();
    /// assert!(matches!(topics.resolve("dân vận"), Resolved::One(id) if id.as_str() == "dan-van"));
    /// assert!(matches!(topics.resolve("dan van"), Resolved::One(id) if id.as_str() == "dan-van"));
    /// assert!(matches!(topics.resolve("zzz"), Resolved::Unknown(_)));
    /// ```
    pub fn resolve(&self, text: &str) -> Resolved<TopicId> {
        let (accented, folded) = (key(text), fold(&key(text)));
        if let Some(topic) = self.entries.iter().find(|topic| id_key(topic) == folded) {
            return Resolved::One(topic.id.clone());
        }
        let plain = |name: &str| key(name) == accented;
        let bare = |name: &str| fold(&key(name)) == folded;
        for fits in [&plain as &dyn Fn(&str) -> bool, &bare] {
            let found: Vec<_> = self.entries.iter().filter(|t| t.names().any(fits)).collect();
            match found[..] {
                [] => {}
                [topic] => return Resolved::One(topic.id.clone()),
                _ => return Resolved::Several(candidates(found)),
            }
        }
        self.nearest(&folded)
    }

    /// Candidates that share syllables with the name, most first.
    fn nearest(&self, folded: &str) -> Resolved<TopicId> {
        let syllables: Vec<&str> = folded.split(' ').collect();
        let shared = |topic: &TopicEntry| {
            let label = fold(&key(topic.label));
            label.split(' ').filter(|part| syllables.contains(part)).count()
        };
        let mut ranked: Vec<_> = self.entries.iter().map(|topic| (shared(topic), topic)).collect();
        ranked.retain(|(count, _)| *count > 0);
        ranked.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        Resolved::Unknown(candidates(ranked.into_iter().map(|(_, topic)| topic).collect()))
    }
}

impl TopicEntry {
    /// What a person may call the topic.
    fn names(&self) -> impl Iterator<Item = &'static str> {
        let parts = self.label.split([',', ';', ':']);
        std::iter::once(self.label).chain(parts).chain(self.strong.iter().copied())
    }
}

fn candidates(topics: Vec<&TopicEntry>) -> Vec<(TopicId, String)> {
    topics.into_iter().take(CANDIDATES).map(|t| (t.id.clone(), t.label.to_owned())).collect()
}

/// The hash of a canonical syllable by which triggers are found.
pub(crate) fn word_hash(word: &str) -> u64 {
    xxh3_64(word.as_bytes())
}

/// Places of the table that says which hashes may begin a trigger: forty for each that does.
const PLACES: usize = 1 << 16;

fn place(hash: u64) -> usize {
    usize::try_from(hash >> 48).unwrap_or_default() % PLACES
}

/// The hash of two syllables side by side.
fn pair(first: u64, second: u64) -> u64 {
    first.rotate_left(29) ^ second
}

/// The version of the topics compiled into the program.
pub(super) fn version() -> u32 {
    let version = rows(data::TOPICS).find(|row| row[0] == "version");
    version.and_then(|row| row.get(1)?.parse().ok()).unwrap_or_default()
}

/// A user's row with its triggers as the catalogue writes them: canonical syllables without punctuation.
fn canonical_row(row: &[&'static str]) -> Vec<&'static str> {
    let first = match row[0] {
        "topic" => 4,
        "triggers" => 2,
        _ => row.len(),
    };
    let triggers = |field: &&'static str| -> &'static str {
        let phrases: Vec<String> = list(field).map(key).collect();
        Box::leak(phrases.join(" | ").into_boxed_str())
    };
    let head = row.iter().take(first).copied();
    head.chain(row.iter().skip(first).map(triggers)).collect()
}

/// A name as canonical syllables and single blanks.
fn key(name: &str) -> String {
    let runs = name.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty());
    runs.map(canonical).collect::<Vec<_>>().join(" ")
}

fn id_key(topic: &TopicEntry) -> String {
    topic.id.as_str().replace('-', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_holds_ten_groups_and_thirty_nine_topics() {
        let topics = Topics::embedded();
        assert_eq!((topics.groups().len(), topics.all().len()), (10, 39));
        assert!(topics.version() > 0);
        assert!(topics.all().iter().all(|t| topics.groups().iter().any(|g| g.id == t.group)));
        let rows = rows(data::TOPICS).count();
        assert_eq!(rows, 1 + 10 + 39, "a row was not understood");
    }

    #[test]
    fn triggers_are_written_in_canonical_syllables() {
        for row in rows(data::TOPICS).filter(|row| row[0] == "topic") {
            for phrase in row[4..].iter().flat_map(|field| list(field)) {
                assert_eq!(phrase, key(phrase), "not canonical");
            }
        }
    }

    #[test]
    fn ids_are_unique_and_resolve_to_themselves_with_their_labels() {
        let topics = Topics::embedded();
        for topic in topics.all() {
            for name in [topic.id.as_str(), topic.label, &fold(topic.label)] {
                assert_eq!(topics.resolve(name), Resolved::One(topic.id.clone()), "{name}");
            }
        }
    }

    #[test]
    fn a_name_in_either_tone_style_resolves_alike() {
        let topics = Topics::embedded();
        let new = topics.resolve("cụ thể hoá nghị quyết");
        assert_eq!(new, topics.resolve("Cụ thể hóa nghị quyết"));
        assert!(matches!(new, Resolved::One(_)));
    }

    #[test]
    fn an_unknown_name_offers_what_shares_its_words() {
        let Resolved::Unknown(near) = Topics::embedded().resolve("kiểm tra bất thường")
        else {
            panic!("resolved")
        };
        assert!(near.iter().any(|(id, _)| id.as_str() == "kiem-tra-giam-sat"));
        assert!(matches!(Topics::embedded().resolve(""), Resolved::Unknown(_)));
    }

    #[test]
    fn triggers_match_whole_syllables() {
        let topics = Topics::embedded();
        assert_eq!(topics.triggers("xdân vận").len(), 0);
        assert_eq!(topics.triggers("dân vậnx").len(), 0);
        assert!(topics.triggers("công tác dân vận khéo").len() >= 2);
    }
}
