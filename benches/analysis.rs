//! How fast text becomes tokens, beside tantivy's stock chain, in one run on the same text.
//!
//! `cargo bench --bench analysis` reads sentences written for it; `cargo bench --bench analysis -- FILE` reads
//! articles of your own, parted by empty lines, which decide: real text has more names, loans and numbers.
//! Printed are megabytes per second of processor time, and the share of the stock chain's time. The chains
//! take turns and the best round of each counts, so that a busy machine slows all alike. Without a
//! harness: the figures wanted are ratios, and tokens are counted so that nothing is measured that does
//! not happen.

#![allow(clippy::print_stdout, reason = "the figures are its output")]

mod clock;

use std::hint::black_box;
use std::time::Duration;

use tantivy::tokenizer::{
    LowerCaser, SimpleTokenizer, TextAnalyzer, TokenFilter, TokenStream, Tokenizer,
};
use tracuu::vi::{CanonicalText, FoldFilter, VietnameseTokenizer, forms};

/// Sentences written for this bench, with what news of this kind holds: symbols, dates, abbreviations,
/// names, both tone styles.
const SENTENCES: &str = "Chiều 20/11, Đảng uỷ xã Vĩnh Hoà tổ chức hội nghị quán triệt Chỉ thị số 05-CT/TW.\n\
    Đồng chí Nguyễn Văn Mẫu, Bí thư Đảng ủy, phát biểu khai mạc và nêu rõ mục đích, yêu cầu của đợt học tập.\n\
    Trong nhiệm kỳ 2020-2025, toàn xã kết nạp 125 đảng viên mới, đạt 104,2% chỉ tiêu đề ra.\n\
    Theo báo cáo, công tác kiểm tra, giám sát được tăng cường; các chi bộ thực hiện nghiêm túc tự phê bình và phê bình.\n\
    Phát huy kết quả đã đạt được, Ban Thường vụ yêu cầu các tổ chức cơ sở đảng tiếp tục nâng cao chất lượng sinh hoạt.\n\
    Nhiều mô hình \"Dân vận khéo\" góp phần thay đổi diện mạo nông thôn, nâng cao đời sống nhân dân trên địa bàn.\n";

/// Sentences of a text: the length of an article.
const REPEATS: usize = 8;
const TEXTS: usize = 1_000;
const ROUNDS: usize = 7;

/// A way to read an article: its name, and how many tokens it finds.
type Chain<'c> = (&'c str, Box<dyn FnMut(&str) -> usize>);

fn main() {
    let articles = articles();
    let mut chains = chains();
    let mut best = vec![Duration::MAX; chains.len()];
    let mut counts = vec![None; chains.len()];
    for _ in 0..ROUNDS {
        for (i, (name, count)) in chains.iter_mut().enumerate() {
            let start = clock::of_thread();
            let found: usize = articles.iter().map(|text| count(black_box(text))).sum();
            best[i] = best[i].min(clock::of_thread().saturating_sub(start));
            assert_eq!(*counts[i].get_or_insert(found), found, "{name}");
        }
    }
    let bytes: usize = articles.iter().map(String::len).sum();
    for (i, (name, _)) in chains.iter().enumerate() {
        show(name, bytes, best[i], best[0], counts[i].unwrap_or_default());
    }
}

/// The articles of the file named as the argument, or those of this file.
fn articles() -> Vec<String> {
    match std::env::args().skip(1).find(|argument| !argument.starts_with('-')) {
        Some(path) => {
            let text = std::fs::read_to_string(&path).expect("a readable file of UTF-8 text");
            text.split("\n\n").map(str::to_owned).collect()
        }
        None => vec![SENTENCES.repeat(REPEATS); TEXTS],
    }
}

/// The stock chain first.
fn chains() -> Vec<Chain<'static>> {
    let mut stock = TextAnalyzer::builder(SimpleTokenizer::default()).filter(LowerCaser).build();
    let mut exact = VietnameseTokenizer::default();
    let mut folded = FoldFilter.transform(VietnameseTokenizer::default());
    vec![
        (
            "SimpleTokenizer + LowerCaser",
            Box::new(move |text| count(&mut stock.token_stream(text))),
        ),
        ("VietnameseTokenizer", Box::new(move |text| count(&mut exact.token_stream(text)))),
        (
            "VietnameseTokenizer + FoldFilter",
            Box::new(move |text| count(&mut folded.token_stream(text))),
        ),
        ("exact and folded", Box::new(both)),
        ("CanonicalText", Box::new(|text| CanonicalText::new(text).len())),
    ]
}

fn count(stream: &mut impl TokenStream) -> usize {
    let mut count = 0;
    while stream.advance() {
        count += usize::from(black_box(stream.token()).position_length > 0);
    }
    count
}

fn both(text: &str) -> usize {
    let (mut forms, mut count) = (forms(text), 0);
    while forms.advance() {
        black_box((forms.text(), forms.folded()));
        count += usize::from(black_box(&forms).position_length() > 0);
    }
    count
}

#[expect(clippy::cast_precision_loss, reason = "figures to read")]
fn show(name: &str, bytes: usize, spent: Duration, stock: Duration, tokens: usize) {
    let speed = bytes as f64 / 1e6 / spent.as_secs_f64();
    let share = spent.as_secs_f64() / stock.as_secs_f64();
    println!("{name:34} {speed:7.1} MB/s  {share:5.2}  {tokens:9} tokens");
}
