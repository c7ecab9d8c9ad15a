//! Codes and names against the catalogues (C01–C11).

use super::Words;
use crate::budget::{Classification, RuleCode};

/// What is wrong with a code or the name beside it.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum CatalogueFault {
    /// The year's list lacks a code.
    UnknownCode {
        classification: Classification,
        list: String,
        code: String,
    },
    /// The name beside a code is another code's; `official` is what the list calls the code.
    NameOfAnotherCode {
        classification: Classification,
        list: String,
        code: String,
        official: Option<String>,
        code_of_name: String,
    },
    /// A name is written otherwise than in the list.
    NameVaries,
    /// A class has a name that was given up.
    FormerClassName,
}

impl CatalogueFault {
    pub fn words(&self) -> Words {
        match self {
            Self::UnknownCode {
                classification,
                list,
                code,
            } => Words::of(
                rule_of_code(*classification),
                format!("{}编码在科目表内", called(*classification)),
                format!("{list}里没有 {code}"),
            ),
            Self::NameOfAnotherCode {
                classification,
                list,
                code,
                official,
                code_of_name,
            } => Words::of(
                rule_of_name(*classification),
                "名称＝科目表里该编码的名称",
                match official {
                    Some(official) => {
                        format!("印的是 {code_of_name} 的名称；{code} 是“{official}”（据{list}）")
                    }
                    None => format!("印的是 {code_of_name} 的名称；{list}里没有 {code}"),
                },
            ),
            Self::NameVaries => {
                Words::of(RuleCode::C02, "名称＝科目表的名称", "与科目表的写法不同")
            }
            Self::FormerClassName => {
                Words::of(RuleCode::C02, "类名＝现行科目的名称", "沿用了改名前的类名")
            }
        }
    }
}

/// The rule that a code of a classification exists.
fn rule_of_code(classification: Classification) -> RuleCode {
    match classification {
        Classification::Function => RuleCode::C01,
        Classification::DepartmentEconomic => RuleCode::C03,
        Classification::GovernmentEconomic => RuleCode::C04,
    }
}

/// The rule that a code of a classification has its name.
fn rule_of_name(classification: Classification) -> RuleCode {
    match classification {
        Classification::Function => RuleCode::C02,
        Classification::DepartmentEconomic => RuleCode::C03,
        Classification::GovernmentEconomic => RuleCode::C04,
    }
}

fn called(classification: Classification) -> &'static str {
    match classification {
        Classification::Function => "功能分类",
        Classification::DepartmentEconomic => "部门经济分类",
        Classification::GovernmentEconomic => "政府经济分类",
    }
}

/// What is wrong with how codes are used, beside each other and for what they pay.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum CodeUseFault {
    /// Two economic classes that the table of pairs does not put beside each other.
    UnlistedPair {
        department: String,
        government: String,
    },
    /// Wages as an organ's and goods as an institution's, or the other way round.
    MixedNature,
    /// Money for persons stands under goods and services.
    PersonalAsGoods,
    /// The general budget has a section of the government funds.
    FundSection { section: String },
    /// The general budget has a section of the state capital's budget.
    StateCapitalSection { section: String },
    /// A function that is none of the unit's duties.
    UnsuitedFunction,
    /// An institution has an organ's medical insurance.
    MedicalOfOrgan,
}

impl CodeUseFault {
    pub fn words(&self) -> Words {
        match self {
            Self::UnlistedPair {
                department,
                government,
            } => Words::of(
                RuleCode::C05,
                "部门经济分类与政府经济分类按对照表对应",
                format!("{department} 与 {government} 的对应未列入对照表"),
            ),
            Self::MixedNature => Words::of(
                RuleCode::C06,
                "同一单位的工资和商品服务支出用同一性质的政府经济分类",
                "工资与商品和服务支出所用的政府经济分类性质不同",
            ),
            Self::PersonalAsGoods => Words::of(
                RuleCode::C07,
                "给个人的项目不列商品和服务支出",
                "金额与该项目相同：给个人的支出似列在商品和服务支出下",
            ),
            Self::FundSection { section } => of_another_purse(section, "政府性基金"),
            Self::StateCapitalSection { section } => of_another_purse(section, "国有资本经营预算"),
            Self::UnsuitedFunction => Words::of(
                RuleCode::C10,
                "功能分类与单位职能相称",
                "与单位的职能不相称，宜核对资金归属",
            ),
            Self::MedicalOfOrgan => Words::of(
                RuleCode::C11,
                "行政单位的科目由行政单位列",
                "离退休只列事业单位、没有行政运行，却列了行政单位医疗",
            ),
        }
    }
}

fn of_another_purse(section: &str, purse: &str) -> Words {
    Words::of(
        RuleCode::C08,
        "一般公共预算支出表里没有基金、国有资本经营预算的科目",
        format!("{section} 是{purse}的科目，却列在一般公共预算支出表"),
    )
}

/// What is wrong with the codes of units.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum UnitCodeFault {
    /// One row alone has another unit code than the rest.
    OddCode { code: String, usual: String },
    /// A code has two names.
    TwoNames { code: String },
    /// A unit has two codes.
    TwoCodes,
    /// The goals of the whole department have a code that no table has.
    LabelledOtherwise,
}

impl UnitCodeFault {
    pub fn words(&self) -> Words {
        let sentence = match self {
            Self::OddCode { code, usual } => {
                format!("只有这一行的单位编码是 {code}，别的行是 {usual}")
            }
            Self::TwoNames { code } => format!("同一编码 {code} 在各表有两个单位名称"),
            Self::TwoCodes => "同一单位在各表有两个编码".to_owned(),
            Self::LabelledOtherwise => "部门预算编码与其他各表的单位编码不同".to_owned(),
        };
        Words::of(RuleCode::C09, "一个单位一个编码", sentence)
    }
}
