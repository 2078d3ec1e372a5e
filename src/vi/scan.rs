//! The scanner: a text in, its exact tokens out, one at a time and in one pass.
//!
//! Nine runs in ten are a syllable in use between blanks, in lower or title case. Those take the fast way: one
//! look-up in the table of syllables. Other syllables and plain words are read letter by letter. All the rest is
//! read as a unit into a queue of items whose texts are written when they are asked for.

use unicode_normalization::UnicodeNormalization;

use super::address;
use super::alphabet::Letter;
use super::atom::{Atom, AtomKind, Casing};
use super::capitals::{Line, roman_value};
use super::characters::{digit, is_ignorable, is_letter, is_mark};
use super::follow::{number_ends, percent_end, stands_alone};
use super::glue::{self, Glue};
use super::normalize::canonical;
use super::run::Run;
use super::syllable::is_syllable;
use super::token::{Head, MAX_BYTES, Sink, TokenKind};
use super::unit;
use super::vocabulary::{self, Spelling};
use super::window::Window;

const COUNTERS: &str = include_str!("data/counters.txt");

/// Where the analysis of a text stands. Holds buffers, not the text: each call must get the same one.
#[derive(Clone, Debug, Default)]
pub(super) struct Scanner {
    at: usize,
    /// Position of the next part.
    position: usize,
    /// The last two parts of the line, the latest last; empty ranges where there are none.
    recent: [(usize, usize); 2],
    line: Line,
    atoms: Vec<Atom>,
    items: Vec<Item>,
    next_item: usize,
    /// No address without scheme begins before this byte.
    no_host: usize,
    scratch: String,
}

/// Where the text of a token is that was read.
#[derive(Clone, Copy)]
pub(super) enum Text {
    /// In the token.
    Written,
    /// In the table of syllables.
    Known(Spelling),
}

/// A token that is found but not written yet.
#[derive(Clone, Copy, Debug)]
struct Item {
    head: Head,
    text: ItemText,
}

#[derive(Clone, Copy, Debug)]
enum ItemText {
    /// All atoms with `-` between.
    Joined,
    /// All atoms with what is printed between.
    Printed,
    /// All atoms as one word.
    Glued,
    /// The first atom and `%`.
    Percent,
    Atom(usize),
    CaseMark(usize),
    Value(u32),
}

impl Scanner {
    /// Goes back to the beginning, for another text.
    pub(super) fn reset(&mut self) {
        (self.at, self.position, self.recent, self.next_item) = (0, 0, [(0, 0); 2], 0);
        (self.line, self.no_host) = (Line::default(), 0);
        self.items.clear();
    }

    /// Makes `token` the next one; none when there is none.
    #[inline]
    pub(super) fn next(&mut self, text: &str, token: &mut impl Sink) -> Option<()> {
        if let Text::Known(spelling) = self.read(text, token)? {
            token.text().push_str(spelling.canonical());
        }
        Some(())
    }

    /// Makes `token` the next one, but leaves its text empty where the table has it and gives that instead.
    #[inline]
    pub(super) fn read(&mut self, text: &str, token: &mut impl Sink) -> Option<Text> {
        token.text().clear();
        if self.next_item == self.items.len() {
            // Most tokens are a syllable behind one blank. Only where there is none is it worth looking why.
            self.at += usize::from(text.as_bytes().get(self.at) == Some(&b' '));
            loop {
                if let Some(spelling) = self.syllable(text, token) {
                    return Some(Text::Known(spelling));
                }
                let tried = self.at;
                self.skip(text)?;
                if self.at == tried {
                    break;
                }
            }
        }
        let head = self.other(text, token.text())?;
        token.place(head);
        Some(Text::Written)
    }

    /// A queued token, or one that begins here and is no syllable that the table has.
    fn other(&mut self, text: &str, out: &mut String) -> Option<Head> {
        if self.next_item == self.items.len() {
            if let Some(head) = self.word(text, out).or_else(|| self.digits(text, out)) {
                return Some(head);
            }
            self.unit(text);
        }
        let item = self.items.get(self.next_item)?;
        self.next_item += 1;
        self.write(text, item.text, out);
        Some(item.head)
    }

    /// Goes to the next letter or digit; none when there is none.
    fn skip(&mut self, text: &str) -> Option<()> {
        let bytes = text.as_bytes();
        let mut broken = false;
        loop {
            match *bytes.get(self.at)? {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => break,
                b'\n' => broken = true,
                0..0x80 => {}
                _ if Letter::at(bytes, self.at).0.exists() => break,
                _ => {
                    let c = text[self.at..].chars().next()?;
                    if is_letter(c) || digit(c).is_some() {
                        break;
                    }
                    self.at += c.len_utf8() - 1;
                }
            }
            self.at += 1;
        }
        if broken {
            self.recent = [(0, 0); 2];
            self.position += usize::from(self.position > 0);
        }
        Some(())
    }

