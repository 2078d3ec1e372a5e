//! Which of the articles that match are wanted, and in which order.

use std::fmt;
use std::str::FromStr;

use crate::article::ArticleId;
use crate::error::{Error, ErrorKind, Result};

/// The order of hits. Equal ones come newest first, then by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// The best first.
    #[default]
    Score,
    /// The oldest first, those without a date last.
    Oldest,
    /// The newest first, those without a date last.
    Newest,
}

impl Sort {
    /// All orders with their names: a date ascends, and descends behind a minus.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Score, "score"), (Self::Oldest, "date"), (Self::Newest, "-date")];

    /// The order's name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(sort, _)| *sort == self).map_or("score", |(_, name)| name)
    }
}

/// Where a page ended: given with the same request, it asks for the hits behind it.
///
/// It names the last article beside the number of hits up to it, so that articles that have come or gone meanwhile
/// neither repeat hits nor skip any, as long as that article is still found. Its text is letters, digits and signs that
/// need no quotes in a shell or an address.
///
/// ```
/// use tracuu::query::Cursor;
///
/// let cursor: Cursor = "10-00c0ffee-655b4e4c8fa20d0e".parse()?;
/// assert_eq!(cursor.offset(), 10);
/// assert_eq!(cursor.to_string(), "10-00c0ffee-655b4e4c8fa20d0e");
/// # Ok::<(), tracuu::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    offset: usize,
    request: u32,
    last: ArticleId,
}

impl Cursor {
    /// Behind so many hits of a request, by its [`Request::stamp`](super::Request::stamp), of which `last` is the last.
    pub fn new(offset: usize, request: u32, last: ArticleId) -> Self {
        Self { offset, request, last }
    }

    /// How many hits stand before the place.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The last article before the place.
    pub fn last(&self) -> &ArticleId {
        &self.last
    }

    /// Whether it is a place among the hits of the request with this stamp.
    pub fn is_of(&self, request: u32) -> bool {
        self.request == request
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:08x}-", self.offset, self.request)?;
        for byte in self.last.as_str().bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~/:@+,".contains(&byte) {
                write!(f, "{}", char::from(byte))?;
            } else {
                write!(f, "%{byte:02x}")?;
            }
        }
        Ok(())
    }
}

impl FromStr for Cursor {
    type Err = Error;

    /// # Errors
    /// [`ErrorKind::Query`] when it is none.
    fn from_str(text: &str) -> Result<Self> {
        cursor_of(text).ok_or_else(|| {
            let head: String = text.chars().take(40).filter(|c| !c.is_control()).collect();
            let message =
                format!("`{head}` is no cursor: take the one that the page before ended with");
            Error::new(ErrorKind::Query, message)
        })
    }
}

fn cursor_of(text: &str) -> Option<Cursor> {
    let mut parts = text.splitn(3, '-');
    let (offset, request, last) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = offset.bytes().chain(request.bytes()).all(|byte| byte.is_ascii_hexdigit());
    if !digits || request.len() != 8 {
        return None;
    }
    let request = u32::from_str_radix(request, 16).ok()?;
    let last = ArticleId::parse(&unescaped(last)?).ok()?;
    Some(Cursor { offset: offset.parse().ok()?, request, last })
}

/// A text with its `%xx` put back.
fn unescaped(text: &str) -> Option<String> {
    let (first, rest) =
        text.split_once('%').map_or((text, None), |(first, rest)| (first, Some(rest)));
    let mut bytes = first.as_bytes().to_vec();
    for part in rest.into_iter().flat_map(|rest| rest.split('%')) {
        bytes.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        bytes.extend(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_whatever_the_id() {
        for id in
            ["655b4e4c8fa20d0e", "mau-2017-009", "https://a.example/bài 9?x=%20&y='1'", "%", "-"]
        {
            let cursor = Cursor::new(12, 0xbeef, ArticleId::parse(id).unwrap());
            let text = cursor.to_string();
            assert!(
                text.bytes().all(|byte| byte.is_ascii_graphic() && !b"'\"&?$`".contains(&byte))
            );
            assert_eq!(text.parse::<Cursor>().unwrap(), cursor);
        }
    }

    #[test]
    fn what_is_no_cursor_is_refused() {
        let bad = [
            "",
            "10",
            "10-00c0ffee",
            "10-00c0ffee-",
            "x-00c0ffee-a",
            "10-c0ffee-a",
            "+1-00c0ffee-a",
        ];
        let escapes =
            ["1-00c0ffee-%", "1-00c0ffee-%4", "1-00c0ffee-%zz", "1-00c0ffee-%ff", "1-00c0ffee-%é"];
        for text in bad.into_iter().chain(escapes) {
            assert!(text.parse::<Cursor>().is_err(), "{text}");
        }
        let long = format!("{}-00c0ffee-a", "9".repeat(40));
        assert!(long.parse::<Cursor>().is_err());
    }
}
