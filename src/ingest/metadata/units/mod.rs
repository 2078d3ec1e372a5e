//! Party units in an article: found by their names, told by their context, weighed for their role.

mod context;
mod roles;
mod scan;
mod sites;
#[cfg(test)]
mod tests;

use crate::article::{Article, LineRole, Unit};
use crate::catalog::Units;
use crate::catalog::units::grammar::{Grammar, Where};
use crate::catalog::units::number_of;
use crate::catalog::units::phrases::Reading;
use crate::catalog::units::places::{PlaceId, REFORM};
use crate::catalog::units::words::{Word, slug, split};
use crate::ingest::{Context, Passage};
use context::Surroundings;

/// The units the passages name. `article.published` and `article.outlet` must be set: they decide which
/// unit a name meant that day.
pub(super) fn read(article: &Article, passages: &[Passage], context: Context<'_>) -> Vec<Unit> {
    let units = context.catalog.units();
    let sights = scan::sights(units, passages);
    let day = day(article, passages);
    let outlet = outlet(article, context, day);
    let around = Surroundings::new(units, &sights, (day, outlet));
    let settled = around.settle(&sights);
    roles::assign(units, &settled, &title(passages))
}

/// The day of publication as `yyyymmdd`; for an undated article a day before or after the reform of
/// 1 July 2025, as the dates in its text say.
fn day(article: &Article, passages: &[Passage]) -> u32 {
    match &article.published {
        Some(published) => number_of(published.iso.last_day()),
        None if passages.iter().any(|p| dated_after(&p.text)) => REFORM,
        None => REFORM - 20_000,
    }
}

/// Whether a full date of July 2025 or later stands in the text.
fn dated_after(text: &str) -> bool {
    // Most texts have no year of this decade, and one look for it is cheap.
    if !text.as_bytes().windows(3).any(|three| three == b"202") {
        return false;
    }
    let number = |text: &str| text.parse::<u32>().ok();
    let dated = |mark: &str, before: fn(char) -> bool| {
        text.match_indices(mark).any(|(at, _)| {
            let year = at + mark.len() - 3;
            let year = text.get(year..year + 4).and_then(number);
            let month = text[..at].rsplit(before).next().and_then(number);
            matches!((year, month), (Some(2026..), Some(_)) | (Some(2025), Some(7..=12)))
        })
    };
    dated("/202", |c| c == '/') || dated(" năm 202", char::is_whitespace)
}

/// The outlet's province: the catalogue's, or for an outlet it does not list the one its name ends in.
fn outlet(article: &Article, context: Context<'_>, day: u32) -> Option<PlaceId> {
    let outlet = article.outlet.as_ref()?;
    let units = context.catalog.units();
    let id = match context.catalog.outlets().get(&outlet.id) {
        Some(known) => units.places().by_key(known.province.as_ref()?),
        None => province_at_the_end(units, &outlet.name),
    };
    id.map(|id| standing(units, id, day))
}

fn province_at_the_end(units: &Units, name: &str) -> Option<PlaceId> {
    let words = split(name);
    let grammar = Grammar { units, words: &words, reading: Reading::Article };
    (1..words.len()).find_map(|at| match grammar.place(at) {
        Some((Where::Named(named), end)) if end == words.len() => {
            named.ids.into_iter().find(|id| units.places().get(*id).parent.is_none())
        }
        _ => None,
    })
}

/// The province on a day: itself, what it went into, or what it came out of.
fn standing(units: &Units, id: PlaceId, day: u32) -> PlaceId {
    let places = units.places();
    if places.get(id).stands(day) {
        return id;
    }
    let key = places.key(id);
    let others = units.successors(&key).into_iter().chain(units.predecessors(&key));
    others
        .filter_map(|key| places.by_key(&key))
        .find(|id| places.get(*id).stands(day) && places.get(*id).parent.is_none())
        .unwrap_or(id)
}

/// The title's and kicker's words as one slug between hyphens.
fn title(passages: &[Passage]) -> String {
    let heads = passages.iter().filter(|p| matches!(p.role, LineRole::Title | LineRole::Kicker));
    let words: Vec<Word> = heads.flat_map(|p| split(&p.text)).collect();
    format!("-{}-", slug(&words))
}
