//! Finds inputs and reads them: files, folders, standard input; page dumps and JSON Lines.
//!
//! What an input is, is told by its content first and its name second, because archives are full of
//! files whose names say nothing. What cannot be read yet is named, never guessed at: a web page read
//! as a text dump would fill the index with markup. Records are read line by line, so a file of any
//! size takes the memory of one record.

mod sniff;

use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use serde::de::IgnoredAny;
use xxhash_rust::xxh3::xxh3_64;

use super::encoding;
use crate::article::{ArticleId, Format};
use sniff::{Kind, kind};

/// Longest page or record accepted, in bytes; longer ones are refused, never cut.
const LONGEST: u64 = 16 << 20;
/// Bytes looked at to tell what an input is.
const HEAD: u64 = 8 << 10;

/// One input as found, decoded, before it is understood.
#[derive(Clone, Debug)]
pub struct RawDocument {
    /// Path as given or found; `-` for standard input.
    pub path: String,
    /// Path relative to the ingested root with `/`, and `#` and the record's number for a record.
    pub place: String,
    /// Number of the record's line in its file, counted from 1.
    pub record: Option<u64>,
    /// What it is to be read as.
    pub format: Format,
    /// Its address, where what it came out of says it: the target of a WARC record.
    pub url: Option<String>,
    /// The encoding it was decoded from, as [`Encoding::name`] writes it.
    ///
    /// [`Encoding::name`]: super::Encoding::name
    pub encoding: &'static str,
    /// 64-bit XXH3 of the page's bytes or of the record's line: equal means unchanged.
    pub digest: u64,
    /// The text of the page, its markup, or the record as a JSON object.
    pub text: String,
}

impl RawDocument {
    /// The id of an article that has neither an id of its own nor an address: a hash of its place.
    pub fn place_id(&self) -> ArticleId {
        ArticleId::from_hash(xxh3_64(self.place.as_bytes()))
    }
}

/// An input that could not be read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Path as given or found.
    pub path: String,
    /// Number of the record's line, counted from 1.
    pub record: Option<u64>,
    /// Why, for a person.
    pub reason: String,
}

type Input = Box<dyn Read + Send>;
type Item = Result<RawDocument, Failure>;

/// The documents under some paths, one by one: paths in the order given, files of a folder sorted by
/// path, records in the order of their file.
pub struct Source {
    paths: VecDeque<PathBuf>,
    stdin: Option<Input>,
    folder: Option<Folder>,
    records: Option<Records>,
}

impl Source {
    /// Everything under `paths`; `-` reads `stdin`, once.
    pub fn new(paths: &[PathBuf], stdin: Input) -> Self {
        Self {
            paths: paths.iter().cloned().collect(),
            stdin: Some(stdin),
            folder: None,
            records: None,
        }
    }

    /// Begins a path that was given; a failure where nothing is there.
    fn begin(&mut self, path: &Path) -> Option<Item> {
        let file = Place::of(path, path.parent().unwrap_or(Path::new("")));
        if path.as_os_str() == "-" {
            return match self.stdin.take() {
                Some(input) => self.open(file, input),
                None => Some(Err(file.failure("standard input can be read only once"))),
            };
        }
        if path.is_dir() {
            self.folder = Some(Folder::new(path));
            return None;
        }
        self.file(path, file)
    }

    fn file(&mut self, path: &Path, place: Place) -> Option<Item> {
        match File::open(path) {
            Ok(file) => self.open(place, Box::new(file)),
            Err(error) => Some(Err(place.failure(&unopened(path, &error)))),
        }
    }

    /// Reads an input: a page at once, records from now on.
    fn open(&mut self, place: Place, mut input: Input) -> Option<Item> {
        let mut head = Vec::new();
        if let Err(error) = (&mut input).take(HEAD).read_to_end(&mut head) {
            return Some(Err(place.failure(&unread(&error))));
        }
        let kind = kind(&head, &place.name);
        let whole: Input = Box::new(Cursor::new(head).chain(input));
        match kind {
            Kind::Other(what) => {
                Some(Err(place.failure(&format!("looks like {what}, which is not read yet"))))
            }
            Kind::Text => Some(page(&place, Format::Text, whole)),
            Kind::Html => Some(page(&place, Format::Html, whole)),
            Kind::Records { surely } => {
                self.records = Some(Records::new(place, whole, surely));
                None
            }
        }
    }

