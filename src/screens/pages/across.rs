/*!
横看: one thing over all budgets, a year at a time, the greatest first.
*/

use crate::budget::{Amount, Classification, Identity, TableKind, official_name, parent_code};
use crate::library::CatalogueEntry;
use crate::narrow::narrow;
use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Go, Sheet, SheetColumn, SheetRow};
use crate::screens::model::catalogue::Catalogue;
use crate::screens::model::column_id::ColumnId;
use crate::screens::model::money::{Mark, MoneyChoice, Shown, in_money, sum_in_money};
use crate::screens::model::page_kind::PageKind;
use crate::screens::model::places::{Page, Side, Stop};
use crate::screens::model::row_id::RowId;
use crate::screens::model::survey::{Survey, Surveyed, Surveying, What};
use crate::screens::pages::surveyed;
use crate::screens::pages::view::{Context, View};
use crate::survey::{self, Ranking, Spread, Topic};
use std::collections::{BTreeMap, HashMap};

/// The columns of what stands beside the title: the program's name and the money unit.
const BESIDE_TITLE: usize = 30;

/// Of fewer figures each is seen at once, and quartiles would only repeat them.
const FEWEST_WITH_QUARTILES: usize = 4;

/// The view of a topic.
pub fn view(surveying: &Surveying, topic: &Topic, context: &Context) -> View {
    let survey = Survey {
        what: What::Across(topic.clone()),
        narrowed: context.stop.filter.clone(),
    };
    let crumbs = vec![format!("{} {}", PageKind::Across.name(), name_of(topic))];
    let stock = context.stock;
    let (Some(catalogue), Some(report)) = (&stock.catalogue, surveyed::report(&survey, stock))
    else {
        return View {
            crumbs,
            ..surveyed::waiting(survey, stock)
        };
    };
    let rankings = match &*report.found {
        Surveyed::Across(rankings) => rankings.as_slice(),
        _ => &[],
    };
    let chosen = shown(rankings, surveying);
    let rows = chosen.map_or_else(Vec::new, |at| {
        OfYear {
            rankings,
            at,
            catalogue,
            context,
        }
        .rows()
    });
    let mut sheet = Sheet {
        columns: columns(),
        rows,
        is_filtered: true,
        says: surveyed::nothing(report, "没有哪份预算印有这一项"),
        ..Sheet::default()
    };
    sheet.drop_blank_columns();
    sheet.main = sheet
        .columns
        .iter()
        .position(|column| column.id == ColumnId::AMOUNT);
    let mut top = Vec::new();
    // What finds no room in the title is read below it.
    let title = crumbs.first().map_or("", String::as_str);
    if context.look.width(title) + BESIDE_TITLE > usize::from(context.width) {
        top.push(title.to_owned());
    }
    if let Some(at) = chosen {
        top.push(at_a_glance(&rankings[at], context.money));
        top.extend(other_years(rankings, at));
    }
    let cols = usize::from(context.width.saturating_sub(2));
    let top = top.iter().flat_map(|text| context.look.wrap(text, cols));
    View {
        crumbs,
        top: top.collect(),
        corner: format!("{}{}", report.progress(), context.money.name()),
        many_units: true,
        wanted: surveyed::wanted(survey, stock),
        ..View::of(sheet)
    }
}

/// The topic with the name of a single code.
fn name_of(topic: &Topic) -> String {
    let words = topic.in_words();
    let Topic::Codes(codes) = topic else {
        return words;
    };
    let named = codes.iter().map(|code| {
        let classification = match code.starts_with('3') {
            true => Classification::DepartmentEconomic,
            false => Classification::Function,
        };
        match official_name(classification, code) {
            Some(name) => format!("{code} {name}"),
            None => code.clone(),
        }
    });
    named.collect::<Vec<_>>().join(" + ")
}

/// Which ranking is shown: the one that is asked for, else the latest.
pub fn shown(rankings: &[Ranking], surveying: &Surveying) -> Option<usize> {
    let asked = surveying.group;
    let is_asked = |ranking: &Ranking| asked == Some((ranking.year, ranking.stage));
    let at = rankings.iter().position(is_asked);
    at.or((!rankings.is_empty()).then_some(0))
}

