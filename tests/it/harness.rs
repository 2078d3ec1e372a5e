//! [`Sandbox`]: a fresh directory with the command set up to run in it, and nothing of the machine's
//! configuration.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;

use serde_json::Value;

/// A directory of its own in which `tracuu` runs.
pub(crate) struct Sandbox {
    dir: tempfile::TempDir,
}

/// What a run of the command left.
pub(crate) struct Run {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: i32,
}

/// The corpus of samples in the repository.
pub(crate) fn sample_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/sample")
}

/// The sandbox whose `index/` holds the sample corpus, built once, for tests that only ask.
pub(crate) fn sample() -> &'static Sandbox {
    static SAMPLE: LazyLock<Sandbox> = LazyLock::new(|| Sandbox::lasting().filled());
    &SAMPLE
}

impl Sandbox {
    pub(crate) fn new() -> Self {
        Self { dir: tempfile::tempdir().expect("a temporary directory") }
    }

    /// A sandbox for a static, which is never dropped: it stands where the build's own files do.
    pub(crate) fn lasting() -> Self {
        let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"));
        Self { dir: dir.expect("a temporary directory") }
    }

    /// A sandbox of its own whose `index/` holds the sample corpus, for a test that changes it.
    pub(crate) fn with_sample() -> Self {
        Self::new().filled()
    }

    fn filled(self) -> Self {
        let sandbox = self;
        let sample = sample_dir();
        let run = sandbox.run(&["ingest", sample.to_str().expect("a UTF-8 path")]);
        assert_eq!(run.status, 0, "{run}");
        sandbox
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes a file, with the folders above it.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    pub(crate) fn run(&self, args: &[&str]) -> Run {
        self.run_with_input(args, b"")
    }

    pub(crate) fn run_with_input(&self, args: &[&str], input: &[u8]) -> Run {
        let mut child = self.command(args).spawn().expect("the command starts");
        // A command that does not read its input closes it early.
        let _ = child.stdin.take().expect("a pipe").write_all(input);
        self.ended(child)
    }

    /// A run with variables of the environment set, each as `NAME=value`.
    pub(crate) fn run_with(&self, variables: &[&str], args: &[&str]) -> Run {
        let mut command = self.command(args);
        for variable in variables {
            let (name, value) = variable.split_once('=').expect("a value");
            command.env(name, value);
        }
        let mut child = command.spawn().expect("the command starts");
        drop(child.stdin.take());
        self.ended(child)
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tracuu"));
        command
            .args(args)
            .current_dir(self.dir.path())
            .env_remove("TRACUU_INDEX")
            .env_remove("TRACUU_CATALOG")
            .env_remove("TRACUU_CONFIG")
            .env_remove("TRACUU_LANG")
            .env_remove("NO_COLOR")
            // No settings of whoever runs the tests.
            .env("XDG_CONFIG_HOME", self.dir.path().join(".config"))
            .env("LC_ALL", "C.UTF-8")
            .env("COLUMNS", "100")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn ended(&self, child: Child) -> Run {
        let output = child.wait_with_output().expect("the command ends");
        Run {
            stdout: String::from_utf8(output.stdout).expect("UTF-8 on stdout"),
            stderr: self.tidy(&String::from_utf8(output.stderr).expect("UTF-8 on stderr")),
            status: output.status.code().expect("an exit code"),
        }
    }

    /// A run that is interrupted as by Ctrl-C while it waits for more than `input`.
    #[cfg(unix)]
    pub(crate) fn interrupted(&self, args: &[&str], input: &[u8]) -> Run {
        let mut child = self.command(args).spawn().expect("the command starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        stdin.write_all(input).expect("input");
        // Long enough for what it was given to be read; an earlier signal only commits less.
        std::thread::sleep(std::time::Duration::from_millis(1500));
        let pid = child.id().to_string();
        let kill = Command::new("kill").args(["-INT", &pid]).status().expect("kill");
        assert!(kill.success());
        let run = self.ended(child);
        drop(stdin);
        run
    }

    /// The text without what differs from run to run: this directory and times.
    fn tidy(&self, text: &str) -> String {
        let here = self.dir.path().display().to_string();
        let text = text.replace(&here, "[DIR]").replace(env!("CARGO_MANIFEST_DIR"), "[REPO]");
        let mut tidied = String::new();
        for line in text.lines() {
            match line.rsplit_once(" (") {
                Some((head, tail)) if tail.ends_with(" ms)") => {
                    let _ = writeln!(tidied, "{head} ([TIME])");
                }
                _ => {
                    let _ = writeln!(tidied, "{line}");
                }
            }
        }
        tidied
    }
}

impl Run {
    /// The one JSON value on stdout.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}\n{self}"))
    }

    /// The JSON values on the lines of stdout.
    pub(crate) fn lines(&self) -> Vec<Value> {
        let value = |line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
        self.stdout.lines().map(value).collect()
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { stdout, stderr, status } = self;
        write!(f, "status: {status}\n--- stdout\n{stdout}--- stderr\n{stderr}")
    }
}
