/*!
What people read over the columns of the open data, where they ask for it (`--headings zh`).
*/

/// The heading of a column in Chinese; a column without one keeps its key.
pub fn in_chinese(key: &str) -> Option<&'static str> {
    let heading = HEADINGS.iter().find(|(known, _)| *known == key);
    heading.map(|(_, heading)| *heading)
}

/// The keys of all datasets.
const HEADINGS: &[(&str, &str)] = &[
    ("unit", "单位"),
    ("document_year", "预算年度"),
    ("year", "数的年度"),
    ("stage", "阶段"),
    ("scope", "范围"),
    ("table", "表"),
    ("title", "表的标题"),
    ("state", "状态"),
    ("figures", "数的个数"),
    ("row", "行"),
    ("row_kind", "行的种类"),
    ("row_code", "编码"),
    ("row_code2", "政府编码"),
    ("row_name", "名称"),
    ("under", "上级标题"),
    ("row_unit", "行的单位"),
    ("measure", "口径"),
    ("amount", "金额"),
    ("money_unit", "金额单位"),
    ("origin", "来历"),
    ("source", "出处"),
    ("project_code", "项目编码"),
    ("project", "项目"),
    ("type", "项目类型"),
    ("function_code", "功能编码"),
    ("project_amount", "项目金额"),
    ("goal", "年度目标"),
    ("level1", "一级指标"),
    ("level2", "二级指标"),
    ("name", "三级指标"),
    ("operator", "比较"),
    ("value", "指标值"),
    ("value_unit", "计量单位"),
    ("weight", "权重"),
    ("direction", "方向"),
    ("about", "关于"),
    ("printed", "原文"),
    ("rule", "规则"),
    ("severity", "程度"),
    ("left", "左"),
    ("right", "右"),
    ("difference", "差额"),
    ("bound", "舍入界限"),
    ("equation", "算式"),
    ("message", "疑点"),
    ("source_left", "左出处"),
    ("source_right", "右出处"),
    ("status", "核定"),
    ("reason", "理由"),
    ("author", "编制人"),
    ("times", "次数"),
    ("why", "原因"),
    ("kind", "种类"),
    ("code", "编码"),
    ("item", "名称"),
    ("rate", "占比或增幅"),
    ("median", "中位数"),
    ("mad", "离差的中位数"),
    ("peers", "同类数"),
    ("clue", "线索"),
    ("against", "对照"),
    ("figure_noted", "记下的数"),
    ("figure_now", "现在的数"),
    ("text", "笔记"),
    ("finding", "疑点的键"),
    ("time", "记于"),
    ("document", "文件"),
    ("sha256", "SHA-256"),
    ("address", "地址"),
];

#[cfg(test)]
mod tests {
    use super::super::{DATASETS, notes};
    use super::*;

    #[test]
    fn every_column_has_a_heading() {
        let keys = DATASETS
            .iter()
            .flat_map(|dataset| dataset.columns.iter().copied());
        for key in keys {
            assert!(in_chinese(key).is_some(), "{key}");
        }
        for column in notes::columns() {
            assert!(in_chinese(&column.key).is_some(), "{}", column.key);
        }
    }
}
