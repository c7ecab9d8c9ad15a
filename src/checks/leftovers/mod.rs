/*!
What a template or another unit's document left behind.

Blanks that nobody filled, alternatives that nobody struck out, instructions, other units'
names, words printed twice, texts cut off. A blank that stands for a change is excused
where the unit is new and says so.
*/

mod blanks;
mod foreign;
mod slips;
mod subjects;

use crate::budget::{RuleCode, Severity};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::rule::{Family, Rule};
use crate::checks::kernel::subject::Subject;

pub const FAMILY: Family = Family {
    title: "模板残留",
    rules: &[
        Rule::new(
            RuleCode::L01,
            "没有未填的空：xxx、××、……万元、____",
            Severity::Warning,
            "一处空缺是警告，半个数字是空的是错误；新成立的单位没有上年数、并已说明的，只作提示。",
        ),
        Rule::new(
            RuleCode::L02,
            "没有未选的选项：增加（减少）、增长（下降）",
            Severity::Warning,
            "应留下相符的一个；新成立的单位没有上年数、并已说明的，只作提示。",
        ),
        Rule::new(
            RuleCode::L03,
            "没有填写说明的文字",
            Severity::Note,
            "模板里教人怎样填写的话不应公开。",
        ),
        Rule::new(
            RuleCode::L04,
            "没有别的单位的名称、别的级次",
            Severity::Error,
            "表题、表头、表内印着外地同类单位，或部门预算的级次与本单位不符，是错误；文字里提到外地单位只是警告。",
        ),
        Rule::new(
            RuleCode::L05,
            "没有重复的字词和标点",
            Severity::Note,
            "重复的词多是改稿时留下的。",
        ),
        Rule::new(
            RuleCode::L06,
            "文字没有被截断",
            Severity::Note,
            "系统按固定长度截断的指标名称，看不出指标的全文。",
        ),
        Rule::new(
            RuleCode::L07,
            "没有乱码和混入的繁体字",
            Severity::Note,
            "多为转换文件时产生。",
        ),
    ],
    check,
};

fn check(subject: &Subject, ledger: &mut Ledger) {
    let passages = subject.passages();
    blanks::blanks(subject, ledger, passages);
    blanks::alternatives(subject, ledger, passages);
    blanks::instructions(subject, ledger, passages);
    foreign::units(subject, ledger);
    foreign::levels(subject, ledger);
    subjects::subjects(subject, ledger);
    slips::doubled(subject, ledger, passages);
    slips::cut(subject, ledger);
    slips::characters(subject, ledger);
}
