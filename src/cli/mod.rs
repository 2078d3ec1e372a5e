//! The command line (first draft).
use std::io::Write as _;

/// Runs.
pub fn run() -> std::process::ExitCode {
    let args: Vec<std::path::PathBuf> = std::env::args_os().skip(2).map(Into::into).collect();
    let catalog = crate::catalog::Catalog::embedded();
    let today = chrono::Utc::now().with_timezone(&crate::date::vietnam()).date_naive();
    let context = crate::ingest::Context { catalog: &catalog, today };
    let mut out = std::io::stdout().lock();
    for raw in crate::ingest::Source::new(&args, Box::new(std::io::stdin())) {
        let article = raw
            .map_err(|f| f.reason)
            .and_then(|raw| crate::ingest::parse(&raw, context).map_err(|e| e.to_string()));
        match article {
            Ok(article) => {
                let _ = writeln!(out, "{}", serde_json::to_string(&article).unwrap_or_default());
            }
            Err(reason) => {
                let _ = writeln!(std::io::stderr(), "{reason}");
            }
        }
    }
    std::process::ExitCode::SUCCESS
}
