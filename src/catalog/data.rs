//! The catalogue's files as compiled in, and a digest of them all, by which an index knows whether it
//! was labelled by the same.

use xxhash_rust::xxh3::Xxh3;

macro_rules! files {
    ($($(#[$doc:meta])* $name:ident = $file:literal;)*) => {
        $($(#[$doc])*
        pub(crate) const $name: &str = include_str!(concat!("../../corpus/catalog/", $file));)*

        /// Every file, in the order above.
        pub(super) const ALL: &[&str] = &[$($name),*];
    };
}

files! {
    /// Abbreviations for queries.
    ABBREVIATIONS = "abbreviations.tsv";
    /// Words that decide what an ambiguous abbreviation stands for.
    ABBREVIATION_CONTEXTS = "abbreviation-contexts.tsv";
    /// Phrases that are no part of an article.
    BOILERPLATE = "boilerplate.tsv";
    /// Names of columns and fields.
    COLUMNS = "columns.tsv";
    /// Types of documents.
    DOCUMENTS = "documents.tsv";
    /// Syllables that bind a sentence together.
    FUNCTION_WORDS = "function-words.txt";
    /// Words beside a name that say whether it is a person's.
    NAME_CONTEXT = "name-context.tsv";
    /// Documents cited in words.
    KNOWN_DOCUMENTS = "known-documents.tsv";
    /// Names of persons that places and movements bear.
    NAMESAKES = "namesakes.txt";
    /// The words of which names of units are made.
    ORGANS = "organs.tsv";
    /// Newspapers, portals and agencies.
    OUTLETS = "outlets.tsv";
    /// Marks of the parts of an article in web pages.
    PAGE_MARKS = "page-marks.tsv";
    /// Other names of places.
    PLACE_ALIASES = "place-aliases.tsv";
    /// Places since 1 July 2025.
    PLACES_AFTER = "places-after.txt";
    /// Places before 1 July 2025.
    PLACES_BEFORE = "places-before.txt";
    /// Places that had ended before.
    PLACES_FORMER = "places-former.txt";
    /// Which province went into which.
    PROVINCE_MERGE = "province-merge.tsv";
    /// Family names.
    SURNAMES = "surnames.txt";
    /// Words beside terms of office.
    TENURES = "tenures.tsv";
    /// Titles of persons.
    TITLES = "titles.tsv";
    /// Topics and their triggers.
    TOPICS = "topics.tsv";
    /// What the units of many places have in common.
    UNIT_RULES = "unit-rules.tsv";
    /// Units that no rule derives.
    UNITS = "units.tsv";
}

/// A 64-bit hash of some files and of rows that a user added, as 16 hexadecimal digits.
pub(super) fn digest(files: &[&str], own: Option<&[Vec<&str>]>) -> String {
    let mut hash = Xxh3::new();
    let own = own.unwrap_or_default().iter().flat_map(|row| row.iter().chain(&["\n"]));
    for text in files.iter().chain(own) {
        hash.update(text.as_bytes());
        hash.update(&[0]);
    }
    format!("{:016x}", hash.digest())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    /// A file that is not compiled in would change nothing when a user edits it.
    #[test]
    fn every_file_of_the_catalogue_is_compiled_in() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/catalog");
        let on_disk: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ext| ext == "tsv" || ext == "txt"))
            .map(|path| std::fs::read_to_string(path).unwrap())
            .collect();
        let compiled: BTreeSet<String> = super::ALL.iter().map(|file| (*file).to_owned()).collect();
        assert!(on_disk == compiled, "a file of corpus/catalog is not in the list");
    }
}
