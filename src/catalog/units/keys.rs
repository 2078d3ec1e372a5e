//! From the parts of a name to the key of a unit.

use super::grammar::What;
use super::phrases::Class;
use super::places::{Level, PlaceId, ymd};
use super::{Units, root};
use crate::article::UnitKey;

/// Since 3 February 2025 agencies have stood under new committees, `yyyymmdd`.
pub(crate) const REGROUPED: u32 = ymd(2025, 2, 3);

/// Where a unit stands, once its name has been read in its context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Spot {
    /// At the centre.
    Centre,
    /// In a place.
    Place {
        /// The place's key.
        key: UnitKey,
        /// Its level.
        level: Level,
        /// It is a province.
        top: bool,
    },
}

impl Spot {
    /// The level's slug; empty at the centre.
    fn level(&self) -> &'static str {
        match self {
            Self::Centre => "",
            Self::Place { level, .. } => level.slug(),
        }
    }
}

impl Units {
    /// A place of the catalogue as a spot.
    pub(crate) fn spot(&self, id: PlaceId) -> Spot {
        let place = self.places.get(id);
        Spot::Place { key: self.places.key(id), level: place.level, top: place.parent.is_none() }
    }

    /// The key of the unit that a name's parts give at a spot, on a day (`yyyymmdd`). None for a short form.
    pub(crate) fn key(what: &What, spot: &Spot, day: u32) -> Option<UnitKey> {
        let base = match spot {
            Spot::Centre => UnitKey::parse("vn/tw").ok()?,
            Spot::Place { key, .. } => key.clone(),
        };
        match what {
            What::Fixed(key) => UnitKey::parse(key).ok(),
            What::Committee => Some(base),
            What::Khoi(slug) if !slug.is_empty() => join(&base, &[slug]),
            What::Branch { slug, class } => {
                let what = What::Body {
                    slug: slug.clone(),
                    class: *class,
                    of_body: false,
                    implied: false,
                };
                Self::key(&what, spot, day)
            }
            What::Body { slug, class, of_body, .. } => {
                let own = own_slug((slug, *class), spot);
                match above_body(*class, spot, day).filter(|_| !of_body) {
                    Some(above) => join(&base, &[&above, &own]),
                    None => join(&base, &[&own]),
                }
            }
            _ => None,
        }
    }
}

/// A body's own part of the key.
fn own_slug((slug, class): (&str, Class), spot: &Spot) -> String {
    match (class, spot.level()) {
        (Class::Above | Class::Justice, level) if !level.is_empty() => format!("{slug}-{level}"),
        _ => slug.to_owned(),
    }
}

/// The slug of the committee between a spot and a body's own, if one stands there.
fn above_body(class: Class, spot: &Spot, day: u32) -> Option<String> {
    let central = match spot {
        Spot::Centre => true,
        Spot::Place { top: true, .. } => false,
        Spot::Place { .. } => return None,
    };
    let business = matches!(class, Class::Business | Class::Group);
    let above = match (class, central, day >= REGROUPED) {
        (Class::Above | Class::Direct, ..) => return None,
        (Class::Army, ..) => "quan-uy",
        (_, _, false) if business => "khoi-doanh-nghiep",
        (_, _, false) => "khoi-cac-co-quan",
        (Class::Union | Class::NationalUnion, true, true) => "mttq-cac-doan-the",
        (Class::Ministry, true, true) => "chinh-phu",
        (_, true, true) if business => "chinh-phu",
        (_, false, true) if business || class == Class::Government => {
            return Some(format!("ubnd-{}", spot.level()));
        }
        (_, _, true) => "cac-co-quan-dang",
    };
    Some(above.to_owned())
}

/// A key with an organ.
pub(crate) fn with_organ(key: &UnitKey, organ: &str) -> Option<UnitKey> {
    match key.organ() {
        Some(_) => Some(key.clone()),
        None => UnitKey::parse(&format!("{key}#{organ}")).ok(),
    }
}

/// A key with more levels.
pub(crate) fn join(base: &UnitKey, path: &[&str]) -> Option<UnitKey> {
    let mut text = base.as_str().to_owned();
    for slug in path {
        text.push('/');
        text.push_str(slug);
    }
    UnitKey::parse(&text).ok().filter(|key| *key != root())
}
