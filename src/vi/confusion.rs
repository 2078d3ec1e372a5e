//! What a misspelt syllable may have been meant as.
//!
//! [`confusions`] changes the parts of a syllable as dialects and school errors do, and its marks as a slip of
//! one key does; [`slips`] changes the letters of an unaccented run. Both give only what the grammar of
//! syllables allows; which of it exists, and which fits its neighbours, is for the caller to say, who has
//! the vocabulary. Edit distance over the vocabulary was not taken: it counts `tr` for `ch` as two letters,
//! as far as `tr` is from `ph`, and costs a pass over all terms.

use super::alphabet::{self, Letter, bare, code_of, is_vowel};
use super::fold::fold;
use super::normalize::canonical;
use super::run::{Run, tone};
use super::syllable::is_bare_form;

/// A spelling that may have been meant, and how far it is from what was typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// A canonical syllable, or the folded form of one.
    pub text: String,
    /// [`CONFUSION`] or [`SLIP`]: how many slips it is away.
    pub cost: f32,
}

/// The cost of parts of a syllable that sound alike to many: half a slip, as such errors are systematic.
pub const CONFUSION: f32 = 0.5;
/// The cost of one wrong key.
pub const SLIP: f32 = 1.0;

/// The syllables that `syllable` may have been meant as, the nearest first, then by spelling: at
/// [`CONFUSION`] with hỏi for ngã, or another onset, rhyme or coda that some dialect does not tell from it;
/// at [`SLIP`] with another tone or one other shape mark. At most 40, all canonical, without `syllable`.
///
/// What is typed need not be a syllable (`đươc`), but without marks must be the bare form of one; then bare
/// forms count as well. Anything else gives nothing.
///
/// ```
/// use tracuu::vi::confusions;
/// let meant = |typed| confusions(typed).into_iter().map(|meant| meant.text).collect::<Vec<_>>();
/// assert!(meant("nguời").contains(&"người".to_owned()));
/// assert_eq!(confusions("xử")[0].text, "sử");
/// ```
pub fn confusions(syllable: &str) -> Vec<Candidate> {
    let Some((run, tone)) = Run::parse(syllable).and_then(|run| Some((run, tone(run.letters())?)))
    else {
        return Vec::new();
    };
    let mut found = Found { bare: !run.is_marked(), texts: Vec::new() };
    let toneless: Vec<Letter> = run.letters().iter().map(|letter| letter.with_tone(0)).collect();
    let with_i = |letter: &Letter| if letter.code() == Y { letter.with_code(I) } else { *letter };
    let with_i: Vec<Letter> = toneless.iter().map(with_i).collect();
    let same = with_i != toneless && Run::spell(&with_i, tone) == Run::spell(&toneless, tone);
    for letters in [Some(&toneless), Some(&with_i).filter(|_| same)].into_iter().flatten() {
        found.confuse(&Parts::of(letters), tone);
        found.change_marks(letters, tone);
    }
    found.sorted(&canonical(syllable))
}

/// The folded forms that are one wrong key away from `folded`: a neighbour of the right key, a letter missing,
/// added or doubled, two exchanged. All at [`SLIP`], in the order of their spelling, without `folded`, at most
/// 100. `folded` is of small letters a to z, at most one more than a syllable can have; anything else gives
/// nothing.
///
/// ```
/// use tracuu::vi::slips;
/// assert!(slips("qyan").iter().any(|meant| meant.text == "quan"));
/// assert!(slips("nghij").iter().any(|meant| meant.text == "nghi"));
/// ```
pub fn slips(folded: &str) -> Vec<Candidate> {
    let letters = 1..=LONGEST + 1;
    if !letters.contains(&folded.len()) || !folded.bytes().all(|c| c.is_ascii_lowercase()) {
        return Vec::new();
    }
    let mut found = Found { bare: true, texts: Vec::new() };
    found.change_keys(folded.as_bytes());
    let with_i = folded.replace('y', "i");
    if with_i != folded && fold(&with_i) == folded {
        found.change_keys(with_i.as_bytes());
    }
    found.sorted(&fold(folded))
}

const I: u8 = code_of('i');
const Y: u8 = code_of('y');

/// Letters of the longest syllable, `nghiêng`.
const LONGEST: usize = 7;

/// The keys beside, above and below one on a QWERTY keyboard.
fn neighbours(key: u8) -> impl Iterator<Item = u8> {
    const ROWS: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];
    let place = |key: u8| {
        let place = |row: usize| Some((row, ROWS[row].iter().position(|&other| other == key)?));
        (0..3).find_map(place)
    };
    // Each row stands half a key to the right of the one above it.
    let touch = move |other: u8| match (place(key), place(other)) {
        (Some((row, at)), Some((other_row, other_at))) if row == other_row => {
            at.abs_diff(other_at) == 1
        }
        (Some(one), Some(other)) => {
            let ((upper, at), (lower, below)) = (one.min(other), one.max(other));
            lower - upper == 1 && (at == below || at == below + 1)
        }
        _ => false,
    };
    (b'a'..=b'z').filter(move |&other| touch(other))
}

/// The onset and rhyme of toneless letters, as they are heard: `giêng` is gi and iêng, `gìn` gi and in.
#[derive(Clone, Debug, PartialEq)]
struct Parts {
    onset: String,
    rhyme: String,
}