/// 2024 年预算：12 份印有，合计 …
fn at_a_glance(ranking: &Ranking, money: MoneyChoice) -> String {
    let named = format!("{} 年{}", ranking.year, ranking.stage.name());
    let Some(spread) = &ranking.spread else {
        return format!("{named}：钱数太大，加不起来");
    };
    let Spread {
        count,
        sum,
        lower_quartile,
        median,
        upper_quartile,
    } = spread;
    let within = match ranking.lines.len().saturating_sub(*count) {
        0 => String::new(),
        within => format!("（另 {within} 条已在部门的数里，不重复计）"),
    };
    let quartiles = if *count < FEWEST_WITH_QUARTILES {
        String::new()
    } else {
        let quartiles = [lower_quartile, median, upper_quartile];
        let quartiles: Vec<String> = quartiles
            .iter()
            .map(|amount| in_money(amount, money))
            .collect();
        format!("，四分位 {}", quartiles.join("、"))
    };
    format!(
        "{named}：{count} 条计入{within}，合计 {}*{quartiles}",
        sum_in_money(sum, money)
    )
}

/// What else there is, where there is more than one year.
fn other_years(rankings: &[Ranking], at: usize) -> Option<String> {
    let others = (0..rankings.len()).rev().filter(|&index| index != at);
    let others: Vec<String> = others
        .map(|index| {
            format!(
                "{} 年{}",
                rankings[index].year,
                rankings[index].stage.name()
            )
        })
        .collect();
    (!others.is_empty()).then(|| format!("另有（[ ]）：{}", others.join("、")))
}

fn columns() -> Vec<SheetColumn> {
    vec![
        SheetColumn::new("rank", ColumnKind::Code).titled("名次"),
        SheetColumn::new("unit", ColumnKind::Name).titled("单位"),
        SheetColumn::new("what", ColumnKind::Text).titled("名称"),
        SheetColumn::new(ColumnId::AMOUNT, ColumnKind::Figure),
        SheetColumn::new("占比", ColumnKind::Figure),
        SheetColumn::new("比上年", ColumnKind::Figure),
        SheetColumn::new("走势", ColumnKind::Text),
    ]
}

/// What is the same thing in every year: whose, at which stage, and the project's name.
type Thing<'a> = (&'a str, &'a str, &'a str, &'a str);

/// The rankings, and which of them is shown.
struct OfYear<'a> {
    rankings: &'a [Ranking],
    at: usize,
    catalogue: &'a Catalogue,
    context: &'a Context<'a>,
}

impl<'a> OfYear<'a> {
    fn rows(&self) -> Vec<SheetRow> {
        let trends = self.trends();
        let ranking = &self.rankings[self.at];
        let mut numbers: HashMap<&Identity, usize> = HashMap::new();
        let lines = ranking.lines.iter().map(|line| {
            // The projects of one budget are told apart by number.
            let next = numbers.entry(&line.identity).or_default();
            let id = RowId::Budget {
                identity: line.identity.clone(),
                number: *next,
            };
            *next += 1;
            let trend = trends.get(&thing(line)).map_or(&[][..], Vec::as_slice);
            self.row(id, line, trend)
        });
        lines.collect()
    }

