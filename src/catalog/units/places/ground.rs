//! Which commune of today stands on the ground of which of before 1 July 2025.
//!
//! A commune founded that day has the official code of one of its parts: the same code is the same ground. What
//! else went into it is not in the lists; where a former neighbour in the same district bore its very name, that
//! is taken for a part too. Tables by code are made when first asked for.

use std::collections::HashMap;

use super::super::place_names::rank;
use super::{PlaceId, Places, REFORM};

/// Communes of one code, before and since.
pub(super) type Grounds = HashMap<&'static str, (Option<PlaceId>, Option<PlaceId>)>;

impl Places {
    fn grounds(&self) -> &Grounds {
        self.grounds.get_or_init(|| {
            let mut grounds = Grounds::new();
            for id in self.ids().filter(|id| rank(self.get(*id).level) == 2) {
                let place = self.get(id);
                let pair = grounds.entry(place.code).or_default();
                *(if place.from >= REFORM { &mut pair.1 } else { &mut pair.0 }) = Some(id);
            }
            grounds
        })
    }

    /// The communes since 1 July 2025 on the ground of a district or commune that ended the day before.
    pub(in crate::catalog::units) fn grounds_after(&self, id: PlaceId) -> Vec<PlaceId> {
        let place = self.get(id);
        match rank(place.level) {
            _ if place.until != super::EVE || place.parent.is_none() => Vec::new(),
            1 => self.after_district(id),
            _ => self.after_commune(id),
        }
    }

    fn after_district(&self, id: PlaceId) -> Vec<PlaceId> {
        let communes: Vec<PlaceId> = self.below(id).collect();
        if communes.is_empty() {
            return self.after_island(id).into_iter().collect();
        }
        communes.into_iter().filter_map(|commune| self.same_code(commune)).collect()
    }

    /// A district without communes became a special zone of its name.
    fn after_island(&self, id: PlaceId) -> Option<PlaceId> {
        let place = self.get(id);
        let province = self.province(id);
        let top = self.get(province).merged.unwrap_or(province);
        self.namesakes(place.fold).find(|new| {
            let new = self.get(*new);
            new.from >= REFORM && new.parent == Some(top)
        })
    }

    fn after_commune(&self, id: PlaceId) -> Vec<PlaceId> {
        let place = self.get(id);
        let own = self.same_code(id);
        let district = place.parent.into_iter().flat_map(|above| self.below(above));
        let named = district.filter_map(|neighbour| self.same_code(neighbour));
        let named = named.filter(|new| self.get(*new).fold == place.fold);
        own.into_iter().chain(named).collect()
    }

    fn same_code(&self, old: PlaceId) -> Option<PlaceId> {
        self.grounds().get(self.get(old).code)?.1
    }

    /// The communes and districts on whose ground a commune of today stands.
    pub(in crate::catalog::units) fn grounds_before(&self, id: PlaceId) -> Vec<PlaceId> {
        let place = self.get(id);
        if place.from < REFORM || rank(place.level) != 2 {
            return Vec::new();
        }
        let old = self.grounds().get(place.code).and_then(|pair| pair.0);
        let district = old.and_then(|old| self.get(old).parent);
        let named = district.into_iter().flat_map(|above| self.below(above));
        let named = named.filter(|old| self.get(*old).fold == place.fold);
        let islands = self.namesakes(place.fold).filter(|old| {
            let old = self.get(*old);
            rank(old.level) == 1 && old.until == super::EVE
        });
        old.into_iter().chain(district).chain(named).chain(islands).collect()
    }

    /// The places directly in a place.
    fn below(&self, above: PlaceId) -> impl Iterator<Item = PlaceId> + '_ {
        self.ids().filter(move |id| self.get(*id).parent == Some(above))
    }
}
