//! How fast text becomes tokens, beside tantivy's stock chain, in one run on the same text.
//!
//! `cargo bench --bench analysis` prints megabytes per second, the best of five rounds each. Without a
//! harness: the figure wanted is one ratio, and the token count is asserted so that nothing is
//! measured that does not happen.

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

const REPEATS: usize = 40_000;
const ROUNDS: usize = 5;

fn main() {
    let text = SENTENCES.repeat(REPEATS);
    let simple = TextAnalyzer::builder(SimpleTokenizer::default()).filter(LowerCaser).build();
    let stock = report("SimpleTokenizer + LowerCaser", &text, SIMPLE_TOKENS, {
        let mut simple = simple;
        move |text| {
            let mut stream = simple.token_stream(text);
            let mut count = 0;
            while stream.advance() {
                count += usize::from(black_box(stream.token()).position_length > 0);
            }
            count
        }
    });
    let exact =
        report("VietnameseTokenizer", &text, TOKENS, counter(VietnameseTokenizer::default()));
    let folded = FoldFilter.transform(VietnameseTokenizer::default());
    report("VietnameseTokenizer + FoldFilter", &text, TOKENS, counter(folded));
    let start = Instant::now();
    let canonical = black_box(CanonicalText::new(&text));
    show("CanonicalText", text.len(), start.elapsed().as_secs_f64());
    assert!(canonical.len() > REPEATS);
    let ratio = exact / stock;
    println!("time of VietnameseTokenizer / stock chain: {ratio:.2}");
}

fn counter(mut tokenizer: impl Tokenizer) -> impl FnMut(&str) -> usize {
    move |text| {
        let mut stream = tokenizer.token_stream(text);
        let mut count = 0;
        while stream.advance() {
            count += usize::from(black_box(stream.token()).position_length > 0);
        }
        count
    }
}

/// Prints the best round and gives its seconds.
fn report(name: &str, text: &str, tokens: usize, mut count: impl FnMut(&str) -> usize) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let counted = count(text);
        best = best.min(start.elapsed().as_secs_f64());
        assert_eq!(counted, tokens * REPEATS, "{name}");
    }
    show(name, text.len(), best);
    best
}

#[expect(clippy::cast_precision_loss, reason = "a figure to read")]
fn show(name: &str, bytes: usize, seconds: f64) {
    println!("{name:34} {:7.1} MB/s", bytes as f64 / 1e6 / seconds);
}
