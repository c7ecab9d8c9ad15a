/*!
What the label cells of a row say: codes, names, the unit.

Merged cells tear labels out of their columns, so the cells are read by what they
are: digits that form a code of the classification, digits that name a unit, text
that is a name. A table that pairs two classifications prints the sequence twice.
*/

pub mod counted;
pub mod parents;
pub mod printed_classification;
pub mod project_labels;
pub mod repeated_codes;
pub mod units;

use crate::budget::{Classification, Row, RowKind, official_name};
use crate::records::context::{Context, UnitColumn};
use crate::tables::lines::{is_chinese, name, squeeze};

/// The labels of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    /// What the row is about.
    pub kind: RowKind,
    /// Its code, or empty.
    pub code: String,
    /// The government economic code that a pair prints, or empty.
    pub code2: String,
    /// Its name.
    pub name: String,
    /// The name of the pair's second class, or empty.
    pub name2: String,
    /// The unit printed on the row, or empty.
    pub unit: String,
}

/// Digits and the name that follows them.
#[derive(Debug, Default)]
struct LabelPart {
    digits: Vec<String>,
    name: String,
}

/// Reads the label cells of a row of a coded table.
pub fn read(cells: &[&str], context: &Context) -> Labels {
    let mut parts = parts(cells);
    // A table may print the government's class before the department's.
    if let [first, second, ..] = parts.as_slice()
        && context.classification() == Classification::DepartmentEconomic
        && begins_with(first, '5')
        && begins_with(second, '3')
        && !context.is_organisation(&first.name)
    {
        parts.swap(0, 1);
    }
    // The name may stand before its code.
    if let [name, code] = parts.as_mut_slice()
        && name.digits.is_empty()
        && code.name.is_empty()
        && is_class(code, context)
        && !context.is_organisation(&name.name)
    {
        code.name = std::mem::take(&mut name.name);
        parts.remove(0);
    }
    let mut parts = parts.into_iter();
    let mut labels = from_part(&parts.next().unwrap_or_default(), context);
    let mut next = parts.next();
    // Another department economic class behind the first begins a row of its own: the one
    // before it, beside it on the page, has no amount.
    while let Some(own) =
        next.take_if(|part| labels.kind == RowKind::DepartmentEconomic && begins_with(part, '3'))
    {
        labels = from_part(&own, context);
        next = parts.next();
    }
    // A unit before a class is where the class's row belongs.
    if let Some(own) = next.take_if(|own| labels.kind.is_organisation() && is_class(own, context)) {
        let unit = first_filled(labels.code, labels.name);
        labels = Labels {
            unit,
            ..from_part(&own, context)
        };
        next = parts.next();
    }
    let Some(second) = next else { return labels };
    if labels.kind == RowKind::DepartmentEconomic {
        labels.code2 = composed(&second.digits).0;
        labels.name2 = second.name;
    } else if labels.unit.is_empty() && context.is_organisation(&second.name) {
        labels.unit = first_filled(composed(&second.digits).0, second.name);
    }
    labels
}

/// Whether the first code of a part is of the classification whose codes begin with a digit.
fn begins_with(part: &LabelPart, digit: char) -> bool {
    let first = part.digits.first();
    first.is_some_and(|code| code.starts_with(digit) && code.len() < 6)
}

/// Whether labels begin with the code of a class.
fn is_class(part: &LabelPart, context: &Context) -> bool {
    let labels = from_part(part, context);
    context.has_classes && labels.kind == context.class_kind() && !labels.code.is_empty()
}

fn first_filled(one: String, other: String) -> String {
    if one.is_empty() { other } else { one }
}

