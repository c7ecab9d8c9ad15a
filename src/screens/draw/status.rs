/*!
The rule above the keys: what is to be said, what is typed, and where the figure stands.
*/

use crate::budget::Place;
use crate::narrow::narrow;
use crate::screens::draw::canvas::Canvas;
use crate::screens::draw::theme::Role;
use crate::screens::draw::widgets::sheet::Cell;
use crate::screens::model::explorer::{Explorer, Overlay};
use crate::screens::model::money::Mark;
use crate::screens::model::row_id::RowId;
use ratatui::layout::{Position, Rect, Size};

/// The size that is enough for everything.
const ENOUGH: Size = Size {
    width: 80,
    height: 24,
};

/// The columns of the status line beside what is said in it.
pub(super) const EDGES: u16 = 7;

impl Explorer {
    /// The rule above the keys, and in it what is to be said.
    pub(super) fn draw_status(&self, canvas: &mut Canvas, area: Rect) -> Option<Position> {
        if area.height == 0 {
            return None;
        }
        canvas.rule(area.x, area.y, area.width, Role::Faint);
        let mut end = area.right().saturating_sub(2);
        let said = self.said_lines();
        let place = self.place_text().map(|place| format!(" {place} "));
        // What is said goes before the place, which Enter or o shows too.
        if let Some(text) = place.filter(|place| self.fits_beside(&said, place)) {
            end = canvas.say_left_of(end, area.y, area.width / 2, &text, Role::Faint);
        }
        let room = end.saturating_sub(3);
        if let Some((prompt, before, text)) = self.typed() {
            let x = 2 + canvas.say(2, area.y, room, &format!(" {prompt}"), Role::Key);
            let room = room.saturating_sub(x);
            let (shown, at) = canvas.look().around(&text, &before, usize::from(room));
            let taken = canvas.say(x, area.y, room, &shown, Role::Text);
            canvas.say(x + taken, area.y, 1, " ", Role::Text);
            return Some(Position::new(x + narrow::<u16>(at).min(taken), area.y));
        }
        if let Some(text) = said.first() {
            canvas.say(2, area.y, room, &format!(" {text} "), self.said().1);
        }
        None
    }

    /// What is to be said in lines as wide as the status line; the second takes the place of
    /// the keys. Nothing while the line is typed into.
    pub(super) fn said_lines(&self) -> Vec<String> {
        let (text, _) = self.said();
        if self.typed().is_some() || text.is_empty() {
            return Vec::new();
        }
        let cols = usize::from(self.size.width.saturating_sub(EDGES));
        self.look.wrap(&text, cols)
    }

    fn fits_beside(&self, said: &[String], place: &str) -> bool {
        let cols = usize::from(self.size.width.saturating_sub(EDGES));
        let taken = |said: &String| self.look.width(said) + 3;
        let place = self.look.width(place).min(usize::from(self.size.width / 2));
        match said {
            [] => true,
            [only] => taken(only) + place <= cols,
            _ => false,
        }
    }

    /// What the keys are typed into: what it is, the text before the cursor, the text.
    pub(super) fn typed(&self) -> Option<(String, String, String)> {
        let (prompt, field) = match self.overlay.as_ref()? {
            Overlay::Filter(field, _) => ("筛选：", field),
            Overlay::Find(field, _) => ("查找：", field),
            Overlay::Write(field) => ("写到文件（.xlsx .csv .md）：", field),
            Overlay::Note(field, jotting) => (jotting.prompt(field), field),
            _ => return None,
        };
        Some((
            prompt.to_owned(),
            field.before().to_owned(),
            field.text().to_owned(),
        ))
    }

    /// What is to be said: a message, the ground of the figure, a filter, or what the
    /// marks on the page mean.
    pub(super) fn said(&self) -> (String, Role) {
        if let Some(Overlay::Erase(note)) = &self.overlay {
            let asks = match note.finding {
                Some(_) => "删去这处疑点的核定？y 删去，n 不删",
                None => "删去这条笔记？y 删去，n 不删",
            };
            return (format!("{asks}：{}", note.words()), Role::Notice);
        }
        if let Some(status) = &self.status {
            return (status.clone(), Role::Notice);
        }
        if self.size.width < ENOUGH.width || self.size.height < ENOUGH.height {
            let Size { width, height } = self.size;
            return (format!("{width}×{height} 太小，要 80×24"), Role::Notice);
        }
        let (about_row, role) = if let Some(ground) = self.ground() {
            (ground, Role::Text)
        } else if let Some(words) = self.note_under_cursor() {
            (format!("笔记：{words}"), Role::Text)
        } else {
            (self.legend(), Role::Faint)
        };
        // Rows that are missing are said before all that is said of those that are there.
        match self.trail.here().filter.as_str() {
            "" => (about_row, role),
            filter if role == Role::Faint => (format!("筛选：{filter}（Esc 取消）"), Role::Notice),
            filter => (
                format!("筛选：{filter}（Esc 取消） · {about_row}"),
                Role::Notice,
            ),
        }
    }

    /// How the figure under the cursor came to be here, where it is not printed.
    fn ground(&self) -> Option<String> {
        let (sheet, _) = self.focused()?;
        let figure = sheet.figure_at(self.row()?, sheet.column_of(self.trail.here()))?;
        match figure.mark {
            Mark::Derived => Some(format!("推算：{}", figure.ground)),
            Mark::Uncertain => Some(format!("存疑：{}", figure.ground)),
            _ => None,
        }
    }

    /// What the marks on the page mean.
    fn legend(&self) -> String {
        let (mut marks, mut rounded, mut listed) = (Vec::new(), false, false);
        for cell in self
            .view
            .panes
            .iter()
            .flat_map(|pane| &pane.sheet.rows)
            .flat_map(|row| &row.cells)
        {
            match cell {
                Cell::Figure(figure) => {
                    rounded |= figure.text.starts_with('~');
                    if figure.mark != Mark::None && !marks.contains(&figure.mark) {
                        marks.push(figure.mark);
                    }
                }
                Cell::Text(text) => listed |= text.starts_with('〔'),
                _ => {}
            }
        }
        let mut panes = self.view.panes.iter();
        let noted = panes.any(|pane| pane.sheet.rows.iter().any(|row| row.noted));
        let mut says: Vec<&str> = marks.iter().map(|mark| mark.says()).collect();
        if noted {
            says.push("● 有笔记");
        }
        if rounded {
            says.push("~ 已舍入");
        }
        if listed {
            says.push("〔〕名称取自科目表");
        }
        says.join("  ")
    }

    /// Where the figure under the cursor stands.
    fn place_text(&self) -> Option<String> {
        if self.trail.here().is_source() {
            return self.line_text();
        }
        let spot = self.spot()?;
        let entry = self.stock.entry(spot.document)?;
        match self.stock.books.get(&spot.document) {
            Some(book) => Some(book.source.name_of(spot.place)),
            None if entry.has_lines => Some(format!("{}:{}", entry.file_name, spot.place.line)),
            None => Some(entry.file_name.clone()),
        }
    }

    /// Where the line of the document under the cursor stands: in a PDF its page.
    fn line_text(&self) -> Option<String> {
        let RowId::SourceLine { line, .. } = self.row_here()? else {
            return None;
        };
        let book = self.stock.books.get(&self.trail.here().document()?)?;
        Some(book.source.name_of(Place::line(*line)))
    }
}
