//! What is looked up for a query: slots, each a term or all terms that one stands for, and the rows of slots that
//! answer each thing asked.
//!
//! Apart from the analysis, which knows no index, and from the phases of ranking, which know no query: both
//! phases and the rule of what matches read the same slots, so that they cannot disagree on what a word is.

use std::collections::HashMap;
use std::ops::Range;

use tantivy::Searcher;
use tantivy::schema::{Field, Term};

use super::analysis::{Ask, Asked};
use super::matching::{Least, Needed};
use super::readings;
use super::ways::Way;
use crate::catalog::is_function_word;
use crate::index::schema::{Fields, TITLE_WEIGHT};
use crate::vi::fold;

/// What a row that stands for what was typed weighs against it, and the whole of a symbol beside its parts.
const EQUIVALENT_WEIGHT: f32 = 0.5;

/// So few words that each of them was meant.
const FEW: usize = 2;

/// The fields that are scored, in the order in which scores are summed, and what a match in each weighs.
pub(super) fn scored(fields: Fields) -> [(Field, f32); 2] {
    [(fields.title, TITLE_WEIGHT), (fields.body, 1.0)]
}

/// Something looked up in both fields.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Slot {
    /// The syllable, folded where it stands for all its readings.
    pub(super) name: String,
    /// The terms it is, in the title and in the body; more than one where a syllable without accents stands for all
    /// its readings.
    pub(super) terms: [Vec<Term>; 2],
    /// What a match weighs: how often it was asked for.
    pub(super) weight: f32,
    /// Whether it was typed, and does not only stand for what was.
    pub(super) typed: bool,
}

impl Slot {
    /// Whether it is one term.
    pub(super) fn is_single(&self) -> bool {
        self.terms.iter().all(|terms| terms.len() < 2)
    }
}

/// Slots side by side.
pub(super) type Row = Vec<usize>;

/// One thing an article holds or lacks.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Unit {
    /// It is there where any of these is.
    pub(super) rows: Vec<Row>,
    /// Whether it must be there whatever else is.
    pub(super) required: bool,
    /// Whether it says so little that an article need not hold it: `là gì`.
    pub(super) light: bool,
}

/// All that a query looks up, read in one way.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sought {
    pub(super) slots: Vec<Slot>,
    /// What an article holds or lacks, in the order asked.
    pub(super) units: Vec<Unit>,
    /// The slots typed, in their order; a gap where another clause begins.
    pub(super) sequence: Vec<Option<usize>>,
    /// How many of the units an article must hold.
    pub(super) needed: Needed,
}

impl Sought {
    /// Whether every slot is one term.
    pub(super) fn is_single(&self) -> bool {
        self.slots.iter().all(Slot::is_single)
    }

    /// Takes for light only what leaves something to hold: of few words each was meant.
    fn weigh(&mut self, least: Least) {
        let heavy = self.units.iter().filter(|unit| !unit.light).count();
        if least == Least::Every || self.units.len() <= FEW || heavy < 2 {
            self.units.iter_mut().for_each(|unit| unit.light = false);
        }
    }
}

/// Looks up what a query asks for in one view of the index.
pub(super) struct Finder<'a> {
    searcher: &'a Searcher,
    fields: Fields,
    numbers: HashMap<(String, bool), usize>,
    sought: Sought,
}

impl<'a> Finder<'a> {
    pub(super) fn new(searcher: &'a Searcher, fields: Fields) -> Self {
        Self { searcher, fields, numbers: HashMap::new(), sought: Sought::default() }
    }

