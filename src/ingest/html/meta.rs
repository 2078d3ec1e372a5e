//! What a page says of itself in its head: `meta` elements by name, the canonical address, the title of
//! the window.

use super::linked::unescaped;
use super::tree::Tree;

/// The head of a page.
#[derive(Debug, Default)]
pub(super) struct Meta {
    /// Names and properties in small letters, with their contents.
    all: Vec<(String, String)>,
    /// The title of the window.
    pub(super) window: Option<String>,
    /// The page's address by its canonical link.
    pub(super) canonical: Option<String>,
}

impl Meta {
    /// Reads a page's `meta`, `link` and `title` elements, wherever they stand.
    pub(super) fn read(tree: &Tree) -> Self {
        /// Most elements read.
        const MOST: usize = 2000;
        let mut meta = Self::default();
        for id in tree.named(0, "meta").take(MOST) {
            let Some(content) = tree.attr(id, "content").map(unescaped) else { continue };
            let names =
                ["name", "property", "itemprop"].into_iter().filter_map(|key| tree.attr(id, key));
            for name in names.filter(|_| !content.is_empty()) {
                meta.all.push((name.trim().to_ascii_lowercase(), content.clone()));
            }
        }
        let canonical = |&id: &usize| {
            tree.attr(id, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
        };
        let link = tree.named(0, "link").find(canonical);
        meta.canonical =
            link.and_then(|id| tree.attr(id, "href")).map(|href| href.trim().to_owned());
        // An inline drawing has titles too; the window's is the first, in the head.
        meta.window = tree.first("title").map(|id| tree.text(id)).filter(|title| !title.is_empty());
        meta
    }

    /// The value of the first of some names that is there.
    pub(super) fn value(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.all(name).next())
    }

    /// All values of a name.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.all.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}
