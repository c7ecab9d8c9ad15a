/*!
Headings over what was reckoned from the amounts beside it: by how much two years differ, what
part of a whole an amount is.
*/

const CHANGES: &[&str] = &[
    "增减",
    "增加",
    "增长",
    "增幅",
    "变动",
    "差额",
    "下降",
    "相比",
    "比上年",
    "±",
];
const SHARES: &[&str] = &["占比", "比重"];
const RATES: &[&str] = &["%", "％", "率", "占比", "比重", "比例", "幅度", "增幅"];

fn has(heading: &str, words: &[&str]) -> bool {
    words.iter().any(|word| heading.contains(word))
}

/// Whether a heading is over what two years differ by, as an amount or as a rate.
pub fn is_change(heading: &str) -> bool {
    has(heading, CHANGES)
}

/// Whether a heading is over parts of a whole.
pub fn is_share(heading: &str) -> bool {
    has(heading, SHARES)
}

/// Whether a heading is over rates, of change or of a whole.
pub fn is_rate(heading: &str) -> bool {
    has(heading, RATES)
}

/// Whether a heading is over anything that was reckoned.
pub fn is_reckoned(heading: &str) -> bool {
    is_change(heading) || is_rate(heading)
}
