//! The phrases pages repeat around their articles and the marks that tell what a line is: the table
//! `boilerplate.tsv`, looked up by folded words.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::LazyLock;

use crate::catalog::data;
use crate::vi::fold;
use crate::vi::normalize::{canonical, is_alphanumeric};

/// What a phrase says about the line it stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::ingest) enum Kind {
    /// A button, a menu entry, a counter's unit.
    Chrome,
    /// The name of an account rather than of a person.
    Account,
    /// Begins what follows an article: comments, other articles.
    Foot,
    /// As `Foot`, at the beginning of a line.
    FootStart,
    /// Who is responsible for the page.
    Imprint,
    /// Heads a box of links that may stand inside an article.
    Box,
    /// Heads a list of tags.
    Tags,
    /// The name of a section.
    Section,
    /// The first word of the name of a section.
    SectionStart,
    /// Begins the name of a paper or a portal.
    OutletStart,
    /// Ends the name of a paper.
    OutletEnd,
    /// Begins with what begins the name of a paper, and is none.
    OutletNot,
    /// The home page's name.
    Home,
    /// Begins what a site says of itself or its accounts.
    ChromeStart,
    /// Ends it.
    ChromeEnd,
    /// What a paper says it is, behind its name.
    OutletIs,
    /// Names where a text was taken from.
    Quoted,
    /// Says that a date is that of a change.
    Updated,
    /// A word that stands beside a date.
    DateWord,
    /// Begins the text under a picture.
    CaptionStart,
    /// Stands only in the text under a picture.
    CaptionIn,
    /// What people do in pictures.
    CaptionVerb,
    /// Stands before a byline.
    BylineStart,
    /// Stands after a byline.
    BylineEnd,
    /// Says that the person of the byline asked the questions.
    Interviewer,
    /// A byline without a name.
    Generic,
    /// A degree, rank or trade before a name.
    Degree,
    /// Begins what a person works for or is there, behind a name.
    Office,
    /// Begins a question.
    QuestionStart,
    /// Begins the thanks that close an interview.
    Thanks,
    /// Begins something that looks like a name and is none.
    NotName,
    /// An abbreviation whose full stop ends no sentence.
    Abbreviation,
    /// Words for what lies ahead.
    Tasks,
    /// What takes place on a day and is reported.
    Event,
}

impl Kind {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "chrome" => Self::Chrome,
            "account" => Self::Account,
            "foot" => Self::Foot,
            "foot-start" => Self::FootStart,
            "imprint" => Self::Imprint,
            "box" => Self::Box,
            "tags" => Self::Tags,
            "section" => Self::Section,
            "section-start" => Self::SectionStart,
            "outlet-start" => Self::OutletStart,
            "outlet-end" => Self::OutletEnd,
            "outlet-not" => Self::OutletNot,
            "home" => Self::Home,
            "chrome-start" => Self::ChromeStart,
            "chrome-end" => Self::ChromeEnd,
            "outlet-is" => Self::OutletIs,
            "quoted" => Self::Quoted,
            "updated" => Self::Updated,
            "date-word" => Self::DateWord,
            "caption-start" => Self::CaptionStart,
            "caption-in" => Self::CaptionIn,
            "caption-verb" => Self::CaptionVerb,
            "byline-start" => Self::BylineStart,
            "byline-end" => Self::BylineEnd,
            "interviewer" => Self::Interviewer,
            "generic" => Self::Generic,
            "degree" => Self::Degree,
            "office" => Self::Office,
            "question-start" => Self::QuestionStart,
            "thanks" => Self::Thanks,
            "not-name" => Self::NotName,
            "abbreviation" => Self::Abbreviation,
            "tasks" => Self::Tasks,
            "event" => Self::Event,
            _ => return None,
        })
    }

    /// Whether accents count for this kind: `ảnh` is a picture, `anh` is a man.
    fn accented(self) -> bool {
        matches!(
            self,
            Self::CaptionStart
                | Self::CaptionIn
                | Self::CaptionVerb
                | Self::NotName
                | Self::Event
                | Self::OutletStart
                | Self::OutletNot
                | Self::Office
        )
    }
}

/// A text's words, with accents and folded; both run in step.
#[derive(Clone, Debug, Default)]
pub(in crate::ingest) struct Words {
    plain: Vec<String>,
    folded: Vec<String>,
}

impl Words {
    /// The words of a text: runs of letters and digits, in lower case.
    pub(in crate::ingest) fn new(text: &str) -> Self {
        let plain: Vec<String> = runs(text).map(canonical).collect();
        let folded = plain.iter().map(|word| fold(word)).collect();
        Self { plain, folded }
    }

    /// Words already folded, which then count as their own accented form.
    pub(in crate::ingest) fn from_folded(words: &[String]) -> Self {
        Self { plain: words.to_vec(), folded: words.to_vec() }
    }

    /// How many there are.
    pub(in crate::ingest) fn len(&self) -> usize {
        self.plain.len()
    }

