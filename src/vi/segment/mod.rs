//! Words of a text: which neighbouring syllables make one word.

/// Cuts text into words. One of them serves any number of texts, and keeps its buffers.
#[derive(Clone, Debug, Default)]
pub struct Segmenter {}

impl Segmenter {
    /// Writes `line` to `out` with the syllables of each word joined by `_` in place of the white space
    /// between them, and nothing else changed.
    pub fn join(&mut self, line: &str, out: &mut String) {
        out.push_str(line);
    }
}