    /// Begins the next file of the folder that is being read.
    fn next_in_folder(&mut self) -> Option<Item> {
        let folder = self.folder.as_mut()?;
        let entry = folder.next();
        let root = folder.root.clone();
        match entry {
            Some(Ok(path)) => self.file(&path, Place::of(&path, &root)),
            Some(Err(failure)) => Some(Err(failure)),
            None => {
                let empty =
                    std::mem::take(&mut self.folder).is_some_and(|folder| folder.files == 0);
                let place = Place::of(&root, &root);
                empty.then(|| Err(place.failure("the folder holds no files")))
            }
        }
    }
}

impl Iterator for Source {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            let found = if let Some(records) = &mut self.records {
                let next = records.next();
                if next.is_none() {
                    self.records = None;
                }
                next
            } else if self.folder.is_some() {
                self.next_in_folder()
            } else {
                let path = self.paths.pop_front()?;
                self.begin(&path)
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

/// The files of a folder and those under it, sorted by path; hidden ones and indexes left out.
struct Folder {
    root: PathBuf,
    walk: ignore::Walk,
    files: usize,
}

impl Folder {
    fn new(root: &Path) -> Self {
        let mut builder = WalkBuilder::new(root);
        builder.standard_filters(false).hidden(true).follow_links(true);
        builder.sort_by_file_path(Path::cmp);
        builder.filter_entry(|entry| {
            !(entry.file_type().is_some_and(|kind| kind.is_dir()) && is_index(entry.path()))
        });
        Self { root: root.to_owned(), walk: builder.build(), files: 0 }
    }
}

impl Iterator for Folder {
    type Item = Result<PathBuf, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.walk.next()? {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {}
                Ok(entry) => {
                    self.files += 1;
                    return Some(Ok(entry.into_path()));
                }
                Err(error) => {
                    self.files += 1;
                    return Some(Err(walk_failure(&error, &self.root)));
                }
            }
        }
    }
}

/// Whether a folder holds an index, `CURRENT` beside the generation it names, whose files are no input.
fn is_index(path: &Path) -> bool {
    let current = path.join("CURRENT");
    let generation = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with("gen-");
    current.is_file()
        && std::fs::read_dir(path)
            .is_ok_and(|mut all| all.any(|one| one.is_ok_and(|one| generation(&one.file_name()))))
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
            _ => break,
        };
    }
    let reason = match inner {
        ignore::Error::Io(error) => unopened(&path, error),
        ignore::Error::Loop { .. } => "is a link to a folder it lies in".to_owned(),
        other => format!("cannot be read: {other}"),
    };
    Place::of(&path, root).failure(&reason)
}

/// Where an input was found.
struct Place {
    path: String,
    name: String,
}

impl Place {
    fn of(path: &Path, root: &Path) -> Self {
        let below = path.strip_prefix(root).unwrap_or(path);
        let parts: Vec<_> = below.components().map(|c| c.as_os_str().to_string_lossy()).collect();
        Self { path: path.display().to_string(), name: parts.join("/") }
    }

    fn failure(&self, reason: &str) -> Failure {
        Failure { path: self.path.clone(), record: None, reason: reason.to_owned() }
    }
}

fn unopened(path: &Path, error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound if path.is_symlink() => "is a link to nothing".to_owned(),
        std::io::ErrorKind::NotFound => "is not there".to_owned(),
        std::io::ErrorKind::PermissionDenied => "may not be read".to_owned(),
        _ => unread(error),
    }
}

fn unread(error: &std::io::Error) -> String {
    format!("cannot be read: {error}")
}

/// Reads a page whole.
fn page(place: &Place, format: Format, input: Input) -> Item {
    let mut bytes = Vec::new();
    if let Err(error) = input.take(LONGEST + 1).read_to_end(&mut bytes) {
        return Err(place.failure(&unread(&error)));
    }
    document(place, (format, None), &bytes).map_err(|reason| place.failure(&reason))
}

