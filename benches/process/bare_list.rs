/*!
The yardstick: a program that draws one ratatui list, and nothing else.

What it needs to start and to move its cursor, any program on ratatui needs.
*/

use ratatui::crossterm::event::{Event, KeyCode, read};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{List, ListState};

/// The argument that makes this executable the list.
pub const ARGUMENT: &str = "--bare-list";
/// Enough rows for many pages.
const ROWS: usize = 200;
/// Names in turn, so that a page has little in common with the next, as in a budget.
const NAMES: [&str; 7] = [
    "社会保险经办机构",
    "机关事业单位基本养老保险缴费支出",
    "行政单位医疗",
    "住房公积金",
    "一般行政管理事务",
    "事业单位离退休",
    "其他人力资源和社会保障管理事务支出",
];

/// Shows the list until `q`; `j` moves the cursor down, `f` turns the page.
pub fn run() -> anyhow::Result<()> {
    let rows = (0..ROWS).map(row);
    let list = List::new(rows).highlight_style(Style::new().add_modifier(Modifier::REVERSED));
    let mut state = ListState::default().with_selected(Some(0));
    let mut terminal = ratatui::try_init()?;
    loop {
        terminal.draw(|frame| frame.render_stateful_widget(&list, frame.area(), &mut state))?;
        let Event::Key(key) = read()? else { continue };
        match key.code {
            KeyCode::Char('j') => state.select_next(),
            KeyCode::Char('f') => state.scroll_down_by(terminal.size()?.height),
            KeyCode::Char('q') => break,
            _ => {}
        }
    }
    ratatui::try_restore()?;
    Ok(())
}

fn row(n: usize) -> String {
    let (thousands, rest) = (n * 37 % 97, n * 613 % 1000);
    format!(
        "{} {}  {thousands},{rest:03}.15  {rest}.40",
        2_080_100 + n,
        NAMES[n % NAMES.len()]
    )
}
