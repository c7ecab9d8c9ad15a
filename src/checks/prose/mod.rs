/*!
What the prose says against what the tables print.

A sentence is read as claims (`reading`): figures with the words that name them. A claim is
compared only where its scope is sure; one that may be of another year, fund or stage than
the tables is left alone. A wrong cell and the sentence that quotes it share an operand,
so that they become one finding; a wrong sentence becomes its own.
*/

mod change;
mod changes;
mod claim;
mod classes;
mod coded_items;
mod final_items;
mod item_parts;
mod items;
mod other_funds;
mod parts;
mod periods;
pub mod printed_totals;
mod procurement;
mod projects;
mod reading;
mod reasons;
mod sentences;
mod shares;
mod spoken;
mod standstill;
mod three_public;
mod three_public_changes;
mod three_public_items;
mod told;
pub mod total;
mod totals;
mod vehicles;
mod wording;

use crate::budget::{Place, RuleCode, Severity};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::rule::{Family, Rule};
use crate::checks::kernel::subject::Subject;
use crate::checks::wording::Fault;
use reading::Mention;

pub const FAMILY: Family = Family {
    title: "文字与表",
    rules: &[
        Rule::new(
            RuleCode::P01,
            "文字所述的收入、支出、拨款、各类支出＝表中数",
            Severity::Error,
            "预算说明引用的总额应是表里的数；口径（全部资金、财政拨款、一般公共预算、当年）由文字和标题定，定不了的不比。差额正是印出的结转时只作警告。",
        ),
        Rule::new(
            RuleCode::P02,
            "占比＝部分÷总数",
            Severity::Error,
            "占比按两个已四舍五入的数所容许的区间核对；差末位一个单位只作提示。总数取前文中与多数占比相合的一个，取不出的不比。",
        ),
        Rule::new(
            RuleCode::P03,
            "文字逐项列出的类、款、项＝表中该项",
            Severity::Error,
            "按名称（同名的再按类、款）找到表中的项；说当年拨款的段落对当年一列。名称找不到、表中有数而文字漏列的作警告。",
        ),
        Rule::new(
            RuleCode::P04,
            "文字所列的基本支出经济科目＝基本支出表",
            Severity::Warning,
            "文字给出金额的经济科目应等于基本支出表；文字点名而表里没有的科目多半是照抄模板。",
        ),
        Rule::new(
            RuleCode::P05,
            "三公经费：总额、各项、增减＝三公经费表",
            Severity::Error,
            "总额和各项应是三公经费表的数；表有上年数时，增减等于本年减上年；各项之和等于总额。",
        ),
        Rule::new(
            RuleCode::P06,
            "机关运行经费＝表中数（没有时＝公用经费）",
            Severity::Warning,
            "机关运行经费是行政单位和参公单位的公用经费；小于公用经费时可能另有事业单位，不比。",
        ),
        Rule::new(
            RuleCode::P07,
            "政府采购＝货物＋工程＋服务，中小企业的部分不大于总额",
            Severity::Error,
            "政府采购预算由货物、工程、服务三项构成；面向中小企业的采购是其中的一部分。",
        ),
        Rule::new(
            RuleCode::P08,
            "绩效段落：项目个数和金额＝绩效目标表，各类之和＝总数",
            Severity::Warning,
            "项目个数对绩效目标表的行数，金额对其合计；分类列出时各类之和等于总数。哪几类有绩效目标由个数判断，判断不了的不比。",
        ),
        Rule::new(
            RuleCode::P09,
            "车辆数＝各类车辆之和，截至上年末",
            Severity::Note,
            "国有资产段落分类列出车辆时，各类之和应等于总数；预算的资产截至上年末，决算的截至本年末。",
        ),
        Rule::new(
            RuleCode::P10,
            "说没有政府性基金、国有资本经营预算的，表里没有数；说有的，表里有数",
            Severity::Error,
            "文字说没有使用的预算，对应的表应是空表；文字给出金额的，对应的表不应是空表。",
        ),
        Rule::new(
            RuleCode::P11,
            "同一个数在几处文字里相同",
            Severity::Error,
            "同一口径的总额在不同句子里应一致；表里有这个数时由 P01 核对。",
        ),
        Rule::new(
            RuleCode::P12,
            "其中各部分之和＝总额",
            Severity::Error,
            "只加已知列全的：基本支出和项目支出、人员经费和公用经费、本年收入和上年结转。",
        ),
        Rule::new(
            RuleCode::P13,
            "文字所述的数没有把元写成万元",
            Severity::Error,
            "文字的数是表中数的一万倍或万分之一时，多半是单位写错。",
        ),
        Rule::new(
            RuleCode::P14,
            "占比、增幅印着百分号和数",
            Severity::Note,
            "占比、增长率没有百分号，或只有百分号没有数，多半是漏填。",
        ),
        Rule::new(
            RuleCode::P15,
            "增减的方向与数相符",
            Severity::Error,
            "增减额与增减幅同向，说持平的两个数相同，三公经费与其各项说法相合；增减为零而说增加、减少的只作提示。",
        ),
        Rule::new(
            RuleCode::P16,
            "名词解释所解释的项在表里用到",
            Severity::Note,
            "名词解释应解释本单位用到的科目，不多也不少；多数都没有用到的是通用名词表，不比。",
        ),
        Rule::new(
            RuleCode::P17,
            "机构的个数＝列出的名称数",
            Severity::Note,
            "文字说内设机构几个又逐个列名的，两者应相同。",
        ),
        Rule::new(
            RuleCode::Y01,
            "同一个数比上年的增减在几处文字里相同",
            Severity::Error,
            "收入、支出、拨款的说明引用同一个总额、同一种基数时，增减额应相同。",
        ),
        Rule::new(
            RuleCode::Y02,
            "增减幅＝增减额÷上年数",
            Severity::Error,
            "上年数由句中印出，或由本年数和增减额推出；按四舍五入容许的区间核对。扣除因素、同口径的不比。",
        ),
        Rule::new(
            RuleCode::Y03,
            "上年数为零时没有增减幅",
            Severity::Error,
            "零基数算不出增减幅，印出的百分数没有意义。",
        ),
        Rule::new(
            RuleCode::Y04,
            "总的增减＝各项增减之和",
            Severity::Error,
            "逐项列全又各说增减时，各项之和应等于总的增减；上年有而今年没有的项不在其中，因此只作警告。",
        ),
        Rule::new(
            RuleCode::Y06,
            "增减的基数前后一致",
            Severity::Warning,
            "同一个数在一处比上年预算数、另一处比上年执行数，或比的不是上一年，读者无从比较。",
        ),
        Rule::new(
            RuleCode::Y07,
            "增减的原因与方向相符",
            Severity::Warning,
            "紧接增减的原因只说相反方向的，多半是照抄。",
        ),
        Rule::new(
            RuleCode::Y09,
            "三公经费没有增加",
            Severity::Note,
            "三公经费只减不增；表中本年数大于上年数的，列出供询问。",
        ),
        Rule::new(
            RuleCode::X18,
            "绩效段落的人员类项目＝人员经费",
            Severity::Warning,
            "同一段的运转类等于公用经费，说明口径与基本支出表相同，这时人员类应等于人员经费。",
        ),
        Rule::new(
            RuleCode::X19,
            "政府采购预算表合计＝文字，不大于项目支出＋公用经费",
            Severity::Warning,
            "政府采购由项目支出和公用经费支付，文字引用的总额应是表中的合计。",
        ),
        Rule::new(
            RuleCode::X20,
            "车辆数与公务用车购置费、运行费相称",
            Severity::Warning,
            "文字说没有车辆而三公表有运行费，说不购置而有购置费，或说购置而没有购置费的，两处至少有一处不对。",
        ),
    ],
    check,
};

