/*!
The built-in names of the 政府收支分类科目 (财政部, 2023 and 2024), for the names that a
document leaves out. The lists are not complete: a missing code is no error, and
the name that a document prints goes first.
*/

use std::collections::HashMap;
use std::sync::LazyLock;

/// One of the three classifications.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Classification {
    /// 支出功能分类
    Function,
    /// 部门预算支出经济分类
    DepartmentEconomic,
    /// 政府预算支出经济分类
    GovernmentEconomic,
}

static FUNCTIONS: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| read(include_str!("classification/function.csv")));
static DEPARTMENT: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| read(include_str!("classification/department-economic.csv")));
static GOVERNMENT: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| read(include_str!("classification/government-economic.csv")));

fn read(list: &'static str) -> HashMap<&'static str, &'static str> {
    list.lines()
        .skip(1)
        .filter_map(|line| line.split_once(','))
        .collect()
}

/// The official name of a code, where the built-in list has it.
pub fn official_name(classification: Classification, code: &str) -> Option<&'static str> {
    let names = match classification {
        Classification::Function => &FUNCTIONS,
        Classification::DepartmentEconomic => &DEPARTMENT,
        Classification::GovernmentEconomic => &GOVERNMENT,
    };
    names.get(code).copied()
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

static FUNCTION_CODES: LazyLock<Codes> = LazyLock::new(|| codes(&FUNCTIONS));
static DEPARTMENT_CODES: LazyLock<Codes> = LazyLock::new(|| codes(&DEPARTMENT));
static GOVERNMENT_CODES: LazyLock<Codes> = LazyLock::new(|| codes(&GOVERNMENT));

/// Codes by name; none where a name has several.
type Codes = HashMap<&'static str, Option<&'static str>>;

fn codes(names: &HashMap<&'static str, &'static str>) -> Codes {
    let mut found = Codes::new();
    for (code, name) in names {
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
}
