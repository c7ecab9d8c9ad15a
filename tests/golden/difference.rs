/*!
Two lists of rows, line by line: what only the truth has, and what only the program has.
*/

use std::fmt::Write;

/// The differing rows as text; none where the lists are equal.
pub fn between(truth: &[Vec<String>], program: &[Vec<String>]) -> Option<String> {
    if truth == program {
        return None;
    }
    let common = common_lengths(truth, program);
    let (mut at, mut other) = (0, 0);
    let (mut lost, mut added) = (0, 0);
    let mut lines = String::new();
    while at < truth.len() || other < program.len() {
        let both = at < truth.len() && other < program.len();
        if both && truth[at] == program[other] {
            at += 1;
            other += 1;
        } else if other == program.len() || (both && common[at + 1][other] >= common[at][other + 1])
        {
            lost += 1;
            show(&mut lines, "真值", at, &truth[at]);
            at += 1;
        } else {
            added += 1;
            show(&mut lines, "程序", other, &program[other]);
            other += 1;
        }
    }
    Some(format!(
        "真值 {} 行，程序 {} 行；只在真值 {lost} 行，只在程序 {added} 行\n{lines}",
        truth.len(),
        program.len()
    ))
}

fn show(lines: &mut String, side: &str, index: usize, row: &[String]) {
    // Writing to a String cannot fail.
    let _ = writeln!(lines, "{side} {:>4} | {}", index + 1, row.join(" | "));
}

/// For every pair of places the length of the longest common subsequence from there on.
fn common_lengths(truth: &[Vec<String>], program: &[Vec<String>]) -> Vec<Vec<u32>> {
    let mut lengths = vec![vec![0; program.len() + 1]; truth.len() + 1];
    for at in (0..truth.len()).rev() {
        for other in (0..program.len()).rev() {
            lengths[at][other] = if truth[at] == program[other] {
                lengths[at + 1][other + 1] + 1
            } else {
                lengths[at + 1][other].max(lengths[at][other + 1])
            };
        }
    }
    lengths
}