fn parts(cells: &[&str]) -> Vec<LabelPart> {
    let mut parts: Vec<LabelPart> = Vec::new();
    for cell in cells.iter().filter(|cell| !cell.trim().is_empty()) {
        let open = parts.last_mut().filter(|part| part.name.is_empty());
        if let Some((part, (digits, rest))) = open.and_then(|part| {
            let goes_on = level_and_name(cell, &part.digits);
            goes_on.map(|found| (part, found))
        }) {
            part.digits.push(digits.to_owned());
            part.name = name(rest);
        } else if let Some((code, rest)) = code_and_name(cell) {
            parts.push(LabelPart {
                digits: vec![code.to_owned()],
                name: name(rest),
            });
        } else if let Some(digits) = digits_of(cell) {
            match parts.last_mut() {
                Some(part) if part.name.is_empty() => part.digits.push(digits),
                _ => parts.push(LabelPart {
                    digits: vec![digits],
                    name: String::new(),
                }),
            }
        } else {
            match parts.last_mut() {
                Some(part) if part.name.is_empty() => part.name = name(cell),
                _ => parts.push(LabelPart {
                    digits: Vec::new(),
                    name: name(cell),
                }),
            }
        }
    }
    parts
}

/// What a text set a single blank before a name and behind the codes in cells of their own: the last level of
/// the code (`02 事业单位离退休` behind 208, 05), or a unit's (`325001 基本工资` behind 301, 01).
fn level_and_name<'c>(cell: &'c str, before: &[String]) -> Option<(&'c str, &'c str)> {
    let (digits, rest) = cell.trim().split_once(' ')?;
    let are_digits = digits.bytes().all(|b| b.is_ascii_digit());
    let is_name = rest.trim().chars().next().is_some_and(is_chinese);
    let (code, unit) = composed(before);
    let is_class =
        matches!(code.len(), 3 | 5) && code.starts_with(['2', '3', '5']) && unit.is_none();
    let goes_on = digits.len() == 2 || digits.len() >= 6 && !digits.starts_with(&code);
    (are_digits && is_name && is_class && goes_on).then_some((digits, rest))
}

/// A cell that prints code and name together: `208 社会保障和就业支出`, `316002-某中心`.
pub fn code_and_name(cell: &str) -> Option<(&str, &str)> {
    let cell = cell.trim();
    // [2050202]小学教育
    let bare = cell.trim_start_matches(['[', '【', '［']);
    let cell = if bare.contains([']', '】', '］']) {
        bare
    } else {
        cell
    };
    let end = cell.find(|c: char| !c.is_ascii_digit())?;
    if end < 3 {
        return None;
    }
    let rest = cell[end..]
        .trim_start_matches([']', '】', '］'])
        .trim_start();
    let rest = rest
        .strip_prefix(['-', '－', '—', '_'])
        .unwrap_or(rest)
        .trim();
    let starts_a_name = rest
        .chars()
        .next()
        .is_some_and(|c| is_chinese(c) && c != '年');
    starts_a_name.then_some((&cell[..end], rest))
}

/// The digits of a cell that holds no more: 2080109, 208-01-09.
fn digits_of(cell: &str) -> Option<String> {
    let squeezed = squeeze(cell);
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let levels: Vec<&str> = squeezed.split('-').collect();
    let is_divided = levels.len() > 1
        && levels[0].len() == 3
        && levels[1..].iter().all(|level| level.len() == 2)
        && levels.iter().all(|level| are_digits(level));
    if is_divided {
        return Some(levels.concat());
    }
    are_digits(&squeezed).then_some(squeezed)
}

/// The classification code that digits form, and the digits that are left: 208 01 09 252001
/// is 2080109 and 252001; 301 01 30101 is 30101; 301 03 3010303 is 3010303.
fn composed(digits: &[String]) -> (String, Option<String>) {
    let mut code = String::new();
    let mut rest = None;
    for part in digits {
        match (code.len(), part.len()) {
            (0, _) => code.clone_from(part),
            (3 | 5, 2) => code.push_str(part),
            (3..=7, longer)
                if longer > code.len() && part.starts_with(code.as_str()) && longer <= 7 =>
            {
                code.clone_from(part);
            }
            (_, longer)
                if *part == code || longer == code.len() && code.ends_with(part.as_str()) => {}
            _ => rest = Some(part.clone()),
        }
    }
    (code, rest)
}

