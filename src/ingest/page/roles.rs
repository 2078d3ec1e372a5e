//! Gives each line of a page its role: first what stands before the text, then where the text ends,
//! then what is inside it.
//!
//! No layout is known beforehand. The first long sentence divides head and text; what is printed
//! around every article (dates, sections, buttons, boxes) is known by its words. A line that could be
//! a paragraph stays one: a caption in the body costs little, a lost paragraph cannot be found.

use std::collections::HashMap;

use super::line::PageLine;
use super::phrases::Kind;
use super::{body, foot, head};
use crate::article::LineRole;
use crate::catalog::Outlets;
use crate::ingest::metadata::byline;

/// The lines of a page with the roles given so far.
pub(super) struct Page<'a> {
    pub(super) lines: Vec<PageLine>,
    pub(super) roles: Vec<Option<LineRole>>,
    pub(super) outlets: &'a Outlets,
    /// The first line of each role, so that asking for it does not walk the page.
    firsts: HashMap<LineRole, usize>,
}

impl<'a> Page<'a> {
    pub(super) fn new(lines: Vec<PageLine>, outlets: &'a Outlets) -> Self {
        let roles = vec![None; lines.len()];
        Self { lines, roles, outlets, firsts: HashMap::new() }
    }

    /// Gives every line a role.
    pub(super) fn assign(mut self) -> Vec<(PageLine, LineRole)> {
        head::fields(&mut self);
        let anchor = self.anchor();
        head::assign(&mut self, anchor);
        let end = foot::assign(&mut self, anchor);
        body::assign(&mut self, anchor..end);
        let roles = self.roles.into_iter().map(|role| role.unwrap_or(LineRole::Boilerplate));
        self.lines.into_iter().zip(roles).collect()
    }

    /// The first paragraph of the text; the number of lines where there is none. The text is the run
    /// of paragraphs with the most letters, where a few other lines may stand between two of them:
    /// menus and footers have sentences too, and headlines that ask are as long as a sentence.
    fn anchor(&self) -> usize {
        let prose = |line: &PageLine| line.prose() && !line.menu();
        let titled = self.has(LineRole::Title);
        let strict = || self.longest_run(|line| line.paragraph() && prose(line));
        let loose = || self.longest_run(prose);
        let found = if titled { loose() } else { strict().or_else(loose) };
        let first = found.unwrap_or(self.lines.len());
        // Below a title alone, the text may open with a question.
        let asks = |i: &usize| self.free(*i) && prose(&self.lines[*i]) && !titled;
        let opening = first.checked_sub(1).filter(asks);
        let above = |i: usize| i > 0 && self.free(i - 1) && self.lines[i - 1].headline();
        opening.filter(|&i| above(i)).unwrap_or(first)
    }

    /// The first line of the run of some paragraphs with the most letters.
    fn longest_run(&self, prose: impl Fn(&PageLine) -> bool) -> Option<usize> {
        const GAP: usize = 8;
        let mut runs: Vec<(usize, usize)> = Vec::new();
        let mut last = 0;
        for i in (0..self.lines.len()).filter(|&i| self.free(i) && prose(&self.lines[i])) {
            let length = self.lines[i].text.len();
            match runs.last_mut() {
                Some((_, bulk)) if i - last <= GAP => *bulk += length,
                _ => runs.push((i, length)),
            }
            last = i;
        }
        runs.iter().rev().max_by_key(|(_, bulk)| *bulk).map(|(first, _)| *first)
    }

    /// Gives a line a role unless it has one.
    pub(super) fn give(&mut self, i: usize, role: LineRole) {
        if self.roles[i].is_none() {
            self.roles[i] = Some(role);
            let first = self.firsts.entry(role).or_insert(i);
            *first = i.min(*first);
        }
    }

    /// Gives another role to a line that has one.
    pub(super) fn take(&mut self, i: usize, role: LineRole) {
        let Some(old) = self.roles[i].replace(role) else { return };
        if self.firsts.get(&old) == Some(&i) {
            let next = (i + 1..self.roles.len()).find(|&j| self.roles[j] == Some(old));
            self.firsts.remove(&old);
            self.firsts.extend(next.map(|next| (old, next)));
        }
        let first = self.firsts.entry(role).or_insert(i);
        *first = i.min(*first);
    }

    pub(super) fn free(&self, i: usize) -> bool {
        self.roles[i].is_none()
    }

    pub(super) fn has(&self, role: LineRole) -> bool {
        self.firsts.contains_key(&role)
    }

    /// The line that bears a role first.
    pub(super) fn first(&self, role: LineRole) -> Option<usize> {
        self.firsts.get(&role).copied()
    }

    /// Whether a line can be read as a byline with a name.
    pub(super) fn signs(&self, i: usize) -> bool {
        self.lines[i].text.len() < 200
            && byline::read(&self.lines[i].text, self.outlets)
                .is_some_and(|signature| !signature.names.is_empty())
    }

    /// Whether a line of one word, below a sentence or beside a date and not before a paragraph, can be read
    /// as a byline.
    pub(super) fn signs_alone(&self, i: usize) -> bool {
        let dated = |j: usize| self.roles.get(j).copied().flatten() == Some(LineRole::Date);
        let below = |role| i > 0 && self.roles[i - 1] == Some(role);
        let placed = dated(i + 1) || below(LineRole::Date) || below(LineRole::Title);
        let under = i > 0 && self.lines[i - 1].stop;
        let after = self.lines.get(i + 1).is_none_or(|line| !line.prose());
        self.lines[i].count == 1
            && (placed || (under && after))
            && byline::read_placed(&self.lines[i].text, self.outlets)
                .is_some_and(|signature| !signature.names.is_empty())
    }

    /// Whether no other line is as long: the text of a page that has little else.
    pub(super) fn only_text(&self, i: usize) -> bool {
        let length = self.lines[i].text.len();
        self.lines.len() <= 4 && self.lines.iter().all(|line| line.text.len() <= length)
    }

    /// Whether a line is the title again, perhaps as the text of a picture (`… - ảnh 1`).
    pub(super) fn repeats_title(&self, i: usize) -> bool {
        let Some(title) = self.first(LineRole::Title).filter(|&title| title != i) else {
            return false;
        };
        let rest = self.lines[i].text.strip_prefix(self.lines[title].text.as_str());
        rest.is_some_and(|rest| {
            let words = super::phrases::Words::new(rest);
            words.len() == 0 || (words.len() <= 3 && words.hold(Kind::CaptionStart))
        })
    }
}
