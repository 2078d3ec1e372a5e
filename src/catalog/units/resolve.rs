//! A filter as a person types it: a key, a name, a label, an alias, with or without accents.
//!
//! The same grammar as for articles reads it, so a name leads to the key that articles got for it. What the
//! catalogue does not list is looked for among the keys present in an index, by the words of their slugs.

use super::Units;
use super::grammar::{Grammar, Name, Named, What, Where};
use super::keys::{Spot, with_organ};
use super::phrases::{Kind, Reading};
use super::places::{EVER, PlaceId, REFORM};
use super::words::{Word, split};
use crate::article::UnitKey;
use crate::catalog::Resolved;

/// Most candidates given for an ambiguous filter.
const CANDIDATES: usize = 20;
/// Most suggestions given for an unknown one.
const SUGGESTIONS: usize = 5;
/// Least likeness of a suggestion, by shared letter pairs.
const LIKE: f32 = 0.35;

impl Units {
    /// What a filter means: a key, a name, an alias or an abbreviation, with or without accents, in either
    /// tone style. `present` are the keys an index holds; they count even where the catalogue does not
    /// know them. A bare province's name means the province; of two units of one name the older one is
    /// meant, unless only the newer is present.
    ///
    /// ```
    /// use tracuu::catalog::{Catalog, Resolved};
    /// let catalog = Catalog::embedded();
    /// let Resolved::One(key) = catalog.units().resolve("tinh uy ca mau", &[]) else { panic!() };
    /// assert_eq!(key.as_str(), "vn/ca-mau");
    /// ```
    pub fn resolve(&self, text: &str, present: &[UnitKey]) -> Resolved<UnitKey> {
        let text = text.trim();
        if let Some(key) = self.typed_key(text, present) {
            return Resolved::One(key);
        }
        let mut words = split(text);
        let newer = newer(&mut words);
        let mut keys = self.read(&words, (present, newer));
        if keys.is_empty() {
            keys = among(&self.content(&words), present);
        }
        match &keys[..] {
            [] => Resolved::Unknown(self.labelled(self.nearest_keys(text, present))),
            [key] => Resolved::One(key.clone()),
            _ => Resolved::Several(self.labelled(keys)),
        }
    }

    fn typed_key(&self, text: &str, present: &[UnitKey]) -> Option<UnitKey> {
        let key = UnitKey::parse(&text.to_lowercase()).ok()?;
        let known = present.iter().any(|other| key.contains(other));
        (known || self.name_of(&key).is_some()).then_some(key)
    }

    /// The keys a name gives.
    fn read(&self, words: &[Word], (present, newer): (&[UnitKey], bool)) -> Vec<UnitKey> {
        let grammar = Grammar { units: self, words, reading: Reading::Filter };
        let named = grammar.name(0).filter(|name| self.whole(name, words));
        let mut keys = named.map_or_else(Vec::new, |name| self.name_keys(&name, present));
        if keys.is_empty() {
            keys = self.place_keys(grammar, words, present);
        }
        keys.sort();
        keys.dedup();
        if newer {
            keys = keys.iter().map(|key| self.newest(key)).collect();
        }
        let here: Vec<UnitKey> = keys.iter().filter(|key| held(key, present)).cloned().collect();
        let mut keys = if here.is_empty() { keys } else { here };
        keys.truncate(CANDIDATES);
        keys
    }

    /// Whether a name is all of the words, but for the place it lies in.
    fn whole(&self, name: &Name, words: &[Word]) -> bool {
        match &name.place {
            Where::Named(Named { within: Some(within), .. }) => {
                let above = within.ids.iter().flat_map(|id| self.places.lineage(*id));
                let full = above.flat_map(|id| split(self.places.get(id).full));
                let known: Vec<String> = full.map(|word| word.fold().into_owned()).collect();
                words[name.end..]
                    .iter()
                    .all(|w| known.iter().any(|k| *k == w.fold()) || w.folds_to("tp"))
            }
            _ => name.end == words.len(),
        }
    }

