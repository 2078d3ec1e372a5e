//! Ids and keys: texts that can only hold what they should.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name(String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = Error;

            fn try_from(text: String) -> Result<Self> {
                Self::parse(&text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id! {
    /// The stable id of an article: a record's own, or a hash of its address or place.
    ArticleId
}
text_id! {
    /// The key of a Party unit: its path from the centre down, `#organ` for an organ that has a key
    /// of its own, `@2025` for a unit founded on 1 July 2025 whose key was taken.
    ///
    /// ```
    /// use tracuu::article::UnitKey;
    /// let key = UnitKey::parse("vn/ha-noi/khoi-cac-co-quan#ubkt").unwrap();
    /// assert_eq!(key.organ(), Some("ubkt"));
    /// assert_eq!(key.base().as_str(), "vn/ha-noi/khoi-cac-co-quan");
    /// assert_eq!(key.parent().unwrap().as_str(), "vn/ha-noi/khoi-cac-co-quan");
    /// assert!(UnitKey::parse("ha-noi").is_err());
    /// ```
    UnitKey
}
text_id! {
    /// The id of a topic of the taxonomy, such as `dan-van`.
    TopicId
}
text_id! {
    /// The id of an outlet: its main domain's name without `www.` and suffix, such as `hanoimoi`.
    OutletId
}

impl ArticleId {
    /// Longest id accepted, in bytes: ids are terms of the index and stand in addresses.
    pub const MAX_BYTES: usize = 512;

    /// An id as a record or a person gives it.
    ///
    /// # Errors
    /// When it is empty, longer than [`Self::MAX_BYTES`] or holds a control character.
    pub fn parse(text: &str) -> Result<Self> {
        let bad = |why: &str| {
            let head: String = text.chars().take(40).filter(|c| !c.is_control()).collect();
            Err(Error::new(ErrorKind::Input, format!("the id `{head}` {why}")))
        };
        match text {
            "" => bad("is empty"),
            _ if text.len() > Self::MAX_BYTES => bad("is longer than 512 bytes"),
            _ if text.chars().any(char::is_control) => bad("holds a control character"),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// An id made of a 64-bit hash, as 16 hexadecimal digits.
    pub fn from_hash(hash: u64) -> Self {
        Self(format!("{hash:016x}"))
    }
}

impl UnitKey {
    /// Deepest path accepted, in levels below `vn`.
    pub const MAX_LEVELS: usize = 8;

    /// A key as the catalogue, a rule or a person writes it.
    ///
    /// # Errors
    /// When it is not `vn`, or `vn/` and slugs of `a-z`, `0-9`, `-`, `@` with at most one `#organ`.
    pub fn parse(text: &str) -> Result<Self> {
        let (path, organ) = match text.split_once('#') {
            Some((path, organ)) => (path, Some(organ)),
            None => (text, None),
        };
        let slug = |s: &str| {
            !s.is_empty() && s.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'@'))
        };
        let mut levels = path.split('/');
        let whole = levels.next() == Some("vn")
            && levels.clone().count() <= Self::MAX_LEVELS
            && levels.all(slug)
            && organ.is_none_or(slug)
            && text.len() <= 256;
        if whole {
            Ok(Self(text.to_owned()))
        } else {
            let head: String = text.chars().take(60).filter(|c| !c.is_control()).collect();
            Err(Error::new(
                ErrorKind::Query,
                format!("`{head}` is not a unit key like `vn/ha-noi`"),
            ))
        }
    }

    /// The organ behind `#`, such as `ubkt`.
    pub fn organ(&self) -> Option<&str> {
        self.0.split_once('#').map(|(_, organ)| organ)
    }

    /// The key without its organ.
    #[must_use]
    pub fn base(&self) -> Self {
        Self(self.0.split('#').next().unwrap_or_default().to_owned())
    }

    /// The key directly above: an organ's unit, a unit's parent; none above `vn`.
    pub fn parent(&self) -> Option<Self> {
        let cut = self.0.rfind('#').or_else(|| self.0.rfind('/'))?;
        Some(Self(self.0[..cut].to_owned()))
    }

    /// The key and all above it, nearest first, down to `vn`.
    pub fn lineage(&self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self.clone()), Self::parent)
    }

    /// Whether this is `other` or lies above it.
    pub fn contains(&self, other: &Self) -> bool {
        other.lineage().any(|key| key == *self)
    }
}

impl TopicId {
    /// A topic's id as the catalogue writes it: `a-z` and `-`.
    ///
    /// # Errors
    /// When another character stands in it.
    pub fn parse(text: &str) -> Result<Self> {
        slug_id(text, "topic").map(Self)
    }
}

impl OutletId {
    /// An outlet's id as the catalogue or a page's host gives it: `a-z`, `0-9`, `.` and `-`.
    ///
    /// # Errors
    /// When another character stands in it.
    pub fn parse(text: &str) -> Result<Self> {
        slug_id(text, "outlet").map(Self)
    }
}

fn slug_id(text: &str, what: &str) -> Result<String> {
    let fits = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.');
    if !text.is_empty() && text.len() <= 128 && text.bytes().all(fits) {
        return Ok(text.to_owned());
    }
    let head: String = text.chars().take(60).filter(|c| !c.is_control()).collect();
    Err(Error::new(ErrorKind::Query, format!("`{head}` is not the id of a {what}")))
}
