//! What is settled once for all commands: by flags, else the environment, else a file, else by default.
//!
//! The file is TOML, `$XDG_CONFIG_HOME/tracuu/config.toml` unless told otherwise. Whatever is wrong in it is an error
//! that names the line, as a setting that is silently without effect costs more than one that is refused. Not a
//! library of layered settings: there are four places and six keys.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::place::{read_small, unreadable};
use super::{Color, Global};
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

/// A variable of the environment; an empty one is none.
pub(super) fn variable(name: &str) -> Option<std::ffi::OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
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
fn usual() -> Option<PathBuf> {
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

/// Where a setting comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Origin {
    Flag(&'static str),
    Variable(&'static str),
    File,
    Default,
}

/// A setting and where it comes from.
struct Settled<T> {
    value: Option<T>,
    origin: Origin,
}

impl<T> Settled<T> {
    /// The first of the places that says anything.
    fn first(
        (flag, given): (&'static str, Option<T>),
        (variable, set): (&'static str, Option<T>),
        kept: Option<T>,
    ) -> Self {
        let places =
            [(given, Origin::Flag(flag)), (set, Origin::Variable(variable)), (kept, Origin::File)];
        let found = places.into_iter().find(|(value, _)| value.is_some());
        let (value, origin) = found.unwrap_or((None, Origin::Default));
        Self { value, origin }
    }
}

/// The language of the machine, by the first of its variables that says one.
fn locale() -> Option<(&'static str, Lang)> {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| Some((name, variable(name)?)));
    set.and_then(|(name, value)| Some((name, Lang::named(&value.to_string_lossy())?)))
}

/// The language before the arguments are read: errors in them are said in it too. What is wrong with the file is said
/// once they are read.
pub(super) fn lang_of(arguments: impl Iterator<Item = std::ffi::OsString>) -> Lang {
    let mut arguments =
        arguments.map(|argument| argument.to_string_lossy().into_owned()).peekable();
    let (mut lang, mut config) = (None, None);
    while let Some(argument) = arguments.next() {
        let (name, value) = match argument.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (argument, arguments.peek().cloned()),
        };
        match name.as_str() {
            "--lang" => lang = value.and_then(|value| Lang::named(&value)).or(lang),
            "--config" => config = value.map(PathBuf::from),
            _ => {}
        }
    }
    let kept = || File::find(config.as_deref()).ok().and_then(|file| file.lang);
    let named = || variable("TRACUU_LANG").and_then(|value| Lang::named(&value.to_string_lossy()));
    lang.or_else(named).or_else(kept).or_else(|| locale().map(|(_, lang)| lang)).unwrap_or_default()
}

impl Global {
    /// Puts together what flags, environment and file say.
    pub(super) fn settle(&mut self) -> Result<()> {
        self.file = File::find(self.config.as_deref())?;
        let catalog = self.catalog();
        self.index = self.index_at().value;
        self.catalog = catalog.value;
        Ok(())
    }

    fn index_at(&self) -> Settled<PathBuf> {
        let named = ("TRACUU_INDEX", variable("TRACUU_INDEX").map(PathBuf::from));
        Settled::first(("--index", given(self.index.as_ref())), named, self.file.index.clone())
    }

    fn catalog(&self) -> Settled<PathBuf> {
        let named = ("TRACUU_CATALOG", variable("TRACUU_CATALOG").map(PathBuf::from));
        Settled::first(
            ("--catalog", given(self.catalog.as_ref())),
            named,
            self.file.catalog.clone(),
        )
    }

    fn colors(&self) -> Settled<Color> {
        let never = variable("NO_COLOR").map(|_| Color::Never);
        Settled::first(("--color", self.color), ("NO_COLOR", never), self.file.color)
    }

    /// When to use colours.
    pub(super) fn color(&self) -> Color {
        self.colors().value.unwrap_or(Color::Auto)
    }

    fn language(&self) -> Settled<Lang> {
        let named = variable("TRACUU_LANG").and_then(|value| Lang::named(&value.to_string_lossy()));
        let settled = Settled::first(("--lang", self.lang), ("TRACUU_LANG", named), self.file.lang);
        match (settled.value, locale()) {
            (None, Some((name, lang))) => {
                Settled { value: Some(lang), origin: Origin::Variable(name) }
            }
            _ => settled,
        }
    }

    /// The language of messages.
    pub(super) fn lang(&self) -> Lang {
        self.language().value.unwrap_or_default()
    }

    /// The settings as a file that would make them, each with where it comes from; `before` is what the flags said.
    pub(super) fn printed(&self, before: &Self) -> String {
        let mut out = String::new();
        let _ = match (&self.file.path, usual()) {
            (Some(file), _) => writeln!(out, "# configuration: {}", file.display()),
            (None, Some(usual)) => {
                writeln!(out, "# no configuration file; the usual place is {}", usual.display())
            }
            (None, None) => writeln!(out, "# no configuration file"),
        };
        for (key, value, origin) in self.settings(before) {
            let line = format!("{key} = {value}");
            let _ = match origin {
                Origin::Flag(name) | Origin::Variable(name) => writeln!(out, "{line:<32} # {name}"),
                Origin::File => writeln!(out, "{line:<32} # file"),
                // Not said, so that what is said later by default will hold.
                Origin::Default => writeln!(out, "# {line:<30} # default"),
            };
        }
        if !self.file.queries.is_empty() {
            let _ = writeln!(out, "\n[queries]");
        }
        for (name, query) in &self.file.queries {
            let _ = writeln!(out, "{} = {}", quoted(name), quoted(query));
        }
        out
    }

    /// Every setting: its key, its value as TOML has it, where it comes from.
    fn settings(&self, before: &Self) -> [(&'static str, String, Origin); 6] {
        let shown = |path: Option<PathBuf>, usual: &str| {
            quoted(&path.map_or_else(|| usual.to_owned(), |path| path.display().to_string()))
        };
        let (index, catalog) = (before.index_at(), before.catalog());
        let (color, lang) = (self.colors(), self.language());
        let color_name = match color.value {
            None | Some(Color::Auto) => "auto",
            Some(Color::Always) => "always",
            Some(Color::Never) => "never",
        };
        let kept = |is_kept: bool| if is_kept { Origin::File } else { Origin::Default };
        let limit = self.file.limit.unwrap_or(Limit::default().get());
        let format = self.file.format.unwrap_or(HitFormat::Text);
        [
            ("index", shown(index.value, super::place::DEFAULT), index.origin),
            ("catalog", shown(catalog.value, "that of the index"), catalog.origin),
            ("color", quoted(color_name), color.origin),
            ("lang", quoted(lang.value.unwrap_or_default().name()), lang.origin),
            ("limit", limit.to_string(), kept(self.file.limit.is_some())),
            ("format", quoted(format.name()), kept(self.file.format.is_some())),
        ]
    }
}

/// A path that is given; an empty one is none.
fn given(path: Option<&PathBuf>) -> Option<PathBuf> {
    path.filter(|path| !path.as_os_str().is_empty()).cloned()
}

/// A text as TOML has it.
fn quoted(text: &str) -> String {
    // What JSON escapes, TOML escapes alike, but for DEL.
    let json = serde_json::to_string(text).unwrap_or_default();
    json.replace('\u{7f}', "\\u007f")
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
