/*!
搜索: what is typed, and the names that answer it.

Hits of one text across many units are one line with a count, which Enter unfolds;
any other line leads to the place itself.
*/

use crate::budget::{Amount, MoneyUnit, Stage};
use crate::narrow::narrow;
use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Go, Sheet, SheetColumn, SheetRow};
use crate::screens::model::column_id::ColumnId;
use crate::screens::model::money::{Mark, Shown, in_money};
use crate::screens::model::page_kind::PageKind;
use crate::screens::model::places::{Page, SearchFor, Side, Stop};
use crate::screens::model::row_id::RowId;
use crate::screens::model::stock::Answered;
use crate::screens::pages::view::{Context, View};
use crate::screens::worker::shelf::Question;
use crate::search::{Hit, Kind, Occurrence, Target, Totals};

/// The most hits that are shown.
pub const MOST_HITS: usize = 300;
/// The most occurrences of one hit that are shown.
pub const MOST_OCCURRENCES: usize = 2_000;

/// The kinds as Tab steps through them.
pub fn step_kind(kind: Option<Kind>, steps: isize) -> Option<Kind> {
    let kinds: Vec<Option<Kind>> = std::iter::once(None).chain(Kind::ALL.map(Some)).collect();
    let at = kinds.iter().position(|candidate| *candidate == kind);
    let next = (narrow::<isize>(at.unwrap_or(0)) + steps).rem_euclid(narrow::<isize>(kinds.len()));
    kinds[next.unsigned_abs()]
}

/// The unit that typed amounts are in.
pub fn typed_unit(context_money: crate::screens::model::money::MoneyChoice) -> MoneyUnit {
    match context_money {
        crate::screens::model::money::MoneyChoice::In(unit) => unit,
        crate::screens::model::money::MoneyChoice::AsPrinted => MoneyUnit::Wan,
    }
}

/// The view of a search.
pub fn view(sought: &SearchFor, context: &Context) -> View {
    let mut view = View {
        crumbs: vec![PageKind::Search.name().to_owned()],
        corner: context.money.name().to_owned(),
        many_units: true,
        searches: true,
        ..View::default()
    };
    if context.stock.index.is_none() {
        view.wanted.push(Question::Index);
        view.says = Some(if sought.text.is_empty() {
            HINT.to_owned()
        } else {
            "正在读取各份预算的名称…（Esc 不等了）".to_owned()
        });
        return view;
    }
    let Some(answered) = context
        .stock
        .answered
        .as_ref()
        .filter(|_| !sought.text.is_empty())
    else {
        view.says = Some(HINT.to_owned());
        return view;
    };
    let totals = &answered.found.totals;
    view.totals = Some(*totals);
    let sheet = Hits {
        answered,
        sought,
        context,
    }
    .sheet();
    view.panes = View::of(sheet).panes;
    if let Some(hit) = unfolded_hit(sought, answered)
        && answered
            .unfolded
            .as_ref()
            .is_none_or(|(id, _)| *id != hit.id)
    {
        view.wanted.push(Question::Unfold(Box::new((
            answered.query.clone(),
            hit.clone(),
        ))));
    }
    view
}

const HINT: &str = "键入名称、拼音（zhiyenianjin）、首字母（zynj）、编码（20805）或金额（>100、4660），几个词不分先后";

/// The text of the kinds, the chosen one in brackets, each with its number of names.
pub fn kinds_text(kind: Option<Kind>, totals: Option<Totals>) -> String {
    let name = |of: Option<Kind>| of.map_or("全部", Kind::label);
    let parts: Vec<String> = std::iter::once(None)
        .chain(Kind::ALL.map(Some))
        .map(|of| {
            let count = totals.map_or_else(String::new, |totals| totals.of(of).to_string());
            if of == kind {
                format!("[{}{count}]", name(of))
            } else {
                format!("{}{count}", name(of))
            }
        })
        .collect();
    parts.join(" ")
}

fn unfolded_hit<'a>(sought: &SearchFor, answered: &'a Answered) -> Option<&'a Hit> {
    let id = sought.unfolded?;
    answered.found.hits.iter().find(|hit| hit.id == id)
}

struct Hits<'a> {
    answered: &'a Answered,
    sought: &'a SearchFor,
    context: &'a Context<'a>,
}

