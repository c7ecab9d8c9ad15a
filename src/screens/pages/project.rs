/*!
One project: its money, its goal, and its indicators by 一级 › 二级; or the overall
goals of the department, shown the same way.
*/

use crate::budget::{Classification, Indicator, Place};
use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Go, Sheet, SheetColumn, SheetRow};
use crate::screens::model::money::{MoneyChoice, Shown, Spot};
use crate::screens::model::places::{Page, Stop};
use crate::screens::model::row_id::RowId;
use crate::screens::pages::levels;
use crate::screens::pages::levels::Coded;
use crate::screens::pages::projects::{Project, all, key, overall};
use crate::screens::pages::view::{Context, Opened, View};
use rust_decimal::Decimal;
use std::str::FromStr;

/// The columns of the title beside a project's name: what is left of the unit's, and which budget.
const BESIDE_NAME: usize = 36;

/// The view of a project, or of the overall goals.
pub fn view(opened: Opened, name: Option<&str>, context: &Context) -> View {
    let page = ProjectPage { opened, context };
    let mut rows = Vec::new();
    let mut view = match name {
        Some(name) => {
            let Some(project) = all(opened)
                .into_iter()
                .find(|project| key(project.name) == key(name))
            else {
                return View {
                    says: Some(format!("这份预算里没有项目“{name}”")),
                    ..View::default()
                };
            };
            page.project(&project, &mut rows);
            View {
                crumbs: vec![name.to_owned()],
                ..View::default()
            }
        }
        None => {
            page.overall(&mut rows);
            View {
                crumbs: vec!["整体绩效目标".to_owned()],
                ..View::default()
            }
        }
    };
    let sheet = Sheet {
        columns: vec![
            SheetColumn::new("name", ColumnKind::Name).titled("指标"),
            SheetColumn::new("value", ColumnKind::Text).titled("指标值"),
            SheetColumn::new("权重", ColumnKind::Figure),
            SheetColumn::new("方向", ColumnKind::Text),
        ],
        rows,
        says: "没有印出绩效目标".to_owned(),
        ..Sheet::default()
    };
    view.panes = View::of(sheet).panes;
    view.corner = context.money.name().to_owned();
    view.many_units = true;
    view
}

/// The page of the project that an indicator belongs to, the cursor on it.
pub fn of_indicator(opened: Opened, index: usize) -> Stop {
    let project = all(opened)
        .into_iter()
        .find(|project| project.indicators.contains(&index));
    let page = Page::Project {
        name: project.map(|project| project.name.to_owned()),
    };
    opened.page(page).on(RowId::Indicator(index))
}

struct ProjectPage<'a> {
    opened: Opened<'a>,
    context: &'a Context<'a>,
}

