//! Scores: a table for people, one record for scripts and for the next run to compare with.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use super::text::{Style, visible};

/// Schema of scores.
pub const EVAL_SCHEMA: &str = "tracuu/eval@1";

/// What is measured of an answer, or the means over many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    /// Normalised discounted cumulative gain of the first ten hits, 0 to 1.
    #[serde(rename = "ndcg@10")]
    pub ndcg_10: f64,
    /// One by the rank of the first relevant hit among ten, else 0.
    #[serde(rename = "mrr@10")]
    pub mrr_10: f64,
    /// 1 where the first hit is relevant.
    #[serde(rename = "success@1")]
    pub success_1: f64,
    /// The part of what is relevant among the first hundred hits.
    #[serde(rename = "recall@100")]
    pub recall_100: f64,
}

impl Figures {
    const NAMES: [&'static str; 4] = ["ndcg@10", "mrr@10", "success@1", "recall@100"];

    fn all(self) -> [f64; 4] {
        [self.ndcg_10, self.mrr_10, self.success_1, self.recall_100]
    }

    /// The means of some figures; 0 of none.
    #[must_use]
    pub fn mean(all: impl Iterator<Item = Self>) -> Self {
        let (mut sums, mut count) = ([0.0; 4], 0.0);
        for figures in all {
            count += 1.0;
            sums.iter_mut().zip(figures.all()).for_each(|(sum, figure)| *sum += figure);
        }
        let [ndcg_10, mrr_10, success_1, recall_100] = sums.map(|sum| sum / f64::max(count, 1.0));
        Self { ndcg_10, mrr_10, success_1, recall_100 }
    }
}

/// A query and its scores.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QueryScore {
    /// Its id.
    pub qid: String,
    /// The query.
    pub query: String,
    /// Its scores.
    #[serde(flatten)]
    pub figures: Figures,
}

/// A file of judged queries and their scores.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JudgedFile {
    /// The file.
    pub file: String,
    /// Queries in it.
    pub queries: usize,
    /// The means.
    #[serde(flatten)]
    pub figures: Figures,
    /// Each query, where asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub each: Vec<QueryScore>,
}

/// How many values of a field are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
struct Tally {
    /// Values that gold has and that were read.
    right: usize,
    /// Values that gold has.
    gold: usize,
    /// Values that were read.
    read: usize,
}

/// A value of gold that was not read, or the other way round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Miss {
    article: String,
    field: &'static str,
    gold: Vec<String>,
    read: Vec<String>,
}

/// A file of gold and the scores of each field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GoldScores {
    /// The file.
    pub file: String,
    /// Articles it speaks of.
    pub articles: usize,
    /// Those that the index lacks.
    pub missing: usize,
    /// What differs, where asked for.
    pub misses: Vec<Miss>,
    fields: BTreeMap<&'static str, Tally>,
}

impl GoldScores {
    /// Nothing scored yet of a file.
    pub fn new(file: String) -> Self {
        Self { file, ..Self::default() }
    }

    /// Adds a field of one value: what gold has, and what was read.
    pub fn value(
        &mut self,
        article: &str,
        field: &'static str,
        (gold, read): (Option<String>, Option<String>),
    ) {
        let set = |value: Option<String>| value.into_iter().collect();
        self.set(article, field, (&set(gold), &set(read)));
    }

    /// Adds a field of any number of values.
    pub fn set(
        &mut self,
        article: &str,
        field: &'static str,
        (gold, read): (&BTreeSet<String>, &BTreeSet<String>),
    ) {
        let tally = self.fields.entry(field).or_default();
        tally.right += gold.intersection(read).count();
        tally.gold += gold.len();
        tally.read += read.len();
        if gold != read {
            let only = |one: &BTreeSet<String>, other| one.difference(other).cloned().collect();
            let (gold, read) = (only(gold, read), only(read, gold));
            self.misses.push(Miss { article: article.to_owned(), field, gold, read });
        }
    }
}

/// The scores of one field; none where there is nothing to divide by.
#[derive(Clone, Copy, Debug, Serialize)]
struct FieldScore {
    gold: usize,
    read: usize,
    right: usize,
    precision: Option<f64>,
    recall: Option<f64>,
    f1: Option<f64>,
}

impl From<Tally> for FieldScore {
    #[expect(clippy::cast_precision_loss, reason = "numbers of values are small")]
    fn from(Tally { right, gold, read }: Tally) -> Self {
        let part = |all: usize| (all > 0).then(|| right as f64 / all as f64);
        let f1 = (gold + read > 0).then(|| 2.0 * right as f64 / (gold + read) as f64);
        Self { gold, read, right, precision: part(read), recall: part(gold), f1 }
    }
}

