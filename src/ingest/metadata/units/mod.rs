//! Party units in an article: found by their names, told by their context, weighed for their role.

mod context;
mod roles;
mod scan;
mod sites;
#[cfg(test)]
mod tests;

use crate::article::{Article, LineRole, Unit};
use crate::catalog::Units;
use crate::catalog::units::number_of;
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
    text.match_indices("/202").any(|(at, _)| {
        let year = text.get(at + 1..at + 5).and_then(|y| y.parse::<u32>().ok());
        let before = &text[..at];
        let month = before.rsplit('/').next().and_then(|m| m.parse::<u32>().ok());
        matches!((year, month), (Some(2026..), Some(_)) | (Some(2025), Some(7..=12)))
    })
}

fn outlet(article: &Article, context: Context<'_>, day: u32) -> Option<PlaceId> {
    let outlet = article.outlet.as_ref()?;
    let key = context.catalog.outlets().get(&outlet.id)?.province.clone()?;
    let units = context.catalog.units();
    units.places().by_key(&key).map(|id| standing(units, id, day))
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