    /// The words with accents.
    pub(in crate::ingest) fn plain(&self) -> &[String] {
        &self.plain
    }

    /// The words without accents.
    pub(in crate::ingest) fn folded(&self) -> &[String] {
        &self.folded
    }

    fn of(&self, kind: Kind) -> &[String] {
        if kind.accented() { &self.plain } else { &self.folded }
    }

    /// Whether the whole is a phrase of a kind.
    pub(in crate::ingest) fn is(&self, kind: Kind) -> bool {
        self.len() > 0 && self.starts(kind) == Some(self.len())
    }

    /// How many words the longest phrase of a kind takes at the beginning.
    pub(in crate::ingest) fn starts(&self, kind: Kind) -> Option<usize> {
        prefix(kind, self.of(kind))
    }

    /// How many words the longest phrase of a kind takes from the word of a number on, counted from 0.
    pub(in crate::ingest) fn starts_at(&self, kind: Kind, from: usize) -> Option<usize> {
        prefix(kind, self.of(kind).get(from..)?)
    }

    /// How many words the longest phrase of a kind takes at the end.
    pub(in crate::ingest) fn ends(&self, kind: Kind) -> Option<usize> {
        let words = self.of(kind);
        let longest = SETS.get(&kind)?.longest.min(words.len());
        let whole = |from: &usize| prefix(kind, &words[*from..]) == Some(words.len() - from);
        (words.len() - longest..words.len()).find(whole).map(|from| words.len() - from)
    }

    /// Whether a phrase of a kind stands anywhere.
    pub(in crate::ingest) fn hold(&self, kind: Kind) -> bool {
        let words = self.of(kind);
        (0..words.len()).any(|i| prefix(kind, &words[i..]).is_some())
    }

    /// Cuts the words into phrases of the kinds, longest first; none where a word is left over.
    /// Numbers are passed over.
    pub(in crate::ingest) fn cover(&self, kinds: &[Kind]) -> Option<Vec<Part>> {
        let mut parts = Vec::new();
        let mut i = 0;
        while i < self.len() {
            let best = kinds.iter().filter_map(|&k| Some((prefix(k, &self.of(k)[i..])?, k)));
            match best.max_by_key(|(n, _)| *n) {
                Some((n, kind)) => {
                    parts.push(Part { kind, words: i..i + n });
                    i += n;
                }
                None if self.plain[i].bytes().all(|b| b.is_ascii_digit()) => i += 1,
                None => return None,
            }
        }
        Some(parts)
    }
}

impl Words {
    /// The phrases of the kinds, longest first, with the words between them left out.
    pub(in crate::ingest) fn parts(&self, kinds: &[Kind]) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut i = 0;
        while i < self.len() {
            let best = kinds.iter().filter_map(|&k| Some((prefix(k, &self.of(k)[i..])?, k)));
            if let Some((n, kind)) = best.max_by_key(|(n, _)| *n) {
                parts.push(Part { kind, words: i..i + n });
                i += n;
            } else {
                i += 1;
            }
        }
        parts
    }
}

/// A phrase found by [`Words::cover`] and the words it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ingest) struct Part {
    /// Its kind.
    pub(in crate::ingest) kind: Kind,
    /// Its words, counted from 0.
    pub(in crate::ingest) words: std::ops::Range<usize>,
}

/// The bytes of each word of a text, in step with [`Words::new`].
pub(in crate::ingest) fn spans(text: &str) -> Vec<std::ops::Range<usize>> {
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    runs(text).map(|word| start(word)..start(word) + word.len()).collect()
}

fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_alphanumeric(c)).filter(|word| !word.is_empty())
}

fn prefix(kind: Kind, words: &[String]) -> Option<usize> {
    let phrases = SETS.get(&kind)?.phrases.get(words.first()?)?;
    phrases.iter().find(|phrase| words[1..].starts_with(phrase)).map(|phrase| phrase.len() + 1)
}

/// The phrases of one kind by their first words, so that most words are passed over at once: what follows
/// the first word, longest first.
#[derive(Debug, Default)]
struct Set {
    phrases: HashMap<String, Vec<Vec<String>>>,
    longest: usize,
}

static SETS: LazyLock<HashMap<Kind, Set>> = LazyLock::new(|| {
    let mut sets: HashMap<Kind, Set> = HashMap::new();
    for (name, phrase) in data::BOILERPLATE.lines().filter_map(|line| line.split_once('\t')) {
        let Some(kind) = Kind::named(name) else { continue };
        let words = Words::new(phrase);
        let set = sets.entry(kind).or_default();
        set.longest = set.longest.max(words.len());
        if let Some((first, rest)) = words.of(kind).split_first() {
            set.phrases.entry(first.clone()).or_default().push(rest.to_vec());
        }
    }
    let lists = sets.values_mut().flat_map(|set| set.phrases.values_mut());
    lists.for_each(|phrases| phrases.sort_unstable_by_key(|phrase| Reverse(phrase.len())));
    sets
});
