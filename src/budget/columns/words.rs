/*!
The words of headers, and what each of them means.

Provinces print 一般公共预算, 一般公共预算拨款收入 or 一般公共预算安排 over the same
column. A header is read by the longest phrases that this list knows, so that a cell
of a grid and a header whose words ran together are read alike.
*/

use super::Concept::{self, *};
use crate::budget::squeeze;

/// Every phrase; the longest that fits is taken. Quotes, brackets with what they hold,
/// years and white space are gone from a header before it is compared.
const PHRASES: &[(&str, Concept)] = &[
    ("三公经费", ThreePublic),
    ("三公经费合计", ThreePublicTotal),
    ("三公经费总额", ThreePublicTotal),
    ("三公经费财政拨款预算总额", ThreePublicTotal),
    ("会议费", Meetings),
    ("培训费", Training),
    ("单位预留机动经费", Reserve),
    ("预留机动经费", Reserve),
    ("本年支出合计", Total),
    ("本年收入合计", ThisYearIncomeTotal),
    ("支出合计", Total),
    ("收入合计", Total),
    ("合计", Total),
    ("总计", Total),
    ("小计", Total),
    ("总额", Total),
    ("金额", Total),
    ("其中财政拨款", FiscalPart),
    ("财政拨款收入", Fiscal),
    ("当年财政拨款", CurrentAppropriation),
    ("本年财政拨款", CurrentAppropriation),
    // As a heading over the funds; a fund's own 财政拨款 is no second one.
    ("财政拨款", Fiscal),
    ("一般公共预算财政拨款", General),
    ("政府性基金预算财政拨款", Fund),
    ("国有资本经营预算财政拨款", StateCapital),
    ("一般公共预算", General),
    ("政府性基金", Fund),
    ("国有资本经营", StateCapital),
    ("财政专户", SpecialAccount),
    ("专户管理的教育收费", SpecialAccount),
    ("事业收入", Business),
    ("事业单位经营收入", OperatingIncome),
    ("经营收入", OperatingIncome),
    ("上级补助收入", SuperiorSubsidy),
    ("上级补助", SuperiorSubsidy),
    ("附属单位上缴", SubordinateRemittance),
    ("下级单位上缴", SubordinateRemittance),
    ("其他收入", OtherIncome),
    ("单位资金", UnitFunds),
    ("本年收入", ThisYearIncome),
    ("本年拨款", ThisYearAppropriation),
    ("财政拨款结转结余", CarryOver),
    ("财政拨款结转", CarryOver),
    ("上年结转", CarryOver),
    ("年初结转", CarryOver),
    ("上年结余", CarryOver),
    ("上年财政拨款结转", CarryOver),
    ("年初结转和结余", YearStart),
    ("基本支出", Basic),
    ("人员经费", Staff),
    ("人员支出", Staff),
    ("工资福利支出", Wages),
    ("对个人和家庭的补助", Households),
    ("对个人和家庭补助", Households),
    ("公用经费", Running),
    ("公用支出", Running),
    ("日常公用", Running),
    ("日常公用经费", Running),
    ("日常公用支出", Running),
    ("商品和服务支出", Goods),
    ("资本性支出", Capital),
    ("项目支出", Project),
    ("其他运转类", OtherOperation),
    ("特定目标类", SpecificTarget),
    ("事业单位经营支出", OperatingExpenditure),
    ("经营支出", OperatingExpenditure),
    ("上缴上级", RemittanceToSuperior),
    ("对附属单位补助", SubsidyToSubordinate),
    ("对下级单位补助", SubsidyToSubordinate),
    ("因公出国", Abroad),
    ("公务用车购置及运行", Cars),
    ("公务用车购置和运行", Cars),
    ("公务用车购置与运行", Cars),
    ("公务用车购置运行", Cars),
    ("公务用车购置费及运行", Cars),
    ("公务用车购置费和运行", Cars),
    ("公务用车购置及运维", Cars),
    ("公务用车购置和运维", Cars),
    ("公务用车购置与运维", Cars),
    ("公务用车购置运维", Cars),
    ("公务用车购置及维护", Cars),
    ("公务用车购置和维护", Cars),
    ("公务车购置及运行", Cars),
    ("公务车购置和运行", Cars),
    ("公务车购置及运维", Cars),
    ("公车购置及运行", Cars),
    ("公车购置和运行", Cars),
    ("公车购置及运维", Cars),
    ("公车购置和运维", Cars),
    ("购置及运行", Cars),
    ("购置和运行", Cars),
    ("购置及运维", Cars),
    ("公务用车费", Cars),
    ("公务用车购置", CarPurchase),
    ("公务用车购置费", CarPurchase),
    ("购置费", CarPurchase),
    ("公务车购置", CarPurchase),
    ("公车购置", CarPurchase),
    ("公务用车运行", CarRunning),
    ("公务用车运维", CarRunning),
    ("公务用车维护", CarRunning),
    ("公务车运行", CarRunning),
    ("公务车运维", CarRunning),
    ("公车运行", CarRunning),
    ("公车运维", CarRunning),
    ("运行费", CarRunning),
    ("运维费", CarRunning),
    ("运行维护费", CarRunning),
    ("公务接待", Reception),
    ("公务接待费", Reception),
    ("机关运行经费", OfficeRunning),
    ("上年预算数", LastYear),
    ("上年预算", LastYear),
    ("上年度", LastYear),
    ("上年", LastYear),
    ("本年预算数", ThisYear),
    ("本年预算", ThisYear),
    ("本年度", ThisYear),
    ("科目编码", Label),
    ("科目代码", Label),
    ("科目名称", Label),
    ("单位代码", Label),
    ("单位编码", Label),
    ("部门代码", Label),
    ("单位名称", Label),
    ("部门名称", Label),
    ("预算单位", Label),
    ("项目名称", Label),
    ("项目单位", Label),
    ("项目编码", Label),
    ("支出功能分类", Label),
    ("功能分类科目", Label),
    ("部门预算支出经济分类", Label),
    ("政府预算支出经济分类", Label),
    ("部门预算经济分类", Label),
    ("政府预算经济分类", Label),
    ("支出经济分类", Label),
    ("类型", Label),
    ("类", Label),
    ("类号", Label),
    ("款号", Label),
    ("项号", Label),
    ("款", Label),
    ("项目", Label),
    ("项", Label),
];

