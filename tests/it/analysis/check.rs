//! The laws of the analysis as functions of one text, which panic where a law is broken: for generated texts
//! here, and for whatever else makes texts. Uses nothing but the analysis, so that other programs can include it.

use tantivy_tokenizer_api::{Token as ApiToken, TokenFilter, TokenStream, Tokenizer};
use tracuu::vi::normalize::canonical;
use tracuu::vi::syllable::{is_syllable, lookup};
use tracuu::vi::{
    FoldFilter, Forms, MAX_BYTES, Token, TokenKind, VietnameseTokenizer, fold, forms, tokens,
};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Checks every law that speaks of one text.
pub(crate) fn check_laws(text: &str) {
    check_analyzer(&VietnameseTokenizer::default(), text);
    check_analyzer(&FoldFilter.transform(VietnameseTokenizer::default()), text);
    check_analyzer(&FormsTokenizer { folded: false }, text);
    check_analyzer(&FormsTokenizer { folded: true }, text);
    ways_are_equal(text);
    parts_say_what_is_printed(text);
    wholes_say_what_their_parts_say(text);
    canonical_and_folded_text_are_fixed(text);
}

/// Checks the laws that every analyzer keeps.
pub(crate) fn check_analyzer<T: Tokenizer>(analyzer: &T, text: &str) {
    let analyzer = &mut analyzer.clone();
    tokens_stand_in_the_text(text, &analyse(analyzer, text));
    unicode_forms_are_equal(analyzer, text);
    tone_styles_are_equal(analyzer, text, &in_new_style(text));
    invisible_characters_change_nothing(analyzer, text, text.len());
    blanks_are_equal(analyzer, text);
    lines_are_analysed_alone(analyzer, text, text);
    reuse_changes_nothing(analyzer, text, text);
}

/// A tokenizer over [`forms`], so that they keep the laws of the others.
#[derive(Clone)]
pub(crate) struct FormsTokenizer {
    pub(crate) folded: bool,
}

pub(crate) struct FormsStream<'a> {
    forms: Forms<'a>,
    folded: bool,
    token: ApiToken,
}

impl Tokenizer for FormsTokenizer {
    type TokenStream<'a> = FormsStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> FormsStream<'a> {
        FormsStream { forms: forms(text), folded: self.folded, token: ApiToken::default() }
    }
}

impl TokenStream for FormsStream<'_> {
    fn advance(&mut self) -> bool {
        let Self { forms, folded, token } = self;
        if !forms.advance() {
            return false;
        }
        let text = if *folded { forms.folded() } else { forms.text() };
        text.clone_into(&mut token.text);
        (token.offset_from, token.offset_to) = (forms.from(), forms.to());
        (token.position, token.position_length) = (forms.position(), forms.position_length());
        true
    }

    fn token(&self) -> &ApiToken {
        &self.token
    }

    fn token_mut(&mut self) -> &mut ApiToken {
        &mut self.token
    }
}

pub(crate) fn analyse(tokenizer: &mut impl Tokenizer, text: &str) -> Vec<ApiToken> {
    let mut stream = tokenizer.token_stream(text);
    std::iter::from_fn(|| stream.next().cloned()).collect()
}

/// What must not depend on the spelling: texts and positions.
pub(crate) fn essence(tokenizer: &mut impl Tokenizer, text: &str) -> Vec<(String, usize, usize)> {
    let tokens = analyse(tokenizer, text).into_iter();
    tokens.map(|token| (token.text, token.position, token.position_length)).collect()
}

pub(crate) fn tokens_stand_in_the_text(text: &str, tokens: &[ApiToken]) {
    let (mut from, mut position) = (0, 0);
    for token in tokens {
        assert!(token.offset_from < token.offset_to && token.offset_to <= text.len(), "{token:?}");
        assert!(text.is_char_boundary(token.offset_from), "{token:?}");
        assert!(text.is_char_boundary(token.offset_to), "{token:?}");
        assert!(token.offset_from >= from && token.position >= position, "{token:?}");
        assert!(!token.text.is_empty() && token.text.len() <= MAX_BYTES, "{token:?}");
        assert!(token.position_length > 0, "{token:?}");
        (from, position) = (token.offset_from, token.position);
    }
    assert!(tokens.len() <= 4 * text.len());
}

pub(crate) fn unicode_forms_are_equal(analyzer: &mut impl Tokenizer, text: &str) {
    let printed = essence(analyzer, text);
    assert_eq!(essence(analyzer, &text.nfc().collect::<String>()), printed, "{text:?} in NFC");
    assert_eq!(essence(analyzer, &text.nfd().collect::<String>()), printed, "{text:?} in NFD");
}

pub(crate) fn tone_styles_are_equal(analyzer: &mut impl Tokenizer, old: &str, new: &str) {
    assert_eq!(essence(analyzer, old), essence(analyzer, new), "{old:?} and {new:?}");
}

