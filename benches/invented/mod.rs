//! An index of articles that nobody wrote: syllables made of onsets and rhymes, a few of them common and most rare, as
//! words of a language are.

use std::path::Path;

use tracuu::article::{Article, ArticleId, Fingerprint, Format, Origin};
use tracuu::catalog::Catalog;
use tracuu::index::{self, Index};
use tracuu::run;

const ONSETS: [&str; 16] =
    ["b", "c", "ch", "d", "đ", "h", "l", "m", "n", "ng", "ph", "s", "t", "th", "tr", "v"];
const RHYMES: [&str; 24] = [
    "an", "ài", "ảo", "ạng", "ấp", "ân", "ầu", "ắt", "ăng", "ển", "ết", "iên", "iệt", "inh", "ọc",
    "ông", "ộ", "ơi", "ời", "uân", "ụng", "ưa", "ước", "ường",
];

/// Syllables of a title, and of a body.
const LENGTHS: [usize; 2] = [10, 300];

/// Makes an index of so many articles.
pub(crate) fn fill(dir: &Path, articles: usize) {
    Index::create(dir, &run::stamp(&Catalog::embedded())).expect("an index");
    let mut writer = Index::writer(dir).expect("a writer");
    let mut drawn = Drawn(1);
    for n in 0..articles {
        let article = article(n, &mut drawn);
        let source = format!("/{n}");
        let origin = index::Origin { source: &source, digest: n as u64 };
        writer.put(&article, origin, &Fingerprint::of(&article)).expect("an article");
    }
    writer.commit().expect("a commit");
    writer.close().expect("an end");
}

fn article(n: usize, drawn: &mut Drawn) -> Article {
    let origin = Origin {
        path: format!("{n}.txt"),
        format: Format::Text,
        encoding: "utf-8".to_owned(),
        record: None,
    };
    let mut article = Article::blank(ArticleId::parse(&format!("a-{n}")).expect("an id"), origin);
    let [title, body] =
        LENGTHS.map(|length| (0..length).map(|_| drawn.syllable()).collect::<Vec<_>>().join(" "));
    article.title = Some(title);
    article.body = body;
    article
}

/// Numbers in a fixed order that looks like none, by the generator of Knuth's MMIX.
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 40).unwrap_or_default() % end
    }

    /// The least of three draws: common ones are far commoner than rare ones.
    fn syllable(&mut self) -> String {
        let all = ONSETS.len() * RHYMES.len();
        let rank = (0..3).map(|_| self.below(all)).min().unwrap_or_default();
        // Steps without a common divisor spread both halves over the ranks.
        let place = rank * 149 % all;
        format!("{}{}", ONSETS[place % ONSETS.len()], RHYMES[place / ONSETS.len()])
    }
}