    /// The fast way: a syllable in use, in lower or title case with nothing joined to it.
    #[inline]
    fn syllable(&mut self, text: &str, token: &mut impl Sink) -> Option<Spelling> {
        let run = Window::read(text.as_bytes(), self.at)?;
        let (from, to) = (self.at, self.at + run.len);
        if !stands_alone(text.as_bytes(), to) {
            return None;
        }
        let spelling = vocabulary::find(run.key)?;
        token.place(self.part(from, to, TokenKind::Word));
        Some(spelling)
    }

    /// The next best: another syllable or an unmarked word, cased and standing so.
    fn word(&mut self, text: &str, out: &mut String) -> Option<Head> {
        let from = self.at;
        let mut run = Run::EMPTY;
        let scanned = run.scan(text.as_bytes(), from)?;
        let (first, to) = (run.first(), from + scanned.len);
        if !stands_alone(text.as_bytes(), to) || (first.is_capital() && run.letters().len() == 1) {
            return None;
        }
        let slice = &text[from..to];
        if scanned.marked {
            if !run.is_canonical(scanned)? {
                run.write_canonical(out);
                return Some(self.part(from, to, TokenKind::Word));
            }
        } else if first.lower() == 'q' {
            run.write_canonical(out);
            return Some(self.part(from, to, TokenKind::Word));
        } else if slice.eq_ignore_ascii_case("tphcm") {
            return None;
        }
        if first.is_capital() {
            out.push(first.lower());
            out.push_str(&slice[first.lower().len_utf8()..]);
        } else {
            out.push_str(slice);
        }
        Some(self.part(from, to, TokenKind::Word))
    }

    /// The fast way for digits that no unit and no percentage can go on from.
    #[inline]
    fn digits(&mut self, text: &str, out: &mut String) -> Option<Head> {
        let rest = text.as_bytes().get(self.at..)?;
        let len = rest.iter().take(MAX_BYTES).take_while(|byte| byte.is_ascii_digit()).count();
        if len == 0 || !number_ends(&rest[len..]) {
            return None;
        }
        let (from, to) = (self.at, self.at + len);
        let zero = usize::from(len == 2 && rest[0] == b'0');
        out.push_str(&text[from + zero..to]);
        Some(self.part(from, to, TokenKind::Number))
    }

    /// Takes the next position for the part `from..to` and goes on behind it.
    #[inline]
    fn part(&mut self, from: usize, to: usize, kind: TokenKind) -> Head {
        self.at = to;
        self.recent = [self.recent[1], (from, to)];
        let position = self.position;
        self.position += 1;
        Head { from, to, position, position_length: 1, kind }
    }

    /// The slow way: reads what stands here into the queue.
    fn unit(&mut self, text: &str) {
        self.items.clear();
        self.next_item = 0;
        if let Some(end) =
            address::read(text, self.at, (&mut self.no_host, &mut self.scratch), &mut self.atoms)
        {
            self.whole(self.at, end, ItemText::Printed);
            return self.parts(text);
        }
        unit::read(text, self.at, &mut self.atoms);
        self.settle_central(text);
        let (from, end) = (self.at, self.atoms.last().map_or(self.at, |atom| atom.to));
        if unit::has_whole(text, &self.atoms) {
            self.whole(from, end, ItemText::Joined);
        } else if self.atoms.len() == 1 {
            self.single(text, from, end);
        }
        self.parts(text);
    }

    /// A unit of one atom: a percentage, glued words, or nothing special.
    fn single(&mut self, text: &str, from: usize, end: usize) {
        if !self.atoms[0].is_letters() {
            if let Some(end) = percent_end(text, end) {
                self.whole(from, end, ItemText::Percent);
            }
            return;
        }
        match glue::split(text, &mut self.atoms) {
            Glue::None => {}
            Glue::Sentences if !text[..from].ends_with('#') => {}
            Glue::Sentences | Glue::Words => self.whole(from, end, ItemText::Glued),
        }
    }

    fn whole(&mut self, from: usize, to: usize, text: ItemText) {
        let position_length = self.atoms.len();
        let head =
            Head { from, to, position: self.position, position_length, kind: TokenKind::Whole };
        self.items.push(Item { head, text });
    }

