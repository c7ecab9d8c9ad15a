/*!
The unit of a document without cover and captions: its first lines and sentences name it.

`某市环城公路段财政拨款“三公”经费预算2014年情况如下`, `现将某市档案馆2024年部门预算公开如下`.
*/

use crate::pattern::regex;
use regex::Regex;
use std::sync::LazyLock;

/// Lines in which the unit is looked for.
const FIRST: usize = 12;

/// A name that begins with its region, and what is said of it.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:附件[0-9一二三四]*[:：]?)?(?:关于|现将|现就|按照要求[，,]现将)?(?:(?:19|20)\d{2}年度?)?(?P<unit>\p{Han}{1,8}?[省市县区州旗盟]\p{Han}[\p{Han}（）()]{1,26}?)(?:(?:19|20)\d{2}年?度?|财政拨款|一般公共预算|政府性基金|部门预算|单位预算|部门决算|单位决算|预算|决算|“?三公|收支|收入|支出|财务|基本情况|概况|主要职责|信息公开|是)",
    )
});

/// The unit that the first lines name.
pub(super) fn unit(lines: &[String]) -> Option<String> {
    let clauses = lines
        .iter()
        .take(FIRST)
        .flat_map(|line| line.split(['，', '。', '；', '、']));
    let mut named = clauses
        .filter_map(|clause| NAMED.captures(clause))
        .map(|found| without_rank(&found["unit"]).to_owned());
    named.find(|name| is_unit(name))
}

/// A unit's name without the word for what it is in the budget: 司法局部门.
pub(super) fn without_rank(name: &str) -> &str {
    const ENDS: [&str; 12] = [
        "局", "厅", "委", "办", "院", "会", "站", "所", "馆", "中心", "政府", "室",
    ];
    let bare = name
        .strip_suffix("部门")
        .or_else(|| name.strip_suffix("单位"));
    bare.filter(|bare| ENDS.iter().any(|end| bare.ends_with(end)))
        .unwrap_or(name)
}

/// What is said of all the region is no unit's name, and neither is part of a sentence.
fn is_unit(name: &str) -> bool {
    const NOT_OF_NAMES: &[&str] = &[
        "全省", "全市", "全县", "全区", "我省", "我市", "我县", "我区", "根据", "关于", "本级",
        "财政", "的", "年",
    ];
    let ends_with_region = name.ends_with(super::REGIONS);
    !ends_with_region && !NOT_OF_NAMES.iter().any(|word| name.contains(word))
        || name.ends_with("财政局")
        || name.ends_with("财政厅")
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_in_first_lines() {
        let unit = |line: &str| super::unit(&[line.to_owned()]);
        for (line, name) in [
            (
                "青石市环城公路段财政拨款“三公”经费预算2014年情况如下:",
                Some("青石市环城公路段"),
            ),
            (
                "现将青石市档案馆2024年部门预算公开如下",
                Some("青石市档案馆"),
            ),
            (
                "2014年青石市白鹭区环卫站“三公”经费情况",
                Some("青石市白鹭区环卫站"),
            ),
            (
                "青石市植物园是市园林局所属单位，主要职责是",
                Some("青石市植物园"),
            ),
            (
                "2015年清河市司法局部门“三公”经费情况统计表",
                Some("清河市司法局"),
            ),
            ("2024年全市一般公共预算收入", None),
            ("根据青石市财政局要求公开2024年预算", None),
            ("2024年青石市本级财政预算", None),
        ] {
            assert_eq!(unit(line).as_deref(), name, "{line}");
        }
    }
}