fn check(subject: &Subject, ledger: &mut Ledger) {
    let mentions = reading::read(subject);
    let sentences = sentences::read(subject);
    totals::check(subject, &mentions, ledger);
    other_funds::check(subject, &mentions, ledger);
    items::check(subject, &mentions, ledger);
    coded_items::check(subject, &mentions, ledger);
    final_items::check(subject, &mentions, &sentences, ledger);
    three_public::check(subject, &mentions, ledger);
    three_public_changes::check(subject, &mentions, ledger);
    shares::check(subject, &mentions, ledger);
    parts::check(subject, &mentions, ledger);
    projects::check(subject, &mentions, ledger);
    procurement::check(subject, &mentions, ledger);
    vehicles::check(subject, &mentions, ledger);
    changes::check(subject, &mentions, &sentences, ledger);
    periods::check(subject, ledger);
    standstill::check(subject, ledger);
    wording::check(subject, &sentences, ledger);
}

/// A remark on a figure of the prose: what stands there and what should.
fn remark(fault: impl Into<Fault>, mention: &Mention, (left, right): (String, String)) -> Remark {
    let fault = fault.into();
    let rule = fault.words().rule;
    let severity = FAMILY
        .rules
        .iter()
        .find(|listed| listed.code == rule)
        .map_or(Severity::Warning, |listed| listed.severity);
    let place = mention.place();
    Remark {
        fault,
        severity,
        table: None,
        row: None,
        left: (left, place),
        right: Some((right, place)),
    }
}

/// A remark on a place of the prose.
fn note(
    fault: impl Into<Fault>,
    severity: Severity,
    place: Place,
    sides: (String, Option<(String, Place)>),
) -> Remark {
    Remark {
        fault: fault.into(),
        severity,
        table: None,
        row: None,
        left: (sides.0, place),
        right: sides.1,
    }
}
