//! The `tracuu` command: see [`tracuu::cli`].

fn main() -> std::process::ExitCode {
    tracuu::cli::run()
}
