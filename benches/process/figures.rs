/*!
How figures are summed up and printed.

Times stay whole numbers of microseconds: a rounded float would claim what was not
measured.
*/

use std::time::Duration;

/// Begins a part of the report.
pub fn heading(name: &str) {
    println!("\n{name}");
}

/// One line of the report: what, how much, and the target beside it.
pub fn line(what: &str, measured: &str, target: &str) {
    println!("  {what:<42} {measured:>14}   {target}");
}

/// A duration in milliseconds with two decimals.
pub fn milliseconds(duration: Duration) -> String {
    let hundredths = (duration.as_micros() + 5) / 10;
    format!("{}.{:02} ms", hundredths / 100, hundredths % 100)
}

/// How many times as long the first is as the second.
pub fn ratio(longer: Duration, shorter: Duration) -> String {
    let hundredths = longer.as_micros() * 100 / shorter.as_micros().max(1);
    format!("{}.{:02}x", hundredths / 100, hundredths % 100)
}

/// The value that so many per cent of all do not exceed; nothing of nothing is zero.
pub fn percentile<T: Copy + Ord + Default>(values: &[T], percent: usize) -> T {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted
        .get(rank.saturating_sub(1))
        .copied()
        .unwrap_or_default()
}

/// The value in the middle.
pub fn median<T: Copy + Ord + Default>(values: &[T]) -> T {
    percentile(values, 50)
}

/// The largest value.
pub fn most<T: Copy + Ord + Default>(values: &[T]) -> T {
    percentile(values, 100)
}