impl ProjectPage<'_> {
    fn project(&self, project: &Project, rows: &mut Vec<SheetRow>) {
        self.facts(project, rows);
        let place = project
            .rows
            .iter()
            .find(|(_, row)| row.project.as_ref().is_some_and(|p| !p.goal.is_empty()))
            .map(|(_, row)| row.place);
        self.goal("年度目标", project.goal(), place, rows);
        let indicators: Vec<(usize, &Indicator)> = project
            .indicators
            .iter()
            .map(|&number| (number, &self.opened.book.indicators[number]))
            .collect();
        self.indicators(&indicators, rows);
    }

    fn overall(&self, rows: &mut Vec<SheetRow>) {
        for table in &self.opened.book.tables {
            self.goal("年度总体目标", &table.overall_goal, Some(table.place), rows);
        }
        self.indicators(&overall(self.opened), rows);
    }

    /// Code, type and 项, then every figure that a table prints for the project.
    fn facts(&self, project: &Project, rows: &mut Vec<SheetRow>) {
        rows.push(SheetRow::heading("项目"));
        let spot = project
            .rows
            .first()
            .and_then(|(_, row)| self.opened.spot(row.place));
        self.whole_name(project.name, spot, rows);
        for (label, text) in [("代码", project.code()), ("类型", project.kind())] {
            if !text.is_empty() {
                rows.push(SheetRow::prose(RowId::Fact(label), format!("{label}  {text}")).at(spot));
            }
        }
        for code in project.function_codes() {
            self.function(code, rows);
        }
        for (table, row) in &project.rows {
            for figure in &row.figures {
                let shown = Shown::printed(figure, self.opened.id).in_money(self.context.money);
                let id = RowId::Figure {
                    table: table.kind,
                    ordinal: row.ordinal,
                    measure: figure.measure,
                };
                let code = if row.code.is_empty() {
                    String::new()
                } else {
                    format!("{} · ", row.code)
                };
                let name = figure.measure.path().replace('/', " · ");
                let cells = vec![
                    Cell::text(format!("{} · {code}{name}", table.kind_name())),
                    Cell::text(with_unit(&shown, self.context.money)),
                    Cell::Blank,
                    Cell::Blank,
                ];
                rows.push(SheetRow::new(id, cells).at(shown.spot));
            }
        }
    }

    /// A name that finds no room in the title, wrapped to the width.
    fn whole_name(&self, name: &str, spot: Option<Spot>, rows: &mut Vec<SheetRow>) {
        let cols = usize::from(self.context.width).saturating_sub(4);
        if self.context.look.width(name) + BESIDE_NAME > cols {
            let lines = self.context.look.wrap(name, cols).into_iter();
            let lines = lines.enumerate();
            rows.extend(
                lines.map(|(at, line)| SheetRow::prose(text_line("名称", at), line).at(spot)),
            );
        }
    }

    /// The 项 that the project stands under; Enter leads there.
    fn function(&self, code: &str, rows: &mut Vec<SheetRow>) {
        if code.is_empty() {
            return;
        }
        let coded: Vec<Coded> = levels::tables(self.opened)
            .into_iter()
            .filter_map(|kind| levels::table_of(self.opened, kind))
            .map(|table| Coded::of(self.opened, table, Classification::Function))
            .collect();
        let name = levels::name_of(self.opened, &coded, code);
        let page = self.opened.page(Page::Function {
            code: code.to_owned(),
        });
        rows.push(
            SheetRow::prose(
                RowId::Function(code.to_owned()),
                format!("支出科目  {code} {name}"),
            )
            .leading(Go::to(page)),
        );
    }

    /// A goal, wrapped to the width, each line a row so that long ones can be scrolled.
    fn goal(
        &self,
        title: &'static str,
        goal: &str,
        place: Option<Place>,
        rows: &mut Vec<SheetRow>,
    ) {
        if goal.is_empty() {
            return;
        }
        rows.push(SheetRow::heading(title));
        let cols = usize::from(self.context.width).saturating_sub(4).min(100);
        for (number, line) in self.context.look.wrap(goal, cols).into_iter().enumerate() {
            let spot = place.and_then(|place| self.opened.spot(place));
            rows.push(SheetRow::prose(text_line(title, number), line).at(spot));
        }
    }

    fn indicators(&self, indicators: &[(usize, &Indicator)], rows: &mut Vec<SheetRow>) {
        let mut groups: Vec<(&str, &str)> = Vec::new();
        for (_, indicator) in indicators {
            let group = levels(indicator);
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        for group in groups {
            rows.push(heading(group));
            for (number, indicator) in indicators {
                if levels(indicator) == group {
                    rows.push(self.indicator(*number, indicator));
                }
            }
        }
        rows.extend(weights(indicators));
    }

    fn indicator(&self, number: usize, indicator: &Indicator) -> SheetRow {
        let cells = vec![
            Cell::text(indicator.name.clone()),
            Cell::text(indicator.shown()),
            Cell::text(indicator.weight.clone()),
            Cell::text(indicator.direction.clone()),
        ];
        SheetRow::new(RowId::Indicator(number), cells).at(self.opened.spot(indicator.place))
    }
}

fn text_line(of: &'static str, line: usize) -> RowId {
    RowId::Text { of, line }
}

/// An amount among values of other units names its own.
fn with_unit(shown: &Shown, money: MoneyChoice) -> String {
    let unit = match money {
        MoneyChoice::In(unit) => unit.name(),
        MoneyChoice::AsPrinted => "",
    };
    format!("{} {unit}{}", shown.text, shown.mark.sign())
}

fn levels(indicator: &Indicator) -> (&str, &str) {
    (&indicator.level1, &indicator.level2)
}

fn heading((level1, level2): (&str, &str)) -> SheetRow {
    let text = match (level1.is_empty(), level2.is_empty()) {
        (true, true) => "指标".to_owned(),
        (_, true) => level1.to_owned(),
        (true, _) => level2.to_owned(),
        _ => format!("{level1} › {level2}"),
    };
    SheetRow::heading(text)
}

/// The sum of the weights, where there are any.
fn weights(indicators: &[(usize, &Indicator)]) -> Option<SheetRow> {
    let weights: Vec<Decimal> = indicators
        .iter()
        .filter_map(|(_, indicator)| {
            let digits = indicator.weight.trim().trim_end_matches(['%', '分', '％']);
            Decimal::from_str(digits.trim()).ok()
        })
        .collect();
    if weights.is_empty() {
        return None;
    }
    let total: Decimal = weights.iter().sum();
    let cells = vec![
        Cell::text(format!("权重合计（推算，{} 条有权重）", weights.len())),
        Cell::Blank,
        Cell::text(total.normalize().to_string()),
        Cell::Blank,
    ];
    let line = SheetRow::new(RowId::Weights, cells).total();
    Some(line.leading(Go::Nowhere("这是权重之和，没有下一层")))
}
