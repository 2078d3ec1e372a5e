//! Trains the model of the word segmenter, or scores one. See `src/vi/data/SOURCES.md`.
//!
//! ```sh
//! cargo run --release --features train --example train_segmenter -- \
//!     --treebank DIR --train-on train+dev --raw raw.txt --out src/vi/data/words.bin
//! ```
//!
//! `--treebank` is the folder of `UD_Vietnamese-VTB`, `--train-on` one or more of its parts, `--raw` a file of
//! text, a paragraph a line (`-`: standard input; may be given more than once). `--score dev` prints how
//! the model cuts a part; without `--raw` it scores the model of `--model FILE`, or the one that is
//! shipped. `--cross` prints an estimate for unseen sentences, four trainings with a quarter left out each, and writes
//! nothing. The same inputs give the same bytes.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command")]

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::PathBuf;
use std::process::ExitCode;

use tracuu::train::words::{Raw, Report, Sentence, cross_validate, score, sentences, train};

const USAGE: &str = "usage: train_segmenter --treebank DIR [--train-on PART[+PART]] [--raw FILE|-]... \
    [--out FILE] [--model FILE] [--score PART] [--cross]";

#[derive(Default)]
struct Options {
    treebank: PathBuf,
    train_on: String,
    raw: Vec<String>,
    out: Option<PathBuf>,
    model: Option<PathBuf>,
    score: Option<String>,
    cross: bool,
}

fn main() -> ExitCode {
    let Some(options) = options() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match run(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// None if they cannot be read.
fn options() -> Option<Options> {
    let mut options = Options { train_on: "train+dev".to_owned(), ..Options::default() };
    let mut args = std::env::args().skip(1);
    while let Some(name) = args.next() {
        match name.as_str() {
            "--cross" => options.cross = true,
            "--treebank" => options.treebank = args.next()?.into(),
            "--train-on" => options.train_on = args.next()?,
            "--raw" => options.raw.push(args.next()?),
            "--out" => options.out = Some(args.next()?.into()),
            "--model" => options.model = Some(args.next()?.into()),
            "--score" => options.score = Some(args.next()?),
            _ => return None,
        }
    }
    Some(options)
}

fn run(options: &Options) -> io::Result<()> {
    let mut model = options.model.as_ref().map(fs::read).transpose()?;
    if !options.raw.is_empty() {
        let sentences = read_treebank(options, &options.train_on)?;
        let raw = read_raw(&options.raw)?;
        println!("{} sentences, {} syllables of raw text", sentences.len(), raw.len());
        if options.cross {
            show("unseen quarters", &cross_validate(&sentences, &raw));
            return Ok(());
        }
        let made = train(&sentences, &raw);
        println!("a model of {} bytes", made.len());
        if let Some(out) = &options.out {
            fs::write(out, &made)?;
        }
        model = Some(made);
    }
    if let Some(part) = &options.score {
        let sentences = read_treebank(options, part)?;
        let lower = sentences.iter().map(Sentence::lower).collect::<Vec<_>>();
        show("as printed", &score(model.as_deref(), &sentences));
        show("lower-cased", &score(model.as_deref(), &lower));
    }
    Ok(())
}

fn read_treebank(options: &Options, parts: &str) -> io::Result<Vec<Sentence>> {
    let mut all = Vec::new();
    for part in parts.split('+') {
        let path = options.treebank.join(format!("vi_vtb-ud-{part}.conllu"));
        all.extend(sentences(&fs::read_to_string(path)?));
    }
    Ok(all)
}

fn read_raw(names: &[String]) -> io::Result<Raw> {
    let mut raw = Raw::default();
    for name in names {
        let lines: Box<dyn BufRead> = match name.as_str() {
            "-" => Box::new(io::stdin().lock()),
            _ => Box::new(BufReader::new(File::open(name)?)),
        };
        for line in lines.lines() {
            raw.add(&line?);
        }
    }
    Ok(raw)
}

fn show(name: &str, report: &Report) {
    let [agreed, lower, whole] = report.agreement();
    println!(
        "{name:16} F1 {:.2}; of {} long words typed alone, cut as in the sentence: {agreed:.2} % as printed, \
         {lower:.2} % in small letters, {whole:.2} % as one word",
        report.f1(),
        report.long
    );
}
