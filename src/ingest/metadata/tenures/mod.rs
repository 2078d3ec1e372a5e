//! The terms of office an article names: `khóa XIII`, `Đại hội XVII`, `nhiệm kỳ 2020-2025`.
//!
//! The same number counts the terms of the nation, a city, a Khối and the National Assembly, so each is told
//! by the body beside it in its clause; which unit a Party body is, the article's units say, which are read
//! before. What nothing is said of stays open: a guess would join terms that are years apart.

mod read;

use self::read::{Reader, Term};
use super::persons::offices::Known;
use super::words::Words;
use crate::article::{Article, Tenure};
use crate::ingest::{Context, Passage};

/// The terms of the passages, whose words are given in the same order, in order of appearance. `article.units` must
/// be set.
pub(super) fn read(
    article: &Article,
    passages: &[Passage],
    words: &[Words<'_>],
    context: Context<'_>,
) -> Vec<Tenure> {
    let mut found = Vec::new();
    let mut names = None;
    for (passage, words) in passages.iter().zip(words).filter(|(_, words)| may_name(words)) {
        let names = names.get_or_insert_with(|| Known::of(&article.units));
        let reader =
            Reader { words, known: context.catalog.tenures(), names, units: &article.units };
        found.extend(reader.terms(passage.line).into_iter().map(|term| (term, passage.line)));
    }
    merge(found)
}

/// Whether a passage holds a word that every term has.
fn may_name(words: &Words<'_>) -> bool {
    let text = words.canonical();
    ["khóa ", "nhiệm kỳ ", "đại hội "].iter().any(|word| text.contains(word))
}

/// Joins what is one term: the same number, body and unit; a number alone with the only body that it counts for;
/// years alone with a term of that body and those years.
fn merge(found: Vec<(Term, u32)>) -> Vec<Tenure> {
    let mut terms: Vec<Tenure> = Vec::new();
    let (open, told): (Vec<_>, Vec<_>) = found.into_iter().partition(|(term, _)| term.is_open());
    for (term, line) in told.into_iter().chain(open) {
        let fits: Vec<usize> = (0..terms.len()).filter(|at| term.joins(&terms[*at])).collect();
        let only = match fits[..] {
            [only] => Some(only),
            _ => fits.into_iter().find(|at| term.is(&terms[*at])),
        };
        match only {
            Some(at) => {
                terms[at].lines.push(line);
                terms[at].years = terms[at].years.take().or(term.years);
            }
            None => terms.push(term.tenure(line)),
        }
    }
    for term in &mut terms {
        term.lines.sort_unstable();
        term.lines.dedup();
    }
    terms.sort_by_key(|term| term.lines.first().copied());
    terms
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::article::{ArticleId, Format, LineRole, Origin, TenureBody};
    use crate::catalog::Catalog;
    use crate::ingest::metadata::about;
    use proptest::prelude::*;

    fn tenures_of(lines: &[&str]) -> Vec<Tenure> {
        static CATALOG: LazyLock<Catalog> = LazyLock::new(Catalog::embedded);
        let today = crate::date::day(2026, 1, 1).expect("a day");
        let passages: Vec<Passage> = (1..)
            .zip(lines)
            .map(|(line, text)| Passage { line, role: LineRole::Body, text: (*text).to_owned() })
            .collect();
        let source = Origin {
            path: "-".into(),
            format: Format::Text,
            encoding: "utf-8".into(),
            record: None,
        };
        let mut article = Article::blank(ArticleId::from_hash(1), source);
        about(&mut article, &passages, Context { catalog: &CATALOG, today });
        article.tenures
    }

    fn short(text: &str) -> Vec<(Option<u32>, Option<TenureBody>, Option<String>)> {
        let found = tenures_of(&[text]).into_iter();
        found.map(|t| (t.number, t.body, t.unit.map(|key| key.as_str().to_owned()))).collect()
    }

    #[test]
    fn a_term_is_told_by_the_body_beside_it() {
        use TenureBody::{NationalAssembly, Party, PeoplesCouncil, Union};
        let own = |key: &str| Some(key.to_owned());
        for (text, number, body, unit) in [
            ("Nghị quyết Đại hội XIII của Đảng nêu rõ.", 13, Party, own("vn/tw")),
            ("Ban Chấp hành Trung ương khóa XII họp.", 12, Party, own("vn/tw")),
            ("Theo Nghị quyết Trung ương 4 (khóa XI).", 11, Party, own("vn/tw")),
            ("Đại hội Đảng toàn quốc lần thứ XIII họp.", 13, Party, own("vn/tw")),
            ("Các chương trình của Thành ủy Hà Nội khóa XVII.", 17, Party, own("vn/ha-noi")),
            ("Đại hội đại biểu Đảng bộ tỉnh Cà Mau lần thứ XVI.", 16, Party, own("vn/ca-mau")),
            ("Đại hội lần thứ XVI Đảng bộ tỉnh Cà Mau.", 16, Party, own("vn/ca-mau")),
            ("Kỳ họp của Quốc hội khóa XV.", 15, NationalAssembly, None),
            ("Bầu đại biểu Quốc hội khoá 15.", 15, NationalAssembly, None),
            ("Đại hội XIII Công đoàn Việt Nam.", 13, Union, None),
        ] {
            assert_eq!(short(text), [(Some(number), Some(body), unit)], "{text}");
        }
        let council = short("Tỉnh ủy Cà Mau dự. Kỳ họp của HĐND tỉnh khóa X.");
        assert_eq!(council, [(Some(10), Some(PeoplesCouncil), own("vn/ca-mau"))]);
    }

    #[test]
    fn years_belong_to_the_number_beside_them() {
        let found = tenures_of(&[
            "Đại hội Đảng bộ tỉnh Cà Mau lần thứ XVI, nhiệm kỳ 2020 - 2025 thành công.",
            "Đảng bộ tỉnh Cà Mau nhiệm kỳ 2020-2025. Đại hội XVI bế mạc.",
        ]);
        let [only] = &found[..] else { panic!("{found:?}") };
        assert_eq!((only.number, only.years.as_deref()), (Some(16), Some("2020-2025")));
        assert_eq!(only.lines, [1, 2]);
    }

    #[test]
    fn two_terms_of_one_phrase_are_two() {
        let found = short("Nghị quyết Trung ương 4 (khóa XI, XII) của Đảng.");
        let numbers: Vec<_> = found.iter().map(|(number, ..)| *number).collect();
        assert_eq!(numbers, [Some(11), Some(12)]);
    }

    #[test]
    fn what_is_not_said_stays_open() {
        assert_eq!(short("Bàn về khóa XIII."), [(Some(13), None, None)]);
    }

    #[test]
    fn kings_centuries_chapters_and_classes_are_no_terms() {
        for text in [
            "Vua Louis XIV ở thế kỷ XVII, chương III.",
            "Sinh viên khóa XX ra trường; khóa 35 nhập học.",
            "Đại hội thể thao lần thứ ba.",
            "Nhiệm kỳ 4 năm; giai đoạn 2020-2025.",
        ] {
            assert_eq!(short(text), [], "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(\\PC| |[,.()-]|khóa|Đại hội|lần thứ|XIII|nhiệm kỳ|2020|-2025|Đảng bộ|HĐND|của){0,50}") {
            tenures_of(&[&text]);
        }
    }
}
