//! The configuration file: TOML, `$XDG_CONFIG_HOME/tracuu/config.toml` unless told otherwise.
//!
//! Whatever is wrong in it is an error that names the line, as a setting that is silently without effect costs more
//! than one that is refused. Read key by key, as what a library derives from types knows no lines of what is missing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Color;
use super::place::{NONE, read_small, unreadable};
use super::settings::variable;
use crate::error::{Error, ErrorKind, Result};
use crate::output::{HitFormat, Lang};
use crate::query::Limit;

/// The keys of the file.
const KEYS: [&str; 7] = ["index", "catalog", "color", "lang", "limit", "format", "queries"];

/// What a configuration file says.
#[derive(Clone, Debug, Default)]
pub(super) struct File {
    /// The file; none where there is none.
    pub(super) path: Option<PathBuf>,
    pub(super) index: Option<PathBuf>,
    pub(super) catalog: Option<PathBuf>,
    pub(super) color: Option<Color>,
    pub(super) lang: Option<Lang>,
    pub(super) limit: Option<usize>,
    pub(super) format: Option<HitFormat>,
    /// Queries by name.
    pub(super) queries: BTreeMap<String, String>,
}

impl File {
    /// The file that is given or named by the environment, which must be there; else the usual one, if it is.
    pub(super) fn find(given: Option<&Path>) -> Result<Self> {
        let named = given.map(Path::to_owned).or_else(|| variable("TRACUU_CONFIG").map(Into::into));
        if let Some(path) = named {
            return Self::read(&path);
        }
        match usual().filter(|path| path.is_file()) {
            Some(path) => Self::read(&path),
            None => Ok(Self::default()),
        }
    }

    fn read(path: &Path) -> Result<Self> {
        let shown = path.display().to_string();
        let text = read_small(path).map_err(|cause| unreadable("configuration", &shown, &cause))?;
        let reader = Reader { path, text: &text };
        let table = DeTable::parse(&text).map_err(|cause| {
            let at = cause.span().map_or(0, |span| span.start);
            reader.wrong(at, cause.message())
        })?;
        let mut file = Self { path: Some(path.to_owned()), ..Self::default() };
        for (key, value) in table.get_ref() {
            file.set(&reader, key, value)?;
        }
        Ok(file)
    }

    fn set(
        &mut self,
        reader: &Reader<'_>,
        key: &Key<'_>,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<()> {
        match key.get_ref().as_ref() {
            "index" => self.index = Some(reader.place(value)?),
            "catalog" if value.get_ref().as_str() == Some(NONE) => self.catalog = Some(NONE.into()),
            "catalog" => self.catalog = Some(reader.place(value)?),
            "color" => {
                let choices =
                    [("auto", Color::Auto), ("always", Color::Always), ("never", Color::Never)];
                self.color = Some(reader.choice(value, &choices)?);
            }
            "lang" => {
                self.lang = Some(reader.choice(value, &[("en", Lang::En), ("vi", Lang::Vi)])?);
            }
            "format" => {
                let choices = HitFormat::ALL.map(|(format, name)| (name, format));
                self.format = Some(reader.choice(value, &choices)?);
            }
            "limit" => self.limit = Some(reader.limit(value)?),
            "queries" => self.queries = reader.queries(value)?,
            _ => return Err(reader.unknown(key)),
        }
        Ok(())
    }
}

type Key<'a> = Spanned<std::borrow::Cow<'a, str>>;

/// Where the file stands unless told otherwise.
pub(super) fn usual() -> Option<PathBuf> {
    let home = || variable("HOME").map(|home| PathBuf::from(home).join(".config"));
    let folder = variable("XDG_CONFIG_HOME").map(PathBuf::from).or_else(home)?;
    Some(folder.join("tracuu/config.toml"))
}

/// Reads values, and says where one is wrong.
struct Reader<'a> {
    path: &'a Path,
    text: &'a str,
}