#[derive(Serialize)]
struct GoldRecord<'a> {
    file: &'a str,
    articles: usize,
    missing: usize,
    fields: BTreeMap<&'static str, FieldScore>,
    #[serde(skip_serializing_if = "<[Miss]>::is_empty")]
    misses: &'a [Miss],
}

/// Scores with their schema.
#[derive(Serialize)]
pub struct EvalRecord<'a> {
    schema: &'static str,
    queries: &'a [JudgedFile],
    gold: Vec<GoldRecord<'a>>,
    /// By file and figure, how much more each is than before.
    #[serde(skip_serializing_if = "Option::is_none")]
    differences: Option<BTreeMap<String, BTreeMap<String, f64>>>,
}

impl<'a> EvalRecord<'a> {
    /// The record of some scores; `before` is such a record of an earlier run.
    pub fn new(queries: &'a [JudgedFile], gold: &'a [GoldScores], before: Option<&Value>) -> Self {
        let gold = gold.iter().map(|scores| GoldRecord {
            file: &scores.file,
            articles: scores.articles,
            missing: scores.missing,
            fields: scores.fields.iter().map(|(field, tally)| (*field, (*tally).into())).collect(),
            misses: &scores.misses,
        });
        let mut record =
            Self { schema: EVAL_SCHEMA, queries, gold: gold.collect(), differences: None };
        record.differences = before.map(|before| record.against(before));
        record
    }

    fn against(&self, before: &Value) -> BTreeMap<String, BTreeMap<String, f64>> {
        let of = |part: &str, file: &str| {
            let files = before[part].as_array().into_iter().flatten();
            files.into_iter().find(|entry| entry["file"] == file).cloned().unwrap_or_default()
        };
        let mut all = BTreeMap::new();
        for JudgedFile { file, figures, .. } in self.queries {
            let old = of("queries", file);
            let named = Figures::NAMES.into_iter().zip(figures.all());
            let differ = named.filter_map(|(name, now)| Some((name, now - old[name].as_f64()?)));
            all.insert(file.clone(), differ.map(|(name, by)| (name.to_owned(), by)).collect());
        }
        for GoldRecord { file, fields, .. } in &self.gold {
            let old = of("gold", file);
            let differ = fields.iter().filter_map(|(name, now)| {
                Some(((*name).to_owned(), now.f1? - old["fields"][*name]["f1"].as_f64()?))
            });
            all.insert((*file).to_owned(), differ.collect());
        }
        all
    }

    fn difference(&self, file: &str, figure: &str) -> Option<f64> {
        self.differences.as_ref()?.get(file)?.get(figure).copied()
    }
}

/// Writes scores for reading, each with its difference where there is one to compare with.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_eval(out: &mut dyn Write, record: &EvalRecord<'_>, style: Style) -> io::Result<()> {
    let cell = |file: &str, name: &str, figure: f64| {
        let by = record.difference(file, name).map(|by| format!(" ({by:+.4})"));
        format!("{figure:.4}{}", by.unwrap_or_default())
    };
    for file in record.queries {
        writeln!(out, "{}  {} queries", style.strong(&visible(&file.file)), file.queries)?;
        for (name, figure) in Figures::NAMES.into_iter().zip(file.figures.all()) {
            writeln!(out, "  {name:<14}{}", cell(&file.file, name, figure))?;
        }
        for QueryScore { qid, query, figures } in &file.each {
            let figures = figures.all().map(|figure| format!("{figure:.4}")).join("  ");
            writeln!(out, "    {figures}  {}  {}", visible(qid), visible(query))?;
        }
    }
    for GoldRecord { file, articles, missing, fields, misses } in &record.gold {
        let lacks =
            if *missing > 0 { format!(", {missing} not in the index") } else { String::new() };
        writeln!(out, "{}  {articles} articles{lacks}", style.strong(&visible(file)))?;
        for (name, score) in fields {
            let part = |part: Option<f64>| part.map_or("-".to_owned(), |part| format!("{part:.4}"));
            let f1 = score.f1.map_or("-".to_owned(), |f1| cell(file, name, f1));
            let (precision, recall) = (part(score.precision), part(score.recall));
            writeln!(out, "  {name:<14}F1 {f1}  P {precision}  R {recall}  of {}", score.gold)?;
        }
        for Miss { article, field, gold, read } in *misses {
            let list = |values: &[String]| visible(&values.join("; "));
            let (gold, read) = (list(gold), list(read));
            writeln!(out, "    {}  {field}: gold {gold} | read {read}", visible(article))?;
        }
    }
    Ok(())
}