    /// The slots of a query, read in one way: what is asked, and what is only wanted.
    pub(super) fn find(
        mut self,
        (asked, wanted): (&Asked, &Asked),
        way: Way,
    ) -> tantivy::Result<Sought> {
        let loose = asked.is_long();
        let mut firsts = Vec::with_capacity(asked.asks.len() + 1);
        for ask in &asked.asks {
            firsts.push(self.sought.units.len());
            self.ask(ask, way, loose && !(ask.required && way.quotes))?;
        }
        firsts.push(self.sought.units.len());
        for group in asked.groups(way.reading) {
            let mut rows = Vec::new();
            for other in &group.others {
                let exact = Way { reading: super::Reading::Exact, ..way };
                rows.push(self.row(&other.parts, (other, exact), None)?);
            }
            let covered: Range<usize> = firsts[group.asks.start]..firsts[group.asks.end];
            for unit in &mut self.sought.units[covered] {
                unit.rows.extend(rows.iter().cloned());
            }
        }
        for ask in &wanted.asks {
            let row = self.row(&ask.parts, (ask, way), Some(1.0))?;
            self.sought.sequence.push(None);
            self.sought.sequence.extend(row.into_iter().map(Some));
        }
        self.sought.weigh(way.least);
        let counted = self.sought.units.iter().filter(|unit| !unit.light).count();
        self.sought.needed = way.least.of(counted);
        Ok(self.sought)
    }

    fn ask(&mut self, ask: &Ask, way: Way, apart: bool) -> tantivy::Result<()> {
        if let Some(capitals) = ask.capitals.as_ref().filter(|_| way.capitals) {
            let exact = Way { reading: super::Reading::Exact, ..way };
            let row = self.row(std::slice::from_ref(capitals), (ask, exact), Some(1.0))?;
            self.sought.sequence.extend(row.iter().copied().map(Some));
            self.sought.units.push(Unit { rows: vec![row], required: ask.required, light: false });
            return Ok(());
        }
        let row = self.row(&ask.parts, (ask, way), Some(1.0))?;
        let folds = way.reading == super::Reading::Unaccented;
        self.sought.sequence.extend(row.iter().copied().map(Some));
        let mut rows = Vec::new();
        for whole in ask.whole.iter().chain(&ask.capitals) {
            rows.push(self.row(std::slice::from_ref(whole), (ask, way), None)?);
        }
        if apart {
            let part = |slot: &usize| Unit { rows: vec![vec![*slot]], ..Unit::default() };
            self.sought.units.extend(row.iter().map(part));
        } else {
            rows.insert(0, row);
            let required = ask.required && way.quotes;
            let light =
                !required && matches!(&ask.parts[..], [part] if is_function_word(part, folds));
            self.sought.units.push(Unit { rows, required, light });
        }
        Ok(())
    }

    /// The slots of some parts; those typed weigh `typed` more.
    fn row(
        &mut self,
        parts: &[String],
        (ask, way): (&Ask, Way),
        typed: Option<f32>,
    ) -> tantivy::Result<Row> {
        let reading = ask.reading(way.reading);
        let mut row = Vec::with_capacity(parts.len());
        #[expect(clippy::cast_precision_loss, reason = "a few parts")]
        let share = EQUIVALENT_WEIGHT / parts.len().max(1) as f32;
        for part in parts {
            let at = self.slot(part, reading.folds(part))?;
            let slot = &mut self.sought.slots[at];
            match typed {
                Some(weight) if slot.typed => slot.weight += weight,
                Some(weight) => (slot.weight, slot.typed) = (weight, true),
                None if !slot.typed => slot.weight = slot.weight.max(share),
                None => {}
            }
            row.push(at);
        }
        Ok(row)
    }

    fn slot(&mut self, part: &str, folds: bool) -> tantivy::Result<usize> {
        let name = (if folds { fold(part) } else { part.to_owned() }, folds);
        if let Some(at) = self.numbers.get(&name) {
            return Ok(*at);
        }
        let mut terms = [Vec::new(), Vec::new()];
        for (terms, (field, _)) in terms.iter_mut().zip(scored(self.fields)) {
            *terms = if folds {
                readings::of(self.searcher, field, &name.0)?
            } else {
                vec![Term::from_field_text(field, part)]
            };
        }
        let at = self.sought.slots.len();
        let slot = Slot { name: name.0.clone(), terms, weight: 0.0, typed: false };
        self.sought.slots.push(slot);
        self.numbers.insert(name, at);
        Ok(at)
    }
}