fn from_part(part: &LabelPart, context: &Context) -> Labels {
    let (code, extra) = composed(&part.digits);
    let mut labels = Labels {
        kind: RowKind::Other,
        code: String::new(),
        code2: String::new(),
        name: total_name(&part.name),
        name2: String::new(),
        unit: String::new(),
    };
    if is_total(&labels.name) {
        labels.kind = RowKind::Total;
        return labels;
    }
    if code.is_empty() {
        labels.kind = kind_without_code(&labels.name, context);
        if labels.kind.is_organisation() {
            labels.unit = own_unit(&labels.name, "", context);
        }
        return labels;
    }
    if is_misprinted(&code, &labels.name, context) {
        labels.kind = context.class_kind();
    } else if names_a_class(&code, &part.name, context) {
        // Digits that go on from the row's own class are its finer code; others are a unit's.
        labels.kind = context.class_kind();
        labels.code = code;
        labels.unit = extra.unwrap_or_default();
    } else if let Some(finer) = extra
        .as_ref()
        .filter(|extra| names_a_class(extra, &part.name, context))
    {
        labels.kind = context.class_kind();
        labels.code.clone_from(finer);
    } else {
        labels.kind = if labels.name.is_empty() {
            RowKind::Department
        } else {
            context.organisation_kind(&labels.name, &code)
        };
        labels.unit = own_unit(&labels.name, &code, context);
        labels.code = code;
    }
    labels
}

/// Whether digits are no code of anything: a class prints three and more, and so do units. Of a row
/// with a name that is no organisation's they are a class's, misprinted.
pub fn is_misprinted(code: &str, name: &str, context: &Context) -> bool {
    context.has_classes && code.len() < 3 && !name.is_empty() && !context.is_organisation(name)
}

/// What a unit's own row prints in the column for units.
fn own_unit(name: &str, code: &str, context: &Context) -> String {
    match context.unit_column {
        UnitColumn::None => String::new(),
        UnitColumn::Codes => code.to_owned(),
        UnitColumn::Names => name.to_owned(),
    }
}

/// Whether digits are a code of the table's classification and not a unit's.
fn names_a_class(code: &str, name: &str, context: &Context) -> bool {
    if !context.has_classes || !matches!(code.len(), 3 | 5 | 7) {
        return false;
    }
    let official = official_name(context.classification(), code);
    if official.is_some_and(|official| same_class_name(official, name)) {
        return true;
    }
    if context.is_organisation(name) {
        return false;
    }
    match context.classification() {
        Classification::Function => code.starts_with('2'),
        Classification::DepartmentEconomic => code.starts_with('3'),
        Classification::GovernmentEconomic => code.starts_with('5'),
    }
}

fn same_class_name(official: &str, printed: &str) -> bool {
    let core = |name: &str| {
        squeeze(name)
            .replace(['（', '）', '(', ')'], "")
            .trim_end_matches("支出")
            .to_owned()
    };
    core(official) == core(printed)
}

fn kind_without_code(name: &str, context: &Context) -> RowKind {
    if name.is_empty() {
        return if context.has_classes {
            RowKind::Department
        } else {
            RowKind::Other
        };
    }
    if context.is_organisation(name) {
        return context.organisation_kind(name, "");
    }
    if context.has_classes {
        context.class_kind()
    } else {
        RowKind::Other
    }
}

/// The name of a total without its colon; other names as they are.
pub fn total_name(name: &str) -> String {
    let bare = name.trim_end_matches(['：', ':', '-']).trim();
    if is_total(bare) {
        bare.to_owned()
    } else {
        name.to_owned()
    }
}

/// Whether a name is that of a total: 合计, 收入总计, 本年支出合计, 当年收入小计. 小计 alone may be that of a part.
pub fn is_total(name: &str) -> bool {
    let name = name.trim_end_matches(['：', ':']);
    let of_side = name
        .strip_prefix("本年")
        .or(name.strip_prefix("当年"))
        .unwrap_or(name);
    (name.ends_with("合计") || name.ends_with("总计")) && name.chars().count() <= 8
        || matches!(of_side, "收入小计" | "支出小计")
}