    /// The money of each thing year by year, of those years that it has.
    fn trends(&self) -> HashMap<Thing<'a>, Vec<(u16, Amount)>> {
        let mut trends: HashMap<Thing, BTreeMap<u16, Amount>> = HashMap::new();
        for line in self.rankings.iter().flat_map(|ranking| &ranking.lines) {
            let years = trends.entry(thing(line)).or_default();
            years.insert(line.identity.year, line.found.held.amount);
        }
        let sorted = trends.into_iter();
        sorted
            .map(|(thing, years)| (thing, years.into_iter().collect()))
            .collect()
    }

    fn row(&self, id: RowId, line: &survey::TopicLine, trend: &[(u16, Amount)]) -> SheetRow {
        let identity = &line.identity;
        let entries = self.catalogue.of_unit(&identity.unit);
        let is_own = |entry: &&CatalogueEntry| entry.identity == *identity;
        let entry = entries.into_iter().find(is_own);
        let is_project = line.found.table.is_some_and(TableKind::lists_projects);
        let cells = vec![
            Cell::text(
                line.rank
                    .map_or_else(|| "—".to_owned(), |rank| rank.to_string()),
            ),
            Cell::text(format!("{}{}", identity.unit, scope_mark(line))),
            Cell::text(if is_project {
                line.found.name.as_str()
            } else {
                ""
            }),
            Cell::Figure(self.figure(line, entry)),
            Cell::text(line.share()),
            Cell::text(line.change.clone()),
            Cell::text(sparkline(trend, self.context.look.ascii)),
        ];
        let row = SheetRow::new(id, cells);
        let Some(entry) = entry else {
            return row.leading(Go::Nowhere("库中已没有这份预算"));
        };
        let first = line.found.code.split(" + ").next().unwrap_or_default();
        let row_of_code = RowId::Code(first.to_owned());
        row.leading(Go::to(Stop::page(entry.id, page_of(line)).on(row_of_code)))
    }

    fn figure(&self, line: &survey::TopicLine, entry: Option<&CatalogueEntry>) -> Shown {
        let held = &line.found.held;
        let figure = Shown::plain(held.amount).in_money(self.context.money);
        let figure = Shown {
            mark: Mark::of_name(held.origin),
            ground: held.ground.clone(),
            ..figure
        };
        match entry.zip(held.place) {
            Some((entry, place)) => figure.at(entry.id, place),
            None => figure,
        }
    }
}

fn thing(line: &survey::TopicLine) -> Thing<'_> {
    let identity = &line.identity;
    let what = match line.found.code.as_str() {
        "" => line.found.name.as_str(),
        code => code,
    };
    (
        &identity.unit,
        identity.stage.name(),
        identity.scope.name(),
        what,
    )
}

/// A department is told from a unit where both may carry one name.
fn scope_mark(line: &survey::TopicLine) -> String {
    format!("（{}）", line.identity.scope.name())
}

/// Where Enter leads: the page of the thing in its budget.
fn page_of(line: &survey::TopicLine) -> Page {
    let found = &line.found;
    if found.table.is_some_and(TableKind::lists_projects) {
        return Page::Project {
            name: Some(found.name.clone()),
        };
    }
    let mut codes = found.code.split(" + ");
    let (code, is_only) = (codes.next().unwrap_or_default(), codes.next().is_none());
    let is_economic = code.starts_with('3');
    let (code, under) = (code.to_owned(), parent_code(code).map(str::to_owned));
    let (table, side) = (found.table, Side::Department);
    match (code.as_str(), is_economic, is_only) {
        ("", ..) => Page::ThreePublic,
        (_, true, true) => Page::EconomicClass { side, code },
        (_, true, false) => Page::Economics { table, side, under },
        (_, false, true) => Page::Function { code },
        (_, false, false) => Page::Functions { table, under },
    }
}

/// How amounts went over the years; a year without a figure leaves a gap.
fn sparkline(trend: &[(u16, Amount)], ascii: bool) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    /// Older years are left out.
    const MOST: u16 = 12;
    let (Some((_, last)), true) = (trend.last().map(|(year, _)| ((), *year)), trend.len() > 1)
    else {
        return String::new();
    };
    let from = trend[0].0.max(last.saturating_sub(MOST - 1));
    let greatest = trend
        .iter()
        .map(|(_, amount)| amount.ten_thousandths())
        .max();
    let greatest = i128::from(greatest.unwrap_or(0).max(1));
    let bar = |year: u16| {
        let found = trend.iter().find(|(of, _)| *of == year);
        let Some((_, amount)) = found else { return ' ' };
        let height = i128::from(amount.ten_thousandths().max(0)) * 7 / greatest;
        let height = usize::try_from(height).unwrap_or(0).min(7);
        match ascii {
            true => char::from(b'1' + narrow::<u8>(height)),
            false => BARS[height],
        }
    };
    (from..=last).map(bar).collect()
}

/// The same page so many years later, where there is such a year.
pub fn step(rankings: &[Ranking], surveying: &Surveying, steps: isize) -> Option<Surveying> {
    let at = shown(rankings, surveying)?;
    // The latest comes first.
    let to = at.checked_add_signed(-steps)?;
    let ranking = rankings.get(to)?;
    Some(Surveying {
        group: Some((ranking.year, ranking.stage)),
        ..surveying.clone()
    })
}
