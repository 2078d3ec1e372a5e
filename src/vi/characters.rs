//! Classes of characters: what belongs to a run of letters, what is invisible, what joins.

use unicode_normalization::char::is_combining_mark;

use super::alphabet::Letter;

/// A letter, or a digit of another script than Latin: what a run begins with. Never a combining mark, though
/// Unicode counts many as alphabetic: canonical order may exchange a mark with the next, so a run that began
/// with one would begin elsewhere in NFD.
pub(super) fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\x7F' => c.is_ascii_alphabetic(),
        '\u{80}'..='\u{BF}' => matches!(c, 'ª' | 'µ' | 'º'),
        '\u{2BC}' | '\u{2070}'..='\u{209F}' | '\u{FF10}'..='\u{FF19}' => false,
        '\u{2150}'..='\u{215F}' | '\u{2460}'..='\u{249B}' | '\u{24EA}'..='\u{24FF}' => false,
        // Much faster than asking Unicode.
        _ if Letter::of(c).is_some() => true,
        _ => c.is_alphanumeric() && !is_combining_mark(c),
    }
}

/// What continues a run of letters: a letter, a mark, an invisible character.
pub(super) fn continues(c: char) -> bool {
    is_letter(c) || is_mark(c) || is_ignorable(c)
}

/// A combining mark of any script.
pub(super) fn is_mark(c: char) -> bool {
    !c.is_ascii() && is_combining_mark(c)
}

/// A capital or title-case letter.
pub(super) fn is_capital(c: char) -> bool {
    c.is_uppercase() || (!c.is_ascii() && !c.is_lowercase() && c.to_lowercase().next() != Some(c))
}

/// Invisible characters: they separate nothing and are left out of every token. Zero-width spaces and
/// joiners, soft hyphen, byte order mark, the marks and overrides of writing direction.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206F}' | '\u{FEFF}')
}

/// An apostrophe as it stands inside names (`H'Hen`).
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// Hyphens and dashes, one class: newspapers print any of them.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−')
}

/// White space within a line.
pub(super) fn is_blank(c: char) -> bool {
    c != '\n' && c.is_whitespace()
}

/// Full-width ASCII (U+FF01 to U+FF5E) as ASCII.
pub(super) fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// A digit 0 to 9, full width included.
pub(super) fn digit(c: char) -> Option<char> {
    Some(narrow(c)).filter(char::is_ascii_digit)
}

/// A digit written above or below the line, as in `m²`.
pub(super) fn small_digit(c: char) -> Option<char> {
    let value = match c {
        '¹' => 1,
        '²' => 2,
        '³' => 3,
        '\u{2070}' | '\u{2074}'..='\u{2079}' => c as u32 - 0x2070,
        '\u{2080}'..='\u{2089}' => c as u32 - 0x2080,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// Whether `c` is a letter of the Latin script, as far as Vietnamese and European text goes.
pub(super) fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}

/// The Latin letter a Cyrillic or Greek one looks like, as typed by mistake in Vietnamese words.
pub(super) fn look_alike(c: char) -> char {
    const PAIRS: &str = "аaеeоoрpсcхxуyкkмmтtвbнhіiѕsјjАAЕEОOРPСCХXУYКKМMТTВBНHІIЅSЈJ\
                         οoαaΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX";
    if !matches!(c, '\u{370}'..='\u{4FF}') {
        return c;
    }
    let mut pairs = PAIRS.chars();
    while let (Some(foreign), Some(latin)) = (pairs.next(), pairs.next()) {
        if foreign == c {
            return latin;
        }
    }
    c
}
