/*!
Performance goals: whether a project's indicators are whole, add up, and are its own.

The tables of goals are torn more than any other, so a rule that needs a cell which the
document lost says that it could not look.
*/

mod copies;
mod costs;
mod levels;
mod project;
mod review;
mod standards;
mod tasks;
mod values;
mod weights;
mod years;

use crate::budget::{RuleCode, Severity};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::rule::{Family, Rule};
use crate::checks::kernel::subject::Subject;
use crate::checks::wording::GoalReason;

pub const FAMILY: Family = Family {
    title: "绩效目标",
    rules: &[
        Rule::new(
            RuleCode::G01,
            "每个项目有产出、效益、满意度指标",
            Severity::Warning,
            "缺产出、效益或满意度指标是警告；别的项目有成本指标而此项目没有，只作提示。",
        ),
        Rule::new(
            RuleCode::G02,
            "权重之和为 100，预算执行率另占 10 的为 90",
            Severity::Warning,
            "每条指标都印有权重的项目才核对；多数项目为 90 而此项目为 100 的只作提示。把权重 10 的预算执行率印作一条指标的，应为 100。",
        ),
        Rule::new(
            RuleCode::G03,
            "成本指标之和不大于项目金额",
            Severity::Warning,
            "成本指标和列在产出下的费用上限相加；往年的成本、每人每天的标准不计。自评表里成本的实际完成值也不大于项目金额；部门整体的成本不大于支出总计。",
        ),
        Rule::new(
            RuleCode::G04,
            "成本指标用“≤”；反向指标用“≤”，正向指标用“≥”",
            Severity::Note,
            "成本写成“≥”，就成了花得越多越好。",
        ),
        Rule::new(
            RuleCode::G05,
            "指标里的年份是预算年度",
            Severity::Warning,
            "指标的名称和值里印着往年，多是照抄上年；文号和“比某年增长”里的年份，项目自己的名称里的年份不计。",
        ),
        Rule::new(
            RuleCode::G06,
            "指标值与单位相称",
            Severity::Warning,
            "百分率不大于 100，定性指标用文字，不留空，名称里的数与指标值一致。",
        ),
        Rule::new(
            RuleCode::G07,
            "标准 × 数量＝项目金额",
            Severity::Warning,
            "项目只有一条每人标准和一条人数时核对；按月的标准乘到 12 个月也算相符。",
        ),
        Rule::new(
            RuleCode::G08,
            "指标是本项目的，不是别的项目的",
            Severity::Note,
            "指标与另一项目的名称相近、与本项目的名称和目标不相近，而另一项目也有这条指标。",
        ),
        Rule::new(
            RuleCode::G09,
            "指标放对级次：数量指标不放钱，满意度指标讲满意度",
            Severity::Note,
            "放错级次的指标无法归类评价。",
        ),
        Rule::new(
            RuleCode::G10,
            "项目和部门整体的同一指标一致",
            Severity::Note,
            "名称相近、值相同的指标，比较符号、单位应相同；名称、单位都相同而只有一个项目有的，值也应相同。满意度和金额不比。",
        ),
        Rule::new(
            RuleCode::G11,
            "一个项目里指标不重复",
            Severity::Note,
            "同名的指标，或一个金额重复三次以上，多是照抄。",
        ),
        Rule::new(
            RuleCode::G12,
            "目标里写的金额不大于项目金额",
            Severity::Warning,
            "只看写明是安排、预算、资金的金额；撬动、带动的资金，总投资和累计数，别的年份的数不计。",
        ),
        Rule::new(
            RuleCode::G13,
            "没有两个用途相同的项目",
            Severity::Note,
            "名称相近，或目标相近而对象人数相同的两个项目，可能重复安排。",
        ),
        Rule::new(
            RuleCode::U06,
            "各项目的指标不雷同",
            Severity::Note,
            "几个项目有三条以上指标，而名称、符号、值全都相同，多是照抄，看不出各自做什么。",
        ),
    ],
    check,
};

fn check(subject: &Subject, ledger: &mut Ledger) {
    review::sums(subject, ledger);
    let projects = project::projects(subject);
    if projects.is_empty() {
        for rule in FAMILY.rules {
            ledger.not_applicable(rule.code, GoalReason::NoIndicators);
        }
        return;
    }
    levels::whole(subject, ledger, &projects);
    levels::misplaced(subject, ledger, &projects);
    weights::sums(subject, ledger, &projects);
    tasks::costs(subject, ledger, &projects);
    costs::sums(subject, ledger, &projects);
    costs::operators(subject, ledger, &projects);
    years::years(subject, ledger, &projects);
    values::values(subject, ledger, &projects);
    standards::standards(ledger, &projects);
    standards::stated(subject, ledger, &projects);
    copies::foreign(ledger, &projects);
    copies::with_the_whole(subject, ledger, &projects);
    copies::repeated(subject, ledger, &projects);
    copies::same_sets(subject, ledger, &projects);
    copies::same_purpose(subject, ledger, &projects);
}
