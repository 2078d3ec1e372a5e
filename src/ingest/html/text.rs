//! The lines of the article inside its element: which are its text, which stand under pictures, which
//! sign it, and which are nothing of it.
//!
//! What markup and links say goes first; then the words that pages repeat around articles, by the same
//! phrases as for text dumps. A line that could be a paragraph stays one.

use super::blocks::Block;
use super::content::LEAST;
use super::lead::Lead;
use super::marks::Role;
use super::published::is_date;
use super::title::Title;
use super::tree::NodeId;
use super::view::{View, compact};
use crate::article::LineRole;
use crate::date::scan::stamps;
use crate::ingest::metadata::byline;
use crate::ingest::page::paragraphs;
use crate::ingest::page::phrases::{Kind, Words};

/// The lines of the article with their roles, the lead first.
pub(super) fn lines(
    view: &View<'_>,
    title: Option<&Title>,
    lead: Option<&Lead>,
) -> Vec<(LineRole, String)> {
    let Some(content) = view.content else { return Vec::new() };
    let mut lines: Vec<(LineRole, &Block)> = Vec::new();
    let all = view.lines(content.node);
    let start =
        title.and_then(|title| title.node).filter(|&node| view.tree.holds(content.node, node));
    let mut asides = Asides::new(view, content.node);
    for block in all {
        let above = start.is_some_and(|title| block.node <= title);
        if above || block.dropped.is_some() || asides.contains(block.node) {
            continue;
        }
        let of_lead = lead.is_some_and(|lead| view.tree.holds(lead.node, block.node));
        if !of_lead {
            lines.push((role(block, title), block));
        }
    }
    cut(&mut lines);
    if !content.marked || start.is_some() {
        trim(&mut lines);
    }
    sign(view, &mut lines);
    assembled(&lines, lead)
}

/// Marked elements inside the text that are none of it: dates, authors' blocks, tags, paths.
fn asides(view: &View<'_>, content: NodeId) -> Vec<NodeId> {
    const SHORT: usize = 16;
    let inner = view
        .marked
        .iter()
        .filter(|mark| mark.node != content && view.tree.holds(content, mark.node));
    let aside = |node: NodeId, role: Role| {
        let lines = view.lines(node);
        let words: usize = lines.iter().map(|line| line.words).sum();
        match role {
            Role::Date => words <= SHORT && lines.iter().any(|line| !stamps(&line.text).is_empty()),
            Role::Section | Role::Kicker => words <= SHORT,
            Role::Tags => {
                !lines.is_empty() && lines.iter().all(|line| line.is_link() || line.words <= 2)
            }
            _ => false,
        }
    };
    inner.filter(|mark| aside(mark.node, mark.role)).map(|mark| mark.node).collect()
}

/// The places that asides take, asked for in the order of the page.
struct Asides<'a> {
    view: &'a View<'a>,
    nodes: std::iter::Peekable<std::vec::IntoIter<NodeId>>,
    end: NodeId,
}

impl<'a> Asides<'a> {
    fn new(view: &'a View<'a>, content: NodeId) -> Self {
        Self { view, nodes: asides(view, content).into_iter().peekable(), end: 0 }
    }

    fn contains(&mut self, at: NodeId) -> bool {
        while let Some(node) = self.nodes.next_if(|&node| node <= at) {
            self.end = self.end.max(self.view.tree.end(node));
        }
        at < self.end
    }
}

/// What a line is by itself.
fn role(block: &Block, title: Option<&Title>) -> LineRole {
    let words = Words::new(&block.text);
    let repeats = || title.is_some_and(|title| compact(&title.text) == compact(&block.text));
    match () {
        () if block.caption => LineRole::Caption,
        () if repeats() => LineRole::Title,
        () if block.words <= 12 && is_date(&block.text) => LineRole::Date,
        () if words.len() == 0 => LineRole::Boilerplate,
        () if heads(&words) => LineRole::Related,
        () if words.is(Kind::Chrome) || words.is(Kind::Account) => LineRole::Boilerplate,
        () if block.teaser || boxed(block, &words) => LineRole::Related,
        () if block.is_link() && block.words >= 4 => LineRole::Related,
        () if words.starts(Kind::Tags).is_some() && block.text.contains(':') && !block.prose() => {
            LineRole::Tags
        }
        () if block.text.starts_with('#') && !block.prose() => LineRole::Tags,
        () if picture(block) => LineRole::Caption,
        () => LineRole::Body,
    }
}

/// Whether the words head a box of other articles or of comments, perhaps with their number.
fn heads(words: &Words) -> bool {
    words.cover(&[Kind::Box, Kind::Foot]).is_some_and(|parts| !parts.is_empty())
}

/// A line that says `Xem thêm:` before the title of another article.
fn boxed(block: &Block, words: &Words) -> bool {
    let label = block.text.split_once(':').map(|(label, _)| Words::new(label));
    let named = label.is_some_and(|label| label.is(Kind::Box));
    let arrow = block.text.starts_with(">>") || block.text.starts_with("=>");
    (named || arrow || words.starts(Kind::Box).is_some() && block.is_link()) && !block.stop()
}

