//! Newspapers, portals and agencies: who publishes, under which hosts, marks and names.
//!
//! A host or a printed mark (`TTXVN`, `Kinhtedothi`) names one outlet. A name is matched folded, since
//! pages misspell the names of papers as freely as everything else.

use std::collections::HashMap;

use super::table::{list, rows};
use super::{Resolved, data};
use crate::article::{OutletId, UnitKey};
use crate::vi::fold;
use crate::vi::normalize::canonical;

/// One outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletEntry {
    /// Its id.
    pub id: OutletId,
    /// Its name, as shown.
    pub name: String,
    /// The province whose paper or portal it is; none for a national one.
    pub province: Option<UnitKey>,
    /// Its hosts without `www.`, the main one first.
    pub domains: Vec<&'static str>,
    /// Marks it prints before a lead or after a byline.
    pub marks: Vec<&'static str>,
    /// Other and former names.
    pub names: Vec<&'static str>,
}

/// The outlets known.
#[derive(Debug, Default)]
pub struct Outlets {
    entries: Vec<OutletEntry>,
    by_id: HashMap<String, usize>,
    by_host: HashMap<&'static str, usize>,
    /// Marks as written but for case.
    by_mark: HashMap<String, usize>,
    /// Names folded to letters and digits alone, with and without `báo` or `tạp chí` before them.
    by_name: HashMap<String, usize>,
}

impl Outlets {
    /// Those compiled into the program.
    pub fn embedded() -> Self {
        let mut outlets = Self::default();
        for row in rows(data::OUTLETS) {
            if let Some(entry) = entry(&row) {
                outlets.add(entry);
            }
        }
        outlets
    }

    fn add(&mut self, entry: OutletEntry) {
        let at = self.entries.len();
        self.by_id.insert(entry.id.as_str().to_owned(), at);
        for host in &entry.domains {
            self.by_host.insert(host, at);
        }
        for mark in &entry.marks {
            self.by_mark.insert(canonical(mark), at);
        }
        for name in entry.names.iter().copied().chain([entry.name.as_str()]) {
            let whole = compact(name);
            let bare = without_kind(&whole);
            if !is_place(bare, entry.province.as_ref()) {
                self.by_name.entry(bare.to_owned()).or_insert(at);
            }
            self.by_name.entry(whole).or_insert(at);
        }
        self.entries.push(entry);
    }

    /// All outlets, ordered by id.
    pub fn iter(&self) -> impl Iterator<Item = &OutletEntry> {
        self.entries.iter()
    }

    /// The outlet with an id.
    pub fn get(&self, id: &OutletId) -> Option<&OutletEntry> {
        self.by_id.get(id.as_str()).map(|&at| &self.entries[at])
    }

    /// The province whose paper an outlet is; none for a national or unknown one.
    pub fn province(&self, id: &OutletId) -> Option<UnitKey> {
        self.get(id)?.province.clone()
    }

    /// The outlet of a host such as `www.hanoimoi.com.vn`, or of the nearest domain above it.
    pub fn by_domain(&self, host: &str) -> Option<&OutletEntry> {
        let host = host.to_ascii_lowercase();
        let mut rest = host.as_str();
        loop {
            if let Some(&at) = self.by_host.get(rest) {
                return Some(&self.entries[at]);
            }
            rest = rest.split_once('.').map(|(_, above)| above)?;
        }
    }

    /// The outlet that prints a mark, such as `TTXVN`; case does not matter, accents do.
    pub fn by_mark(&self, text: &str) -> Option<&OutletEntry> {
        let mark = canonical(text.trim());
        self.by_mark.get(&mark).map(|&at| &self.entries[at])
    }

    /// The outlet with a name, present or former, with or without `Báo` before it and `Online` behind.
    /// Case, accents and blanks do not matter.
    pub fn by_name(&self, text: &str) -> Option<&OutletEntry> {
        let whole = compact(text);
        let online = || {
            let name = without_form(&whole).filter(|name| *name != whole)?;
            self.by_name.get(name).or_else(|| self.by_name.get(&format!("bao{name}")))
        };
        let found = self.by_name.get(&whole).or_else(|| self.by_name.get(without_kind(&whole)));
        found.or_else(online).map(|at| &self.entries[*at])
    }

