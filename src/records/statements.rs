/*!
The prose: sentences that name figures, with the heading they stand under.

Text that came out of a PDF wraps its sentences over lines and pages; they are put
together again up to their full stop. The consistency checks compare them with the
tables.
*/

use crate::budget::{MoneyUnit, Place, StatedFigure, Statement};
use crate::pattern::regex;
use crate::tables::Line;
use crate::tables::lines::name;
use regex::Regex;
use std::sync::LazyLock;

static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六七八九十]+部分)",
    )
});
static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"([0-9][0-9,]*(?:\.[0-9]+)?)\s*(万元|亿元|元|%|％|个百分点|个|辆|台|人|项|次|家|名|年)?")
});

/// The sentences with figures among the lines outside of tables.
pub fn read(prose: &[Line]) -> Vec<Statement> {
    let mut statements = Vec::new();
    let mut section = String::new();
    let mut open = Open::default();
    for line in prose
        .iter()
        .filter(|line| !line.is_blank() && !line.is_row())
    {
        if is_heading(line) {
            open.close(&section, &mut statements);
            section = name(&line.text);
            continue;
        }
        for piece in line.text.split_inclusive(['。', '！']) {
            open.add(piece, line);
            if piece.ends_with(['。', '！']) {
                open.close(&section, &mut statements);
            }
        }
    }
    open.close(&section, &mut statements);
    statements
}

/// A short line that Markdown marks, or that begins with an ordinal and ends no sentence.
fn is_heading(line: &Line) -> bool {
    if line.text.chars().count() > 40 || line.text.contains("万元") {
        return false;
    }
    let ends_open = !line.text.ends_with(['。', '；', '，', '、', ';']);
    line.heading || (ends_open && HEADING.is_match(&line.squeezed()))
}

/// A sentence that is still being put together.
#[derive(Default)]
struct Open {
    text: String,
    place: Place,
}

impl Open {
    fn add(&mut self, piece: &str, line: &Line) {
        if self.text.is_empty() {
            self.place = Place::line(line.number);
        } else {
            self.text.push(' ');
        }
        self.text.push_str(piece);
    }

    fn close(&mut self, section: &str, statements: &mut Vec<Statement>) {
        let sentence = name(&std::mem::take(&mut self.text));
        let figures = figures(&sentence);
        if figures
            .iter()
            .any(|figure| !matches!(figure.unit.as_str(), "" | "年"))
        {
            let money_unit = figures
                .iter()
                .find_map(|figure| MoneyUnit::from_name(&figure.unit));
            statements.push(Statement {
                section: section.to_owned(),
                sentence,
                money_unit,
                figures,
                place: self.place,
            });
        }
    }
}

fn figures(sentence: &str) -> Vec<StatedFigure> {
    FIGURE
        .captures_iter(sentence)
        .filter_map(|found| {
            let number = found.get(1)?;
            Some(StatedFigure {
                printed: number.as_str().to_owned(),
                unit: found
                    .get(2)
                    .map_or_else(String::new, |unit| unit.as_str().to_owned()),
                start: sentence[..number.start()].chars().count() as u32,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::lines::lines;

    #[test]
    fn wrapped_sentences_come_together() {
        let prose = lines(
            "三、支出预算情况说明\n\n某中心 2024 年支出合计 3943.95 万元，\n\n其中：基本支出 3650.46 万元，占 92.56%。\n无数字。",
        );
        let found = read(&prose);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].section, "三、支出预算情况说明");
        assert_eq!(
            found[0].sentence,
            "某中心2024年支出合计3943.95万元，其中：基本支出3650.46万元，占92.56%。"
        );
        let figures: Vec<_> = found[0]
            .figures
            .iter()
            .map(|f| (f.printed.as_str(), f.unit.as_str()))
            .collect();
        assert_eq!(
            figures,
            [
                ("2024", "年"),
                ("3943.95", "万元"),
                ("3650.46", "万元"),
                ("92.56", "%")
            ]
        );
        assert_eq!(
            (found[0].money_unit, found[0].place.line),
            (Some(MoneyUnit::Wan), 3)
        );
    }
}