/// `text` with the syllables that are printed in canonical spelling in the other style of tones. Not those that may be
/// glued to other letters, with marks on them or not: `oáoá` falls apart in two ways, `óaóa` in one.
pub(crate) fn in_new_style(text: &str) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for token in tokens(text).filter(|token| token.kind == TokenKind::Word) {
        let styled = new_style(&token.text);
        let parts = |c: char| c.is_whitespace() || (c.is_ascii_punctuation() && c != '\'');
        let parted = text[..token.from].chars().next_back().is_none_or(parts)
            && text[token.to..].chars().next().is_none_or(parts);
        let plain = text[token.from..token.to] == token.text && parted;
        if plain && canonical(&styled) == token.text {
            out.push_str(&text[at..token.from]);
            out.push_str(&styled);
            at = token.to;
        }
    }
    out + &text[at..]
}

/// The tone of `oa`, `oe`, `uy` at the end on the second letter.
fn new_style(syllable: &str) -> String {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}'];
    let plain: String = syllable.nfd().filter(|c| !TONES.contains(c)).collect();
    let tone = syllable.nfd().filter(|c| TONES.contains(c));
    if ["oa", "oe", "uy"].iter().any(|rhyme| plain.ends_with(rhyme)) {
        plain.chars().chain(tone).nfc().collect()
    } else {
        syllable.to_owned()
    }
}

/// With a zero-width space after the character at `pick` (cyclic) that is inside a run of letters.
pub(crate) fn invisible_characters_change_nothing(
    analyzer: &mut impl Tokenizer,
    text: &str,
    pick: usize,
) {
    let letter = |c: char| c.is_alphabetic();
    let next = |i: usize, c: char| text[i + c.len_utf8()..].chars().next();
    let inside: Vec<usize> = text
        .char_indices()
        .filter(|&(i, c)| letter(c) && next(i, c).is_some_and(letter))
        .map(|(i, c)| i + c.len_utf8())
        .collect();
    let Some(&at) = inside.get(pick % inside.len().max(1)) else { return };
    let hidden = format!("{}\u{200B}{}", &text[..at], &text[at..]);
    assert_eq!(essence(analyzer, text), essence(analyzer, &hidden), "{text:?} and {hidden:?}");
}

pub(crate) fn blanks_are_equal(analyzer: &mut impl Tokenizer, text: &str) {
    let hard = text.replace(' ', "\u{A0}");
    assert_eq!(essence(analyzer, text), essence(analyzer, &hard), "{text:?}");
}

pub(crate) fn lines_are_analysed_alone(analyzer: &mut impl Tokenizer, head: &str, tail: &str) {
    let both = analyse(analyzer, &format!("{head}\n{tail}"));
    let (first, last) = (analyse(analyzer, head), analyse(analyzer, tail));
    assert_eq!(both.len(), first.len() + last.len(), "{head:?} and {tail:?}");
    let (start, end) = both.split_at(first.len());
    assert_eq!(start, first, "{head:?} before {tail:?}");
    let shift = end.first().zip(last.first()).map_or(0, |(a, b)| a.position - b.position);
    for (token, alone) in end.iter().zip(last) {
        let moved = ApiToken {
            offset_from: alone.offset_from + head.len() + 1,
            offset_to: alone.offset_to + head.len() + 1,
            position: alone.position + shift,
            ..alone
        };
        assert_eq!(*token, moved, "{tail:?} behind {head:?}");
    }
}

pub(crate) fn reuse_changes_nothing<T: Tokenizer>(analyzer: &mut T, first: &str, text: &str) {
    let expected = analyse(&mut analyzer.clone(), text);
    analyzer.token_stream(first).advance();
    assert_eq!(analyse(analyzer, text), expected, "{text:?} after {first:?}");
    assert_eq!(analyse(analyzer, text), expected, "{text:?} again");
}

/// The iterator, tantivy's tokenizers and the forms say the same, and folding is a function of the exact text.
pub(crate) fn ways_are_equal(text: &str) {
    let own: Vec<Token> = tokens(text).collect();
    let exact = own.iter().map(|token| in_api(token, token.text.clone()));
    let folded = own.iter().map(|token| in_api(token, fold(&token.text)));
    let mut tokenizer = VietnameseTokenizer::default();
    assert_eq!(analyse(&mut tokenizer, text), exact.collect::<Vec<_>>(), "{text:?}");
    assert_eq!(
        analyse(&mut FoldFilter.transform(tokenizer), text),
        folded.collect::<Vec<_>>(),
        "{text:?}"
    );
    let mut forms = forms(text);
    for token in &own {
        assert!(forms.advance());
        let seen = (forms.from(), forms.to(), forms.position(), forms.position_length());
        assert_eq!(seen, (token.from, token.to, token.position, token.position_length));
        assert_eq!((forms.text(), forms.kind()), (token.text.as_str(), token.kind), "{text:?}");
        assert_eq!(forms.folded(), fold(&token.text), "{text:?}");
        if let Some(syllable) = forms.syllable() {
            assert_eq!(lookup(&text[token.from..token.to]), Some(syllable), "{text:?}");
            assert_eq!(syllable.canonical(), token.text);
        }
    }
    assert!(!forms.advance());
}

