/*!
Words that say of what money a row or a column is: what 财政拨款 leaves out.
*/

/// Money that is no appropriation of the year's budget, whatever funds it is split into.
const OTHER_FUNDS: [&str; 14] = [
    "自有资金",
    "单位资金",
    "其他资金",
    "财政专户",
    "专户",
    "事业收入",
    "事业单位经营",
    "经营收入",
    "其他收入",
    "上级补助",
    "附属单位",
    "非财政拨款",
    "债务",
    "结转和结余",
];

/// Money of earlier years, or for later ones.
const CARRY_OVER: [&str; 2] = ["结转", "结余"];

/// Whether words speak of money beside the appropriations.
pub fn is_other_funds(words: &str) -> bool {
    OTHER_FUNDS.iter().any(|word| words.contains(word))
}

/// Whether words speak of money carried from one year into another.
pub fn is_carry_over(words: &str) -> bool {
    CARRY_OVER.iter().any(|word| words.contains(word))
}
