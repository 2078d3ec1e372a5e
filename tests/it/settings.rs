//! What is settled for all commands: flags, environment, configuration file, language; and the manners of a command
//! in a pipe.

use std::io::Write as _;
use std::process::Stdio;

use crate::harness::{Sandbox, sample};

#[test]
fn empty_variables_of_the_environment_are_none() {
    let run = sample().run_with(
        &["TRACUU_INDEX=", "TRACUU_CATALOG=", "TRACUU_CONFIG=", "TRACUU_LANG="],
        &["count", "chi bộ"],
    );
    assert_eq!(run.status, 0, "{run}");
    let run = sample().run_with(&["TRACUU_INDEX=nowhere"], &["count", "chi bộ"]);
    assert_eq!(run.status, 10, "{run}");
}

#[test]
fn flags_go_before_the_environment_and_that_before_the_file() {
    let sandbox = Sandbox::new();
    sandbox.write(
        ".config/tracuu/config.toml",
        "index = \"tu-tep\"\nlang = \"vi\"\nlimit = 3\n\n[queries]\nkt = \"kiểm tra\"\n",
    );
    let printed = |variables: &[&str], args: &[&str]| sandbox.run_with(variables, args).stdout;
    let from_file = printed(&[], &["--print-config"]);
    assert!(from_file.contains("tu-tep\"") && from_file.contains("# file"), "{from_file}");
    assert!(from_file.contains("[queries]\n\"kt\" = \"kiểm tra\""), "{from_file}");
    let set = printed(&["TRACUU_INDEX=tu-bien"], &["--print-config"]);
    assert!(set.contains("index = \"tu-bien\"                # TRACUU_INDEX"), "{set}");
    let given =
        printed(&["TRACUU_INDEX=tu-bien"], &["search", "x", "--index", "tu-co", "--print-config"]);
    assert!(given.contains("index = \"tu-co\"                  # --index"), "{given}");
    assert!(given.contains("limit = 3"), "{given}");
    // What is printed is itself a file that says the same.
    sandbox.write("again.toml", from_file.as_bytes());
    let again = printed(&[], &["--config", "again.toml", "--print-config"]);
    let values = |text: &str| {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let values = lines.map(|line| line.split('#').next().unwrap().trim().to_owned());
        values.filter(|line| !line.is_empty()).collect::<Vec<_>>()
    };
    assert_eq!(values(&again), values(&from_file));
}

#[test]
fn settings_are_used() {
    let sandbox = Sandbox::with_sample();
    sandbox.write("tracuu.toml", "index = \"index\"\nlimit = 2\nformat = \"ids\"\n");
    let run = sandbox.run(&["--config", "tracuu.toml", "search", "chi bộ"]);
    assert_eq!(run.stdout.lines().count(), 2, "{run}");
    assert_eq!(
        sandbox.run_with(&["TRACUU_CONFIG=tracuu.toml"], &["search", "chi bộ"]).stdout,
        run.stdout
    );
    let told = sandbox.run(&[
        "--config",
        "tracuu.toml",
        "search",
        "chi bộ",
        "--limit",
        "1",
        "--format",
        "csv",
    ]);
    assert_eq!(told.stdout.lines().count(), 2, "{told}");
}

#[test]
fn a_wrong_file_is_2_and_names_the_line() {
    let sandbox = Sandbox::new();
    sandbox.write("c.toml", "limit = 5\nlimt = 3\n");
    let run = sandbox.run(&["--config", "c.toml", "schema"]);
    assert_eq!(run.status, 2, "{run}");
    assert!(
        run.stderr.contains("c.toml:2: there is no key `limt`; did you mean `limit`?"),
        "{run}"
    );
    let run = sandbox.run(&["--config", "nowhere.toml", "schema"]);
    assert_eq!(run.status, 2, "{run}");
    assert!(run.stderr.contains("nowhere.toml is not there"), "{run}");
}

#[test]
fn messages_are_in_the_language_asked_for_and_data_is_not() {
    let sandbox = sample();
    let english = sandbox.run(&["search", "dân vận"]);
    let ways = [
        sandbox.run(&["search", "dân vận", "--lang", "vi"]),
        sandbox.run_with(&["LC_ALL=vi_VN.UTF-8"], &["search", "dân vận"]),
        sandbox.run_with(&["LC_ALL=", "LANG=vi_VN.UTF-8"], &["search", "dân vận"]),
        sandbox.run_with(&["TRACUU_LANG=vi"], &["search", "dân vận"]),
    ];
    for run in ways {
        assert!(run.stderr.contains("bài có đủ các từ"), "{run}");
    }
    assert!(english.stderr.contains("articles with all words"), "{english}");
    let flag_wins =
        sandbox.run_with(&["LC_ALL=vi_VN.UTF-8"], &["search", "dân vận", "--lang", "en"]);
    assert_eq!(flag_wins.stderr, english.stderr);
    for format in ["jsonl", "csv", "tsv", "ids", "ris", "bibtex"] {
        let data =
            |lang| sandbox.run(&["search", "dân vận", "--format", format, "--lang", lang]).stdout;
        assert_eq!(data("vi"), data("en"), "{format}");
    }
    let json = |lang| {
        let mut answer =
            sandbox.run(&["search", "dân vận", "--format", "json", "--lang", lang]).json();
        answer["took_ms"] = 0.into();
        answer
    };
    assert_eq!(json("vi"), json("en"));
}

