//! Which of the units an article is about.
//!
//! Every mention weighs by its line and its manner: a subject in the title most, a title a person had
//! before least. Places and bodies named in the title speak for their units.

use std::collections::{HashMap, HashSet};

use super::context::Settled;
use super::scan::Manner;
use crate::article::{LineRole, Method, Unit, UnitKey, UnitRole};
use crate::catalog::Units;
use crate::catalog::units::grammar::What;

/// The bodies that speak for the whole Party and stand in most articles as a source of orders.
const CENTRAL: [&str; 3] = ["vn/tw", "vn/tw#bct", "vn/tw#bbt"];

/// What is left of a cell's weight.
const CELL: f32 = 0.25;

/// What a unit gains that a title begins with.
const SUBJECT: f32 = 3.0;

/// A unit with its mentions and its weight.
struct Gathered<'s, 't> {
    key: UnitKey,
    mentions: Vec<&'s Settled<'s, 't>>,
    score: f32,
    /// Named in the title or kicker.
    titled: bool,
    /// Its place or body is, where it is not itself.
    named: bool,
}

impl Gathered<'_, '_> {
    fn new(key: UnitKey) -> Self {
        Self { key, mentions: Vec::new(), score: 0.0, titled: false, named: false }
    }

    /// Whether the article can be about it: it is named for itself, in a title given now or at the head, not
    /// only in what persons are or were. Below a province a secretary speaks for the unit.
    fn acts(&self) -> bool {
        use Manner::{Borne, Cited, Former, Given, Merged, Plain, Sent};
        let local = self.key.as_str().matches('/').count() > 1;
        let former = self.mentions.iter().any(|one| one.mention.manner == Former);
        self.mentions.iter().any(|one| match one.mention.manner {
            Plain => true,
            Given => !former,
            Borne => local || leads(one),
            Sent => true,
            Former | Cited | Merged => false,
        })
    }
}

/// The units of the mentions with their roles, the weightiest first.
pub(super) fn assign(units: &Units, settled: &[Settled<'_, '_>], title: &str) -> Vec<Unit> {
    let mut gathered = gather(units, settled, title);
    gathered.sort_by(|a, b| b.score.total_cmp(&a.score));
    let primary = primaries(&gathered);
    gathered
        .iter()
        .map(|unit| {
            let role = role(unit, &primary);
            record(units, unit, role)
        })
        .collect()
}

fn gather<'s, 't>(
    units: &Units,
    settled: &'s [Settled<'s, 't>],
    title: &str,
) -> Vec<Gathered<'s, 't>> {
    let mut all: Vec<Gathered<'s, 't>> = Vec::new();
    let mut at: HashMap<&UnitKey, usize> = HashMap::new();
    for one in settled {
        let at = *at.entry(&one.key).or_insert_with(|| {
            all.push(Gathered::new(one.key.clone()));
            all.len() - 1
        });
        all[at].mentions.push(one);
    }
    let titled = all.iter().any(|unit| {
        !CENTRAL.contains(&unit.key.as_str()) && unit.mentions.iter().any(|one| headed(one))
    });
    for unit in &mut all {
        let place = !titled && units.places().by_key(&unit.key.base()).is_some();
        weigh(unit, title, place);
    }
    all
}

fn leads(one: &Settled<'_, '_>) -> bool {
    headed(one) || one.mention.role == LineRole::Lead
}

fn headed(one: &Settled<'_, '_>) -> bool {
    matches!(one.mention.role, LineRole::Title | LineRole::Kicker)
}

fn weigh(unit: &mut Gathered<'_, '_>, title: &str, place: bool) {
    let opens = unit.mentions.iter().any(|one| headed(one) && one.mention.opening);
    unit.titled = unit.mentions.iter().any(|one| headed(one));
    unit.score = unit
        .mentions
        .iter()
        .map(|one| line_weight(one.mention.role) * share(one.mention.manner))
        .sum();
    unit.named = !unit.titled && named_in(&unit.key, title);
    if unit.named && place {
        unit.score += unit.score.min(4.0);
    }
    if CENTRAL.contains(&unit.key.as_str()) && !opens {
        unit.score *= 0.5;
    }
    // A cell is named for what its committee does, unless the title names it.
    let cell = |one: &Settled<'_, '_>| matches!(one.mention.name.what, What::Branch { .. });
    if !unit.titled && unit.mentions.iter().all(|one| cell(one)) {
        unit.score *= CELL;
    }
    // What a title begins with does what the title says; a person's title only names the person.
    let subject = |one: &&Settled<'_, '_>| headed(one) && one.mention.opening;
    let acts = unit
        .mentions
        .iter()
        .copied()
        .filter(subject)
        .any(|one| one.mention.manner == Manner::Plain);
    if acts {
        unit.score += SUBJECT;
    }
}