    /// The id of an outlet by its name: the known one's, or else the letters and digits of the name
    /// without `báo` or `tạp chí` before it and `online` behind, so that however a page prints a name,
    /// it stands for one outlet. None where the name has no such letter.
    pub fn id_of_name(&self, text: &str) -> Option<OutletId> {
        if let Some(entry) = self.by_name(text) {
            return Some(entry.id.clone());
        }
        let whole = compact(text);
        let bare = without_kind(&whole);
        OutletId::parse(without_form(bare).unwrap_or(bare)).ok()
    }

    /// The outlet whose name differs from `text` in one letter at most; none for short names, which
    /// one letter makes another.
    pub fn by_name_nearly(&self, text: &str) -> Option<&OutletEntry> {
        const SHORTEST: usize = 8;
        if let Some(entry) = self.by_name(text) {
            return Some(entry);
        }
        let whole = compact(text);
        let wanted = without_kind(&whole);
        let near = |name: &str| {
            name.len() >= SHORTEST
                && wanted.len() >= SHORTEST
                && name.len().abs_diff(wanted.len()) <= 1
                && distance(name, wanted) <= 1
        };
        let mut found = self.by_name.iter().filter(|(name, _)| near(name)).map(|(_, &at)| at);
        let first = found.next()?;
        found.all(|at| at == first).then(|| &self.entries[first])
    }

    /// What a person means by a text: an id, a mark, a name, in that order; the nearest otherwise.
    pub fn resolve(&self, text: &str) -> Resolved<OutletId> {
        let by_id = OutletId::parse(&text.to_lowercase()).ok();
        let exact = by_id
            .and_then(|id| self.get(&id))
            .or_else(|| self.by_mark(text))
            .or_else(|| self.by_name(text))
            .or_else(|| text.contains('.').then(|| self.by_domain(text)).flatten());
        if let Some(entry) = exact {
            return Resolved::One(entry.id.clone());
        }
        let wanted = compact(text);
        let within: Vec<usize> = self.holding(&wanted);
        match within.as_slice() {
            [] => Resolved::Unknown(self.nearest(without_kind(&wanted))),
            [at] => Resolved::One(self.entries[*at].id.clone()),
            several => Resolved::Several(several.iter().map(|&at| self.pair(at)).collect()),
        }
    }

