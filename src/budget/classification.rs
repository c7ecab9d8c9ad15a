/*!
The names of the 政府收支分类科目, for codes that a document leaves out or calls by another name.

The built-in lists hold what can be proven: the ministry's names of 2023 and 2024, and names that
disclosures of 2016 to 2026 print. Each says the first and the last year that it is proven for, and by
what. They are not complete: a missing code is no error, and the name that a document prints goes
first. A year's whole list is the user's to import ([`YearList`]).
*/

mod year_list;

pub use year_list::{CodeName, ListFault, ListSource, Official, YearList, YearLists, comparable};

use std::collections::HashMap;
use std::sync::LazyLock;

/// One of the three classifications.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum Classification {
    /// 支出功能分类
    Function,
    /// 部门预算支出经济分类
    DepartmentEconomic,
    /// 政府预算支出经济分类
    GovernmentEconomic,
}

impl Classification {
    /// All three.
    pub const ALL: [Classification; 3] = [
        Classification::Function,
        Classification::DepartmentEconomic,
        Classification::GovernmentEconomic,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Classification::Function => "支出功能分类",
            Classification::DepartmentEconomic => "部门预算支出经济分类",
            Classification::GovernmentEconomic => "政府预算支出经济分类",
        }
    }

    /// The classification that a code belongs to by its first digit; income has none here.
    pub fn of(code: &str) -> Option<Self> {
        match code.bytes().next()? {
            b'2' => Some(Classification::Function),
            b'3' => Some(Classification::DepartmentEconomic),
            b'5' => Some(Classification::GovernmentEconomic),
            _ => None,
        }
    }
}

/// A name with the years that it is proven for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Dated {
    name: &'static str,
    first: u16,
    last: u16,
}

/// The names of each code, the oldest first.
type DatedNames = HashMap<&'static str, Vec<Dated>>;

static FUNCTIONS: LazyLock<DatedNames> =
    LazyLock::new(|| read(include_str!("classification/function.csv")));
static DEPARTMENT: LazyLock<DatedNames> =
    LazyLock::new(|| read(include_str!("classification/department-economic.csv")));
static GOVERNMENT: LazyLock<DatedNames> =
    LazyLock::new(|| read(include_str!("classification/government-economic.csv")));

/// Economic classes are those of the reform of 2018 since then: 30311 was 住房公积金 before.
const REFORMED: u16 = 2018;

fn read(list: &'static str) -> DatedNames {
    let mut names = DatedNames::new();
    for line in list.lines().skip(1) {
        let mut fields = line.split(',');
        let mut next = || fields.next().unwrap_or_default();
        let (code, name) = (next(), next());
        if let (Ok(first), Ok(last)) = (next().parse(), next().parse()) {
            let dated = Dated { name, first, last };
            names.entry(code).or_default().push(dated);
        }
    }
    for dated in names.values_mut() {
        dated.sort_by_key(|dated| dated.first);
    }
    names
}

fn names_of(classification: Classification) -> &'static DatedNames {
    match classification {
        Classification::Function => &FUNCTIONS,
        Classification::DepartmentEconomic => &DEPARTMENT,
        Classification::GovernmentEconomic => &GOVERNMENT,
    }
}

/// The names of a code on the side of the reform that a year is on.
fn dated(
    classification: Classification,
    code: &str,
    year: u16,
) -> impl Iterator<Item = Dated> + Clone {
    let is_of_today = year >= REFORMED;
    let names = names_of(classification).get(code);
    let names = names.map_or(&[][..], Vec::as_slice).iter().copied();
    names.filter(move |dated| {
        classification == Classification::Function || (dated.last >= REFORMED) == is_of_today
    })
}

/// The newest name of a code, where the built-in list has it.
pub fn official_name(classification: Classification, code: &str) -> Option<&'static str> {
    Some(dated(classification, code, u16::MAX).last()?.name)
}

/// The names of a code that may be right in a year, by the built-in list: those proven for it; where
/// none is, those proven last before it and first after it, for nobody knows when one gave way to
/// the other.
fn built_in_names(classification: Classification, code: &str, year: u16) -> Vec<&'static str> {
    let all = dated(classification, code, year);
    let proven = all
        .clone()
        .filter(|dated| (dated.first..=dated.last).contains(&year));
    let proven: Vec<&str> = proven.map(|dated| dated.name).collect();
    if !proven.is_empty() {
        return proven;
    }
    let after = all.clone().find(|dated| dated.first > year);
    let before = all.filter(|dated| dated.last < year).last();
    let near = after.into_iter().chain(before);
    near.map(|dated| dated.name).collect()
}

