/*!
Which column of a goals' table holds what, by its headings.

The row that heads the indicators names them; what stands over it heads the projects before
them. Where several columns of values are printed (of the years before, of the whole period, of
half a year) that of the year is read.
*/

use crate::budget::{Amount, Measure, MoneyUnit, Operator};
use crate::records::goals::form_labels::{bare, is_goal_word, money_of_heading};
use crate::records::goals::indicator_level::{first_of_second, is_first, may_be_level};
use crate::records::goals::indicator_value::split;
use crate::tables::grid::explains_heading;
use crate::tables::lines::squeeze;
use crate::tables::{Cell, Grid};

/// Which column holds what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Columns {
    pub(super) unit: Option<usize>,
    pub(super) project: Option<usize>,
    pub(super) code: Option<usize>,
    pub(super) kind: Option<usize>,
    pub(super) money: Vec<(usize, Measure)>,
    pub(super) goal: Option<usize>,
    pub(super) first: Option<usize>,
    pub(super) second: Option<usize>,
    pub(super) third: usize,
    pub(super) sign: Option<usize>,
    pub(super) value: usize,
    pub(super) value_unit: Option<usize>,
    pub(super) weight: Option<usize>,
    pub(super) direction: Option<usize>,
    /// Whether the value's cell prints the 性质 too: what has no sign there is 定性.
    pub(super) value_has_nature: bool,
    /// Columns of other values, which are not read.
    pub(super) other_values: Vec<usize>,
    /// The rows that head the indicators: one, or two where the values' heading is divided.
    pub(super) heading_rows: usize,
}

/// Words of a value that is not the year's goal.
const OTHER_VALUES: &[&str] = &[
    "前年",
    "上年",
    "去年",
    "历史",
    "近两年",
    "近三年",
    "标杆",
    "半年",
    "季度",
    "中期",
    "实施",
    "周期",
    "长期",
    "总体",
];

/// Words of a column that a review of what was done prints.
const REVIEW: &[&str] = &["实际", "完成值", "完成情况", "得分", "执行率", "偏差"];

/// Words of the heading over the names of indicators, the surest first.
const NAMES: [&str; 4] = ["三级指标", "指标名称", "指标内容", "具体指标"];

impl Columns {
    /// The columns of a list, with its projects before the indicators, from a row of headings
    /// and what stands above it; none where it is no such row.
    fn of_list(above: &[&[Cell]], header: &[Cell], next: Option<&[Cell]>) -> Option<Self> {
        if !heads_indicators(header) {
            return None;
        }
        let columns = Self::of_rows(above, header, next)?;
        let first = columns.first.unwrap_or(columns.third);
        let rows: Vec<&[Cell]> = above.iter().copied().chain([header]).collect();
        let columns = columns.with_project(&rows, first).with_what_follows(&rows);
        columns.project.is_some().then_some(columns)
    }

    /// With the goal and the money of a project where they stand behind its indicators.
    fn with_what_follows(mut self, rows: &[&[Cell]]) -> Self {
        let Some((header, above)) = rows.split_last() else {
            return self;
        };
        let own = [
            self.sign,
            self.value_unit,
            self.weight,
            self.direction,
            Some(self.value),
        ];
        let last = own
            .into_iter()
            .flatten()
            .chain(self.other_values.iter().copied())
            .max();
        let headings = headings(above, header, None);
        let behind: Vec<usize> = (last.unwrap_or(self.third) + 1..headings.len()).collect();
        if self.goal.is_none() {
            let is_goal = |&&column: &&usize| is_goal_word(&headings[column]);
            self.goal = behind.iter().find(is_goal).copied();
        }
        if self.money.is_empty() {
            let money = |&column: &usize| Some((column, money_of_heading(&headings[column])?));
            self.money = behind.iter().filter_map(money).collect();
        }
        self
    }