#[test]
fn mistakes_that_people_make_are_told_in_vietnamese() {
    let sandbox = sample();
    for (args, said) in [
        (&["search"][..], "chưa hỏi gì"),
        (&["search", "x", "--limit", "0"], "`0`"),
        (&["search", "x", "--limit", "0"], "giới hạn"),
        (&["search", "x", "--index", "nowhere"], "chưa có chỉ mục"),
        (&["search", "x", "--unit", "huyện Không Có Đâu"], "không có đơn vị"),
        (&["show", "no-such-id"], "không có bài"),
        (&["serach"], "không có lệnh 'serach'"),
        (&["search", "x", "--limmit", "3"], "không có tham số '--limmit'"),
        (&["search", "x", "--format", "xml"], "các giá trị: text, json"),
    ] {
        let run = sandbox.run(&[args, &["--lang", "vi"]].concat());
        assert!(run.stderr.contains(said), "{args:?}\n{run}");
    }
}

#[test]
fn a_pipe_that_closes_early_ends_in_peace() {
    for args in [
        &["search", "đảng", "--limit", "1000"][..],
        &["search", "đảng", "--limit", "1000", "--format", "csv"],
        &["search", "đảng", "--limit", "1000", "--format", "json"],
        &["search", "đảng", "--limit", "1000", "--template", "{{body}}"],
        &["export"],
        &["schema", "article"],
        &["completions", "bash"],
        &["man"],
        &["--help"],
        &["--version"],
    ] {
        let mut child = sample().command(args).spawn().unwrap();
        drop(child.stdout.take());
        let run = child.wait_with_output().unwrap();
        assert_eq!(run.status.code(), Some(0), "{args:?}");
        let stderr = String::from_utf8(run.stderr).unwrap();
        assert!(!stderr.contains("panicked") && !stderr.contains("ipe"), "{args:?}: {stderr}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_is_14() {
    for args in [&["search", "đảng", "--format", "csv"][..], &["stats"], &["export"]] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let child = sample().command(args).stdout(full).spawn().unwrap();
        let run = child.wait_with_output().unwrap();
        assert_eq!(run.status.code(), Some(14), "{args:?}");
        assert!(!run.stderr.is_empty());
    }
}

#[test]
fn a_question_is_answered_before_the_next_is_asked() {
    use std::io::{BufRead as _, BufReader};
    let mut child = sample()
        .command(&["search", "--batch", "-", "--limit", "1"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut questions = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for (n, query) in ["dân vận", "kiểm tra", "zzzzqqqq"].iter().enumerate() {
        writeln!(questions, "{query}").unwrap();
        questions.flush().unwrap();
        let answer: serde_json::Value =
            serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["qid"], n + 1);
    }
    drop(questions);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn thousands_of_questions_are_answered_in_their_order() {
    let queries = ["dân vận", "kiem tra", "chi bộ", "đảng viên", "zzzzqqqq", "kết nạp"];
    let line = |n: usize| format!("{{\"qid\": {n}, \"query\": \"{}\"}}\n", queries[n % 6]);
    let lines = (0..2000).map(line).collect::<Vec<_>>().concat();
    let run =
        sample().run_with_input(&["search", "--batch", "-", "--limit", "1"], lines.as_bytes());
    let qids: Vec<u64> = run.lines().iter().map(|answer| answer["qid"].as_u64().unwrap()).collect();
    assert_eq!(qids, (0..2000).collect::<Vec<u64>>());
    let counts = sample().run_with_input(&["count", "--batch", "-"], lines.as_bytes()).stdout;
    let qids: Vec<usize> =
        counts.lines().map(|line| line.split('\t').next().unwrap().parse().unwrap()).collect();
    assert_eq!(qids, (0..2000).collect::<Vec<_>>());
}

#[test]
fn fields_that_mean_nothing_in_a_batch_are_named_once_and_long_lines_are_bad_questions() {
    let long = "x ".repeat(1 << 20);
    let lines = format!(
        "{{\"qid\":1,\"query\":\"chi bộ\",\"limit\":3}}\n{{\"qid\":2,\"query\":\"chi bộ\",\"limit\":3}}\n{long}\nchi bộ\n"
    );
    let run = sample().run_with_input(&["count", "--batch", "-"], lines.as_bytes());
    assert_eq!(run.stderr.matches("`limit`").count(), 1, "{run}");
    assert!(run.stderr.contains("3: the line is longer than 1 MB"), "{run}");
    assert!(run.stdout.lines().last().unwrap().starts_with("4\t"), "{run}");
}

#[test]
fn colours_are_for_terminals_and_no_color_is_obeyed() {
    let sandbox = sample();
    let painted = |variables: &[&str], args: &[&str]| {
        sandbox
            .run_with(variables, &[&["search", "dân vận"], args].concat())
            .stdout
            .contains('\x1b')
    };
    assert!(!painted(&[], &[]));
    assert!(painted(&[], &["--color", "always"]));
    assert!(painted(&["NO_COLOR=1"], &["--color", "always"]));
    assert!(!painted(&["NO_COLOR=1"], &[]));
}

#[test]
fn verbose_says_what_is_asked_where() {
    let run = sample().run(&["-v", "count", "chi bộ"]);
    assert!(run.stderr.contains("index/gen-1") || run.stderr.contains("57 articles"), "{run}");
    assert_eq!(sample().run(&["-v", "-q", "count", "chi bộ"]).status, 2);
}

#[test]
fn completions_and_pages_of_the_manual_name_every_command() {
    let sandbox = Sandbox::new();
    let commands = ["search", "count", "ingest", "show", "schema", "completions", "units"];
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = sandbox.run(&["completions", shell]).stdout;
        assert!(commands.iter().all(|command| script.contains(command)), "{shell}");
    }
    let page = sandbox.run(&["man"]).stdout;
    assert!(page.contains(".TH tracuu 1") && page.contains("tracuu\\-search(1)"), "{page}");
    let run = sandbox.run(&["man", "pages"]);
    let written: usize = run.stdout.trim().parse().unwrap();
    let files = std::fs::read_dir(sandbox.path("pages")).unwrap().count();
    assert!(written == files && files > 15, "{run}");
    let search = std::fs::read_to_string(sandbox.path("pages/tracuu-search.1")).unwrap();
    assert!(search.contains("\\-\\-template"), "{search}");
}

/// All code of the program, lines that a string continues on joined.
fn source() -> String {
    let mut text = String::new();
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                text += &std::fs::read_to_string(&path).unwrap();
            }
        }
    }
    let mut parts = text.split("\\\n");
    let mut joined = parts.next().unwrap().to_owned();
    parts.for_each(|part| joined += part.trim_start());
    joined
}

