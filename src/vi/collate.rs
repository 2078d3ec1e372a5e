//! The order of Vietnamese dictionaries: by syllables, each by its letters (`a ă â b c d đ e ê …`), then by its
//! tone (ngang, huyền, hỏi, ngã, sắc, nặng), whatever the case and the tone style. Persons are listed by their given
//! name, which is the last syllable, as in every list printed in Vietnam.
//!
//! Not by a general collation library: this order needs one table of thirty-three letters and no data of other
//! languages.

use super::alphabet::{
    A_BREVE, A_HAT, D_STROKE, E_HAT, HOI, HUYEN, Letter, NANG, NGA, O_HAT, O_HORN, SAC, U_HORN,
};
use super::normalize::canonical;

/// Bytes that compare as the texts stand in a dictionary. Case, tone style and marks between words make no
/// difference; what is no letter of Vietnamese comes behind.
///
/// ```
/// use tracuu::vi::sort_key;
/// let mut words = ["đá", "da", "dạ", "ân", "ăn", "an", "dã", "dả", "dà", "dá"];
/// words.sort_by_key(|word| sort_key(word));
/// assert_eq!(words, ["an", "ăn", "ân", "da", "dà", "dả", "dã", "dá", "dạ", "đá"]);
/// ```
pub fn sort_key(text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len() * 2);
    for run in text.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()) {
        push(&canonical(run), &mut key);
    }
    key
}

/// As [`sort_key`] for the name of a person: by given name, then by family name, then by what stands between.
///
/// ```
/// use tracuu::vi::name_sort_key;
/// let mut names = ["Trần Văn Bình", "Lê Thị An", "Đỗ Quang Ân", "Bùi Thị An", "Lê Bảo An"];
/// names.sort_by_key(|name| name_sort_key(name));
/// assert_eq!(names, ["Bùi Thị An", "Lê Bảo An", "Lê Thị An", "Đỗ Quang Ân", "Trần Văn Bình"]);
/// ```
pub fn name_sort_key(name: &str) -> Vec<u8> {
    let (rest, given) = name.trim().rsplit_once(char::is_whitespace).unwrap_or(("", name.trim()));
    let mut key = sort_key(given);
    key.push(0);
    key.extend(sort_key(rest));
    key
}

/// A syllable: its letters, its tone, and the end that lets a shorter one come first.
fn push(syllable: &str, key: &mut Vec<u8>) {
    let mut tone = 0;
    for c in syllable.chars() {
        if let Some(letter) = Letter::of(c) {
            tone = tone.max(tone_rank(letter.tone()));
            key.push(rank(letter.code()));
        } else {
            let mut bytes = [0; 4];
            key.push(u8::MAX);
            key.extend(c.encode_utf8(&mut bytes).bytes());
        }
    }
    key.extend([2, 3 + tone, 1]);
}

/// Places of the letters in the alphabet, four apart, so that those with marks stand behind their own.
fn rank(code: u8) -> u8 {
    let (base, mark) = match code {
        A_BREVE => (b'a', 1),
        A_HAT => (b'a', 2),
        D_STROKE => (b'd', 1),
        E_HAT => (b'e', 1),
        O_HAT => (b'o', 1),
        O_HORN => (b'o', 2),
        U_HORN => (b'u', 1),
        plain => (b'a' + plain, 0),
    };
    16 + (base - b'a') * 4 + mark
}

fn tone_rank(tone: u8) -> u8 {
    match tone {
        HUYEN => 1,
        HOI => 2,
        NGA => 3,
        SAC => 4,
        NANG => 5,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_shorter_word_comes_before_one_that_goes_on_and_case_makes_no_difference() {
        assert!(sort_key("an") < sort_key("anh"));
        assert!(sort_key("an") < sort_key("an ninh"));
        assert!(sort_key("an ninh") < sort_key("anh"));
        assert_eq!(sort_key("HOÀ"), sort_key("hòa"));
    }

    proptest! {
        #[test]
        fn case_changes_no_key_of_vietnamese(text in "[a-z ăâđêôơưáàảãạấầẩẫậéẻẽịóọốộớợúụứựýỷỹỵ]{0,12}") {
            prop_assert_eq!(sort_key(&text), sort_key(&text.to_uppercase()));
        }

        #[test]
        fn any_characters_have_a_key(text in any::<String>()) {
            let _ = name_sort_key(&text);
        }
    }
}