    fn place_keys(
        &self,
        grammar: Grammar<'_>,
        words: &[Word],
        present: &[UnitKey],
    ) -> Vec<UnitKey> {
        let ids = match grammar.place(0) {
            Some((Where::Named(named), end)) if end == words.len() || named.within.is_some() => {
                self.of_level(&named)
            }
            _ => self.places.named(words, true),
        };
        let ids = self.best(&ids, present);
        ids.into_iter().map(|id| self.places.key(id)).collect()
    }

    fn name_keys(&self, name: &Name, present: &[UnitKey]) -> Vec<UnitKey> {
        let spots: Vec<Spot> = match &name.place {
            Where::Centre => vec![Spot::Centre],
            Where::Named(named) => {
                let ids = self.best(&self.of_level(named), present).into_iter();
                ids.map(|id| self.spot(id)).collect()
            }
            _ => Vec::new(),
        };
        let keys: Vec<UnitKey> = match &name.what {
            What::Fixed(key) => UnitKey::parse(key).into_iter().collect(),
            What::Khoi(slug) if slug.is_empty() => {
                spots.iter().flat_map(|spot| self.all_khoi(spot, present)).collect()
            }
            what => spots.iter().filter_map(|spot| Self::key(what, spot, EVER)).collect(),
        };
        match &name.organ {
            Some(organ) => keys.iter().filter_map(|key| with_organ(key, organ)).collect(),
            None => keys,
        }
    }

    /// The places of a name with the very level written, if there are any.
    fn of_level(&self, named: &Named) -> Vec<PlaceId> {
        let same =
            |id: &PlaceId| named.level.is_some_and(|level| self.places.get(*id).level == level);
        let ids: Vec<PlaceId> = named.ids.iter().copied().filter(same).collect();
        if ids.is_empty() { named.ids.clone() } else { ids }
    }

    /// The unit of the same name founded on 1 July 2025, if there is one.
    fn newest(&self, key: &UnitKey) -> UnitKey {
        let (path, organ) =
            key.as_str().split_once('#').map_or((key.as_str(), ""), |(path, organ)| (path, organ));
        let base = UnitKey::parse(&format!("{path}@2025"))
            .ok()
            .filter(|base| self.places.by_key(base).is_some());
        match (base, organ) {
            (None, _) => key.clone(),
            (Some(base), "") => base,
            (Some(base), organ) => with_organ(&base, organ).unwrap_or(base),
        }
    }

    /// The Khối known at a spot.
    fn all_khoi(&self, spot: &Spot, present: &[UnitKey]) -> Vec<UnitKey> {
        let Some(base) = Self::key(&What::Committee, spot, EVER) else { return Vec::new() };
        let listed = self.rows.keys().filter_map(|key| UnitKey::parse(key).ok());
        let all = listed.chain(present.iter().cloned());
        all.filter(|key| {
            let own = key.as_str().rsplit('/').next().unwrap_or_default();
            key.parent().as_ref() == Some(&base) && own.starts_with("khoi-")
        })
        .collect()
    }

    /// The places a bare name means: the highest of them; the older, unless only the newer is present.
    fn best(&self, ids: &[PlaceId], present: &[UnitKey]) -> Vec<PlaceId> {
        let depth = |id: PlaceId| self.places.lineage(id).count();
        let Some(top) = ids.iter().map(|id| depth(*id)).min() else { return Vec::new() };
        let highest = || ids.iter().copied().filter(|id| depth(*id) == top);
        let old: Vec<PlaceId> = highest().filter(|id| self.places.get(*id).from < REFORM).collect();
        let new = || highest().filter(|id| self.places.get(*id).from >= REFORM);
        let here = |id: &PlaceId| held(&self.places.key(*id), present);
        match (old.is_empty(), old.iter().any(here), new().any(|id| here(&id))) {
            (true, ..) | (_, false, true) => new().collect(),
            _ => old,
        }
    }