    /// Queues the parts with what stands at their positions, and goes on behind them.
    fn parts(&mut self, text: &str) {
        for i in 0..self.atoms.len() {
            let atom = self.atoms[i];
            let extra = self.capitals(text, i, atom);
            let kind = if atom.is_letters() { TokenKind::Word } else { TokenKind::Number };
            let head = self.part(atom.from, atom.to, kind);
            self.items.push(Item { head, text: ItemText::Atom(i) });
            if let Some(text) = extra {
                let counter = matches!(text, ItemText::Value(_));
                let kind = if counter { TokenKind::Counter } else { TokenKind::CaseMark };
                self.items.push(Item { head: Head { kind, ..head }, text });
            }
        }
        if let Some(Item { head, text: ItemText::Percent }) = self.items.first() {
            self.at = head.to;
        }
    }

    /// What a run in capitals gets beside itself: the value of a Roman number, or a case mark.
    fn capitals(&mut self, text: &str, i: usize, atom: Atom) -> Option<ItemText> {
        let run = atom.slice(text);
        if atom.kind != AtomKind::Letters || !Casing::of(run).is_all_capitals() {
            return None;
        }
        let run = Run::parse(run)?;
        if let Some(value) = roman_value(run.letters())
            && (run.letters().len() > 1 || self.after_counter(text))
        {
            return Some(ItemText::Value(value));
        }
        let abbreviation = (2..=6).contains(&run.letters().len())
            && run.is_bare_form()
            && !self.line.is_shouted(text, atom.from);
        abbreviation.then_some(ItemText::CaseMark(i))
    }

    /// Whether the last word of the line, or the last two, are followed by numbers.
    fn after_counter(&mut self, text: &str) -> bool {
        let [before, last] = self.recent.map(|(from, to)| &text[from..to]);
        if last.is_empty() || last.len() > MAX_BYTES {
            return false;
        }
        let word = canonical(last);
        let pair = || format!("{} {word}", canonical(before));
        let pair =
            if before.is_empty() || before.len() > MAX_BYTES { word.clone() } else { pair() };
        COUNTERS.lines().any(|line| line == word || line == pair)
    }

    /// `TƯ` is the syllable `tư` after all in `ĐẦU TƯ` and in a line all in capitals.
    fn settle_central(&mut self, text: &str) {
        let mut before = self.recent[1];
        for i in 0..self.atoms.len() {
            let atom = self.atoms[i];
            if atom.kind == AtomKind::Central {
                let word = is_word_in_capitals(&text[before.0..before.1]);
                if word || self.line.is_shouted(text, atom.from) {
                    self.atoms[i].kind = AtomKind::Letters;
                }
            }
            before = (atom.from, atom.to);
        }
    }

    fn write(&self, text: &str, item: ItemText, out: &mut String) {
        match item {
            ItemText::Atom(i) => self.atoms[i].write(text, out),
            ItemText::CaseMark(i) => {
                out.push('^');
                self.atoms[i].write(text, out);
            }
            ItemText::Value(value) => out.push_str(&value.to_string()),
            ItemText::Glued => self.join(text, out, |_| ""),
            ItemText::Percent => {
                self.atoms[0].write(text, out);
                cut(out, MAX_BYTES - 1);
                out.push('%');
            }
            ItemText::Joined => self.join(text, out, |_| "-"),
            ItemText::Printed => self.join(text, out, |gap| gap),
        }
        cut(out, MAX_BYTES);
    }

    fn join<'t>(&self, text: &'t str, out: &mut String, sign: impl Fn(&'t str) -> &'t str) {
        let mut end = None;
        for atom in &self.atoms {
            if out.len() > MAX_BYTES {
                return;
            }
            if let Some(end) = end {
                push_signs(sign(&text[end..atom.from]), out);
            }
            atom.write(text, out);
            end = Some(atom.to);
        }
    }
}

/// Appends what stands between the parts of a whole, without marks and invisible characters, which belong to no
/// part: NFC may compose a sign with a mark.
fn push_signs(signs: &str, out: &mut String) {
    if signs.is_ascii() {
        return out.push_str(signs);
    }
    out.extend(signs.chars().nfd().filter(|&c| !is_mark(c) && !is_ignorable(c)));
}

fn is_word_in_capitals(run: &str) -> bool {
    run.len() <= MAX_BYTES
        && !run.is_ascii()
        && Casing::of(run).is_all_capitals()
        && Run::parse(run).is_some_and(|run| run.is_marked())
        && is_syllable(run)
}

/// Cuts `text` to at most `max` bytes at a character's border.
fn cut(text: &mut String, max: usize) {
    let mut end = max.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
}