/// A row of labels, still without figures.
pub fn row_of(labels: Labels) -> Row {
    Row {
        kind: labels.kind,
        code: labels.code,
        code2: labels.code2,
        name: labels.name,
        name2: labels.name2,
        unit: labels.unit,
        ..Row::blank()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::TableKind;

    fn read_in(kind: TableKind, cells: &[&str]) -> Labels {
        let mut context = Context::for_tests("某市社会保险中心");
        context.enter(kind, UnitColumn::Codes);
        read(cells, &context)
    }

    fn gist(labels: &Labels) -> Gist<'_> {
        (
            labels.kind,
            &labels.code,
            &labels.code2,
            &labels.name,
            &labels.unit,
        )
    }

    #[test]
    fn function_rows() {
        for (cells, expected) in [
            (
                &["208", "01", "09", "社会保险经办机构"][..],
                (RowKind::Function, "2080109", "", "社会保险经办机构", ""),
            ),
            (
                &["208", "01", "01", "252001", "行政运行"],
                (RowKind::Function, "2080101", "", "行政运行", "252001"),
            ),
            (
                &["2080107", "社会保险业务管理事务"],
                (RowKind::Function, "2080107", "", "社会保险业务管理事务", ""),
            ),
            (&["合 计"], (RowKind::Total, "", "", "合计", "")),
            (
                &["303", "某市人力资源和社会保障局"],
                (
                    RowKind::Department,
                    "303",
                    "",
                    "某市人力资源和社会保障局",
                    "303",
                ),
            ),
            (
                &["501007", "某市社会保险中心"],
                (RowKind::Unit, "501007", "", "某市社会保险中心", "501007"),
            ),
            (&[], (RowKind::Department, "", "", "", "")),
            (&["普通教育"], (RowKind::Function, "", "", "普通教育", "")),
        ] {
            assert_eq!(
                gist(&read_in(TableKind::Expenditure, cells)),
                expected,
                "{cells:?}"
            );
        }
    }

    /// Kind, code, second code, name and unit of a row.
    type Gist<'a> = (RowKind, &'a str, &'a str, &'a str, &'a str);

    const ECONOMIC_ROWS: &[(&[&str], Gist)] = &[
        (
            &["301", "252001", "工资福利支出"],
            (
                RowKind::DepartmentEconomic,
                "301",
                "",
                "工资福利支出",
                "252001",
            ),
        ),
        (
            &["301", "01", "252001", "基本工资"],
            (
                RowKind::DepartmentEconomic,
                "30101",
                "",
                "基本工资",
                "252001",
            ),
        ),
        (
            &["301", "03", "30103", "奖金"],
            (RowKind::DepartmentEconomic, "30103", "", "奖金", ""),
        ),
        (
            &["301", "03", "3010303", "基础绩效奖"],
            (RowKind::DepartmentEconomic, "3010303", "", "基础绩效奖", ""),
        ),
        (
            &["301", "工资福利支出"],
            (RowKind::DepartmentEconomic, "301", "", "工资福利支出", ""),
        ),
        (
            &[
                "303",
                "99",
                "其他对个人和家庭的补助",
                "509",
                "99",
                "其他对个人和家庭补助",
            ],
            (
                RowKind::DepartmentEconomic,
                "30399",
                "50999",
                "其他对个人和家庭的补助",
                "",
            ),
        ),
        (
            &["30103", "奖金", "50101", "工资奖金津补贴"],
            (RowKind::DepartmentEconomic, "30103", "50101", "奖金", ""),
        ),
        (
            &["303", "某市人力资源和社会保障局"],
            (
                RowKind::Department,
                "303",
                "",
                "某市人力资源和社会保障局",
                "303",
            ),
        ),
    ];

    #[test]
    fn economic_rows() {
        for (cells, expected) in ECONOMIC_ROWS {
            assert_eq!(
                gist(&read_in(TableKind::EconomicSummary, cells)),
                *expected,
                "{cells:?}"
            );
        }
    }
}
