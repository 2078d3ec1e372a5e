//! How fast text becomes tokens, beside tantivy's stock chain, in one run on the same text.
//!
//! `cargo bench --bench analysis` prints megabytes per second, the best of five rounds each. Without a
//! harness: the figure wanted is one ratio, and the token count is asserted so that nothing is
//! measured that does not happen.

#![allow(clippy::print_stdout, reason = "the figures are its output")]

use std::hint::black_box;
use std::time::Instant;

use tantivy::tokenizer::{
    LowerCaser, SimpleTokenizer, TextAnalyzer, TokenFilter, TokenStream, Tokenizer,
};
use tracuu::vi::{CanonicalText, FoldFilter, VietnameseTokenizer};

/// Sentences written for this bench, with what news of this kind holds: symbols, dates, abbreviations,
/// names, both tone styles.
const SENTENCES: &str = "Chiều 20/11, Đảng uỷ xã Vĩnh Hoà tổ chức hội nghị quán triệt Chỉ thị số 05-CT/TW.\n\
    Đồng chí Nguyễn Văn Mẫu, Bí thư Đảng ủy, phát biểu khai mạc và nêu rõ mục đích, yêu cầu của đợt học tập.\n\
    Trong nhiệm kỳ 2020-2025, toàn xã kết nạp 125 đảng viên mới, đạt 104,2% chỉ tiêu đề ra.\n\
    Theo báo cáo, công tác kiểm tra, giám sát được tăng cường; các chi bộ thực hiện nghiêm túc tự phê bình và phê bình.\n\
    Phát huy kết quả đã đạt được, Ban Thường vụ yêu cầu các tổ chức cơ sở đảng tiếp tục nâng cao chất lượng sinh hoạt.\n\
    Nhiều mô hình \"Dân vận khéo\" góp phần thay đổi diện mạo nông thôn, nâng cao đời sống nhân dân trên địa bàn.\n";

/// Tokens of [`SENTENCES`] by the two chains.
const TOKENS: usize = 141;
const SIMPLE_TOKENS: usize = 138;
const PARTS: usize = 137;

/// Sentences of a text: the length of an article.
const REPEATS: usize = 8;
const TEXTS: usize = 4_000;
const ROUNDS: usize = 7;

fn main() {
    let text = SENTENCES.repeat(REPEATS);
    let simple = TextAnalyzer::builder(SimpleTokenizer::default()).filter(LowerCaser).build();
    let mut stock = simple;
    let stock = report("SimpleTokenizer + LowerCaser", &text, SIMPLE_TOKENS, |text| {
        count(&mut stock.token_stream(text))
    });
    let mut exact = VietnameseTokenizer::default();
    let exact =
        report("VietnameseTokenizer", &text, TOKENS, |text| count(&mut exact.token_stream(text)));
    let mut folded = FoldFilter.transform(VietnameseTokenizer::default());
    report("VietnameseTokenizer + FoldFilter", &text, TOKENS, |text| {
        count(&mut folded.token_stream(text))
    });
    report("CanonicalText", &text, PARTS, |text| CanonicalText::new(text).len());
    println!("time of VietnameseTokenizer / stock chain: {:.2}", exact / stock);
}

fn count(stream: &mut impl TokenStream) -> usize {
    let mut count = 0;
    while stream.advance() {
        count += usize::from(black_box(stream.token()).position_length > 0);
    }
    count
}

/// Prints the best round and gives its seconds.
fn report(name: &str, text: &str, tokens: usize, mut count: impl FnMut(&str) -> usize) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let counted: usize = (0..TEXTS).map(|_| count(black_box(text))).sum();
        best = best.min(start.elapsed().as_secs_f64());
        assert_eq!(counted, tokens * REPEATS * TEXTS, "{name}");
    }
    show(name, text.len() * TEXTS, best);
    best
}

#[expect(clippy::cast_precision_loss, reason = "a figure to read")]
fn show(name: &str, bytes: usize, seconds: f64) {
    println!("{name:34} {:7.1} MB/s", bytes as f64 / 1e6 / seconds);
}
