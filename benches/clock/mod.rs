//! Processor time for benches: the clock on the wall also counts what other programs do.

use std::time::{Duration, Instant};

/// What the processor spent on this thread, where the system tells; else the time of day.
pub(crate) fn of_thread() -> Duration {
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let spent = spent.and_then(|text| text.split(' ').next()?.parse().ok());
    spent.map_or_else(since_start, Duration::from_nanos)
}

/// The time of day, from when it was first asked for.
pub(crate) fn since_start() -> Duration {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}