impl Reader<'_> {
    fn wrong(&self, at: usize, what: &str) -> Error {
        let line = 1 + self.text[..at.min(self.text.len())].matches('\n').count();
        Error::new(ErrorKind::Query, format!("{}:{line}: {what}", self.path.display()))
    }

    fn unknown(&self, key: &Key<'_>) -> Error {
        let name = key.get_ref();
        let nearest =
            nearest(name).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        let keys = KEYS.join(", ");
        self.wrong(key.span().start, &format!("there is no key `{name}`{nearest} (keys: {keys})"))
    }

    fn text(&self, value: &Spanned<DeValue<'_>>) -> Result<String> {
        let text = value.get_ref().as_str();
        text.map(str::to_owned)
            .ok_or_else(|| self.wrong(value.span().start, "a text in quotes is expected"))
    }

    /// A path; a relative one begins at the folder of the file, `~/` at the home of the person.
    fn place(&self, value: &Spanned<DeValue<'_>>) -> Result<PathBuf> {
        let text = self.text(value)?;
        if text.is_empty() {
            return Err(self.wrong(
                value.span().start,
                "a path is expected; leave the line out for the default",
            ));
        }
        if let (Some(rest), Some(home)) = (text.strip_prefix("~/"), variable("HOME")) {
            return Ok(PathBuf::from(home).join(rest));
        }
        Ok(self.path.parent().unwrap_or(Path::new("")).join(text))
    }

    fn choice<T: Copy>(&self, value: &Spanned<DeValue<'_>>, choices: &[(&str, T)]) -> Result<T> {
        let text = self.text(value)?;
        choices.iter().find(|(name, _)| *name == text).map(|(_, choice)| *choice).ok_or_else(|| {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            self.wrong(value.span().start, &format!("`{text}` is none of {}", names.join(", ")))
        })
    }

    fn limit(&self, value: &Spanned<DeValue<'_>>) -> Result<usize> {
        let number = value.get_ref().as_integer();
        let number = number.and_then(|n| usize::from_str_radix(n.as_str(), n.radix()).ok());
        let number =
            number.ok_or_else(|| self.wrong(value.span().start, "a number is expected"))?;
        match Limit::new(number) {
            Ok(_) => Ok(number),
            Err(cause) => Err(self.wrong(value.span().start, &cause.to_string())),
        }
    }

    fn queries(&self, value: &Spanned<DeValue<'_>>) -> Result<BTreeMap<String, String>> {
        let table = value.get_ref().as_table();
        let table = table.ok_or_else(|| {
            self.wrong(
                value.span().start,
                "`[queries]` and lines `name = \"query\"` below it are expected",
            )
        })?;
        let entries = table.iter().map(|(name, query)| {
            if name.get_ref().is_empty() || name.get_ref().contains(char::is_whitespace) {
                return Err(self.wrong(name.span().start, "the name of a query has no blanks"));
            }
            Ok((name.get_ref().to_string(), self.text(query)?))
        });
        entries.collect()
    }
}

/// The key that a word was most likely meant as: at most two letters from it.
fn nearest(word: &str) -> Option<&'static str> {
    let distances = KEYS.iter().map(|key| (distance(word, key), *key));
    distances.min().filter(|(distance, _)| *distance <= 2).map(|(_, key)| key)
}

/// Letters to put in, take out or change to make one word of the other.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().take(32).collect();
    let mut row: Vec<usize> = (0..=a.len()).collect();
    for (i, from) in b.chars().enumerate() {
        let mut before = std::mem::replace(&mut row[0], i + 1);
        for (j, to) in a.iter().enumerate() {
            let change = before + usize::from(from != *to);
            before = row[j + 1];
            row[j + 1] = change.min(before + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<File> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("config.toml");
        std::fs::write(&path, text).unwrap();
        File::read(&path)
    }

    #[test]
    fn a_file_says_what_it_says() {
        let file =
            read("index = \"kho\"\nlimit = 25\nlang = \"vi\"\n[queries]\nkt = \"kiểm tra\"\n")
                .unwrap();
        assert_eq!(file.index.unwrap().file_name().unwrap(), "kho");
        assert_eq!(read("catalog = \"none\"\n").unwrap().catalog.unwrap(), Path::new("none"));
        assert_eq!((file.limit, file.lang), (Some(25), Some(Lang::Vi)));
        assert_eq!(file.queries["kt"], "kiểm tra");
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (text, said) in [
            ("\nlimt = 3\n", ":2: there is no key `limt`; did you mean `limit`?"),
            ("zzzzzzzz = 1\n", ":1: there is no key `zzzzzzzz` (keys: index, "),
            ("lang = \"fr\"\n", ":1: `fr` is none of en, vi"),
            ("\n\nlimit = \"3\"\n", ":3: a number is expected"),
            ("limit = 0\n", "is not between 1 and"),
            ("index = 3\n", ":1: a text in quotes"),
            ("[queries]\na = 3\n", ":2: a text in quotes"),
            ("queries = 3\n", ":1: `[queries]`"),
            ("index = \"a\"\nindex = \"b\"\n", ":2: "),
            ("x = [\n", ":"),
        ] {
            let message = read(text).unwrap_err().to_string();
            assert!(message.contains(said), "{message}");
        }
    }

    #[test]
    fn a_slip_of_two_letters_is_understood() {
        assert_eq!(nearest("limt"), Some("limit"));
        assert_eq!(nearest("langue"), Some("lang"));
        assert_eq!(nearest("zzz"), None);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