/// A printed header without what differs from print to print: white space, quotes,
/// brackets with what they hold, colons.
pub fn plain(header: &str) -> String {
    let mut out = String::with_capacity(header.len());
    let mut depth = 0usize;
    for c in squeeze(header).chars() {
        match c {
            '（' | '(' | '【' | '[' => depth += 1,
            '）' | ')' | '】' | ']' => depth = depth.saturating_sub(1),
            '“' | '”' | '"' | '‘' | '’' | '：' | ':' | '、' | '，' => {}
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// The concepts of a header's text, in order; what no phrase knows is passed over.
pub fn concepts(header: &str) -> Vec<Concept> {
    let text = plain(header);
    let mut rest = text.as_str();
    let mut found = Vec::new();
    while let Some(next) = rest.chars().next() {
        match longest(rest) {
            Some((length, concept)) => {
                found.push(concept);
                rest = rest.get(length..).unwrap_or_default();
            }
            None => rest = rest.get(next.len_utf8()..).unwrap_or_default(),
        }
    }
    found
}

/// What headings add to a concept without changing it: 一般公共预算 and 一般公共预算拨款收入 are one column.
const SILENT: &[&str] = &[
    "预算",
    "决算",
    "拨款",
    "收入",
    "支出",
    "资金",
    "经费",
    "费用",
    "费",
    "安排",
    "执行",
    "管理",
    "维护",
    "用款",
    "金额",
    "数额",
    "本年",
    "当年",
    "年初",
    "年度",
    "年",
    "结转",
    "结余",
    "和",
    "及",
    "与",
    "的",
    "数",
    "额",
    "其中",
    "省级",
    "市级",
    "区级",
    "县级",
    "本级",
    "单位",
    "部门",
    "资金来源",
    "采购",
    "来源",
    "按",
    "纳入",
    "资金来源",
    "采购",
    "来源",
    "按",
    "类项目",
    "类",
];

/// The concepts of a heading that says nothing else, in order; `None` where part of it has no
/// meaning here: 非同级财政拨款 is not 财政拨款.
pub fn whole(heading: &str) -> Option<Vec<Concept>> {
    let text = plain(heading);
    let mut rest = text.as_str();
    let mut found = Vec::new();
    while let Some(next) = rest.chars().next() {
        let silent = SILENT.iter().filter(|word| rest.starts_with(**word));
        let silent = silent.map(|word| word.len()).max();
        let length = match (longest(rest), silent) {
            (Some((length, concept)), silent) if silent.is_none_or(|silent| silent <= length) => {
                found.push(concept);
                length
            }
            (_, Some(silent)) => silent,
            (_, None) if next.is_ascii_digit() || matches!(next, '|' | '.' | '-' | '/' | '*') => {
                next.len_utf8()
            }
            (_, None) => return None,
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    Some(found)
}

/// The concept of one cell: the first that it names, a label only where nothing else is.
pub fn concept(cell: &str) -> Option<Concept> {
    let all = concepts(cell);
    all.iter()
        .copied()
        .find(|&concept| concept != Label)
        .or(all.first().copied())
}

/// Whether a cell is a heading of labels and of nothing else: 单位名称（科目）, 类, but not
/// 经费拨款, which only ends like one.
pub fn is_label(cell: &str) -> bool {
    const ENDS: [&str; 4] = ["编码", "代码", "编号", "名称"];
    let text = plain(cell);
    let mut rest = text.as_str();
    while let Some((length, Label)) = longest(rest) {
        rest = rest.get(length..).unwrap_or_default();
    }
    !text.is_empty() && rest.is_empty() || ENDS.iter().any(|end| text.ends_with(end))
}

/// The longest phrase that a text begins with: how many bytes of the text it takes, and what
/// it means.
fn longest(text: &str) -> Option<(usize, Concept)> {
    PHRASES
        .iter()
        .filter_map(|(phrase, concept)| Some((taken(text, phrase)?, *concept)))
        .max_by_key(|(length, _)| *length)
}

/// How many bytes of a text a phrase takes. A bar may stand inside a phrase (一般公共|预算 is one
/// cell with a gap) unless what stands before it is a heading by itself (项目|支出, 公务用车购置|运行).
fn taken(text: &str, phrase: &str) -> Option<usize> {
    let mut left = phrase;
    for (at, c) in text.char_indices() {
        if left.is_empty() {
            return Some(at);
        }
        if c == '|' && at > 0 {
            let before = phrase.get(..phrase.len() - left.len()).unwrap_or_default();
            let goes_on = left.starts_with(['及', '和', '与']);
            let is_whole = |meaning| PHRASES.contains(&(before, meaning));
            if is_whole(Label) || is_whole(CarPurchase) && !goes_on {
                return None;
            }
            continue;
        }
        left = left.strip_prefix(c)?;
    }
    left.is_empty().then_some(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_meaning_many_prints() {
        for (printed, meaning) in [
            ("一般公共预算拨款收入", General),
            ("国有资本经营 预算", StateCapital),
            ("“三公”经费合计", ThreePublicTotal),
            ("因公出国 （境）费用", Abroad),
            ("其中： 财政拨款", FiscalPart),
            ("其中：基本支出", Basic),
            ("市级当年财政拨款安排", CurrentAppropriation),
            ("单位（科目名称）", Label),
        ] {
            let expected = if printed.starts_with("单位（") {
                None
            } else {
                Some(meaning)
            };
            assert_eq!(concept(printed), expected, "{printed}");
        }
    }

    #[test]
    fn a_heading_means_all_its_words() {
        for (heading, meaning) in [
            ("一般公共预算拨款收入", Some(vec![General])),
            (
                "单位上年结余（不包括国库集中支付额度结余）",
                Some(vec![CarryOver]),
            ),
            ("一般公共预算基本支出", Some(vec![General, Basic])),
            ("2024年预算数", Some(vec![])),
            ("公务用车运行维护费", Some(vec![CarRunning])),
            ("非同级财政拨款", None),
            ("教育收费", None),
        ] {
            assert_eq!(whole(heading), meaning, "{heading}");
        }
    }

    #[test]
    fn a_heading_of_labels() {
        assert!(is_label("单位名称（科目）") && is_label("类款项"));
        assert!(is_label("功能分类科目编码"));
        assert!(!is_label("经费拨款") && !is_label("合计") && !is_label(""));
    }

    #[test]
    fn a_gap_inside_a_cell() {
        assert_eq!(
            concepts("项目|支出预算|一般公共|预算|其中：|财政拨款|小|计"),
            [Label, General, FiscalPart, Total]
        );
    }

    #[test]
    fn words_that_ran_together() {
        assert_eq!(
            concepts("公务用车购置及运行费公务接待费小计公务用车购置费公务用车运行费"),
            [Cars, Reception, Total, CarPurchase, CarRunning]
        );
    }
}
