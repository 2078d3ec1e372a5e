//! From the paths a person gave to files: folders walked, patterns expanded, each file once.
//!
//! Hidden files are left out, and what `.ignore` and `.tracuuignore` files name, by the rules of
//! `.gitignore` files. `.gitignore` itself is not obeyed: it says what is not committed, and pages
//! collected for an archive are the first thing that is not. Nor are such files above the folder given:
//! what is given is meant. A pattern is expanded here because a shell has a limit on what it hands on.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs::Metadata;
use std::ops::ControlFlow;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use globset::{GlobBuilder, GlobMatcher};
use ignore::{DirEntry, WalkBuilder};

use super::Failure;
use super::place::Place;

/// Whether to go on; a break says that nobody listens any more.
pub(super) type Flow = ControlFlow<()>;

/// A file name whose lines say what a walk leaves out.
const IGNORE_FILE: &str = ".tracuuignore";

/// What a walk comes upon.
pub(super) enum Found {
    /// Standard input.
    Standard(Place),
    /// A regular file.
    File { path: PathBuf, place: Place, bytes: u64 },
    /// Something that is no file to read.
    Bad(Failure),
}

/// What is asked for.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) paths: &'a [PathBuf],
    /// Files and folders that are left out, there already or not.
    pub(super) without: &'a [PathBuf],
}

/// Hands on every file under some paths: paths in the order given, files of a folder sorted by path.
///
/// A path given twice is read once; a folder leaves out what was given by itself as well.
pub(super) fn walk(asked: Asked<'_>, each: &mut dyn FnMut(Found) -> Flow) -> Flow {
    let Asked { paths, without } = asked;
    let mut done = HashSet::new();
    let without: HashSet<PathBuf> = without.iter().map(|path| real(path)).collect();
    let mut named = without.clone();
    if paths.len() > 1 {
        named.extend(paths.iter().filter_map(|path| path.canonicalize().ok()));
    }
    let named = Arc::new(Named::new(named));
    for path in paths {
        let place = || Place::of(path, Path::new(""));
        if path.as_os_str() == "-" {
            each(Found::Standard(place()))?;
        } else if without.contains(&real(path)) {
            each(Found::Bad(place().failure("is written by this run, so it is not read")))?;
        } else if done.insert(path.canonicalize().unwrap_or_else(|_| absolute(path))) {
            given(path, &named, each)?;
        }
    }
    ControlFlow::Continue(())
}

/// The path without links, of what is not there yet as well.
fn real(path: &Path) -> PathBuf {
    let path = absolute(path);
    let folder = || Some(path.parent()?.canonicalize().ok()?.join(path.file_name()?));
    path.canonicalize().ok().or_else(folder).unwrap_or(path)
}

/// What all lies at or below that a path stands for: of a pattern, the folder it starts in.
pub(super) fn root(path: &Path) -> PathBuf {
    Pattern::of(path).map_or_else(|| path.to_owned(), |pattern| pattern.base)
}

/// One path that was given.
fn given(path: &Path, named: &Arc<Named>, each: &mut dyn FnMut(Found) -> Flow) -> Flow {
    let folder = path.parent().unwrap_or(Path::new(""));
    match path.metadata() {
        Ok(data) if data.is_dir() => Folder { root: path, pattern: None, named }.read(each),
        Ok(data) => each(file(path.to_owned(), folder, &data)),
        Err(error) => match Pattern::of(path) {
            Some(pattern) if !path.is_symlink() => {
                let root = pattern.base.clone();
                Folder { root: &root, pattern: Some(&pattern), named }.read(each)
            }
            _ => {
                let place = Place::of(path, folder);
                each(Found::Bad(place.failure(unopened(path, &error))))
            }
        },
    }
}

/// A file, or why it is none that can be read: a pipe would wait for a writer for ever.
fn file(path: PathBuf, root: &Path, data: &Metadata) -> Found {
    let place = Place::of(&path, root);
    if data.is_file() {
        return Found::File { path, place, bytes: data.len() };
    }
    let what = special(data);
    Found::Bad(place.failure(format!("is {what}, not a file; its contents can be given to `-`")))
}

#[cfg(unix)]
fn special(data: &Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    let kind = data.file_type();
    match () {
        () if kind.is_fifo() => "a named pipe",
        () if kind.is_socket() => "a socket",
        () => "a device",
    }
}

#[cfg(not(unix))]
fn special(_: &Metadata) -> &'static str {
    "a device"
}

/// The canonical paths that a folder leaves out: those that were given by themselves, and those nobody wants.
struct Named {
    paths: HashSet<PathBuf>,
    /// Their last parts: to ask the disk where each file of a large folder lies would take long.
    names: HashSet<OsString>,
}

impl Named {
    fn new(paths: HashSet<PathBuf>) -> Self {
        let names = paths.iter().filter_map(|path| path.file_name().map(OsStr::to_owned)).collect();
        Self { paths, names }
    }

    fn has(&self, entry: &DirEntry) -> bool {
        let may_be = entry.path_is_symlink() || self.names.contains(entry.file_name());
        may_be && entry.path().canonicalize().is_ok_and(|path| self.paths.contains(&path))
    }
}

/// The files of a folder and those under it.
struct Folder<'a> {
    root: &'a Path,
    pattern: Option<&'a Pattern>,
    named: &'a Arc<Named>,
}

