/*!
What was read, short enough to be checked by eye.

```text
@ 甲市某中心 2024 年单位预算
= 支出总表 支出总表 filled 万元          the table, its title, state, money unit
2 功能 2080109 社会保险经办机构 | 合计 12.00 | 基本支出 3.00? | 项目支出 9.00~
* 某项目 | 产出指标 | 数量指标 | 采购设备 | ≥ 5 台 | 10 正向   an indicator of the table
! 12 「excerpt」message                   a note with its line
```

`?` marks an uncertain figure, `~` a derived one, `@2023` another year's. A row says
`〔heading〕` for what it stands under and `[unit]` for the unit printed on it.
*/

use libtest_mimic::Failed;
use lkx::budget::{Book, Figure, Indicator, Operator, Origin, Row, TableState};
use lkx::commands::read_book;
use lkx::documents::File;

/// The gist of a document.
pub fn of(bytes: &[u8], file_name: &str) -> Result<String, Failed> {
    Ok(text(&book(bytes, file_name)?))
}

/// A document as a book.
pub fn book(bytes: &[u8], file_name: &str) -> Result<Book, Failed> {
    Ok(read_book(&File::new(file_name, bytes))?)
}

fn text(book: &Book) -> String {
    let mut out = format!("@ {}\n", book.identity);
    for (index, table) in book.tables.iter().enumerate() {
        let state = match table.state {
            TableState::Filled => "filled",
            TableState::Empty => "empty",
            TableState::Missing => "missing",
            TableState::Cut => "cut",
        };
        let kind = table.kind_name();
        out += &format!(
            "= {kind} {} {state} {}\n",
            table.title,
            table.money_unit.name()
        );
        if !table.overall_goal.is_empty() {
            out += &format!("目标 {}\n", table.overall_goal);
        }
        for row in &table.rows {
            out += &row_text(row, book.identity.year);
        }
        for indicator in book.indicators.iter().filter(|found| found.table == index) {
            out += &indicator_text(indicator, &table.rows);
        }
    }
    for note in &book.notes {
        out += &format!(
            "! {} 「{}」{}\n",
            note.place.line, note.excerpt, note.message
        );
    }
    out
}

fn row_text(row: &Row, year: u16) -> String {
    let mut text = format!("{} {}", row.ordinal, row.kind.name());
    for part in [&row.code, &row.code2, &row.name] {
        if !part.is_empty() {
            text += &format!(" {part}");
        }
    }
    if !row.under.is_empty() {
        text += &format!(" 〔{}〕", row.under);
    }
    if !row.unit.is_empty() {
        text += &format!(" [{}]", row.unit);
    }
    if let Some(project) = &row.project {
        for (name, value) in [
            ("码", &project.code),
            ("类", &project.kind),
            ("项", &project.function_code),
            ("目标", &project.goal),
        ] {
            if !value.is_empty() {
                text += &format!(" {name}={value}");
            }
        }
    }
    for figure in &row.figures {
        text += &figure_text(figure, year);
    }
    text + "\n"
}

fn figure_text(figure: &Figure, year: u16) -> String {
    let mark = match figure.origin {
        Origin::Printed => "",
        Origin::Derived(_) => "~",
        Origin::Uncertain(_) => "?",
    };
    let other_year = if figure.year == year {
        String::new()
    } else {
        format!("@{}", figure.year)
    };
    format!(" | {}{other_year} {}{mark}", figure.measure, figure.amount)
}

fn indicator_text(indicator: &Indicator, rows: &[Row]) -> String {
    let project = indicator
        .row
        .and_then(|row| rows.get(row))
        .map_or("", |row| row.name.as_str());
    let sign = indicator.operator.map_or("", Operator::sign);
    format!(
        "* {project} | {} | {} | {} | {sign} {} {} | {} {} | {}\n",
        indicator.level1,
        indicator.level2,
        indicator.name,
        indicator.value,
        indicator.value_unit,
        indicator.weight,
        indicator.direction,
        indicator.printed
    )
}
