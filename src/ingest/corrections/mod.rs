//! What people put right by hand: a file of JSON Lines, each with the id of an article, a field, its value and,
//! if they like, a note. Applied after reading, so that reading the source again keeps what they said.
//!
//! A line is believed as it stands; what it makes other labels depend on (the date and the outlet decide which
//! unit a short name means) is applied before the labels are read, the labels themselves afterwards. A line that
//! cannot be applied is an error of the whole file and not passed over: a correction that is lost in silence is
//! worse than a run that does not begin.

mod change;

use std::collections::HashMap;

use serde::Deserialize;

use super::{Context, label};
use crate::article::{Article, ArticleId, Correction};
use crate::error::{Error, ErrorKind, Result};
use change::Change;

/// Name of the file that is looked for beside what is ingested.
pub const FILE: &str = "corrections.jsonl";

/// A line of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    field: String,
    /// Null says that there is nothing to know, so it must be written.
    #[serde(default, deserialize_with = "given")]
    value: Option<serde_json::Value>,
    note: Option<String>,
    /// Takes back what was said of the field before.
    #[serde(default)]
    undo: bool,
}

/// A value that is there, be it null.
fn given<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<Option<serde_json::Value>, D::Error> {
    serde_json::Value::deserialize(deserializer).map(Some)
}

/// Corrections by article.
#[derive(Clone, Debug, Default)]
pub struct Corrections {
    by_id: HashMap<ArticleId, Vec<(Correction, bool)>>,
    /// Where each article is named first, for messages.
    named: HashMap<ArticleId, String>,
}

impl Corrections {
    /// Adds the lines of a file; `file` is its name for messages. Of two lines for one field the later counts.
    ///
    /// # Errors
    /// [`ErrorKind::Query`] naming file, line and remedy when a line cannot be read or applied.
    pub fn add(&mut self, file: &str, text: &str, context: Context<'_>) -> Result<()> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (n, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
            self.add_line(line, context, &format!("{file}:{n}")).map_err(|cause| {
                Error::new(ErrorKind::Query, format!("{file}:{n}: {cause}")).because(cause)
            })?;
        }
        Ok(())
    }

    fn add_line(&mut self, line: &str, context: Context<'_>, at: &str) -> Result<()> {
        let Row { id, field, value, note, undo } = serde_json::from_str(line).map_err(|cause| {
            let form = r#"a line is {"id": "…", "field": "published", "value": "2021-04-05", "note": "…"}"#;
            Error::new(ErrorKind::Query, format!("{cause}; {form}"))
        })?;
        let id = ArticleId::parse(&id)?;
        let Some(value) = value.or(undo.then_some(serde_json::Value::Null)) else {
            let message = "`value` is missing; write null where there is nothing to know";
            return Err(Error::new(ErrorKind::Query, message));
        };
        let correction = Correction { field, value, note };
        if undo {
            change::check_field(&correction.field)?;
        } else {
            Change::read(&correction, context)?.check(context.catalog)?;
        }
        self.named.entry(id.clone()).or_insert_with(|| at.to_owned());
        let list = self.by_id.entry(id).or_default();
        list.retain(|(other, _)| other.field != correction.field);
        list.push((correction, undo));
        Ok(())
    }

    /// Whether some are of this article.
    pub fn names(&self, id: &ArticleId) -> bool {
        self.by_id.contains_key(id)
    }

    /// Joins some corrections to others: of two for one field the new ones count.
    pub fn join(borne: &mut Vec<Correction>, new: Vec<Correction>) {
        for correction in new {
            borne.retain(|other| other.field != correction.field);
            borne.push(correction);
        }
    }

    /// Joins those of an article to the ones it bears: of two for one field these count.
    pub fn merge(&self, id: &ArticleId, borne: &mut Vec<Correction>) {
        for (correction, undo) in self.by_id.get(id).into_iter().flatten() {
            borne.retain(|other| other.field != correction.field);
            if !undo {
                borne.push(correction.clone());
            }
        }
    }

    /// The articles that are corrected, each with the place where it is named first, in no order.
    pub fn articles(&self) -> impl Iterator<Item = (&ArticleId, &str)> {
        self.named.iter().map(|(id, at)| (id, at.as_str()))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }
}

/// Puts the labels of an article right that were read anew; its text and its other values are as they were put right
/// before.
pub fn correct_labels(article: &mut Article, context: Context<'_>) {
    let changes: Vec<Change> = article
        .corrections
        .iter()
        .filter_map(|one| Change::read(one, context).ok().filter(Change::is_label))
        .collect();
    for change in changes {
        change.apply(article);
    }
}

/// Puts an article right, which bears no corrections yet, and keeps with it what was put right. One that this program
/// cannot make sense of, written by another version, is kept and not applied.
pub fn correct(article: &mut Article, corrections: Vec<Correction>, context: Context<'_>) {
    if corrections.is_empty() {
        return;
    }
    let changes = corrections.iter().filter_map(|one| Change::read(one, context).ok());
    let (labels, text): (Vec<_>, Vec<_>) = changes.partition(Change::is_label);
    if !text.is_empty() {
        for change in text {
            change.apply(article);
        }
        label(article, context);
    }
    for change in labels {
        change.apply(article);
    }
    article.corrections = corrections;
}
