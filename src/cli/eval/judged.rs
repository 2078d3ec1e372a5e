//! Judged queries: what an index answers, scored by what people said is relevant.
//!
//! nDCG with gains of 0 and 1 and the discount 1 / log2(rank + 1) (K. Järvelin, J. Kekäläinen, "Cumulated gain-based
//! evaluation of IR techniques", ACM TOIS 20(4), 2002); the ideal has as many relevant articles first as there are. An
//! article counts once: what an earlier hit named is not found again.

use std::collections::HashSet;
use std::path::Path;

use serde_json::Value;

use super::{objects, wrong};
use crate::error::{ErrorKind, Result};
use crate::output::{Figures, JudgedFile, QueryScore};
use crate::query::{self, Filters, Limit, Request};
use crate::search::Searcher;

/// Hits that are looked at.
const DEPTH: usize = 100;

/// A judged query.
struct Judged {
    qid: String,
    query: String,
    relevant: HashSet<String>,
}

/// Scores the queries of a file.
pub(super) fn score(file: &Path, searcher: &Searcher<'_>) -> Result<JudgedFile> {
    let mut each = Vec::new();
    for (line, value) in objects("judged queries", file)? {
        let Some(judged) = Judged::read(&value) else {
            let why = "lacks a `query`, or has no ids in `relevant`";
            return Err(wrong(file, line, why));
        };
        let ranked = answer(&judged.query, searcher)?;
        let figures = figures(&ranked, &judged.relevant);
        each.push(QueryScore { qid: judged.qid, query: judged.query, figures });
    }
    let mean = Figures::mean(each.iter().map(|one| one.figures));
    let file = file.display().to_string();
    Ok(JudgedFile { file, queries: each.len(), figures: mean, each })
}

impl Judged {
    fn read(value: &Value) -> Option<Self> {
        let text = |value: &Value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let relevant: Option<HashSet<String>> =
            value.get("relevant")?.as_array()?.iter().map(text).collect();
        Some(Self {
            qid: value.get("qid").and_then(text).unwrap_or_default(),
            query: value.get("query")?.as_str()?.to_owned(),
            relevant: relevant.filter(|ids| !ids.is_empty())?,
        })
    }
}

/// The ids of each hit: its own and those of its near copies. A query that cannot be understood finds nothing.
fn answer(query: &str, searcher: &Searcher<'_>) -> Result<Vec<HashSet<String>>> {
    let request = query::parse(query)
        .and_then(|query| Request::new(query, Filters::default(), Limit::new(DEPTH)?));
    let answered = request.and_then(|request| searcher.search(&request));
    let response = match answered {
        Err(error) if error.kind() == ErrorKind::Query => return Ok(Vec::new()),
        answered => answered?,
    };
    let ids = response.hits.into_iter().map(|hit| {
        let copies = hit.duplicates.into_iter().map(|copy| copy.id.to_string());
        copies.chain([hit.article.id.to_string()]).collect()
    });
    Ok(ids.collect())
}

/// The figures of one query.
fn figures(ranked: &[HashSet<String>], relevant: &HashSet<String>) -> Figures {
    let mut left: HashSet<&String> = relevant.iter().collect();
    let gain = |ids: &HashSet<String>| {
        let before = left.len();
        left.retain(|id| !ids.contains(*id));
        if left.len() < before { 1.0 } else { 0.0 }
    };
    let gains: Vec<f64> = ranked.iter().take(DEPTH).map(gain).collect();
    let discounted = |gains: &mut dyn Iterator<Item = f64>| -> f64 {
        (2_u32..).zip(gains).map(|(rank, gain)| gain / f64::from(rank).log2()).sum()
    };
    let ideal = discounted(&mut relevant.iter().take(10).map(|_| 1.0));
    let first = gains.iter().take(10).position(|gain| *gain > 0.0);
    #[expect(clippy::cast_precision_loss, reason = "a hundred hits at most")]
    Figures {
        ndcg_10: discounted(&mut gains.iter().take(10).copied()) / ideal,
        mrr_10: first.map_or(0.0, |at| 1.0 / (at + 1) as f64),
        success_1: gains.first().copied().unwrap_or_default(),
        recall_100: gains.iter().sum::<f64>() / relevant.len() as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(ids: &[&str]) -> HashSet<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn figures_are_those_computed_by_hand() {
        let ranked = [ids(&["x"]), ids(&["a"]), ids(&["y"]), ids(&["b", "c"])];
        let found = figures(&ranked, &ids(&["a", "b", "c", "d"]));
        let discount = |rank: f64| 1.0 / (rank + 1.0).log2();
        let ideal: f64 = [1.0, 2.0, 3.0, 4.0].map(discount).iter().sum();
        assert!((found.ndcg_10 - (discount(2.0) + discount(4.0)) / ideal).abs() < 1e-12);
        assert!((found.mrr_10 - 0.5).abs() < 1e-12 && found.success_1.abs() < 1e-12);
        assert!((found.recall_100 - 0.5).abs() < 1e-12);
    }

    #[test]
    fn an_article_counts_at_the_first_hit_that_names_it() {
        let ranked = [ids(&["a", "copy"]), ids(&["copy"])];
        let found = figures(&ranked, &ids(&["copy"]));
        assert!((found.ndcg_10 - 1.0).abs() < 1e-12 && (found.recall_100 - 1.0).abs() < 1e-12);
    }
}