fn in_api(token: &Token, text: String) -> ApiToken {
    ApiToken {
        text,
        offset_from: token.from,
        offset_to: token.to,
        position: token.position,
        position_length: token.position_length,
    }
}

/// Parts follow each other, and each is what the normalised text of its range says.
pub(crate) fn parts_say_what_is_printed(text: &str) {
    let mut next = 0;
    for token in tokens(text).filter(|token| token.kind.is_part()) {
        assert!((next..=next + 1).contains(&token.position), "{token:?} in {text:?}");
        assert_eq!(token.position_length, 1);
        next = token.position + 1;
        let printed = &text[token.from..token.to];
        if token.kind == TokenKind::Word {
            let letters: String = printed.split('.').map(canonical).collect();
            let spelling = canonical(&letters);
            let central = spelling == "tư" && token.text == "tw";
            assert!(central || token.text == cut(&spelling), "{token:?} in {text:?}");
        } else {
            number_says_its_digits(&token, printed);
        }
    }
}

fn number_says_its_digits(token: &Token, printed: &str) {
    let digits = |text: &str| -> String { text.nfkd().filter(char::is_ascii_digit).collect() };
    let (said, printed) = (digits(&token.text), digits(printed));
    let shortened = printed.strip_prefix('0').unwrap_or(&printed);
    let whole = said == printed || said == shortened;
    assert!(whole || (token.text.len() >= MAX_BYTES && printed.starts_with(&said)), "{token:?}");
    let signs: Vec<char> = token.text.chars().filter(|c| !c.is_ascii_digit()).collect();
    assert!(matches!(signs[..], [] | [',' | 'h']), "{token:?}");
}

/// A whole is its parts joined: by `-`, by what is printed, by nothing, or a number with its percent sign.
/// A case mark is the part behind `^`, a counter its value.
pub(crate) fn wholes_say_what_their_parts_say(text: &str) {
    let all: Vec<Token> = tokens(text).collect();
    let mut part = None;
    for (i, token) in all.iter().enumerate() {
        match token.kind {
            TokenKind::Whole => {
                let parts = all[i..].iter().filter(|token| token.kind.is_part());
                whole_says(text, token, &parts.take(token.position_length).collect::<Vec<_>>());
            }
            TokenKind::CaseMark | TokenKind::Counter => {
                let part: &Token = part.expect("a part before it");
                assert_eq!((token.from, token.to), (part.from, part.to), "{token:?}");
                assert_eq!(token.position, part.position, "{token:?}");
                let value = token.text.parse::<u8>().is_ok_and(|n| (1..40).contains(&n));
                assert!(value || token.text == format!("^{}", part.text), "{token:?}");
            }
            _ => part = Some(token),
        }
    }
}

fn whole_says(text: &str, whole: &Token, parts: &[&Token]) {
    assert_eq!(parts.len(), whole.position_length, "{whole:?}");
    assert_eq!(parts[0].position, whole.position, "{whole:?}");
    assert!(parts.iter().all(|part| whole.from <= part.from && part.to <= whole.to), "{whole:?}");
    let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    let mut printed = texts[0].to_owned();
    for pair in parts.windows(2) {
        // Marks and invisible characters on the signs between belong to nothing.
        let signs = text[pair[0].to..pair[1].from].nfd();
        printed.extend(signs.filter(|&c| !is_combining_mark(c) && !is_invisible(c)));
        printed += &pair[1].text;
    }
    let percent = parts.len() == 1
        && whole.text.strip_suffix('%').is_some_and(|number| texts[0].starts_with(number));
    let said = [texts.join("-"), texts.concat(), printed];
    // Before a part that was cut short, the whole is, too.
    let short = texts.iter().any(|text| text.len() + char::MAX.len_utf8() > MAX_BYTES);
    let says = |said: &String| whole.text == cut(said) || (short && said.starts_with(&whole.text));
    assert!(percent || said.iter().any(says), "{whole:?} of {texts:?}");
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(c, '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}')
}

/// Canonical spelling and folding change nothing the second time, whatever the form, case or style.
pub(crate) fn canonical_and_folded_text_are_fixed(text: &str) {
    let once = canonical(text);
    assert_eq!(canonical(&once), once, "{text:?}");
    for token in tokens(text).filter(|token| token.kind == TokenKind::Word) {
        let (exact, folded) = (token.text.as_str(), fold(&token.text));
        assert_eq!(fold(&folded), folded, "{token:?}");
        assert_eq!(canonical(&exact.nfd().collect::<String>()), canonical(exact), "{token:?}");
        if is_syllable(exact) {
            assert_eq!(canonical(exact), exact, "{token:?}");
            assert_eq!(canonical(&exact.to_uppercase()), exact, "{token:?}");
            assert_eq!(canonical(&new_style(exact)), exact, "{token:?}");
            assert!(folded.is_ascii(), "{token:?}");
        }
    }
}

/// The first [`MAX_BYTES`] bytes, less what would be part of a character.
fn cut(text: &str) -> &str {
    let end = (0..=MAX_BYTES.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or(0)]
}
