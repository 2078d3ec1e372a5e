//! The scripts of README.md, as they stand there, over the sample corpus.
//!
//! They need `bash`, `jq`, `python3` and the usual tools; where one is missing the test fails and says so. On a
//! machine that cannot have one, `TRACUU_TEST_WITHOUT=jq` (several parted by commas) leaves out the scripts that use
//! it, which the test names.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::harness::{Sandbox, sample};

const README: &str = include_str!("../../README.md");

/// A script of the README.
struct Script {
    title: String,
    language: String,
    text: String,
}

/// The scripts of the chapter, in order.
fn scripts() -> Vec<Script> {
    let (_, chapter) = README.split_once("\n## Ten scripts\n").expect("the chapter");
    let chapter = chapter.split("\n## ").next().unwrap();
    let blocks = chapter.split("\n**").skip(1);
    let script = |block: &str| {
        let (title, rest) = block.split_once("**").expect("a title");
        let (_, fenced) = rest.split_once("```").expect("a block");
        let (language, text) = fenced.split_once('\n').expect("a language");
        let (text, _) = text.split_once("\n```").expect("an end");
        Script { title: title.to_owned(), language: language.to_owned(), text: text.to_owned() }
    };
    blocks.map(script).collect()
}

/// The programs that a script calls and that a machine may lack.
fn needed(script: &Script) -> Vec<&'static str> {
    let mut programs = vec![if script.language == "python" { "python3" } else { "bash" }];
    programs.extend(["jq"].into_iter().filter(|name| script.text.contains(&format!("{name} -"))));
    programs
}

