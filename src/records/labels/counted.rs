/*!
Rows that count things beside rows of money: 公务用车保有量（辆）, 设备（台，套）, 面积（平方米）.
*/

/// What things are counted by.
const UNITS: [&str; 24] = [
    "个",
    "人",
    "辆",
    "次",
    "批",
    "批次",
    "人次",
    "台",
    "套",
    "户",
    "件",
    "名",
    "家",
    "项",
    "张",
    "间",
    "处",
    "座",
    "亩",
    "吨",
    "米",
    "公里",
    "份",
    "平方米",
];

/// Whether a row's name ends with what it counts by, or says that it counts.
pub fn counts_things(name: &str) -> bool {
    let name = name.trim_end_matches(['：', ':']);
    let unit = name
        .trim_end_matches(['）', ')'])
        .rsplit(['（', '('])
        .next()
        .filter(|unit| unit.len() < name.len());
    let is_count = |unit: &str| {
        unit.split(['，', '、', ',', '/'])
            .all(|unit| UNITS.contains(&unit))
    };
    unit.is_some_and(is_count)
        || ["保有量", "批次", "人次", "团组", "购置数量"]
            .iter()
            .any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_no_money() {
        assert!(counts_things("1．因公出国（境）团组数（个）"));
        assert!(counts_things("3．公务用车保有量（辆）"));
        assert!(counts_things(
            "单价100万元（含）以上设备（不含车辆）（台，套）"
        ));
        assert!(!counts_things("1．因公出国（境）费"));
        assert!(!counts_things("其中：公务用车购置费"));
    }
}
