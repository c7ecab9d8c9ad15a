/*!
Indicators that a text without columns was misread into: a value for a name, a heading for a name.

One of them in a table says that others may be as wrong. Where they are few they are left out, where
they are not all are; the note says so.
*/

use super::indicator_level::{first_of_second, is_first};
use crate::budget::{Amount, Indicator};
use crate::records::table::Part;
use crate::tables::lines::squeeze;

/// Takes out what cannot be an indicator.
pub fn drop_misread(part: &mut Part) {
    let all = part.indicators.len();
    let misread = part.indicators.iter().filter(|own| is_misread(own)).count();
    if misread == 0 {
        return;
    }
    let (place, title) = (part.table.place, part.table.title.clone());
    if misread * 5 > all {
        part.indicators.clear();
        part.note(
            place,
            &title,
            "读法存疑：这张绩效目标表的文字失了栏，指标与指标值对不上，未收入，请看原件。",
        );
        return;
    }
    part.indicators.retain(|own| !is_misread(own));
    let message = format!("{misread} 处文字读不出是什么指标，未收入，请看原件。");
    part.note(place, &title, &message);
}

/// Whether the name of an indicator is none: a value, a level, a heading of the form, a goal in sentences.
fn is_misread(indicator: &Indicator) -> bool {
    const HEADINGS: [&str; 5] = ["项目名称", "主管部门", "年度目标", "总体目标", "资金总额"];
    let name = squeeze(&indicator.name);
    let is_value = name.starts_with(['≥', '≤', '＝', '=', '>', '<', '＞', '＜'])
        || Amount::is_amount(&name)
        || name.chars().count() < 2;
    let is_level = is_first(&name)
        || name.ends_with("指标") && first_of_second(&name).is_some()
        || name.matches("指标").count() > 1 && name.ends_with("指标");
    let is_heading = HEADINGS.iter().any(|heading| name.contains(heading));
    let is_goal = name.starts_with("目标1") || name.ends_with('。');
    is_value || is_level || is_heading || is_goal
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::{About, Place};

    fn named(name: &str) -> Indicator {
        Indicator {
            table: 0,
            row: None,
            about: About::Project,
            level1: String::new(),
            level2: String::new(),
            name: name.to_owned(),
            operator: None,
            value: String::new(),
            value_unit: String::new(),
            weight: String::new(),
            direction: String::new(),
            printed: String::new(),
            place: Place::line(1),
        }
    }

    #[test]
    fn values_levels_and_headings_are_no_names() {
        for name in [
            "≥90%",
            "39.44",
            "级",
            "数量指标",
            "满意度指标产出指标",
            "项目名称主管部门",
            "目标1：完成任务；目标2：资金使用合规",
        ] {
            assert!(is_misread(&named(name)), "{name}");
        }
        for name in ["验收合格率", "服务对象满意度", "绩效指标完成率", "数量"]
        {
            assert!(!is_misread(&named(name)), "{name}");
        }
    }
}