fn left_out(programs: &[&'static str]) -> Option<&'static str> {
    let without = env::var("TRACUU_TEST_WITHOUT").unwrap_or_default();
    programs.iter().copied().find(|program| without.split(',').any(|name| name == *program))
}

/// A folder with the sample's index, in which scripts write, and `tracuu` on the path.
struct Place {
    sandbox: Sandbox,
    programs: PathBuf,
}

impl Place {
    fn new() -> Self {
        let sandbox = Sandbox::new();
        let programs = Path::new(env!("CARGO_BIN_EXE_tracuu")).parent().unwrap().to_owned();
        Self { sandbox, programs }
    }

    fn run(&self, script: &Script) -> Output {
        let mut command = match script.language.as_str() {
            "bash" => {
                let mut bash = Command::new("bash");
                bash.args(["-euo", "pipefail", "-c", &script.text]);
                bash
            }
            "python" => {
                let mut python = Command::new("python3");
                python.args(["-c", &script.text]);
                python
            }
            other => panic!("{}: a script in `{other}`", script.title),
        };
        let path = env::var_os("PATH").unwrap_or_default();
        let path =
            env::join_paths([self.programs.clone()].into_iter().chain(env::split_paths(&path)));
        command
            .current_dir(self.sandbox.path("."))
            .env("PATH", path.unwrap())
            .env("TRACUU_INDEX", sample().path("index"))
            .env_remove("TRACUU_CATALOG")
            .env("XDG_CONFIG_HOME", self.sandbox.path(".config"))
            .env("LC_ALL", "C.UTF-8")
            .output()
            .unwrap_or_else(|cause| {
                panic!(
                    "{}: {} cannot be run ({cause}); install it, or set TRACUU_TEST_WITHOUT",
                    script.title, script.language
                )
            })
    }

    fn lines(&self, name: &str) -> Vec<String> {
        let text = fs::read_to_string(self.sandbox.path(name)).unwrap();
        text.lines().map(str::to_owned).collect()
    }

    /// How many articles the sample has on a question.
    fn count(args: &[&str]) -> usize {
        sample().run(&[&["count"], args].concat()).stdout.trim().parse().unwrap()
    }
}

/// The sum of the last column of a table with a header.
fn sum(lines: &[String]) -> usize {
    let last = |line: &String| line.rsplit(',').next().unwrap().parse::<usize>().unwrap();
    lines.iter().skip(1).map(last).sum()
}

/// What a script must have left.
type Check = fn(&Place);

/// A check for each script, in their order.
const CHECKS: [(&str, Check); 10] = [
    ("1. ", |place| {
        let lines = place.lines("months.csv");
        assert_eq!(lines[0], "unit,month,articles");
        let units = ["vn/ha-noi", "vn/nghe-an", "vn/gia-lai"];
        let all: usize = units.iter().map(|unit| Place::count(&["--unit", unit])).sum();
        assert!(all > 3 && sum(&lines) == all, "{lines:?}");
        assert!(lines.iter().any(|line| line.contains("2020-12")), "{lines:?}");
    }),
    ("2. ", |place| {
        let ids = place.lines("ids.txt");
        assert_eq!(ids.len(), Place::count(&["--unit", "Hà Nội", "--year", "2020"]));
        assert!(!ids.is_empty());
        for id in ids {
            assert_eq!(sample().run(&["show", &id]).status, 0);
        }
    }),
    ("3. ", |place| {
        let lines = place.lines("answers.tsv");
        let found = Place::count(&["kiem tra giam sat"]).to_string();
        assert_eq!(lines.len(), 500);
        for (n, line) in (1..).zip(&lines) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!((cells[0], cells.len()), (n.to_string().as_str(), 4));
            assert!(n % 3 != 1 || cells[1] == found, "{line}");
        }
    }),
    ("4. ", |place| {
        let all = Place::count(&["--topic", "dan-van"]);
        let of = |name: &str, mark: &str| {
            place.lines(name).iter().filter(|line| line.starts_with(mark)).count()
        };
        assert!(all > 1);
        assert_eq!((of("dan-van.bib", "@"), of("dan-van.ris", "TY  - ")), (all, all));
    }),
    ("5. ", |place| {
        let lines = place.lines("weeks.diff");
        assert!(lines.iter().any(|line| line.starts_with("> dai-hoi-dang")), "{lines:?}");
        assert!(lines.iter().any(|line| line.starts_with("< ")), "{lines:?}");
    }),
    ("6. ", |place| {
        let counts: Vec<usize> = place
            .lines("outlets.tsv")
            .iter()
            .map(|line| line.split('\t').next().unwrap().parse().unwrap())
            .collect();
        assert!(!counts.is_empty() && counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
    }),
    ("7. ", |place| {
        let lines = place.lines("2025.tsv");
        assert_eq!(lines.len(), Place::count(&["--year", "2025"]));
        assert!(
            lines.iter().all(|line| line.starts_with("2025-") && line.matches('\t').count() == 2)
        );
    }),
    ("8. ", |place| {
        let lines = place.lines("citing.tsv");
        assert_eq!(lines[0], "title\tdate\tsnippet");
        assert_eq!(lines.len() - 1, Place::count(&["05-CT/TW", "--doc", "05-CT/TW"]));
        assert!(lines.len() > 1);
    }),
    ("9. ", |place| {
        let here = Place::count(&["--unit", "vn/gia-lai", "--with-successors"]);
        let there = place.sandbox.run(&["stats", "--index", "gia-lai-index", "--format", "json"]);
        assert!(here > 0);
        assert_eq!(there.json()["articles"], here);
    }),
    ("10. ", |place| {
        let lines = place.lines("years.csv");
        assert_eq!(lines[0], "year,articles");
        assert_eq!(sum(&lines), Place::count(&["đảng viên"]));
    }),
];

#[test]
fn the_scripts_of_the_readme_do_what_they_say() {
    let scripts = scripts();
    assert_eq!(scripts.len(), CHECKS.len());
    let place = Place::new();
    for (script, (number, check)) in scripts.iter().zip(CHECKS) {
        let Script { title, text, .. } = script;
        assert!(title.starts_with(number), "{title}");
        let needed = needed(script);
        if let Some(program) = left_out(&needed) {
            println!("{title}: left out, as TRACUU_TEST_WITHOUT names {program}");
            continue;
        }
        let output = place.run(script);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "{title}: {} (it needs {}; install it, or name it in TRACUU_TEST_WITHOUT)\n{text}\n{stderr}",
            output.status,
            needed.join(", ")
        );
        assert_eq!(stderr, "", "{title}");
        check(&place);
    }
}
