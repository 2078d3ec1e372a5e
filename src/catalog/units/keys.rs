//! From the parts of a name to the key of a unit.

use super::grammar::What;
use super::phrases::Class;
use super::places::{PlaceId, ymd};
use super::{Units, root};
use crate::article::UnitKey;

/// Since 3 February 2025 agencies have stood under new committees, `yyyymmdd`.
pub(crate) const REGROUPED: u32 = ymd(2025, 2, 3);

/// Where a unit stands, once its name has been read in its context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spot {
    /// At the centre.
    Centre,
    /// In a place.
    Place(PlaceId),
}

impl Units {
    /// The key of the unit that a name's parts give at a spot, on a day (`yyyymmdd`). None for a short form.
    pub(crate) fn key(&self, what: &What, spot: Spot, day: u32) -> Option<UnitKey> {
        let base = match spot {
            Spot::Centre => UnitKey::parse("vn/tw").ok()?,
            Spot::Place(id) => self.places.key(id),
        };
        match what {
            What::Fixed(key) => UnitKey::parse(key).ok(),
            What::Committee => Some(base),
            What::Khoi(slug) if !slug.is_empty() => join(&base, &[slug]),
            What::Body { slug, class, of_body, .. } => {
                let path = self.body_path((slug, *class), (spot, *of_body), day);
                let path: Vec<&str> = path.iter().map(String::as_str).collect();
                join(&base, &path)
            }
            _ => None,
        }
    }

    /// The slugs between a spot and a body's committee, the body's own last.
    fn body_path(
        &self,
        (slug, class): (&str, Class),
        (spot, of_body): (Spot, bool),
        day: u32,
    ) -> Vec<String> {
        let level = match spot {
            Spot::Centre => "",
            Spot::Place(id) => self.places.get(id).level.slug(),
        };
        let own = match class {
            Class::Above | Class::Justice if !level.is_empty() => format!("{slug}-{level}"),
            _ => slug.to_owned(),
        };
        let provincial = match spot {
            Spot::Centre => true,
            Spot::Place(id) => self.places.get(id).parent.is_none(),
        };
        if of_body || !provincial {
            return vec![own];
        }
        let over = match (class, spot, day >= REGROUPED) {
            (Class::Above | Class::Direct, ..) => return vec![own],
            (Class::Army, ..) => "quan-uy".to_owned(),
            (Class::Business | Class::Group, _, false) => "khoi-doanh-nghiep".to_owned(),
            (_, _, false) => "khoi-cac-co-quan".to_owned(),
            (Class::Union | Class::NationalUnion, Spot::Centre, true) => {
                "mttq-cac-doan-the".to_owned()
            }
            (Class::Ministry | Class::Business | Class::Group, Spot::Centre, true) => {
                "chinh-phu".to_owned()
            }
            (Class::Government | Class::Business | Class::Group, Spot::Place(_), true) => {
                format!("ubnd-{level}")
            }
            (_, _, true) => "cac-co-quan-dang".to_owned(),
        };
        vec![over, own]
    }
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