    /// With the columns of a project, which stand before those of its indicators.
    pub(super) fn with_project(mut self, rows: &[&[Cell]], first: usize) -> Self {
        let Some((header, above)) = rows.split_last() else {
            return self;
        };
        let headings = headings(above, header, None);
        let headings = &headings[..first.min(headings.len())];
        let before = |fits: &dyn Fn(&str) -> bool| headings.iter().position(|text| fits(text));
        let named = before(&|text| text.contains("项目名称") || text == "项目");
        let mut rows = rows.iter();
        self.project = named.or_else(|| rows.find_map(|row| names_projects_too(row, first)));
        let unit = |text: &str| {
            ["单位名称", "预算单位", "项目单位", "实施单位", "部门名称"]
                .iter()
                .any(|word| text.contains(word))
        };
        self.unit = before(&unit).filter(|&column| Some(column) != self.project);
        self.code = before(&|text| matches!(text, "项目编码" | "项目代码" | "项目编号"));
        self.kind = before(&|text| matches!(text, "项目类别" | "项目类型" | "项目属性"));
        self.goal = before(&|text| text.contains("目标"));
        self.money = (headings.iter().enumerate())
            .filter_map(|(column, text)| Some((column, money_of_heading(text)?)))
            .collect();
        self
    }

    /// The columns of a list whose project stands in its title: nothing but numbers and levels stands
    /// before the indicators.
    fn of_titled_list(above: &[&[Cell]], header: &[Cell], next: Option<&[Cell]>) -> Option<Self> {
        if !heads_indicators(header) {
            return None;
        }
        let columns = Self::of_rows(above, header, next)?;
        let before = columns.first?.min(columns.third);
        let is_of_none = |text: &String| {
            text.is_empty() || text == "序号" || text.ends_with("指标") || text.ends_with("目标")
        };
        headings(above, header, None)[..before]
            .iter()
            .all(is_of_none)
            .then_some(columns)
    }

    /// The columns that a row of headings names below a form, whose project stands above; none
    /// where it is no such row. The row behind it may divide the heading of the values.
    pub fn of_form(header: &[Cell], next: Option<&[Cell]>) -> Option<Self> {
        heads_indicators(header).then(|| Self::of_rows(&[], header, next))?
    }

    /// The columns of indicators alone.
    fn of_rows(above: &[&[Cell]], header: &[Cell], next: Option<&[Cell]>) -> Option<Self> {
        // Where 中期 and 年度 have columns each, those of the year stand at the right.
        let find =
            |headings: &[String], word: &str| headings.iter().rposition(|text| text.contains(word));
        let own = headings(above, header, None);
        let named = NAMES.iter().find_map(|word| find(&own, word));
        // 绩效指标 beside its 指标值 heads names, where no level stands before them or below.
        let goes_below = next.is_some_and(heads_indicators);
        let alone = || {
            own.iter()
                .position(|text| text == "绩效指标" && !goes_below)
        };
        let third = named.or_else(alone)?;
        let next = next.filter(|row| divides_heading(row, third));
        let headings = headings(above, header, next);
        let values = value_columns(&headings, third);
        let value = year_value(&values, &headings)?;
        Some(Self {
            first: find(&headings, "一级指标"),
            second: find(&headings, "二级指标"),
            other_values: values
                .iter()
                .copied()
                .filter(|column| *column != value)
                .collect(),
            heading_rows: 1 + usize::from(next.is_some()),
            ..Self::of_indicator(&headings, third, value)
        })
    }