#[test]
fn every_message_of_the_code_is_in_the_table_and_every_one_of_the_table_is_said() {
    use std::collections::BTreeSet;
    use tracuu::output::Lang;
    let source = source();
    let keys: BTreeSet<&str> = Lang::keys().collect();
    for call in [".say(\"", ".word(\"", "(\"label.", "(\"found.", "then_some(\"", "Some(\"found."] {
        for rest in source.split(call).skip(1) {
            let key = rest.split('"').next().unwrap();
            let prefix = call.split_once('"').unwrap().1;
            let key = format!("{prefix}{key}");
            assert!(keys.contains(key.as_str()) || call == "then_some(\"", "{key}");
        }
    }
    for key in keys {
        let english = Lang::En.known(key).unwrap();
        if let Some(kind) = key.strip_prefix("said.") {
            // The parser of arguments has sentences of its own.
            if ["usage.", "heading.", "help-"].iter().any(|prefix| kind.starts_with(prefix)) {
                continue;
            }
            let pieces = english
                .split('{')
                .map(|piece| piece.split_once('}').map_or(piece, |(_, rest)| rest));
            for piece in pieces.filter(|piece| piece.len() > 24) {
                // Names of kinds are put in: `no {kind} known here`.
                let piece = ["unit", "topic", "outlet", "person", "cited document"]
                    .iter()
                    .fold(piece.to_owned(), |piece, kind| {
                        piece.replace(&format!(" {kind}"), " {kind}")
                    });
                let again = "ingest its sources again into a new directory given by --index";
                let piece = piece.replace(again, "{AGAIN}");
                // Some are put together: `x` is not, and what was wanted.
                let said = piece.split("` is not ").all(|part| source.contains(part.trim()));
                assert!(said, "{key}: nobody says `{piece}`");
            }
        } else if !key.starts_with("help.") {
            assert!(source.contains(&format!("\"{key}\"")), "{key} is never said");
        }
    }
}
