/*!
Codes: whether they exist, whether their names are theirs, and whether they fit the unit.

The catalogues that the program knows are not complete, and provinces add lines of their
own below a 款: a code is only doubted where its class is unknown, a name only where it is
the name of another code.
*/

pub mod pairs;

pub mod catalogue;
mod economic;
mod fitness;
mod loose;
mod miscoded;
mod strays;
mod units;

use crate::budget::{RuleCode, Severity};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::rule::{Family, Rule};
use crate::checks::kernel::subject::Subject;

pub const FAMILY: Family = Family {
    title: "科目编码",
    rules: &[
        Rule::new(
            RuleCode::C01,
            "功能分类编码为三、五或七位，类在科目表内",
            Severity::Warning,
            "支出功能分类的类、款、项为三、五、七位。款、项逐年增减，表内没有的款、项不算疑点。",
        ),
        Rule::new(
            RuleCode::C02,
            "功能分类的名称与编码相符",
            Severity::Warning,
            "名称与科目表一致，括号、顿号、末尾的“支出”不计。印成另一编码的名称是警告，改名前的旧名称和差几个字的写法只作提示。",
        ),
        Rule::new(
            RuleCode::C03,
            "部门经济分类编码存在，名称不是别的科目的",
            Severity::Warning,
            "三位、五位须在科目表内；各地在五位之下加的七位明细按前五位核对，明细名称自定。",
        ),
        Rule::new(
            RuleCode::C04,
            "政府经济分类编码存在，名称不是别的科目的",
            Severity::Warning,
            "三位、五位须在政府预算支出经济分类科目表内。",
        ),
        Rule::new(
            RuleCode::C05,
            "部门经济分类与政府经济分类的对应合规",
            Severity::Note,
            "按财政部支出经济分类改革方案的对照表核对；以后年度会增加科目，未列入对照表的只作提示。",
        ),
        Rule::new(
            RuleCode::C06,
            "机关用 501–504，事业单位用 505、506，不混用",
            Severity::Note,
            "同一单位的工资列 501、商品和服务支出又列 505 时，须是既有机关又有事业编制的单位。",
        ),
        Rule::new(
            RuleCode::C07,
            "经济分类与用途相符：给个人的钱不列商品和服务支出",
            Severity::Note,
            "项目按名称是给个人的补助、工资，同一金额却列在 302 下时提示。",
        ),
        Rule::new(
            RuleCode::C08,
            "基金科目只在政府性基金表，223 只在国有资本经营表",
            Severity::Warning,
            "土地出让、彩票公益金等科目由政府性基金安排，不应出现在一般公共预算支出表里。",
        ),
        Rule::new(
            RuleCode::C09,
            "一个单位一个编码，各表一致",
            Severity::Warning,
            "单位编码和单位名称在各表应一一对应；绩效表里的部门预算编码也在内。",
        ),
        Rule::new(
            RuleCode::C10,
            "功能分类与单位职能相称",
            Severity::Note,
            "非教育单位列普通教育、非政法单位列公安检察法院等项时提示。",
        ),
        Rule::new(
            RuleCode::C11,
            "行政与事业的离退休、医疗科目和单位性质一致",
            Severity::Note,
            "只列事业单位离退休、没有行政运行的单位又列行政单位医疗时提示。",
        ),
    ],
    check,
};

fn check(subject: &Subject, ledger: &mut Ledger) {
    catalogue::functions(subject, ledger);
    catalogue::economic_classes(subject, ledger);
    economic::pairs(subject, ledger);
    economic::nature(subject, ledger);
    economic::purpose(subject, ledger);
    units::codes(subject, ledger);
    fitness::funds(subject, ledger);
    fitness::functions(subject, ledger);
    fitness::retirement(subject, ledger);
    loose::check(subject, ledger);
    strays::check(subject, ledger);
    miscoded::broken_trees(ledger);
}