impl Folder<'_> {
    fn read(&self, each: &mut dyn FnMut(Found) -> Flow) -> Flow {
        let mut empty = true;
        for entry in self.walker().build() {
            let Some(found) = self.found(entry) else { continue };
            empty = false;
            each(found)?;
        }
        if empty && !self.root.is_dir() {
            return each(Found::Bad(self.failure("is not there")));
        }
        match (empty, self.pattern) {
            (false, _) => ControlFlow::Continue(()),
            (true, Some(_)) => each(Found::Bad(self.failure("matches no files"))),
            (true, None) => each(Found::Bad(self.failure("the folder holds no files"))),
        }
    }

    fn failure(&self, reason: &str) -> Failure {
        let path = self.pattern.map_or(self.root, |pattern| &pattern.given);
        Place::of(path, Path::new("")).failure(reason)
    }

    fn walker(&self) -> WalkBuilder {
        let mut builder = WalkBuilder::new(self.root);
        builder.standard_filters(false).hidden(true).ignore(true).follow_links(true);
        builder.add_custom_ignore_filename(IGNORE_FILE);
        builder.sort_by_file_path(Path::cmp);
        let named = Arc::clone(self.named);
        builder.filter_entry(move |entry| entry.depth() == 0 || wanted(entry, &named));
        builder
    }

    /// None for a folder and for what the pattern leaves out.
    fn found(&self, entry: Result<DirEntry, ignore::Error>) -> Option<Found> {
        let entry = match entry {
            Ok(entry) => entry,
            // The folder of a pattern that is not there is said once, by the pattern's name.
            Err(_) if self.pattern.is_some() && !self.root.exists() => return None,
            Err(error) => return Some(Found::Bad(walk_failure(&error, self.root))),
        };
        let path = entry.path();
        let below = path.strip_prefix(self.root).unwrap_or(path);
        if entry.file_type().is_some_and(|kind| kind.is_dir())
            || self.pattern.is_some_and(|pattern| !pattern.matches(below))
        {
            return None;
        }
        let shown = if self.pattern.is_some_and(|p| p.bare) { below } else { path };
        Some(match path.metadata() {
            Ok(data) if self.pattern.is_some_and(|p| p.bare) => {
                file(shown.to_owned(), Path::new(""), &data)
            }
            Ok(data) => file(shown.to_owned(), self.root, &data),
            Err(error) => Found::Bad(Place::of(path, self.root).failure(unopened(path, &error))),
        })
    }
}

/// Whether a walk goes on at an entry: not into an index, nor at what is left out.
fn wanted(entry: &DirEntry, named: &Named) -> bool {
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    !(is_folder && is_index(entry.path()) || named.has(entry))
}

/// Whether a folder holds an index, `CURRENT` beside the generation it names, whose files are no input.
fn is_index(path: &Path) -> bool {
    let current = path.join("CURRENT");
    let generation = |name: &OsStr| name.to_string_lossy().starts_with("gen-");
    current.is_file()
        && std::fs::read_dir(path)
            .is_ok_and(|mut all| all.any(|one| one.is_ok_and(|one| generation(&one.file_name()))))
}

/// A path with wildcards, such as `pages/**/*.html`: the folder it starts in and what it matches there.
pub(super) struct Pattern {
    given: PathBuf,
    base: PathBuf,
    /// Whether the pattern names no folder to start in.
    bare: bool,
    rest: String,
    glob: GlobMatcher,
}

impl Pattern {
    /// None where there is no wildcard, or something of that very name.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let wild =
            |part: &Component| part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']);
        let parts: Vec<Component> = path.components().collect();
        let cut = parts.iter().position(wild)?;
        if path.symlink_metadata().is_ok() {
            return None;
        }
        let base: PathBuf = parts[..cut].iter().collect();
        let rest: PathBuf = parts[cut..].iter().collect();
        let rest = rest.to_str()?.to_owned();
        let glob = matcher(&rest)?;
        let bare = cut == 0;
        let base = if bare { PathBuf::from(".") } else { base };
        Some(Self { given: path.to_owned(), base, bare, rest, glob })
    }

    /// Whether a path below the base, or a folder above it there, is matched.
    fn matches(&self, below: &Path) -> bool {
        below.ancestors().any(|path| self.glob.is_match(path))
    }

    /// The pattern with the absolute path of its folder.
    pub(super) fn whole(&self) -> Option<GlobMatcher> {
        let base = absolute(&self.base);
        let base = globset::escape(base.to_str()?);
        matcher(&format!("{}/{}", base.trim_end_matches('/'), self.rest))
    }
}

fn matcher(glob: &str) -> Option<GlobMatcher> {
    GlobBuilder::new(glob).literal_separator(true).build().ok().map(|glob| glob.compile_matcher())
}

/// A path from the root without `..`, without asking the disk: one file has one name however it was reached, links
/// aside.
pub(in crate::ingest) fn absolute(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for part in whole.components() {
        match part {
            std::path::Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

fn walk_failure(error: &ignore::Error, root: &Path) -> Failure {
    let mut path = root.to_owned();
    let mut inner = error;
    loop {
        inner = match inner {
            ignore::Error::WithPath { path: at, err } => {
                path.clone_from(at);
                err
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => err,
            ignore::Error::Loop { child, .. } => {
                path.clone_from(child);
                break;
            }
            _ => break,
        };
    }
    let reason = match inner {
        ignore::Error::Io(error) => unopened(&path, error),
        ignore::Error::Loop { .. } => "is a link to a folder it lies in".to_owned(),
        other => format!("cannot be read: {other}"),
    };
    Place::of(&path, root).failure(reason)
}

/// Why a path could not be opened.
pub(super) fn unopened(path: &Path, error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound if path.is_symlink() => "is a link to nothing".to_owned(),
        std::io::ErrorKind::NotFound => "is not there".to_owned(),
        std::io::ErrorKind::PermissionDenied => "may not be read".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}
