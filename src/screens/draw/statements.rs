/*!
A page in statements, one a line, for ears and for terminals that only print: no lines are drawn, nothing stands beside
something else, and what a mark means is said in words.
*/

use crate::screens::draw::theme::Role;
use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Sheet, SheetRow};
use crate::screens::keys::{KEYS, PageKind};
use crate::screens::model::explorer::{Explorer, Overlay};
use crate::screens::model::money::Mark;
use crate::screens::pages::view::edition;
use crate::text::clean::for_terminal;

/// How many rows are said at once.
const ROWS: usize = 20;

impl Explorer {
    /// Whether a line that is typed is a text, and no names of keys.
    pub fn takes_text(&self) -> bool {
        let types = matches!(
            self.overlay,
            Some(Overlay::Filter(..) | Overlay::Find(..) | Overlay::Note(..) | Overlay::Write(..))
        );
        types || self.overlay.is_none() && self.kind() == PageKind::Search
    }

    /// The page as statements.
    pub fn statements(&self) -> Vec<String> {
        let said = match &self.overlay {
            Some(Overlay::Help(_)) => self.help_in_words(),
            Some(Overlay::Choose(budgets, at, _)) => {
                let named = budgets.iter().enumerate().filter_map(|(index, id)| {
                    let entry = self.stock.entry(*id)?;
                    let chosen = if index == *at { "选中的：" } else { "" };
                    Some(format!(
                        "{chosen}{} {}",
                        edition(&entry.identity),
                        entry.file_name
                    ))
                });
                named.collect()
            }
            _ => self.page_in_words(),
        };
        let typed = self
            .typed()
            .map(|(prompt, _, text)| format!("{prompt}{text}"));
        let (status, role) = self.said();
        // What the marks mean was said with each figure.
        let is_said = role == Role::Faint || status.is_empty() || typed.is_some();
        let status = Some(status).filter(|_| !is_said);
        let all = said.into_iter().chain(typed).chain(status);
        all.map(|text| for_terminal(&text).into_owned()).collect()
    }

    fn help_in_words(&self) -> Vec<String> {
        let page = self.kind();
        let keys = KEYS.iter().filter(|binding| binding.works_on(page));
        keys.map(|binding| format!("键 {}：{}", binding.pressed(), binding.says))
            .collect()
    }

    fn page_in_words(&self) -> Vec<String> {
        let view = &self.view;
        let mut said = vec![format!("在：{}", view.crumbs.join("，"))];
        if let Some(tab) = view.tab {
            said.push(format!("页：{}", tab.name()));
        }
        if !view.corner.is_empty() {
            // Line by line nothing is checked in the background.
            let parts = view.corner.split(" · ");
            let parts = parts.filter(|part| !part.starts_with("核对中"));
            said.push(format!("说明：{}", parts.collect::<Vec<_>>().join("，")));
        }
        said.extend(view.top.iter().cloned());
        said.extend(view.says.clone());
        let Some((sheet, laid)) = self.focused() else {
            return said;
        };
        if laid.order.is_empty() {
            said.push(sheet.says.clone());
            return said;
        }
        let all = laid.order.len();
        let cursor = laid.cursor.unwrap_or(0);
        let from = cursor
            .saturating_sub(ROWS / 2)
            .min(all.saturating_sub(ROWS));
        said.push(format!("共 {all} 行，从第 {} 行起：", from + 1));
        for at in from..all.min(from + ROWS) {
            let row = in_words(sheet, &sheet.rows[laid.order[at]]);
            let here = if laid.cursor == Some(at) {
                "（光标）"
            } else {
                ""
            };
            said.push(format!("第 {} 行{here}：{row}", at + 1));
        }
        said
    }
}

/// 单位 新乡市社会保险中心，2023年 11,436.06，疑点 2错。
fn in_words(sheet: &Sheet, row: &SheetRow) -> String {
    let cells = row.cells.iter().enumerate().filter_map(|(index, cell)| {
        let text = match cell {
            Cell::Figure(figure) => figure_in_words(&figure.text, figure.mark),
            cell => cell.plain().trim().to_owned(),
        };
        if text.is_empty() {
            return None;
        }
        let column = sheet.columns.get(index)?;
        let is_named = matches!(column.kind, ColumnKind::Figure | ColumnKind::Text) && row.stops();
        let title = column.title.replace('/', " ");
        Some(match is_named {
            true => format!("{} {text}", title.trim()),
            false => text,
        })
    });
    cells.collect::<Vec<_>>().join("，")
}

fn figure_in_words(text: &str, mark: Mark) -> String {
    let (rounded, digits) = match text.strip_prefix('~') {
        Some(digits) => ("约 ", digits),
        None => ("", text),
    };
    let mark = match mark {
        Mark::None => "",
        mark => mark.says().split_once(' ').map_or("", |(_, says)| says),
    };
    match mark {
        "" => format!("{rounded}{digits}"),
        mark => format!("{rounded}{digits}（{mark}）"),
    }
}