    /// The words of a filter that tell one unit from another.
    fn content(&self, words: &[Word]) -> Vec<String> {
        let grammar = Grammar { units: self, words, reading: Reading::Filter };
        let empty = Kind::Party | Kind::SelfOrgan | Kind::Level | Kind::Committee;
        let (mut at, mut content) = (0, Vec::new());
        while at < words.len() {
            if let Some(found) = grammar.find(at, empty) {
                at = found.end;
            } else {
                content.push(words[at].fold().into_owned());
                at += 1;
            }
        }
        content
    }

    fn labelled(&self, keys: Vec<UnitKey>) -> Vec<(UnitKey, String)> {
        keys.into_iter()
            .map(|key| {
                let name = self.name_of(&key).unwrap_or_else(|| key.to_string());
                (key, name)
            })
            .collect()
    }

    /// The keys whose names or paths are most like a text, most like first.
    fn nearest_keys(&self, text: &str, present: &[UnitKey]) -> Vec<UnitKey> {
        let wanted = pairs(&self.content(&split(text)).join("-"));
        let rows = self.rows.keys().filter_map(|key| UnitKey::parse(key).ok());
        let places = self.places.ids().filter(|id| self.places.lineage(*id).count() < 3);
        let places = places.map(|id| self.places.key(id));
        let mut scored: Vec<(f32, UnitKey)> = rows
            .chain(places)
            .chain(present.iter().cloned())
            .map(|key| (likeness(&wanted, &key), key))
            .filter(|(score, _)| *score >= LIKE)
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        scored.dedup_by(|a, b| a.1 == b.1);
        scored.into_iter().take(SUGGESTIONS).map(|(_, key)| key).collect()
    }
}

/// Takes off the note `(từ 1/7/2025)` that tells a unit's label from its older namesake's; whether it stood there.
fn newer(words: &mut Vec<Word>) -> bool {
    let note = ["tu", "1", "7", "2025"];
    let from = words.len().saturating_sub(note.len());
    let noted = words[from..].iter().map(Word::fold).eq(note);
    if noted {
        words.truncate(from);
    }
    noted
}

/// Whether the key or one below it is present.
fn held(key: &UnitKey, present: &[UnitKey]) -> bool {
    present.iter().any(|other| key.contains(other))
}

/// The keys present whose slugs hold all the words; of those the ones with the fewest other words.
fn among(content: &[String], present: &[UnitKey]) -> Vec<UnitKey> {
    if content.is_empty() {
        return Vec::new();
    }
    let slugs =
        |key: &UnitKey| key.as_str().split(['/', '-', '#']).map(str::to_owned).collect::<Vec<_>>();
    let mut fits: Vec<(usize, UnitKey)> = present
        .iter()
        .map(|key| (slugs(key), key))
        .filter(|(slugs, _)| content.iter().all(|word| slugs.contains(word)))
        .map(|(slugs, key)| (slugs.len(), key.clone()))
        .collect();
    fits.sort();
    fits.dedup();
    let fewest = fits.first().map_or(0, |(n, _)| *n);
    fits.into_iter().filter(|(n, _)| *n == fewest).map(|(_, key)| key).take(CANDIDATES).collect()
}

fn pairs(text: &str) -> Vec<[u8; 2]> {
    let mut pairs: Vec<[u8; 2]> = text.as_bytes().windows(2).map(|w| [w[0], w[1]]).collect();
    pairs.sort_unstable();
    pairs
}

/// Share of letter pairs in common (Dice), of a text and a key's last part or its whole path.
fn likeness(wanted: &[[u8; 2]], key: &UnitKey) -> f32 {
    let path = key.as_str().trim_start_matches("vn/").replace(['/', '#'], "-");
    let own = key.as_str().rsplit(['/', '#']).next().unwrap_or_default().to_owned();
    dice(wanted, &pairs(&path)).max(dice(wanted, &pairs(&own)))
}

#[expect(clippy::cast_precision_loss, reason = "counts of letters of a name")]
fn dice(a: &[[u8; 2]], b: &[[u8; 2]]) -> f32 {
    let (mut i, mut j, mut common) = (0, 0, 0_usize);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, common) = (i + 1, j + 1, common + 1),
        }
    }
    2.0 * common as f32 / (a.len() + b.len()).max(1) as f32
}