    /// The columns of one indicator behind its name, as far as the headings go.
    fn of_indicator(headings: &[String], third: usize, value: usize) -> Self {
        let behind = |fits: &dyn Fn(&str) -> bool| {
            let found = |(column, text): (usize, &String)| {
                (column > third && column != value && fits(text)).then_some(column)
            };
            headings.iter().enumerate().rev().find_map(found)
        };
        let says_nature = |text: &str| {
            ["性质", "运算符", "符号", "比较符"]
                .iter()
                .any(|word| text.contains(word))
        };
        Self {
            third,
            sign: behind(&|text| says_nature(text) && !text.contains('值')),
            value,
            value_unit: behind(&|text| {
                ["度量单位", "计量单位", "指标单位"]
                    .iter()
                    .any(|word| text.contains(word))
                    || text == "单位"
            }),
            weight: behind(&|text| text.contains("权重") || text.contains("分值")),
            direction: behind(&|text| text.contains("方向")),
            value_has_nature: headings.get(value).is_some_and(|text| says_nature(text)),
            ..Self::default()
        }
    }

    /// The columns of the indicators that stand beside each other in the columns from `start` to `end`: each
    /// from its name on; where no row heads a name, one whose value stands behind it.
    pub(super) fn of_pairs(rows: &[Vec<Cell>], (start, end): (usize, usize)) -> Vec<Self> {
        let heads = |row: &Vec<Cell>| {
            let cells = (start..end).filter_map(|column| cell_at(row, Some(column)));
            let mut texts = cells.map(|cell| bare(&cell.text));
            texts.any(|text| is_value_heading(&text) || is_name_heading(&text))
        };
        let Some(row) = rows.iter().rev().find(|row| heads(row)) else {
            return vec![Self::of_indicator(&[], start, start + 1)];
        };
        let headings = headings(&[], row, None);
        let mut names: Vec<usize> = (start..end.min(headings.len()))
            .filter(|&column| is_name_heading(&headings[column]))
            .collect();
        if names.is_empty() {
            names.push(start);
        }
        let ends = names.iter().copied().skip(1).chain([end]);
        let pairs = names.iter().zip(ends).map(|(&third, end)| {
            let headings = &headings[..end.min(headings.len())];
            let value = (third + 1..headings.len()).find(|&at| is_value_heading(&headings[at]));
            Self::of_indicator(headings, third, value.unwrap_or(third + 1))
        });
        pairs.collect()
    }

    /// With the column that holds nothing but signs (≥, ≤, ＝, 定性), whatever its heading says.
    pub fn with_sign_of<'r>(mut self, body: impl Iterator<Item = &'r [Cell]>) -> Self {
        if self.sign.is_some() {
            return self;
        }
        let body: Vec<&[Cell]> = body.take_while(|row| self.fit(row)).collect();
        let known = [
            Some(self.value),
            self.value_unit,
            self.weight,
            self.direction,
        ];
        let is_of_signs = |column: &usize| {
            let cells = body.iter().filter_map(|row| cell_at(row, Some(*column)));
            let signs: Vec<bool> = cells
                .map(|cell| Operator::from_sign(&cell.text).is_some())
                .collect();
            signs.len() > 1 && signs.iter().all(|is| *is)
        };
        let width = body.iter().map(|row| row.len()).max().unwrap_or(0);
        let mut free = (self.third + 1..width).filter(|column| !known.contains(&Some(*column)));
        self.sign = free.find(is_of_signs);
        self.other_values
            .retain(|column| Some(*column) != self.sign);
        self
    }

    /// Whether an indicator's name stands where it should. A level's word there is a cell that
    /// moved, unless a value follows it at once.
    fn names_indicator(&self, row: &[Cell]) -> bool {
        let Some(label) = cell_at(row, Some(self.third)) else {
            return self.prints_levels_alone(row);
        };
        let is_level = is_first(&label.text) || first_of_second(&label.text).is_some();
        let has_value = cell_at(row, Some(self.value)).is_some_and(|cell| {
            let value = split(&cell.text);
            value.operator.is_some() || value.value.starts_with(|c: char| c.is_ascii_digit())
        });
        !is_level || has_value
    }

    /// Whether a row prints a level and nothing behind it: its indicators follow.
    fn prints_levels_alone(&self, row: &[Cell]) -> bool {
        row.iter().skip(self.third).all(Cell::is_empty)
    }

    /// Whether a row's cells are what their headings say.
    pub fn fit(&self, row: &[Cell]) -> bool {
        let text = |column: usize| row.get(column).map_or("", |cell| cell.text.as_str());
        let is = |column: Option<usize>, fits: &dyn Fn(&str) -> bool| {
            column.is_none_or(|column| is_placeholder(text(column)) || fits(text(column)))
        };
        let is_amount =
            |text: &str| Amount::parse(text, MoneyUnit::Wan).is_some() || is_blank(text);
        let is_weight = |text: &str| is_amount(text.trim_end_matches(['%', '分']));
        let is_sign = |text: &str| Operator::from_sign(text).is_some() || is_blank(text);
        let start = self.first.unwrap_or(self.third);
        let prints_indicator = (start..row.len()).any(|column| !text(column).is_empty());
        is(self.first, &may_be_level)
            && is(self.second, &may_be_level)
            && self
                .money
                .iter()
                .all(|(column, _)| is(Some(*column), &is_amount))
            && is(self.weight, &is_weight)
            && is(self.sign, &is_sign)
            && (!prints_indicator || self.names_indicator(row))
    }
}