/// The first year that any name of a code is proven for.
fn first_proven(classification: Classification, code: &str, year: u16) -> Option<u16> {
    Some(dated(classification, code, year).next()?.first)
}

/// The first year that the newest name of a code is proven for.
pub fn newest_name_since(classification: Classification, code: &str) -> Option<u16> {
    Some(dated(classification, code, u16::MAX).last()?.first)
}

/// How many codes the built-in list of a classification has, and the years between which its names
/// are proven.
pub fn built_in(classification: Classification) -> (usize, u16, u16) {
    let all = || names_of(classification).values().flatten();
    (
        names_of(classification).len(),
        all().map(|dated| dated.first).min().unwrap_or_default(),
        all().map(|dated| dated.last).max().unwrap_or_default(),
    )
}

/// The one code that a name has in a classification, where the built-in list has it.
pub fn official_code(classification: Classification, name: &str) -> Option<&'static str> {
    let codes = match classification {
        Classification::Function => &FUNCTION_CODES,
        Classification::DepartmentEconomic => &DEPARTMENT_CODES,
        Classification::GovernmentEconomic => &GOVERNMENT_CODES,
    };
    codes.get(name).copied().flatten()
}

static FUNCTION_CODES: LazyLock<Codes> = LazyLock::new(|| codes(Classification::Function));
static DEPARTMENT_CODES: LazyLock<Codes> =
    LazyLock::new(|| codes(Classification::DepartmentEconomic));
static GOVERNMENT_CODES: LazyLock<Codes> =
    LazyLock::new(|| codes(Classification::GovernmentEconomic));

/// Codes by name; none where a name has several.
type Codes = HashMap<&'static str, Option<&'static str>>;

fn codes(classification: Classification) -> Codes {
    let mut found = Codes::new();
    for code in names_of(classification).keys() {
        let Some(name) = official_name(classification, code) else {
            continue;
        };
        let once = !found.contains_key(name);
        found.insert(name, once.then_some(code));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(
            official_name(Classification::Function, "208"),
            Some("社会保障和就业支出")
        );
        assert_eq!(
            official_name(Classification::DepartmentEconomic, "30101"),
            Some("基本工资")
        );
        assert_eq!(
            official_name(Classification::GovernmentEconomic, "501"),
            Some("机关工资福利支出")
        );
        assert_eq!(official_name(Classification::Function, "999"), None);
    }

    #[test]
    fn a_name_is_judged_by_its_years() {
        let names = |code, year| built_in_names(Classification::Function, code, year);
        assert_eq!(names("210", 2017), ["医疗卫生与计划生育支出"]);
        assert_eq!(names("210", 2023), ["卫生健康支出"]);
        // Between the years that are proven either may be right.
        assert_eq!(
            names("20805", 2021),
            ["行政事业单位养老支出", "行政事业单位离退休"]
        );
        assert_eq!(names("20805", 2030), ["行政事业单位养老支出"]);
        let economic = |year| built_in_names(Classification::DepartmentEconomic, "30311", year);
        assert_eq!(economic(2016), ["住房公积金"]);
        assert_eq!(economic(2018), ["代缴社会保险费"]);
        assert_eq!(
            official_name(Classification::DepartmentEconomic, "30312"),
            None
        );
    }

    #[test]
    fn every_name_has_years_and_a_source() {
        for list in [
            include_str!("classification/function.csv"),
            include_str!("classification/department-economic.csv"),
            include_str!("classification/government-economic.csv"),
        ] {
            for line in list.lines().skip(1) {
                let fields: Vec<&str> = line.split(',').collect();
                let [code, name, first, last, source] = fields.as_slice() else {
                    panic!("{line}");
                };
                assert!(crate::budget::CodeLevel::of(code).is_some(), "{line}");
                assert!(!name.is_empty() && !source.is_empty(), "{line}");
                assert!(first <= last && source.contains(first), "{line}");
                assert!(source.ends_with(last), "{line}");
            }
        }
    }
}
