//! Syllables that bind a question or a sentence together: an article need not hold them to answer a query.

use super::data::FUNCTION_WORDS;
use crate::vi::fold;

/// Whether a canonical syllable is one; where it was typed without accents, whether one of them folds to it.
///
/// ```
/// use tracuu::catalog::is_function_word;
/// assert!(is_function_word("là", false) && is_function_word("la", true));
/// assert!(!is_function_word("đảng", false));
/// ```
pub fn is_function_word(syllable: &str, unaccented: bool) -> bool {
    let words = FUNCTION_WORDS.lines().filter(|line| !line.starts_with('#'));
    words.into_iter().any(|word| word == syllable || (unaccented && fold(word) == syllable))
}