fn line_weight(role: LineRole) -> f32 {
    match role {
        LineRole::Title => 8.0,
        LineRole::Kicker => 6.0,
        LineRole::Lead => 3.0,
        LineRole::Heading => 2.0,
        _ => 1.0,
    }
}

fn share(manner: Manner) -> f32 {
    match manner {
        Manner::Merged => 0.0,
        Manner::Former => 0.25,
        Manner::Cited | Manner::Sent => 0.3,
        Manner::Borne => 0.5,
        Manner::Given | Manner::Plain => 1.0,
    }
}

/// Whether the place or body a key ends in stands in the title; `title` is a slug between hyphens.
fn named_in(key: &UnitKey, title: &str) -> bool {
    let base = key.base();
    let own = base.as_str().rsplit('/').next().unwrap_or_default();
    let own = own.split('@').next().unwrap_or_default();
    own.contains('-') && own != "khoi-cac-co-quan" && title.contains(&format!("-{own}-"))
}

/// The units the article is about: the weightiest, a second one only where the title names it alone,
/// none in a round-up of many.
fn primaries(gathered: &[Gathered<'_, '_>]) -> Vec<UnitKey> {
    let Some(first) = gathered.first() else { return Vec::new() };
    let total: f32 = gathered.iter().map(|unit| unit.score).sum();
    let mut tops: Vec<&str> = gathered.iter().filter_map(|unit| province(&unit.key)).collect();
    tops.sort_unstable();
    tops.dedup();
    let headed = first.titled || first.named;
    let scattered = !headed && tops.len() > 2 && province(&first.key).is_some();
    let thin = first.score < 0.5 || (scattered && first.score < total * 0.6);
    if !first.acts() || thin {
        return Vec::new();
    }
    let second = gathered.iter().skip(1).find(|unit| {
        let full = unit.mentions.iter().filter(|one| one.full).count();
        !headed && unit.named && full > 2 && unit.score * 2.0 >= first.score
    });
    std::iter::once(first).chain(second).map(|unit| unit.key.clone()).collect()
}

/// The province part of a key; none at the centre.
fn province(key: &UnitKey) -> Option<&str> {
    let top = key.as_str().split(['/', '#']).nth(1)?;
    (top != "tw").then_some(top)
}

/// Whether one unit stands above another: its key does, or it speaks for the whole Party.
fn above(unit: &UnitKey, other: &UnitKey) -> bool {
    let central = CENTRAL.contains(&unit.as_str()) && province(other).is_some();
    central || (unit != other && unit.organ().is_none() && unit.contains(other))
}

fn role(unit: &Gathered<'_, '_>, primary: &[UnitKey]) -> UnitRole {
    if primary.contains(&unit.key) {
        UnitRole::Primary
    } else if unit.mentions.iter().any(|one| one.mention.manner == Manner::Merged)
        && unit.score == 0.0
    {
        UnitRole::Predecessor
    } else if primary.iter().any(|key| above(&unit.key, key)) {
        UnitRole::Superior
    } else {
        UnitRole::Mentioned
    }
}

fn record(units: &Units, unit: &Gathered<'_, '_>, role: UnitRole) -> Unit {
    let full = unit.mentions.iter().any(|one| one.full);
    let mut seen = HashSet::new();
    let raws = unit.mentions.iter().map(|one| one.mention.raw).filter(|raw| seen.insert(*raw));
    let mentions = raws.map(str::to_owned).collect();
    let mut lines: Vec<u32> = unit.mentions.iter().map(|one| one.mention.line).collect();
    lines.sort_unstable();
    lines.dedup();
    let method = match (units.lists(&unit.key), full) {
        (true, _) => Method::Catalog,
        (false, true) => Method::Explicit,
        (false, false) => Method::Inferred,
    };
    let unplaced = unit.mentions.iter().all(|one| one.unplaced);
    let name = name(unit, full).unwrap_or_default().to_owned();
    Unit { key: unit.key.clone(), name, role, mentions, lines, method, unplaced }
}

/// The fullest printed form of the unit itself. What stands before it (`Ban Thường vụ`, the organ of a
/// committee) is no part of it, unless the key is the organ's.
fn name<'t>(unit: &Gathered<'_, 't>, full: bool) -> Option<&'t str> {
    let organ = unit.key.organ().is_some();
    let named = unit.mentions.iter().filter(|one| one.full == full);
    let forms = named.map(|one| (if organ { one.mention.organ } else { one.mention.unit }, one));
    let capital = |form: &str| form.starts_with(char::is_uppercase);
    forms
        .max_by_key(|(form, one)| (one.mention.itself, form.len(), capital(form)))
        .map(|found| found.0)
}