/// The rows below one heading of a list.
pub struct IndicatorSection<'a> {
    /// What its columns hold.
    pub columns: Columns,
    /// The rows, each with its ordinal in the table.
    pub body: Vec<(u32, &'a [Cell])>,
}

impl IndicatorSection<'_> {
    /// How many rows do not stand under their headings.
    pub fn stray(&self) -> usize {
        let rows = self.body.iter();
        rows.filter(|(_, row)| !self.columns.fit(row)).count()
    }
}

/// A list, divided where it prints a heading: a page break may print it again, or another list go
/// on below the first.
pub fn sections(grid: &Grid) -> Vec<IndicatorSection<'_>> {
    sections_by(grid, Columns::of_list)
}

/// The same of a list whose project stands in its title.
pub fn titled_sections(grid: &Grid) -> Vec<IndicatorSection<'_>> {
    sections_by(grid, Columns::of_titled_list)
}

/// The columns of a row of headings with what stands above and below it.
type ColumnsOf = fn(&[&[Cell]], &[Cell], Option<&[Cell]>) -> Option<Columns>;

fn sections_by(grid: &Grid, columns_of: ColumnsOf) -> Vec<IndicatorSection<'_>> {
    let rows: Vec<(bool, &[Cell])> = grid
        .header
        .iter()
        .map(|row| (true, row.as_slice()))
        .chain(grid.body.iter().map(|row| (false, row.as_slice())))
        .collect();
    let mut sections: Vec<IndicatorSection> = Vec::new();
    let mut ordinal = 0;
    let mut at = 0;
    while let Some(&(is_header, row)) = rows.get(at) {
        ordinal += u32::from(!is_header);
        let above: Vec<&[Cell]> = match sections.last_mut() {
            None => rows[..at].iter().map(|(_, row)| *row).collect(),
            Some(section) => heading_above(section),
        };
        let next = rows.get(at + 1).map(|(_, row)| *row);
        if let Some(columns) = columns_of(&above, row, next) {
            if !above.is_empty()
                && let Some(section) = sections.last_mut()
            {
                section.body.pop();
            }
            at += columns.heading_rows;
            at += rows[at.min(rows.len())..]
                .iter()
                .take_while(|(_, row)| explains_heading(row))
                .count();
            sections.push(IndicatorSection {
                columns,
                body: Vec::new(),
            });
            continue;
        }
        if let Some(section) = sections.last_mut() {
            section.body.push((ordinal, row));
        }
        at += 1;
    }
    let told = sections.into_iter().map(|section| IndicatorSection {
        columns: section
            .columns
            .with_sign_of(section.body.iter().map(|(_, row)| *row)),
        ..section
    });
    told.collect()
}

