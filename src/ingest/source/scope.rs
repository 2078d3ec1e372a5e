//! What a run was asked to read, as a question about any path: so that an article whose input is gone
//! can be told from one that this run never looked for.

use std::path::{Path, PathBuf};

use globset::GlobMatcher;

use super::place::INSIDE;
use super::walk::{Pattern, absolute};

/// The files, folders and patterns a source was asked for.
///
/// ```
/// use tracuu::ingest::Source;
/// let source = Source::new(&["/archive/2019".into()], Box::new(std::io::empty()));
/// let scope = source.scope();
/// assert!(scope.covers("/archive/2019/5/a.html"));
/// assert!(scope.covers("/archive/2019/5.zip!/a.html"));
/// assert!(!scope.covers("/archive/2020/a.html"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Scope {
    roots: Vec<PathBuf>,
    patterns: Vec<GlobMatcher>,
}

impl Scope {
    pub(super) fn new(paths: &[PathBuf]) -> Self {
        let files = || paths.iter().filter(|path| path.as_os_str() != "-");
        Self {
            roots: files().map(|path| absolute(path)).collect(),
            patterns: files().filter_map(|path| Pattern::of(path)?.whole()).collect(),
        }
    }

    /// Whether an input with this absolute path lies under what was asked: `/archive/a.html`, a member
    /// `/archive/a.zip!/b.html`, a record `/archive/a.jsonl#12`. Nothing of standard input does.
    pub fn covers(&self, path: &str) -> bool {
        let outer = path.match_indices(INSIDE).map(|(at, _)| &path[..at]);
        let record = path.rsplit_once('#').map(|(file, _)| file);
        outer.chain(record).chain([path]).any(|path| self.covers_file(Path::new(path)))
    }

    fn covers_file(&self, path: &Path) -> bool {
        let matched = |glob: &GlobMatcher| path.ancestors().any(|above| glob.is_match(above));
        self.roots.iter().any(|root| path.starts_with(root)) || self.patterns.iter().any(matched)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(paths: &[&str]) -> Scope {
        Scope::new(&paths.iter().map(PathBuf::from).collect::<Vec<_>>())
    }

    #[test]
    fn a_file_covers_its_members_and_records_and_nothing_beside_it() {
        let scope = scope(&["/a/b.zip", "-"]);
        for path in ["/a/b.zip", "/a/b.zip!/c.html", "/a/b.zip!/c.tar!/d.jsonl#3", "/a/b.zip#1"] {
            assert!(scope.covers(path), "{path}");
        }
        for path in ["/a/b.zip2", "/a/c", "/a", "-", "-#1", "-!/a", "/x/b.zip!/c"] {
            assert!(!scope.covers(path), "{path}");
        }
    }

    #[test]
    fn a_pattern_covers_what_it_would_match_and_what_lies_in_matched_folders() {
        let scope = scope(&["/no-such-folder/x[ab]/**/*.html", "/no-such-folder/c*"]);
        for path in ["xa/1.html", "xb/y/z/1.html", "xa/1.html#3", "c1", "c2/d.txt"] {
            assert!(scope.covers(&format!("/no-such-folder/{path}")), "{path}");
        }
        for path in ["xa/1.txt", "xc/1.html", "d/c1"] {
            assert!(!scope.covers(&format!("/no-such-folder/{path}")), "{path}");
        }
    }
}