impl Hits<'_> {
    fn sheet(&self) -> Sheet {
        let mut rows = Vec::new();
        for hit in &self.answered.found.hits {
            rows.push(self.line(hit));
            if self.sought.unfolded == Some(hit.id) {
                self.occurrences(hit, &mut rows);
            }
        }
        let shown = self.answered.found.hits.len();
        let all = self.answered.found.totals.of(self.answered.kind);
        if all > shown {
            rows.push(SheetRow::heading(format!(
                "还有 {} 条没有列出，多键入几个字",
                all - shown
            )));
        }
        Sheet {
            columns: vec![
                SheetColumn::new("kind", ColumnKind::Code).titled("种类"),
                SheetColumn::new("name", ColumnKind::Name).titled("名称"),
                SheetColumn::new("unit", ColumnKind::Text).titled("单位"),
                SheetColumn::new("year", ColumnKind::Text).titled("年"),
                SheetColumn::new(ColumnId::AMOUNT, ColumnKind::Figure),
            ],
            rows,
            says: self.nothing(),
            ..Sheet::default()
        }
    }

    /// What is said where nothing was found: what was searched, and which kinds have hits.
    fn nothing(&self) -> String {
        let totals = &self.answered.found.totals;
        let others = Kind::ALL
            .into_iter()
            .filter(|kind| totals.of(Some(*kind)) > 0);
        let others: Vec<String> = others
            .map(|kind| format!("{}{}", kind.label(), totals.of(Some(kind))))
            .collect();
        match (self.answered.kind, others.is_empty()) {
            (Some(kind), false) => {
                format!("{}里没有；别的种类里有（Tab 换种类）：{}", kind.label(), others.join("、"))
            }
            _ => "没有这样的项目、指标、科目、单位名称和它们的金额。这里不查正文和表里别的数：打开一份预算，按 7 再按 f；查全库用 lkx text".to_owned(),
        }
    }

    fn line(&self, hit: &Hit) -> SheetRow {
        let (unit, year, amount) = match hit.occurrences.first() {
            Some(only) if hit.count == 1 => (
                only.unit.to_string(),
                year(only),
                self.amount(only.amount, only.stage),
            ),
            _ => (format!("{} 处", hit.count), String::new(), Cell::Blank),
        };
        let cells = vec![
            Cell::text(hit.kind.label()),
            name(hit),
            Cell::text(unit),
            Cell::text(year),
            amount,
        ];
        let line = SheetRow::new(RowId::Hit(hit.id), cells);
        match hit.occurrences.first() {
            Some(only) if hit.count == 1 => line.leading(Go::to(stop_of(hit, only))),
            _ => line.leading(Go::to(self.folded(hit))),
        }
    }

    /// The same search with this hit unfolded, or folded again.
    fn folded(&self, hit: &Hit) -> Stop {
        let unfolded = (self.sought.unfolded != Some(hit.id)).then_some(hit.id);
        Stop::at(crate::screens::model::places::At::Search(SearchFor {
            unfolded,
            ..self.sought.clone()
        }))
    }

    fn occurrences(&self, hit: &Hit, rows: &mut Vec<SheetRow>) {
        let all = match &self.answered.unfolded {
            Some((id, all)) if *id == hit.id => all,
            _ => &hit.occurrences,
        };
        for (number, occurrence) in all.iter().take(MOST_OCCURRENCES).enumerate() {
            let code = if occurrence.code.is_empty() || hit.kind == Kind::Subject {
                String::new()
            } else {
                format!("  {}", occurrence.code)
            };
            let cells = vec![
                Cell::text(""),
                Cell::text(format!("  └{code}")),
                Cell::text(&*occurrence.unit),
                Cell::text(year(occurrence)),
                self.amount(occurrence.amount, occurrence.stage),
            ];
            let id = RowId::Occurrence {
                hit: hit.id,
                number,
            };
            let line = SheetRow::new(id, cells);
            rows.push(line.leading(Go::to(stop_of(hit, occurrence))));
        }
    }

    fn amount(&self, amount: Option<Amount>, stage: Stage) -> Cell {
        let mark = if stage == Stage::Final {
            Mark::Final
        } else {
            Mark::None
        };
        Cell::figure(amount.map(|amount| Shown {
            text: in_money(&amount, self.context.money),
            ..Shown::plain(amount).marked(mark)
        }))
    }
}

fn year(occurrence: &Occurrence) -> String {
    occurrence.year.to_string()
}

/// The name, its code in front where it is a 科目, and which characters were typed.
fn name(hit: &Hit) -> Cell {
    let is_subject = hit.kind == Kind::Subject && !hit.code.is_empty();
    let (text, shift) = if is_subject {
        (
            format!("{} {}", hit.code, hit.name),
            hit.code.chars().count() + 1,
        )
    } else {
        (hit.name.clone(), 0)
    };
    let typed_code = 0..if is_subject { hit.code_typed } else { 0 };
    let found = typed_code.chain(hit.positions.iter().map(|at| at + shift));
    Cell::Found {
        text,
        found: found.collect(),
    }
}

/// The place of an occurrence.
fn stop_of(hit: &Hit, occurrence: &Occurrence) -> Stop {
    let page = match occurrence.target {
        Target::Unit => crate::screens::model::page_kind::Tab::Functions.first_page(),
        Target::Function => Page::Function {
            code: occurrence.code.to_string(),
        },
        Target::Economic { government } => Page::EconomicClass {
            side: if government {
                Side::Government
            } else {
                Side::Department
            },
            code: occurrence.code.to_string(),
        },
        Target::Project { .. } => Page::Project {
            name: Some(hit.name.clone()),
        },
        Target::Indicator { index } => Page::Indicator {
            index: index as usize,
        },
    };
    Stop::page(occurrence.document, page)
}
