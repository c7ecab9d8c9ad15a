/*!
写出: the page that is shown, into a workbook, CSV or Markdown.
*/

use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Sheet, SheetRow};
use crate::screens::model::explorer::{Effect, Explorer, Overlay};
use crate::screens::model::money::{Mark, MoneyChoice, Shown, Spot};
use crate::screens::model::typing::Field;
use crate::screens::model::written::Written;
use crate::screens::update::is_control_c;
use crate::screens::worker::shelf::Question;
use crossterm::event::{KeyCode, KeyEvent};
use std::path::PathBuf;

impl Explorer {
    /// Lets the name of the file be typed; that of the last one stands there.
    pub(in crate::screens) fn begin_writing(&mut self) {
        self.overlay = Some(Overlay::Write(Field::new(&self.last_file)));
    }

    pub(in crate::screens) fn press_in_write(&mut self, key: KeyEvent, mut field: Field) {
        match key.code {
            KeyCode::Enter if field.text().trim().is_empty() => self.say("没有写文件名，没有写出"),
            KeyCode::Enter => {
                self.last_file = field.text().trim().to_owned();
                if let Some(written) = self.written(PathBuf::from(&self.last_file)) {
                    let question = Question::Write(Box::new(written));
                    self.effects.push(Effect::Ask(question));
                }
            }
            KeyCode::Esc => self.say("没有写出"),
            _ if is_control_c(key) => self.effects.push(Effect::Quit),
            _ => {
                field.press(key);
                self.overlay = Some(Overlay::Write(field));
            }
        }
    }

    /// The page as it is to be written: the rows that the filter leaves, in their order.
    fn written(&self, path: PathBuf) -> Option<Written> {
        let (sheet, laid) = self.focused()?;
        let is_number = |at: usize| {
            let cells = sheet.rows.iter().filter_map(|row| row.cells.get(at));
            cells
                .into_iter()
                .any(|cell| matches!(cell, Cell::Figure(_)))
        };
        let mut columns: Vec<(String, bool)> = sheet
            .columns
            .iter()
            .enumerate()
            .map(|(at, column)| (self.heading(&column.title), is_number(at)))
            .collect();
        columns.extend(["不是印出的数", "预算", "出处"].map(|title| (title.to_owned(), false)));
        let rows = laid
            .order
            .iter()
            .map(|&row| self.cells(sheet, &sheet.rows[row]));
        let mut documents = Vec::new();
        let spots = laid
            .order
            .iter()
            .filter_map(|&row| spot_of(&sheet.rows[row]));
        let ids = spots
            .map(|spot| spot.document)
            .chain(self.trail.here().document());
        for entry in ids.filter_map(|id| self.stock.entry(id)) {
            if !documents.contains(entry) {
                documents.push(entry.clone());
            }
        }
        let filter = match self.trail.here().filter.as_str() {
            "" => String::new(),
            filter => format!(" · 筛选 {filter}"),
        };
        let title = format!(
            "{} · {}{filter}",
            self.view.crumbs.join(" › "),
            self.view.corner
        );
        Some(Written {
            path,
            title,
            columns,
            rows: rows.collect(),
            documents,
        })
    }

    fn heading(&self, title: &str) -> String {
        let kind = self.kind().name();
        match title {
            "" => kind.to_owned(),
            title => title.replace('/', " "),
        }
    }

    fn cells(&self, sheet: &Sheet, row: &SheetRow) -> Vec<String> {
        let mut cells = vec![String::new(); sheet.columns.len()];
        if !row.stops() {
            let name = sheet
                .columns
                .iter()
                .position(|column| column.kind == ColumnKind::Name);
            let text = row.cells.first().map_or("", Cell::plain);
            if let Some(cell) = cells.get_mut(name.unwrap_or(0)) {
                text.clone_into(cell);
            }
        } else {
            for (cell, shown) in cells.iter_mut().zip(&row.cells) {
                *cell = match shown {
                    Cell::Figure(figure) => self.exact(figure),
                    shown => shown.plain().to_owned(),
                };
            }
        }
        let marked = sheet
            .columns
            .iter()
            .zip(&row.cells)
            .filter_map(|(column, cell)| match cell {
                Cell::Figure(figure) => match figure.mark {
                    Mark::Derived => Some(format!("{} 推算", column.title)),
                    Mark::Uncertain => Some(format!("{} 存疑", column.title)),
                    _ => None,
                },
                _ => None,
            });
        cells.push(marked.collect::<Vec<_>>().join("；"));
        let spot = spot_of(row);
        let entry = spot.and_then(|spot| self.stock.entry(spot.document));
        cells.push(entry.map_or_else(String::new, |entry| entry.identity.to_string()));
        let place = spot.and_then(|spot| {
            let book = self.stock.books.get(&spot.document)?;
            Some(book.source.name_of(spot.place))
        });
        cells.push(place.unwrap_or_default());
        cells
    }

    /// A figure in the unit of the page, never rounded.
    fn exact(&self, figure: &Shown) -> String {
        match self.money {
            MoneyChoice::In(unit) if self.view.many_units => {
                figure.amount.exactly_in(unit).to_string()
            }
            _ => figure.amount.to_string(),
        }
    }
}

/// Where a row, or its first figure, stands.
fn spot_of(row: &SheetRow) -> Option<Spot> {
    let figures = row.cells.iter().find_map(|cell| match cell {
        Cell::Figure(figure) => figure.spot,
        _ => None,
    });
    figures.or(row.spot)
}
