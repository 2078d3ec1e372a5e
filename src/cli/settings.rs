//! What is settled once for all commands: by flags, else the environment, else the configuration file, else by default.
//!
//! The one place that reads variables of the environment; an empty one is none. Not a library of layered settings:
//! there are four places and six keys.

use std::env;
use std::fmt::Write as _;
use std::path::PathBuf;

use super::config::{File, usual};
use super::{Color, Global};
use crate::error::Result;
use crate::output::{HitFormat, Lang};
use crate::query::Limit;

/// A variable of the environment; an empty one is none.
pub(super) fn variable(name: &str) -> Option<std::ffi::OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
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
    while let Some(argument) = arguments.next().filter(|argument| argument != "--") {
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