/// The last row of a section where it is the upper row of the next heading.
fn heading_above<'a>(section: &IndicatorSection<'a>) -> Vec<&'a [Cell]> {
    let is_heading = |row: &[Cell]| {
        row.iter().any(|cell| {
            let text = squeeze(&cell.text);
            text.contains("项目名称") || text.ends_with("）名称") || text.ends_with(")名称")
        })
    };
    let last = section.body.last().map(|(_, row)| *row);
    last.filter(|row| is_heading(row)).into_iter().collect()
}

/// The column of 单位（专项）名称, which holds units and the projects under them.
fn names_projects_too(row: &[Cell], end: usize) -> Option<usize> {
    row.iter().take(end).position(|cell| {
        let text = squeeze(&cell.text);
        text.ends_with("名称") && (text.contains("专项") || text.contains("项目"))
    })
}

/// Whether a row heads indicators: their name and their value, or their levels.
fn heads_indicators(row: &[Cell]) -> bool {
    let texts: Vec<String> = row.iter().map(|cell| bare(&cell.text)).collect();
    let has = |word: &str| texts.iter().any(|text| text == word);
    let names = has("三级指标") || has("指标名称") || has("绩效指标");
    has("一级指标") || names && texts.iter().any(|text| is_value_heading(text))
}

/// Whether a grid heads what was reached beside what was aimed at, or scores it. What was reached
/// the year before (上年完成值, 2023年完成值 beside 2024年目标值) only stands beside this year's goal.
pub fn is_review(grid: &Grid) -> bool {
    let is_of_past = |text: &str| {
        ["上年", "去年", "前年", "历史"]
            .iter()
            .any(|word| text.contains(word))
    };
    let mut rows = grid.header.iter().chain(&grid.body);
    rows.any(|row| {
        let latest = row
            .iter()
            .filter_map(|cell| year_in(&squeeze(&cell.text)))
            .max();
        heads_indicators(row)
            && row.iter().any(|cell| {
                let text = bare(&cell.text);
                let is_reached = REVIEW.iter().any(|word| text.contains(word));
                let is_before = year_in(&text).is_some_and(|year| Some(year) < latest);
                is_reached && !text.contains("标准") && !is_of_past(&text) && !is_before
            })
    })
}

/// Whether a grid prints indicators with their goals, whatever its title.
pub fn prints_goals(grid: &Grid, title: &str) -> bool {
    let rows: Vec<&Vec<Cell>> = grid.header.iter().chain(&grid.body).collect();
    let mut heads = (0..rows.len()).filter(|&at| {
        let next = rows.get(at + 1).map(|row| row.as_slice());
        Columns::of_form(rows[at], next)
            .is_some_and(|columns| columns.first.is_some() || title.contains("绩效"))
    });
    heads.next().is_some() && !is_review(grid)
}

/// The heading of each column, without its brackets: of the row itself, else what stands over
/// it; where the row behind divides it, both.
fn headings(above: &[&[Cell]], header: &[Cell], next: Option<&[Cell]>) -> Vec<String> {
    let width = above
        .iter()
        .map(|row| row.len())
        .chain([header.len()])
        .max()
        .unwrap_or(0);
    let width = width.max(next.map_or(0, <[Cell]>::len));
    let text = |row: &[Cell], column: usize| {
        row.get(column)
            .map(|cell| bare(&cell.text))
            .unwrap_or_default()
    };
    let heading = |column: usize| {
        let under = next.map(|row| text(row, column)).unwrap_or_default();
        if !under.is_empty() {
            let over = (0..=column)
                .rev()
                .map(|column| text(header, column))
                .find(|text| !text.is_empty());
            return over.unwrap_or_default() + "/" + &under;
        }
        let rows = [header].into_iter().chain(above.iter().rev().copied());
        rows.map(|row| text(row, column))
            .find(|text| !text.is_empty())
            .unwrap_or_default()
    };
    (0..width).map(heading).collect()
}