/// The text under a picture by its shape: it credits a photographer, or follows a picture and is short
/// or set apart.
fn picture(block: &Block) -> bool {
    const CREDIT: usize = 60;
    const SHORT: usize = 45;
    let lower = block.text.to_lowercase();
    let credit =
        lower.rfind("ảnh:").or_else(|| lower.rfind("ảnh :")).or_else(|| lower.rfind("(ảnh"));
    let late = credit.is_some_and(|at| at == 0 || lower.len() - at <= 80);
    let byline = lower.starts_with("bài") || lower.starts_with("tin");
    let open = block.text.ends_with([':', ';', ',']) || block.level > 0;
    (late
        && !byline
        && block.words <= CREDIT
        && (block.pictured || block.apart || !block.stop() || lower.contains("(ảnh")))
        || (block.pictured
            && !open
            && block.words <= SHORT
            && (block.apart || (!block.stop() && !block.strong && block.words >= 4)))
}

/// Takes away what stands behind the article: from the heading of a box of others or of comments on,
/// where most of the text is before it.
fn cut(lines: &mut Vec<(LineRole, &Block)>) {
    let total: usize = lines.iter().map(|(_, block)| block.mass()).sum();
    let mut before = 0;
    let end = lines.iter().position(|(role, block)| {
        before += block.mass();
        let words = Words::new(&block.text);
        let heading = *role == LineRole::Related && !block.is_link();
        let late = before * 4 >= total * 3;
        let foot = words.cover(&[Kind::Foot]).is_some_and(|parts| !parts.is_empty());
        let most = before * 2 >= total || (before >= 2 * LEAST && block.strong);
        heading && ((foot && most) || (heads(&words) && late))
            || (late
                && !block.prose()
                && words.starts(Kind::FootStart).is_some()
                && block.words <= 20)
    });
    lines.truncate(end.unwrap_or(lines.len()));
}

/// Takes away short lines before the first paragraph and behind the last one, bylines and captions
/// excepted, where the element is wider than the article.
fn trim(lines: &mut [(LineRole, &Block)]) {
    let prose = |(role, block): &(LineRole, &Block)| *role == LineRole::Body && block.prose();
    let (Some(first), Some(last)) = (lines.iter().position(prose), lines.iter().rposition(prose))
    else {
        return;
    };
    for (i, (role, block)) in lines.iter_mut().enumerate() {
        let short = *role == LineRole::Body && block.words <= 12;
        if short && (i < first || (i > last && block.words > 5 && !block.stop())) {
            *role = LineRole::Boilerplate;
        }
    }
}

/// Gives the byline's role to the short lines that sign the article: the last ones, or the one above its
/// first paragraph.
fn sign(view: &View<'_>, lines: &mut [(LineRole, &Block)]) {
    const LONGEST: usize = 14;
    /// How many lines, a source or an invitation to read on, may stand below a byline that is set apart.
    const NEAR: usize = 4;
    let read = |block: &Block| {
        let short = block.words <= LONGEST && block.mass() == 0;
        byline::read(&block.text, view.outlets()).filter(|_| short)
    };
    let names = |block: &Block| read(block).is_some_and(|s| !s.names.is_empty());
    for (role, block) in lines.iter_mut().rev().filter(|(role, _)| *role == LineRole::Body) {
        *role = match read(block) {
            Some(signature) if !signature.names.is_empty() => LineRole::Byline,
            Some(_) => LineRole::Boilerplate,
            None if block.is_link() && block.words <= 4 => LineRole::Boilerplate,
            None => break,
        };
    }
    let end = lines.iter_mut().rev().filter(|(role, _)| *role == LineRole::Body).take(NEAR);
    for (role, block) in end {
        if (block.apart || block.strong) && block.level == 0 && names(block) {
            *role = LineRole::Byline;
        }
    }
    let mut top = lines.iter_mut().filter(|(role, _)| *role == LineRole::Body).take(2);
    let first = top.find(|(_, block)| read(block).is_some_and(|s| !s.names.is_empty() && s.marked));
    if let Some((role, _)) = first {
        *role = LineRole::Byline;
    }
}

/// The lines with the roles of paragraphs, questions, answers and headings, the lead before them.
fn assembled(lines: &[(LineRole, &Block)], lead: Option<&Lead>) -> Vec<(LineRole, String)> {
    let body: Vec<&str> = lines
        .iter()
        .filter(|(role, _)| *role == LineRole::Body)
        .map(|(_, b)| b.text.as_str())
        .collect();
    let own = lead.filter(|lead| !body.iter().take(2).any(|text| opens(text, &lead.text)));
    let texts: Vec<&str> = own.map(|lead| lead.text.as_str()).into_iter().chain(body).collect();
    let mut roles = paragraphs(&texts).into_iter();
    let mut out: Vec<(LineRole, String)> = Vec::new();
    if own.is_some()
        && let Some((_, text)) = roles.next()
    {
        out.push((LineRole::Lead, text));
    }
    for (role, block) in lines {
        match role {
            LineRole::Body => {
                let Some((role, text)) = roles.next() else { break };
                let again = role == LineRole::Lead && own.is_some();
                out.push((if again { LineRole::Body } else { role }, text));
            }
            role => out.push((*role, block.text.clone())),
        }
    }
    out
}

/// Whether a paragraph begins with the lead.
fn opens(text: &str, lead: &str) -> bool {
    let (text, lead) = (compact(text), compact(lead));
    text.find(&lead).is_some_and(|at| at <= 40)
        || (lead.len() > 40 && lead.starts_with(&text) && text.len() * 2 > lead.len())
}