    /// The entries one of whose names holds `wanted`, ordered by id.
    fn holding(&self, wanted: &str) -> Vec<usize> {
        const SHORTEST: usize = 4;
        if wanted.len() < SHORTEST {
            return Vec::new();
        }
        let mut found: Vec<usize> = self
            .by_name
            .iter()
            .filter(|(name, _)| name.contains(wanted))
            .map(|(_, &i)| i)
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn nearest(&self, wanted: &str) -> Vec<(OutletId, String)> {
        const SHOWN: usize = 3;
        let mut found: Vec<(usize, usize)> = self
            .by_name
            .iter()
            .map(|(name, &at)| (distance(name, wanted), at))
            .filter(|(edits, _)| *edits <= wanted.len() / 2)
            .collect();
        found.sort_unstable();
        let mut seen = std::collections::HashSet::new();
        found.retain(|(_, at)| seen.insert(*at));
        found.into_iter().take(SHOWN).map(|(_, at)| self.pair(at)).collect()
    }

    fn pair(&self, at: usize) -> (OutletId, String) {
        (self.entries[at].id.clone(), self.entries[at].name.clone())
    }
}

fn entry(row: &[&'static str]) -> Option<OutletEntry> {
    let &[id, name, province, domains, marks, names] = row else { return None };
    Some(OutletEntry {
        id: OutletId::parse(id).ok()?,
        name: name.to_owned(),
        province: UnitKey::parse(province).ok(),
        domains: list(domains).collect(),
        marks: list(marks).collect(),
        names: list(names).collect(),
    })
}

/// Letters and digits of the folded text.
fn compact(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric()).map(|word| fold(&canonical(word))).collect()
}

/// The name without the word for what kind of paper it is.
fn without_kind(compact: &str) -> &str {
    ["baodientu", "tapchi", "bao", "trangtindientu", "trangtin"]
        .iter()
        .find_map(|kind| compact.strip_prefix(kind))
        .filter(|rest| rest.len() >= 4)
        .unwrap_or(compact)
}

/// The name without the word for how the paper appears; none where too little is left.
fn without_form(compact: &str) -> Option<&str> {
    let rest = ["online", "dientu"].iter().find_map(|form| compact.strip_suffix(form));
    rest.filter(|rest| rest.len() >= 4)
}

/// Whether a name without `báo` is the name of a province alone, which stands for the province.
fn is_place(bare: &str, province: Option<&UnitKey>) -> bool {
    province.is_some_and(|key| compact(key.as_str()).strip_prefix("vn") == Some(bare))
}

/// Levenshtein distance in letters; quadratic, for names only.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_an_entry() {
        let text = data::OUTLETS;
        let lines = text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).count();
        assert_eq!(Outlets::embedded().iter().count(), lines);
        for row in rows(text) {
            assert!(row[2].is_empty() || UnitKey::parse(row[2]).is_ok(), "{row:?}");
        }
    }

    #[test]
    fn hosts_marks_and_names_find_an_outlet() {
        let outlets = Outlets::embedded();
        let id = |entry: Option<&OutletEntry>| entry.map(|e| e.id.to_string());
        assert_eq!(id(outlets.by_domain("www.hanoimoi.com.vn")).as_deref(), Some("hanoimoi"));
        assert_eq!(id(outlets.by_domain("video.vnexpress.net")).as_deref(), Some("vnexpress"));
        assert_eq!(outlets.by_domain("example.org"), None);
        assert_eq!(id(outlets.by_mark("nlđo")).as_deref(), Some("nld"));
        assert_eq!(outlets.by_mark("nldo"), None);
        assert_eq!(id(outlets.by_name("bao ha noi moi")).as_deref(), Some("hanoimoi"));
        assert_eq!(
            id(outlets.by_name_nearly("Báo Thừa Thiên Huê")).as_deref(),
            Some("baothuathienhue")
        );
        assert_eq!(outlets.by_name_nearly("Thanh niên xung phong"), None);
    }

    #[test]
    fn an_unknown_outlet_has_one_id_however_its_name_is_printed() {
        let outlets = Outlets::embedded();
        let id = |name: &str| outlets.id_of_name(name).unwrap().to_string();
        for name in ["Báo Suối Hoà Mới", "Suối Hòa Mới", "BÁO SUỐI HÒA MỚI", "Suối Hoà Mới Online"]
        {
            assert_eq!(id(name), "suoihoamoi", "{name}");
        }
        assert_eq!(id("Báo Bắc Ninh điện tử"), "baobacninh");
        assert_eq!(id("Bắc Ninh Online"), "baobacninh");
        assert_eq!(outlets.id_of_name("–"), None);
    }

    #[test]
    fn a_filter_is_resolved_or_answered_with_the_nearest() {
        let outlets = Outlets::embedded();
        assert_eq!(outlets.resolve("dantri"), Resolved::One(OutletId::parse("dantri").unwrap()));
        assert_eq!(outlets.resolve("bao dan tri"), outlets.resolve("Dân trí"));
        assert!(matches!(outlets.resolve("cổng thông tin điện tử"), Resolved::Several(_)));
        match outlets.resolve("vnexpres") {
            Resolved::One(id) => assert_eq!(id.as_str(), "vnexpress"),
            Resolved::Unknown(near) => assert_eq!(near[0].0.as_str(), "vnexpress"),
            Resolved::Several(_) => panic!("one name holds it"),
        }
    }
}
