//! Taking out what vanished.
//!
//! An article goes only when its place was looked at in this run and nothing there could be the reason that it
//! was not seen: below a folder or inside an archive that could not be read, everything stays. That a whole
//! folder given is missing or empty is a failure too, and below it what stood in a folder that is there and empty
//! stays: so looks a disk that is not mounted.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::xxh3_64;

use super::input::{absolute, file_of, record_of};
use super::{Entry, Run, Status};
use crate::article::ArticleId;
use crate::error::Result;
use crate::index::{Origin, Writer};

/// What a run saw.
#[derive(Default)]
pub(super) struct Seen {
    /// Hashes of the ids of articles and of the names of inputs that are copies.
    names: HashSet<u64>,
    /// Paths that could not be read.
    failed: HashSet<String>,
}

impl Seen {
    pub(super) fn name(&mut self, name: &str) {
        self.names.insert(xxh3_64(name.as_bytes()));
    }

    pub(super) fn failure(&mut self, path: &str) {
        self.failed.insert(absolute(path));
        // Of a pattern that matches nothing, the folder it looks in.
        if let Some(at) = path.find(['*', '?', '[', '{']) {
            let folder = path[..at].rfind('/').map_or(".", |end| &path[..=end]);
            self.failed.insert(absolute(folder));
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains(&xxh3_64(name.as_bytes()))
    }

    /// Whether a path, the archive it is in or a folder above it could not be read.
    fn hidden(&self, path: &str) -> bool {
        let ends = path.match_indices(['/', '!', '\\']).map(|(at, _)| at);
        ends.chain([path.len()]).any(|end| self.failed.contains(&path[..end]))
    }
}

/// Folders that are there and empty.
#[derive(Default)]
struct Emptied {
    known: HashMap<PathBuf, bool>,
}

impl Emptied {
    /// Whether the nearest folder above a path that is there holds nothing.
    fn holds(&mut self, path: &str) -> bool {
        let folders = Path::new(path).ancestors().skip(1);
        let Some(nearest) = folders.into_iter().find(|folder| folder.is_dir()) else {
            return false;
        };
        let empty = || std::fs::read_dir(nearest).is_ok_and(|mut all| all.next().is_none());
        *self.known.entry(nearest.to_owned()).or_insert_with(empty)
    }
}

/// Takes out the articles and notes of inputs that `covers` says were looked for and that were not seen.
pub(super) fn prune(run: &mut Run<'_>, covers: &dyn Fn(&str) -> bool) -> Result<()> {
    let seen = std::mem::take(&mut run.seen);
    let mut emptied = Emptied::default();
    let mut gone = |source: &str| {
        let file = file_of(source);
        covers(file) && !seen.hidden(file) && !emptied.holds(file)
    };
    let known = run.writer.known();
    let notes: Vec<String> = known
        .copies()
        .filter(|(source, _)| !seen.has(source) && gone(source))
        .map(|(source, _)| source.to_owned())
        .collect();
    let mut articles: Vec<(String, String)> = known
        .articles()
        .filter(|(id, source)| !seen.has(id) && gone(source))
        .map(|(id, source)| (source.to_owned(), id.to_owned()))
        .collect();
    articles.sort();
    for source in notes {
        run.writer.remove_note(&source)?;
    }
    let mut heirs = heirs(run.writer, &articles);
    for (source, id) in articles {
        let id = ArticleId::parse(&id)?;
        let heir = heirs.remove(id.as_str());
        let status = if let Some(heir) = heir {
            inherit(run.writer, &id, heir)?
        } else {
            run.writer.remove(&id)?;
            Status::Removed { id }
        };
        run.tell(&Entry { path: file_of(&source), record: record_of(&source), status });
        run.commit_if_due()?;
    }
    Ok(())
}

/// The first copy of each article that is to go.
fn heirs(writer: &Writer, articles: &[(String, String)]) -> HashMap<String, String> {
    let going: HashSet<&str> = articles.iter().map(|(_, id)| id.as_str()).collect();
    let known = writer.known();
    let mut heirs: HashMap<String, String> = HashMap::new();
    for (source, copy) in known.copies().filter(|(_, copy)| going.contains(copy.of)) {
        if heirs.get(copy.of).is_none_or(|heir| source < heir.as_str()) {
            heirs.insert(copy.of.to_owned(), source.to_owned());
        }
    }
    heirs
}

/// Gives the article `id` to another input that holds the same.
fn inherit(writer: &mut Writer, id: &ArticleId, heir: String) -> Result<Status<'static>> {
    let Some(mut article) = writer.committed(id)? else {
        writer.remove(id)?;
        return Ok(Status::Removed { id: id.clone() });
    };
    file_of(&heir).clone_into(&mut article.source.path);
    article.source.record = record_of(&heir);
    let mut fingerprint = crate::article::Fingerprint::of(&article);
    let known = writer.known().content_of(id.as_str());
    fingerprint.content = known.unwrap_or(fingerprint.content);
    // No hash of any input: the next run reads the heir itself, whose lines and format may be others.
    writer.put(&article, Origin { source: &heir, digest: 0 }, &fingerprint)?;
    Ok(Status::Moved { id: id.clone(), to: heir })
}