fn document(
    place: &Place,
    (format, record): (Format, Option<u64>),
    bytes: &[u8],
) -> Result<RawDocument, String> {
    if bytes.len() as u64 > LONGEST {
        return Err("is longer than 16 MB".to_owned());
    }
    let decoded = encoding::decode(bytes, None)?;
    let text = decoded.text;
    if text.trim().is_empty() {
        return Err("is empty".to_owned());
    }
    let number = record.map(|n| format!("#{n}")).unwrap_or_default();
    Ok(RawDocument {
        path: place.path.clone(),
        place: format!("{}{number}", place.name),
        record,
        format,
        url: None,
        encoding: decoded.encoding.name(),
        digest: xxh3_64(bytes),
        text,
    })
}

/// The records of a JSON Lines file.
struct Records {
    place: Place,
    input: BufReader<Input>,
    line: u64,
    /// Whether it is known to be JSON Lines; otherwise the first line decides.
    surely: bool,
    /// Whether a line that is not blank was found.
    seen: bool,
    done: bool,
}

impl Records {
    fn new(place: Place, input: Input, surely: bool) -> Self {
        Self { place, input: BufReader::new(input), line: 0, surely, seen: false, done: false }
    }

    /// The next line without its end, none at the end; a line that is too long is passed over.
    fn line(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        let read = (&mut self.input).take(LONGEST + 2).read_until(b'\n', &mut bytes)?;
        if read as u64 > LONGEST && !bytes.ends_with(b"\n") {
            self.input.skip_until(b'\n')?;
        }
        self.line += 1;
        Ok((read > 0).then_some(bytes))
    }

    fn failure(&self, reason: String) -> Failure {
        Failure { path: self.place.path.clone(), record: Some(self.line), reason }
    }

    /// Whether the first line shows that this is no JSON Lines file: no whole object.
    fn spread(&mut self, line: &[u8]) -> bool {
        let whole = self.surely || serde_json::from_slice::<IgnoredAny>(line).is_ok();
        self.surely = true;
        !whole
    }
}

impl Iterator for Records {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        while !self.done {
            let line = match self.line() {
                Ok(Some(line)) => line,
                Ok(None) => {
                    self.done = true;
                    return (!self.seen).then(|| Err(self.place.failure("is empty")));
                }
                Err(error) => {
                    self.done = true;
                    return Some(Err(self.failure(unread(&error))));
                }
            };
            let start = if self.line == 1 && line.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
            let line = line[start..].trim_ascii();
            if line.is_empty() {
                continue;
            }
            self.seen = true;
            if self.spread(line) {
                self.done = true;
                let reason = "looks like one JSON value over several lines, which is not read yet";
                return Some(Err(self.place.failure(reason)));
            }
            let kind = (Format::Jsonl, Some(self.line));
            return Some(document(&self.place, kind, line).map_err(|why| self.failure(why)));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(files: &[(&str, &[u8])]) -> Vec<Item> {
        let dir = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        Source::new(&[dir.path().to_owned()], Box::new(std::io::empty())).collect()
    }

    fn reason(bytes: &[u8]) -> String {
        read(&[("x", bytes)]).remove(0).unwrap_err().reason
    }

    #[test]
    fn a_folder_is_read_sorted_without_hidden_files() {
        let found =
            read(&[("b/2.txt", b"hai"), ("a.txt", b"mot"), (".hidden", b"x"), ("b/1.txt", b"ba")]);
        let places: Vec<String> = found.into_iter().map(|item| item.unwrap().place).collect();
        assert_eq!(places, ["a.txt", "b/1.txt", "b/2.txt"]);
    }

    #[test]
    fn a_folder_that_holds_an_index_is_passed_over() {
        let found = read(&[
            ("a.txt", b"mot"),
            ("index/CURRENT", b"gen-1"),
            ("index/gen-1/meta.json", b"{}"),
            ("notes/CURRENT", b"hai"),
        ]);
        let places: Vec<String> = found.into_iter().map(|item| item.unwrap().place).collect();
        assert_eq!(places, ["a.txt", "notes/CURRENT"]);
    }

