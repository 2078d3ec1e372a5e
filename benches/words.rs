//! How fast text is cut into words, beside plain tokenization, and how well, in one run.
//!
//! ```sh
//! cargo bench --features train --bench words -- --treebank DIR/vi_vtb-ud-dev.conllu [--model FILE]
//! ```
//!
//! prints the F1 over words and the share of longer words that are cut in their sentence as they are when
//! typed alone, for the sentences as printed and in small letters. The shipped model has been trained on
//! both parts of the treebank that are at hand: to be fair, `--model` names one that was not.
//! Without `--treebank` only the speed is measured, as the best of seven rounds each.

#![allow(clippy::print_stdout, reason = "the figures are its output")]

use std::fs;
use std::hint::black_box;
use std::time::Instant;

use tracuu::train::words::{Sentence, score, sentences};
use tracuu::vi::{Segmenter, tokens};

/// Sentences written for this bench, with what news of this kind holds.
const SENTENCES: &str = "Chiều 20/11, Đảng uỷ xã Vĩnh Hoà tổ chức hội nghị quán triệt Chỉ thị số 05-CT/TW.\n\
    Đồng chí Nguyễn Văn Mẫu, Bí thư Đảng ủy, phát biểu khai mạc và nêu rõ mục đích, yêu cầu của đợt học tập.\n\
    Trong nhiệm kỳ 2020-2025, toàn xã kết nạp 125 đảng viên mới, đạt 104,2% chỉ tiêu đề ra.\n\
    Nhiều mô hình \"Dân vận khéo\" góp phần thay đổi diện mạo nông thôn, nâng cao đời sống nhân dân trên địa bàn.\n";

const TEXTS: usize = 20_000;
const ROUNDS: usize = 7;

fn main() {
    let option = |name: &str| {
        let args = std::env::args().skip_while(|arg| arg != name);
        args.into_iter().nth(1).map(|path| fs::read(path).expect("a file that can be read"))
    };
    let model = option("--model");
    if let Some(treebank) = option("--treebank") {
        let printed = sentences(&String::from_utf8(treebank).expect("a file in UTF-8"));
        let lower = printed.iter().map(Sentence::lower).collect::<Vec<_>>();
        for (name, sentences) in [("as printed", &printed), ("in small letters", &lower)] {
            let report = score(model.as_deref(), sentences);
            let [agreed, lower, whole] = report.agreement();
            println!(
                "{name}: F1 {:.2}, agreement with a word typed alone {agreed:.2} %",
                report.f1()
            );
            println!(
                "  in small letters {lower:.2} %, as one word {whole:.2} %, of {}",
                report.long
            );
        }
    }
    let plain = best(|text| tokens(text).count());
    let mut segmenter = Segmenter::default();
    let words = best(|text| segmenter.words(text).len());
    show("tokens", plain);
    show("words", words);
    println!("time of words / tokens: {:.2}", words / plain);
}

/// The seconds of the best round.
fn best(mut count: impl FnMut(&str) -> usize) -> f64 {
    let round = |_| {
        let start = Instant::now();
        for _ in 0..TEXTS {
            assert!(black_box(count(black_box(SENTENCES))) > SENTENCES.lines().count());
        }
        start.elapsed().as_secs_f64()
    };
    (0..ROUNDS).map(round).fold(f64::MAX, f64::min)
}

#[expect(clippy::cast_precision_loss, reason = "a figure to read")]
fn show(name: &str, seconds: f64) {
    println!("{name:8} {:7.1} MB/s", (SENTENCES.len() * TEXTS) as f64 / 1e6 / seconds);
}
