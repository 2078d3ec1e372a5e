//! Who says what stands at a place of an article.
//!
//! An interview prints who speaks before a colon (`PV:`, `Ông Trần Văn Thử:`), or marks its questions so that the page's
//! reader told them from answers. A name that opens a paragraph speaks there, and on until somebody else does, as long
//! as somebody still will: what follows the last answer may be the paper's own. Whoever cannot be told is not named: a
//! wrong speaker is worse than none.

use crate::article::{Article, BylineRole, LineRole, PersonRole};
use crate::vi::matching;

/// Most bytes before the colon, and most words.
const OPENING: usize = 120;
const WORDS: usize = 12;
/// How many paragraphs before and behind are looked at.
const PARAGRAPHS: usize = 12;

/// Who opens a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Opens {
    /// Someone who asks, as printed; none where the word names nobody (`Hỏi`).
    Asks(Option<String>),
    /// A person of the article.
    Says(String),
}

/// Who says what stands at byte `at` of the body, where that is known.
pub(super) fn speaker(article: &Article, at: usize) -> Option<String> {
    let body = article.body.get(..at)?;
    let start = body.rfind('\n').map_or(0, |feed| feed + 1);
    let paragraph = article.body[start..].split('\n').next().unwrap_or_default();
    match opening(article, paragraph) {
        Some(Opens::Asks(name)) => return name,
        Some(Opens::Says(name)) => return Some(name),
        None => {}
    }
    match role(article, start) {
        Some(LineRole::Question) => interviewer(article),
        Some(LineRole::Answer) => answering(article, start),
        Some(_) => None,
        None => going_on(article, start),
    }
}

/// Who opens a paragraph before a colon.
fn opening(article: &Article, paragraph: &str) -> Option<Opens> {
    let text = paragraph.trim_start_matches(['-', '–', '—', '*', '+', ' ']);
    let bytes = &text.as_bytes()[..text.len().min(OPENING)];
    let colon = bytes.iter().position(|byte| *byte == b':')?;
    let printed = text[..colon].trim();
    let words = matching(printed);
    match words.as_str() {
        "" => None,
        "pv" | "p v" | "phóng viên" => Some(Opens::Asks(Some(printed.to_owned()))),
        "hỏi" => Some(Opens::Asks(None)),
        _ if words.split(' ').count() > WORDS => None,
        words => named(article, words).map(Opens::Says),
    }
}

/// The person of the article whose name ends some words: the whole name, or the given name behind another word, where
/// only one person has it.
fn named(article: &Article, words: &str) -> Option<String> {
    let ends = |name: &str| {
        words.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with(' '))
    };
    let names = || article.persons.iter().map(|person| (person, matching(&person.name)));
    if let Some((person, _)) = names().find(|(_, name)| !name.is_empty() && ends(name)) {
        return Some(person.name.clone());
    }
    let given = |name: &str| name.rsplit(' ').next().map(str::to_owned).unwrap_or_default();
    // `Ông Thử`: an address and a given name, nothing more.
    let mut called =
        names().filter(|(_, name)| words.split(' ').count() == 2 && ends(&given(name)));
    let (person, _) = called.next()?;
    called.next().is_none().then(|| person.name.clone())
}

/// What the page's reader took the paragraph at byte `start` for, in an interview whose lines it told apart.
fn role(article: &Article, start: usize) -> Option<LineRole> {
    let asks = |role| matches!(role, LineRole::Question | LineRole::Answer);
    if !article.lines.iter().any(|line| asks(line.role)) {
        return None;
    }
    let lines = || article.lines.iter().filter(|line| line.role.is_of_body());
    let feeds = |text: &str| text.bytes().filter(|byte| *byte == b'\n').count();
    // A body that a person corrected need not have the page's lines any more.
    if lines().count() != feeds(&article.body) + 1 {
        return None;
    }
    lines().nth(feeds(&article.body[..start])).map(|line| line.role)
}

/// The one who asks, if one person signed for that.
fn interviewer(article: &Article) -> Option<String> {
    let mut all = article.bylines.iter().filter(|byline| byline.role == BylineRole::Interviewer);
    let one = all.next()?;
    all.next().is_none().then(|| one.name.clone())
}

/// The one who answers, if there is only one.
fn interviewee(article: &Article) -> Option<String> {
    let mut all = article.persons.iter().filter(|person| person.role == PersonRole::Interviewee);
    let one = all.next()?;
    all.next().is_none().then(|| one.name.clone())
}

/// Who gives the answer that the paragraph at byte `start` is of.
fn answering(article: &Article, start: usize) -> Option<String> {
    let (before, _) = last_opening(article, start);
    match before {
        Some(Opens::Says(name)) => Some(name),
        _ => interviewee(article),
    }
}

/// Who speaks on in a paragraph that nobody opens.
fn going_on(article: &Article, start: usize) -> Option<String> {
    if !article.persons.iter().any(|person| person.role == PersonRole::Interviewee) {
        return None;
    }
    let after = article.body[start..].split('\n').skip(1).take(PARAGRAPHS);
    let goes_on = after.into_iter().any(|paragraph| opening(article, paragraph).is_some());
    match last_opening(article, start) {
        (Some(Opens::Says(name)), _) if goes_on => Some(name),
        (Some(Opens::Asks(_)), near) if goes_on || near == 0 => interviewee(article),
        _ => None,
    }
}

/// Who opened the nearest paragraph before byte `start` that somebody opens, and how many lie between.
fn last_opening(article: &Article, start: usize) -> (Option<Opens>, usize) {
    let before = article.body[..start].trim_end_matches('\n');
    let paragraphs = before.rsplit('\n').take(PARAGRAPHS).enumerate();
    let mut opened = paragraphs.map(|(n, paragraph)| (opening(article, paragraph), n));
    opened.find(|(who, _)| who.is_some()).unwrap_or((None, 0))
}
