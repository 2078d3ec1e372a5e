//! What the processor spent on threads and on other processes, and figures of many such times.

use std::fs;
use std::time::Duration;

use crate::clock;

/// What the processor spent on all threads of this process, where the system tells; else the time of day.
pub(crate) fn of_process() -> Duration {
    let threads = fs::read_dir("/proc/self/task").ok().into_iter().flatten().flatten();
    let read = threads.map(|thread| {
        let text = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
    });
    let sum: Option<Duration> = read.sum();
    sum.filter(|sum| !sum.is_zero()).unwrap_or_else(clock::since_start)
}

/// What processes that were started here and have ended spent, where the system tells; else the time of day.
pub(crate) fn of_ended() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").ok();
    let ticks = stat.and_then(|stat| {
        // Behind the name in brackets, which may hold spaces: the sixteenth and seventeenth value of all.
        let (_, values) = stat.rsplit_once(')')?;
        let mut values = values.split_whitespace().skip(13);
        let (user, system): (u64, u64) =
            (values.next()?.parse().ok()?, values.next()?.parse().ok()?);
        Some(user + system)
    });
    // A hundred ticks are a second on every Linux.
    ticks.map_or_else(clock::since_start, |ticks| Duration::from_millis(10 * ticks))
}

/// Median and mean, in milliseconds.
pub(crate) struct Figures {
    pub(crate) p50: f64,
    pub(crate) mean: f64,
}

impl Figures {
    pub(crate) fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        #[expect(clippy::cast_precision_loss, reason = "some hundred queries")]
        let many = times.len() as f64;
        Self { p50: ms(times[times.len() / 2]), mean: ms(times.iter().sum()) / many }
    }
}

pub(crate) fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