    #[test]
    fn records_are_told_by_content_and_each_bad_line_is_its_own_failure() {
        let found = read(&[("x.txt", b"\xef\xbb\xbf{\"body\":\"a\"}\n\n\xff\n{\"body\":\"b\"}")]);
        let seen: Vec<(bool, u64)> = found
            .iter()
            .map(|item| match item {
                Ok(raw) => (true, raw.record.unwrap()),
                Err(failure) => (false, failure.record.unwrap()),
            })
            .collect();
        assert_eq!(seen, [(true, 1), (false, 3), (true, 4)]);
        assert_eq!(found[0].as_ref().unwrap().place, "x.txt#1");
        assert_ne!(found[0].as_ref().unwrap().digest, found[2].as_ref().unwrap().digest);
    }

    #[test]
    fn what_is_not_read_yet_is_named() {
        assert!(reason(b"  <?xml version='1.0'?><rss/>").contains("XML"));
        assert!(reason(b"%PDF-1.7").contains("PDF"));
        assert!(reason(b"PK\x03\x04").contains("ZIP"));
        assert!(reason(b"{\n \"body\": 1\n}").contains("several lines"));
        assert!(reason(b"[{\"body\": 1}]").contains("JSON array"));
        assert!(reason(b"ab\0cd").contains("binary"));
        assert!(reason(b"\xff\xfea\0").contains("UTF-16"));
        let tags = "<p>a</p><b>c</b>".repeat(4);
        let found = read(&[("x", format!("Bài {tags}").as_bytes())]);
        assert_eq!(found[0].as_ref().unwrap().format, Format::Html);
    }

    #[test]
    fn empty_and_undecodable_inputs_fail_with_the_reason() {
        assert_eq!(reason(b""), "is empty");
        assert_eq!(reason(b" \n\t\n"), "is empty");
        assert_eq!(read(&[("x.jsonl", b"")]).remove(0).unwrap_err().reason, "is empty");
        assert!(reason(&"Đảng b\u{1ed9}".as_bytes()[..11]).contains("byte 9"));
        assert!(read(&[]).remove(0).unwrap_err().reason.contains("no files"));
    }

    #[test]
    fn a_mark_in_brackets_does_not_make_a_page_json() {
        let found = read(&[("x", "[img]\nQuang cảnh buổi lễ".as_bytes())]);
        assert_eq!(found[0].as_ref().unwrap().format, Format::Text);
    }

    #[test]
    fn missing_paths_dangling_links_and_a_second_standard_input_fail() {
        let dir = tempfile::tempdir().unwrap();
        let (missing, link) = (dir.path().join("none"), dir.path().join("link"));
        std::os::unix::fs::symlink(&missing, &link).unwrap();
        let paths = [missing, link, "-".into(), "-".into()];
        let found: Vec<Item> = Source::new(&paths, Box::new(&b"Trang"[..])).collect();
        assert_eq!(found[0].as_ref().unwrap_err().reason, "is not there");
        assert_eq!(found[1].as_ref().unwrap_err().reason, "is a link to nothing");
        assert_eq!(found[2].as_ref().unwrap().place, "-");
        assert!(found[3].is_err());
        let inside: Vec<Item> =
            Source::new(&[dir.path().to_owned()], Box::new(std::io::empty())).collect();
        assert_eq!(inside[0].as_ref().unwrap_err().reason, "is a link to nothing");
    }

    #[test]
    fn a_page_too_long_is_refused_and_a_record_too_long_passed_over() {
        let long = vec![b'a'; usize::try_from(LONGEST).unwrap() + 10];
        assert!(reason(&long).contains("16 MB"));
        let mut lines = b"{\"body\":\"x\"}\n".to_vec();
        lines.extend(&long);
        lines.extend(b"\n{\"body\":\"y\"}\n");
        let found = read(&[("x.jsonl", &lines)]);
        assert_eq!(found.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
    }
}