/// Whether a row prints nothing but the parts of a heading behind the names.
fn divides_heading(row: &[Cell], third: usize) -> bool {
    let mut filled = row
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.is_empty())
        .peekable();
    filled.peek().is_some()
        && filled.all(|(column, cell)| {
            let text = squeeze(&cell.text);
            let says_year = text.ends_with('值') && year_in(&text).is_some();
            let bare = if says_year {
                text.trim_start_matches(|c: char| c.is_ascii_digit())
            } else {
                &text
            };
            column > third
                && (bare.contains('年') || bare.contains('值'))
                && !bare.contains(|c: char| c.is_ascii_digit())
        })
}

/// The year that a heading begins with, as 2024年目标值 does.
fn year_in(heading: &str) -> Option<u16> {
    let last = heading.split('/').next_back()?;
    let (digits, rest) = last.split_at_checked(4)?;
    rest.starts_with('年')
        .then(|| digits.parse().ok())
        .flatten()
        .filter(|year| (1990..2100).contains(year))
}

/// The columns of values. Where no heading says so, those that name the time of one behind the names: 第一季度, 全年.
fn value_columns(headings: &[String], third: usize) -> Vec<usize> {
    let columns = |fits: &dyn Fn(usize) -> bool| -> Vec<usize> {
        (0..headings.len()).filter(|&column| fits(column)).collect()
    };
    let named = columns(&|column| column != third && is_value_heading(&headings[column]));
    if !named.is_empty() {
        return named;
    }
    let is_time = |text: &str| {
        let text = text.trim_end_matches("目标").trim_end_matches("指标");
        matches!(
            text,
            "全年" | "年度" | "本年" | "当年" | "上半年" | "下半年"
        ) || text.ends_with("季度")
    };
    columns(&|column| column > third && is_time(&headings[column]))
}

/// Whether a heading names the names of indicators.
fn is_name_heading(heading: &str) -> bool {
    NAMES.iter().any(|word| heading.contains(word)) || matches!(heading, "名称" | "指标" | "内容")
}

fn is_value_heading(heading: &str) -> bool {
    let says = |part: &str| {
        let is_of_weight = ["分值", "权值", "权重值"]
            .iter()
            .any(|word| part.ends_with(word));
        part.ends_with('值') && !is_of_weight || part.ends_with("指标值及单位")
    };
    !REVIEW.iter().any(|word| heading.contains(word)) && heading.split('/').any(says)
}

/// Of columns of values that of the year: no other's words, 年度 before none, the latest year, the last of equals.
fn year_value(values: &[usize], headings: &[String]) -> Option<usize> {
    let rank = |column: &usize| {
        let text = &headings[*column];
        let is_other = OTHER_VALUES.iter().any(|word| text.contains(word));
        let is_year = ["年度", "全年", "当年", "本年"]
            .iter()
            .any(|word| text.contains(word));
        let is_open = !is_other || text.contains("当年");
        (is_open, is_year, year_in(text), *column)
    };
    values.iter().copied().max_by_key(rank)
}

/// The filled cell of a column.
pub fn cell_at(cells: &[Cell], column: Option<usize>) -> Option<&Cell> {
    cells.get(column?).filter(|cell| !cell.is_empty())
}

/// Whether a text only keeps the place of one, as a form prints it: …… 指标1：
pub fn is_placeholder(text: &str) -> bool {
    let squeezed = squeeze(text);
    let bare = squeezed.trim_start_matches("指标");
    bare.chars()
        .all(|c| c.is_ascii_digit() && bare.len() < squeezed.len() || "…—.：:".contains(c))
}

/// Whether a text stands for nothing.
pub fn is_blank(text: &str) -> bool {
    matches!(
        squeeze(text).as_str(),
        "-" | "0" | "—" | "无" | "/" | "——" | "--"
    )
}
