/*!
Codes and numbers before the names of projects, types and units.
*/

use crate::records::labels::code_and_name;
use crate::tables::lines::{is_chinese, name, squeeze};
use crate::tables::title::strip_ordinal;

/// Takes `63020000023T000000003-某项目` apart; a cell without a code is all name.
pub fn project_code_and_name(cell: &str) -> (String, String) {
    if let Some((code, rest)) = cell.split_once(['-', '－', '—']) {
        let code = squeeze(code);
        if code.len() >= 10
            && code.bytes().all(|b| b.is_ascii_alphanumeric())
            && rest.contains(is_chinese)
        {
            return (code, name(rest));
        }
    }
    (String::new(), name(cell))
}

/// `3-特定目标类` without its number.
pub fn strip_number(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_ascii_digit())
        .trim_start_matches('-')
}

/// The unit of a cell such as `502003-某局`.
pub fn unit_name(cell: &str) -> String {
    code_and_name(cell).map_or_else(|| name(cell), |(_, rest)| name(rest))
}

/// Words that titles of goals have without naming a project, longer ones first.
const OF_ANY: &[&str] = &[
    "一般公共预算",
    "政府性基金预算",
    "特定目标类",
    "其他运转类",
    "专项资金",
    "转移支付",
    "财政支出",
    "部门",
    "单位",
    "预算",
    "项目",
    "支出",
    "资金",
    "专项",
    "财政",
    "重点",
    "主要",
    "本级",
    "省级",
    "市级",
    "区级",
    "县级",
    "一级",
    "二级",
    "三级",
    "整体",
    "年度",
    "年初",
    "年",
    "批复",
    "申报",
    "公开",
    "区域",
    "政策",
    "绩效",
];

/// The project that a title of goals names: 1.动物疫病防控经费绩效目标表.
pub fn project_of_title(title: &str, unit: &str) -> Option<String> {
    let squeezed = squeeze(title);
    let bare = strip_ordinal(&squeezed);
    // A title names a project where it is one of several.
    if bare == squeezed && !squeezed.contains(['“', '《', '"']) {
        return None;
    }
    let (named, _) = bare.split_once("绩效目标")?;
    let dated = named.trim_start_matches(|c: char| c.is_ascii_digit());
    let named = dated.strip_prefix("年度").or(dated.strip_prefix('年'));
    let named = named.unwrap_or(dated).trim_start_matches(unit);
    let named = named.trim_matches(['“', '”', '《', '》', '"', '-', '－', '—', '：', ':']);
    let mut rest = named.replace(|c: char| !is_chinese(c), "");
    for word in OF_ANY {
        rest = rest.replace(word, "");
    }
    (rest.chars().count() > 1).then(|| named.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_may_name_a_project() {
        let named = |title| project_of_title(title, "某县林业局");
        for (title, project) in [
            ("1.动物疫病防控经费绩效目标表", "动物疫病防控经费"),
            ("（二）2024年度道路养护项目绩效目标表", "道路养护项目"),
            ("12、某县林业局防火补助资金绩效目标申报表", "防火补助资金"),
        ] {
            assert_eq!(named(title).as_deref(), Some(project), "{title}");
        }
        for title in [
            "2024年部门预算项目支出绩效目标表",
            "1.2024年部门预算项目支出绩效目标表",
            "某县林业局2024年项目绩效目标表",
            "专项资金绩效目标表（2024年度）",
            "单位整体支出绩效目标申报表",
            "项目支出预算表",
            "（二）某县林业局2024年项目绩效目标表",
            "3、专项资金绩效目标表（2024年度）",
            "四、单位整体支出绩效目标申报表",
            "五、项目支出预算表",
        ] {
            assert_eq!(named(title), None, "{title}");
        }
    }
}