impl Parts {
    fn of(letters: &[Letter]) -> Self {
        let codes: Vec<u8> = letters.iter().map(|letter| letter.code()).collect();
        let text = |letters: &[Letter]| letters.iter().map(|letter| letter.lower()).collect();
        let vowel = codes.iter().position(|&code| is_vowel(code)).unwrap_or(codes.len());
        let onset = match text(&letters[..vowel]) {
            onset if onset == "q" && codes.get(1) == Some(&code_of('u')) => 2,
            onset if onset == "g" && codes.get(1) == Some(&I) => {
                let heard =
                    codes.get(2).is_some_and(|&next| is_vowel(next) && next != alphabet::E_HAT);
                return Self {
                    onset: "gi".to_owned(),
                    rhyme: text(&letters[if heard { 2 } else { 1 }..]),
                };
            }
            _ => vowel,
        };
        Self { onset: text(&letters[..onset]), rhyme: text(&letters[onset..]) }
    }

    /// The letters; none where they would be heard as other parts (`gi` and `ia`).
    fn letters(&self) -> Option<Run> {
        let rhyme = match self.rhyme.strip_prefix('i') {
            Some(rest) if self.onset == "gi" => rest,
            _ => &self.rhyme,
        };
        let run = Run::parse(&format!("{}{rhyme}", self.onset))?;
        (Self::of(run.letters()) == *self).then_some(run)
    }

    /// The parts with one of them as the line of the data file has it, in either direction.
    fn changed(&self, part: &str, one: &str, other: &str) -> Option<Self> {
        let Self { onset, rhyme } = self.clone();
        let coda = rhyme.trim_end_matches(|c| !is_vowel(code_of(c))).len();
        match part {
            "onset" if onset == one => Some(Self { onset: other.to_owned(), rhyme }),
            "rhyme" if rhyme == one => Some(Self { onset, rhyme: other.to_owned() }),
            "coda" if &rhyme[coda..] == one => {
                Some(Self { onset, rhyme: rhyme[..coda].to_owned() + other })
            }
            _ => None,
        }
    }
}

/// Candidates as they are found.
struct Found {
    /// Whether bare forms count.
    bare: bool,
    texts: Vec<Candidate>,
}

impl Found {
    fn confuse(&mut self, parts: &Parts, tone: u8) {
        let lines =
            include_str!("data/confusions.txt").lines().filter(|line| !line.starts_with('#'));
        for line in lines {
            let mut fields = line.split('\t');
            if let (Some(part), Some(one), Some(other)) =
                (fields.next(), fields.next(), fields.next())
            {
                for changed in [parts.changed(part, one, other), parts.changed(part, other, one)] {
                    if let Some(run) = changed.and_then(|changed| changed.letters()) {
                        self.add(run.letters(), tone, CONFUSION);
                    }
                }
            }
        }
        let other = match tone {
            alphabet::HOI => alphabet::NGA,
            alphabet::NGA => alphabet::HOI,
            _ => return,
        };
        if let Some(run) = parts.letters() {
            self.add(run.letters(), other, CONFUSION);
        }
    }

    fn change_marks(&mut self, letters: &[Letter], tone: u8) {
        for other in (0..=alphabet::NANG).filter(|&other| other != tone) {
            self.add(letters, other, SLIP);
        }
        let mut changed = letters.to_vec();
        for at in 0..letters.len() {
            for code in
                (0..=alphabet::D_STROKE).filter(|&code| bare(code) == bare(letters[at].code()))
            {
                changed[at] = letters[at].with_code(code);
                self.add(&changed, tone, SLIP);
            }
            changed[at] = letters[at];
        }
        // One key gives both their horns.
        let pair = [code_of('u'), code_of('o')];
        if let Some(at) = letters.windows(2).position(|two| [two[0].code(), two[1].code()] == pair)
        {
            changed[at] = letters[at].with_code(alphabet::U_HORN);
            changed[at + 1] = letters[at + 1].with_code(alphabet::O_HORN);
            self.add(&changed, tone, SLIP);
        }
    }

    fn change_keys(&mut self, typed: &[u8]) {
        for at in 0..=typed.len() {
            let (head, tail) = typed.split_at(at);
            (b'a'..=b'z').for_each(|letter| self.add_folded(&[head, &[letter], tail]));
            let [first, rest @ ..] = tail else { continue };
            self.add_folded(&[head, rest]);
            neighbours(*first).for_each(|letter| self.add_folded(&[head, &[letter], rest]));
            if let [second, rest @ ..] = rest {
                self.add_folded(&[head, &[*second, *first], rest]);
            }
        }
    }

    fn add_folded(&mut self, pieces: &[&[u8]]) {
        let text: String = pieces.concat().into_iter().map(char::from).collect();
        if is_bare_form(&text) {
            self.texts.push(Candidate { text: fold(&text), cost: SLIP });
        }
    }

    fn add(&mut self, letters: &[Letter], tone: u8, cost: f32) {
        let bare = || {
            let text: String = letters.iter().map(|letter| letter.lower()).collect();
            (self.bare && tone == 0 && is_bare_form(&text)).then(|| fold(&text))
        };
        if let Some(text) = Run::spell(letters, tone).or_else(bare) {
            self.texts.push(Candidate { text, cost });
        }
    }

    /// All but what was typed, each once, at its least cost.
    fn sorted(mut self, typed: &str) -> Vec<Candidate> {
        self.texts.retain(|found| found.text != typed);
        self.texts.sort_by(|a, b| a.text.cmp(&b.text).then(a.cost.total_cmp(&b.cost)));
        self.texts.dedup_by(|later, first| later.text == first.text);
        self.texts.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        self.texts
    }
}
