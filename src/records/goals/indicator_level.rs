/*!
The levels of performance indicators (财政部《项目支出绩效评价管理办法》): 一级 and 二级.
*/

use crate::tables::lines::squeeze;

/// 一级指标 as provinces print them.
const FIRST: &[&str] = &[
    "成本指标",
    "产出指标",
    "效益指标",
    "效果指标",
    "满意度指标",
    "管理指标",
    "投入指标",
    "过程指标",
];

/// 二级指标 without their 指标, and the 一级指标 that each belongs to.
const SECOND: &[(&str, &str)] = &[
    ("经济成本", "成本指标"),
    ("社会成本", "成本指标"),
    ("生态环境成本", "成本指标"),
    ("一级成本", "成本指标"),
    ("成本效益", "效益指标"),
    ("数量", "产出指标"),
    ("质量", "产出指标"),
    ("时效", "产出指标"),
    ("经济效益", "效益指标"),
    ("经济效率", "效益指标"),
    ("社会效益", "效益指标"),
    ("生态效益", "效益指标"),
    ("一级效益", "效益指标"),
    ("可持续影响", "效益指标"),
    ("可持续发展", "效益指标"),
    ("可持續發展", "效益指标"),
    ("服务对象满意度", "满意度指标"),
    ("帮扶对象满意度", "满意度指标"),
    ("满意度", "满意度指标"),
    ("受益对象满意度", "满意度指标"),
];

/// A level without the points that its cell prints behind it: 产出指标（40分）.
fn without_points(cell: &str) -> String {
    let squeezed = squeeze(cell);
    let inner = squeezed.strip_suffix(['）', ')']);
    let split = inner.and_then(|inner| inner.rsplit_once(['（', '(']));
    match split {
        Some((level, points)) if points.starts_with(|c: char| c.is_ascii_digit()) => {
            level.to_owned()
        }
        _ => squeezed,
    }
}

/// Whether a cell prints a 一级指标.
pub fn is_first(cell: &str) -> bool {
    FIRST.contains(&without_points(cell).as_str())
}

/// Whether a cell under the heading of a level may print one: a word of either level, or a short
/// text that is no number and no value.
pub fn may_be_level(cell: &str) -> bool {
    let squeezed = without_points(cell);
    let ends = [
        "指标",
        "效益",
        "满意度",
        "成本",
        "产出",
        "效果",
        "影响",
        "数量",
        "质量",
        "时效",
    ];
    is_first(cell)
        || first_of_second(cell).is_some()
        || squeezed.chars().count() <= LONGEST_LEVEL
            && ends.iter().any(|end| squeezed.ends_with(end))
            && !squeezed.contains(|c: char| c.is_ascii_digit() || "≥≤><=".contains(c))
}

/// Characters of a level's name at most.
const LONGEST_LEVEL: usize = 12;

/// The 一级指标 that a cell's 二级指标 belongs to; `None` where the cell is none.
pub fn first_of_second(cell: &str) -> Option<&'static str> {
    let squeezed = without_points(cell);
    let core = squeezed.strip_suffix("指标").unwrap_or(&squeezed);
    SECOND
        .iter()
        .find(|(second, _)| *second == core)
        .map(|(_, first)| *first)
}

/// The levels that go down from row to row where cells were merged.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Levels {
    /// 一级指标
    pub first: String,
    /// 二级指标
    pub second: String,
}

impl Levels {
    /// Takes what a row prints; what it leaves out stays, except that a new 一级指标 begins
    /// without a 二级指标 and a 二级指标 of another kind brings its own 一级指标.
    pub fn take(&mut self, first: Option<&str>, second: Option<&str>) {
        if let Some(first) = first {
            self.first = without_points(first);
            self.second = String::new();
        }
        let Some(second) = second else { return };
        self.second = without_points(second);
        if let Some(owner) = first_of_second(second)
            && first.is_none()
            && !self.holds(owner)
        {
            self.first = owner.to_owned();
        }
    }

    /// 效果指标 is another word for 效益指标.
    fn holds(&self, owner: &str) -> bool {
        self.first == owner
            || self.first == "效果指标" && matches!(owner, "效益指标" | "满意度指标")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_go_down() {
        let mut levels = Levels::default();
        levels.take(Some("产出指标"), Some("数量指标"));
        levels.take(None, Some("质量指标"));
        assert_eq!(
            (levels.first.as_str(), levels.second.as_str()),
            ("产出指标", "质量指标")
        );
        levels.take(None, Some("社会效益"));
        assert_eq!(
            (levels.first.as_str(), levels.second.as_str()),
            ("效益指标", "社会效益")
        );
    }
}
